"""The one thread that works on the site: what is asked for comes first, what can wait is done in steps between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


class Workshop:
    """A thread with a queue, and a job beside it that is taken up a step at a time when nobody is waiting."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._job: Iterator[float] = iter(())
        self._due: float | None = None
        self._thread = threading.Thread(target=self._run, name="workshop", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked for, drop the rest, and end."""
        self._asked.put(None)
        self._thread.join()

    def ask(self, work: Callable[[], T]) -> Future[T]:
        """Have `work` done in turn. What it raises is the future's."""
        future: Future[T] = Future()
        self._asked.put(lambda: _fulfil(future, work))
        return future

    def later(self, job: Iterator[float], after: float) -> None:
        """Take up `job` in place of the last one, `after` seconds from now. Shape: each step yields how long to wait before the next.

        To be called from work that is being done here.
        """
        self._job, self._due = job, monotonic() + after

    def _run(self) -> None:
        while True:
            try:
                work = self._asked.get(timeout=None if self._due is None else max(0.0, self._due - monotonic()))
            except Empty:
                self._step()
                continue
            if work is None:
                return
            work()

    def _step(self) -> None:
        pause: Any = next(self._job, None)
        self._due = None if pause is None else monotonic() + pause


def beside(work: Callable[[], T]) -> Future[T]:
    """Have `work` done in a thread of its own, which does not keep the program from ending."""
    future: Future[T] = Future()
    threading.Thread(target=_fulfil, args=(future, work), daemon=True).start()
    return future


def _fulfil(future: Future[T], work: Callable[[], T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001  # whoever asked gets it
        future.set_exception(error)
