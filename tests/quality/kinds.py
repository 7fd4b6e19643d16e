"""One page of each kind, found in a built folder, so that no test depends on which guides there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PATTERNS = {
    "home": "index.html",
    "roles": "roles/index.html",
    "guide": "roles/senior-*/index.html",
    "guide-without-pay": "roles/*/index.html",
    "job-description": "roles/*/job-description/index.html",
    "family": "families/*/index.html",
    "skills": "skills/index.html",
    "skill": "skills/*/index.html",
    "tools": "tools/index.html",
    "tool": "tools/*/index.html",
    "salaries": "salaries/index.html",
    "compare": "compare/index.html",
    "pair": "compare/*-vs-*/index.html",
    "paths": "paths/index.html",
    "search": "search/index.html",
    "text": "about/index.html",
    "methodology": "methodology/index.html",
    "api": "api/index.html",
    "not-found": "404.html",
}
_HOLDS = {"guide-without-pay": "No figure yet"}
_MOVED = 'http-equiv="refresh"'


def kinds(folder: Path) -> dict[str, str]:
    """Return the address of a page of each kind, relative to the site. Raises: AssertionError for a kind that has no page."""
    found = {kind: next(_pages(folder, pattern, _HOLDS.get(kind, "")), None) for kind, pattern in _PATTERNS.items()}
    lost = sorted(kind for kind, path in found.items() if path is None)
    assert not lost, f"no page of the kinds {lost}"
    return {kind: path.removesuffix("index.html") for kind, path in found.items() if path is not None}


def _pages(folder: Path, pattern: str, holds: str) -> Iterator[str]:
    for page in sorted(folder.glob(pattern)):
        text = page.read_text("utf-8")
        if _MOVED not in text and holds in text:
            yield page.relative_to(folder).as_posix()
