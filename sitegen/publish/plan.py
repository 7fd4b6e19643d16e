"""What a publish would do, before it does anything: the site held against what lies in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from sitegen.publish.manifest import KEPT, MANIFESTS, PRIVATE, RETAINED, Entry, Gone, Manifest, TornError, name_of, parse
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Found, Missing, Store, Unreachable

_DAMAGED = "restore it from a backup, or publish to another prefix"
Kind = Literal["new", "changed", "metadata", "unchanged"]


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in the store, and what our own manifests say of it."""

    found: Mapping[str, Found]
    live: Manifest | None
    """The last publish that was finished."""
    open: Manifest | None
    """One after it that was not: it runs, or it broke off."""
    open_tag: str = ""
    numbers: tuple[int, ...] = ()
    """Of all manifests that are there, in order."""

    def knows(self, path: str) -> bool:
        """Tell whether an object was put there by us."""
        return any(it and it.knows(path) for it in (self.live, self.open))

    def is_as_left(self, path: str, entry: Entry) -> bool:
        """Tell whether the object at `path` is still the one that we stored. A store without tags cannot show that it is."""
        there = self.found.get(path)
        return there is not None and bool(entry.tag) and there.tag == entry.tag

    @property
    def public(self) -> Iterator[str]:
        """List the objects that are not private."""
        return (path for path in self.found if not path.startswith(PRIVATE))


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change. Shape: paths sorted."""

    wanted: Mapping[str, Entry]
    kinds: Mapping[str, Kind]
    leaving: tuple[str, ...]
    """Files of the last publish that are no longer part of the site; they lie there until their grace time is over."""
    gone: Mapping[str, Gone]
    """All that lie there and are no longer part of the site, by the end of this publish."""
    delete: tuple[str, ...]
    """Those whose grace time is over."""
    foreign: tuple[str, ...]
    """Objects that no manifest of ours knows: never deleted."""
    resumes: bool = False
    """Whether it finishes what another began."""
    started_by: Mapping[str, Entry] = field(default_factory=dict)
    """What the publish that broke off may have stored already."""

    def of(self, kind: Kind) -> list[str]:
        """List the files of one kind."""
        return [path for path, it in self.kinds.items() if it == kind]

    @property
    def to_write(self) -> list[str]:
        """List the files to upload."""
        return [path for path, it in self.kinds.items() if it != "unchanged"]

    @property
    def is_empty(self) -> bool:
        """Tell whether the store is as it should be."""
        return not (self.to_write or self.leaving or self.delete or self.resumes)


def survey(store: Store, patience: Patience) -> Survey:
    """Look at the store: one listing, and the last manifests. Writes nothing.

    Raises: ToolError when the store fails, or a manifest cannot be read.
    """
    found = patience.persist(store.list)
    numbers = tuple(sorted(_numbers(found)))
    live = last = None
    tag = ""
    for number in reversed(numbers):
        manifest, its_tag = load(store, number, patience)
        if manifest.state == "done":
            live = manifest
            break
        if last is None:
            last, tag = manifest, its_tag
    return Survey(found, live, last, tag, numbers)


def load(store: Store, number: int, patience: Patience) -> tuple[Manifest, str]:
    """Return a manifest and its tag."""
    return patience.persist(lambda: read(store, name_of(number)))


def read(store: Store, name: str) -> tuple[Manifest, str]:
    """Return a manifest and its tag, in one try. Raises: Missing; Unreachable for torn bytes, since they may come whole next time."""
    body = store.get(name)
    try:
        return parse(body.data, name), body.tag
    except TornError:
        raise Unreachable(f"{store.where()}: {name} is not a manifest that this version can read", _DAMAGED) from None


def retained(store: Store, seen: Survey, patience: Patience) -> list[Manifest]:
    """Return the finished publishes that one can go back to, newest first; the first is the live one."""
    done: list[Manifest] = []
    for number in reversed(seen.numbers):
        if len(done) < RETAINED:
            try:
                manifest = load(store, number, patience)[0]
            except Missing:
                continue
            done += [manifest] if manifest.state == "done" else []
    return done


def compare(wanted: Mapping[str, Entry], seen: Survey, now: datetime, grace: timedelta) -> Plan:
    """Hold the site against the store. Pure."""
    kinds = {path: _kind(path, want, seen) for path, want in sorted(wanted.items())}
    leaving = tuple(sorted(path for path in (seen.live.files if seen.live else ()) if path not in wanted and path in seen.found))
    gone = dict(_gone(wanted, seen, now))
    over = tuple(sorted(path for path, it in gone.items() if now - it.since >= grace and seen.is_as_left(path, it.entry)))
    return Plan(
        wanted=wanted,
        kinds=kinds,
        leaving=leaving,
        gone=dict(sorted(gone.items())),
        delete=over,
        foreign=tuple(sorted(path for path in seen.public if not seen.knows(path))),
        resumes=seen.open is not None,
        started_by=seen.open.files if seen.open else {},
    )


def _kind(path: str, want: Entry, seen: Survey) -> Kind:
    if path not in seen.found:
        return "new"
    was = seen.live.knows(path) if seen.live else None
    if was is None or was.digest != want.digest or not seen.is_as_left(path, was):
        return "changed"
    return "unchanged" if was.headers == want.headers else "metadata"


def _gone(wanted: Mapping[str, Entry], seen: Survey, now: datetime) -> Iterator[tuple[str, Gone]]:
    """List what lies there and is no longer part of the site. What somebody took away meanwhile is forgotten."""
    left = {path for path in seen.found if path not in wanted}
    if seen.live:
        yield from ((path, Gone(entry, now)) for path, entry in seen.live.files.items() if path in left)
        yield from ((path, it) for path, it in seen.live.gone.items() if path in left)
    if seen.open:
        for path in left & seen.open.files.keys():
            entry, was = seen.open.files[path], seen.live.knows(path) if seen.live else None
            if was is None or not seen.is_as_left(path, was):
                yield path, Gone(replace(entry, tag=seen.found[path].tag), now)


def _numbers(paths: Iterable[str]) -> Iterator[int]:
    for path in paths:
        stem = path.removeprefix(MANIFESTS).removesuffix(".json")
        if path == f"{MANIFESTS}{stem}.json" and stem.isdecimal() and len(stem) >= 6:
            yield int(stem)


def kept_name(entry: Entry) -> str:
    """Return where the old bytes of a file are kept."""
    return KEPT + entry.digest
