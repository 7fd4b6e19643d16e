"""What changed and when, newest first: what the guides' own `changes` tell, and the days on which git saw their files change."""

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
    """Empty where all that is known is that the file changed."""


def edits(site: Site) -> tuple[Edit, ...]:
    """Return every change to a listed guide, newest first. Of what git saw, the last is told, if no note is as new."""
    found = (edit for guide in site.listed for edit in _of(site, guide))
    return tuple(sorted(found, key=lambda edit: (-edit.day.toordinal(), edit.title.casefold(), edit.slug)))


def last_changed(site: Site, name: str) -> date | None:
    """Return the day of the last commit that changed the file `name`, where git can say."""
    return site.content.changed.get(name)


def _of(site: Site, guide: Guide) -> Iterator[Edit]:
    front, last = guide.front, last_changed(site, guide.name)
    for change in front.changes:
        yield Edit(guide.slug, guide.url, front.title, change.date, change.note)
    if last and all(change.date < last for change in front.changes):
        yield Edit(guide.slug, guide.url, front.title, last, "")
