"""What a build reads, at a glance: one signature of every file's state, without reading any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

FOLDERS = ("content", "data", "templates")
FILES = ("site.yaml",)


def signature(roots: tuple[Path, ...], *also: str) -> str:
    """Return a hash of name, size, times and inode of every file that a build reads below `roots`, and of the texts `also`.

    An edit that keeps size and modification time changes the inode's change time all the same, which no ordinary program can set.
    """
    state = blake2b(digest_size=16)
    for text in also:
        state.update(text.encode("utf-8", "surrogateescape") + b"\0\0")
    for root in dict.fromkeys(roots):
        for line in sorted(_states(root)):
            state.update(line.encode("utf-8", "surrogateescape") + b"\0")
        state.update(b"\0")
    return state.hexdigest()


def guide_count(root: Path) -> int:
    """Return about how many guides there are."""
    try:
        return sum(1 for _ in os.scandir(root / "content/roles"))
    except OSError:
        return 0


def program(package: Path) -> str:
    """Return a hash of the generator's own code and lists, so that no memo outlives what made it."""
    state = blake2b(digest_size=16)
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.yaml"))):
        state.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def _states(root: Path) -> Iterator[str]:
    for name in FILES:
        try:
            yield _line(name, os.lstat(root / name))
        except OSError:
            yield f"{name} -"
    waiting = [folder for folder in FOLDERS if (root / folder).is_dir()]
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name)
                yield _line(name, entry.stat(follow_symlinks=False))


def _line(name: str, found: os.stat_result) -> str:
    return f"{name}\t{found.st_mode}\t{found.st_size}\t{found.st_mtime_ns}\t{found.st_ctime_ns}\t{found.st_ino}"
