"""A reader who opens every page again and again while a site is published, and misses nothing a page needs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.stores.sites import needs


@dataclass(slots=True)
class Reader:
    """What a reader found. Shape: `read(path)` returns an object's bytes or raises FileNotFoundError."""

    read: Callable[[str], bytes]
    pages: tuple[str, ...]
    opened: int = 0
    missed: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Open every page that is there, and what it loads."""
        for page in self.pages:
            try:
                data = self.read(page)
            except FileNotFoundError:
                continue
            self.opened += 1
            if not data.endswith(b"</p>\n"):
                self.missed.append(f"{page} is torn")
            for needed in needs(data):
                try:
                    self.read(needed)
                except FileNotFoundError:
                    self.missed.append(f"{page} needs {needed}")


@contextmanager
def reading(read: Callable[[str], bytes], pages: Iterable[str]) -> Iterator[Reader]:
    """Let a reader look around until the block ends."""
    reader, over = Reader(read, tuple(pages)), threading.Event()

    def poll() -> None:
        while not over.is_set():
            reader.look()

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield reader
    finally:
        over.set()
        thread.join()
        reader.look()
