"""Conversion between currencies that carries the rate and its date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

RATE_DIGITS = 6
"""Significant digits of a rate between two currencies, as the European Central Bank prints its own."""

_EXACT = Context(prec=40)
_RATE = Context(prec=RATE_DIGITS, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class ReferenceRates:
    """The reference rates of one day. Unit: `per_base` is how much of each currency one unit of `base` buys."""

    base: str
    date: date
    per_base: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount in another currency, with all it takes to check it: `amount` is the original times `rate`, rounded."""

    amount: int
    currency: str
    rate: Decimal
    date: date


def convert(amount: int | Decimal, currency: str, into: str, rates: ReferenceRates) -> Conversion:
    """Convert `amount` of `currency` at the rates of their day.

    Unit:   currency units -> whole units of the other currency.
    Raises: KeyError naming the currency that has no rate.
    Source: the rate between two currencies is the quotient of their rates to the base, rounded to RATE_DIGITS significant
            digits; the amount is computed from that rounded rate, so that a reader gets the same, and halves go to even.
    """
    rate = _RATE.divide(_rate(into, rates), _rate(currency, rates))
    converted = _EXACT.multiply(Decimal(amount), rate).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return Conversion(int(converted), into, rate, rates.date)


def _rate(currency: str, rates: ReferenceRates) -> Decimal:
    return Decimal(1) if currency == rates.base else rates.per_base[currency]
