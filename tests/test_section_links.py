"""Links to the sections that a guide's page makes from data: a build refuses those that the finished page does not have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen import bundle, pages, render
from sitegen.desk.proof import survey
from sitegen.desk.reading import content_of
from sitegen.pages.outline import PLAN
from sitegen.pipeline import inspect
from sitegen.site import assemble
from sitegen.site.sections import _FIELDS, HEADINGS
from tests.sites import HERE, lay_out, smallest_site

AS_OF = date(2026, 11, 22)
FULL = """\
responsibilities: [Cut to a line]
qualifications: {years: 2}
remote: {arrangement: on-site, fit: low}
employers: {industries: [building], why: People need tables}
regions: [{region: US, note: Much wood}]
stand_out: [A chair that holds]
interview: [{theme: Wood, prompt: How does oak move?, listens_for: [moisture]}]
hiring: {assess: A joint}
faqs: [{question: Is it hard?, answer: Oak is.}]
"""


def ids_of(root: Path, path: str) -> set[str]:
    """Return the ids on one finished page."""
    templates = bundle.load(root)
    page = next(it for it in pages.pages(assemble(content_of(root), AS_OF), templates.folder) if it.path == path)
    return set(survey(render.render(templates, "en", page).data.decode()).ids)


@pytest.mark.parametrize("front", ["", FULL], ids=["few fields", "all fields"])
@pytest.mark.parametrize(
    "headings", ["", "\n## Remote work\n\nFar.\n\n## How to stand out\n\nBe seen.\n\n## Advice for recruiters\n\nAsk.\n"]
)
def test_a_build_refuses_links_to_exactly_those_sections_that_the_finished_page_lacks(tmp_path: Path, front: str, headings: str) -> None:
    files = smallest_site()
    files["content/roles/maker.md"] = files["content/roles/maker.md"].replace("tools: [saw]\n", front) + headings
    files["content/pages/links.md"] = "---\ntitle: Links\nsummary: Where to go.\n---\n\nNothing yet.\n"
    root = lay_out(tmp_path / "site", files)
    there = ids_of(root, "roles/maker/index.html")
    links = "".join(f"[x](/roles/maker/#{section})\n" for section in sorted(_FIELDS))
    (root / "content/pages/links.md").write_text(f"---\ntitle: Links\nsummary: Where to go.\n---\n\n{links}")
    refused = {it.message for it in inspect(root, AS_OF) if it.code == "dead-anchor"}
    assert refused == {
        f"there is no #{section} on /roles/maker/, since that guide has no `{field}`"
        for section, field in _FIELDS.items()
        if section not in there
    }
    assert len(refused) == (1 if front else 10) - (len(HEADINGS) if headings and not front else 0)


def test_the_sections_of_a_guides_page_are_the_ones_that_links_are_held_to() -> None:
    undecided = {"prose", "rest", "pay", "paths", "related", "sources"}  # always there, or not for the guide alone to say
    assert {kind for kind, _, _ in PLAN} - undecided == set(_FIELDS)
    assert {kind: heading for kind, _, heading in PLAN if heading and kind != "prose"} == HEADINGS


def test_this_repositorys_guides_link_to_sections_that_are_there() -> None:
    assert [it for it in inspect(HERE.parent, AS_OF) if it.code == "dead-anchor"] == []
