"""Comparison of figures that speak of the same cell: how far they overlap, and when they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

Spread = tuple[float, float]
"""A low and a high end, low <= high, in the same unit as what it is compared with."""

_SPREADS = (("p25", "p75"), ("low", "high"), ("p10", "p90"))


def middle(figures: Mapping[str, float | None]) -> Spread | None:
    """Return the typical range of an observation: its quartiles, else its band, else its outer percentiles.

    Shape:  figures by name (p10 … p90, low, high, value) -> (low, high); None when it states no range at all.
    """
    for low_name, high_name in _SPREADS:
        low, high = figures.get(low_name), figures.get(high_name)
        if low is not None and high is not None:
            return low, high
    return None


def overlap(one: Spread, other: Spread) -> Fraction:
    """Return what share of the narrower range lies within the wider.

    Shape:  0 when they do not meet, 1 when one holds the other; a range of no width counts as held or not.
    """
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low > high:
        return Fraction(0)
    narrower = min(one[1] - one[0], other[1] - other[0])
    return Fraction(1) if narrower == 0 else Fraction(high - low) / Fraction(narrower)


def contradictions(one: Mapping[str, float | None], other: Mapping[str, float | None], *, same_source: bool) -> Iterator[str]:
    """Find the figures in which two observations of one cell and one period cannot both be right, by name.

    Of one source, a figure that both state must be the same. Of two sources, the typical ranges must at least meet, and the
    word for the clash is `middle`. Compare only observations of the same method and overlapping days; amounts of one period.
    """
    if same_source:
        for name, amount in one.items():
            stated = other.get(name)
            if amount is not None and stated is not None and amount != stated:
                yield name
        return
    ranges = middle(one), middle(other)
    if ranges[0] and ranges[1] and not overlap(ranges[0], ranges[1]):
        yield "middle"


def band_departs(band: Spread, p10: float, p90: float) -> str | None:
    """Say where an editorial band leaves what was observed in its cell: `above`, `below`, or None when it agrees.

    It departs when its midpoint lies outside the observed p10 to p90: more than half of the band is then where nine in ten
    people are not.
    """
    centre = (band[0] + band[1]) / 2
    if centre > p90:
        return "above"
    return "below" if centre < p10 else None
