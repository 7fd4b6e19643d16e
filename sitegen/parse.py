"""A guide's bytes -> what is known of it, as plain bytes: pure, so that the parse memo and worker processes can carry it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any, TypeVar

from sitegen import markdown, wording
from sitegen.errors import ContentError, Mark, Problem
from sitegen.markdown import Cite, Link, Rendered
from sitegen.model import Guide, Kept, Prose, TextPage
from sitegen.schema import FrontMatter, PageMatter, Record
from sitegen.schema.reading import record_of
from sitegen.source import Document, Marks, decode
from sitegen.source import parse_guide as read_front_matter
from sitegen.wording import Wording

M = TypeVar("M", FrontMatter, PageMatter)

_NO_HEADING = 7  # a level that no heading has
RESERVED_ANCHORS = frozenset({
    "main", "header", "search", "nav", "toc", "top", "facts", "skills", "tools", "responsibilities", "qualifications",
    "pay", "bands", "observed", "paths", "paths-in", "paths-out", "remote", "employers", "regions", "stand-out",
    "interview", "recruiters", "hiring", "faq", "faqs", "related", "sources", "changes", "accepted", "reviewed", "ladder",
    "compare", "quick-field",
})  # fmt: skip
"""Ids that the templates give to their own sections; headings in a body never take them."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one Markdown file says.

    Shape: three JSON texts. `record` is read at every build, `prose` when the page renders, `marks` when there is a fault to place.
    """

    record: bytes = b""
    prose: bytes = b""
    marks: bytes = b""
    problems: tuple[Problem, ...] = ()


def parse_guide(name: str, raw: bytes) -> Parsed:
    """Read one file of content/roles/."""
    return _parse(name, raw, FrontMatter)


def parse_text(name: str, raw: bytes) -> Parsed:
    """Read one file of content/pages/."""
    return _parse(name, raw, PageMatter)


def guide(name: str, digest: str, record: bytes, prose: Kept[Prose], marks: Kept[Marks]) -> Guide:
    """Make a guide from what `parse_guide` said of it. Raises: ValueError when the record is not one of ours."""
    known = json.loads(record)
    return Guide(
        slug=slug_of(name),
        name=name,
        front=FrontMatter.model_validate(known["front"]),
        prose=prose,
        marks=marks,
        digest=digest,
        words=known["words"],
        anchors=frozenset(known["anchors"]),
        sections=tuple(known["sections"]),
        links=tuple(Link(*link) for link in known["links"]),
        cites=tuple(Cite(*cite) for cite in known["cites"]),
        wording=Wording.from_plain(known["wording"]),
    )


def text_page(name: str, digest: str, record: bytes, prose: Kept[Prose]) -> TextPage:
    """Make a page of content/pages/ from what `parse_text` said of it."""
    known = json.loads(record)
    return TextPage(
        slug=slug_of(name),
        name=name,
        front=PageMatter.model_validate(known["front"]),
        prose=prose,
        digest=digest,
        anchors=frozenset(known["anchors"]),
        links=tuple(Link(*link) for link in known["links"]),
    )


def prose(data: bytes) -> Prose:
    """Read back the prose of `Parsed`."""
    known = json.loads(data)
    return Prose(Rendered.from_plain(known["body"]), tuple(map(Rendered.from_plain, known["answers"])))


def marks(data: bytes) -> Marks:
    """Read back the marks of `Parsed`."""
    return Marks.from_plain(json.loads(data))


def slug_of(name: str) -> str:
    """Return the slug a file's name gives."""
    return PurePosixPath(name).stem


def digest(*parts: bytes) -> str:
    """Return a hash of `parts` that tells apart where one ends and the next begins."""
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


def _parse(name: str, raw: bytes, model: type[M]) -> Parsed:
    try:
        document = read_front_matter(decode(raw, name), name)
    except ContentError as error:
        return Parsed(problems=error.problems)
    found = list(document.problems)
    front: Record | None = None
    if document.data is not None or not found:
        try:
            front = record_of(model, document.data, document.marks)
        except ContentError as error:
            told = {problem.mark for problem in found}
            found += (problem for problem in error.problems if problem.mark not in told)
    body = _render(document.body, Mark(name, document.body_line), found)
    answers = tuple(_answers(front, document, found)) if isinstance(front, FrontMatter) else ()
    if found:
        return Parsed(problems=tuple(found))
    return Parsed(_record(document, body, answers), _prose(body, answers), _dump(document.marks.to_plain()))


def _render(text: str, at: Mark, found: list[Problem], *, min_heading: int = 2, indent: int = 0) -> Rendered:
    """Render a Markdown text that starts at `at`. Shape: every line is indented by `indent`."""
    rendered = markdown.render(text, min_heading=min_heading, reserved=RESERVED_ANCHORS, first_line=at.line, indent=indent)
    for line, column, code, message, hint in rendered.problems:
        found.append(Problem(Mark(at.path, line, column), code, message, hint))
    return rendered


def _answers(front: FrontMatter, document: Document, found: list[Problem]) -> Iterator[Rendered]:
    for index, faq in enumerate(front.faqs):
        at = document.marks.text(("faqs", index, "answer"))
        yield _render(faq.answer, at, found, min_heading=_NO_HEADING, indent=at.column - 1)


def _record(document: Document, body: Rendered, answers: tuple[Rendered, ...]) -> bytes:
    texts = (body, *answers)
    return _dump(
        {
            "front": document.data,
            "words": body.words,
            "anchors": [heading.anchor for heading in body.headings],
            "sections": [heading.text for heading in body.headings if heading.level == 2],
            "links": [list(link) for text in texts for link in text.links],
            "cites": [list(cite) for text in texts for cite in text.cites],
            "wording": _wording(document, texts).to_plain(),
        }
    )


def _wording(document: Document, texts: tuple[Rendered, ...]) -> Wording:
    passages = (*wording.field_passages(document.data, document.marks), *(it for text in texts for it in text.passages))
    return Wording(tuple(wording.survey(passages, wording.lists())), tuple(answer.words for answer in texts[1:]))


def _prose(body: Rendered, answers: tuple[Rendered, ...]) -> bytes:
    return _dump({"body": body.to_plain(), "answers": [answer.to_plain() for answer in answers]})


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
