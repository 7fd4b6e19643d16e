"""Where people of a family come from and go to: the declared moves across its border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.careers.graph import SUGGESTED
from sitegen.model import Site
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers
from sitegen.pages.career_paths import MoveView, move_view


@dataclass(frozen=True, slots=True)
class Crossing:
    """A move into the family or out of it."""

    start: Card
    move: MoveView


@dataclass(frozen=True, slots=True)
class Crossings:
    """The moves across a family's border, in order of the titles within the family."""

    into: tuple[Crossing, ...]
    out: tuple[Crossing, ...]


def crossings(site: Site, cards: Mapping[str, Card], known: Careers, family: str) -> Crossings:
    """Return the moves that lead into `family` from another, and those that lead on to another."""
    into, out = list[Crossing](), list[Crossing]()
    for slug, edges in known.graph.items():
        for edge in edges:
            ends = cards[slug].family_id, cards[edge.to].family_id
            if edge.kind != SUGGESTED and ends[0] != ends[1] and family in ends:
                (into if ends[1] == family else out).append(Crossing(cards[slug], move_view(site, known, cards, edge)))
    into.sort(key=lambda it: (it.move.card.rank, it.move.card.title, it.start.title))
    out.sort(key=lambda it: (it.start.rank, it.start.title, it.move.card.title))
    return Crossings(tuple(into), tuple(out))
