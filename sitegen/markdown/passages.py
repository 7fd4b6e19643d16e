"""The prose of a block as its readers meet it, with the place of every character: what editorial checks read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

LEFT_OUT = "\ufffc"
"""Stands in a passage for code, a cited figure, an address or a picture, so that no phrase reaches across it."""

_WORD = re.compile(r"\w+")
_NEAR = 2_000
"""How far ahead in the source words are looked for: without a limit, text made to hide would be searched to its end for every word."""

# What may stand between the words of a link and the text behind it.
_LINK_END = re.compile(r"\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])?")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one block, without code, comments, addresses and cited figures.

    Shape: a line's end is a space; `runs` are (offset, line, column) of each stretch that stands in one piece in the file, by offset.
    """

    text: str
    runs: tuple[tuple[int, int, int], ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at `offset`."""
        start, line, column = self.runs[max(0, bisect_right(self.runs, (offset, 1 << 31, 0)) - 1)]
        return line, column + max(0, offset - start)


def passage(inline: Token, place: Callable[[int], tuple[int, int]]) -> Passage | None:
    """Return the prose of an `inline` token, or None where it has none. Shape: `place` maps an offset in its content to line and column."""
    return _Reading(inline.content, place).read(inline.children or [])


class _Reading:
    """A walk over the tokens of a block that keeps pace in the text they were made from."""

    def __init__(self, source: str, place: Callable[[int], tuple[int, int]]) -> None:
        self._source, self._place = source, place
        self._at = 0
        self._length = 0
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []

    def read(self, tokens: Sequence[Token]) -> Passage | None:
        in_address = False
        for token in tokens:
            if token.type == "text" and not in_address:
                self._words(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self._add(" ")
                self._skip("\n")
            elif token.type == "link_open":
                in_address = token.markup == "autolink"
            elif token.type == "link_close":
                in_address = False
                self._leave_link()
            elif token.type in ("code_inline", "image", "pay", "comment", "open_comment") or in_address:
                self._add(LEFT_OUT)
                self._skip("-->" if token.type == "comment" else token.content)
        return Passage("".join(self._parts), tuple(self._runs)) if self._runs else None

    def _words(self, text: str) -> None:
        """Take in words; where an escape or an entity makes them differ from the source, each word is looked up by itself."""
        found = self._find(text)
        for part in [(0, text)] if found >= 0 else [(word.start(), word[0]) for word in _WORD.finditer(text)]:
            start = self._find(part[1])
            if start >= 0:
                self._runs.append((self._length + part[0], *self._place(start)))
                self._at = start + len(part[1])
        self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _find(self, text: str) -> int:
        return self._source.find(text, self._at, self._at + len(text) + _NEAR)

    def _skip(self, text: str) -> None:
        found = self._find(text) if text else -1
        self._at = found + len(text) if found >= 0 else self._at

    def _leave_link(self) -> None:
        end = _LINK_END.match(self._source, max(self._at, self._find("]")))
        self._at = end.end() if end else self._at
