"""Full-text search: what each page gives the index, and the bundle of files a reader's browser searches in.

Entries -> slim documents -> Pagefind -> verified bundle -> files of the site, with the list of names beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sitegen.search.bundle import verified
from sitegen.search.engine import SETTINGS, TIMEOUT, WORD_CHARACTERS, answer, binary
from sitegen.search.entry import Entry, Kind, slim
from sitegen.search.names import NAMES, names

__all__ = ["NAMES", "Entry", "Kind", "digest", "index", "slim"]

LAYOUT: Final = 1
"""Raise it when this folder arranges the same entries differently."""


def digest(entries: Iterable[Entry], *, language: str, facets: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return a hash of everything `index` makes its files from: two equal hashes stand for the same bytes.

    Shape: the tool's version and settings, the slim documents, what the list of names says of each page. The order of `entries` is
           no part of it.
    """
    ordered = _ordered(entries)
    state = sha256(json.dumps([LAYOUT, version("pagefind-bin"), SETTINGS, WORD_CHARACTERS, language]).encode())
    state.update(names(ordered, {}, facets or {}))
    for entry in ordered:
        state.update(f"\0{entry.url}\0{slim(entry, language)}".encode())
    return state.hexdigest()


def index(
    entries: Iterable[Entry],
    *,
    language: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    tool: Path | None = None,
    timeout: float = TIMEOUT,
) -> dict[str, bytes]:
    """Return the files that make a site searchable, by their address below the site; the same entries give the same bytes.

    Shape:  no entries -> no files. Everything lies in `pagefind/HASH/`, named by its content save `pagefind-entry.json`,
            but for `search-names.json`, which the reader's browser asks for first.
    Facets: for each facet the values in the order to show them; values it leaves out follow by name, and so do facets.
    Tool:   Pagefind's binary; that of the installed package unless given.
    Raises: ToolError when Pagefind is missing, fails, is killed, takes longer than `timeout` seconds or leaves a damaged file.
    """
    ordered = _ordered(entries)
    if not ordered:
        return {}
    documents = ((entry.url, slim(entry, language)) for entry in ordered)
    files = answer(tool or binary(), documents, timeout=timeout)
    bundle = verified(files, {entry.url for entry in ordered})
    listed = names(ordered, bundle.fragments, facets or {}, folder=bundle.folder, tag=bundle.tag)
    return {NAMES: listed, **{bundle.folder + name: data for name, data in bundle.files.items()}}


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Sort by address: Pagefind numbers pages in the order they come, and every file of the bundle holds the numbers."""
    ordered = sorted(entries, key=lambda entry: entry.url)
    if len({entry.url for entry in ordered}) < len(ordered):
        raise ValueError("two search entries have one address")
    return ordered
