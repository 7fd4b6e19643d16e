"""Where every rung of the career map stands and how its moves run: geometry in whole units, no drawing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.careers.graph import Graph
from sitegen.model import Guide, Site

SPLIT_ABOVE = 150
"""With more rungs than this the map is drawn family by family."""

BOX, TALL = 134, 40
"""Width and height of a rung."""
_ACROSS, _DOWN = 160, 50
"""From one rung to the next in a row, and from row to row."""
_MARGIN, _TOP, _FAMILY = 160, 34, 30
"""Room for the names of roles, for those of levels, and above a family."""
_LETTERS, _LINES = 20, 2
"""What fits a box."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text of the map. Unit: units of the drawing, from its upper left corner."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rung."""

    slug: str
    x: int
    y: int
    lines: tuple[str, ...]
    moves: tuple[int, ...]
    """The places, in `Map.curves`, of the moves that start here."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A move, as a cubic curve. Shape: start, two points that pull it, end."""

    kind: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The career map of one or several families: levels across, roles down."""

    width: int
    height: int
    levels: tuple[Word, ...]
    families: tuple[Word, ...]
    roles: tuple[Word, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def split_families(site: Site) -> tuple[str, ...]:
    """Return the families that have a map of their own; none where one map holds all rungs."""
    if len(site.listed) <= SPLIT_ABOVE:
        return ()
    return tuple(family for family in site.content.families if any(_family(site, role) == family for role in site.ladders))


def career_map(site: Site, graph: Graph, families: Iterable[str]) -> Map:
    """Lay out the rungs of some families, and the moves between them."""
    wanted = tuple(families)
    rungs = [guide for role, guides in site.ladders.items() if _family(site, role) in wanted for guide in guides]
    ranks = sorted({site.level(guide).rank for guide in rungs})
    columns = {rank: _MARGIN + place * _ACROSS for place, rank in enumerate(ranks)}
    names, roles, places = list[Word](), list[Word](), dict[str, tuple[int, int]]()
    y = _TOP
    for family in wanted:
        here = [role for role in site.ladders if _family(site, role) == family]
        if here:
            names.append(Word(0, y + _FAMILY - 10, site.content.families[family].name))
            y += _FAMILY
        for role in here:
            placed = dict(_row(site, site.ladders[role], columns, y))
            roles.append(Word(0, y + TALL // 2 + 4, site.content.roles[role].name))
            places |= placed
            y = max(top for _, top in placed.values()) + _DOWN
    curves, starts = _curves(graph, places)
    boxes = (Box(guide.slug, *places[guide.slug], _lines(guide.front.title), starts.get(guide.slug, ())) for guide in rungs)
    width = max(columns.values(), default=0) + _ACROSS
    return Map(width, y, tuple(_levels(site, rungs, columns)), tuple(names), tuple(roles), tuple(boxes), curves)


def _family(site: Site, role: str) -> str:
    return site.content.roles[role].family


def _row(site: Site, rungs: Sequence[Guide], columns: Mapping[int, int], y: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Place the rungs of one role; two of one rank stand one above the other."""
    stacked: dict[int, int] = {}
    for guide in rungs:
        rank = site.level(guide).rank
        yield guide.slug, (columns[rank], y + stacked.get(rank, 0) * _DOWN)
        stacked[rank] = stacked.get(rank, 0) + 1


def _levels(site: Site, rungs: Iterable[Guide], columns: Mapping[int, int]) -> Iterator[Word]:
    used = {guide.front.level for guide in rungs}
    for rank, x in columns.items():
        names = [level.name for level in site.content.levels.values() if level.rank == rank and level.id in used]
        yield Word(x, _TOP - 16, " / ".join(names))


def _curves(graph: Graph, places: Mapping[str, tuple[int, int]]) -> tuple[tuple[Curve, ...], Mapping[str, tuple[int, ...]]]:
    drawn: list[Curve] = []
    starts: dict[str, tuple[int, ...]] = {}
    for slug, edges in graph.items():
        for edge in edges:
            if slug in places and edge.to in places:
                starts[slug] = (*starts.get(slug, ()), len(drawn))
                drawn.append(Curve(edge.kind, _curve(places[slug], places[edge.to])))
    return tuple(drawn), starts


def _curve(start: tuple[int, int], end: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Lead from the side of one box to that of another: rightwards to its left side, else round to its right side."""
    (x, y), (tx, ty) = start, end
    y, ty = y + TALL // 2, ty + TALL // 2
    if tx > x:
        one, other = x + BOX, tx
        pull = max(12, (other - one) // 2)
        # A hop over boxes of its own row bends upwards past them.
        lift = TALL if y == ty and tx - x > _ACROSS else 0
        return ((one, y), (one + pull, y - lift), (other - pull, ty - lift), (other, ty))
    if tx == x:
        return ((x + BOX, y), (x + BOX + 30, y), (tx + BOX + 30, ty), (tx + BOX, ty))
    return ((x, y), (x - 30, y), (tx + BOX + 30, ty), (tx + BOX, ty))


def _lines(title: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(title, _LETTERS, max_lines=_LINES, placeholder="…"))
