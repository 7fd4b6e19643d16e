"""What changed and when, newest first: the guides' own `changes`, or the day of review where a guide has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.model import Guide, Site


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to one guide."""

    slug: str
    url: str
    title: str
    day: date
    note: str
    """Empty where all that is known is that the guide was reviewed."""


def edits(site: Site) -> tuple[Edit, ...]:
    """Return every change to a listed guide, newest first."""
    found = (edit for guide in site.listed for edit in _of(guide))
    return tuple(sorted(found, key=lambda edit: (-edit.day.toordinal(), edit.title.casefold(), edit.slug)))


def last_changed(guide: Guide) -> date | None:
    """Return the last day on which the guide is known to have changed."""
    days = [change.date for change in guide.front.changes]
    return max([*days, *([guide.front.reviewed] if guide.front.reviewed else [])], default=None)


def _of(guide: Guide) -> Iterator[Edit]:
    front = guide.front
    for change in front.changes:
        yield Edit(guide.slug, guide.url, front.title, change.date, change.note)
    if not front.changes and front.reviewed:
        yield Edit(guide.slug, guide.url, front.title, front.reviewed, "")
