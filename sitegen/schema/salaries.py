"""The pay files: sources, observations, and reference rates of exchange."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from sitegen.schema.base import (
    Amount,
    Basis,
    Component,
    Currency,
    Date,
    Id,
    Lasting,
    Line,
    Note,
    Period,
    Record,
    RegionRef,
    Seq,
    Span,
    Url,
    form,
    in_order,
    one_of,
)

Method = Literal["figures-type7", "midpoints-type7", "band-p25min-p75max", "as-published"]
_OBSERVATION_ID = form("[a-z0-9]+([.-][a-z0-9]+)*", "bad-id", "an id", "write lower-case letters and digits, joined by dots or hyphens")
ObservationId = Annotated[str, StringConstraints(max_length=200), *_OBSERVATION_ID]
_RATE = form(r"\d+(\.\d+)?", "bad-value", "a rate", 'write it in plain digits and in quotes: "1.0873"')
OrEmpty = Annotated[str, StringConstraints(max_length=600)]
PERCENTILES = ("p10", "p25", "median", "p75", "p90")
FIGURES = ("p10", "p25", "low", "median", "high", "p75", "p90", "value")
"""Every figure an observation may state, low to high."""
_FIGURES = {
    "percentiles": (frozenset(PERCENTILES), frozenset[str]()),
    "range": (frozenset({"low", "median", "high"}), frozenset({"low", "high"})),
    "point": (frozenset({"value"}), frozenset({"value"})),
}
"""Statistic -> the figures it may state, and those it must."""


class Source(Record):
    """Where figures come from."""

    id: Id
    """Permanent; figures refer to it."""
    title: Line
    """What it is called."""
    publisher: Line
    """Who publishes it."""
    url: Url | None = None
    """Where a reader can look it up."""
    licence: Line | None = None
    """The terms of its data, such as CC0-1.0."""
    attribution: OrEmpty = ""
    """The line its licence asks for, shown where its figures are."""
    basis: Basis
    """advertised-range, survey, self-report, official-statistic or editorial."""
    retrieved: Date
    """The day the figures were taken from it."""
    refresh_after: Lasting
    """How long they hold, such as P12M; never for a closed series."""
    note: Note | None = None
    """What a reader must know about it."""


class Occupation(Record):
    """An occupation of a published classification."""

    scheme: Literal["isco-08", "soc-2018", "onet-soc"]
    """isco-08, soc-2018 or onet-soc."""
    code: Line
    """The code as the classification prints it, in quotes."""
    title: Line | None = None
    """What the classification calls it."""


class Observation(Record):
    """One observed figure of pay: who, where, what, when, from how many, and how it was computed."""

    id: ObservationId
    """Permanent and unique."""
    role: Id | None = None
    """An id of data/roles.yaml, with `level`, or without it for all its levels."""
    level: Id | None = None
    """An id of data/levels.yaml; only with `role`."""
    family: Id | None = None
    """An id of data/families.yaml."""
    occupation: Occupation | None = None
    """A whole occupation."""
    region: RegionRef
    """A country (US), a part of one (US-CA) or an id of data/regions.yaml."""
    currency: Currency
    """ISO 4217."""
    period: Period
    """year, month, week, day or hour."""
    component: Component
    """base, bonus, equity or total."""
    scope: Line | None = None
    """Who the figure speaks of when not everyone."""
    statistic: Literal["percentiles", "range", "point"]
    """percentiles (p10 p25 median p75 p90), range (low, high, and a median where the source gives one) or point (value)."""
    p10: Amount | None = None
    """The 10th percentile."""
    p25: Amount | None = None
    """The lower quartile."""
    median: Amount | None = None
    """The median."""
    p75: Amount | None = None
    """The upper quartile."""
    p90: Amount | None = None
    """The 90th percentile."""
    low: Amount | None = None
    """The lower end of a range."""
    high: Amount | None = None
    """The upper end of a range."""
    value: Amount | None = None
    """A single published figure."""
    n: Annotated[int, Field(ge=1, le=10**9)] | None = None
    """How many figures it was computed from."""
    repeats: Annotated[int, Field(ge=0)] | None = None
    """How many of the n repeat an earlier row of the listing."""
    population: Annotated[int, Field(ge=1, le=10**10)] | None = None
    """How many people an official statistic stands for; instead of n."""
    observed: Span
    """The days it speaks of: 2023-01-01/2023-12-31, 2026-05 or one day."""
    source: Id
    """An id among the sources."""
    method: Method
    """figures-type7, midpoints-type7, band-p25min-p75max or as-published."""
    note: Note | None = None
    """What a reader must know to read it rightly."""
    generated: Line | None = None
    """Written by `salaries import`, which replaces the entry: the fingerprint of the mapping it was made with."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        one_of(self, "role", "family", "occupation")
        if self.level and not self.role:
            details = {"hint": "name the role, or drop the level", "at": "level"}
            raise PydanticCustomError("level-without-role", "'level' needs a 'role'", details)
        self._figures_fit()
        self._has_size()
        return self

    def _has_size(self) -> None:
        """Require that it is said, once, how many stand behind the figure."""
        if self.n is None and self.population is None:
            hint = "say from how many it was computed: n, or population for official statistics"
            raise PydanticCustomError("no-sample-size", "a figure needs 'n' or 'population'", {"hint": hint})
        if self.n is not None and self.population is not None:
            details = {"hint": "keep the one that its source gives", "at": "population"}
            raise PydanticCustomError("no-sample-size", "'n' and 'population' are both given", details)

    def _figures_fit(self) -> None:
        """Require the figures its statistic names, no others, in order."""
        allowed, needed = _FIGURES[self.statistic]
        given = [name for name in FIGURES if getattr(self, name) is not None]
        surplus = next((name for name in given if name not in allowed), "")
        missing = [f"'{name}'" for name in FIGURES if name in needed and name not in given]
        if surplus:
            self._misfit(f"takes no '{surplus}'", surplus)
        if missing or not given:
            self._misfit(f"needs {' and '.join(missing) or 'at least one figure'}", "statistic")
        for low, high in pairwise(given):
            in_order(getattr(self, low), getattr(self, high), (low, high))

    def _misfit(self, what: str, at: str) -> None:
        listed = ", ".join(name for name in FIGURES if name in _FIGURES[self.statistic][0])
        details = {"statistic": self.statistic, "what": what, "hint": f"mend 'statistic', or its figures: {listed}", "at": at}
        raise PydanticCustomError("wrong-figures", "the statistic '{statistic}' {what}", details)


class Rates(Record):
    """data/rates.yaml: dated reference rates of exchange."""

    source: Id
    """A name for the series."""
    title: Line
    """What it is called."""
    publisher: Line
    """Who publishes it."""
    url: Url | None = None
    """Where the rates stand."""
    licence: Note | None = None
    """The terms of the rates."""
    attribution: OrEmpty = ""
    """The line its licence asks for."""
    retrieved: Date
    """The day they were taken."""
    refresh_after: Lasting
    """How long they hold."""
    base: Currency
    """The currency that one unit of is meant."""
    date: Date
    """The day they were fixed."""
    rates: dict[Currency, Annotated[str, StringConstraints(max_length=24), *_RATE]]
    """How much of each currency one unit of the base buys, as decimal texts."""


class SalaryFile(Record):
    """data/salaries.yaml, or a file of data/salaries/."""

    sources: Seq[Source] = ()
    """Where the figures come from."""
    observations: Annotated[tuple[Observation, ...], Field(strict=False)] = ()
    """The figures."""
