"""The pay strip: the one range that stands for a guide in its fact strip and in lists, and which step of the fallback gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.model import Guide, Site
from sitegen.pages.pay.origins import Origin, entries, origin
from sitegen.pay import Asked, Choice, choose_strip
from sitegen.pay.periods import annual
from sitegen.pay.shown import suppressed
from sitegen.pay.strip import Step
from sitegen.schema import Interval, Observation, SalaryBand
from sitegen.schema.base import Basis
from sitegen.site.voices import Voices, codes


@dataclass(frozen=True, slots=True)
class Strip:
    """The one range of pay that stands for a guide in its fact strip and in lists.

    Shape: `step` is the part of `pay.FALLBACK` that answered: whom the range speaks of.
    Unit:  `currency` a year.
    """

    low: float
    high: float
    median: float | None
    """The median of the same figure, where it has one that may be shown."""
    currency: str
    region: str
    step: Step
    scope: str
    quartiles: bool
    """Whether the ends are the 25th and 75th percentile."""
    n: int | None
    until: date | None
    """The last day that the figure speaks of; None for a band."""
    observed: Interval | None
    """The days it speaks of; None for a band."""
    basis: Basis
    """The kind of evidence: its source's, or editorial for a band."""
    origin: Origin


def strips(site: Site) -> dict[str, Strip | None]:
    """Return the strip of every guide that has a page, by slug; None says that there is no figure yet."""
    voices, page = Voices(site.content), entries(site)
    origins = {key: origin(source.value, page) for key, source in site.content.sources.items()}
    return {slug: _strip(site, guide, voices, origins) for slug, guide in site.guides.items()}


def _strip(site: Site, guide: Guide, voices: Voices, origins: Mapping[str, Origin]) -> Strip | None:
    config, role = site.content.config, site.role(guide)
    asked = Asked(
        role=role.id,
        level=guide.front.level,
        family=role.family,
        occupations=[(code.scheme, code.code) for code in codes(guide, site.content)],
        region=config.home_region,
        currency=config.home_currency,
    )
    figures = [voice.figure for voice in voices.of(guide)]
    choice: Choice[Observation, SalaryBand] = choose_strip(asked, figures, guide.front.salary_bands)
    chosen = choice.figure or choice.band
    if chosen is None or choice.low is None or choice.high is None:
        return None
    figure = choice.figure
    return Strip(
        low=choice.low,
        high=choice.high,
        median=_median(figure) if figure else None,
        currency=chosen.currency,
        region=chosen.region,
        step=choice.step,
        scope=chosen.scope or "",
        quartiles=figure is not None and figure.statistic == "percentiles",
        n=(figure.n or figure.population) if figure else None,
        until=figure.observed.last if figure else None,
        observed=figure.observed if figure else None,
        basis=site.content.sources[chosen.source].value.basis if figure else "editorial",
        origin=origins[chosen.source],
    )


def _median(figure: Observation) -> float | None:
    """Return the median that may be shown, a year."""
    if figure.median is None or suppressed("median", figure.n):
        return None
    return annual(figure.median, figure.period)
