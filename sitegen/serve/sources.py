"""What an owner's files hold, by content: which of them differ from what they held when last asked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import clock_gettime_ns

from sitegen.inputs import FILES, FOLDERS
from sitegen.output.stage import STAMPS

_LARGEST = 64_000_000
_DROPPINGS = ("~", ".swp", ".swo", ".swx", ".tmp")


@dataclass(frozen=True, slots=True)
class _State:
    look: tuple[int, ...]
    digest: bytes
    size: int


class Sources:
    """The files that a site is made from. Made once; `changed` tells what is new since the last call."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, _State] = {}
        self.changed()

    def changed(self) -> frozenset[str]:
        """Return the names of files that came, went, or hold other bytes. One that was only touched is none of them."""
        found: dict[str, _State] = {}
        changed: set[str] = set()
        now = clock_gettime_ns(STAMPS)
        for name, status in _entries(self._root):
            look = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            known = self._known.get(name)
            if known is None or known.look != look:
                digest = _digest(self._root / name, status)
                if known is None or known.digest != digest:
                    changed.add(name)
                # What changed in this very tick of the clock may change again and look the same: next time it is read again.
                found[name] = _State(look if status.st_ctime_ns < now else (), digest, status.st_size)
            else:
                found[name] = known
        changed |= self._known.keys() - found.keys()
        self._known = found
        return frozenset(changed)

    def has_empty(self, names: frozenset[str]) -> bool:
        """Tell whether one of the files is empty, as a file is for a moment that an editor writes in place."""
        return any(name in self._known and not self._known[name].size for name in names)

    def folders(self) -> tuple[Path, ...]:
        """Return every folder to watch: the root itself, for site.yaml, and all that are sources. Links are not followed."""
        return (self._root, *(self._root / folder for folder in _folders(self._root)))


def _folders(root: Path) -> Iterator[str]:
    waiting = [name for name in FOLDERS if (root / name).is_dir() and not (root / name).is_symlink()]
    while waiting:
        folder = waiting.pop()
        yield folder
        try:
            with os.scandir(root / folder) as entries:
                waiting += [f"{folder}/{it.name}" for it in entries if it.is_dir(follow_symlinks=False) and not it.name.startswith(".")]
        except OSError:  # it went meanwhile
            continue


def _entries(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Find everything but folders, and what editors and file managers leave behind."""
    for name in FILES:
        try:
            yield name, os.lstat(root / name)
        except OSError:
            continue
    for folder in _folders(root):
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    if (
                        not entry.is_dir(follow_symlinks=False)
                        and not entry.name.startswith((".", "#"))
                        and not entry.name.endswith(_DROPPINGS)
                    ):
                        yield f"{folder}/{entry.name}", entry.stat(follow_symlinks=False)
        except OSError:
            continue


def _digest(path: Path, status: os.stat_result) -> bytes:
    """Return a hash of what a file holds; of what cannot be read, of its look."""
    if stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST:
        try:
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123  # flags
                return blake2b(file.read(), digest_size=16).digest()
        except OSError:
            pass
    return repr((status.st_mode, status.st_size, status.st_mtime_ns)).encode()
