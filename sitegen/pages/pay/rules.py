"""The rules that figures are held to, read from the code that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.model import Site
from sitegen.pages.pay.origins import Origin, origin, rates_origin
from sitegen.pay import CONFIDENCE, DECIMALS, FALLBACK, NEEDS, PERCENTS, PERIODS_A_YEAR, PLAUSIBLE_YEAR, RATE_DIGITS, UNITS_A_DOLLAR


@dataclass(frozen=True, slots=True)
class PayRules:
    """Every constant that decides about a figure."""

    needs: Mapping[str, int]
    """Figure -> from how many it may be shown."""
    percents: Mapping[str, int]
    decimals: int
    """Decimal places kept of a computed figure."""
    fallback: tuple[str, ...]
    """Where the strip of a guide looks, first to last."""
    home_region: str
    periods: Mapping[str, int]
    plausible: tuple[int, int]
    """The least and the most believed of a year, in units of about one US dollar."""
    magnitudes: tuple[tuple[int, tuple[str, ...]], ...]
    """(units that buy about one US dollar, currencies), smallest first."""
    by_basis: Mapping[str, str]
    by_size: tuple[tuple[int, str], ...]
    by_age: tuple[tuple[int, int], ...]
    oldest: int
    rate_digits: int
    rates: Origin | None
    rates_date: date | None
    origins: tuple[Origin, ...]


def pay_rules(site: Site) -> PayRules:
    """Return the rules in force, with the sources that figures stand on."""
    rates = site.content.rates.value if site.content.rates else None
    units = sorted(set(UNITS_A_DOLLAR.values()))
    return PayRules(
        needs=dict(NEEDS),
        percents=dict(PERCENTS),
        decimals=DECIMALS,
        fallback=FALLBACK,
        home_region=site.content.config.home_region,
        periods=dict(PERIODS_A_YEAR),
        plausible=PLAUSIBLE_YEAR,
        magnitudes=tuple((unit, tuple(code for code, per in UNITS_A_DOLLAR.items() if per == unit)) for unit in units),
        by_basis=dict(CONFIDENCE.by_basis),
        by_size=CONFIDENCE.by_size,
        by_age=CONFIDENCE.by_age,
        oldest=CONFIDENCE.oldest,
        rate_digits=RATE_DIGITS,
        rates=rates_origin(rates) if rates else None,
        rates_date=rates.date if rates else None,
        origins=tuple(origin(source.value) for source in site.content.sources.values()),
    )
