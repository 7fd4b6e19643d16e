"""roles.json and roles/SLUG.json: all guides by name, and each guide whole."""

from __future__ import annotations

from typing import Literal

from sitegen.schema.published.base import Kind, LevelEntry, Named, Published, Step, Terms, Years


class RoleEntry(Published):
    """A role, at all its levels."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
    family: str
    """The id of its family."""


class GuideEntry(Published):
    """A guide: one role at one level."""

    slug: str
    """Names the guide in every file, and its own file: roles/SLUG.json."""
    url: str
    """The guide's page, relative to the site's address."""
    title: str
    """The role's title at this level."""
    also_known_as: tuple[str, ...]
    """Other titles for the same work."""
    role: str
    """The id of its role."""
    level: str
    """The id of its level."""


class RolesFile(Published):
    """roles.json: every guide by title, with the levels, families and roles that they name."""

    licence: Terms
    """The terms for the file."""
    levels: tuple[LevelEntry, ...]
    """By rank, lowest first."""
    families: tuple[Named, ...]
    """In the site's order."""
    roles: tuple[RoleEntry, ...]
    """In the site's order."""
    guides: tuple[GuideEntry, ...]
    """By title."""


class NeedEntry(Published):
    """A skill that the role needs, or a choice of skills of which one is enough."""

    options: tuple[Named, ...]
    """The skill; or the skills of which one is enough."""
    label: str
    """What a choice is called; empty for a single skill."""
    step: Step
    """How deeply it is needed: 1 awareness, 2 foundational, 3 working, 4 practitioner, 5 expert."""
    importance: Step
    """How much it matters: 1 marginal to 5 essential."""
    note: str
    """What it means in this role; may be empty."""


class ToolUse(Published):
    """A tool that the role works with."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
    group: str
    """The group it belongs to."""


class HomeAmount(Published):
    """A range in the site's own currency."""

    currency: str
    """ISO 4217."""
    low: float
    """The lower end, a year."""
    high: float
    """The upper end, a year."""
    rate: str
    """Units of it for one unit of the original; 1 where nothing was converted."""
    date: str | None
    """The day of the rate, where something was converted."""


class PayEntry(Published):
    """A range of pay, by which two guides can be compared."""

    region: str
    """ISO 3166, or an id of the site's own regions."""
    place: str
    """The name of a region of the site's own; empty for countries."""
    component: Literal["base", "bonus", "equity", "total"]
    """The part of pay."""
    scope: str
    """Whom it speaks of when not of everyone; may be empty."""
    whom: Literal["rung", "role", "occupation", "family"]
    """Of whom it speaks: this very rung, or more people, at all levels."""
    subject: str
    """Equal in two entries that show one and the same figure."""
    currency: str
    """ISO 4217."""
    low: float
    """The lower end, a year: the 25th percentile, or the low end of a band."""
    high: float
    """The upper end, a year."""
    median: float | None
    """The median, a year; null where the figure has none that may be shown."""
    home: HomeAmount | None
    """The same in the site's own currency; null where no rate is known."""
    basis: str
    """The kind of evidence: advertised-range, survey, self-report, official-statistic or editorial."""
    year: int | None
    """The year of its last day; null for a writer's band."""
    n: int | None
    """How many people or adverts it was computed from, where the source says so."""
    source: str
    """The title of its source; the guide's page links to it."""


class Destination(Published):
    """A move out of the role that the guide declares."""

    to: str | None
    """The slug of a guide; null where the destination has none."""
    title: str
    """The destination's title."""
    kind: Kind
    """The kind of move."""
    years: Years | None
    """How many years the move usually takes: from, to."""
    note: str
    """What it asks for; may be empty."""


class RemoteTerms(Published):
    """How the role works from afar."""

    arrangement: Literal["remote", "hybrid", "on-site", "varies"]
    """The usual arrangement."""
    fit: Literal["high", "medium", "low"]
    """How well the work suits it."""
    overlap_hours: int | None
    """Hours a day that a team usually wants in common."""
    sync_load: Literal["low", "medium", "high"] | None
    """How much of the week is spent in meetings and calls."""
    on_call: Literal["never", "sometimes", "often"] | None
    """Whether the role carries a pager."""


class GuideFile(Published):
    """roles/SLUG.json: one guide."""

    licence: Terms
    """The terms for the file."""
    slug: str
    """Names the guide in every file."""
    url: str
    """The guide's page, relative to the site's address."""
    title: str
    """The role's title at this level."""
    summary: str
    """One plain sentence."""
    also_known_as: tuple[str, ...]
    """Other titles for the same work."""
    role: Named
    """Its role."""
    level: LevelEntry
    """Its level."""
    family: Named
    """The family of its role."""
    reviewed: str | None
    """The day a person last re-read the guide."""
    years: tuple[int, ...]
    """Years of experience: from, to; one number where there is no end; none where nobody said."""
    skills: tuple[NeedEntry, ...]
    """In the writer's order."""
    tools: tuple[ToolUse, ...]
    """In the writer's order."""
    responsibilities: tuple[str, ...]
    """What the role answers for."""
    remote: RemoteTerms | None
    """How it works from afar; null where nobody said."""
    pay: tuple[PayEntry, ...]
    """The figure that stands for the guide first, then the writer's bands."""
    career_paths: tuple[Destination, ...]
    """The moves it declares."""
