"""Cold work over processes: how many, how they start, what travels to them, and what it means when one dies."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sitegen.errors import ToolError

T = TypeVar("T")
R = TypeVar("R")

GUIDES_A_PROCESS = 60
"""How many guides are worth a process of their own; below that, starting it takes longer than it saves."""
_SMALLEST_BATCH, _LARGEST_BATCH = 8, 64
_BATCHES_A_PROCESS = 6  # so that none is left alone with a long last one


def count(jobs: int | None, guides: int) -> int:
    """Return how many processes to use for `guides` guides: what was asked for, else what cores and size allow."""
    if jobs is not None:
        return jobs
    return max(1, min(os.cpu_count() or 1, guides // GUIDES_A_PROCESS))


@dataclass(frozen=True, slots=True)
class Crew:
    """Whoever does the work that can be split: an executor somebody else made, processes of this machine, or this process alone."""

    number: int = 1
    executor: Executor | None = None

    def spread(self, task: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> Iterator[R]:
        """Have `task`, a top-level function over plain data, done on batches of `items`; return what it makes of each, in their order.

        The work begins at once, and processes start before this returns, so that a thread may be started after it.
        Raises, while results are read: what `task` raises; ToolError when a process is killed.
        """
        number = max(self.number, 2 if self.executor else 1)
        size = max(_SMALLEST_BATCH, min(_LARGEST_BATCH, len(items) // (_BATCHES_A_PROCESS * number)))
        batches = [items[start : start + size] for start in range(0, len(items), size)]
        if number < 2 or len(items) < 2 * _SMALLEST_BATCH:
            return _alone(task, batches)
        return _told(self.executor.map(task, batches) if self.executor else _by_processes(task, batches, number))


ALONE = Crew()
"""This process, which does all by itself."""


def _alone(task: Callable[[Sequence[T]], list[R]], batches: Sequence[Sequence[T]]) -> Iterator[R]:
    for batch in batches:
        yield from task(batch)
        if not gc.isenabled():
            _tidy()


def _tidy() -> None:
    """Take away what a batch left behind: a page leaves some two hundred objects that refer to each other.

    What is there afterwards is set aside, or each look for such objects would go through all of the site, and copy it in a process that
    inherited it.
    """
    gc.collect()
    gc.freeze()


def _told(results: Iterable[list[R]]) -> Iterator[R]:
    try:
        yield from chain.from_iterable(results)
    except BrokenExecutor:
        raise ToolError("a worker process was killed", "often memory ran out: try --jobs 1") from None


def _by_processes(task: Callable[[Sequence[T]], list[R]], batches: Sequence[Sequence[T]], number: int) -> Iterator[list[R]]:
    """Work in processes of our own, which hold all batches from their start: only numbers travel to them."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A fork starts in a millisecond and inherits what is in memory; macOS's libraries do not bear it, and are sent everything once.
    how = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
    pool = ProcessPoolExecutor(min(number, len(batches)), mp_context=how, initializer=_take, initargs=(task, batches))
    results = pool.map(_do, range(len(batches)))

    def read() -> Iterator[list[R]]:
        with pool:
            yield from results

    return read()


_work: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""In a worker process: the task and all its batches. Nothing is ever put here in the process that builds."""


def _take(task: Callable[[Any], Any], batches: Sequence[Any]) -> None:
    _work.append((task, batches))
    gc.freeze()  # what was inherited stays, and looking through it would copy it


def _do(number: int) -> Any:
    task, batches = _work[-1]
    try:
        return task(batches[number])
    finally:
        _tidy()
