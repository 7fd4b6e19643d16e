"""Suppression: which figures of an observation may be shown, given from how many they were computed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sitegen.pay.percentiles import THRESHOLDS

NEEDS: Mapping[str, int] = MappingProxyType(
    {**THRESHOLDS, "low": THRESHOLDS["p25"], "high": THRESHOLDS["p75"], "value": THRESHOLDS["median"]}
)
"""How many figures each part of an observation needs. The ends of a typical band are quartiles; a single figure is read as a median."""


def suppressed(name: str, n: int | None) -> bool:
    """Say whether the figure `name` must not be shown. `n` is None for official statistics, which answer for themselves.

    Raises: KeyError when `name` is not one of NEEDS.
    """
    return n is not None and n < NEEDS[name]


def shown(figures: Mapping[str, float | None], n: int | None) -> dict[str, float]:
    """Return the figures that may be shown, in the order given; absent ones and those below their threshold are left out.

    Shape:  names of NEEDS -> amounts or None; an empty result means "not enough data", never zero.
    Raises: KeyError when a name is not one of NEEDS.
    """
    return {name: amount for name, amount in figures.items() if amount is not None and not suppressed(name, n)}
