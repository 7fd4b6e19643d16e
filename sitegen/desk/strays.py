"""Files that look like content or data and that nothing reads: misspelt names, other suffixes, folders beside the one meant."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from sitegen.errors import Mark, Problem
from sitegen.files.names import shown

_TABLES = ("levels", "families", "roles", "skills", "tools", "regions", "rates", "salaries")
_DATA = (*(f"data/{name}.yaml" for name in _TABLES), "data/urls.txt")
_FOLDERS = {"data/salaries": (".yaml",), "data/mappings": (".yaml",), "content/roles": (".md",), "content/pages": (".md",)}
"""Folder whose files are read, with all below it -> how they end."""
_PROSE = (".md", ".markdown", ".mdx", ".mdown", ".mkd", ".txt")
_TABULAR = (".yaml", ".yml", ".json", ".toml", ".csv", ".txt")
_MOST, _DEEPEST = 200, 6


def strays(root: Path) -> Iterator[Problem]:
    """Find at most 200 such files; no link is followed, and a note called README is nobody's mistake."""
    found = sorted({*_below(root, "content", _PROSE), *_below(root, "data", _TABULAR)})
    for name in found[:_MOST]:
        yield Problem(Mark(shown(name)), "unread-file", "nothing reads this file", _meant(name), "warning")


def _below(root: Path, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:  # what is wrong there is told by those who read it
        return
    for entry in entries:
        name = f"{folder}/{entry.name}"
        if entry.name.startswith((".", "#")) or entry.name.endswith("~") or name == "content/images":
            continue
        if entry.is_dir(follow_symlinks=False):
            if name.count("/") < _DEEPEST:
                yield from _below(root, name, suffixes)
        elif entry.name.lower().endswith(suffixes) and not entry.name.lower().startswith("readme.") and not _is_read(name):
            yield name


def _is_read(name: str) -> bool:
    # A suffix in capitals is a fault of its own.
    return name in _DATA or any(name.startswith(f"{folder}/") and name.lower().endswith(ends) for folder, ends in _FOLDERS.items())


def _meant(name: str) -> str:
    folder, _, file = name.rpartition("/")
    stem = file.rpartition(".")[0]
    if name.startswith("content/"):
        home = "content/pages" if "page" in folder else "content/roles"
        return f"guides are content/roles/NAME.md, pages content/pages/NAME.md: move it, or call it {home}/{stem}.md"
    near = get_close_matches(f"data/{stem}.yaml", _DATA, n=1)
    where = "data files are " + ", ".join(f"{table}.yaml" for table in _TABLES)
    return f"did you mean '{near[0]}'?" if near else f"{where}; pay may stand in data/salaries/ too"
