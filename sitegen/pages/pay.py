"""Pay on the pages: the writer's bands with their sources, and the one range of the fact strip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.model import Guide, Site
from sitegen.pay import Asked, Choice, annual, choose_strip
from sitegen.pay.strip import Step
from sitegen.schema import Observation, SalaryBand, Source
from sitegen.site.amounts import shown_yearly
from sitegen.site.voices import Voices, codes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from, as a reader needs it to judge the figure."""

    id: str
    title: str
    publisher: str
    url: str
    basis: str
    licence: str
    attribution: str
    note: str
    retrieved: date


@dataclass(frozen=True, slots=True)
class Band:
    """One editorial band. Unit: whole units of `currency` a `period`."""

    region: str
    component: str
    scope: str
    currency: str
    period: str
    low: float
    high: float
    note: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure cited in prose. Unit: `currency` a year."""

    low: float
    high: float
    currency: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The one range of pay that stands for a guide in its fact strip and in lists.

    Shape: `step` is the part of `pay.FALLBACK` that answered: whom the range speaks of.
    Unit:  `currency` a year.
    """

    low: float
    high: float
    currency: str
    region: str
    step: Step
    scope: str
    quartiles: bool
    """Whether the ends are the 25th and 75th percentile."""
    n: int | None
    until: date | None
    """The last day that the figure speaks of; None for a band."""
    origin: Origin


def strips(site: Site) -> dict[str, Strip | None]:
    """Return the strip of every guide that has a page, by slug; None says that there is no figure yet."""
    home = site.content.config.home_region
    figures = [it.value for it in site.content.observations if (it.value.region, it.value.component) == (home, "base")]
    return {slug: _strip(site, guide, figures) for slug, guide in site.guides.items()}


def bands(site: Site, guide: Guide) -> tuple[Band, ...]:
    """Return the guide's editorial bands in the writer's order."""
    return tuple(
        Band(
            region=band.region,
            component=band.component,
            scope=band.scope or "",
            currency=band.currency,
            period=band.period,
            low=band.low,
            high=band.high,
            note=band.note or "",
            origin=origin(site.content.sources[band.source].value),
        )
        for band in guide.front.salary_bands
    )


def cited(guide: Guide, voices: Voices) -> dict[str, Quote]:
    """Return what each figure cited in the guide's prose amounts to, by the text between the braces.

    The writer's own band answers first, one without a scope before others; then what was observed of the fewest other people.
    """
    return dict(_cited(guide, [*_banded(guide), *_observed(guide, voices)]))


def origin(source: Source) -> Origin:
    """Return what readers see of a source."""
    return Origin(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        url=source.url or "",
        basis=source.basis,
        licence=source.licence or "",
        attribution=source.attribution,
        note=source.note or "",
        retrieved=source.retrieved,
    )


def _cited(guide: Guide, quotes: Sequence[tuple[str, str, Quote]]) -> Iterator[tuple[str, Quote]]:
    for cite in guide.cites:
        asked = (cite.region.removeprefix("region:").casefold(), cite.component)
        yield from ((f"{cite.region}/{cite.component}", quote) for *cell, quote in reversed(quotes) if tuple(cell) == asked)


def _banded(guide: Guide) -> Iterator[tuple[str, str, Quote]]:
    for band in sorted(guide.front.salary_bands, key=lambda band: band.scope is not None):
        low, high = annual(band.low, band.period), annual(band.high, band.period)
        yield band.region.casefold(), band.component, Quote(low, high, band.currency)


def _observed(guide: Guide, voices: Voices) -> Iterator[tuple[str, str, Quote]]:
    for one in (voice.figure for voice in voices.of(guide)):
        figures = shown_yearly(one)
        for low, high in (("p25", "p75"), ("low", "high"), ("median", "median"), ("value", "value")):
            if low in figures and high in figures:
                yield one.region.casefold(), one.component, Quote(figures[low], figures[high], one.currency)
                break


def _strip(site: Site, guide: Guide, figures: list[Observation]) -> Strip | None:
    config, role = site.content.config, site.role(guide)
    asked = Asked(
        role=role.id,
        level=guide.front.level,
        family=role.family,
        occupations=[(code.scheme, code.code) for code in codes(guide, site.content)],
        region=config.home_region,
        currency=config.home_currency,
    )
    choice: Choice[Observation, SalaryBand] = choose_strip(asked, figures, guide.front.salary_bands)
    chosen = choice.figure or choice.band
    if chosen is None or choice.low is None or choice.high is None:
        return None
    return Strip(
        low=choice.low,
        high=choice.high,
        currency=chosen.currency,
        region=chosen.region,
        step=choice.step,
        scope=chosen.scope or "",
        quartiles=choice.figure is not None and choice.figure.statistic == "percentiles",
        n=choice.figure.n or choice.figure.population if choice.figure else None,
        until=choice.figure.observed.last if choice.figure else None,
        origin=origin(site.content.sources[chosen.source].value),
    )
