"""All guides from A to Z, with family and level as facets that need no script."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages.cards import Card, picked
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page


@dataclass(frozen=True, slots=True)
class Letter:
    """The guides whose titles begin with one letter. Shape: `id` is an anchor, of letters and digits alone."""

    id: str
    letter: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One family or one level, with how many guides it has."""

    id: str
    link: Link
    count: int


def roles_page(shared: Frame, site: Site, cards: Mapping[str, Card]) -> Page:
    """Return the list of all guides."""
    listed = picked(cards, site.listed)
    top = head(
        shared,
        "roles/",
        "Roles A–Z",
        f"All {len(listed)} guides from A to Z, each to one role at one level, to be narrowed down by family and by level.",
        crumbs=(Link("", "Home"),),
        here="roles/",
    )
    return page(
        shared,
        top,
        "roles.html",
        letters=_letters(listed),
        families=_families(site, listed),
        levels=_levels(site, listed),
        total=len(listed),
        data=(breadcrumbs(shared, top),),
    )


def _letters(cards: Iterable[Card]) -> tuple[Letter, ...]:
    grouped: dict[str, list[Card]] = {}
    for card in cards:
        grouped.setdefault(_letter(card.title), []).append(card)
    return tuple(Letter(f"letter-{place}", letter, tuple(members)) for place, (letter, members) in enumerate(sorted(grouped.items()), 1))


def _letter(title: str) -> str:
    """Return the letter a title is filed under: without its accent, and one sign for all that is no letter."""
    first = unicodedata.normalize("NFKD", title)[:1].upper()
    return first if first.isalpha() else "#"


def _families(site: Site, cards: Iterable[Card]) -> tuple[Facet, ...]:
    counts = Counter(card.family_id for card in cards)
    paged = "families" in site.content.config.pages
    return tuple(
        Facet(family.id, Link(f"families/{family.id}/" if paged else "", family.name), counts[family.id])
        for family in site.content.families.values()
        if counts[family.id]
    )


def _levels(site: Site, cards: Iterable[Card]) -> tuple[tuple[Facet, tuple[Card, ...]], ...]:
    """Return every level that has a guide, lowest first, with its guides."""
    grouped: dict[str, list[Card]] = {}
    for card in cards:
        grouped.setdefault(card.level_id, []).append(card)
    levels = sorted(site.content.levels.values(), key=lambda level: level.rank)
    return tuple(
        (Facet(level.id, Link(f"#level-{level.id}", level.name), len(grouped[level.id])), tuple(grouped[level.id]))
        for level in levels
        if level.id in grouped
    )
