"""The HTML that Markdown became, made ready for its page: cut at its headings, addresses below the base path, figures filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
    """What stands under one second-level heading, or before the first, where anchor and title are empty."""

    anchor: str
    title: Markup
    html: str
    inside: bool = False
    """Whether the heading stands in a quotation or a list: then it is left there, and its text with it."""


def parts(rendered: Rendered) -> tuple[Part, ...]:
    """Cut a text at its second-level headings.

    Shape: what precedes the first heading, then a part for every heading in order, those inside others too.
    """
    headings = list(_headings(rendered.html))
    made: list[Part] = []
    end = len(rendered.html)
    for found, inside in reversed(headings):
        html = "" if inside else rendered.html[found.end() : end].strip()
        made.append(Part(found[2], Markup(found[3]), html, inside))  # noqa: S704  # markdown escaped it
        end = end if inside else found.start()
    return (Part("", Markup(), rendered.html[:end].strip()), *reversed(made))


def _headings(html: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Find the second-level headings, each with whether it stands inside something else."""
    depth = 0
    for found in _EDGE.finditer(html):
        if found[2] is None:
            depth += -1 if found[1] else 1
        else:
            yield found, depth > 0


def fill(html: str, base: str, cites: Mapping[str, F], figure: Callable[[F], str]) -> Markup:
    """Put the base path before every address of the site, and `figure(cites[key])` where a figure is cited."""
    based = _ADDRESS.sub(rf"\g<1>{base}", html)
    return Markup(_PAY.sub(lambda found: str(figure(cites[found[1]])), based))  # noqa: S704  # markdown escaped it; a macro made the figure


def answer(rendered: Rendered, cites: Mapping[str, F], figure: Callable[[F], Markup]) -> str:
    """Return a text as one line of plain words, for machines, figures filled in."""
    filled = _CITE.sub(lambda found: figure(cites[found[1]]).striptags() if found[1] in cites else found[0], rendered.text)
    return " ".join(filled.split())
