"""What is not public appears nowhere: no page, list, feed, sitemap, search, data file or redirect names it, and no last output keeps it."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from sitegen.pipeline import Options, build
from tests.sites import lay_out, smallest_site

WORD = "Zebrawood"
HIDDEN = f"""\
---
title: {WORD} Lead
summary: Leads {WORD}.
role: maker-lead
level: manager
also_known_as: [{WORD} Chief]
search_terms: [{WORD} boss]
status: draft
reviewed: 2026-06-01
compare_with: [maker]
career_paths: [{{to: senior-maker, kind: lateral}}]
redirect_from: [/old/{WORD.lower()}/]
changes: [{{date: 2026-06-01, note: {WORD} began.}}]
---

## What the role does

{WORD}.
"""


def built(root: Path, as_of: str) -> dict[str, bytes]:
    """Build over the last output, with search, and return every file; what is packed comes unpacked."""
    out = root.parent / "out"
    build(Options(root=root, out=out, cache=root.parent / "cache", as_of=date.fromisoformat(as_of), jobs=1))
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {name: gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data for name, data in found.items()}


def told(files: dict[str, bytes]) -> set[str]:
    """Return the files that name the guide, by its name or in it."""
    word = WORD.lower().encode()
    return {name for name, data in files.items() if word in name.lower().encode() or word in data.lower()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = smallest_site() | {"content/roles/zebrawood-lead.md": HIDDEN}
    maker = files["content/roles/maker.md"]
    files["content/roles/maker.md"] = maker.replace("years: [2, 4]}", "years: [2, 4]}\n  - {to: zebrawood-lead, kind: management}")
    return lay_out(tmp_path / "site", files)


@pytest.mark.parametrize("status", ["draft", "published\npublish_on: 2026-11-23"])
def test_a_draft_and_a_scheduled_guide_are_named_by_no_file(root: Path, status: str) -> None:
    lay_out(root, {"content/roles/zebrawood-lead.md": HIDDEN.replace("status: draft", f"status: {status}")})
    assert told(built(root, "2026-11-22")) == set()


def test_a_scheduled_guide_appears_everywhere_on_its_day_and_is_gone_again_once_it_is_a_draft(root: Path) -> None:
    lay_out(root, {"content/roles/zebrawood-lead.md": HIDDEN.replace("status: draft", "status: published\npublish_on: 2026-11-23")})
    assert told(built(root, "2026-11-22")) == set()
    public = told(built(root, "2026-11-23"))
    places = {
        "roles/zebrawood-lead/index.html",
        "roles/index.html",
        "feed.xml",
        "sitemap.xml",
        "search-names.json",
        "old/zebrawood/index.html",
    }
    places |= {
        "api/v1/roles.json",
        "api/v1/roles/zebrawood-lead.json",
        "api/v1/graph.json",
        "api/v1/changes.json",
        "roles/zebrawood-lead.md",
    }
    assert places <= public
    lay_out(root, {"content/roles/zebrawood-lead.md": HIDDEN})
    assert told(built(root, "2026-11-23")) == set()


def test_an_archived_guide_keeps_its_page_with_a_notice_and_leaves_lists_search_and_feed(root: Path) -> None:
    lay_out(root, {"content/roles/zebrawood-lead.md": HIDDEN.replace("status: draft", "status: archived")})
    files = built(root, "2026-11-22")
    page = files["roles/zebrawood-lead/index.html"].decode()
    assert "Archived." in page
    assert 'name="robots" content="noindex"' in page
    assert not told(files) & {
        "roles/index.html",
        "index.html",
        "feed.xml",
        "sitemap.xml",
        "search-names.json",
        "api/v1/roles.json",
        "api/v1/graph.json",
    }
