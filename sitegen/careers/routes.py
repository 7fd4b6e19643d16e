"""Up to k ways from one rung to another, shortest first, none of which passes a rung twice."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

Ways = Mapping[str, Sequence[tuple[str, int]]]
"""Node -> (next node, cost of the hop). Shape: costs are whole numbers above 0; of two hops to one node the first counts."""
Route = tuple[int, tuple[str, ...]]


def routes(ways: Ways, start: str, end: str, most: int = 3) -> list[Route]:
    """Return the `most` shortest simple routes, cheapest first, ties in the order of their nodes. Shape: (cost, nodes).

    Source: Yen (1971), Finding the k shortest loopless paths in a network; each search is A* with the exact distances to `end`,
            which stay a lower bound when nodes and hops are forbidden.
    """
    if start == end:
        return []
    costs = {node: dict(reversed(hops)) for node, hops in ways.items()}
    ahead = _distances(ways, end)
    first = _shortest(costs, ahead, (start,), end, frozenset())
    found: list[Route] = []
    waiting: list[Route] = [first] if first else []
    seen = {first[1]} if first else set()
    while waiting and len(found) < most:
        route = heapq.heappop(waiting)
        found.append(route)
        for place in range(len(route[1]) - 1):
            stem = route[1][: place + 1]
            taken = frozenset(other[place + 1] for _, other in found if other[: place + 1] == stem)
            detour = _shortest(costs, ahead, stem, end, taken)
            if detour and detour[1] not in seen:
                seen.add(detour[1])
                heapq.heappush(waiting, detour)
    return found


def _distances(ways: Ways, end: str) -> Mapping[str, int]:
    """Return the cost of the cheapest way to `end` from every node that has one."""
    back: dict[str, list[tuple[str, int]]] = {}
    for node, hops in ways.items():
        for to, cost in hops:
            back.setdefault(to, []).append((node, cost))
    done: dict[str, int] = {}
    queue = [(0, end)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node not in done:
            done[node] = cost
            for origin, hop in back.get(node, ()):
                if origin not in done:
                    heapq.heappush(queue, (cost + hop, origin))
    return done


def _shortest(
    costs: Mapping[str, Mapping[str, int]], ahead: Mapping[str, int], stem: tuple[str, ...], end: str, taken: Collection[str]
) -> Route | None:
    """Return the cheapest simple route that begins with `stem` and does not go on from it to a node of `taken`."""
    spent = sum(costs[one][other] for one, other in pairwise(stem))
    if stem[-1] not in ahead:
        return None
    done = set(stem[:-1])
    queue = [(spent + ahead[stem[-1]], stem, spent)]
    while queue:
        _, route, so_far = heapq.heappop(queue)
        node = route[-1]
        if node == end:
            return so_far, route
        if node in done:
            continue
        done.add(node)
        for to, cost in costs.get(node, {}).items():
            if to in ahead and to not in done and not (len(route) == len(stem) and to in taken):
                heapq.heappush(queue, (so_far + cost + ahead[to], (*route, to), so_far + cost))
    return None
