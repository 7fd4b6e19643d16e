"""Values that stay on disk until they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """A value known by its digest: fetched and read when it is first asked for.

    What comes unchanged from the parse memo stays on disk until its page renders; the digest stands for it in every hash.
    """

    __slots__ = ("_fetch", "_read", "_value", "digest")

    def __init__(self, digest: str, fetch: Callable[[], bytes], read: Callable[[bytes], T]) -> None:
        self.digest = digest
        self._fetch: Callable[[], bytes] | None = fetch
        self._read = read
        self._value: T | None = None

    @property
    def value(self) -> T:
        """Return the value, fetching and reading it once."""
        if self._fetch is not None:
            self._value, self._fetch = self._read(self._fetch()), None
        return self._value  # type: ignore[return-value]  # read above; T itself may be None

    def glance(self) -> T:
        """Return the value without keeping it: for who passes by all of a site's."""
        return self.value if self._fetch is None else self._read(self._fetch())

    def afresh(self) -> Kept[T]:
        """Return this value for one use: what is read through it goes with it."""
        return self if self._fetch is None else Kept(self.digest, self._fetch, self._read)

    def __repr__(self) -> str:
        return f"Kept({self.digest})"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as bytes, to be read where the value is asked for."""
        if self._fetch is None:
            return (_held, (self.digest, self._value))
        return (Kept, (self.digest, AtHand(self._fetch()), self._read))


class AtHand(bytes):
    """Bytes that need no fetching."""

    def __call__(self) -> bytes:
        """Return them."""
        return self


def _held(digest: str, value: T) -> Kept[T]:
    kept: Kept[T] = Kept(digest, AtHand(), lambda _: value)
    return kept
