"""What a Markdown text turned out to hold, as values that JSON can keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sitegen.markdown.passages import Passage


class Fault(NamedTuple):
    """One thing wrong with a text. Shape: line and column of the file, counted from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str


class Heading(NamedTuple):
    """A heading, its place in the file, and the id that the page gives it."""

    level: int
    text: str
    anchor: str
    line: int
    column: int


class Link(NamedTuple):
    """A link or an image, as the browser will see it, where its `[` or `!` stands.

    Shape: `href` is percent-encoded; `text` is a link's words or an image's alternative text.
    """

    href: str
    line: int
    column: int
    kind: Literal["link", "image"]
    text: str


class Cite(NamedTuple):
    """A figure that the text cites: `{pay:us/base}` has region `us` and component `base`."""

    region: str
    component: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Markdown text as HTML, and what other stages ask of it.

    Shape: `html` holds `<!--pay:us/base-->` where a figure belongs, and nothing else in it can look like that; `text` is
    the words alone, a block a line, with `{pay:us/base}` as written; all else in order of appearance.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    cites: tuple[Cite, ...] = ()
    text: str = ""
    words: int = 0
    problems: tuple[Fault, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), compare=False)
    """The prose with its places: for checks in the run that renders, and not kept."""

    def to_plain(self) -> dict[str, Any]:
        """Return this, but for its passages, as data that JSON can hold and `from_plain` reads back."""
        return {
            "html": self.html,
            "headings": [list(heading) for heading in self.headings],
            "links": [list(link) for link in self.links],
            "cites": [list(cite) for cite in self.cites],
            "text": self.text,
            "words": self.words,
            "problems": [list(fault) for fault in self.problems],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Rendered:
        """Return what `to_plain` gave away."""
        return cls(
            html=plain["html"],
            headings=tuple(Heading(*fields) for fields in plain["headings"]),
            links=tuple(Link(*fields) for fields in plain["links"]),
            cites=tuple(Cite(*fields) for fields in plain["cites"]),
            text=plain["text"],
            words=plain["words"],
            problems=tuple(Fault(*fields) for fields in plain["problems"]),
        )
