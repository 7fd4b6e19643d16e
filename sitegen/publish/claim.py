"""One publish at a time: the open manifest of the next number is the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from sitegen.errors import ToolError
from sitegen.publish.manifest import Manifest, dump, parse
from sitegen.publish.plan import Survey
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Missing, Store, Taken

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
        data, name = dump(manifest), manifest.name
        if self.is_best_effort:
            self.check()
        try:
            self._tag = self._patience.persist(lambda: self._store.replace(name, data, self._tag))
        except Taken:
            # An answer that was lost on its way leaves a write that was done: then the record is already ours.
            body = self._patience.persist(lambda: self._store.get(name))
            if body.data != data:
                raise self._lost() from None
            self._tag = body.tag
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
    if seen.open is None:
        tag = _create(store, manifest, patience)
    else:
        _refuse_running(store, seen.open, now(), take_over)
        tag = _replace(store, manifest, seen.open_tag, patience)
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


def _create(store: Store, manifest: Manifest, patience: Patience) -> str:
    data = dump(manifest)
    try:
        return patience.persist(lambda: store.create(manifest.name, data))
    except Taken:
        return _ours(store, manifest, patience)


def _replace(store: Store, manifest: Manifest, tag: str, patience: Patience) -> str:
    data = dump(manifest)
    try:
        return patience.persist(lambda: store.replace(manifest.name, data, tag))
    except Taken:
        return _ours(store, manifest, patience)


def _ours(store: Store, manifest: Manifest, patience: Patience) -> str:
    """Return the tag of a claim that is ours although the store said it was taken: the answer to our first try was lost."""
    if _is_ours(store, manifest, patience):
        return patience.persist(lambda: store.get(manifest.name)).tag
    raise ToolError(f"{store.where()}: another publish has just begun", "wait until it is done, then publish again") from None


def _is_ours(store: Store, manifest: Manifest, patience: Patience) -> bool:
    try:
        body = patience.persist(lambda: store.get(manifest.name))
    except Missing:
        return False
    return parse(body.data, manifest.name).token == manifest.token


def _ignores_conditions(store: Store, manifest: Manifest, patience: Patience) -> bool:
    """Ask for what must be refused: to create the object that we have just created. The bytes are the same in either case."""
    try:
        patience.persist(lambda: store.create(manifest.name, dump(manifest)))
    except Taken:
        return False
    return True
