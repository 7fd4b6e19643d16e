"""Which files there are, and their bytes as text that every part of this program can take."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.source.text import UNWELCOME

SUFFIXES = (".md", ".markdown", ".mdx", ".mdown", ".mkd")
LARGEST = 1_000_000
_DEEPEST = 30
_LEFT_OUT = frozenset({"node_modules", "vendor", "_site", "public", "__pycache__"})


def markdown_files(path: Path) -> Iterator[Path]:
    """Return the Markdown files at or below `path`, sorted; links are not followed, hidden folders and those of tools are left out."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        below = Path(folder).relative_to(path).parts
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT) if len(below) < _DEEPEST else []
        for name in sorted(names):
            file = Path(folder, name)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and not file.is_symlink() and file.is_file():
                yield file


def text_of(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the bytes as text, and what had to be done for that. Invisible characters are left out; a line ends with a line feed."""
    said: list[str] = []
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", "replace")
        said.append("it was UTF-16")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = raw.decode("cp1252", "replace")
            said.append(f"byte {error.start} is not UTF-8; it was read as Windows-1252")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = UNWELCOME.sub("", text)
    if clean != text:
        said.append(f"{len(text) - len(clean)} invisible characters were left out")
    return clean, tuple(said)
