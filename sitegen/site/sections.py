"""Which sections a guide has on its page, as far as the guide alone decides."""

from __future__ import annotations

from sitegen.model import Guide
from sitegen.schema import FrontMatter

_FIELDS = {
    "responsibilities": "responsibilities",
    "skills": "skills",
    "tools": "tools",
    "qualifications": "qualifications",
    "remote": "remote",
    "employers": "employers",
    "regions": "regions",
    "stand-out": "stand_out",
    "interview": "interview",
    "recruiters": "hiring",
    "faqs": "faqs",
}
"""Id of the section -> the field that it shows."""
HEADINGS = {"remote": "Remote work", "stand-out": "How to stand out", "recruiters": "Advice for recruiters"}
"""Id of the section -> the heading in the body that belongs with it."""


def told_in(front: FrontMatter) -> frozenset[str]:
    """Return the sections for which the front matter has something."""
    return frozenset(section for section, name in _FIELDS.items() if getattr(front, name))


def lacking(guide: Guide, anchor: str) -> str:
    """Return the field that would bring a section, where `anchor` is one that the guide's page does not have; else an empty text."""
    name = _FIELDS.get(anchor, "")
    is_there = not name or getattr(guide.front, name) or HEADINGS.get(anchor, "").casefold() in {it.casefold() for it in guide.sections}
    return "" if is_there else name
