"""A figure's range in the site's own currency, with the source of the rate that made it."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model import Site
from sitegen.pages.home_currency import HomeCurrency, HomeRange
from sitegen.pages.pay.origins import Origin, entries, rates_origin


@dataclass(frozen=True, slots=True)
class Converted:
    """A range in the site's own currency a year, and where its rate comes from."""

    range: HomeRange
    origin: Origin


class Exchange:
    """The rates on file; without any, nothing is converted."""

    def __init__(self, site: Site) -> None:
        rates = site.content.rates
        self._home = HomeCurrency(site)
        self.origin = rates_origin(rates.value, entries(site)) if rates else None

    def converted(self, low: float, high: float, currency: str) -> Converted | None:
        """Return a range in the site's own currency, or None where it is in it already or has no rate."""
        found = self._home.range(low, high, currency)
        return Converted(found, self.origin) if found and found.date and self.origin else None

    def comparable(self, amount: float | None, currency: str) -> float | None:
        """Return an amount in the site's own currency, to put figures in order by; None where it cannot be had."""
        found = None if amount is None else self._home.range(amount, amount, currency)
        return found.low if found else None
