"""A publish on record: what it left, where it came from, and the record as bytes. It comes from outside again: nothing in it is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sitegen.errors import ToolError
from sitegen.publish.body import digest
from sitegen.publish.kinds import Headers

FORMAT = 1
PRIVATE = ".sitegen/"
MANIFESTS = f"{PRIVATE}manifests/"
KEPT = f"{PRIVATE}kept/"
RETAINED = 5
"""How many finished publishes one can go back to."""
STATES = ("open", "failed", "done")
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the site as it is stored. Shape: `digest` is the SHA-256 of its own bytes, `tag` what the store calls those it holds."""

    digest: str
    size: int
    headers: Headers = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A file that left the site, and still lies there for readers who hold an older page."""

    entry: Entry
    since: datetime


@dataclass(frozen=True, slots=True)
class Manifest:
    """One publish."""

    number: int
    state: str
    """open: it runs, until `until` at the latest; failed: it gave up; done."""
    token: str
    """Of the process that writes it: how it knows its own lock again."""
    until: datetime
    started: datetime
    commit: str
    committed: str
    """When the commit was made, as git says it; empty without one."""
    address: str
    files: Mapping[str, Entry]
    gone: Mapping[str, Gone] = field(default_factory=dict)
    finished: datetime | None = None
    restores: int | None = None
    """The publish whose files these are, where this one went back."""

    @property
    def name(self) -> str:
        """Return the object it is kept in."""
        return name_of(self.number)

    def knows(self, path: str) -> Entry | None:
        """Return what this publish left at `path`, be it part of the site or on its way out."""
        gone = self.gone.get(path)
        return self.files.get(path) or (gone.entry if gone else None)


class TornError(Exception):
    """A record whose checksum does not fit: read again, it may."""


def name_of(number: int) -> str:
    """Return the object a manifest is kept in. Its digits sort as its number does."""
    return f"{MANIFESTS}{number:06}.json"


def dump(manifest: Manifest) -> bytes:
    """Return the record as bytes; headers, which thousands of files share, are written once."""
    shared: dict[Headers, int] = {}

    def row(entry: Entry) -> list[object]:
        return [entry.digest, entry.size, shared.setdefault(entry.headers, len(shared)), entry.tag]

    files = {path: row(entry) for path, entry in sorted(manifest.files.items())}
    gone = {path: [*row(it.entry), it.since.isoformat()] for path, it in sorted(manifest.gone.items())}
    record = {
        "format": FORMAT,
        "number": manifest.number,
        "state": manifest.state,
        "token": manifest.token,
        "until": manifest.until.isoformat(),
        "started": manifest.started.isoformat(),
        "finished": manifest.finished.isoformat() if manifest.finished else None,
        "commit": manifest.commit,
        "committed": manifest.committed,
        "address": manifest.address,
        "restores": manifest.restores,
        "headers": [dict(it) for it in shared],
        "files": files,
        "gone": gone,
    }
    return _text({"sha256": digest(_text(record)), "manifest": record})


def parse(data: bytes, name: str) -> Manifest:
    """Read a record.

    Raises: TornError for bytes that are not those of any record, ToolError for a record that this version does not write so.
    """
    try:
        whole = json.loads(data)
        if digest(_text(whole["manifest"])) != whole["sha256"]:
            raise TornError(name)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TornError(name) from None
    try:
        return _manifest(whole["manifest"], name)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ToolError(
            f"{name} in the store is not a manifest that this version can read", "restore it from a backup, or publish to another prefix"
        ) from error


def _text(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _manifest(record: Mapping[str, Any], name: str) -> Manifest:
    shared = [tuple(sorted((str(key), str(value)) for key, value in it.items())) for it in record["headers"]]

    def entry(row: list[Any]) -> Entry:
        value, size, which, tag = row[:4]
        if not _SHA.fullmatch(value) or type(size) is not int or type(which) is not int or min(size, which) < 0:
            raise ValueError(value)
        return Entry(value, size, shared[which], str(tag))

    number = record["number"]
    if record["format"] != FORMAT or type(number) is not int or name_of(number) != name or record["state"] not in STATES:
        raise ValueError(name)
    return Manifest(
        number=number,
        state=record["state"],
        token=str(record["token"]),
        until=_time(record["until"]),
        started=_time(record["started"]),
        finished=_time(record["finished"]) if record["finished"] else None,
        commit=str(record["commit"]),
        committed=str(record["committed"]),
        address=str(record["address"]),
        restores=int(record["restores"]) if record["restores"] is not None else None,
        files={_path(path): entry(row) for path, row in record["files"].items()},
        gone={_path(path): Gone(entry(row), _time(row[4])) for path, row in record["gone"].items()},
    )


def _path(path: str) -> str:
    if not {"", ".", ".."}.isdisjoint(path.split("/")) or path.startswith(PRIVATE) or "\\" in path or not path.isprintable():
        raise ValueError(path)
    return path


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
