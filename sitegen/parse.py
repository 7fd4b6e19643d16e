"""A guide's bytes -> what is known of it, as plain bytes: pure, so that the parse memo and worker processes can carry it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sitegen.errors import ContentError, Mark, Problem
from sitegen.kept import Kept
from sitegen.markdown import Cite, Link, Rendered
from sitegen.model import Guide, TextPage
from sitegen.prose import Prose, facts, head_of, hits, render_at, slug_of, write_prose
from sitegen.schema import FrontMatter, PageMatter, Record
from sitegen.schema.reading import record_of
from sitegen.source import Document, Marks, decode
from sitegen.source import parse_guide as read_front_matter
from sitegen.wording import Hit, Wording, field_passages

M = TypeVar("M", FrontMatter, PageMatter)

_NO_HEADING = 7  # a level that no heading has


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
    body, answers = known["body"], known["answers"]
    return Guide(
        slug=slug_of(name),
        name=name,
        front=FrontMatter.model_validate(known["front"]),
        prose=prose,
        marks=marks,
        start=Mark(name, *known["start"]),
        digest=digest,
        words=body["words"],
        said=body["said"] + answers["said"],
        anchors=frozenset(body["anchors"]),
        sections=tuple(body["sections"]),
        links=tuple(Link(*link) for link in chain(body["links"], answers["links"])),
        cites=tuple(Cite(*cite) for cite in chain(body["cites"], answers["cites"])),
        wording=Wording(
            tuple(Hit(*hit) for hit in chain(known["hits"], body["hits"], answers["hits"])),
            tuple(known["answer_words"]),
        ),
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
        anchors=frozenset(known["body"]["anchors"]),
        links=tuple(Link(*link) for link in known["body"]["links"]),
    )


def _parse(name: str, raw: bytes, model: type[M]) -> Parsed:
    try:
        text = decode(raw, name)
        document = read_front_matter(text, name)
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
    body = render_at(document.body, Mark(name, document.body_line), found)
    answers = tuple(_answers(front, document, found)) if isinstance(front, FrontMatter) else ()
    if found:
        return Parsed(problems=tuple(found))
    head = head_of(text, document.body)
    return Parsed(_record(document, head, body, answers), write_prose(Prose(body, answers)), document.marks.to_bytes())


def _answers(front: FrontMatter, document: Document, found: list[Problem]) -> Iterator[Rendered]:
    for index, faq in enumerate(front.faqs):
        at = document.marks.text(("faqs", index, "answer"))
        yield render_at(faq.answer, at, found, min_heading=_NO_HEADING, indent=at.column - 1)


def _record(document: Document, head: str, body: Rendered, answers: tuple[Rendered, ...]) -> bytes:
    start = document.marks.value(())
    return _dump(
        {
            "front": document.data,
            "start": [start.line, start.column],
            "head": [head, document.body_line],
            "body": facts([body]),
            "answers": facts(answers),
            "answer_words": [answer.words for answer in answers],
            "hits": [list(hit) for hit in hits(field_passages(document.data, document.marks))],
        }
    )


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
