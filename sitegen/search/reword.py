"""An edit of nothing but words: the shards of the pages it is on are made again from what is kept of them, without the site."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sitegen.search.bundle import ENTRY, verified
from sitegen.search.engine import answer, binary
from sitegen.search.entry import plain
from sitegen.search.last import Last, Part
from sitegen.search.names import NAMES, state
from sitegen.search.shards import number_of, piece_of, suffix_of

Documents = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reworded:
    """What differs of an index."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """By address below the site."""
    codes: frozenset[str] = frozenset()
    """The shards that were made again: of their files before, only those among `files` are left."""
    last: Last = field(default_factory=Last)
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """What these shards were made from, by code: to keep for the next edit."""


def pack(documents: Documents) -> bytes:
    """Return what a shard was made from, to be kept."""
    return zlib.compress(json.dumps(documents, ensure_ascii=False).encode(), 1)


def reworded(
    last: Last,
    words: Mapping[str, tuple[str, str]],
    kept: Callable[[str], bytes | None],
    names: bytes,
    *,
    tool: Path | None,
    timeout: float,
) -> Reworded | None:
    """Do what `search.reword` promises."""
    if not last.parts:
        return None
    parts, files, documents = list(last.parts), dict[str, bytes](), dict[str, bytes]()
    for number, part in enumerate(last.parts):
        here = {url: said for url, said in words.items() if said[0] != said[1] and number_of(url, len(parts)) == number}
        if not here:
            continue
        old = _unpack(kept(part.code) or b"")
        if not old or any(number_of(url, len(parts)) != number for url, _ in old):
            return None
        if not here.keys() & dict(old).keys():
            continue
        new: Documents = [(url, _with(document, *here[url]) if url in here else document) for url, document in old]
        if any(not document for _, document in new):
            return None
        answered = answer(tool or binary(), new, timeout=timeout, piece=piece_of(len(parts)))
        bundle = verified(answered, [url for url, _ in new], suffix=suffix_of(number))
        files |= {bundle.folder + name: data for name, data in bundle.files.items()}
        documents[bundle.code] = pack(new)
        # What its pages' digests are only the stages know; they make it once more.
        parts[number] = Part("", bundle.code, bundle.language, len(bundle.files))
    now = replace(last, parts=tuple(parts))
    files |= {now.folder + ENTRY: now.entry(), NAMES: state(names, now)} if files else {}
    return Reworded(files, frozenset(documents), now, documents)


def _unpack(data: bytes) -> Documents:
    try:
        return [(url, document) for url, document in json.loads(zlib.decompress(data))]
    except (zlib.error, ValueError, TypeError):
        return []


def _with(document: str, before: str, now: str) -> str:
    """Return a page's document with other words in it; empty where it is not certain which they are."""
    old = f"<p>{plain(before)}"
    return document.replace(old, f"<p>{plain(now)}") if before.strip() and now.strip() and document.count(old) == 1 else ""
