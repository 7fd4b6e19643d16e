"""How pay differs between two roles: the one pair of figures that may be compared, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Whom = Literal["rung", "role", "occupation", "family"]
Why = Literal["no-figure", "same-figure", "whole-occupations", "not-comparable"]
Caveat = Literal["not-this-level", "different-evidence", "different-years", "converted"]

COMPARED: frozenset[Whom] = frozenset({"rung", "role"})
"""Whose figures tell two roles apart. Those of a whole occupation or family hold other roles: a promotion from developer to architect
would seem to lose pay because the architect's nearest occupation holds technicians too."""


@dataclass(frozen=True, slots=True)
class PayFigure:
    """A range of pay as comparison needs it. Unit: `currency` a year; `home` is the same in the site's own currency."""

    region: str
    component: str
    scope: str
    whom: Whom
    """Of whom it speaks: of this very rung, or of more people."""
    subject: str
    """What tells two showings of one figure from two figures."""
    currency: str
    low: float
    high: float
    median: float | None
    home: tuple[float, float] | None
    basis: str
    year: int | None
    """Of its last day; None for a writer's band, which speaks of no day."""
    n: int | None
    source: str

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """Return what two figures must share to be compared."""
        return (self.region, self.component, self.scope, self.whom)


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two comparable figures. Unit: per cent of the first one's median or middle, whole."""

    percent: int
    start: PayFigure
    end: PayFigure
    caveats: tuple[Caveat, ...]


def pay_change(origin: Sequence[PayFigure], destination: Sequence[PayFigure]) -> Change | Why:
    """Compare the first two figures of one cell, in the origin's order, or say why none can be."""
    if not origin or not destination:
        return "no-figure"
    same = wide = False
    for start, end in _pairs(origin, destination):
        if start.whom != "rung" and start.subject == end.subject:
            same = True
            continue
        if start.whom not in COMPARED:
            wide = True
            continue
        amounts = _amounts(start, end)
        if amounts:
            return Change(_percent(*amounts), start, end, tuple(_caveats(start, end)))
    if same:
        return "same-figure"
    return "whole-occupations" if wide else "not-comparable"


def _pairs(origin: Sequence[PayFigure], destination: Sequence[PayFigure]) -> Iterator[tuple[PayFigure, PayFigure]]:
    for start in origin:
        yield from ((start, end) for end in destination if start.cell == end.cell)


def _amounts(start: PayFigure, end: PayFigure) -> tuple[float, float] | None:
    """Return the two amounts to compare: medians where both have one, else the middles of the ranges, which lean where pay is skewed."""
    medians = start.median is not None and end.median is not None
    if start.currency == end.currency:
        return _amount(start, 1, medians=medians), _amount(end, 1, medians=medians)
    if not start.home or not end.home:
        return None
    return _amount(start, _rate(start, start.home), medians=medians), _amount(end, _rate(end, end.home), medians=medians)


def _rate(figure: PayFigure, home: tuple[float, float]) -> float:
    whole = figure.low + figure.high
    return sum(home) / whole if whole else 0


def _amount(figure: PayFigure, rate: float, *, medians: bool) -> float:
    middle = (figure.low + figure.high) / 2
    return (figure.median if medians and figure.median is not None else middle) * rate


def _percent(start: float, end: float) -> int:
    """Return the difference; halves are rounded up, as JavaScript's Math.round does."""
    return math.floor((end / start - 1) * 100 + 0.5) if start else 0


def _caveats(start: PayFigure, end: PayFigure) -> Iterator[Caveat]:
    if start.whom != "rung":
        yield "not-this-level"
    if start.basis != end.basis:
        yield "different-evidence"
    if start.year != end.year:
        yield "different-years"
    if start.currency != end.currency:
        yield "converted"
