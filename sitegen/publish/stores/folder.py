"""A folder on this machine, or mounted here: releases side by side, and the link `current` that is moved from one to the next.

A web server's root is `FOLDER/current`; below it the site lies at the path of its address. A release is made of hard links to what is
unchanged, so that it costs what is new. A request that began in the former release finds its files there: one former release stays.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sitegen.errors import ToolError
from sitegen.publish.kinds import Headers
from sitegen.publish.manifest import PRIVATE
from sitegen.publish.stores import Body, Found, Missing, Taken, Unreachable

T = TypeVar("T")
CURRENT, RELEASES, LOCK = "current", "releases", "lock"
_PASSING = {errno.EIO, errno.ETIMEDOUT, errno.ESTALE, errno.EAGAIN, errno.EBUSY}


def open_folder(folder: Path, base: str) -> Folder:
    """Open the folder, and hold it for this process until it is closed. Shape: `base` is the path of the site's address.

    Raises: ToolError when another process holds it, or something that is not ours lies in it.
    """
    odd = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if strays := [name for name in odd if name not in {CURRENT, RELEASES, PRIVATE.strip("/")}]:
        raise ToolError(f"{folder} holds what no publish put there: {', '.join(strays[:3])}", "name a folder of its own for the target")
    if os.path.lexists(folder / CURRENT) and not (folder / CURRENT).is_symlink():
        raise ToolError(f"{folder / CURRENT} is not the link that a publish makes", "name a folder of its own for the target")
    return Folder(folder, base.strip("/"))


class Folder:
    """Releases in one folder. Made by `open_folder`; nothing is written before `begin`."""

    carries: frozenset[str] = frozenset()
    is_exclusive = True

    def __init__(self, folder: Path, base: str) -> None:
        self._folder, self._base = folder, base
        self._release: Path | None = None
        self._held: int | None = None

    def where(self) -> str:
        """Name the folder."""
        return str(self._folder)

    def list(self) -> Mapping[str, Found]:
        """Return every file of the current release, and every private one."""
        with _said(self._folder):
            public = dict(_files(self._public()))
            private = {PRIVATE + path: found for path, found in _files(self._folder / PRIVATE) if path != LOCK and not _is_passing(path)}
        return {**public, **private}

    def get(self, path: str) -> Body:
        """Return a file. Raises: Missing."""
        with _said(self._folder):
            try:
                descriptor = os.open(self._place(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except FileNotFoundError:
                raise Missing(path) from None
            with os.fdopen(descriptor, "rb") as file:
                return Body(file.read(), {}, _tag(os.fstat(file.fileno())))

    def put(self, path: str, data: bytes, headers: Headers) -> str:  # noqa: ARG002  # a folder keeps no headers
        """Write a file beside its place, then move it there: nobody sees half of it, and the release it was linked from keeps its own."""
        return self._write(path, data, os.replace)

    def create(self, path: str, data: bytes) -> str:
        """Write a file that is not there yet. Raises: Taken."""
        self._hold()

        def link(new: Path, place: Path) -> None:
            try:
                os.link(new, place)
            except FileExistsError:
                raise Taken(path) from None

        return self._write(path, data, link)

    def replace(self, path: str, data: bytes, tag: str) -> str:
        """Write a file in place of the one with this tag; who holds the folder is alone. Raises: Taken."""
        self._hold()
        with _said(self._folder):
            if _tag(os.lstat(self._place(path))) != tag:
                raise Taken(path)
        return self._write(path, data, os.replace)

    def delete(self, paths: Iterable[str]) -> None:
        """Remove files, and the folders that they leave empty."""
        with _said(self._folder):
            for path in paths:
                place = self._place(path)
                place.unlink(missing_ok=True)
                top = self._folder / PRIVATE if path.startswith(PRIVATE) else self._public()
                for above in place.parents:
                    if above == top or not above.is_relative_to(top) or any(above.iterdir()):
                        break
                    above.rmdir()

    def begin(self, number: int) -> None:
        """Make the next release: for now a twin of the current one, of links."""
        self._hold()
        with _said(self._folder):
            releases = self._folder / RELEASES
            releases.mkdir(parents=True, exist_ok=True)
            self._tidy(keep=1)
            release = releases / f"{number:06}-{uuid4().hex[:8]}"
            source, self._release = self._public(), release
            (release / self._base).mkdir(parents=True)
            for path, _ in _files(source):
                place = release / self._base / path
                place.parent.mkdir(parents=True, exist_ok=True)
                _link(source / path, place)

    def finish(self) -> None:
        """Move the link to the new release in one step."""
        if self._release is None:
            return
        with _said(self._folder):
            fresh = self._folder / PRIVATE / f"{uuid4().hex}.new"
            fresh.symlink_to(Path(RELEASES) / self._release.name)
            fresh.replace(self._folder / CURRENT)
            self._release = None
            self._tidy(keep=2)

    def close(self) -> None:
        """Let go of the folder."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    def _public(self) -> Path:
        return (self._release or self._folder / CURRENT) / self._base

    def _place(self, path: str) -> Path:
        return self._folder / path if path.startswith(PRIVATE) else self._public() / path

    def _write(self, path: str, data: bytes, settle: Callable[[Path, Path], object]) -> str:
        place = self._place(path)
        with _said(self._folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            new = self._folder / PRIVATE / f"{uuid4().hex}.new"
            new.parent.mkdir(parents=True, exist_ok=True)
            with new.open("xb") as file:
                file.write(data)
                os.fchmod(file.fileno(), 0o644)
            tag = _tag(new.lstat())
            try:
                settle(new, place)
            finally:
                new.unlink(missing_ok=True)
        return tag

    def _hold(self) -> None:
        """Hold the folder until `close`, or until this process ends, however that ends."""
        if self._held is not None:
            return
        with _said(self._folder):
            (self._folder / PRIVATE).mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._folder / PRIVATE / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise ToolError(f"{self._folder}: another publish holds it", "wait until it is done") from None
        self._held = descriptor
        for left in (self._folder / PRIVATE).glob("*.new"):
            left.unlink(missing_ok=True)

    def _tidy(self, keep: int) -> None:
        """Remove releases that nobody is led to: all but the current and, of the others, the newest that are to stay."""
        now = (self._folder / CURRENT).resolve()
        others = sorted((it for it in (self._folder / RELEASES).iterdir() if it != now), key=lambda it: it.lstat().st_mtime_ns)
        for old in others[: max(0, len(others) - keep + 1)]:
            shutil.rmtree(old, ignore_errors=True)


def _files(top: Path) -> Iterator[tuple[str, Found]]:
    """List the files below a folder, following no link below it; nothing where it is not there."""
    waiting = [""] if top.is_dir() else []
    while waiting:
        prefix = waiting.pop()
        with os.scandir(top / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield prefix + entry.name, Found(status.st_size, _tag(status))


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a mounted share that knows no hard links
        shutil.copy2(old, new)


def _tag(status: os.stat_result) -> str:
    """Name a file's bytes by what a link leaves as it is and a change does not."""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


def _is_passing(path: str) -> bool:
    return "/" not in path and path.endswith(".new")


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror}"
        if error.errno in _PASSING:
            raise Unreachable(message) from error
        raise ToolError(message, "see that the folder can be written and the disk has room; the site is as it was") from error
