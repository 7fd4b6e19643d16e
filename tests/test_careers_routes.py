"""Ways through the career graph against networkx, and moves that skills suggest."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from sitegen.careers.companions import companions
from sitegen.careers.diff import Gaps, diff
from sitegen.careers.graph import SUGGESTED, graph, ways
from sitegen.careers.routes import routes
from sitegen.careers.similarity import HIGHEST_STEP, MOST, THRESHOLD, suggestions
from sitegen.model import Site
from tests.careers import site_of


def gaps(site: Site) -> Gaps:
    return Gaps({slug: guide.front.skills for slug, guide in site.guides.items()})


NODES = [f"n{n}" for n in range(9)]


@st.composite
def networks(draw: st.DrawFn) -> dict[str, list[tuple[str, int]]]:
    hops = draw(st.dictionaries(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), st.integers(1, 12), max_size=40))
    network: dict[str, list[tuple[str, int]]] = {node: [] for node in NODES}
    for (start, end), cost in hops.items():
        if start != end:
            network[start].append((end, cost))
    return network


@given(networks(), st.sampled_from(NODES), st.sampled_from(NODES), st.integers(1, 5))
def test_routes_cost_what_networkx_finds_and_pass_no_rung_twice(
    network: dict[str, list[tuple[str, int]]], start: str, end: str, most: int
) -> None:
    found = routes(network, start, end, most)
    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from(NODES)
    drawn.add_weighted_edges_from((one, other, cost) for one, hops in network.items() for other, cost in hops)
    expected: list[int] = []
    if start != end and nx.has_path(drawn, start, end):
        paths = islice(nx.shortest_simple_paths(drawn, start, end, weight="weight"), most)
        expected = [int(nx.path_weight(drawn, path, "weight")) for path in paths]
    assert [cost for cost, _ in found] == expected
    for cost, nodes in found:
        assert (nodes[0], nodes[-1]) == (start, end)
        assert len(set(nodes)) == len(nodes)
        assert cost == sum(dict(reversed(network[one]))[other] for one, other in pairwise(nodes))
    assert len({nodes for _, nodes in found}) == len(found)


def test_a_long_ladder_beside_a_thicket_is_found_at_once() -> None:
    """Searching on when there are fewer routes than asked for must not try every walk through the thicket."""
    thicket = {f"t{n}": [(f"t{m}", 1) for m in range(40) if m != n] + [("gate", 1)] for n in range(40)}
    network = {"start": [("gate", 1)], "gate": [("end", 1), *((f"t{n}", 1) for n in range(40))], "end": [], **thicket}
    assert routes(network, "start", "end") == [(2, ("start", "gate", "end"))]


def test_a_suggested_move_stays_near_in_rank_leaves_the_role_and_repeats_nothing_that_is_declared(repository: Path) -> None:
    site = site_of(repository)
    found = suggestions(site)
    assert found
    for slug, suggested in found.items():
        assert len(suggested) <= MOST
        for it in suggested:
            origin, end = site.guides[slug], site.guides[it.to]
            assert it.share == diff(origin.front.skills, end.front.skills).share
            assert it.share >= THRESHOLD
            assert 0 <= site.level(end).rank - site.level(origin).rank <= HIGHEST_STEP
            assert origin.front.role != end.front.role
            assert it.to not in {move.to for move in site.moves[slug]}
            assert slug not in {move.to for move in site.moves[it.to]}


def test_the_graph_holds_every_listed_rung_and_every_declared_move_between_two(repository: Path) -> None:
    site = site_of(repository)
    found = graph(site, {}, gaps(site))
    assert list(found) == [guide.slug for guide in site.listed]
    declared = {(slug, edge.to) for slug, edges in found.items() for edge in edges if edge.kind != SUGGESTED}
    assert declared == {(slug, move.to) for slug, moves in site.moves.items() if slug in found for move in moves if move.to}


def test_a_route_with_fewer_moves_comes_before_one_with_less_to_learn(repository: Path) -> None:
    site = site_of(repository)
    found = graph(site, {}, gaps(site))
    costs = {(slug, to): cost for slug, hops in ways(found).items() for to, cost in hops}
    assert min(costs.values()) * 2 > max(edge.cost for edges in found.values() for edge in edges if edge.kind != SUGGESTED)


def test_what_goes_with_a_word_is_what_is_met_with_it_twice_the_closest_first() -> None:
    sets = [["a", "b", "x"], ["a", "b", "x"], ["x", "c"], ["x", "d"], ["a", "c"]]
    found = companions(sets)
    assert found["a"] == (("b", 2), ("x", 2))
    assert found["d"] == ()
