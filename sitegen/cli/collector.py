"""The collector of reference cycles, left alone for the length of one command."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Look for no cycles meanwhile. A build or a check leaves next to none, and looking for them took an eighth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # or the first look for cycles, at the end of the process at the latest, would go through all that is loaded
            gc.enable()
