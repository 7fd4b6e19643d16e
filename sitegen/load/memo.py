"""What loading asks of a memo."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class Memo(Protocol):
    """What is known from earlier builds, by key. What is lost is made again: nothing here decides what a site looks like."""

    version: bytes

    @property
    def keeps(self) -> bool:
        """Whether what is put can be got again, so that nobody else needs to hold it."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept under `key`, if it is there and whole."""

    def put(self, key: str, value: bytes) -> None:
        """Keep `value`."""

    def flush(self) -> None:
        """Write down what was put so far."""

    def prune(self, used: Collection[str]) -> None:
        """Forget what is kept under other keys."""
