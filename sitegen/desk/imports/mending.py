"""Whatever our own reader finds wrong in a body is taken out, until it finds nothing: the words stay, the rest becomes a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sitegen import markdown
from sitegen.desk.imports.body import Note, comment
from sitegen.markdown import Link, Rendered
from sitegen.parse import RESERVED_ANCHORS

_ROUNDS = 12
_HOPELESS = frozenset({"too-large", "too-much-growth"})
_CONSTRUCTS = frozenset({"unsafe-link", "empty-link", "image-source", "missing-alt"})
_HEADING = re.compile(r"^(?P<before>[ >]*(?:[-*+] +|\d+[.)] +)?)#{1,6}(?:[ \t]+|$)(?P<words>.*?)[ \t]*#*[ \t]*$")
_AUTOLINK = re.compile(r"<[^<>\s]*>")
_UNDERLINE = re.compile(r"^[ >]*(=+|-+)[ \t]*$")
_LONGEST_HEADING = 200
Resolve = Callable[[str], str | None]
"""Their address -> ours, or None where we have none."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A body that has no fault. Shape: `title` is the words of a first heading of level 1, which is taken out."""

    text: str
    title: str
    rendered: Rendered


def mended(text: str, resolve: Resolve, note: Note) -> Mended:
    """Return the body as this site takes it. Never raises for what the text holds."""
    text, title = _first_heading(text)
    text = _headings(text, note)
    for _ in range(_ROUNDS):
        rendered = markdown.render(text, reserved=RESERVED_ANCHORS)
        if any(fault.code in _HOPELESS for fault in rendered.problems):
            break
        edits = _edits(rendered, resolve, note)
        if not edits:
            return Mended(text, title, rendered)
        text = _applied(text, edits)
    return Mended(*_given_up(text, note, title))


def _given_up(text: str, note: Note, title: str) -> tuple[str, str, Rendered]:
    """Show as it is what cannot be mended; leave out what cannot even be shown."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=2) + 3)
    shown = f"{fence}text\n{text.rstrip()}\n{fence}\n"
    rendered = markdown.render(shown, reserved=RESERVED_ANCHORS)
    if rendered.problems:
        note(1, f"the body is left out: {rendered.problems[0].message}")
        return "", title, markdown.render("")
    note(1, "the body could not be made fit; it is shown as the text it was")
    return shown, title, rendered


def _first_heading(text: str) -> tuple[str, str]:
    """Take out a heading of level 1 above everything else: it is the title, which the page shows by itself."""
    found = markdown.render(text, min_heading=1).headings
    lines = text.split("\n")
    if not found or found[0].level != 1 or any(line.strip() for line in lines[: found[0].line - 1]):
        return text, ""
    at = found[0].line - 1
    lines[at] = ""
    if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1]):
        lines[at + 1] = ""
    return "\n".join(lines), found[0].text


def _headings(text: str, note: Note) -> str:
    """Write every heading at a level that fits: the highest of level 2, none more than one below the one before it."""
    found = markdown.render(text, min_heading=1).headings
    lines = text.split("\n")
    top, last = min((heading.level for heading in found), default=2), 1
    for heading in found:
        level = min(2 + heading.level - top, last + 1, 6)
        at = heading.line - 1
        written = _HEADING.match(lines[at])
        if not written and at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1]):
            written = re.match(r"^(?P<before>[ >]*)(?P<words>.*)$", lines[at])
            lines[at + 1] = ""
        if not written:
            continue  # one that goes over several lines, or stands in a list: the rounds that follow take it out
        if not heading.text or len(heading.text) > _LONGEST_HEADING:
            note(heading.line, "a heading without words, or with very many, is a paragraph now")
            lines[at] = written["before"] + written["words"]
            continue
        lines[at] = f"{written['before'].rstrip(' ') + ' ' if written['before'].strip() else ''}{'#' * level} {written['words']}"
        last = level
    return "\n".join(lines)


def _edits(rendered: Rendered, resolve: Resolve, note: Note) -> dict[tuple[int, int], str | None]:
    """Return what to change. Shape: place -> the new address of the link there, or None to take it out; column 0 is the whole line."""
    edits: dict[tuple[int, int], str | None] = {}
    anchors = {heading.anchor for heading in rendered.headings} | RESERVED_ANCHORS
    for link in rendered.links:
        target = _target(link, anchors, resolve)
        if target != link.href:
            if target is None:
                note(link.line, f"the {link.kind} {unquote(link.href)[:80]} is taken out; its words stay")
            edits[link.line, link.column] = target
    for line, column, code, message, _ in rendered.problems:
        if code in _CONSTRUCTS:
            note(line, message)
            edits[line, column] = None
        else:
            note(line, f"left out: {message}")
            edits[line, 0] = None
    return edits


def _target(link: Link, anchors: Collection[str], resolve: Resolve) -> str | None:
    parts = urlsplit(link.href)
    if parts.scheme or parts.netloc:
        return link.href
    if link.kind == "image":
        return None
    if not parts.path:
        return link.href if unquote(parts.fragment) in anchors else None
    return resolve(unquote(parts.path))


def _applied(text: str, edits: dict[tuple[int, int], str | None]) -> str:
    lines = text.split("\n")
    for (line, column), target in sorted(edits.items(), reverse=True):
        if not 1 <= line <= len(lines):
            continue
        at = line - 1
        lines[at] = _relinked(lines[at], column - 1, target) if column else comment(lines[at]) if lines[at].strip() else ""
    return "\n".join(lines)


def _relinked(line: str, start: int, target: str | None) -> str:
    """Give the link that begins at `start` another address, or leave its words alone; what goes over several lines is a comment then."""
    opening = start + 1 if line[start : start + 1] == "!" else start
    close = _closing(line, opening, "[", "]") if line[opening : opening + 1] == "[" else -1
    if close < 0:
        # An autolink, or a link that goes over several lines.
        found = _AUTOLINK.match(line, start)
        return f"{line[:start]}{comment(found[0])}{line[found.end() :]}" if found else comment(line)
    words, end = line[opening + 1 : close], close + 1
    if line[end : end + 1] == "(":
        end = _closing(line, end, "(", ")") + 1
    elif line[end : end + 1] == "[":
        end = line.find("]", end) + 1
    if end <= 0:
        return comment(line)
    rest = line[end:]
    if target is not None:
        return f"{line[:start]}[{words}]({target}){rest}"
    left = line[close + 1 : end].strip("()[]")
    return f"{line[:start]}{words}{' ' + comment(left) if left else ''}{rest}"


def _closing(line: str, start: int, opens: str, closes: str) -> int:
    """Return where the bracket that opens at `start` closes on the same line, or -1."""
    depth = 0
    at = start
    while at < len(line):
        sign = line[at]
        if sign == "\\":
            at += 1
        elif sign == opens:
            depth += 1
        elif sign == closes:
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1
