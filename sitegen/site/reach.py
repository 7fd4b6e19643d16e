"""How far a figure of pay reaches: which roles it speaks of, and which page of all figures it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sitegen.model import Content, Guide, Site
from sitegen.schema import Observation

SPLIT_ABOVE = 300
"""How many rows one page of all figures holds; above that each family has a page of its own."""


class Reach:
    """The roles that each subject of an observation takes in."""

    def __init__(self, content: Content) -> None:
        self._families: defaultdict[str, list[str]] = defaultdict(list)
        self._carriers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for role in content.roles.values():
            self._families[role.family].append(role.id)
        own = ((guide.front.role, guide.front.codes) for guide in content.guides)
        for role_id, codes in (*own, *((role.id, role.codes) for role in content.roles.values())):
            for code in codes:
                self._carriers[code.scheme, code.code].append(role_id)

    def roles(self, one: Observation) -> tuple[str, ...]:
        """Return the roles that a figure speaks of: its own, those that carry its occupation, or those of its family."""
        if one.role:
            return (one.role,)
        if one.occupation:
            return tuple(sorted(set(self._carriers[one.occupation.scheme, one.occupation.code])))
        return tuple(self._families[one.family or ""])


def silent(site: Site) -> Iterator[Guide]:
    """Find the listed guides of whose rung nothing is on record: no band of the writer's, and nothing observed of that very rung."""
    observed = {(it.value.role, it.value.level) for it in site.content.observations if it.value.level}
    for guide in site.listed:
        if not guide.front.salary_bands and (guide.front.role, guide.front.level) not in observed:
            yield guide


def row_count(site: Site) -> int:
    """Return how many rows there are: observations, bands of listed guides, and rungs of which nothing is on record."""
    bands = sum(len(guide.front.salary_bands) for guide in site.listed)
    return len(site.content.observations) + bands + sum(1 for _ in silent(site))


def is_split(site: Site) -> bool:
    """Tell whether each family has a page of its own for its figures. Once split it stays so: no link dies."""
    known = (path.removeprefix("/") for path, _ in site.content.known_urls)
    return row_count(site) > SPLIT_ABOVE or any(path.startswith("salaries/") and path != "salaries/" for path in known)


def split_families(site: Site) -> frozenset[str]:
    """Return the families that have a page for their figures: those with a guide, once the page of all is split."""
    return frozenset(site.content.roles[role].family for role in site.ladders) if is_split(site) else frozenset()
