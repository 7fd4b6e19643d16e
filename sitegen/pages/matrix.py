"""A role's skills against its rungs: how deeply each rung needs each skill, and where that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.careers.diff import step_of
from sitegen.model import Site
from sitegen.pages.cards import Card, picked
from sitegen.pages.frame import Link
from sitegen.pages.needs import skill_link
from sitegen.schema import SkillNeed

Change = Literal["", "new", "up", "down"]


@dataclass(frozen=True, slots=True)
class Cell:
    """How deeply one rung needs a skill. Shape: `step` 1 to 5, or 0 where it does not name the skill."""

    step: int
    change: Change
    """Against the nearest rung beneath that names the skill: one that drops out of a list is still needed as before."""


@dataclass(frozen=True, slots=True)
class Row:
    """One skill, or one choice of skills, over all rungs."""

    skill: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The skills of one role. Shape: a cell a rung, lowest first; rows that change most come first."""

    role: str
    role_id: str
    rungs: tuple[Card, ...]
    rows: tuple[Row, ...]


def matrix(site: Site, role: str, cards: Mapping[str, Card]) -> Matrix:
    """Return the matrix of `role`, which has a ladder."""
    guides = site.ladders[role]
    named: dict[str, Link] = {}
    steps: dict[str, list[int]] = {}
    weight: dict[str, int] = {}
    for place, guide in enumerate(guides):
        for need in guide.front.skills:
            key = need.skill or f"choice of {need.label or ''}".casefold()
            named.setdefault(key, _link(site, need))
            steps.setdefault(key, [0] * len(guides))[place] = step_of(need.proficiency)
            weight[key] = max(weight.get(key, 0), need.importance)
    rows = {key: Row(named[key], _cells(depths)) for key, depths in steps.items()}
    order = sorted(rows, key=lambda key: (-_changes(rows[key]), -weight[key], named[key].text.casefold()))
    return Matrix(site.content.roles[role].name, role, picked(cards, guides), tuple(rows[key] for key in order))


def _link(site: Site, need: SkillNeed) -> Link:
    return skill_link(site, site.content.skills[need.skill]) if need.skill else Link("", need.label or "")


def _cells(depths: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(Cell(step, _change(depths[:place], step)) for place, step in enumerate(depths))


def _change(beneath: Sequence[int], now: int) -> Change:
    if not now or not beneath:
        return ""
    before = next((step for step in reversed(beneath) if step), 0)
    if before == now:
        return ""
    return "new" if not before else "up" if now > before else "down"


def _changes(row: Row) -> int:
    return sum(bool(cell.change) for cell in row.cells)
