"""The bytes of one file, whatever stands in its place."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack
from pathlib import Path

from sitegen.errors import ContentError, Mark, Problem
from sitegen.files.names import bad_name, name_fault, shown


def read(root: Path, name: str, *, limit: int) -> bytes:
    """Return the bytes of the plain file `name` below `root`, of which there are at most `limit`.

    No link is followed on the way, however the tree changes meanwhile, and opening never waits, as it would for a FIFO.
    Raises: ContentError: [symlink], [not-a-file], [too-large], [unreadable], [missing-file] or [bad-name].
    """
    parts = name.split("/")
    for part in parts:
        fault = "it leads elsewhere" if part in ("", ".", "..") else name_fault(part)
        if fault:
            raise ContentError([bad_name(name, fault)])
    with ExitStack() as opened:
        at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, at)
        for count, part in enumerate(parts, start=1):
            at = _open(part, at, "/".join(parts[:count]), is_folder=count < len(parts))
            opened.callback(os.close, at)
        return _bytes(at, name, limit)


def symlink(name: str) -> Problem:
    """Return the problem of a link where a file or folder should be."""
    return Problem(Mark(shown(name)), "symlink", "a symbolic link is not followed", "put a copy of the file here")


def not_a_file(name: str, what: str = "is neither a file nor a folder") -> Problem:
    """Return the problem of something that cannot be read as it should."""
    return Problem(Mark(shown(name)), "not-a-file", f"this {what}", "put a plain file in its place, or delete it")


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that the system does not let us read."""
    return Problem(Mark(shown(name)), "unreadable", f"the system does not let this be read: {error.strerror}", "check its permissions")


def _open(part: str, folder: int, reached: str, *, is_folder: bool) -> int:
    """Open one step of a path inside the open `folder`, refusing links."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | (os.O_DIRECTORY if is_folder else 0)
    try:
        return os.open(part, flags, dir_fd=folder)
    except OSError as error:
        raise ContentError([_refusal(part, folder, reached, error)]) from None


def _refusal(part: str, folder: int, reached: str, error: OSError) -> Problem:
    """Say why a step of a path was not opened."""
    try:
        mode = os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode
    except OSError:
        mode = 0
    if stat.S_ISLNK(mode) or error.errno == errno.ELOOP:  # it was one, even if it no longer is
        return symlink(reached)
    if error.errno == errno.ENOENT:
        return Problem(Mark(shown(reached)), "missing-file", "there is no such file", "check its name, case included")
    if error.errno == errno.ENOTDIR:
        return not_a_file(reached, "is not a folder")
    return unreadable(reached, error) if mode == 0 or stat.S_ISREG(mode) or stat.S_ISDIR(mode) else not_a_file(reached)


def _bytes(opened: int, name: str, limit: int) -> bytes:
    about = os.fstat(opened)
    if not stat.S_ISREG(about.st_mode):
        raise ContentError([not_a_file(name, "is not a file")])
    pieces: list[bytes] = []
    length = 0
    try:
        while about.st_size <= limit and length <= limit and (piece := os.read(opened, limit + 1 - length)):
            pieces.append(piece)
            length += len(piece)
    except OSError as error:
        raise ContentError([unreadable(name, error)]) from None
    if max(about.st_size, length) > limit:
        message = f"the file is larger than the {limit:,} bytes allowed"
        raise ContentError([Problem(Mark(shown(name)), "too-large", message, "split it or shorten it")])
    return b"".join(pieces)
