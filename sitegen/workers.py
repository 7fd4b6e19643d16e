"""Processes for cold work: how many, how they start, and what it means when one dies."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from sitegen.errors import ToolError

GUIDES_A_PROCESS = 60
"""How many guides are worth a process of their own; below that, starting it takes longer than it saves."""


def count(jobs: int | None, guides: int) -> int:
    """Return how many processes to use for `guides` guides: what was asked for, else what cores and size allow."""
    if jobs is not None:
        return jobs
    return max(1, min(os.cpu_count() or 1, guides // GUIDES_A_PROCESS))


@contextmanager
def processes(number: int) -> Iterator[Executor | None]:
    """Give an executor of `number` processes, or None where one process is enough.

    Raises: ToolError when a process is killed.
    """
    if number < 2:
        yield None
        return
    # A fork starts in a millisecond and shares what is imported; macOS's libraries do not bear it.
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    try:
        with ProcessPoolExecutor(number, mp_context=multiprocessing.get_context(method)) as pool:
            yield pool
    except BrokenProcessPool:
        raise ToolError("a worker process was killed", "often memory ran out: try --jobs 1") from None
