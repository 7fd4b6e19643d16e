"""Where people come from and go to: the ladder beside a guide's title, and the moves in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.careers.pay_change import Change, pay_change
from sitegen.model import Guide, Move, Site
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder rail."""

    url: str
    title: str
    level: str
    place: str
    """`here`, `above` or `below` for the two next to it, or empty."""
    beyond: bool
    """Whether a promotion leads out of the role, or into it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A move between this guide and another, seen from this one. Shape: without `card` it leads to a title that has no guide."""

    kind: str
    title: str
    card: Card | None
    years: tuple[int, ...]
    note: str
    raised: int
    """How many skills have to be raised."""
    new: int
    """How many skills are new."""
    change: Change | None
    """How pay differs, where two figures may be compared."""
    compare: str
    """Where the two guides are compared, or nothing."""


def ladder(site: Site, guide: Guide, cards: Mapping[str, Card]) -> tuple[Rung, ...]:
    """Return the rungs of the guide's role, highest first, and the promotions that lead in at its foot and on from its top."""
    rungs = site.ladders.get(guide.front.role, ())
    if guide.slug not in {it.slug for it in rungs}:
        return ()
    own = [it.slug for it in reversed(rungs)]
    above = [move.to for move in site.moves.get(own[0], ()) if move.kind == "promotion" and move.to not in (None, *own)]
    below = [move.origin for move in site.arrivals.get(own[-1], ()) if move.kind == "promotion" and move.origin not in own]
    slugs = [*dict.fromkeys(above), *own, *dict.fromkeys(below)]
    here = slugs.index(guide.slug)
    places = {here - 1: "above", here: "here", here + 1: "below"}
    return tuple(_rung(cards[slug], places.get(index, ""), beyond=slug not in own) for index, slug in enumerate(slugs) if slug)


def ways_out(site: Site, guide: Guide, cards: Mapping[str, Card], known: Careers) -> tuple[Way, ...]:
    """Return the moves that the guide declares, in the writer's order."""
    return tuple(_way(site, move, move.to, cards, known) for move in site.moves.get(guide.slug, ()))


def ways_in(site: Site, guide: Guide, cards: Mapping[str, Card], known: Careers) -> tuple[Way, ...]:
    """Return the moves of other guides that lead here, from the lowest rung up."""
    arrivals = sorted(site.arrivals.get(guide.slug, ()), key=lambda move: (cards[move.origin].rank, move.origin))
    return tuple(_way(site, move, move.origin, cards, known) for move in arrivals)


def _rung(card: Card, place: str, *, beyond: bool) -> Rung:
    return Rung(card.url, card.title, card.level, place, beyond)


def _way(site: Site, move: Move, other: str | None, cards: Mapping[str, Card], known: Careers) -> Way:
    asked = known.gaps.between(move.origin, move.to) if move.to else None
    card = cards[other] if other else None
    title = card.title if card else move.title
    ends = [known.figures.get(slug or "", ()) for slug in (move.origin, move.to)]
    change = pay_change(*ends)
    compare = known.comparison(site, move.origin, move.to) if move.to and move.origin in known.graph else ""
    return Way(
        kind=move.kind,
        title=title,
        card=card,
        years=tuple(move.years or ()),
        note=move.note or "",
        raised=len(asked.raised) if asked else 0,
        new=len(asked.new) if asked else 0,
        change=change if isinstance(change, Change) else None,
        compare=compare,
    )
