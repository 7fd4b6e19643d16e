"""What changes between two roles: skills already met, to raise by how much, new, and no longer listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.schema import PROFICIENCIES, SkillNeed
from sitegen.schema.base import Proficiency


@dataclass(frozen=True, slots=True)
class Known:
    """How deeply somebody in a role can be taken to know one skill."""

    step: int
    """1 to 5."""
    through: str = ""
    """The label of the choice it is one option of; then nobody can tell from outside whether it is the option taken."""


@dataclass(frozen=True, slots=True)
class Want:
    """One need of the destination against what the origin brings."""

    need: SkillNeed
    place: int
    """Its place among the destination's needs."""
    have: int
    """1 to 5, or 0 where the origin does not list the skill."""
    want: int
    through: str

    @property
    def missing(self) -> int:
        """Return how many steps there are to climb."""
        return max(0, self.want - self.have)


@dataclass(frozen=True, slots=True)
class Diff:
    """The way from one role's skills to another's. Shape: each group is in order of importance, then of steps missing."""

    met: tuple[Want, ...]
    raised: tuple[Want, ...]
    new: tuple[Want, ...]
    dropped: tuple[SkillNeed, ...]
    """Needs of the origin of which the destination lists nothing."""
    share: int | None
    """How much of what the destination asks for is there already. Unit: per cent, by importance, rounded down; None without needs."""
    effort: int
    """What there is to learn. Unit: importance times steps."""

    @property
    def empty(self) -> bool:
        """Tell whether nothing changes."""
        return not (self.raised or self.new or self.dropped)


_STEPS: Mapping[str, int] = {proficiency: step for step, proficiency in enumerate(PROFICIENCIES, 1)}


def step_of(proficiency: Proficiency) -> int:
    """Return the place of a proficiency among the five: 1 for awareness, 5 for expert."""
    return _STEPS[proficiency]


def options(need: SkillNeed) -> tuple[str, ...]:
    """Return the skills of which one meets the need."""
    return (need.skill,) if need.skill else need.any_of


def known(needs: Iterable[SkillNeed]) -> Mapping[str, Known]:
    """Return what somebody in a role with these needs brings: every option of a choice counts, marked as such."""
    found: dict[str, Known] = {}
    for need in needs:
        now = Known(step_of(need.proficiency), need.label or "")
        for skill in options(need):
            before = found.get(skill)
            if before is None or (now.step, not now.through) > (before.step, not before.through):
                found[skill] = now
    return found


def diff(origin: Sequence[SkillNeed], destination: Sequence[SkillNeed]) -> Diff:
    """Compare the needs of two roles, seen from somebody who moves from the first to the second."""
    return _diff(known(origin), origin, destination)


class Gaps:
    """What somebody brings from each role, and the way from any role to another, each worked out once."""

    def __init__(self, needs: Mapping[str, Sequence[SkillNeed]]) -> None:
        """Shape: slug -> the needs of its guide."""
        self._needs = needs
        self._brings: dict[str, Mapping[str, Known]] = {}
        self._diffs: dict[tuple[str, str], Diff] = {}

    def brings(self, slug: str) -> Mapping[str, Known]:
        """Return what somebody in the role brings."""
        if slug not in self._brings:
            self._brings[slug] = known(self._needs[slug])
        return self._brings[slug]

    def between(self, origin: str, destination: str) -> Diff:
        """Return the way from one role to another."""
        ends = (origin, destination)
        if ends not in self._diffs:
            self._diffs[ends] = _diff(self.brings(origin), self._needs[origin], self._needs[destination])
        return self._diffs[ends]


def _diff(brings: Mapping[str, Known], origin: Sequence[SkillNeed], destination: Sequence[SkillNeed]) -> Diff:
    wants = sorted((_want(brings, need, place) for place, need in enumerate(destination)), key=_order)
    asked = {skill for need in destination for skill in options(need)}
    dropped = (need for need in origin if asked.isdisjoint(options(need)))
    return Diff(
        met=tuple(want for want in wants if not want.missing),
        raised=tuple(want for want in wants if want.have and want.missing),
        new=tuple(want for want in wants if not want.have),
        dropped=tuple(sorted(dropped, key=lambda need: -need.importance)),
        share=_share(wants),
        effort=sum(want.need.importance * want.missing for want in wants),
    )


_NOTHING = Known(0)


def _want(brings: Mapping[str, Known], need: SkillNeed, place: int) -> Want:
    if need.skill:
        best = brings.get(need.skill, _NOTHING)
    else:
        best = max((brings.get(skill, _NOTHING) for skill in need.any_of), key=lambda it: (it.step, not it.through))
    # A choice that meets a choice needs no remark: whatever option was taken serves.
    return Want(need, place, best.step, step_of(need.proficiency), "" if need.any_of else best.through)


def _order(want: Want) -> tuple[int, int, int]:
    return (-want.need.importance, -want.missing, want.place)


SIXTY = 60
"""Divisible by every number of steps, so that shares stay whole numbers."""


def credit(importance: int, have: int, want: int) -> int:
    """Return what having a skill at one step counts towards a need of it. Unit: sixtieths of importance."""
    return importance * SIXTY * min(have, want) // want


def _share(wants: Sequence[Want]) -> int | None:
    whole = sum(want.need.importance * SIXTY for want in wants)
    return sum(credit(want.need.importance, want.have, want.want) for want in wants) * 100 // whole if whole else None
