"""What is due: for writers who ask what to do next. Nothing here is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.errors import Mark
from sitegen.model import Guide, Site
from sitegen.schema import Duration

SOON = timedelta(days=30)
"""A review that is due within this time is told beforehand."""
FEWEST_WORDS = 600
"""A body with fewer is thin; docs/writing.md asks for as many."""
_REVIEW_HOLDS = Duration(12, "M")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due. Shape: `mark` is None for what stands in no file yet."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a family is described: roles with a guide of all roles, guides, and those of them with a figure of pay."""

    family: str
    roles: int
    described: int
    guides: int
    paid: int


def sections(site: Site) -> tuple[Section, ...]:
    """Return everything that is due, most urgent kind first; a kind without an item says so by being empty."""
    return (
        Section("Reviews due", tuple(_reviews(site))),
        Section("Stale figures", tuple(_figures(site))),
        Section("Drafts", tuple(_drafts(site))),
        Section("Scheduled", tuple(_scheduled(site))),
        Section("Thin guides", tuple(_thin(site))),
        Section("Missing rungs", tuple(_missing_rungs(site))),
        Section("Skills without a description of their depths", tuple(_bare_skills(site))),
    )


def coverage(site: Site) -> tuple[Coverage, ...]:
    """Return how far each family is described, in the order of data/families.yaml."""
    content = site.content
    observed = {it.value.role for it in content.observations if it.value.role}
    found = []
    for family in content.families.values():
        roles = [role.id for role in content.roles.values() if role.family == family.id]
        guides = [guide for guide in site.listed if guide.front.role in roles]
        paid = sum(bool(guide.front.salary_bands) or guide.front.role in observed for guide in guides)
        found.append(Coverage(family.name, len(roles), sum(role in site.ladders for role in roles), len(guides), paid))
    return tuple(found)


def _reviews(site: Site) -> Iterator[Item]:
    due = ((_due(guide), guide) for guide in site.listed if guide.front.reviewed)
    for day, guide in sorted(due, key=lambda it: (it[0], it[1].slug)):
        if day <= site.as_of + SOON:
            when = f"was due on {day}" if day < site.as_of else f"is due on {day}"
            yield Item(f"{guide.front.title}: reviewed on {guide.front.reviewed}, {when}", guide.mark("reviewed"))


def _due(guide: Guide) -> date:
    assert guide.front.reviewed  # noqa: S101  # asked of reviewed guides only
    return (guide.front.review_after or _REVIEW_HOLDS).after(guide.front.reviewed)


def _figures(site: Site) -> Iterator[Item]:
    for it in site.content.sources.values():
        due = it.value.refresh_after.after(it.value.retrieved)
        if due < site.as_of:
            yield Item(f"{it.value.title}: retrieved on {it.value.retrieved}, to be refreshed since {due}", it.mark("retrieved"))
    if site.content.rates:
        rates = site.content.rates
        due = rates.value.refresh_after.after(rates.value.retrieved)
        if due < site.as_of:
            yield Item(f"Rates of exchange: retrieved on {rates.value.retrieved}, to be refreshed since {due}", rates.mark("retrieved"))


def _drafts(site: Site) -> Iterator[Item]:
    for guide in site.content.guides:
        if guide.front.status == "draft":
            yield Item(f"{guide.front.title}: {guide.words} words", guide.mark("status"))


def _scheduled(site: Site) -> Iterator[Item]:
    waiting = [
        (guide.front.publish_on, guide)
        for guide in site.content.guides
        if guide.front.status == "published" and guide.front.publish_on and guide.front.publish_on > site.as_of
    ]
    for day, guide in sorted(waiting, key=lambda it: (it[0], it[1].slug)):
        yield Item(f"{guide.front.title}: public from {day}", guide.mark("publish_on"))


def _thin(site: Site) -> Iterator[Item]:
    for guide in sorted(site.listed, key=lambda it: (it.words, it.slug)):
        if guide.words < FEWEST_WORDS:
            yield Item(f"{guide.front.title}: {guide.words} words, {FEWEST_WORDS} are the fewest", Mark(guide.name))


def _missing_rungs(site: Site) -> Iterator[Item]:
    """Find levels between the lowest and the highest rung of a ladder, on a track that it has, without a guide."""
    levels = sorted(site.content.levels.values(), key=lambda level: level.rank)
    for role, rungs in site.ladders.items():
        for track in ("ic", "management"):
            ranks = [site.level(guide).rank for guide in rungs if site.level(guide).track == track]
            for level in levels:
                if level.track == track and ranks and min(ranks) < level.rank < max(ranks) and level.rank not in ranks:
                    yield Item(f"{site.content.roles[role].name}: no guide at {level.name}")


def _bare_skills(site: Site) -> Iterator[Item]:
    for it in site.content.skills.entries.values():
        if it.value.proficiencies is None:
            yield Item(it.value.name, it.mark("id"))
