"""A range of pay in the site's own currency, with the rate and the day that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sitegen.pages.pay.origins import Origin, rates_origin
from sitegen.pay import ReferenceRates, convert
from sitegen.schema import Rates


@dataclass(frozen=True, slots=True)
class Converted:
    """A range in another currency. Unit: whole units of `currency` a year; `rate` buys one unit of the original."""

    low: int
    high: int
    currency: str
    rate: str
    date: date
    origin: Origin


class Exchange:
    """The rates on file; without any, nothing is converted."""

    def __init__(self, rates: Rates | None, into: str, page: str) -> None:
        self._into = into
        self.origin = rates_origin(rates, page) if rates else None
        self._rates = ReferenceRates(rates.base, rates.date, {code: Decimal(per) for code, per in rates.rates.items()}) if rates else None

    def converted(self, low: float, high: float, currency: str) -> Converted | None:
        """Return the range in the site's currency, or None where it is in it already or has no rate."""
        known = self._rates
        if known is None or self.origin is None or currency == self._into or {currency, self._into} - {known.base, *known.per_base}:
            return None
        least, most = (convert(Decimal(str(amount)), currency, self._into, known) for amount in (low, high))
        return Converted(least.amount, most.amount, self._into, str(least.rate), least.date, self.origin)
