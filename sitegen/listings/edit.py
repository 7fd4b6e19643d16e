"""The pay file edited in place: the lines of one source's generated observations are replaced, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.errors import ContentError, Problem
from sitegen.listings.writing import block
from sitegen.source import Marks, decode, parse_yaml

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BARE = re.compile(rb"\s*(?:#.*)?\s*|(?:---|\.\.\.)\s*")
_DASH = re.compile(rb"(\s*)-(?:\s|$)")
_DEFAULT_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Edited:
    """A pay file with other generated observations. Shape: `replaced` counts those that went."""

    raw: bytes
    replaced: int


@dataclass(frozen=True, slots=True)
class _File:
    """A pay file taken apart: its lines with their ends, its data and its marks."""

    lines: list[bytes]
    data: dict[str, Any]
    marks: Marks


def replace_generated(raw: bytes, name: str, source: str, observations: Sequence[dict[str, Any]]) -> Edited:
    """Put `observations` in the place of those that `source` generated before; of the first, or at the end of the list.

    Raises: ContentError when the file is not YAML, or its observations are not a list with an item a line.
    """
    document = parse_yaml(decode(raw, name), name)
    if document.problems:
        raise ContentError(document.problems)
    data = document.data if isinstance(document.data, dict) else {}
    file = _File(_LINE.findall(raw), data, document.marks)
    entries = data.get("observations") or []
    if not isinstance(entries, list):
        raise ContentError([Problem(document.marks.value(("observations",)), "wrong-type", "'observations' should be a list", "")])
    spans = [_span(file, index, len(entries)) for index in range(len(entries))]
    old = [index for index, entry in enumerate(entries) if _is_generated(entry, source)]
    end = b"\r\n" if file.lines and file.lines[0].endswith(b"\r\n") else b"\n"
    indent = _indent(file, spans)
    new = [line.encode() + end for line in block(observations, indent)]
    if old:
        lines = _swapped(file.lines, [spans[index] for index in old], new)
    elif spans:
        lines = _after(file.lines, spans[-1][1], [end, *new])
    else:
        lines = _first_list(file, new, end)
    return Edited(b"".join(lines), len(old))


def _is_generated(entry: Any, source: str) -> bool:
    return isinstance(entry, dict) and entry.get("source") == source and bool(entry.get("generated"))


def _span(file: _File, index: int, count: int) -> tuple[int, int]:
    """Return the lines of an item as a slice: from its dash to its last line that says something."""
    start = _dash_line(file, index)
    if index + 1 < count:
        limit = _dash_line(file, index + 1)
    else:
        following = [file.marks.key((key,)).line - 1 for key in file.data]
        limit = min((line for line in following if line > start), default=len(file.lines))
    while limit > start + 1 and _BARE.fullmatch(file.lines[limit - 1]):
        limit -= 1
    return start, limit


def _dash_line(file: _File, index: int) -> int:
    """Return the line of an item's dash. The item itself may begin on a later line."""
    mark = file.marks.value(("observations", index))
    line = mark.line - 1
    while line > 0 and _BARE.fullmatch(file.lines[line]):
        line -= 1
    found = _DASH.match(file.lines[line])
    if not found and line:
        line -= 1
        while line > 0 and _BARE.fullmatch(file.lines[line]):
            line -= 1
        found = _DASH.match(file.lines[line])
        found = found if found and not file.lines[line][found.end() :].partition(b"#")[0].strip() else None
    if not found:
        hint = "write each observation as an item of its own: '- id: …' on a line, its keys below"
        raise ContentError([Problem(mark, "not-a-block-list", "this list cannot be edited line by line", hint)])
    return line


def _indent(file: _File, spans: list[tuple[int, int]]) -> str:
    found = _DASH.match(file.lines[spans[0][0]]) if spans else None
    return found[1].decode() if found else _DEFAULT_INDENT


def _swapped(lines: list[bytes], spans: list[tuple[int, int]], new: list[bytes]) -> list[bytes]:
    """Return the lines with `new` in place of the first span, the others gone, and with them the empty lines between two that went."""
    kept: list[bytes] = []
    position = 0
    for place, (start, limit) in enumerate(spans):
        between = lines[position:start]
        kept += between if place == 0 or any(line.strip() for line in between) else []
        kept += new if place == 0 else []
        position = limit
    if kept and not kept[-1].endswith((b"\n", b"\r")):
        kept[-1] += b"\n"
    return kept + lines[position:]


def _after(lines: list[bytes], limit: int, new: list[bytes]) -> list[bytes]:
    head = lines[:limit]
    if not head[-1].endswith((b"\n", b"\r")):
        head[-1] += new[0]
    return head + new + lines[limit:]


def _first_list(file: _File, new: list[bytes], end: bytes) -> list[bytes]:
    """Return the lines with the first items of a list that was empty or not there."""
    if "observations" not in file.data:
        lines = file.lines
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            lines[-1] += end
        return [*lines, end, b"observations:" + end, *new] if lines else [b"observations:" + end, *new]
    line = file.marks.key(("observations",)).line - 1
    text = file.lines[line]
    opened = re.fullmatch(rb"(observations:)\s*(?:\[\s*\])?\s*(#[^\r\n]*)?(?:\r\n|\r|\n)?", text)
    if not opened:
        mark = file.marks.value(("observations",))
        raise ContentError([Problem(mark, "not-a-block-list", "this list cannot be edited line by line", "write `observations:` alone")])
    comment = b"  " + opened[2] if opened[2] else b""
    return [*file.lines[:line], opened[1] + comment + end, *new, *file.lines[line + 1 :]]
