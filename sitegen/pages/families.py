"""The page of a family: its roles' ladders side by side, and what each rung asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages import pay
from sitegen.pages.cards import Card, picked
from sitegen.pages.career import Careers
from sitegen.pages.family_moves import Crossings, crossings
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page
from sitegen.pages.home import Ladder
from sitegen.pages.matrix import matrix
from sitegen.pages.pay import FamilyPay, Ledger
from sitegen.schema import Family


@dataclass(frozen=True, slots=True)
class Grade:
    """One level across the family. Shape: a card or None a ladder, in the ladders' order."""

    name: str
    track: str
    scope: str
    rungs: tuple[Card | None, ...]


def family_pages(shared: Frame, site: Site, cards: Mapping[str, Card], ledger: Ledger, known: Careers) -> Iterator[Page]:
    """Return the page of every family that has a guide."""
    for family in site.content.families.values():
        roles = [role for role in site.ladders if site.content.roles[role].family == family.id]
        if roles:
            yield _page(shared, site, family, cards, pay.family_pay(site, ledger, roles), crossings(site, cards, known, family.id))


def _page(shared: Frame, site: Site, family: Family, cards: Mapping[str, Card], levels: FamilyPay, moves: Crossings) -> Page:
    roles = [ladder.role_id for ladder in levels.ladders]
    ladders = tuple(Ladder(site.content.roles[role].name, picked(cards, site.ladders[role])) for role in roles)
    crumbs = (Link("", "Home"), Link("roles/", "Roles"))
    top = head(shared, f"families/{family.id}/", family.name, family.summary, crumbs=crumbs, here="roles/")
    listing = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": family.name,
        "description": family.summary,
        "url": shared.address(top.url),
    }
    return page(
        shared,
        top,
        "family.html",
        summary=family.summary,
        ladders=ladders,
        levels=levels,
        grades=_grades(site, ladders),
        crossings=moves,
        matrices=tuple(matrix(site, role, cards) for role in roles if len(site.ladders[role]) > 1),
        data=(listing, breadcrumbs(shared, top)),
    )


def _grades(site: Site, ladders: tuple[Ladder, ...]) -> tuple[Grade, ...]:
    """Return the levels that one of the ladders has, highest first."""
    at = [{card.level_id: card for card in ladder.rungs} for ladder in ladders]
    levels = sorted(site.content.levels.values(), key=lambda level: -level.rank)
    return tuple(
        Grade(level.name, level.track, level.scope, tuple(rungs.get(level.id) for rungs in at))
        for level in levels
        if any(level.id in rungs for rungs in at)
    )
