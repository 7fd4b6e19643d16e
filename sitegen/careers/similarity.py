"""Which moves nobody declared but the skills suggest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.careers.diff import SIXTY, credit, known, step_of
from sitegen.model import Guide, Site

THRESHOLD = 40
"""A move is suggested when this much of what it asks for is there already. Unit: per cent, as `Diff.share`."""
HIGHEST_STEP = 10
"""A suggested move leads to the same rank or to one at most this much higher. Unit: ranks of data/levels.yaml."""
MOST = 3
"""So many suggestions a guide, the nearest first."""

Row = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A move that nobody declared. Shape: `share` is that of `Diff`, in per cent."""

    to: str
    share: int


def suggestions(site: Site) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return the suggested moves of each listed guide, nearest first; guides without any are left out.

    The measure is the share of the destination's needs that somebody in the origin meets, weighted by importance, a need met in part
    counting in part. Only other roles are suggested, and nothing that one of the two guides declares.
    """
    guides = site.listed
    index = Index(guides)
    ranks = [site.level(guide).rank for guide in guides]
    found: dict[str, tuple[Suggestion, ...]] = {}
    for place, guide in enumerate(guides):
        near = [
            Suggestion(guides[other].slug, share)
            for other, share in index.shares(guide)
            if 0 <= ranks[other] - ranks[place] <= HIGHEST_STEP
            and guides[other].front.role != guide.front.role
            and not _declared(site, guide.slug, guides[other].slug)
        ]
        if near:
            found[guide.slug] = tuple(sorted(near, key=lambda it: (-it.share, it.to))[:MOST])
    return found


class Index:
    """Who needs which skill, so that a guide is compared only with guides that share one with it."""

    def __init__(self, guides: Sequence[Guide]) -> None:
        self._whole = [sum(need.importance for need in guide.front.skills) * SIXTY for guide in guides]
        self._rows: defaultdict[tuple[str, int], Row] = defaultdict(list)
        """(skill, step somebody has) -> (guide, what that counts there)."""
        self._choices: defaultdict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        """Skill -> (guide, place of the choice, importance, step wanted)."""
        for place, guide in enumerate(guides):
            for at, need in enumerate(guide.front.skills):
                want = step_of(need.proficiency)
                for skill in need.any_of:
                    self._choices[skill].append((place, at, need.importance, want))
                for have in range(1, 6) if need.skill else ():
                    self._rows[need.skill or "", have].append((place, credit(need.importance, have, want)))

    def shares(self, guide: Guide, least: int = THRESHOLD) -> Iterator[tuple[int, int]]:
        """Find the guides of whose needs `guide` brings at least so much. Shape: (place, per cent)."""
        scores = [0] * len(self._whole)
        met: dict[tuple[int, int], int] = {}
        for skill, it in known(guide.front.skills).items():
            for place, counts in self._rows.get((skill, it.step), ()):
                scores[place] += counts
            for place, at, importance, want in self._choices.get(skill, ()):
                met[place, at] = max(met.get((place, at), 0), credit(importance, it.step, want))
        for (place, _), counts in met.items():
            scores[place] += counts
        for place, score in enumerate(scores):
            if score and score * 100 >= least * self._whole[place]:
                yield place, score * 100 // self._whole[place]


def _declared(site: Site, one: str, other: str) -> bool:
    return any(move.to == end for start, end in ((one, other), (other, one)) for move in site.moves.get(start, ()))
