"""Real pages that others wrote, for another generator, through our loader: each is accepted, or refused with a precise report.

The pages are 18F's (CC0). They are not part of this repository: SITEGEN_SHARED_DATA names the folder that holds them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.errors import Problem
from sitegen.load import load
from sitegen.site import check
from tests.rendered import AS_OF, NoMemo
from tests.sites import lay_out, smallest_site

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
OURS = "---\ntitle: {title}\nsummary: A page that others wrote.\nrole: maker-lead\nlevel: mid\nstatus: archived\n---\n"
WHOLE_FILE = {"no-front-matter", "unclosed-front-matter", "empty-front-matter", "bad-slug", "bad-name"}


@pytest.fixture(scope="module")
def pages(repository: Path) -> Mapping[str, bytes]:
    """Return every page by its name as a guide of ours would be called."""
    folder = Path(os.environ.get("SITEGEN_SHARED_DATA", repository.parent / "shared" / "data")) / "gov-role-pages"
    if not folder.is_dir():
        pytest.skip("gov-role-pages is not here: real pages were NOT read; set SITEGEN_SHARED_DATA to the folder that holds it")
    found = {f"{path.parent.name.strip('_')}-{path.name}": path.read_bytes() for path in sorted(folder.rglob("*.md"))}
    assert len(found) == 18
    return found


def told(root: Path, name: str, raw: bytes) -> list[Problem]:
    """Return what is said of one page as a guide of the smallest site."""
    lay_out(root, smallest_site())
    (root / name).write_bytes(raw)
    loaded = load(root, NoMemo())
    assert loaded.content is not None
    found = {*loaded.problems, *check(loaded.content, AS_OF)[1]}
    # Nothing but the page itself can be at fault.
    assert [str(problem) for problem in found if problem.mark.path != name and problem.severity == "fault"] == []
    return sorted(problem for problem in found if problem.mark.path == name)


def assert_precise(problems: list[Problem], raw: bytes) -> None:
    """Hold a report against its page: each place is in it, each fault has a code, a sentence and a remedy, and none is told twice."""
    lines = raw.decode().replace("\r\n", "\n").split("\n")
    for problem in problems:
        assert problem.hint, problem
        assert problem.message.strip(), problem
        assert 1 <= problem.mark.line <= len(lines), problem
        assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1, problem
        assert problem.mark.line > 1 or problem.code in WHOLE_FILE, problem
    assert len({(problem.mark, problem.code, problem.message) for problem in problems}) == len(problems)


def test_pages_as_they_are_lack_what_a_guide_needs_and_each_says_which(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    for number, (name, raw) in enumerate(pages.items()):
        problems = told(tmp_path / str(number), f"content/roles/{name}", raw)
        assert_precise(problems, raw)
        messages = {problem.message for problem in problems}
        assert {"'summary' is missing", "'role' is missing", "'level' is missing"} <= messages, name
        assert "'permalink' is not a known key" in messages, name


def test_with_front_matter_of_ours_each_is_accepted_or_refused_for_what_its_text_does(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    accepted = []
    for number, (name, raw) in enumerate(pages.items()):
        text = FRONT.sub(OURS.format(title=name.removesuffix(".md")), raw.decode().replace("\r\n", "\n"), count=1).encode()
        problems = told(tmp_path / str(number), f"content/roles/{name}", text)
        assert_precise(problems, text)
        accepted += [name] if not problems else []
    print(f"{len(accepted)} of {len(pages)} accepted: {', '.join(accepted)}")
    assert 0 < len(accepted) < len(pages)
