"""How a build gets on, for people: a bar a stage on a terminal, a line a stage elsewhere, nothing where they asked for quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO

from sitegen.job import Unwatched, Watch


def watch(screen: TextIO, *, quiet: bool) -> Watch:
    """Return who tells the build on `screen`."""
    if quiet:
        return Unwatched()
    return Bars(screen) if screen.isatty() else Lines(screen.write)


class Lines(Unwatched):
    """A line for each stage once it is over, as logs want it."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._stage = ""
        self._steps = 0

    def say(self, text: str) -> None:
        """Write a line."""
        self._write(f"{text}\n")

    def begin(self, stage: str, total: int | None) -> None:  # noqa: ARG002  # what was done is told at the end
        """Remember the stage."""
        self._stage, self._steps = stage, 0

    def step(self) -> None:
        """Count the step."""
        self._steps += 1

    def end(self, seconds: float) -> None:
        """Write what the stage was and how long it took."""
        done = f" {self._steps:,}," if self._steps else ""
        self._write(f"{self._stage}:{done} {seconds:.2f} s\n")


class Bars(Unwatched):
    """A bar for the stage under way. A build that has nothing to do begins no stage, and never loads what draws bars."""

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        self._bars: Any = None
        self._task: Any = None

    def say(self, text: str) -> None:
        """Write a line above the bar."""
        print(text, file=self._screen)

    def begin(self, stage: str, total: int | None) -> None:
        """Draw the stage's bar; without a total it moves to and fro."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description:>9}"), BarColumn(), *((MofNCompleteColumn(),) if total else ()))
        self._bars = Progress(*columns, console=Console(file=self._screen), transient=True)
        self._task = self._bars.add_task(stage, total=total)
        self._bars.start()

    def step(self) -> None:
        """Move the bar on."""
        self._bars.advance(self._task)

    def end(self, seconds: float) -> None:  # noqa: ARG002  # the summary tells them
        """Take the bar away."""
        self._bars.stop()
