"""One build at a time writes one output."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import ToolError


class _Held:
    """An open file with a lock that ends with this process, and not with the workers it forked.

    A forked child shares the open file, and the lock lives until the last of them closes it. Workers may outlive a build
    that was killed, so each closes its copy at birth. That callback cannot be unregistered: it is small, and idle after `release`.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor
        os.register_at_fork(after_in_child=self.release)

    def release(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def locked(path: Path, what: str, waiting: Callable[[str], None] | None) -> Iterator[None]:
    """Hold the lock file at `path`. The system frees it when its holder ends, however that ends, so the file may stay.

    While a living build holds it, say so through `waiting` once, and wait.
    Raises ToolError, which names that build's process, when there is no `waiting`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    held = _Held(descriptor)
    try:
        _acquire(descriptor, what, waiting)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        held.release()


def _acquire(descriptor: int, what: str, waiting: Callable[[str], None] | None) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        message = f"another build, process {holder}, is writing {what}"
        if waiting is None:
            raise ToolError(message, "wait until it is done, or end it") from None
        waiting(message)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
