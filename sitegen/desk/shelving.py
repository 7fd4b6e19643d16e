"""New files below content/, put there without following a link and never over another."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

from sitegen.errors import ToolError

_HOME = "content"


def put_new(root: Path, name: str, data: bytes) -> None:
    """Write a file that is not there yet, below content/, and the folders on the way to it.

    Raises: ToolError when something is in the way: a file, a link, a full disk.
    """
    parts = name.split("/")
    if parts[0] != _HOME or {"", ".", ".."}.intersection(parts):
        raise ValueError(f"{name!r} is not below {_HOME}/")
    try:
        with ExitStack() as opened:
            at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            opened.callback(os.close, at)
            for part in parts[:-1]:
                at = _folder(part, at)
                opened.callback(os.close, at)
            file = os.open(parts[-1], os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644, dir_fd=at)
            with os.fdopen(file, "wb") as written:
                written.write(data)
    except FileExistsError:
        raise ToolError(f"{name} is there already", "edit it, or choose another title") from None
    except OSError as error:
        raise ToolError(f"{name} cannot be written: {error.strerror}", "see what stands there, and who owns the folder") from error


def _folder(part: str, inside: int) -> int:
    with suppress(FileExistsError):
        os.mkdir(part, 0o755, dir_fd=inside)  # below an open folder
    return os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=inside)
