"""Whatever our own reader finds wrong in a body is taken out, until it finds nothing: the words stay, the rest becomes a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sitegen import markdown
from sitegen.desk.imports.body import comment
from sitegen.desk.imports.sections import in_order, our_heading
from sitegen.desk.imports.tags import Note
from sitegen.markdown import Heading, Link, Rendered
from sitegen.prose import RESERVED_ANCHORS

_ROUNDS = 12
_HOPELESS = frozenset({"too-large", "too-much-growth"})
_CONSTRUCTS = frozenset({"unsafe-link", "empty-link", "image-source", "missing-alt"})
_HEADING = re.compile(r"^(?P<before>[ >]*(?:[-*+] +|\d+[.)] +)?)#{1,6}(?:[ \t]+|$)(?P<words>.*?)[ \t]*#*[ \t]*$")
_AUTOLINK = re.compile(r"<[^<>\s]*>")
_UNDERLINE = re.compile(r"^[ >]*(=+|-+)[ \t]*$")
_LONGEST_HEADING = 200
_GAPS, _SIGNS = re.compile(r"[\W_]+"), re.compile(r"[^\w\s-]")
Resolve = Callable[[str], str | None]
"""Their address -> ours, or None where we have none."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A body that has no fault. Shape: `title` is the words of a first heading of level 1, which is taken out."""

    text: str
    title: str
    rendered: Rendered


def mended(text: str, resolve: Resolve, note: Note, *, is_guide: bool = False) -> Mended:
    """Return the body as this site takes it, a guide's under our headings where they mean the same.

    Never raises for what the text holds.
    """
    # Rendering takes nearly all of the time, so what is known of a text is asked again only when the text has changed.
    first = markdown.render(text, reserved=RESERVED_ANCHORS)
    levelled, title = _headings(text, first.headings, note, is_guide=is_guide)
    known = first if levelled == text else None
    text = levelled
    for _ in range(_ROUNDS):
        rendered = known or markdown.render(text, reserved=RESERVED_ANCHORS)
        if any(fault.code in _HOPELESS for fault in rendered.problems):
            break
        edits = _edits(rendered, resolve, note)
        if not edits:
            return _ordered(text, title, rendered) if is_guide else Mended(text, title, rendered)
        text, known = _applied(text, edits), None
    return Mended(*_given_up(text, note, title))


def _ordered(text: str, title: str, rendered: Rendered) -> Mended:
    """Put our sections into their order, unless that makes something else of the text."""
    moved = in_order(text, rendered.headings)
    again = rendered if moved == text else markdown.render(moved, reserved=RESERVED_ANCHORS)
    is_same = not again.problems and sorted(it.text for it in again.headings) == sorted(it.text for it in rendered.headings)
    return Mended(moved, title, again) if is_same else Mended(text, title, rendered)


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


def _headings(text: str, found: Sequence[Heading], note: Note, *, is_guide: bool) -> tuple[str, str]:
    """Write every heading at a level that fits: the highest of level 2, none more than one below the one before it.

    Shape: the text, and the words of a heading of level 1 above everything else: it is the title, which the page shows by itself.
    """
    lines = text.split("\n")
    title = ""
    if found and found[0].level == 1 and not any(line.strip() for line in lines[: found[0].line - 1]):
        title, at, found = found[0].text, found[0].line - 1, found[1:]
        if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1]) and not _HEADING.match(lines[at]):
            lines[at + 1] = ""
        lines[at] = ""
    top, last = min((heading.level for heading in found), default=2), 1
    used = {heading.text.casefold() for heading in found}
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
        ours = our_heading(heading.text) if is_guide and level == 2 else ""  # a section
        words = ours if ours and ours.casefold() not in used else written["words"]
        used.add(words.casefold())
        if words != written["words"] or heading.level != level or not lines[at].startswith("#"):
            lines[at] = f"{written['before'].rstrip(' ') + ' ' if written['before'].strip() else ''}{'#' * level} {words}"
        last = level
    return "\n".join(lines), title


def _edits(rendered: Rendered, resolve: Resolve, note: Note) -> dict[tuple[int, int], str | None]:
    """Return what to change. Shape: place -> the new address of the link there, or None to take it out; column 0 is the whole line."""
    edits: dict[tuple[int, int], str | None] = {}
    anchors = _anchors(rendered.headings)
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


def _anchors(headings: Sequence[Heading]) -> Mapping[str, str]:
    """Return what a heading may be called by -> its id here: the id itself, and those that GitHub and its kin would give it."""
    called = {sign: it.anchor for it in reversed(headings) for sign in (_GAPS.sub("-", it.text), _SIGNS.sub("", it.text).replace(" ", "-"))}
    return {sign.lower().strip("-"): anchor for sign, anchor in called.items()} | {it.anchor: it.anchor for it in headings}


def _target(link: Link, anchors: Mapping[str, str], resolve: Resolve) -> str | None:
    parts = urlsplit(link.href)
    if parts.scheme or parts.netloc:
        return link.href
    if link.kind == "image":
        return None
    if not parts.path:
        words = unquote(parts.fragment)
        anchor = anchors.get(words) or anchors.get(words.lower())
        return link.href if anchor == words else f"#{anchor}" if anchor else None
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
