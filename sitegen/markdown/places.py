"""From an offset in the text of one block to the line and column of the file it was cut from.

markdown-it cuts prefixes (list markers, `>`, indentation) off the lines of a block and keeps no column; what it leaves
of a line stands in the source as it is, further right than anything like it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

_CELL_END = re.compile(r"(?<!\\)\|")


class _Stretch(NamedTuple):
    """Characters of a block that stand side by side in the file: from offset `start` on, column = offset + shift."""

    start: int
    line: int
    shift: int


class Places:
    """The lines of one text, whose first is line `first` of a file in which every line of it is indented by `indent`."""

    def __init__(self, text: str, first: int = 1, indent: int = 0) -> None:
        self._lines = text.replace("\0", "\ufffd").split("\n")  # as markdown-it reads it
        self._first, self._indent = first, indent
        self._rows: dict[int, list[str]] = {}

    def line(self, index: int) -> tuple[int, int]:
        """Return where a line of the text begins; `index` counts from 0."""
        return index + self._first, 1 + self._indent

    def start(self, token: Token) -> tuple[int, int]:
        """Return where the first line of a block begins to say something; lines and columns count from 1."""
        line = token.map[0] if token.map else 0
        source = self._lines[line] if line < len(self._lines) else ""
        column = source.find("#") if token.markup.startswith("#") else len(source) - len(source.lstrip(" \t>"))
        return line + self._first, max(column, 0) + 1 + self._indent

    def block(self, inline: Token) -> Block:
        """Return where the characters of the `inline` content of one block stand."""
        return Block(self._cell(inline) if "cell" in inline.meta else self._by_line(inline))

    def plain(self, inline: Token) -> tuple[int, int]:
        """Return where the content of an `inline` begins that is one line and holds neither a mark nor an escape."""
        if "cell" in inline.meta:
            return Block(self._cell(inline)).place(0)
        line = inline.map[0] if inline.map else 0
        return line + self._first, self._lines[line].rfind(inline.content) + 1 + self._indent

    def _by_line(self, inline: Token) -> Iterator[_Stretch]:
        line, start = inline.map[0] if inline.map else 0, 0
        for piece in inline.content.split("\n"):
            words = piece.lstrip()  # what was indented by tabs may be indented by spaces now
            column = self._lines[line].rfind(words) - (len(piece) - len(words)) + 1 + self._indent
            yield _Stretch(start, line + self._first, column - start)
            line, start = line + 1, start + len(piece) + 1

    def _cell(self, inline: Token) -> Iterator[_Stretch]:
        """Find the stretches of a table's cell: the backslash that hides a bar is in the file and not in the content."""
        line = inline.map[0] if inline.map else 0
        start: int = inline.meta["row"]
        cells = self._rows.get(line)
        if cells is None:
            cells = self._rows[line] = _CELL_END.split(self._lines[line][start:])
        if cells[0] == "":
            start, cells = start + 1, cells[1:]
        before, raw = cells[: inline.meta["cell"]], cells[inline.meta["cell"]]
        shift = start + sum(len(cell) + 1 for cell in before) + len(raw) - len(raw.lstrip()) + 1 + self._indent
        yield _Stretch(0, line + self._first, shift)
        for hidden, bar in enumerate(re.finditer(r"\\\|", raw.lstrip())):
            yield _Stretch(bar.start() - hidden + 1, line + self._first, shift + hidden + 1)


class Block:
    """The places of one block's characters."""

    def __init__(self, stretches: Iterator[_Stretch]) -> None:
        self._stretches = list(stretches)
        self._starts = [stretch.start for stretch in self._stretches]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of the character at `offset`."""
        stretch = self._stretches[bisect_right(self._starts, offset) - 1]
        return stretch.line, offset + stretch.shift
