"""Where a site is published: what every store can do, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sitegen.errors import ToolError
from sitegen.publish.kinds import Headers

__all__ = ["Body", "Found", "Missing", "Store", "Taken", "Unreachable"]


class Missing(Exception):  # noqa: N818  # an answer, not a failure
    """There is no object of that name."""


class Taken(Exception):  # noqa: N818  # an answer, not a failure
    """Somebody else wrote the object first."""


class Unreachable(ToolError):  # noqa: N818  # as the two above
    """The store failed in a way that may pass: worth another try."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object that lies in the store. Shape: `tag` is the store's own name for its bytes."""

    size: int
    tag: str


@dataclass(frozen=True, slots=True)
class Body:
    """What the store hands out for one object."""

    data: bytes
    headers: Mapping[str, str]
    tag: str


class Store(Protocol):
    """A place for the files of one site, by path. Each call may be made from several threads.

    Raises everywhere: Unreachable for what may pass, ToolError for what does not.
    """

    carries: frozenset[str]
    """The headers it can keep with an object."""
    is_exclusive: bool
    """Whether one process at a time can hold it, so that an open manifest found in it belongs to nobody alive."""

    def where(self) -> str:
        """Name the place, without credentials."""

    def list(self) -> Mapping[str, Found]:
        """Return every object that is there, private ones too."""

    def get(self, path: str) -> Body:
        """Return an object. Raises: Missing."""

    def put(self, path: str, data: bytes, headers: Headers) -> str:
        """Store an object whatever was there, and return its tag."""

    def create(self, path: str, data: bytes) -> str:
        """Store an object that is not there yet, and return its tag. Raises: Taken where the store can tell."""

    def replace(self, path: str, data: bytes, tag: str) -> str:
        """Store an object in place of the one with this tag, and return the new tag. Raises: Taken where the store can tell."""

    def delete(self, paths: Iterable[str]) -> None:
        """Remove objects; one that is not there is fine."""

    def begin(self, number: int) -> None:
        """Prepare for the uploads of one publish, which readers need not see before `finish`."""

    def finish(self) -> None:
        """Show readers what was uploaded."""

    def close(self) -> None:
        """Let go of the place."""
