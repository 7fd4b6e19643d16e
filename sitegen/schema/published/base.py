"""What every file under /api/v1/ is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["promotion", "lateral", "management", "specialisation", "exit"]
Step = Annotated[int, Field(ge=1, le=5)]
Share = Annotated[int, Field(ge=0, le=100)]
Years = tuple[int, int]


class Published(BaseModel):
    """A mapping as readers of the interface meet it: every key is always there, in this order."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True)


class Terms(Published):
    """The terms for everything in the file; a figure of pay may carry terms of its own, which its source names."""

    name: str
    """Such as CC BY 4.0."""
    url: str
    """Where their text stands."""


class LevelEntry(Published):
    """A grade."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
    rank: int
    """Its place among all grades; grades of equal rank stand side by side."""
    track: Literal["ic", "management"]
    """ic (individual contributor) or management."""


class Named(Published):
    """Something with an id and a name."""

    id: str
    """Permanent."""
    name: str
    """What readers see."""
