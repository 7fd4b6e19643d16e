"""What changes.json holds."""

from __future__ import annotations

from sitegen.schema.published.base import Published, Terms


class ChangeEntry(Published):
    """A change to a guide."""

    slug: str
    """The guide."""
    title: str
    """Its title."""
    url: str
    """The address of its page."""
    date: str
    """The day of the change, as 2026-11-10."""
    note: str
    """What changed, in the writer's words; empty where all that is known is that the guide's file changed on that day."""


class ChangesFile(Published):
    """changes.json: every change to a guide that its writer told, and the last day on which its file changed, newest first."""

    licence: Terms
    """The terms for the file."""
    changes: tuple[ChangeEntry, ...]
    """Newest first; of one day by title."""
