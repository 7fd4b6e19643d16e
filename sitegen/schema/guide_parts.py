"""What a guide's front matter is made of: needs, bands, moves, prompts and the other records inside it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sitegen.schema.base import (
    Amount,
    Component,
    Currency,
    Date,
    Id,
    Importance,
    Line,
    Note,
    Period,
    Proficiency,
    Record,
    RegionRef,
    Seq,
    Text,
    in_order,
    one_of,
)


class SkillNeed(Record):
    """A skill the role needs, or a choice of skills of which one is enough."""

    skill: Id | None = None
    """An id of data/skills.yaml."""
    any_of: Seq[Id] = ()
    """Ids of data/skills.yaml of which one is enough; give a `label` with it."""
    label: Line | None = None
    """What the choice is called, such as "A backend language"."""
    proficiency: Proficiency
    """How well it is needed: awareness, foundational, working, practitioner or expert."""
    importance: Importance
    """How much it matters to the role, 1 to 5, as O*NET's scale."""
    note: Note | None = None
    """What it means in this role, in a few words."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        one_of(self, "skill", "any_of")
        if self.any_of and not self.label:
            hint = "name the choice: label: A backend language"
            raise PydanticCustomError("label-of-choice", "a choice of skills has no 'label'", {"hint": hint, "at": "any_of"})
        if self.label and not self.any_of:
            hint = "say more about one skill in 'note', or give the choice as 'any_of'"
            raise PydanticCustomError("label-of-choice", "'label' names a choice, and there is none", {"hint": hint, "at": "label"})
        return self


class Qualifications(Record):
    """What a candidate brings before the first day."""

    years: Annotated[int, Field(ge=0, le=60)] | None = None
    """Years of relevant experience that are usual."""
    education: Literal["none-required", "vocational", "bachelor", "master", "doctorate"] | None = None
    """The education usually asked for."""
    must: Seq[Line] = ()
    """Things a candidate has done, each a short phrase."""


class SalaryBand(Record):
    """The writer's editorial band, traceable to a source."""

    region: RegionRef
    """A country (US), a part of one (US-CA) or an id of data/regions.yaml (region:eu)."""
    component: Component
    """base, bonus, equity or total."""
    scope: Line | None = None
    """Who the band speaks of when not everyone, such as "top-tier employers"."""
    currency: Currency
    """ISO 4217."""
    period: Period = "year"
    """year, month, week, day or hour."""
    low: Amount
    """The lower end, in whole units of the currency."""
    high: Amount
    """The upper end."""
    source: Id
    """An id among the sources of data/salaries.yaml."""
    note: Note | None = None
    """What a reader must know to read the band rightly."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.low, self.high, ("low", "high"))
        return self


class CareerPath(Record):
    """A move out of the role: to a guide, or to a destination that has none."""

    to: Id | None = None
    """The slug of a guide."""
    title: Line | None = None
    """A destination without a guide, shown unlinked."""
    kind: Literal["promotion", "lateral", "management", "specialisation", "exit"]
    """promotion, lateral, management, specialisation or exit."""
    years: Annotated[Seq[Annotated[int, Field(ge=0, le=40)]], Field(min_length=2, max_length=2)] | None = None
    """How many years the move usually takes: [from, to]."""
    note: Note | None = None
    """What the move asks for, in a sentence."""

    @model_validator(mode="after")
    def _one_destination(self) -> Self:
        one_of(self, "to", "title")
        if self.years:
            in_order(self.years[0], self.years[1], at="years")
        return self


class Remote(Record):
    """How the role works from afar."""

    arrangement: Literal["remote", "hybrid", "on-site", "varies"]
    """The usual arrangement."""
    fit: Literal["high", "medium", "low"]
    """How well the work suits it."""
    overlap_hours: Annotated[int, Field(ge=0, le=12)] | None = None
    """Hours a day that a team usually wants in common."""
    sync_load: Literal["low", "medium", "high"] | None = None
    """How much of the week is spent in meetings and calls."""
    on_call: Literal["never", "sometimes", "often"] | None = None
    """Whether the role carries a pager."""
    eligible: Seq[RegionRef] = ()
    """Places employers commonly hire from."""
    note: Note | None = None
    """Anything else about working remotely."""


class Employers(Record):
    """Who hires for the role."""

    industries: Seq[Line] = ()
    """Industries that hire most."""
    kinds: Seq[Line] = ()
    """Kinds of employer, such as scale-up or agency."""
    why: Note | None = None
    """Why the role exists there."""


class RegionNote(Record):
    """What differs in one region."""

    region: RegionRef
    """The place it speaks of."""
    note: Note
    """What differs there."""


class InterviewPrompt(Record):
    """A question an interview is likely to ask."""

    theme: Line
    """What the question is about."""
    prompt: Note
    """The question."""
    listens_for: Seq[Line] = ()
    """What a good answer shows."""


class Hiring(Record):
    """Advice for people who hire for the role."""

    assess: Note | None = None
    """How to find out whether a candidate can do the work."""
    red_flags: Seq[Line] = ()
    """Signs to look into before an offer."""
    ratio: Note | None = None
    """How many of this role an organisation needs."""


class JobDescription(Record):
    """What an advert says beyond the guide itself."""

    about: Text | None = None
    """A paragraph that introduces the role to candidates."""
    duties: Seq[Line] = ()
    """Duties worded for an advert; else the responsibilities are used."""
    perks: Seq[Line] = ()
    """What employers commonly offer."""
    employment_types: Seq[Literal["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN"]] = ("FULL_TIME",)
    """schema.org's employment types."""


class Faq(Record):
    """A question readers ask."""

    question: Line
    """The question, ending in a question mark."""
    answer: Text
    """The answer, in Markdown."""


class Change(Record):
    """A change worth telling readers."""

    date: Date
    """The day of the change."""
    note: Note
    """What changed, in a sentence."""


class Accept(Record):
    """A judgement rule this guide breaks knowingly. Shown to readers; one that accepts nothing is itself a fault."""

    problem: Line
    """The code of the problem, as `check` prints it."""
    because: Note
    """Why it is right all the same."""
