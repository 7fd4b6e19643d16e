"""Which files there are, and their bytes as text that every part of this program can take."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sitegen.source.text import UNWELCOME

SUFFIXES = (".md", ".markdown", ".mdx", ".mdown", ".mkd")
INDEXES = frozenset({"index", "_index", "readme"})
LARGEST = 1_000_000
_DEEPEST = 30
_SAMPLE, _TOP = 200, 8192
_UNSEEN, _MOST_UNSEEN = bytes({*range(32)} - set(b"\t\n\f\r")), 0.05
_LEFT_OUT = frozenset({"node_modules", "vendor", "_site", "public", "__pycache__"})


def markdown_files(path: Path, miss: Callable[[Path, str], None]) -> Iterator[Path]:
    """Return the Markdown files at or below `path`, sorted; hidden folders and those of tools are left out.

    What is no plain file or folder is never opened; `miss` is told of it, and of folders that cannot be read.
    """
    if not path.is_dir():
        if path.is_file():
            yield path
        else:
            miss(path, "it is neither a file nor a folder")
        return

    def unread(error: OSError) -> None:
        miss(Path(error.filename), f"it cannot be read: {error.strerror}")

    for folder, folders, names in os.walk(path, onerror=unread):
        here = Path(folder)
        is_deep = len(here.relative_to(path).parts) >= _DEEPEST
        folders[:] = [] if is_deep else sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        # os.walk follows no link, but names it.
        yield from _plain((here / name for name in folders), miss, is_wanted=False)
        wanted = sorted(name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        yield from _plain((here / name for name in wanted), miss, is_wanted=True)


def _plain(places: Iterable[Path], miss: Callable[[Path, str], None], *, is_wanted: bool) -> Iterator[Path]:
    for place in places:
        if place.is_symlink():
            miss(place, "it is a symbolic link, which is not followed")
        elif is_wanted and not place.is_file():
            miss(place, "it is no plain file")
        elif is_wanted:
            yield place


def stem_of(name: str) -> str:
    """Return a file's name without what says that it is Markdown: of `index.html.md` too."""
    stem = next((name[: -len(suffix)] for suffix in SUFFIXES if name.lower().endswith(suffix)), Path(name).stem)
    return stem.removesuffix(".html")


def text_of(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the bytes as text, and what had to be done for that. Invisible characters are left out; a line ends with a line feed."""
    said: list[str] = []
    wide = _wide(raw)
    if wide:
        text = raw.decode(wide, "replace").removeprefix("\ufeff")
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


def is_text(raw: bytes) -> bool:
    """Tell whether the bytes are a text at all: of its beginning hardly any would be signs that nobody can see."""
    top = raw[:_TOP]
    return bool(_wide(raw)) or len(top.translate(None, _UNSEEN)) >= len(top) * (1 - _MOST_UNSEEN)


def _wide(raw: bytes) -> str:
    """Return which UTF-16 it is, as its mark says or a NUL in every other byte of its beginning; else an empty text."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = raw[:_SAMPLE:2], raw[1:_SAMPLE:2]
    if len(odd) > 1 and all(even) and not any(odd):
        return "utf-16-le"
    return "utf-16-be" if len(odd) > 1 and all(odd) and not any(even) else ""
