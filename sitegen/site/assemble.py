"""Putting guides together: who is public, ladders, backlinks, who needs which skill, redirects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sitegen.model import Content, Guide, Move, Site
from sitegen.site.addresses import kept_redirects, resolved_redirects

K = TypeVar("K")
V = TypeVar("V")


def assemble(content: Content, as_of: date) -> Site:
    """Derive the site that is public on `as_of`; guides whose role or level nobody knows are left out."""
    placed = [guide for guide in content.guides if _is_placed(guide, content)]
    shown = {guide.slug: guide for guide in placed if is_public(guide, as_of)}
    listed = tuple(
        sorted((it for it in shown.values() if it.front.status == "published"), key=lambda it: (it.front.title.casefold(), it.slug))
    )
    slugs = frozenset(guide.slug for guide in listed)
    moves = {guide.slug: tuple(_moves(guide, shown, slugs)) for guide in shown.values()}
    site = Site(
        content=content,
        as_of=as_of,
        guides=shown,
        listed=listed,
        ladders=_ladders(listed, content),
        arrivals=_group((move.to, move) for guide in listed for move in moves[guide.slug] if move.to),
        moves=moves,
        needs=_needs(listed, content),
        users=_group((tool, guide) for guide in _by_rank(listed, content) for tool in dict.fromkeys(guide.front.tools)),
        compares=_compares(listed, slugs),
        redirects=resolved_redirects(content, shown),
    )
    kept = {old: new for old, new in kept_redirects(site) if old not in site.redirects}
    return replace(site, redirects=dict(sorted({**site.redirects, **kept}.items()))) if kept else site


def is_public(guide: Guide, as_of: date) -> bool:
    """Tell whether the guide has a page on that day."""
    front = guide.front
    return front.status == "archived" or (front.status == "published" and (front.publish_on is None or front.publish_on <= as_of))


def _is_placed(guide: Guide, content: Content) -> bool:
    role = content.roles.get(guide.front.role)
    return role is not None and role.family in content.families and guide.front.level in content.levels


def _moves(guide: Guide, shown: Mapping[str, Guide], slugs: frozenset[str]) -> Iterator[Move]:
    """Find the guide's career paths, without those to guides that are not public."""
    for index, path in enumerate(guide.front.career_paths):
        title = path.title if path.to is None else shown[path.to].front.title if path.to in slugs else None
        if title is not None:
            yield Move(guide.slug, index, path.to, title, path.kind, path.years, path.note)


def _by_rank(guides: Iterable[Guide], content: Content) -> list[Guide]:
    return sorted(guides, key=lambda guide: (content.levels[guide.front.level].rank, guide.front.title.casefold(), guide.slug))


def _ladders(listed: Iterable[Guide], content: Content) -> Mapping[str, tuple[Guide, ...]]:
    rungs = _group((guide.front.role, guide) for guide in _by_rank(listed, content))
    return {role: rungs[role] for role in content.roles if role in rungs}


def _needs(listed: Iterable[Guide], content: Content) -> Mapping[str, tuple[tuple[Guide, int], ...]]:
    return _group(
        (skill, (guide, index))
        for guide in _by_rank(listed, content)
        for index, need in enumerate(guide.front.skills)
        for skill in ((need.skill,) if need.skill else need.any_of)
    )


def _compares(listed: Iterable[Guide], slugs: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    pairs = {(guide.slug, other) for guide in listed for other in guide.front.compare_with if other in slugs and other != guide.slug}
    both = sorted(pairs | {(b, a) for a, b in pairs})
    return _group(both)


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Gather the values of each key, in the order in which they come."""
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
