"""Another try, a little later: bounded, and never all at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from sitegen.publish.stores import Unreachable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how soon to try again. Unit: seconds; each wait is drawn from nothing up to twice the one before."""

    tries: int = 5
    first: float = 0.25
    longest: float = 8.0
    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[], float] = field(default_factory=lambda: Random().random)  # noqa: S311  # spreads requests, guards nothing

    def persist(self, call: Callable[[], T]) -> T:
        """Return what `call` returns at last. Raises: what it raised at the last try, or at once what no try would mend."""
        for attempt in range(self.tries - 1):
            try:
                return call()
            except Unreachable:
                self.sleep(min(self.longest, self.first * 2**attempt) * self.draw())
        return call()
