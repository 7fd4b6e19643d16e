"""The schema of a mapping: how a file that others published is read as observations of pay."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sitegen.schema.base import Component, Currency, Id, Line, Note, Period, Record, RegionRef, Seq, Span
from sitegen.schema.mapping_parts import MOST_PATTERNS, Column, Condition, DateForm, FileForm, Numbers, Pattern, Title, Value
from sitegen.schema.salaries import Occupation


class Columns(Record):
    """Which column holds what: a heading of the CSV file, or a JSON key; keys inside keys are joined by dots."""

    title: Column | None = None
    """The job title."""
    figure: Column | None = None
    """A single amount."""
    minimum: Column | None = None
    """The lower end of a range; goes with `maximum`."""
    maximum: Column | None = None
    """The upper end of a range."""
    range: Column | None = None
    """Both ends in one cell, such as "$90,000 - $120,000"; a single amount there counts as a figure."""
    currency: Column | None = None
    """The currency, as an ISO 4217 code or spelt as `currencies` says."""
    period: Column | None = None
    """What the amount is paid for, spelt as `periods` says."""
    region: Column | None = None
    """The country or region, as an ISO code or spelt as `regions` says."""
    level: Column | None = None
    """The level, spelt as `levels` says."""
    date: Column | None = None
    """The day, month or year that the row speaks of."""
    id: Column | None = None
    """What tells one listing from another; later rows with the same id are dropped."""


class Constants(Record):
    """What is the same for every row, and stands in no column."""

    currency: Currency | None = None
    """The currency of all amounts."""
    period: Period | None = None
    """What all amounts are paid for."""
    region: RegionRef | None = None
    """The country or region of all rows."""
    level: Id | None = None
    """The level of all rows."""


class TitleRule(Record):
    """What a job title means: the first rule whose words fit decides; exact titles come before all patterns."""

    role: Id | None = None
    """An id of data/roles.yaml."""
    family: Id | None = None
    """An id of data/families.yaml, for titles that belong to a family and to none of its roles."""
    occupation: Occupation | None = None
    """An occupation, as {scheme: soc-2018, code: "15-1252"}; alone, or beside `role`."""
    level: Id | None = None
    """An id of data/levels.yaml, where the title itself says it; stronger than the column."""
    exact: Annotated[tuple[Title, ...], Field(strict=False, max_length=2_000)] = ()
    """Whole titles, compared without surrounding spaces and regardless of case."""
    patterns: Annotated[tuple[Pattern, ...], Field(strict=False, max_length=MOST_PATTERNS)] = ()
    """Words to be found anywhere in the title, as whole words; * stands for any characters."""
    unless: Annotated[tuple[Pattern, ...], Field(strict=False, max_length=MOST_PATTERNS)] = ()
    """Patterns that take a title out of this rule again; they do not touch its exact titles."""


class Duplicates(Record):
    """What happens to rows that come twice. Both kinds are counted in any case."""

    by_id: Literal["drop", "keep"] = "drop"
    """A row whose id was seen before: drop (the first counts) or keep."""
    by_content: Literal["drop", "keep"] = "keep"
    """A row that equals an earlier one in every cell but the id: keep, for two people may earn the same, or drop."""


class Output(Record):
    """One set of observations to make of the rows."""

    by: Literal["role", "role-and-level", "family", "occupation"]
    """role, role-and-level, family or occupation: what gets a figure of its own. Rows of a role count for its family too."""
    region: RegionRef | Literal["each"]
    """The region that the figures are for, whatever the rows say; or each, for one figure a region of the rows."""
    where: Seq[Condition] = ()
    """Only rows that pass all these tests."""
    component: Component = "base"
    """What the amounts are: base, bonus, equity or total."""
    scope: Line | None = None
    """Whom the figures speak of when not everyone; shown beside them."""
    observed: Span | None = None
    """The days the figures speak of; without it, the first to the last date of the rows."""
    note: Note | None = None
    """What a reader must know to read the figures rightly."""


class ListingMapping(Record):
    """A file with a row a job or person: its rows are grouped and percentiles computed."""

    source: Id
    """The id of the source in data/salaries.yaml."""
    kind: Literal["listings"] = "listings"
    """listings: a row a job or person. (statistics: a row a published figure; see there.)"""
    file: FileForm = FileForm()
    """How the file is laid out."""
    columns: Columns = Columns()
    """Which column holds what."""
    constants: Constants = Constants()
    """What stands in no column."""
    numbers: Numbers = Numbers()
    """How amounts are written."""
    dates: Seq[DateForm] = ()
    """How dates are written when not as 2026-01-31, 2026-01 or 2026: forms such as "%d/%m/%Y"."""
    currencies: dict[str, Currency] = Field(default_factory=dict)
    """Spelling in the file -> ISO 4217 code."""
    periods: dict[str, Period] = Field(default_factory=dict)
    """Spelling in the file -> year, month, week, day or hour."""
    regions: dict[str, RegionRef] = Field(default_factory=dict)
    """Spelling in the file -> region."""
    levels: dict[str, Id] = Field(default_factory=dict)
    """Spelling in the file -> id of data/levels.yaml; what is not listed has no level."""
    keep: Seq[Condition] = ()
    """Only rows that pass all these tests are looked at."""
    leave_out: Seq[Condition] = ()
    """Rows that pass any of these tests are left out."""
    duplicates: Duplicates = Duplicates()
    """What happens to rows that come twice."""
    titles: Annotated[tuple[TitleRule, ...], Field(strict=False, max_length=2_000)]
    """What each job title means."""
    observations: Annotated[tuple[Output, ...], Field(strict=False, max_length=50)]
    """The observations to make."""


class StatisticColumns(Record):
    """Which column holds which published figure."""

    code: Column
    """The occupation's code."""
    title: Column | None = None
    """What the classification calls the occupation."""
    population: Column | None = None
    """How many people the figure stands for."""
    n: Column | None = None
    """How many answers it was computed from, where the office says that instead."""
    p10: Column | None = None
    """The 10th percentile."""
    p25: Column | None = None
    """The lower quartile."""
    median: Column | None = None
    """The median."""
    p75: Column | None = None
    """The upper quartile."""
    p90: Column | None = None
    """The 90th percentile."""


