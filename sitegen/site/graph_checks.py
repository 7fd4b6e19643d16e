"""Checks on the career graph: rungs nobody reaches, skills nobody needs, skills that fall on promotion, ladders told two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sitegen.careers.diff import step_of
from sitegen.errors import Problem
from sitegen.model import Guide, Site
from sitegen.schema import SkillNeed


def unreached_rungs(site: Site) -> Iterator[Problem]:
    """Find rungs that no chain of moves from an entry rung leads to; of a chain of such rungs, the one to start with."""
    entry = _entry_rank(site)
    reached = _reachable(site, (guide.slug for guide in site.listed if site.level(guide).rank <= entry))
    lost = [guide for guide in site.listed if guide.slug not in reached]
    # Those without any arrival first: what only they lead to is mended with them.
    for guide in sorted(lost, key=lambda guide: (guide.slug in site.arrivals, guide.slug)):
        if guide.slug not in reached:
            reached |= _reachable(site, [guide.slug])
            message = f"no move leads from an entry rung to {guide.front.title}"
            hint = "add a career path to it in the guide people come from, or say under `accept` why nobody starts on the way there"
            yield Problem(guide.mark("level"), "unreached-rung", message, hint, "warning")


def _entry_rank(site: Site) -> int:
    """Return the highest rank at which a career may start; never below the lowest rung that has a guide."""
    levels, entry = site.content.levels, site.content.config.entry_level
    chosen = levels[entry].rank if entry and entry in levels else min((level.rank for level in levels.values()), default=0)
    return max(chosen, min((site.level(guide).rank for guide in site.listed), default=0))


def _reachable(site: Site, starts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += [move.to for move in site.moves.get(slug, ()) if move.to]
    return found


def unused_skills(site: Site) -> Iterator[Problem]:
    """Find skills that no guide needs, drafts counted."""
    content = site.content
    if content.broken_guides:
        return
    used = {skill for guide in content.guides for need in guide.front.skills for skill in (need.skill, *need.any_of)}
    for skill, located in content.skills.entries.items():
        if skill not in used:
            message = f"no guide needs '{skill}'"
            yield Problem(located.mark("id"), "unused-skill", message, "name it in a guide that needs it, or remove the entry", "warning")


def falling_skills(site: Site) -> Iterator[Problem]:
    """Find skills that a rung asks for less deeply than the rung a promotion comes from."""
    for lower, upper in _steps_up(site):
        before = {_key(need): need for need in lower.front.skills}
        for index, need in enumerate(upper.front.skills):
            beneath = before.get(_key(need))
            if beneath and step_of(need.proficiency) < step_of(beneath.proficiency):
                name = need.skill or need.label
                message = f"'{name}' falls from {beneath.proficiency} to {need.proficiency} on promotion from {lower.front.title}"
                hint = "raise it, leave it out where it no longer tells the rungs apart, or say why under `accept`"
                yield Problem(upper.mark("skills", index, "proficiency"), "skill-falls", message, hint)


def _steps_up(site: Site) -> Iterator[tuple[Guide, Guide]]:
    """Return each step between two neighbouring rungs of one ladder, and each declared promotion, once."""
    pairs = {(lower.slug, upper.slug) for rungs in site.ladders.values() for lower, upper in _neighbours(site, rungs)}
    pairs |= {(slug, move.to) for slug, moves in site.moves.items() for move in moves if move.kind == "promotion" and move.to}
    yield from ((site.guides[lower], site.guides[upper]) for lower, upper in sorted(pairs))


def _neighbours(site: Site, rungs: Iterable[Guide]) -> Iterator[tuple[Guide, Guide]]:
    by_track: dict[str, list[Guide]] = {}
    for guide in rungs:
        by_track.setdefault(site.level(guide).track, []).append(guide)
    for track in by_track.values():
        yield from pairwise(track)


def _key(need: SkillNeed) -> str:
    return need.skill or f"choice of {(need.label or '').casefold()}"


def ladders_told_twice(site: Site) -> Iterator[Problem]:
    """Find ladders whose levels and whose promotions tell two stories, and moves that one guide declares twice."""
    yield from _repeated_moves(site)
    for role, rungs in site.ladders.items():
        on_ladder = {guide.slug for guide in rungs}
        for lower, upper in _neighbours(site, rungs):
            moves = [move for move in site.moves[lower.slug] if move.to in on_ladder and move.kind == "promotion"]
            past = next((move for move in moves if move.to and site.level(site.guides[move.to]).rank > site.level(upper).rank), None)
            if any(move.to == upper.slug for move in moves):
                continue
            if past:
                mark = lower.mark("career_paths", past.index)
                message = f"the promotion to {past.title} passes over {upper.front.title}, the next rung of {role}"
            else:
                mark = lower.mark("level")
                message = f"by their levels {upper.front.title} is the next rung of {role}, but no promotion leads there"
            hint = f"declare the promotion to {upper.slug}, mend a level, or say why under `accept`"
            yield Problem(mark, "ladder-told-twice", message, hint, "warning")


def _repeated_moves(site: Site) -> Iterator[Problem]:
    for guide in site.content.guides:
        first: dict[str, str] = {}
        for index, path in enumerate(guide.front.career_paths):
            if path.to and path.to in first:
                message = f"the move to '{path.to}' is declared twice, as {first[path.to]} and as {path.kind}"
                yield Problem(guide.mark("career_paths", index), "ladder-told-twice", message, "a move is told once: keep one of them")
            elif path.to:
                first[path.to] = path.kind
