"""The vocabulary files: levels, families, roles, skills, tools and regions."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sitegen.schema.base import Code, Id, Line, Note, Record, Seq, Url, form, in_order

CountryCode = Annotated[str, *form("[A-Z]{2}", "bad-region", "a country", "write its two capital letters in ISO 3166-1, such as DE")]


class Entry(Record):
    """What every entry of a vocabulary file has."""

    id: Id
    """Permanent; it is part of the page's address."""
    name: Line
    """What readers see."""
    formerly: Seq[Id] = ()
    """Ids it had before: their pages redirect here."""


class Level(Entry):
    """A grade, comparable across roles."""

    rank: Annotated[int, Field(ge=0, le=100)]
    """Its place among all grades; grades of equal rank stand side by side."""
    track: Literal["ic", "management"]
    """ic (individual contributor) or management."""
    scope: Note
    """What a person at this grade is trusted with."""
    years: Annotated[Seq[Annotated[int, Field(ge=0, le=60)]], Field(min_length=1, max_length=2)] | None = None
    """Years of experience that are typical: [from, to], or [from]."""
    search_terms: Seq[Line] = ()
    """Words people ask for this grade by, beside any role: trainee, entry level. Searched, never shown."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.years:
            in_order(self.years[0], self.years[-1], at="years")
        return self


class Family(Entry):
    """A family of roles."""

    summary: Note
    """What its roles have in common."""


class Role(Entry):
    """A role, at all its levels."""

    family: Id
    """An id of data/families.yaml."""
    codes: Seq[Code] = ()
    """Its default occupation codes."""


class Proficiencies(Record):
    """What a person can do at each step; each completes "You can …"."""

    awareness: Note
    """At awareness."""
    foundational: Note
    """At foundational."""
    working: Note
    """At working."""
    practitioner: Note
    """At practitioner."""
    expert: Note
    """At expert."""


class Skill(Entry):
    """Something people can do, at five depths."""

    kind: Literal["technical", "behavioural"]
    """technical or behavioural."""
    group: Line
    """The group it is listed under."""
    summary: Note
    """What it is, in a sentence."""
    search_terms: Seq[Line] = ()
    """Other words people search it by: searched, never shown."""
    proficiencies: Proficiencies | None = None
    """What a person can do at each step."""
    codes: Seq[Code] = ()
    """Its places in published classifications."""


class Tool(Entry):
    """A product people work with."""

    group: Line
    """The group it is listed under."""
    summary: Note
    """What it is for, in a sentence."""
    search_terms: Seq[Line] = ()
    """Other words people search it by: searched, never shown."""
    link: Url | None = None
    """Its own site."""


class Region(Entry):
    """A part of the world larger or other than a country."""

    countries: Seq[CountryCode] = ()
    """ISO 3166-1 codes; none for the whole world."""
