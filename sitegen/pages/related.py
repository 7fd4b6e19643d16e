"""The guides that a reader of one may want next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sitegen.model import Site
from sitegen.pages.cards import Card

_MOST = 6


def related(site: Site, cards: Mapping[str, Card]) -> dict[str, tuple[Card, ...]]:
    """Return for every guide those that readers confuse with it, all of them, then those of its family at its level."""
    peers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for guide in site.listed:
        peers[_shelf(cards[guide.slug])].append(guide.slug)
    found = {}
    for slug in site.guides:
        compared = site.compares.get(slug, ())
        others = dict.fromkeys((*compared, *peers[_shelf(cards[slug])][: _MOST + 1]))
        slugs = [other for other in others if other != slug]
        found[slug] = tuple(cards[other] for other in slugs[: max(_MOST, len(compared))])
    return found


def _shelf(card: Card) -> tuple[str, str]:
    return card.family_id, card.level_id
