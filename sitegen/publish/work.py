"""What a publish does to single files: keep the old bytes, store the new ones, read them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sitegen.errors import ToolError
from sitegen.publish.body import digest, packed, unpacked
from sitegen.publish.claim import Claim
from sitegen.publish.kinds import Headers
from sitegen.publish.manifest import Entry
from sitegen.publish.plan import Plan, Survey, kept_name
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Missing, Store, Unreachable

T = TypeVar("T")
CONCURRENT = 16


class Source(Protocol):
    """Where the bytes of a site come from."""

    def read(self, path: str, want: Entry) -> bytes:
        """Return the bytes that `want.digest` names. Raises: ToolError where they are others by now."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is now as it should be. Shape: `sent` is False where it was there already; `lacking` are headers not given back."""

    path: str
    tag: str
    sent: bool
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bench:
    """What the work on each file needs. Many threads share it; each reads and writes its own path alone."""

    store: Store
    source: Source
    seen: Survey
    plan: Plan
    held: Claim
    patience: Patience

    def upload(self, path: str) -> Stored:
        """Store a file and read it back, unless a publish that broke off has stored it already."""
        want = self.plan.wanted[path]
        body = packed(self.source.read(path, want), want.headers)
        started = self.plan.started_by.get(path)
        if started and (started.digest, started.headers) == (want.digest, want.headers):
            there = self.patience.persist(lambda: self._there(path, want))
            if there:
                return there
        return self.patience.persist(lambda: self._put(path, want, body))

    def keep(self, path: str) -> str | None:
        """Keep the bytes that lie at `path`, under the hash that the last manifest has for them.

        Shape: what to tell the owner where they are no longer those, else None.
        """
        was = self.seen.live.knows(path) if self.seen.live else None
        if was is None or kept_name(was) in self.seen.found:
            return None
        data = self.patience.persist(lambda: self._old_bytes(path, was))
        if data is None:
            altered = path not in self.plan.started_by
            return f"{path} was altered in the store by somebody else: its bytes of the last publish are lost" if altered else None
        self.patience.persist(lambda: self._put(kept_name(was), Entry(was.digest, len(data)), data))
        return None

    def _old_bytes(self, path: str, was: Entry) -> bytes | None:
        """Return what lies at `path` if it is what the last manifest says.

        Raises: Unreachable where the store says that it is, and yet other bytes came: they were damaged on their way.
        """
        try:
            data = unpacked(self.store.get(path).data, was.headers)
        except Missing:
            return None
        except ValueError:
            data = b""
        if digest(data) == was.digest:
            return data
        if self.seen.is_as_left(path, was):
            raise Unreachable(f"{self.store.where()}: {path} does not come back as it was stored", "nothing was overwritten; publish again")
        return None

    def _put(self, path: str, want: Entry, body: bytes) -> Stored:
        """Store a file and read it back whole. Raises: Unreachable when it comes back otherwise: another try may help."""
        self.held.hold()
        self.store.put(path, body, want.headers)
        there = self._there(path, want)
        if there is None:
            raise Unreachable(
                f"{self.store.where()}: {path} came back with other bytes than were sent", "nothing was deleted; publish again"
            )
        return Stored(path, there.tag, sent=True, lacking=there.lacking)

    def _there(self, path: str, want: Entry) -> Stored | None:
        """Return what lies at `path` if it is what should, else None."""
        try:
            found = self.store.get(path)
            same = digest(unpacked(found.data, want.headers)) == want.digest
        except (Missing, ValueError):
            return None
        return Stored(path, found.tag, sent=False, lacking=lacking(want.headers, found.headers)) if same else None


def lacking(wanted: Headers, found: Mapping[str, str]) -> frozenset[str]:
    """Return the names of headers that a store did not give back as they were sent."""
    return frozenset(name for name, value in wanted if found.get(name) != value)


def each(paths: Iterable[str], work: Callable[[str], T]) -> list[T]:
    """Do the work for every path, several at a time, and return the results in order.

    Raises: the first error, once what had begun has ended; the rest is not begun.
    """
    with ThreadPoolExecutor(CONCURRENT, "publish") as crew:
        waiting = [crew.submit(work, path) for path in paths]
        try:
            wait(waiting, return_when=FIRST_EXCEPTION)
        finally:
            for one in waiting:
                one.cancel()
    failed = [error for one in waiting if not one.cancelled() and (error := one.exception())]
    if failed:
        raise next((error for error in failed if isinstance(error, ToolError)), failed[0])
    return [one.result() for one in waiting]
