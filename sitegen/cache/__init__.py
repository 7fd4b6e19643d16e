"""What earlier builds made: parsed files by the hash of their bytes, artifacts by the hash of their context.

The cache saves work and decides nothing: all of it may be lost, torn or foreign at any time, which means a cold build. It is data
from outside, so nothing in it is ever unpickled or run. Whoever can write it can decide what a page says, as with the output itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.cache.store import Store
from sitegen.output import Look, Seal

FILE = "memo.sqlite"
_STATE, _ARTIFACTS, _LAST, _PARSED, _CONTEXTS, _DOCUMENTS = "state", "artifacts", "last", "parsed/", "context/", "documents/"


class Artifact(NamedTuple):
    """One file of the output: the hash of the context that made it, and the seal of what it became."""

    context: str
    seal: Seal


class Cache:
    """The memos. Made by `open_cache`; for one thread.

    Shape: `state` holds a few facts of the last build and `artifacts` what it wrote, by path: dictionaries to read and replace, kept
    by `save`. Parsed values are read and kept one by one.
    """

    def __init__(self, store: Store, version: bytes) -> None:
        self.version = version
        self._store = store
        self._known = {name: store.read(name) for name in (_STATE, _ARTIFACTS)}
        self.state = _state(self._known[_STATE])
        self.artifacts = _artifacts(self._known[_ARTIFACTS])

    def seals(self) -> dict[str, Seal]:
        """Return the seals of the last output, as `output.staging` takes them."""
        return {path: artifact.seal for path, artifact in self.artifacts.items()}

    def get(self, key: str) -> bytes | None:
        """Return the parsed value under `key`, if it is there and whole."""
        return self._store.read(_PARSED + key)

    def put(self, key: str, value: bytes) -> None:
        """Keep a parsed value under `key` from `save` on."""
        self._store.write(_PARSED + key, value)

    @property
    def keeps(self) -> bool:
        """Whether what is put can be got again: by this process at once, by others from `flush` on."""
        return self._store.keeps

    def flush(self) -> None:
        """Make the parsed values last that were put so far, whatever becomes of the build: they are true for their keys at any time."""
        self._store.commit()

    def prune(self, used: Collection[str]) -> None:
        """Drop every parsed value whose key is not in `used`, from `save` on."""
        self._drop(_PARSED, used)

    @property
    def last(self) -> Mapping[str, Any]:
        """What else the last build noted of itself; empty where it noted nothing."""
        try:
            known = json.loads(self._store.read(_LAST) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}

    @last.setter
    def last(self, value: Mapping[str, Any]) -> None:
        self._store.write(_LAST, _json(value))

    def context(self, path: str) -> bytes | None:
        """Return the context that was kept of the page at `path`, if it is there and whole."""
        return self._store.read(_CONTEXTS + path)

    def keep_context(self, path: str, data: bytes) -> None:
        """Keep the context of the page at `path`, from `save` on."""
        self._store.write(_CONTEXTS + path, data)

    def prune_contexts(self, paths: Collection[str]) -> None:
        """Drop every context of a page that is not at one of `paths`, from `save` on."""
        self._drop(_CONTEXTS, paths)

    def documents(self, code: str) -> bytes | None:
        """Return what was kept of the documents of a shard of the search index, if it is there and whole."""
        return self._store.read(_DOCUMENTS + code)

    def keep_documents(self, code: str, data: bytes) -> None:
        """Keep the documents of a shard of the search index, from `save` on."""
        self._store.write(_DOCUMENTS + code, data)

    def _drop(self, kind: str, used: Collection[str]) -> None:
        kept, known = {kind + key for key in used}, self._store.keys()
        self._store.delete(key for key in known - kept if key.startswith(kind))

    def save(self) -> None:
        """Make it last, all in one transaction. Where nothing is new, touch nothing."""
        rows = [[path, context, digest, *look] for path, (context, (digest, look)) in self.artifacts.items()]
        known = {_STATE: _json(self.state), _ARTIFACTS: _json(rows)}
        if self._store.is_written or known != self._known:
            for name, value in known.items():
                self._store.write(name, value)
            self._store.commit()
            self._known = dict(known)


@contextmanager
def open_cache(folder: Path | None, version: bytes) -> Iterator[Cache]:
    """Open the cache in `folder`; None, or one that cannot be used, is an empty one. What was not saved by the end is dropped.

    `version` names everything that could make other values of the same keys. What another version kept is not seen, and is replaced
    once there is something to keep. Never fails: at worst it knows nothing and keeps nothing.
    """
    store = Store(folder / FILE if folder else None, version)
    try:
        yield Cache(store, version)
    finally:
        store.close()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _state(raw: bytes | None) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(raw or b"{}").items()}
    except (ValueError, AttributeError, RecursionError):
        return {}


def _artifacts(raw: bytes | None) -> dict[str, Artifact]:
    try:
        return {path: Artifact(context, Seal(digest, Look(*look))) for path, context, digest, *look in json.loads(raw or b"[]")}
    except (ValueError, TypeError, RecursionError):
        return {}
