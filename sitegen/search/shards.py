"""The site's pages in shards: each is indexed by itself, and again only when a page in it changed.

Pagefind holds a whole index in memory, about a third of a megabyte a page, and makes all of it anew for any edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from sitegen.search.engine import PIECE, WORD_CHARACTERS
from sitegen.search.entry import Entry, slim

LAYOUT: Final = 2
"""Raise it when this folder arranges the same entries differently."""
PAGES_A_SHARD: Final = 1500
"""The most, on average. Every shard costs readers a little: they ask all of them."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some pages of the site, by address."""

    language: str
    """What its documents say they are written in. Each shard has a variant of the site's language, which names nothing to a reader: by
    it Pagefind keeps the shards of one folder apart, and begins the name of every file."""
    suffix: str
    """What the variant has that the site's language has not."""
    entries: tuple[Entry, ...]
    piece: int
    """How large a piece of its word index is: the pieces that a word is in are as large for many shards as for one."""
    digest: str
    """Of everything that Pagefind is told."""

    def documents(self) -> list[tuple[str, str]]:
        """Return what Pagefind is fed: address and slim document of each page. Reads the long texts."""
        return [(entry.url, slim(entry, self.language)) for entry in self.entries]


def shards(entries: Iterable[Entry], language: str, *, most: int = PAGES_A_SHARD) -> tuple[Shard, ...]:
    """Divide `entries` by the hash of their addresses, which puts as many pages with a word into each as into any other.

    Shape:  none for no entries. Their number is a power of two, so that a growing site seldom gets another one.
    Raises: ValueError when two entries have one address.
    """
    ordered = sorted(entries, key=lambda entry: entry.url)
    if len({entry.url for entry in ordered}) < len(ordered):
        raise ValueError("two search entries have one address")
    number = 1
    while number * most < len(ordered):
        number *= 2
    divided: list[list[Entry]] = [[] for _ in range(number)]
    for entry in ordered:
        divided[number_of(entry.url, number)].append(entry)
    filled = [tuple(part) for part in divided if part]
    return tuple(_shard(language, n, part, piece_of(number)) for n, part in enumerate(filled))


def number_of(url: str, number: int) -> int:
    """Return which of `number` shards a page is in."""
    return int.from_bytes(sha256(url.encode()).digest()[:8]) % number


def piece_of(number: int) -> int:
    """Return how large a piece of the word index is where there are `number` shards."""
    return PIECE // number


def suffix_of(number: int) -> str:
    """Return what the language of a shard has that the site's has not."""
    return f"-x-{number}" if number else ""


def _shard(language: str, number: int, entries: tuple[Entry, ...], piece: int) -> Shard:
    suffix = suffix_of(number)
    state = sha256(json.dumps([LAYOUT, version("pagefind-bin"), WORD_CHARACTERS, piece, language + suffix]).encode())
    for entry in entries:
        state.update(entry.digest.encode())
    return Shard(language + suffix, suffix, entries, piece, state.hexdigest())
