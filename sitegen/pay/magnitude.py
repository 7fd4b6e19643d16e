"""The magnitude guard: which amounts cannot be a person's pay, by currency and period."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from sitegen.pay.periods import PERIODS_A_YEAR

PLAUSIBLE_YEAR = (2_000, 3_000_000)
"""The least and the most that full-time work is taken to pay a year, in units of about one US dollar.

Wide on purpose: it catches a yearly amount labelled hourly, an hourly one labelled yearly, thousands written as units, cents
written as whole units; it does not judge whether pay is fair or likely.
"""

UNITS_A_DOLLAR: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("AUD", "CAD", "CHF", "EUR", "GBP", "KWD", "NZD", "SGD", "USD"), 1),
        **dict.fromkeys(("AED", "BGN", "BRL", "CNY", "ILS", "MYR", "PEN", "PLN", "QAR", "RON", "SAR"), 4),
        **dict.fromkeys(("DKK", "HKD", "NOK", "SEK"), 8),
        **dict.fromkeys(("CZK", "MXN", "THB", "TRY", "TWD", "UAH", "ZAR"), 25),
        **dict.fromkeys(("EGP", "INR", "PHP", "RUB"), 70),
        **dict.fromkeys(("ISK", "JPY", "KES"), 140),
        **dict.fromkeys(("HUF", "LKR", "PKR"), 330),
        **dict.fromkeys(("ARS", "CLP", "KRW", "NGN"), 1_100),
        **dict.fromkeys(("COP",), 4_000),
        **dict.fromkeys(("IDR", "VND"), 18_000),
    }
)
"""About how many units of a currency buy one US dollar: an order of magnitude, never used to convert."""


def plausible_range(currency: str, period: str) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most that is believed of one `period` in `currency`; None for a currency without a magnitude.

    Unit:   currency units a period.
    Raises: KeyError when the period is not one of PERIODS_A_YEAR.
    """
    factor = PERIODS_A_YEAR[period]
    scale = UNITS_A_DOLLAR.get(currency)
    if scale is None:
        return None
    least, most = PLAUSIBLE_YEAR
    return Fraction(least * scale, factor), Fraction(most * scale, factor)


def implausible(amount: float | Fraction, currency: str, period: str) -> Literal["low", "high"] | None:
    """Say whether `amount` is too low or too high to be pay; None when it may be, or the currency's magnitude is not known.

    Unit:   currency units a period.
    Raises: KeyError when the period is not one of PERIODS_A_YEAR.
    """
    if amount <= 0:
        return "low"
    believed = plausible_range(currency, period)
    if believed is None or believed[0] <= amount <= believed[1]:
        return None
    return "low" if amount < believed[0] else "high"
