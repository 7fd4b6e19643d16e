"""What a role needs: its skills in groups, and its tools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.careers.diff import options, step_of
from sitegen.model import Site
from sitegen.pages.frame import Link
from sitegen.schema import Skill, SkillNeed

CORE = 4
"""The importance from which a skill counts as core."""

_HEADINGS = {"core": "Core skills", "also": "Also needed", "choice": "One of these is enough"}


@dataclass(frozen=True, slots=True)
class Need:
    """A skill, or a choice of them, at the depth and importance a role needs it."""

    links: tuple[Link, ...]
    """One, or the options of a choice."""
    label: str
    """What a choice is called; empty for a single skill."""
    step: int
    """1 to 5."""
    importance: int
    note: str
    can: str
    """What that proficiency looks like in this skill, where its file says it."""


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Needs that belong together, most important first."""

    id: str
    heading: str
    needs: tuple[Need, ...]


def need_groups(site: Site, needs: Iterable[SkillNeed]) -> tuple[NeedGroup, ...]:
    """Group what a guide asks for: core, also needed, choices. Groups without an entry are left out."""
    grouped: dict[str, list[SkillNeed]] = {group: [] for group in _HEADINGS}
    for need in needs:
        grouped["choice" if need.any_of else "core" if need.importance >= CORE else "also"].append(need)
    return tuple(
        NeedGroup(group, _HEADINGS[group], tuple(_need(site, need) for need in sorted(members, key=lambda need: -need.importance)))
        for group, members in grouped.items()
        if members
    )


def skill_link(site: Site, skill: Skill) -> Link:
    """Link to the skill's page where the site has skill pages."""
    return Link(f"skills/{skill.id}/" if "skills" in site.content.config.pages else "", skill.name)


def tool_groups(site: Site, tools: Iterable[str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Group tools as data/tools.yaml groups them, in its order. Shape: (group, links)."""
    wanted = set(tools)
    groups: dict[str, list[Link]] = {}
    paged = "tools" in site.content.config.pages
    for tool in site.content.tools.values():
        if tool.id in wanted:
            groups.setdefault(tool.group, []).append(Link(f"tools/{tool.id}/" if paged else "", tool.name))
    return tuple((group, tuple(links)) for group, links in groups.items())


def _need(site: Site, need: SkillNeed) -> Need:
    skills = [site.content.skills[skill] for skill in options(need)]
    described = skills[0].proficiencies if need.skill else None
    return Need(
        links=tuple(skill_link(site, skill) for skill in skills),
        label=need.label or "",
        step=step_of(need.proficiency),
        importance=need.importance,
        note=need.note or "",
        can=getattr(described, need.proficiency, ""),
    )
