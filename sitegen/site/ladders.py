"""Checks on ladders: one guide a rung, and promotions that lead upwards and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.errors import Problem
from sitegen.model import Guide, Site


def shared_rungs(site: Site) -> Iterator[Problem]:
    """Find two guides for one role at one level; archived ones do not count, nor those of a role that nobody knows."""
    first: dict[tuple[str, str], Guide] = {}
    for guide in site.content.guides:
        if guide.front.status == "archived" or guide.front.role not in site.content.roles:
            continue
        rung = (guide.front.role, guide.front.level)
        if rung in first:
            message = f"{first[rung].name} is already the guide for {rung[0]} at {rung[1]}"
            yield Problem(guide.mark("level"), "shared-rung", message, "change the level or role of one, or archive it")
        else:
            first[rung] = guide


def promotions_down(site: Site) -> Iterator[Problem]:
    """Find promotions that do not lead to a higher level."""
    for slug, index, to in _promotions(site):
        guide, target = site.guides[slug], site.guides[to]
        here, there = site.level(guide), site.level(target)
        if there.rank <= here.rank:
            message = f"a promotion from {here.name} to {there.name} does not lead upwards"
            hint = "mend the level of one of the guides, or call the move lateral"
            yield Problem(guide.mark("career_paths", index, "kind"), "promotion-down", message, hint)


def promotion_cycles(site: Site) -> Iterator[Problem]:
    """Find circles of promotions; each is told once, at the guide of it that comes first in the alphabet."""
    ways: dict[str, dict[str, int]] = {}
    for slug, index, to in _promotions(site):
        ways.setdefault(slug, {}).setdefault(to, index)
    for cycle in sorted(_cycles(ways)):
        index = ways[cycle[0]][cycle[1 % len(cycle)]]
        around = " → ".join((*cycle, cycle[0]))
        mark = site.guides[cycle[0]].mark("career_paths", index, "to")
        yield Problem(mark, "promotion-cycle", f"these promotions go in a circle: {around}", "remove one, or call it lateral")


def _promotions(site: Site) -> Iterator[tuple[str, int, str]]:
    for slug, moves in site.moves.items():
        for move in moves:
            if move.kind == "promotion" and move.to not in (None, slug):  # to itself is a fault of its own
                yield slug, move.index, move.to


def _cycles(ways: Mapping[str, Mapping[str, int]]) -> set[tuple[str, ...]]:
    """Return a circle for every edge that closes one, turned so that its smallest slug stands first. Linear, no recursion."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(ways):
        path: list[str] = []
        walk: list[tuple[str, Iterator[str]]] = [] if start in done else [(start, iter(sorted(ways[start])))]
        path += [slug for slug, _ in walk]
        while walk:
            slug, ends = walk[-1]
            end = next(ends, None)
            if end is None:
                done.add(slug)
                walk.pop()
                path.pop()
            elif end in path:
                circle = path[path.index(end) :]
                turn = circle.index(min(circle))
                found.add((*circle[turn:], *circle[:turn]))
            elif end not in done:
                walk.append((end, iter(sorted(ways.get(end, {})))))
                path.append(end)
    return found
