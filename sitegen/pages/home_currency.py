"""Amounts in the site's own currency, for comparison: each with the rate and the day that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sitegen.model import Site
from sitegen.pay import ReferenceRates, convert


@dataclass(frozen=True, slots=True)
class HomeRange:
    """A range in the site's own currency. Shape: without a conversion the rate is "1" and there is no day."""

    low: float
    high: float
    currency: str
    rate: str = "1"
    date: date | None = None


class HomeCurrency:
    """The site's own currency and the rates on file; without any, nothing is converted."""

    def __init__(self, site: Site) -> None:
        self.code = site.content.config.home_currency
        rates = site.content.rates.value if site.content.rates else None
        self._rates = ReferenceRates(rates.base, rates.date, {code: Decimal(per) for code, per in rates.rates.items()}) if rates else None

    def range(self, low: float, high: float, currency: str) -> HomeRange | None:
        """Return a range in the site's own currency, or None where there is no rate."""
        if currency == self.code:
            return HomeRange(low, high, currency)
        known = self._rates
        if known is None or {currency, self.code} - {known.base, *known.per_base}:
            return None
        least, most = (convert(Decimal(str(amount)), currency, self.code, known) for amount in (low, high))
        return HomeRange(least.amount, most.amount, self.code, str(least.rate), least.date)
