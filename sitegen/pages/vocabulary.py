"""The pages of skills and tools: what each is, who needs it and how deeply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.careers.diff import step_of
from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages.cards import Card, picked
from sitegen.pages.career import Careers
from sitegen.pages.frame import Frame, Link, breadcrumbs, deferred, head, page
from sitegen.pages.skill_story import skill_story, tools_beside
from sitegen.schema import PROFICIENCIES, Skill, Tool


@dataclass(frozen=True, slots=True)
class Entry:
    """A skill or tool in its index, with how many guides name it."""

    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one group, in the order of their file."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """One rung that needs a skill."""

    card: Card
    step: int
    importance: int
    choice: str
    """What the choice is called where the skill is one of several; empty otherwise."""
    note: str


def skill_pages(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers) -> Iterator[Page]:
    """Return the index of skills, and the page of each skill that a listed guide needs."""
    needed = [skill for skill in site.content.skills.values() if skill.id in site.needs]
    told = f"{len(needed)} skills in five depths, each with the rungs that need it and how well they need it."
    yield _index(shared, "skills/", "Skills", told, _groups("skills/", needed, site.needs))
    for skill in needed:
        yield _skill(shared, site, skill, cards, known)


def tool_pages(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers) -> Iterator[Page]:
    """Return the index of tools, and the page of each tool that a listed guide names."""
    used = [tool for tool in site.content.tools.values() if tool.id in site.users]
    told = f"{len(used)} tools that the guides name, each with the roles that work with it."
    yield _index(shared, "tools/", "Tools", told, _groups("tools/", used, site.users))
    for tool in used:
        yield _tool(shared, tool, picked(cards, site.users[tool.id]), tools_beside(site, tool.id, known))


def _index(shared: Frame, url: str, heading: str, description: str, groups: tuple[Group, ...]) -> Page:
    top = head(shared, url, heading, description, crumbs=(Link("", "Home"),), here=url)
    return page(shared, top, "vocabulary.html", groups=groups, data=(breadcrumbs(shared, top),))


def _groups(folder: str, entries: Iterable[Skill | Tool], namers: Mapping[str, Sequence[object]]) -> tuple[Group, ...]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.group, []).append(Entry(Link(f"{folder}{entry.id}/", entry.name), len(namers[entry.id])))
    return tuple(Group(name, tuple(members)) for name, members in grouped.items())


def _skill(shared: Frame, site: Site, skill: Skill, cards: Mapping[str, Card], known: Careers) -> Page:
    url = f"skills/{skill.id}/"
    crumbs = (Link("", "Home"), Link("skills/", "Skills"))
    top = head(
        shared,
        url,
        skill.name,
        _described(skill, len(site.needs[skill.id])),
        title=f"{skill.name}: who needs it",
        crumbs=crumbs,
        here="skills/",
    )

    def rest() -> Mapping[str, object]:
        depths = tuple(getattr(skill.proficiencies, name) for name in PROFICIENCIES) if skill.proficiencies else ()
        return {
            "skill": {"name": skill.name, "summary": skill.summary, "group": skill.group, "kind": skill.kind, "depths": depths},
            "needed": tuple(_needed(site, skill.id, cards)),
            "story": skill_story(site, skill.id, cards, known),
            "data": (_term(shared, top.url, skill), breadcrumbs(shared, top)),
        }

    return deferred(shared, top, "skill.html", rest)


def _needed(site: Site, skill: str, cards: Mapping[str, Card]) -> Iterator[Needed]:
    for guide, index in site.needs[skill]:
        need = guide.front.skills[index]
        yield Needed(cards[guide.slug], step_of(need.proficiency), need.importance, need.label or "", need.note or "")


def _tool(shared: Frame, tool: Tool, users: tuple[Card, ...], beside: tuple[tuple[Link, int], ...]) -> Page:
    crumbs = (Link("", "Home"), Link("tools/", "Tools"))
    top = head(
        shared,
        f"tools/{tool.id}/",
        tool.name,
        _described(tool, len(users)),
        title=f"{tool.name}: who works with it",
        crumbs=crumbs,
        here="tools/",
    )
    return page(
        shared,
        top,
        "tool.html",
        tool={"name": tool.name, "summary": tool.summary, "group": tool.group, "link": tool.link or ""},
        users=users,
        beside=beside,
        data=(_term(shared, top.url, tool), breadcrumbs(shared, top)),
    )


def _described(entry: Skill | Tool, guides: int) -> str:
    return f"{entry.name}: {entry.summary} Named by {guides} {'guide' if guides == 1 else 'guides'}."


def _term(shared: Frame, url: str, entry: Skill | Tool) -> Mapping[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": entry.name,
        "description": entry.summary,
        "url": shared.address(url),
    }
