"""The line of a file that a problem speaks of, with a mark under the place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from sitegen import files
from sitegen.errors import ContentError, Mark

_LIMIT = 64_000_000
_WIDEST = 110
_BEFORE = 60
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Frames:
    """Code frames for the files below one folder; each file is read once."""

    def __init__(self, root: Path | None) -> None:
        """Take the folder; without one there are no frames."""
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def frame(self, mark: Mark) -> tuple[str, str]:
        """Return the line of `mark` and a line with a caret under its column, or two empty texts where there is no such line.

        Shape: a long line is cut to about 110 columns around the place; what cannot be seen is shown as `·`.
        """
        lines = self._of(mark.path)
        if not 1 <= mark.line <= len(lines):
            return "", ""
        line = lines[mark.line - 1]
        at = min(mark.column - 1, len(line))
        start = max(0, at - _BEFORE) if len(line) > _WIDEST else 0
        cut = line[start : start + _WIDEST]
        shown = ("…" if start else "") + visible(cut) + ("…" if start + _WIDEST < len(line) else "")
        before = _width(visible(line[start:at])) + (1 if start else 0)
        gutter = f"{mark.line:>5} | "
        return gutter + shown, " " * (len(gutter) - 2) + "| " + " " * before + "^"

    def _of(self, path: str) -> list[str]:
        if self._root is None:
            return []
        if path not in self._lines:
            try:
                text = files.read(self._root, path, limit=_LIMIT).decode("utf-8", "replace")
            except (ContentError, OSError):
                text = ""
            self._lines[path] = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []
        return self._lines[path]


def visible(text: str) -> str:
    """Return `text` with tabs as spaces and a dot for whatever could move a terminal's cursor or turn its direction."""
    return _UNSEEN.sub("·", text.replace("\t", "    "))


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
