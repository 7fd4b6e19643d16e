"""The home page: search, the families with their ladders, what the site holds in numbers, and what changed last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.careers.diff import Want, diff
from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages.cards import Card, picked
from sitegen.pages.changes import edits
from sitegen.pages.frame import Frame, Link, head, page, shorten

_CHANGES_SHOWN = 6
_LONGEST_TAGLINE = 50
_SKILLS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Ladder:
    """A role and its rungs, lowest first."""

    name: str
    rungs: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family and its ladders."""

    link: Link
    summary: str
    ladders: tuple[Ladder, ...]
    guides: int


@dataclass(frozen=True, slots=True)
class Step:
    """A skill that the higher rung needs more deeply. Shape: 1 to 5."""

    skill: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Example:
    """One promotion, told in what it asks for."""

    start: Card
    end: Card
    years: tuple[int, ...]
    raised: tuple[Step, ...]
    """Those shown; `more` counts the rest."""
    more: int
    new: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the site holds."""

    guides: int
    roles: int
    skills: int
    figures: int
    sources: int
    latest: date | None
    """The last day on which a guide changed."""


def families(site: Site, cards: Mapping[str, Card]) -> tuple[FamilyView, ...]:
    """Return the families that have a guide, in the order of their file."""
    views = []
    for family in site.content.families.values():
        ladders = tuple(
            Ladder(site.content.roles[role].name, picked(cards, rungs))
            for role, rungs in site.ladders.items()
            if site.content.roles[role].family == family.id
        )
        if ladders:
            link = Link(f"families/{family.id}/" if "families" in site.content.config.pages else "", family.name)
            views.append(FamilyView(link, family.summary, ladders, sum(len(ladder.rungs) for ladder in ladders)))
    return tuple(views)


def home_page(shared: Frame, site: Site, cards: Mapping[str, Card]) -> Page:
    """Return the home page."""
    top = head(shared, "", shared.title, shared.description, title=shorten(shared.tagline, _LONGEST_TAGLINE))
    website = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": shared.title,
        "url": shared.address(""),
        "description": shared.description,
        "inLanguage": shared.language,
    }
    return page(
        shared,
        top,
        "home.html",
        families=families(site, cards),
        numbers=_numbers(site),
        example=_example(site, cards),
        changes=edits(site)[:_CHANGES_SHOWN],
        data=(website,),
    )


def _example(site: Site, cards: Mapping[str, Card]) -> Example | None:
    """Return the promotion that asks for about as much as can be shown, one whose pay is known for the rung itself before others."""
    asked = ((start, end, years, diff(start.front.skills, end.front.skills)) for start, end, years in _promotions(site))
    telling = [it for it in asked if it[3].raised]
    if not telling:
        return None
    start, end, years, gap = min(telling, key=lambda it: (not _paid(cards[it[1].slug]), abs(len(it[3].raised) - _SKILLS_SHOWN)))
    shown = tuple(_step(site, want) for want in gap.raised[:_SKILLS_SHOWN])
    return Example(cards[start.slug], cards[end.slug], years, shown, len(gap.raised) - len(shown), len(gap.new))


def _paid(card: Card) -> bool:
    return card.strip is not None and card.strip.step in ("role-and-level", "editorial")


def _promotions(site: Site) -> Iterator[tuple[Guide, Guide, tuple[int, ...]]]:
    """Find the promotions from one rung of a role to another. Shape: the two guides, and the years it takes."""
    for guide in site.listed:
        for move in site.moves[guide.slug]:
            end = site.guides.get(move.to or "")
            if move.kind == "promotion" and end and end.front.role == guide.front.role:
                yield guide, end, tuple(move.years or ())


def _step(site: Site, want: Want) -> Step:
    name = site.content.skills[want.need.skill].name if want.need.skill else want.need.label or ""
    return Step(name, want.have, want.want)


def _numbers(site: Site) -> Numbers:
    content = site.content
    bands = [band for guide in site.listed for band in guide.front.salary_bands]
    cited = {band.source for band in bands} | {it.value.source for it in content.observations}
    days = [edit.day for edit in edits(site)]
    return Numbers(
        guides=len(site.listed),
        roles=len(site.ladders),
        skills=len(site.needs),
        figures=len(bands) + len(content.observations),
        sources=len(cited),
        latest=max(days, default=None),
    )
