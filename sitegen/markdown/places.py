"""From an offset in the text of one block to the line and column of the file it was cut from.

markdown-it cuts prefixes (list markers, `>`, indentation) off the lines of a block and keeps no column; but it always
keeps the end of a line, so columns are counted from there.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

_BLANK = " \t\n\v\f\r"
_CELL_END = re.compile(r"(?<!\\)\|")


class Places:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def start(self, token: Token) -> tuple[int, int]:
        """Return where the first line of a block begins to say something; lines and columns count from 1."""
        line = token.map[0] if token.map else 0
        source = self._lines[line] if line < len(self._lines) else ""
        column = source.find("#") if token.markup.startswith("#") else len(source) - len(source.lstrip(" \t>"))
        return line + 1, max(column, 0) + 1

    def within(self, inline: Token, opener: Token, at: int) -> tuple[int, int]:
        """Return where the character at offset `at` of the `inline` content of the block `opener` stands."""
        first = inline.map[0] if inline.map else 0
        if "cell" in inline.meta:
            return first + 1, self._in_cell(inline, at) + 1
        line = inline.content.count("\n", 0, at)
        source = self._lines[first + line]
        if opener.markup.startswith("#"):
            return first + 1, source.rfind(inline.content) + at + 1
        end = inline.content.find("\n", at)
        if end < 0:
            end, source = len(inline.content), source.rstrip(_BLANK)
        return first + line + 1, len(source) - (end - at) + 1

    def _in_cell(self, inline: Token, at: int) -> int:
        """Return the offset in its line of the character at offset `at` of a table's cell, in which a backslash hides each bar."""
        start: int = inline.meta["row"]
        number: int = inline.meta["cell"]
        row = self._lines[inline.map[0] if inline.map else 0][start:].rstrip(_BLANK)
        cells = _CELL_END.split(row)
        if cells[0] == "":
            start, cells = start + 1, cells[1:]
        before = start + sum(len(cell) + 1 for cell in cells[:number])
        raw = cells[number]
        offset = len(raw) - len(raw.lstrip(_BLANK))
        for _ in range(at):
            offset += 2 if raw.startswith("\\|", offset) else 1
        return before + offset
