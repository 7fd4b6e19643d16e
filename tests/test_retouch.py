"""An edit of words alone: its pages are made again from what was stored, to the byte as the stages make them; every doubt is theirs."""

from __future__ import annotations

import itertools
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sitegen import bundle as bundles
from sitegen import contexts, render
from sitegen.kept import Kept
from sitegen.output import digests
from sitegen.page import Page
from sitegen.pages import pages
from sitegen.pipeline import Options, Report, build
from tests.careers import site_of
from tests.conftest import REPOSITORY
from tests.sites import lay_out, smallest_site

DAY = date(2026, 11, 22)
GUIDE = "content/roles/maker.md"


def built(root: Path, folder: Path) -> Report:
    return build(Options(root=root, out=folder / "out", cache=folder / "cache", as_of=DAY, search=False, jobs=1))


def is_retouch(report: Report) -> bool:
    return bool(report.stages) and "load" not in dict(report.stages)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "site", smallest_site())
    built(root, tmp_path)
    return root


def edited(root: Path, folder: Path, old: str, new: str) -> Report:
    """Replace some text of the guide and build; what comes out is the clean build and its warnings."""
    text = (root / GUIDE).read_text("utf-8")
    assert old in text
    (root / GUIDE).write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    report = built(root, folder)
    clean = build(Options(root=root, out=folder / "clean", cache=None, as_of=DAY, search=False, jobs=1))
    assert digests(folder / "out") == digests(folder / "clean")
    assert (report.guides, report.pages, report.size, report.warnings) == (clean.guides, clean.pages, clean.size, clean.warnings)
    return report


def test_every_context_with_prose_makes_the_same_page_once_it_is_read_back() -> None:
    site, bundle = site_of(REPOSITORY), bundles.load(REPOSITORY)
    hashes, seen = contexts.Fingerprints(bundle.digest), 0
    for page in pages(site, bundle.folder):
        prose = page.context.get(contexts.PROSE)
        if isinstance(prose, Kept):
            stored = contexts.from_bytes(contexts.store(page.template, page.context).to_bytes())
            assert stored.hash(bundle.digest, prose) == hashes.of(page.template, page.context)
            again = Page(page.path, stored.template, stored.context(prose))
            assert render.render(bundle, "en", again) == render.render(bundle, "en", page)
            seen += 1
    assert seen > 2 * len(site.guides)


def listed(value: object) -> bool:
    """Tell whether there is a list anywhere in plain data."""
    if isinstance(value, list):
        return True
    if hasattr(value, "__dataclass_fields__"):
        return any(listed(getattr(value, name)) for name in value.__dataclass_fields__)
    if isinstance(value, Mapping):
        return any(map(listed, value.values()))
    return isinstance(value, tuple) and any(map(listed, value))


def test_nothing_is_listed_in_a_context_with_prose_but_in_tuples() -> None:
    site, bundle = site_of(REPOSITORY), bundles.load(REPOSITORY)
    held = [it.context for it in pages(site, bundle.folder) if contexts.PROSE in it.context]
    assert listed({"a": ({"b": [1]},)})
    assert not [name for context in held for name, part in context.items() if name != "data" and listed(part)]  # that becomes JSON


def test_a_sentence_more_renders_the_pages_that_hold_it_and_reads_nothing_else(root: Path, tmp_path: Path) -> None:
    report = edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne sentence more.\n")
    assert is_retouch(report)
    assert report.rendered == 2  # the page and its Markdown
    assert is_retouch(edited(root, tmp_path, "One sentence more.", "Another *sentence*."))
    assert not built(root, tmp_path).stages


def test_the_stages_go_on_from_a_retouch_as_if_there_had_been_none(root: Path, tmp_path: Path) -> None:
    edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne sentence more.\n")
    report = edited(root, tmp_path, "title: ", "title: A ")
    assert not is_retouch(report)
    assert report.rendered < report.pages


def test_a_sentence_more_is_searched_for_without_the_site_and_the_stages_go_on_from_there(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    sentences = ["", "One sentence more.", "One *sentence* more.", "Others & <more>.", "Others & <more>.", "Words."]
    for before, now in itertools.pairwise(sentences):
        text = (root / GUIDE).read_text("utf-8").replace("## Day to day\n" + before, "## Day to day\n" + now + ("" if before else "\n"), 1)
        (root / GUIDE).write_text(text if now != before else text.replace("title: ", "title: A "), "utf-8", newline="\n")
        report, clean = (
            build(Options(root=root, out=tmp_path / out, cache=cache, as_of=DAY, search=True, jobs=1))
            for out, cache in (("out", tmp_path / "cache"), ("clean", None))
        )
        assert is_retouch(report) == (before not in ("", now))
        assert report.size == clean.size
        assert digests(tmp_path / "out") == digests(tmp_path / "clean")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("summary: ", "summary: A ", id="front matter"),
        pytest.param("---\n", "---\n# a comment\n", id="comment above"),
        pytest.param("## Day to day\n", "## Another day\n", id="heading"),
        pytest.param("## Day to day\n", "## Day to day\n\n### More\n", id="heading more"),
        pytest.param("## Day to day\n", "## Day to day\n\n[them](/roles/)\n", id="link"),
        pytest.param("## Day to day\n", "## Day to day\n\nIt pays $5 currently.\n", id="words that are asked about"),
    ],
)
def test_whatever_others_could_see_is_left_to_the_stages(root: Path, tmp_path: Path, old: str, new: str) -> None:
    assert not is_retouch(edited(root, tmp_path, old, new))


def test_the_place_of_a_warning_moves_with_its_words(root: Path, tmp_path: Path) -> None:
    first = edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nIt pays $5 currently.\n")
    moved = edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nWords.\n")
    assert not is_retouch(moved)
    assert [it.mark.line for it in moved.warnings if it.code == "dated-word"] == [
        it.mark.line + 2 for it in first.warnings if it.code == "dated-word"
    ]


def test_a_day_that_the_edit_takes_away_is_taken_away_everywhere(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "All"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    built(root, tmp_path)
    kept = (root / GUIDE).read_text("utf-8")
    assert not is_retouch(edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne.\n"))  # it had a day
    assert is_retouch(edited(root, tmp_path, "One.", "Two."))
    assert not is_retouch(edited(root, tmp_path, (root / GUIDE).read_text("utf-8"), kept))  # and has it again
    subprocess.run(["git", "rm", "-q", "--cached", GUIDE], cwd=root, check=True)
    edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne.\n")
    assert is_retouch(edited(root, tmp_path, "One.", "Two."))  # git does not hold it


def test_a_broken_memo_is_a_cold_build(root: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cache/memo.sqlite")) as memo, memo:
        spoilt = memo.execute("UPDATE memo SET value = zeroblob(length(value)) WHERE key LIKE 'context/%'").rowcount
    assert spoilt
    assert not is_retouch(edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne.\n"))


def test_what_somebody_did_to_the_output_is_undone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out/index.html").write_text("changed", "utf-8")
    assert not is_retouch(edited(root, tmp_path, "## Day to day\n", "## Day to day\n\nOne.\n"))
