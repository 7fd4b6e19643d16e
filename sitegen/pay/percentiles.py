"""Percentiles of pay by one definition, exact in whole numbers and fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

Exact = int | Fraction
"""A number without rounding error. Pay enters as whole units, or as whole hundredths where cents count."""

PERCENTS: Mapping[str, int] = MappingProxyType({"p10": 10, "p25": 25, "median": 50, "p75": 75, "p90": 90})
"""The percentiles that an observation may state, low to high."""

THRESHOLDS: Mapping[str, int] = MappingProxyType({"p10": 30, "p25": 20, "median": 10, "p75": 20, "p90": 30})
"""How many figures it takes before a percentile is computed or shown: a tail needs more of them than the middle."""

_WHOLE = 100  # percent

DECIMALS = 2
"""Decimal places kept in data files. Type 7 of whole figures at whole percents never needs more, so nothing is lost."""


def percentile(ordered: Sequence[Exact], percent: int) -> Fraction:
    """Return the percentile `percent` of figures that stand in ascending order, by linear interpolation.

    Shape:  n >= 1 figures, ascending; percent 0..100.
    Unit:   that of the figures.
    Raises: ValueError when there is no figure or no such percent.
    Source: Hyndman & Fan (1996), Sample quantiles in statistical packages, definition 7; the default of R and numpy.
    """
    if not ordered or not 0 <= percent <= _WHOLE:
        raise ValueError(f"no percentile {percent} of {len(ordered)} figures")
    below, hundredths = divmod((len(ordered) - 1) * percent, _WHOLE)
    low = ordered[below]
    if not hundredths:
        return Fraction(low)
    return low + (ordered[below + 1] - low) * Fraction(hundredths, _WHOLE)


def percentiles(pay: Iterable[Exact]) -> dict[str, Fraction]:
    """Return the percentiles that the number of figures allows, by name, low to high.

    Shape:  figures in any order -> those of p10, p25, median, p75, p90 whose threshold they reach; fewer than 10 give none.
    Unit:   that of the figures: one currency, one period.
    Source: Hyndman & Fan (1996), definition 7; THRESHOLDS.
    """
    ordered = sorted(pay)
    return {name: percentile(ordered, percent) for name, percent in PERCENTS.items() if len(ordered) >= THRESHOLDS[name]}


def midpoints(ranges: Iterable[tuple[Exact, Exact]]) -> list[Fraction]:
    """Return the middle of each (minimum, maximum).

    Raises: ValueError when a minimum lies above its maximum.
    """
    middles = []
    for low, high in ranges:
        if low > high:
            raise ValueError(f"minimum {low} is above maximum {high}")
        middles.append(Fraction(low + high, 2))
    return middles


def band(minima: Iterable[Exact], maxima: Iterable[Exact]) -> tuple[Fraction, Fraction] | None:
    """Return the typical advertised band: the lower quartile of the minima to the upper quartile of the maxima.

    Shape:  one minimum and one maximum a range, each in any order -> (low, high), or None below the threshold of quartiles.
    Unit:   that of the figures.
    Raises: ValueError when there are not as many minima as maxima.
    Source: the statistic `band-p25min-p75max`; each quartile by Hyndman & Fan (1996), definition 7.
    """
    lows, highs = sorted(minima), sorted(maxima)
    if len(lows) != len(highs):
        raise ValueError(f"{len(lows)} minima for {len(highs)} maxima")
    if len(lows) < THRESHOLDS["p25"]:
        return None
    return percentile(lows, PERCENTS["p25"]), percentile(highs, PERCENTS["p75"])


def rounded(value: Exact) -> int | Decimal:
    """Return `value` as data files state it: a whole number where it is one, else two decimal places, halves to even."""
    hundredths = round(value * 10**DECIMALS)
    whole, rest = divmod(hundredths, 10**DECIMALS)
    return whole if not rest else Decimal(hundredths).scaleb(-DECIMALS)
