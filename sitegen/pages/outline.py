"""The order of a guide: the writer's own sections between those made from its data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

PLAN: tuple[tuple[str, str, str], ...] = (
    ("prose", "", "What the role does"),
    ("responsibilities", "Responsibilities", ""),
    ("prose", "", "Day to day"),
    ("prose", "", "What makes it hard"),
    ("skills", "Skills", ""),
    ("tools", "Tools", ""),
    ("qualifications", "Qualifications", ""),
    ("pay", "Pay", ""),
    ("paths", "Career paths", ""),
    ("remote", "Remote work", "Remote work"),
    ("employers", "Who hires", ""),
    ("regions", "By region", ""),
    ("stand-out", "How to stand out", "How to stand out"),
    ("interview", "Interview preparation", ""),
    ("recruiters", "Advice for recruiters", "Advice for recruiters"),
    ("rest", "", ""),
    ("faqs", "Questions and answers", ""),
    ("related", "Related guides", ""),
    ("sources", "Sources and review", ""),
)
"""Kind, title and the heading of the body that belongs with it. Each kind but two is a template in templates/guide/; `rest` stands
for the headings that are named nowhere here."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a guide.

    Shape: `body` is the place of its text among the second-level headings of the body, from 1, or 0 without text; `id` is
    empty where the heading's own anchor serves.
    """

    kind: str
    id: str
    title: str
    body: int = 0


def outline(headings: Sequence[str], present: Collection[str]) -> tuple[Section, ...]:
    """Return a guide's sections in order. Shape: `headings` of its body, and the kinds of PLAN for which it has data."""
    return tuple(_sections([heading.casefold() for heading in headings], headings, present))


def _sections(folded: Sequence[str], headings: Sequence[str], present: Collection[str]) -> Iterator[Section]:
    planned = {heading.casefold() for _, _, heading in PLAN if heading}
    first = {heading: folded.index(heading) + 1 for heading in planned if heading in folded}
    for kind, title, heading in PLAN:
        body = first.get(heading.casefold(), 0)
        if kind == "rest":
            rest = (place for place in range(1, len(folded) + 1) if place not in first.values())
            yield from (Section("prose", "", headings[place - 1], place) for place in rest)
        elif kind == "prose" and body:
            yield Section(kind, "", headings[body - 1], body)
        elif kind in present or (body and kind != "prose"):
            yield Section(kind, kind, headings[body - 1] if body else title, body)
