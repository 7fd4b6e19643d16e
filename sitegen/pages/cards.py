"""A guide as other pages show it: title, grade, family and range of pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.model import Guide, Site
from sitegen.pages.pay import Strip


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a guide."""

    slug: str
    url: str
    title: str
    summary: str
    level: str
    level_id: str
    rank: int
    track: str
    role: str
    family: str
    family_id: str
    strip: Strip | None


def card(site: Site, guide: Guide, strip: Strip | None) -> Card:
    """Return the card of one guide."""
    level, role, family = site.level(guide), site.role(guide), site.family(guide)
    return Card(
        slug=guide.slug,
        url=guide.url,
        title=guide.front.title,
        summary=guide.front.summary,
        level=level.name,
        level_id=level.id,
        rank=level.rank,
        track=level.track,
        role=role.name,
        family=family.name,
        family_id=family.id,
        strip=strip,
    )


def picked(cards: Mapping[str, Card], guides: Iterable[Guide]) -> tuple[Card, ...]:
    """Return the cards of `guides`, in their order."""
    return tuple(cards[guide.slug] for guide in guides)
