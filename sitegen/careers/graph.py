"""The career graph: every listed rung, and the moves between them, declared and suggested, each with what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.careers.diff import Diff, Gaps
from sitegen.careers.pay_change import Change, PayFigure, Why, pay_change
from sitegen.careers.routes import Ways
from sitegen.careers.similarity import Suggestion, suggestions
from sitegen.model import Site

SUGGESTED = "suggested"
"""The kind of a move that nobody declared."""
A_MOVE = 1_000_000
"""What a declared move costs a route before anything has to be learnt; a suggested one costs it twice."""

Figures = Mapping[str, tuple[PayFigure, ...]]
"""Slug -> figures of pay, the one that stands for the guide first."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A move between two listed rungs."""

    origin: str
    to: str
    kind: str
    """promotion, lateral, management, specialisation, exit or suggested."""
    years: tuple[int, ...]
    """[from, to], or empty where nobody said."""
    raised: int
    new: int
    share: int | None
    effort: int
    pay: Change | Why

    @property
    def cost(self) -> int:
        """Return what the hop costs a route: first the number of moves counts, then what has to be learnt."""
        return (2 if self.kind == SUGGESTED else 1) * A_MOVE + self.effort


class Graph(Mapping[str, tuple[Edge, ...]]):
    """Slug of each listed rung, by title -> the moves that start there: declared ones in the writer's order, then suggested ones.

    What a move takes is worked out when somebody asks for the moves of a rung: a page asks for those of a few.
    """

    def __init__(self, slugs: Iterable[str], edges: Callable[[str], Iterable[Edge]]) -> None:
        self._slugs, self._edges = dict.fromkeys(slugs), edges
        self._known: dict[str, tuple[Edge, ...]] = {}

    def __getitem__(self, slug: str) -> tuple[Edge, ...]:
        if slug not in self._known:
            if slug not in self._slugs:
                raise KeyError(slug)
            self._known[slug] = tuple(self._edges(slug))
        return self._known[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


def graph(site: Site, figures: Figures, gaps: Gaps, *, suggest: bool = True) -> Graph:
    """Return the graph of the listed rungs; suggested moves are left out where nobody asks for them, since they take longest to find."""
    suggested = suggestions(site) if suggest else {}
    return Graph((it.slug for it in site.listed), lambda slug: _edges(site, slug, figures, gaps, suggested.get(slug, ())))


def ways(graph: Graph) -> Ways:
    """Return what routes are looked for in."""
    return {slug: [(edge.to, edge.cost) for edge in edges] for slug, edges in graph.items()}


def _edges(site: Site, slug: str, figures: Figures, gaps: Gaps, suggested: tuple[Suggestion, ...]) -> Iterator[Edge]:
    seen: set[str] = set()
    for move in site.moves[slug]:
        if move.to is not None and move.to not in seen:
            seen.add(move.to)
            yield _edge(slug, move.to, move.kind, tuple(move.years or ()), gaps.between(slug, move.to), figures)
    for it in suggested:
        yield _edge(slug, it.to, SUGGESTED, (), gaps.between(slug, it.to), figures)


def _edge(origin: str, to: str, kind: str, years: tuple[int, ...], gap: Diff, figures: Figures) -> Edge:
    return Edge(
        origin=origin,
        to=to,
        kind=kind,
        years=years,
        raised=len(gap.raised),
        new=len(gap.new),
        share=gap.share,
        effort=gap.effort,
        pay=pay_change(figures.get(origin, ()), figures.get(to, ())),
    )
