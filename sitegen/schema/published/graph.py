"""graph.json: every rung, and the moves between them."""

from __future__ import annotations

from typing import Literal

from sitegen.schema.published.base import Kind, Published, Share, Terms, Years


class Node(Published):
    """A rung of the graph."""

    slug: str
    """Names the guide in every file."""
    title: str
    """The role's title at this level."""
    also_known_as: tuple[str, ...]
    """Other titles for the same work."""
    level: str
    """The name of its level."""
    family: str
    """The name of its family."""


class PayChange(Published):
    """How pay differs between the two ends of a move."""

    percent: int
    """The difference of the medians, in per cent of the first; of the middles of two ranges where one has no median."""
    region: str
    """Where: ISO 3166, or the name of a region of the site's own."""
    component: Literal["base", "bonus", "equity", "total"]
    """The part of pay."""
    basis: tuple[str, str]
    """The kinds of evidence at both ends."""
    caveats: tuple[Literal["not-this-level", "different-evidence", "different-years", "converted"], ...]
    """What weakens the comparison."""


class EdgeEntry(Published):
    """A move from one rung to another."""

    origin: int
    """Where it starts: a place in `nodes`, counted from 0."""
    to: int
    """Where it leads: a place in `nodes`."""
    kind: Kind | Literal["suggested"]
    """The kind of move; suggested ones come from skills alone, nobody declared them."""
    years: Years | None
    """How many years it usually takes: from, to."""
    raised: int
    """How many skills have to be raised."""
    new: int
    """How many skills are new."""
    share: Share | None
    """How much of what the destination asks for is there already, in per cent by importance; null where it asks for nothing."""
    effort: int
    """What there is to learn: importance times steps, summed."""
    pay: PayChange | None
    """How pay differs; null where no two figures may be compared."""


class GraphFile(Published):
    """graph.json: every rung and the moves between them."""

    licence: Terms
    """The terms for the file."""
    threshold: Share
    """The share from which a move is suggested."""
    nodes: tuple[Node, ...]
    """By title."""
    edges: tuple[EdgeEntry, ...]
    """By origin; declared ones first, in the writer's order."""
