"""What a skill means for careers: how it rises along ladders, what usually goes with it, which moves it opens; and the same of a tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.careers.diff import Known, options, step_of
from sitegen.model import Guide, Move, Site
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers
from sitegen.pages.frame import Link

_MOVES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Climb:
    """One role's ladder seen through one skill. Shape: (rung, step 1 to 5), lowest rung first; rungs that do not name it are left out."""

    role: str
    rungs: tuple[tuple[Card, int], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A move for which the skill has to be learnt or raised. Shape: `have` is 0 where the origin does not list it."""

    start: Card
    end: Card
    kind: str
    have: int
    want: int
    importance: int
    compare: str


@dataclass(frozen=True, slots=True)
class SkillStory:
    """What a skill means for careers."""

    climbs: tuple[Climb, ...]
    beside: tuple[tuple[Link, int], ...]
    """(Skill, number of guides that need both), closest first."""
    opens: tuple[Opening, ...]
    """The moves it matters most to; `more` counts the rest."""
    more: int


def skill_story(site: Site, skill: str, cards: Mapping[str, Card], careers: Careers) -> SkillStory:
    """Tell what `skill`, which a listed guide needs, means for careers."""
    opens = sorted(_openings(site, skill, cards, careers), key=lambda it: (-it.importance, it.have, it.end.title, it.start.title))
    return SkillStory(
        climbs=tuple(_climbs(site, skill, cards)),
        beside=tuple((careers.links[other], n) for other, n in careers.skills_beside.get(skill, ())),
        opens=tuple(opens[:_MOVES_SHOWN]),
        more=max(0, len(opens) - _MOVES_SHOWN),
    )


def tools_beside(site: Site, tool: str, careers: Careers) -> tuple[tuple[Link, int], ...]:
    """Return the tools that usually go with one, each with the number of guides that name both."""
    paged = "tools" in site.content.config.pages
    near = ((site.content.tools[other], n) for other, n in careers.tools_beside.get(tool, ()))
    return tuple((Link(f"tools/{other.id}/" if paged else "", other.name), n) for other, n in near)


def _climbs(site: Site, skill: str, cards: Mapping[str, Card]) -> Iterator[Climb]:
    """Find the ladders on which two rungs or more need the skill."""
    by_role: dict[str, dict[str, int]] = {}
    for guide, place in site.needs[skill]:
        steps = by_role.setdefault(guide.front.role, {})
        steps[guide.slug] = max(steps.get(guide.slug, 0), step_of(guide.front.skills[place].proficiency))
    for role in site.ladders:
        steps = by_role.get(role, {})
        if len(steps) > 1:
            rungs = tuple((cards[guide.slug], steps[guide.slug]) for guide in site.ladders[role] if guide.slug in steps)
            yield Climb(site.content.roles[role].name, rungs)


def _openings(site: Site, skill: str, cards: Mapping[str, Card], careers: Careers) -> Iterator[Opening]:
    for guide, place in site.needs[skill]:
        want = step_of(guide.front.skills[place].proficiency)
        for move in site.arrivals.get(guide.slug, ()):
            have = _brings(careers.gaps.brings(move.origin), guide, place)
            if have < want:
                yield _opening(site, guide, place, move, have, cards, careers)


def _brings(brings: Mapping[str, Known], guide: Guide, place: int) -> int:
    """Return how deeply somebody who brings so much meets one need of the guide, by whichever option."""
    return max((brings[it].step for it in options(guide.front.skills[place]) if it in brings), default=0)


def _opening(site: Site, guide: Guide, place: int, move: Move, have: int, cards: Mapping[str, Card], careers: Careers) -> Opening:
    need = guide.front.skills[place]
    compare = careers.comparison(site, move.origin, guide.slug)
    return Opening(cards[move.origin], cards[guide.slug], move.kind, have, step_of(need.proficiency), need.importance, compare)
