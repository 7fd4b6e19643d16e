"""What the YAML parser says about broken text, in a writer's words."""

from __future__ import annotations

import re
from typing import Any

import yaml

from sitegen.errors import Mark, Problem

_QUOTE_IT = "put the whole value in quotes"
_ESCAPE = "use single quotes, or double the backslash"
_MISFIT = ("this does not fit what comes before it", "check quotes inside quotes, and that the keys of one mapping are indented alike")
# What the parser's message holds -> what happened, and the remedy. The first that fits is taken.
_WORDS = {
    "mapping values are not allowed": (
        "a colon stands where no key can be",
        "put quotes round text that holds ': ', and check the indentation",
    ),
    "unexpected end of stream": (
        "a quote is opened here and never closed",
        "close it, or put text that holds one kind of quote mark in the other kind",
    ),
    "expected ',' or ']'": ("the list in [ ] is not closed, or a comma is missing", "close it with ]"),
    "expected ',' or '}'": ("the mapping in { } is not closed, or a comma is missing", "close it with }"),
    "could not find expected ':'": ("a line without 'key:'", "write 'key: value', or indent the line to go on with the value above"),
    "expected alphabetic or numeric": ("text that begins with * or & must be quoted", _QUOTE_IT),
    "unknown escape character": ("a backslash inside double quotes begins an escape that does not exist", _ESCAPE),
    "escape": ("a backslash escape that stands for no character", _ESCAPE),
    "expected '-' indicator": ("a line that is not an item of the list above it", "begin it with '- ', or take it out of the list"),
    "entries are not allowed": ("a list cannot begin on this line", "put each '- item' on a line of its own below the key"),
    "undefined tag handle": ("text that begins with ! must be quoted", _QUOTE_IT),
    "expected key": _MISFIT,
    "expected <block end>": _MISFIT,
    "violates indentation": ("a tab is used to indent", "indent with spaces"),
}


def syntax_problem(error: yaml.YAMLError, text: str, name: str, first_line: int) -> Problem:
    """Return what is wrong with `text`, which the parser gave up with `error`, at its line and column in the file."""
    found: Any = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", "") or "")
    opened: Any = getattr(error, "context_mark", None)
    if opened and ("unexpected end of stream" in said or "expected ':'" in said):  # libyaml points past the culprit
        found = opened
    line, column = (found.line, found.column) if found else (0, 0)
    message, hint = _explain(said, _rest_of_line(text, line, column))
    if opened and opened.line != line and "is not closed" in message:
        message += f"; it was opened on line {opened.line + first_line}"
    return Problem(Mark(name, line + first_line, column + 1), "yaml-syntax", message, hint)


def _explain(said: str, rest: str) -> tuple[str, str]:
    if rest.startswith("\t"):
        return "a tab is used to indent", "indent with spaces"
    if "cannot start any token" in said:
        return f"a value cannot begin with {rest[:1]!r}", _QUOTE_IT
    for sign, words in _WORDS.items():
        if sign in said:
            return words
    return f"this is not YAML: {said or 'the parser gave up'}", "see the lines above it; quotes round the text often help"


def _rest_of_line(text: str, line: int, column: int) -> str:
    start = 0
    for _ in range(line):
        start = text.find("\n", start) + 1
    return re.match(r"[^\n]*", text[start + column :])[0]  # type: ignore[index]  # an empty match is a match
