"""Pay of any period as pay a year, by named factors."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

Number = TypeVar("Number", int, Fraction, float)

PERIODS_A_YEAR: Mapping[str, int] = MappingProxyType({"hour": 2_080, "day": 260, "week": 52, "month": 12, "year": 1})
"""Paid periods in a year of full-time work: 52 weeks of five days of eight hours. 2,080 hours is also how BLS makes a year."""


def annual(amount: Number, period: str) -> Number:
    """Return `amount` a `period` as an amount a year.

    Unit:   currency units a period -> currency units a year.
    Raises: KeyError when the period is not one of PERIODS_A_YEAR.
    Source: PERIODS_A_YEAR; overtime, unpaid leave and thirteenth salaries are not modelled.
    """
    return amount * PERIODS_A_YEAR[period]
