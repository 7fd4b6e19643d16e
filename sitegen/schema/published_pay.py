"""api/v1/salaries.json: what it holds, field by field. The file, its schema and the columns of salaries.csv follow these records."""

from __future__ import annotations

from typing import Literal

from sitegen.schema.base import Basis, Component, Period
from sitegen.schema.published import Published, Terms
from sitegen.schema.salaries import Method

Number = int | float


class SourceEntry(Published):
    """Where figures come from."""

    id: str
    """Permanent; figures refer to it."""
    title: str
    """What it is called."""
    publisher: str
    """Who publishes it."""
    url: str
    """Where it can be looked up; empty where nowhere."""
    licence: str
    """The terms of its figures; empty where it states none."""
    attribution: str
    """The line that its licence asks to be shown with its figures; empty where it asks for none."""
    basis: Basis
    """The kind of evidence."""
    retrieved: str
    """The day on which the figures were taken from it, as YYYY-MM-DD."""
    refresh_after: str
    """How long they hold, as an ISO 8601 duration; never for a closed series."""
    note: str
    """What a reader must know about it."""


class SubjectEntry(Published):
    """Whom a figure speaks of."""

    kind: Literal["role", "family", "occupation"]
    """A role, everybody in a family of roles, or everybody in an occupation."""
    id: str
    """The id of the role or family, or the occupation's code."""
    name: str
    """What readers see; empty for an occupation that no source names."""
    level: str | None
    """The id of the level; null for all levels together."""
    scheme: str | None
    """The classification that an occupation's code belongs to."""


class Amounts(Published):
    """What may be shown of a figure, in its own currency and period; null for what it does not state or must not show."""

    p10: Number | None
    """The 10th percentile."""
    p25: Number | None
    """The lower quartile."""
    low: Number | None
    """The lower end of a range."""
    median: Number | None
    """The median."""
    high: Number | None
    """The upper end of a range."""
    p75: Number | None
    """The upper quartile."""
    p90: Number | None
    """The 90th percentile."""
    value: Number | None
    """A single published figure."""


class FigureEntry(Published):
    """One figure: an observation, or the band of a guide's writer."""

    id: str
    """Permanent."""
    kind: Literal["observation", "band"]
    """An observation, or an editorial band."""
    subject: SubjectEntry
    """Whom it speaks of."""
    region: str
    """A country as ISO 3166-1 writes it, a part of one, or an id of the site's regions."""
    place: str
    """The name of a region of the site's; empty for a country."""
    currency: str
    """As ISO 4217 writes it."""
    period: Period
    """What the amounts are paid for."""
    component: Component
    """The part of pay."""
    scope: str
    """Who it speaks of when not everyone; empty for everyone."""
    statistic: Literal["percentiles", "range", "point", "band"]
    """What kind of figure it is."""
    amounts: Amounts
    """The figure itself."""
    withheld: dict[str, int]
    """Amounts that too few people stand behind, and how many each needs."""
    n: int | None
    """How many figures it was computed from."""
    repeats: int | None
    """How many of the n repeat another of the source."""
    population: int | None
    """How many people an official statistic stands for."""
    observed_from: str | None
    """The first day it speaks of, as YYYY-MM-DD; null for a band, which speaks of none."""
    observed_to: str | None
    """The last day it speaks of."""
    basis: Basis
    """The kind of evidence."""
    source: str
    """The id of its source."""
    method: Method | Literal["editorial"]
    """How it was computed."""
    confidence: Literal["high", "fair", "low"]
    """How far it can be trusted, by the rule on the page about methods."""
    limits: tuple[Literal["basis", "size", "age"], ...]
    """What keeps the confidence from being better."""
    note: str
    """What a reader must know to read it rightly."""
    url: str
    """Its row on the page of all figures, relative to the site's address; empty where the site has none."""


class RatesEntry(Published):
    """Reference rates of exchange. Figures are published in their own currency; the site's pages convert by these."""

    source: str
    """Where they come from."""
    date: str
    """The day they were fixed, as YYYY-MM-DD."""
    base: str
    """The currency that one unit of is meant."""
    rates: dict[str, str]
    """How much of each currency one unit of the base buys, as decimal texts."""


class SalariesFile(Published):
    """salaries.json: every figure of pay on record, observed and editorial, with its source; salaries.csv holds the same figures."""

    licence: Terms
    """The terms for the file; each source names the terms of its own figures."""
    sources: tuple[SourceEntry, ...]
    """In the order of the site's files."""
    figures: tuple[FigureEntry, ...]
    """By family, role and level."""
    rates: RatesEntry | None
    """The rates that the site converts by."""


FILES: dict[str, type[Published]] = {"salaries.json": SalariesFile}
"""File under /api/v1/ -> what it holds."""
