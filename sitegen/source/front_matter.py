"""A guide's file -> its front matter as data and its body as text."""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.errors import Mark, Problem
from sitegen.source.document import Document, parse_yaml
from sitegen.source.marks import Marks, place

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(r"^(?:[ \t]+---|----+|\.\.\.|\+\+\+|\*\*\*|___|—+|–+|--)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[a-z][a-z0-9_-]*:(?:[ \t]|$)", re.MULTILINE)
_MOST_BYTES = 256 * 1024
_MOST_VALUES = 50_000
_EXAMPLE = "begin the file with a line '---', then 'key: value' lines, then another '---'"


def body_of(text: str) -> tuple[str, int] | None:
    """Return what stands below the front matter, and the line it begins on; None where there is no front matter, or there are two."""
    closing = _FENCE.search(text, opening.end()) if (opening := _FENCE.match(text)) else None
    if closing is None:
        return None
    body, line = text[closing.end() + 1 :], text.count("\n", 0, closing.end()) + 2
    return None if _doubled(body, line, "") else (body, line)


def parse_guide(text: str, name: str) -> Document:
    """Read a guide: `---`, front matter in YAML, `---`, then Markdown.

    Never raises for what the text holds: each fault is among the document's problems.
    """
    opening = _FENCE.match(text)
    if not opening:
        return _fault(text, name, _no_front_matter(text, name))
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return _fault("", name, _unclosed(text, name))
    front, body = text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]
    if len(front.encode()) > _MOST_BYTES:
        message = f"the front matter is over {_MOST_BYTES // 1024} KB"
        return _fault("", name, Problem(Mark(name), "too-large", message, "move prose into the body"))
    document = parse_yaml(front, name, first_line=2, most_values=_MOST_VALUES)
    body_line = text.count("\n", 0, closing.end()) + 2
    problems = document.problems
    if document.data is None and not problems:
        message = "nothing stands between the two '---' lines"
        problems = (Problem(Mark(name), "empty-front-matter", message, "a guide needs at least a title"),)
    return replace(document, body=body, body_line=body_line, problems=problems + _doubled(body, body_line, name))


def _fault(body: str, name: str, problem: Problem) -> Document:
    return Document(None, Marks(name, place(1, 1)), body, 1, (problem,))


def _no_front_matter(text: str, name: str) -> Problem:
    late = _FENCE.match(text, len(text) - len(text.lstrip()))
    if late:
        message = "the front matter does not begin on the first line"
        return Problem(Mark(name), "no-front-matter", message, "delete what stands above the first '---'")
    return Problem(Mark(name), "no-front-matter", "the file has no front matter", _EXAMPLE)


def _unclosed(text: str, name: str) -> Problem:
    near = _NEARLY.search(text, 4)
    message = "the front matter is opened here and never closed"
    if near:
        line = text.count("\n", 0, near.start()) + 1
        message += f"; line {line} looks like its end but is not exactly '---'"
    return Problem(Mark(name), "unclosed-front-matter", message, "end it with a line '---'")


def _doubled(body: str, body_line: int, name: str) -> tuple[Problem, ...]:
    """Find a second front matter at the start of `body`.

    A thematic break is three dashes too, so only a block that is closed, opens with a key and reads as a mapping counts.
    """
    start = len(body) - len(body.lstrip("\n"))
    opening = _FENCE.match(body, start)
    closing = _FENCE.search(body, opening.end()) if opening else None
    if not opening or not closing or not _KEY_LINE.match(body, opening.end() + 1):
        return ()
    block = body[opening.end() + 1 : closing.start()]
    if len(block) > _MOST_BYTES or not isinstance(parse_yaml(block, name, most_values=_MOST_VALUES).data, dict):
        return ()
    mark = Mark(name, body_line + start)
    message = "a second front matter follows the first"
    return (Problem(mark, "double-front-matter", message, "merge the two into one; a line between paragraphs can be written as '***'"),)
