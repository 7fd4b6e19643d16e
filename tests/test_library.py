"""The guides as a library: complete, in step with each other, and in words of their own. The lints that say so, and the library itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cache import open_cache
from sitegen.desk.inspection import inspect
from sitegen.errors import Problem
from sitegen.load import load
from sitegen.model import Guide, Site
from sitegen.site import check
from sitegen.wording import RUN_WORDS, shared_runs
from tests.sites import lay_out, smallest_site

GUIDE, OTHER = "content/roles/maker.md", "content/roles/senior-maker.md"
AS_OF = date(2026, 11, 22)


def told(root: Path, body: str, fields: str = "", *, thorough: bool = True) -> list[str]:
    """Return place and code of what is said of the first guide of the smallest site, given this body and more fields."""
    files = smallest_site()
    front, _, own = files[GUIDE].rpartition("---\n")
    files[GUIDE] = f"{front}{fields}---\n{body or own}"
    return [
        f"{it.mark.line}:{it.mark.column} {it.code}" for it in _problems(lay_out(root, files), thorough=thorough) if it.mark.path == GUIDE
    ]


def _problems(root: Path, *, thorough: bool) -> Sequence[Problem]:
    if thorough:
        return inspect(root, AS_OF, None)
    with open_cache(None, b"") as cache:
        content = load(root, cache).content
    assert content
    return check(content, AS_OF)[1]


SECTIONS = "## What the role does\n\nMakes.\n\n## Day to day\n\nMakes.\n\n## What makes it hard\n\nMaking.\n"


def test_a_section_out_of_order_is_told_at_its_heading(tmp_path: Path) -> None:
    body = "## Day to day\n\nMakes.\n\n## What the role does\n\nMakes.\n\n## What makes it hard\n\nMaking.\n"
    found = told(tmp_path, body)
    first = (tmp_path / GUIDE).read_text().splitlines().index("## What the role does") + 1
    assert found == [f"{first}:1 section-order"]


def test_sections_of_an_owners_own_come_last_in_any_order(tmp_path: Path) -> None:
    assert told(tmp_path / "last", f"{SECTIONS}\n## Zebra\n\nOne.\n\n## Aardvark\n\nTwo.\n") == []
    assert [it.split()[1] for it in told(tmp_path / "first", f"## Zebra\n\nOne.\n\n{SECTIONS}")] == ["section-order"] * 3


def test_a_sentence_of_thirty_five_words_passes_and_one_more_is_told_where_it_begins(tmp_path: Path) -> None:
    just, over = (" ".join(["word"] * count) for count in (34, 35))
    assert told(tmp_path / "just", f"{SECTIONS}\nShort. Then {just}. Short.\n") == []
    assert [it.split(":")[1] for it in told(tmp_path / "over", f"{SECTIONS}\nShort. Then {over}. Short.\n")] == ["8 long-sentence"]


def test_filler_is_told_in_body_and_fields_and_not_in_code(tmp_path: Path) -> None:
    found = told(tmp_path, f"{SECTIONS}\nIt plays a key role. `plays a key role`\n", "stand_out: [works in a fast-paced environment]\n")
    assert [it.split()[1] for it in found] == ["filler", "filler"]


TWELVE = "one copper kettle stood beside the window while rain fell on slates"


def shared(files: dict[str, str], first: str, second: str) -> dict[str, str]:
    return {**files, GUIDE: f"{files[GUIDE]}\n{first}\n", OTHER: f"{files[OTHER]}\n{second}\n"}


def test_twelve_words_that_two_guides_share_are_told_once_at_the_later_guide_under_their_heading(tmp_path: Path) -> None:
    root = lay_out(tmp_path, shared(smallest_site(), f"And {TWELVE}, surely.", f"Thus {TWELVE.title()}; however."))
    [problem] = [it for it in inspect(root, AS_OF, None) if it.code == "shared-words"]
    assert problem.mark.path == OTHER
    assert (root / OTHER).read_text().splitlines()[problem.mark.line - 1].startswith("## ")
    assert problem.message == f"12 words in a row stand in {GUIDE} too: '{TWELVE}'"


def test_eleven_words_may_be_shared(tmp_path: Path) -> None:
    eleven = TWELVE.rpartition(" ")[0]
    root = lay_out(tmp_path, shared(smallest_site(), f"And {eleven}.", f"Thus {eleven}!"))
    assert [it for it in inspect(root, AS_OF, None) if it.code == "shared-words"] == []


def test_a_build_neither_looks_for_shared_words_nor_calls_their_accept_unused(tmp_path: Path) -> None:
    fields = "accept: [{problem: shared-words, because: Both quote the law.}]\n"
    assert told(tmp_path / "build", "", fields, thorough=False) == []
    assert [it.split()[1] for it in told(tmp_path / "check", "", fields)] == ["unused-accept"]


WORDS = st.lists(st.sampled_from("abc"), max_size=40)


@given(st.lists(st.lists(WORDS, max_size=2), max_size=4))
def test_every_run_of_twelve_words_is_found_and_no_shorter_one(documents: list[list[list[str]]]) -> None:
    texts = [[" ".join(words) for words in document] for document in documents]
    runs = list(shared_runs(texts, most=10_000))
    for run in runs:
        assert len(run.words.split()) >= RUN_WORDS
        assert run.words in texts[run.document][run.text]
        assert run.words in texts[run.other][run.other_text]
        assert run.other < run.document
    found = {(run.document, gram) for run in runs for gram in grams(run.words.split())}
    for number, document in enumerate(documents):
        before = {gram for earlier in documents[:number] for words in earlier for gram in grams(words)}
        assert {gram for words in document for gram in grams(words)} & before == {gram for at, gram in found if at == number}


def grams(words: Sequence[str]) -> set[str]:
    return {" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}


# --- the library of this repository


@pytest.fixture(scope="module")
def library(repository: Path) -> tuple[Site, tuple[Problem, ...]]:
    as_of = date.fromisoformat((repository / "tests/as-of.txt").read_text("utf-8").strip())
    with open_cache(None, b"") as cache:
        loaded = load(repository, cache)
    assert loaded.content, loaded.problems
    site, problems = check(loaded.content, as_of, thorough=True)
    return site, (*loaded.problems, *problems)


def test_nothing_is_to_be_said_of_the_library(library: tuple[Site, tuple[Problem, ...]]) -> None:
    assert [str(problem) for problem in library[1]] == []


def test_there_are_forty_guides_in_eight_families_with_three_ladders_of_three_rungs_and_a_vocabulary_to_match(
    library: tuple[Site, tuple[Problem, ...]],
) -> None:
    site, _ = library
    assert len(site.listed) >= 40
    assert len({site.family(guide).id for guide in site.listed}) >= 8
    assert sum(len(rungs) >= 3 for rungs in site.ladders.values()) >= 3
    assert (len(site.content.skills), len(site.content.tools)) >= (150, 120)
    assert set(site.content.tools) == set(site.users)


def test_every_skill_is_needed_by_two_guides_at_least(library: tuple[Site, tuple[Problem, ...]]) -> None:
    site, _ = library
    uses = Counter({skill: len({guide.slug for guide, _ in needs}) for skill, needs in site.needs.items()})
    assert [skill for skill in site.content.skills if uses[skill] < 2] == []


def test_every_guide_is_complete(library: tuple[Site, tuple[Problem, ...]]) -> None:
    site, _ = library
    wanting = {guide.slug: found for guide in site.listed if (found := _gaps(guide))}
    assert wanting == {}


def _gaps(guide: Guide) -> list[str]:
    """Return what is missing in a guide by the measures of docs/writing.md."""
    front = guide.front
    fields = (
        "also_known_as", "search_terms", "tools", "responsibilities", "qualifications", "pay_drivers", "career_paths",
        "remote", "employers", "regions", "stand_out", "hiring", "job_description", "changes", "review_after",
    )  # fmt: skip
    measures = {
        "600 to 1,400 words": 600 <= guide.words <= 1_400,
        "12 to 20 skills": 12 <= len(front.skills) <= 20,
        "six prompts": len(front.interview) >= 6 and all(prompt.listens_for for prompt in front.interview),
        "five questions": len(front.faqs) >= 5,
        "six sections": len(guide.sections) >= 6,
    }
    return [name for name in fields if not getattr(front, name)] + [measure for measure, holds in measures.items() if not holds]


def test_every_title_in_the_text_of_a_move_has_a_guide_where_one_exists(library: tuple[Site, tuple[Problem, ...]]) -> None:
    site, _ = library
    titles = {guide.front.title for guide in site.listed}
    unlinked = [(guide.slug, path.title) for guide in site.listed for path in guide.front.career_paths if path.title in titles]
    assert unlinked == []


def test_the_years_that_a_promotion_takes_lead_from_one_guides_experience_to_the_nexts(library: tuple[Site, tuple[Problem, ...]]) -> None:
    site, _ = library
    astray = []
    for guide in site.listed:
        for move in site.moves.get(guide.slug, ()):
            if move.kind != "promotion" or not move.to or not move.years:
                continue
            here, there = guide.front.qualifications, site.guides[move.to].front.qualifications
            assert here is not None
            assert there is not None
            gap = (there.years or 0) - (here.years or 0)
            if not move.years[0] <= gap <= move.years[1]:
                astray.append((guide.slug, move.to))
    assert astray == []
