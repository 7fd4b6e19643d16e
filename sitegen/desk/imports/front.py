"""Front matter in any of the ways it is written: YAML, TOML, JSON, or none."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sitegen.source import parse_yaml

_YAML = re.compile(r"---[ \t]*\n(?P<front>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<front>.*?)^\+\+\+[ \t]*$\n?", re.MULTILINE | re.DOTALL)
# What MultiMarkdown and Pelican put above a text: lines of their own, of which one names it.
_HEADER = re.compile(r"(?P<front>(?:[A-Za-z][\w-]{0,40}:[ \t]+\S[^\n]*\n){1,40})(?:[ \t]*\n|$)")
_NAMES_IT = re.compile(r"^title:", re.IGNORECASE | re.MULTILINE)
_KEY = re.compile(r"""^["']?(?P<key>[A-Za-z_][\w .-]*?)["']?\s*[:=](?:\s+(?P<value>.*))?$""")
_TABLE = re.compile(r"^\[+\s*(?P<key>[\w.-]+)\s*\]+")
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """One key with its value, and the lines of the file that hold it. Shape: `line` counts from 1 in the file."""

    key: str
    value: Any
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the body. Shape: `body_line` is the line of the file on which the body begins; `said` are (line, what)."""

    parts: tuple[Part, ...] = ()
    body: str = ""
    body_line: int = 1
    said: tuple[tuple[int, str], ...] = field(default=())


def split(text: str) -> Front:
    """Cut a file into front matter and body. Never raises for what the text holds."""
    start = len(text) - len(text.lstrip("\n "))
    for pattern, read in ((_YAML, _yaml), (_TOML, _toml)):
        found = pattern.match(text, start)
        if found and len(found["front"]) <= _LONGEST:
            first = text.count("\n", 0, found.start("front")) + 1
            data, said = read(found["front"], first)
            parts = tuple(_parts(data, found["front"], first))
            return Front(parts, text[found.end() :], text.count("\n", 0, found.end()) + 1, tuple(said))
    if text.startswith("{", start):
        return _json(text, start)
    found = _HEADER.match(text, start)
    if found and _NAMES_IT.search(found["front"]):
        first, plain = text.count("\n", 0, start) + 1, _plain(found["front"])
        return Front(tuple(_parts(plain, found["front"], first)), text[found.end() :], text.count("\n", 0, found.end()) + 1)
    return Front(body=text)


def _yaml(front: str, first: int) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    document = parse_yaml(front, "", first_line=first, most_values=50_000)
    said = [(problem.mark.line, problem.message) for problem in document.problems]
    if isinstance(document.data, dict):
        return document.data, said
    # What is broken can still hold lines that say something plain.
    return {key: value for key, value in _plain(front).items() if value and value[0] not in "[{|>&*!"}, said


def _plain(front: str) -> dict[str, Any]:
    return {found["key"]: (found["value"] or "").strip().strip("\"'") for line in front.split("\n") if (found := _KEY.match(line))}


def _toml(front: str, first: int) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    try:
        return tomllib.loads(front), []
    except (ValueError, RecursionError) as error:
        return {}, [(first, f"this is not TOML: {str(error)[:100]}")]


def _json(text: str, start: int) -> Front:
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return Front(body=text)
    if not isinstance(data, dict):
        return Front(body=text)
    front = text[start:end]
    parts = tuple(_parts(data, front.replace("{", " ", 1), text.count("\n", 0, start) + 1))
    return Front(parts, text[end:].removeprefix("\n"), text.count("\n", 0, end) + (2 if text[end : end + 1] == "\n" else 1))


def _parts(data: dict[str, Any], front: str, first: int) -> Iterator[Part]:
    """Find the lines of each key: from the one that names it to the next that is no deeper and names another."""
    lines = front.rstrip("\n").split("\n")
    starts: dict[str, int] = {}
    for number, line in enumerate(lines):
        bare = line.strip().rstrip(",") if front.lstrip()[:1] in "\"'" else line
        found = _KEY.match(bare) or _TABLE.match(line)
        if found and found["key"].partition(".")[0] in data:
            starts.setdefault(found["key"].partition(".")[0], number)
    ends = [*sorted(starts.values()), len(lines)]
    for key, value in data.items():
        if isinstance(key, str):
            at = starts.get(key, 0)
            end = next((it for it in ends if it > at), len(lines))
            yield Part(key, value, first + at, tuple(lines[at:end]) if key in starts else (f"{key}: {str(value)[:200]}",))
