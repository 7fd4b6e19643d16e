"""The HTML that Markdown became, made ready for its page: cut at its headings, addresses below the base path, figures filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from sitegen.markdown import Rendered

F = TypeVar("F")

# Raw HTML is off in Markdown and quotes are escaped in text, so an attribute is the only place where these can match.
_ADDRESS = re.compile(r'( (?:href|src)=")/')
_PAY = re.compile(r"<!--pay:([^>]*)-->")
_CITE = re.compile(r"\{pay:([^{}]+)\}")
_EDGE = re.compile(r"<(/?)(?:blockquote|ul|ol|section|div)\b|<h2 id=\"([^\"]*)\"[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one second-level heading, or before the first, where title and anchor are empty."""

    anchor: str
    title: Markup
    html: str


def parts(rendered: Rendered) -> tuple[Part, ...]:
    """Cut a text at its second-level headings; those inside a quotation or a list stay where they are.

    Shape: what precedes the first heading, then a part a heading.
    """
    made: list[Part] = []
    anchor, title, start, depth = "", "", 0, 0
    for found in _EDGE.finditer(rendered.html):
        if found[2] is None:
            depth += -1 if found[1] else 1
        elif depth == 0:
            made.append(Part(anchor, Markup(title), rendered.html[start : found.start()].strip()))  # noqa: S704  # markdown escaped it
            anchor, title, start = found[2], found[3], found.end()
    made.append(Part(anchor, Markup(title), rendered.html[start:].strip()))  # noqa: S704
    return tuple(made)


def fill(html: str, base: str, cites: Mapping[str, F], figure: Callable[[F], str]) -> Markup:
    """Put the base path before every address of the site, and `figure(cites[key])` where a figure is cited."""
    based = _ADDRESS.sub(rf"\g<1>{base}", html)
    return Markup(_PAY.sub(lambda found: str(figure(cites[found[1]])), based))  # noqa: S704  # markdown escaped it; a macro made the figure


def answer(rendered: Rendered, cites: Mapping[str, F], figure: Callable[[F], Markup]) -> str:
    """Return a text as one line of plain words, for machines, figures filled in."""
    filled = _CITE.sub(lambda found: figure(cites[found[1]]).striptags() if found[1] in cites else found[0], rendered.text)
    return " ".join(filled.split())
