"""One publish at a time: the open manifest of the next number is the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from sitegen.errors import ToolError
from sitegen.publish.manifest import Manifest, dump
from sitegen.publish.plan import Survey, read
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Missing, Store, Taken, Unreachable

LEASE = timedelta(minutes=5)
"""How long a publish that has died still keeps others out; one that lives asks for more in time."""
SETTLE = 2.0
"""Seconds to wait, where a store ignores conditions, until a rival's write would show."""


class Claim:
    """The right to publish, as long as nobody else has taken it. Made by `claim`; for many threads."""

    def __init__(self, store: Store, manifest: Manifest, tag: str, now: Callable[[], datetime], patience: Patience) -> None:
        self._store, self._now, self._patience = store, now, patience
        self._tag, self._lock = tag, Lock()
        self.manifest = manifest
        self.is_best_effort = False

    def hold(self) -> None:
        """Make sure that the claim is ours before something is written. Raises: ToolError when it was taken over."""
        with self._lock:
            now = self._now()
            if now > self.manifest.until - LEASE / 2:
                self._write(replace(self.manifest, until=now + LEASE))

    def sign(self, manifest: Manifest) -> None:
        """Put a new record in place of the claim. Raises: ToolError when it was taken over."""
        with self._lock:
            self._write(manifest)

    def check(self) -> None:
        """Read the claim once more. Raises: ToolError when it is not ours."""
        if not _is_ours(self._store, self.manifest, self._patience):
            raise self._lost()

    def _write(self, manifest: Manifest) -> None:
        if self.is_best_effort:
            self.check()
        try:
            self._tag = _store(self._store, manifest, self._tag, self._patience)
        except Taken:
            raise self._lost() from None
        self.manifest = manifest

    def _lost(self) -> ToolError:
        return ToolError(
            f"{self._store.where()}: another publish took over number {self.manifest.number}", "let it finish, then publish again"
        )


def claim(
    store: Store, seen: Survey, manifest: Manifest, now: Callable[[], datetime], patience: Patience, take_over: int | None = None
) -> Claim:
    """Take the number of `manifest`, which is the one after the live one, or the one of a publish that broke off.

    Raises: ToolError when another publish has it.
    """
    if seen.open is not None:
        _refuse_running(store, seen.open, now(), take_over)
    try:
        tag = _store(store, manifest, seen.open_tag, patience)
    except Taken:
        raise ToolError(f"{store.where()}: another publish has just begun", "wait until it is done, then publish again") from None
    made = Claim(store, manifest, tag, now, patience)
    if seen.open is None and not store.is_exclusive:
        made.is_best_effort = _ignores_conditions(store, manifest, patience)
    if made.is_best_effort:
        patience.sleep(SETTLE)
        made.check()
    return made


def _refuse_running(store: Store, other: Manifest, now: datetime, take_over: int | None) -> None:
    if other.state == "failed" or store.is_exclusive or now >= other.until or take_over == other.number:
        return
    raise ToolError(
        f"{store.where()}: publish {other.number} has run since {other.started:%H:%M:%S} and may run until {other.until:%H:%M:%S} (UTC)",
        f"wait; if you know that it has died: --take-over {other.number}",
    )


def _store(store: Store, manifest: Manifest, tag: str, patience: Patience) -> str:
    """Store a record in place of the one with this tag, none where it is empty, and read it back. Shape: its tag.

    Raises: Taken when somebody else was first.
    """
    data, name = dump(manifest), manifest.name

    def write() -> str:
        nonlocal tag
        try:
            stored = store.replace(name, data, tag) if tag else store.create(name, data)
        except Taken:
            stored = ""  # or it was us, and the answer to our first try was lost
        body = store.get(name)
        if body.data == data:
            return body.tag
        if body.tag != stored:
            raise Taken(name)
        tag = stored  # ours, and damaged on its way there or back
        raise Unreachable(f"{store.where()}: {name} came back with other bytes than were sent", "publish again")

    return patience.persist(write)


def _is_ours(store: Store, manifest: Manifest, patience: Patience) -> bool:
    try:
        return patience.persist(lambda: read(store, manifest.name))[0].token == manifest.token
    except Missing:
        return False


def _ignores_conditions(store: Store, manifest: Manifest, patience: Patience) -> bool:
    """Ask for what must be refused: to create the object that we have just created. The bytes are the same in either case."""
    try:
        patience.persist(lambda: store.create(manifest.name, dump(manifest)))
    except Taken:
        return False
    return True
