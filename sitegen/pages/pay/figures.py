"""One figure of pay with all that a reader needs to judge it, be it observed or a writer's band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.model import Site
from sitegen.pages.pay.exchange import Converted, Exchange
from sitegen.pages.pay.origins import Origin, entries, origin
from sitegen.pay import NEEDS, Confidence, annual, confidence, shown, suppressed
from sitegen.schema import FIGURES, PERCENTILES, Interval, Observation, SalaryBand
from sitegen.site.voices import Voice, Voices, Whom

Speaks = Whom | Literal["editorial"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of pay.

    Unit: `yearly`, `typical` and `centre` in `currency` a year, `given` in `currency` a `period`.
    """

    anchor: str
    """The id of its row on a page."""
    whom: Speaks
    about: str
    """The name of the role, occupation or family it speaks of; empty for a writer's band, and where no source names the occupation."""
    code: str
    """The occupation's code; empty for other figures."""
    match: str
    """How well the occupation fits the role: exact, close or broad."""
    region: str
    component: str
    scope: str
    currency: str
    period: str
    statistic: str
    yearly: Mapping[str, float]
    """What may be shown, by name; nothing says that there is not enough data."""
    withheld: Mapping[str, int]
    """What may not be shown, and how many figures it needs."""
    typical: tuple[float, float] | None
    """Its quartiles, or its band."""
    given: tuple[float, float] | None
    """The same as the source gives it, where that is not a year."""
    centre: float | None
    """Its median, or the single figure that was published."""
    n: int | None
    population: int | None
    repeats: int | None
    observed: Interval | None
    """The days it speaks of; a writer's band has none."""
    method: str
    note: str
    origin: Origin
    confidence: Confidence
    converted: Converted | None


class Ledger:
    """What every figure of a site is judged with: its sources, its rates, the day, and who speaks of whom."""

    def __init__(self, site: Site) -> None:
        content = site.content
        self.voices = Voices(content)
        self._as_of = site.as_of
        page = entries(content.config)
        self._origins = {key: origin(source.value, page) for key, source in content.sources.items()}
        self._names = {("role", it.id): it.name for it in content.roles.values()}
        self._names |= {("family", it.id): it.name for it in content.families.values()}
        occupations = (it.value.occupation for it in content.observations if it.value.occupation)
        self._titles = {(it.scheme, it.code): it.title for it in occupations if it.title}
        self.home = (content.config.home_region, "base")
        self.currency = content.config.home_currency
        self.exchange = Exchange(site)
        self._known: dict[tuple[str, str, str], Figure] = {}

    def source(self, key: str) -> Origin:
        """Return a source of figures."""
        return self._origins[key]

    def observed(self, voice: Voice) -> Figure:
        """Return an observation as a page shows it. Many guides share one, so each is made once."""
        key = (voice.figure.id, voice.whom, voice.match)
        if key not in self._known:
            self._known[key] = self._observed(voice)
        return self._known[key]

    def _observed(self, voice: Voice) -> Figure:
        one = voice.figure
        stated = shown({name: getattr(one, name) for name in FIGURES}, one.n)
        yearly = {name: annual(amount, one.period) for name, amount in stated.items()}
        typical = _typical(yearly)
        return Figure(
            anchor=f"figure-{one.id}",
            whom=voice.whom,
            about=self._about(one),
            code=one.occupation.code if one.occupation else "",
            match=voice.match,
            region=one.region,
            component=one.component,
            scope=one.scope or "",
            currency=one.currency,
            period=one.period,
            statistic=one.statistic,
            yearly=yearly,
            withheld=withheld(one),
            typical=typical,
            given=_typical(stated) if one.period != "year" else None,
            centre=yearly.get("median", yearly.get("value")),
            n=one.n,
            population=one.population,
            repeats=one.repeats,
            observed=one.observed,
            method=one.method,
            note=one.note or "",
            origin=self.source(one.source),
            confidence=self._confidence(one.source, one.n, one.observed.last),
            converted=self.exchange.converted(*typical, one.currency) if typical else None,
        )

    def band(self, band: SalaryBand, place: int) -> Figure:
        """Return the writer's band that stands at `place` in its guide, counted from 1."""
        yearly = {"low": annual(band.low, band.period), "high": annual(band.high, band.period)}
        source = self.source(band.source)
        return Figure(
            anchor=f"figure-band-{place}",
            whom="editorial",
            about="",
            code="",
            match="",
            region=band.region,
            component=band.component,
            scope=band.scope or "",
            currency=band.currency,
            period=band.period,
            statistic="band",
            yearly=yearly,
            withheld={},
            typical=(yearly["low"], yearly["high"]),
            given=(band.low, band.high) if band.period != "year" else None,
            centre=None,
            n=None,
            population=None,
            repeats=None,
            observed=None,
            method="editorial",
            note=band.note or "",
            origin=source,
            confidence=self._confidence(band.source, None, source.retrieved),
            converted=self.exchange.converted(yearly["low"], yearly["high"], band.currency),
        )

    def _about(self, one: Observation) -> str:
        if one.occupation:
            return self._titles.get((one.occupation.scheme, one.occupation.code), "")
        return self._names[("role", one.role) if one.role else ("family", one.family or "")]

    def _confidence(self, source: str, n: int | None, last: date) -> Confidence:
        return confidence(self.source(source).basis, n, (self._as_of - last).days)


def _typical(figures: Mapping[str, float]) -> tuple[float, float] | None:
    """Return the quartiles, or the ends of a band; not the outer percentiles, which are typical of nobody."""
    ends = (("p25", "p75"), ("low", "high"))
    return next(((figures[low], figures[high]) for low, high in ends if low in figures and high in figures), None)


def withheld(one: Observation) -> Mapping[str, int]:
    """Return the figures that too few people stand behind for, and how many each needs.

    An importer leaves such figures out of the data, so those that a statistic should have and that are absent count too.
    """
    wanted = PERCENTILES if one.statistic == "percentiles" else [name for name in FIGURES if getattr(one, name) is not None]
    return {name: NEEDS[name] for name in wanted if suppressed(name, one.n)}
