"""What every figure of a site is judged with, and the figures it makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sitegen.model import Site
from sitegen.pages.pay.exchange import Exchange
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.origins import Origin, entries, origin
from sitegen.pay import NEEDS, Confidence, annual, confidence, shown, suppressed
from sitegen.schema import FIGURES, PERCENTILES, Observation, SalaryBand
from sitegen.schema.base import Basis
from sitegen.site.reach import split_families
from sitegen.site.voices import Voice, Voices

_ENDS = (("p25", "p75"), ("low", "high"))


class Ledger:
    """The sources, the rates, the day, and who speaks of whom."""

    def __init__(self, site: Site) -> None:
        content = site.content
        self.voices = Voices(content)
        self.exchange = Exchange(site)
        self.home = (content.config.home_region, "base")
        self.currency = content.config.home_currency
        self.entries = entries(site)
        self._as_of = site.as_of
        self._split = split_families(site)
        self._paged = "salaries" in content.config.pages
        self._sources = {key: source.value for key, source in content.sources.items()}
        self._origins = {key: origin(source, self.entries) for key, source in self._sources.items()}
        self._names = {("role", it.id): it.name for it in content.roles.values()}
        self._names |= {("family", it.id): it.name for it in content.families.values()}
        occupations = (it.value.occupation for it in content.observations if it.value.occupation)
        self._titles = {(it.scheme, it.code): it.title for it in occupations if it.title}
        self._known: dict[tuple[str, str, str], Figure] = {}

    def source(self, key: str) -> Origin:
        """Return a source of figures."""
        return self._origins[key]

    def page(self, family: str) -> str:
        """Return the address of the page with all figures of a family, relative to the site; empty where the site does without."""
        return "" if not self._paged else f"salaries/{family}/" if family in self._split else "salaries/"

    def observed(self, voice: Voice) -> Figure:
        """Return an observation as a page shows it. Many guides share one, so each is made once."""
        key = (voice.figure.id, voice.whom, voice.match)
        if key not in self._known:
            self._known[key] = self._observed(voice)
        return self._known[key]

    def _observed(self, voice: Voice) -> Figure:
        one = voice.figure
        basis = self._sources[one.source].basis
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
            stated=stated,
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
            basis=basis,
            origin=self.source(one.source),
            confidence=self._confidence(basis, one.n, one.observed.last),
            converted=self.exchange.converted(*typical, one.currency) if typical else None,
        )

    def band(self, band: SalaryBand, place: int) -> Figure:
        """Return the writer's band that stands at `place` in its guide, counted from 1: editorial, whatever its source is."""
        stated = {"low": band.low, "high": band.high}
        yearly = {name: annual(amount, band.period) for name, amount in stated.items()}
        source = self._sources[band.source]
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
            stated=stated,
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
            basis="editorial",
            origin=self.source(band.source),
            confidence=self._confidence("editorial", None, source.retrieved),
            converted=self.exchange.converted(yearly["low"], yearly["high"], band.currency),
        )

    def _about(self, one: Observation) -> str:
        if one.occupation:
            return self._titles.get((one.occupation.scheme, one.occupation.code), "")
        return self._names[("role", one.role) if one.role else ("family", one.family or "")]

    def _confidence(self, basis: Basis, n: int | None, last: date) -> Confidence:
        return confidence(basis, n, (self._as_of - last).days)


def _typical(figures: Mapping[str, float]) -> tuple[float, float] | None:
    """Return the quartiles, or the ends of a band; not the outer percentiles, which are typical of nobody."""
    return next(((figures[low], figures[high]) for low, high in _ENDS if low in figures and high in figures), None)


def withheld(one: Observation) -> Mapping[str, int]:
    """Return the figures that too few people stand behind, and how many each needs.

    An importer leaves such figures out of the data, so those that a statistic should have and that are absent count too.
    """
    wanted = PERCENTILES if one.statistic == "percentiles" else [name for name in FIGURES if getattr(one, name) is not None]
    return {name: NEEDS[name] for name in wanted if suppressed(name, one.n)}
