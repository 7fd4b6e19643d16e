"""Notice that something below the owner's folder may have changed, and say so at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import sleep

import watchfiles

from sitegen.serve.sources import Sources

_STEP = 10
_GATHER = 40
_RETRY = 0.2


class Changes:
    """A thread that calls `wake` whenever the system tells of a change. Unit: milliseconds.

    Each folder is watched by itself, since a recursive watch would follow links. What changed is not our business: `Sources` finds out
    by content, so a touch, a swap file and a rename back and forth cost a look and no build.
    """

    def __init__(self, sources: Sources, wake: Callable[[], None]) -> None:
        self._sources, self._wake = sources, wake
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="changes", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, and wait until that is so."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            folders = self._sources.folders()
            try:
                self._watch(folders)
            except (FileNotFoundError, RuntimeError):  # a folder went between the look and the watch
                sleep(_RETRY)
            self._wake()

    def _watch(self, folders: tuple[object, ...]) -> None:
        """Watch until other folders are there, or until asked to stop. What changed before the watch stood is found by a first look."""
        found = watchfiles.watch(
            *map(str, folders),
            watch_filter=None,
            debounce=_GATHER,
            step=_STEP,
            stop_event=self._stop,
            recursive=False,
            raise_interrupt=False,
            rust_timeout=500,
            yield_on_timeout=True,
        )
        for number, changes in enumerate(found):
            if changes or not number:
                self._wake()
            if self._sources.folders() != folders:
                return
