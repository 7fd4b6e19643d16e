"""The geometry of a chart of pay: one scale with round ticks, and where a figure lies on it. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 6
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A round amount on a scale. Unit: `at` in percent of the scale."""

    amount: float
    at: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from zero to a round amount. Unit: `currency` a year."""

    currency: str
    top: float
    ticks: tuple[Tick, ...]
    """From zero to the top, at equal distances."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a scale. Unit: percent of the scale."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a figure lies on its scale; what it does not state, or may not show, is None."""

    whole: Span | None
    """From the 10th to the 90th percentile."""
    half: Span | None
    """From the 25th to the 75th percentile, or a band of adverts from end to end."""
    centre: float | None
    """The median, or the single figure that was published."""


def scale(amounts: Iterable[float], currency: str) -> Scale:
    """Return a scale that holds every amount, in at most six round ticks; zero is always its start, so that bars compare fairly."""
    most = max(amounts, default=0) or 1
    rough = most / (_MOST_TICKS - 1)
    power = 10 ** floor(log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power * (_MOST_TICKS - 1) >= most)
    count = ceil(most / step)
    top = count * step
    return Scale(currency, top, tuple(Tick(place * step, round(100 * place / count, _DECIMALS)) for place in range(count + 1)))


def bar(figures: Mapping[str, float], on: Scale) -> Bar:
    """Place the figures, p10 to p90, low and high, median or value, on a scale."""
    return Bar(
        whole=_between(figures, "p10", "p90", on),
        half=_between(figures, "p25", "p75", on) or _between(figures, "low", "high", on),
        centre=_at(figures.get("median", figures.get("value")), on),
    )


def span(low: float, high: float, on: Scale) -> Span:
    """Place a range on a scale."""
    start, end = (round(100 * amount / on.top, _DECIMALS) for amount in (low, high))
    return Span(start, round(end - start, _DECIMALS))


def _between(figures: Mapping[str, float], low: str, high: str, on: Scale) -> Span | None:
    return span(figures[low], figures[high], on) if low in figures and high in figures else None


def _at(amount: float | None, on: Scale) -> float | None:
    return None if amount is None else round(100 * amount / on.top, _DECIMALS)
