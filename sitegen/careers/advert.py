"""A guide as the text of a job advert: what an employer would say, from the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.careers.diff import options, step_of
from sitegen.careers.pay_change import PayFigure
from sitegen.model import Guide, Site

MUST = 4
"""The importance from which an advert asks for a skill; below it, the skill is welcome."""
SHORT = 5
"""So many duties and required skills remain in a short advert."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A skill an advert asks for. Shape: names of which one is enough; the step is 1 to 5."""

    names: tuple[str, ...]
    label: str
    step: int
    note: str


@dataclass(frozen=True, slots=True)
class Remote:
    """Terms of remote work. Shape: what nobody said is empty or None."""

    arrangement: str
    overlap_hours: int | None
    on_call: str
    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advert:
    """What an advert says, in the order in which it says it."""

    title: str
    about: str
    duties: tuple[str, ...]
    musts: tuple[str, ...]
    """Things a candidate has done."""
    years: int | None
    education: str
    required: tuple[Asked, ...]
    welcome: tuple[Asked, ...]
    tools: tuple[str, ...]
    pay: tuple[PayFigure, ...]
    """Ranges that speak of this very rung; none says that the employer has to name one."""
    remote: Remote | None
    perks: tuple[str, ...]
    employment: tuple[str, ...]


def advert(site: Site, guide: Guide, figures: Sequence[PayFigure]) -> Advert:
    """Return the advert of a guide; skills by importance."""
    front = guide.front
    said, wanted = front.job_description, front.qualifications
    needs = sorted(front.skills, key=lambda need: -need.importance)
    asked = [
        (
            need.importance,
            Asked(
                tuple(site.content.skills[it].name for it in options(need)), need.label or "", step_of(need.proficiency), need.note or ""
            ),
        )
        for need in needs
    ]
    return Advert(
        title=front.title,
        about=(said.about if said else None) or front.summary,
        duties=(said.duties if said else ()) or front.responsibilities,
        musts=wanted.must if wanted else (),
        years=wanted.years if wanted else None,
        education=(wanted.education or "") if wanted else "",
        required=tuple(it for importance, it in asked if importance >= MUST),
        welcome=tuple(it for importance, it in asked if importance < MUST),
        tools=tuple(site.content.tools[tool].name for tool in front.tools),
        pay=tuple(figure for figure in figures if figure.whom == "rung"),
        remote=_remote(guide),
        perks=said.perks if said else (),
        employment=said.employment_types if said else ("FULL_TIME",),
    )


def _remote(guide: Guide) -> Remote | None:
    terms = guide.front.remote
    return Remote(terms.arrangement, terms.overlap_hours, terms.on_call or "", terms.eligible) if terms else None
