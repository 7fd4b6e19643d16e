"""Everything that can go wrong, as values: a mark in a file, a problem at it, and the two errors that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in one of the owner's files.

    Shape: `path` is relative to the site's root, with forward slashes; line and column count from 1, columns in code points.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing the site's owner can fix. `code` is stable and explained in docs/problems.md; `message` may change."""

    mark: Mark
    code: str
    message: str
    hint: str = ""
    severity: Severity = "fault"

    def __str__(self) -> str:
        label = "warning: " if self.severity == "warning" else ""
        text = f"{self.mark}: {label}{self.message} [{self.code}]"
        return f"{text}\n    hint: {self.hint}" if self.hint else text


class SiteError(Exception):
    """An error that is told to the owner in words, without a traceback."""


class ContentError(SiteError):
    """The owner can fix it. Carries every problem its stage found, sorted. Exit status 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(SiteError):
    """A tool, the disk or a store failed; the content is not at fault. Exit status 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message}\n    hint: {hint}" if hint else message)
