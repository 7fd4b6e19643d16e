"""What an observation states, a year, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.pay import annual, shown
from sitegen.schema import FIGURES, Observation

A_PERIOD: Mapping[str, str] = {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"}
"""What stands behind an amount."""


def yearly(one: Observation) -> Mapping[str, float | None]:
    """Return the observation's figures by name. Unit: its currency a year."""
    return {name: None if (amount := getattr(one, name)) is None else annual(amount, one.period) for name in FIGURES}


def shown_yearly(one: Observation) -> Mapping[str, float]:
    """Return the figures that enough people stand behind; none of them means "not enough data". Unit: its currency a year."""
    return shown(yearly(one), one.n)
