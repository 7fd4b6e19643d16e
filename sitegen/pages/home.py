"""The home page: search, the families with their ladders, what the site holds in numbers, and what changed last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.model import Page, Site
from sitegen.pages.cards import Card, picked
from sitegen.pages.changes import edits, last_changed
from sitegen.pages.frame import Frame, Link, head, page, shorten

_CHANGES_SHOWN = 6
_LONGEST_TAGLINE = 50


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
        changes=edits(site)[:_CHANGES_SHOWN],
        data=(website,),
    )


def _numbers(site: Site) -> Numbers:
    content = site.content
    bands = [band for guide in site.listed for band in guide.front.salary_bands]
    cited = {band.source for band in bands} | {it.value.source for it in content.observations}
    days = [day for guide in site.listed if (day := last_changed(guide))]
    return Numbers(
        guides=len(site.listed),
        roles=len(site.ladders),
        skills=len(site.needs),
        figures=len(bands) + len(content.observations),
        sources=len(cited),
        latest=max(days, default=None),
    )
