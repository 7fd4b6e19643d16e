"""Where the links between files that are brought in together lead: their paths, or their old addresses -> ours."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.desk.imports.reading import INDEXES, SUFFIXES

_ENDINGS = (*(f".html{suffix}" for suffix in SUFFIXES), *SUFFIXES, ".html", ".htm")


def leads_of(files: Iterable[tuple[str, str, list[str]]]) -> Mapping[str, str]:
    """Return what each may be called by in a link -> its address here. Shape: (path without suffix, our address, its old addresses)."""
    found: dict[str, str] = {}
    for below, url, addresses in files:
        for key in _keys(below.lower(), addresses):
            found.setdefault(key, url)
    return found


def resolver(below: str, leads: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return what finds our address for one of theirs, as the file at `below` writes it."""

    def resolve(path: str) -> str | None:
        ending = next((it for it in _ENDINGS if path.lower().endswith(it)), "")
        bare = path[: len(path) - len(ending)]
        for base in (posixpath.dirname(below), below, ""):
            key = posixpath.normpath(posixpath.join("/", base, bare)).strip("/").lower()
            if key in leads:
                return f"/{leads[key]}"
        return None

    return resolve


def _keys(below: str, addresses: Iterable[str]) -> Iterator[str]:
    yield below
    folder, _, stem = below.rpartition("/")
    if stem in INDEXES:
        yield folder
    for address in addresses:
        yield address.strip("/").lower()
