"""Full-text search: what each page gives the index, and the bundle of files a reader's browser searches in.

Entries -> shards -> slim documents -> Pagefind -> verified bundles -> files of the site, with the list of names beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from sitegen.search.engine import TIMEOUT
from sitegen.search.entry import Entry, Kind, Text, slim
from sitegen.search.last import Last, read
from sitegen.search.names import NAMES, Facets, names
from sitegen.search.plan import Made, Plan, Work
from sitegen.search.reword import Reworded, reworded
from sitegen.search.shards import PAGES_A_SHARD, shards

__all__ = [
    "NAMES",
    "Entry",
    "Facets",
    "Kind",
    "Made",
    "Plan",
    "Reworded",
    "Text",
    "Work",
    "digest",
    "index",
    "make",
    "plan",
    "reword",
    "slim",
]

Words = Mapping[str, tuple[str, str]]


def plan(entries: Iterable[Entry], *, language: str, facets: Facets | None = None, last: str = "", most: int = PAGES_A_SHARD) -> Plan:
    """Return what an index of `entries` needs.

    Facets: for each facet the values in the order to show them, each with the words that ask for it; values it leaves out follow by
            name, and so do facets. Values with such words are a scale: what is asked of one finds the next as well.
    Shape:  `last` is what was known of the last index; `most` is how many pages a shard may have, on average.
    """
    return Plan(shards(entries, language, most=most), facets or {}, read(last))


def make(work: Work, *, tool: Path | None = None, timeout: float = TIMEOUT) -> Made:
    """Return the files of an index that were not taken over, and what to keep for the next. Raises: ToolError, as `index` does."""
    return work.do(tool, timeout)


def reword(
    last: str, words: Words, kept: Callable[[str], bytes | None], names: bytes, *, tool: Path | None = None, timeout: float = TIMEOUT
) -> Reworded | None:
    """Return what differs of the index that `last` tells of where pages say other words, by address: before and now.

    Shape:  `kept` gives back the documents that were kept of a shard, by its code; `names` is the list of names as it stands. None
            where that does not tell enough. A page that is not in the index makes no difference.
    Raises: ToolError, as `index` does.
    """
    return reworded(read(last), words, kept, names, tool=tool, timeout=timeout)


def index(
    entries: Iterable[Entry],
    *,
    language: str,
    facets: Facets | None = None,
    most: int = PAGES_A_SHARD,
    tool: Path | None = None,
    timeout: float = TIMEOUT,
) -> dict[str, bytes]:
    """Return the files that make a site searchable, by their address below the site; the same entries give the same bytes.

    Shape:  no entries -> no files; at most `most` pages a shard, on average. Everything lies in `pagefind/HASH/`, named by its
            content save `pagefind-entry.json`, but for `search-names.json`, which the reader's browser asks for first.
    Tool:   Pagefind's binary; that of the installed package unless given.
    Raises: ToolError when Pagefind is missing, fails, is killed, takes longer than `timeout` seconds or leaves a damaged file.
    """
    return make(plan(entries, language=language, facets=facets, most=most).work(), tool=tool, timeout=timeout).files


def digest(entries: Iterable[Entry], *, language: str, facets: Facets | None = None) -> str:
    """Return a hash of everything `index` makes its files from: two equal hashes stand for the same bytes.

    The order of `entries` is no part of it.
    """
    planned = plan(entries, language=language, facets=facets)
    state = sha256(b"".join(names(planned.shards, Last(), planned.facets).values()))
    for shard in planned.shards:
        state.update(shard.digest.encode())
    return state.hexdigest()
