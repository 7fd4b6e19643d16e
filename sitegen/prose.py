"""A guide's Markdown: rendered at its place in the file, and kept as bytes. Nothing of the schema is needed for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from sitegen import markdown, wording
from sitegen.errors import Mark, Problem
from sitegen.markdown import Passage, Rendered
from sitegen.wording import Hit

_SECTION = 2
RESERVED_ANCHORS = frozenset({
    "main", "header", "search", "nav", "toc", "top", "facts", "skills", "tools", "responsibilities", "qualifications",
    "pay", "bands", "observed", "paths", "paths-in", "paths-out", "remote", "employers", "regions", "stand-out",
    "interview", "recruiters", "hiring", "faq", "faqs", "related", "sources", "changes", "accepted", "reviewed", "ladder",
    "compare", "quick-field",
})  # fmt: skip
"""Ids that the templates give to their own sections; headings in a body never take them."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text as HTML. The heavy half of a guide: it is loaded only when the guide's page renders."""

    body: Rendered
    answers: tuple[Rendered, ...] = ()
    """One a FAQ, in order."""


def render_at(text: str, at: Mark, found: list[Problem], *, min_heading: int = 2, indent: int = 0) -> Rendered:
    """Render a Markdown text that starts at `at`; put its faults among `found`. Shape: every line is indented by `indent`."""
    rendered = markdown.render(text, min_heading=min_heading, reserved=RESERVED_ANCHORS, first_line=at.line, indent=indent)
    for line, column, code, message, hint in rendered.problems:
        found.append(Problem(Mark(at.path, line, column), code, message, hint))
    return rendered


def hits(passages: Iterable[Passage]) -> list[Hit]:
    """Find what an editor would ask about."""
    return list(wording.survey(passages, wording.lists()))


def facts(texts: Sequence[Rendered]) -> dict[str, Any]:
    """Return what other files, and checks, ask of some Markdown, as JSON can hold it."""
    headings = [heading for text in texts for heading in text.headings]
    return {
        "words": sum(text.words for text in texts),
        "said": blake2b("\0".join(text.text for text in texts).encode(), digest_size=16).hexdigest(),
        "anchors": [heading.anchor for heading in headings],
        "sections": [heading.text for heading in headings if heading.level == _SECTION],
        "links": [list(link) for text in texts for link in text.links],
        "cites": [list(cite) for text in texts for cite in text.cites],
        "hits": [list(hit) for text in texts for hit in hits(text.passages)],
    }


def write_prose(prose: Prose) -> bytes:
    """Return the prose as `read_prose` reads it."""
    plain = {"body": prose.body.to_plain(), "answers": [answer.to_plain() for answer in prose.answers]}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def read_prose(data: bytes) -> Prose:
    """Read back what `write_prose` wrote."""
    known = json.loads(data)
    return Prose(Rendered.from_plain(known["body"]), tuple(map(Rendered.from_plain, known["answers"])))


def head_of(text: str, body: str) -> str:
    """Return a hash of what stands above the body of a file."""
    return blake2b(text[: len(text) - len(body)].encode(), digest_size=16).hexdigest()


def slug_of(name: str) -> str:
    """Return the slug a file's name gives."""
    return PurePosixPath(name).stem
