"""The career map with the list of all moves, and the path finder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sitegen.careers.graph import SUGGESTED, Edge, ways
from sitegen.careers.layout import BOX, TALL, career_map, split_families
from sitegen.careers.pay_change import Change
from sitegen.careers.routes import routes
from sitegen.careers.similarity import THRESHOLD
from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page

_EXAMPLE_MOVES = 3
"""As far as an example should lead."""


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move as a list shows it."""

    card: Card
    """Where it leads."""
    kind: str
    years: tuple[int, ...]
    raised: int
    new: int
    share: int | None
    change: Change | None
    compare: str
    """Where its two ends are compared, or nothing."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A rung and the moves that start there."""

    card: Card
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class FamilyMoves:
    """The rungs of one family, from the lowest up, role by role."""

    name: str
    rungs: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Routes between two rungs, the shortest first."""

    start: Card
    end: Card
    routes: tuple[tuple[MoveView, ...], ...]


def career_pages(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers) -> Iterator[Page]:
    """Return the page of paths; above so many rungs it leads to a map for each family."""
    split = split_families(site)
    told = "Every rung on one map, with the moves between them, and the ways from any rung to another with what each step asks for."
    top = head(shared, "paths/", "Career paths", told, crumbs=(Link("", "Home"),), here="paths/")
    links = tuple(Link(f"paths/{family}/", site.content.families[family].name) for family in split)
    drawn = {} if split else _drawn(site, known, cards, site.content.families)
    example = _example(site, known, cards)
    yield page(shared, top, "paths.html", maps=links, example=example, data=(breadcrumbs(shared, top),), finder=True, **drawn)
    for family in split:
        yield _family_page(shared, site, cards, known, family)


def _family_page(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers, family: str) -> Page:
    name = site.content.families[family].name
    told = f"The rungs of {name} on a map, with the moves between them and those that lead on to other families."
    crumbs = (Link("", "Home"), Link("paths/", "Career paths"))
    top = head(shared, f"paths/{family}/", f"Career paths: {name}", told, crumbs=crumbs, here="paths/")
    drawn = _drawn(site, known, cards, (family,))
    return page(shared, top, "paths.html", maps=(), example=None, data=(breadcrumbs(shared, top),), finder=False, **drawn)


def _drawn(site: Site, known: Careers, cards: Mapping[str, Card], families: Iterable[str]) -> dict[str, object]:
    """Return the map of some families and the same as a list."""
    wanted = tuple(families)
    lists = (_family_moves(site, known, cards, family) for family in wanted)
    return {
        "map": career_map(site, known.graph, wanted),
        "box": (BOX, TALL),
        "cards": {slug: card for slug, card in cards.items() if slug in known.graph and card.family_id in wanted},
        "families": tuple(it for it in lists if it.rungs),
        "threshold": THRESHOLD,
    }


def _family_moves(site: Site, known: Careers, cards: Mapping[str, Card], family: str) -> FamilyMoves:
    rungs = [guide.slug for role, guides in site.ladders.items() if site.content.roles[role].family == family for guide in guides]
    leaving = (Leaving(cards[slug], tuple(move_view(site, known, cards, edge) for edge in known.graph[slug])) for slug in rungs)
    return FamilyMoves(site.content.families[family].name, tuple(leaving))


def move_view(site: Site, known: Careers, cards: Mapping[str, Card], edge: Edge) -> MoveView:
    """Return a move as a list shows it."""
    return MoveView(
        card=cards[edge.to],
        kind=edge.kind,
        years=edge.years,
        raised=edge.raised,
        new=edge.new,
        share=edge.share if edge.kind == SUGGESTED else None,
        change=edge.pay if isinstance(edge.pay, Change) else None,
        compare=known.comparison(site, edge.origin, edge.to),
    )


def _example(site: Site, known: Careers, cards: Mapping[str, Card]) -> Example | None:
    """Return the routes from the lowest rung to the highest that a few moves lead to, or else to any; the first by name of several."""
    if len(site.listed) < 2:
        return None
    start = min(known.graph, key=lambda slug: (cards[slug].rank, slug))
    near = _within(known, start, _EXAMPLE_MOVES)
    for end in sorted(known.graph, key=lambda slug: (slug not in near, -cards[slug].rank, slug)):
        found = routes(ways(known.graph), start, end)
        if found:
            hops = {(edge.origin, edge.to): edge for edges in known.graph.values() for edge in edges}
            steps = (tuple(move_view(site, known, cards, hops[one, other]) for one, other in pairwise(nodes)) for _, nodes in found)
            return Example(cards[start], cards[end], tuple(steps))
    return None


def _within(known: Careers, start: str, moves: int) -> frozenset[str]:
    """Return the rungs that so many declared moves lead to."""
    found = {start}
    for _ in range(moves):
        found |= {edge.to for slug in found for edge in known.graph[slug] if edge.kind != SUGGESTED}
    return frozenset(found)
