"""skills.json and tools.json: who needs which skill, and who works with which tool."""

from __future__ import annotations

from typing import Literal

from sitegen.schema.published.base import Published, Step, Terms


class Needing(Published):
    """A guide that needs a skill."""

    slug: str
    """The guide."""
    step: Step
    """How deeply, 1 to 5."""
    importance: Step
    """How much it matters, 1 to 5."""
    choice: bool
    """Whether the skill is one option among several."""


class SkillEntry(Published):
    """A skill."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
    kind: Literal["technical", "behavioural"]
    """technical or behavioural."""
    group: str
    """The group it is listed under."""
    summary: str
    """What it is, in a sentence."""
    guides: tuple[Needing, ...]
    """Who needs it, by rank."""
    goes_with: tuple[str, ...]
    """Ids of the skills that are usually asked for with it, closest first."""


class SkillsFile(Published):
    """skills.json: every skill that a guide needs."""

    licence: Terms
    """The terms for the file."""
    skills: tuple[SkillEntry, ...]
    """In the site's order."""


class ToolEntry(Published):
    """A tool."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
    group: str
    """The group it is listed under."""
    summary: str
    """What it is for, in a sentence."""
    link: str
    """Its own site; may be empty."""
    guides: tuple[str, ...]
    """Slugs of the guides that name it, by rank."""


class ToolsFile(Published):
    """tools.json: every tool that a guide names."""

    licence: Terms
    """The terms for the file."""
    tools: tuple[ToolEntry, ...]
    """In the site's order."""
