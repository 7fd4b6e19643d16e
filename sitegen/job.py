"""One build: what is asked of it, and what it did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from sitegen.errors import Problem

T = TypeVar("T")

COUNTS = ("guides", "pages", "size", "new_addresses")
"""The numbers of a report that a build with nothing to do tells from the build before."""


class Watch(Protocol):
    """Somebody who is told how a build gets on."""

    def say(self, text: str) -> None:
        """Take in a sentence for people."""

    def begin(self, stage: str, total: int | None) -> None:
        """Take in that a stage begins, and how many steps it has where that is known."""

    def step(self) -> None:
        """Take in that a step of the stage is done."""

    def end(self, seconds: float) -> None:
        """Take in that the stage is over."""


class Unwatched:
    """Nobody."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        """Show nothing."""

    def step(self) -> None:
        """Count nothing."""

    def end(self, seconds: float) -> None:
        """Show nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for.

    Shape: absolute paths; `cache` is None to neither use nor keep anything from other builds; `executor` runs batches of cold work,
    and processes of this machine do where none is given: as many as `jobs`, else what cores and the site's size allow.
    """

    root: Path
    out: Path
    cache: Path | None
    as_of: date
    search: bool = True
    jobs: int | None = None
    executor: Executor | None = None
    watch: Watch = field(default_factory=Unwatched)


@dataclass(slots=True)
class Report:
    """What a build did. Unit: seconds, bytes."""

    guides: int = 0
    pages: int = 0
    rendered: int = 0
    size: int = 0
    new_addresses: int = 0
    """How many public addresses data/urls.txt does not hold yet."""
    touched: bool = False
    seconds: float = 0.0
    stages: list[tuple[str, float]] = field(default_factory=list)
    warnings: tuple[Problem, ...] = ()
    watch: Watch = field(default_factory=Unwatched)

    def recall(self, state: Mapping[str, str]) -> None:
        """Take over what was counted when the output was made. Shape: `state` is that of the cache."""
        for name in COUNTS:
            setattr(self, name, int(state.get(name, "0")))

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[Iterable[T]], Iterator[T]]]:
        """Time a stage. What it gives passes values on and counts each as a step."""
        start = time.perf_counter()
        self.watch.begin(name, total)
        yield self._counted
        seconds = time.perf_counter() - start
        self.stages.append((name, seconds))
        self.watch.end(seconds)

    def _counted(self, values: Iterable[T]) -> Iterator[T]:
        for value in values:
            yield value
            self.watch.step()