class StatisticsMapping(Record):
    """A file with a row an occupation, whose percentiles somebody else computed: they are taken over as published."""

    source: Id
    """The id of the source in data/salaries.yaml."""
    kind: Literal["statistics"]
    """statistics: a row a published figure."""
    file: FileForm = FileForm()
    """How the file is laid out."""
    columns: StatisticColumns
    """Which column holds what."""
    scheme: Literal["soc-2018", "isco-08", "onet-soc"]
    """The classification of the codes."""
    codes: Annotated[tuple[Line, ...], Field(strict=False, max_length=2_000)] = ()
    """The occupations to take; those that roles and guides carry are taken beside them."""
    numbers: Numbers = Numbers()
    """How amounts are written."""
    absent: Seq[Value] = ("", "-", "*", "**", "#")
    """What stands in place of a figure that was not released, or that lies above the office's limit."""
    keep: Seq[Condition] = ()
    """Only rows that pass all these tests are looked at."""
    leave_out: Seq[Condition] = ()
    """Rows that pass any of these tests are left out."""
    region: RegionRef
    """The region of all figures."""
    currency: Currency
    """The currency of all figures."""
    period: Period
    """What all figures are paid for."""
    component: Component = "base"
    """base, bonus, equity or total."""
    scope: Line | None = None
    """Whom the figures speak of when not everyone."""
    observed: Span
    """The days the figures speak of."""
    note: Note | None = None
    """What a reader must know to read the figures rightly."""


Mapping = ListingMapping | StatisticsMapping
