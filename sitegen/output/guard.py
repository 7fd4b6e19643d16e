"""What may be replaced: a folder that this program made, and nothing else."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from sitegen.errors import ToolError
from sitegen.output.tree import FOLDER_MODE

MARKER = ".sitegen"
_MADE_BY = b"made by sitegen\n"
NOTE = _MADE_BY + b"Every build replaces this folder; what is put into it by hand is lost.\n"
_IGNORE = ".gitignore"


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder beside an output in which its builds work, by what it may hold."""

    lock: Path
    new: Path
    next: Path
    aside: Path


def safe(out: Path, never: Iterable[Path]) -> Path:
    """Return where `out` really is, if a build may replace it: absent, empty, or marked as ours.

    Raises ToolError otherwise, and for a folder that is or contains one of `never`.
    """
    if out.is_symlink():
        raise ToolError(f"{out} is a symbolic link", "name the folder it leads to, or remove the link")
    place = out.resolve()
    if place.parent == place or any(place == kept or place in kept.parents for kept in map(Path.resolve, never)):
        raise ToolError(f"{out} holds more than a built site would", "choose a folder of its own, such as dist")
    if not place.exists():
        return place
    if not place.is_dir():
        raise ToolError(f"{out} is not a folder", "choose another name for the output")
    if place.is_mount():
        raise ToolError(f"{out} is a mount point, which cannot be exchanged in one step", f"build into a folder in it, such as {out}/site")
    if any(place.iterdir()) and not _is_marked(place / MARKER):
        raise ToolError(f"{out} was not made by sitegen and is left as it is", "choose an absent or empty folder, or empty this one")
    return place


def workshop(out: Path) -> Workshop:
    """Make the folder in which a build of `out` works, unless it is there.

    Raises ToolError when something else has its name.
    """
    work = out.parent / f".{out.name}.work"
    names = [place.name for place in fields(Workshop)]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work.mkdir(FOLDER_MODE)
    except FileExistsError:
        if work.is_symlink() or not work.is_dir() or not {_IGNORE, *names}.issuperset(entry.name for entry in work.iterdir()):
            raise ToolError(f"{work} is in the way: a build works in a folder of that name", "move it elsewhere") from None
    if not os.path.lexists(work / _IGNORE):
        (work / _IGNORE).write_bytes(b"*\n")
    return Workshop(*(work / name for name in names))


def disk_error(error: OSError, doing: str) -> ToolError:
    """Say in words what the file system refused while an output was made."""
    untouched = "the output is as it was"
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ToolError(f"the disk is full: {doing}", f"free some space and build again; {untouched}")
    if error.errno == errno.EFBIG:
        return ToolError(f"a file is larger than the system allows: {doing}", f"raise the limit (ulimit -f) and build again; {untouched}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ToolError(f"not allowed: {doing}{where}", f"see who owns the folder and who may write it; {untouched}")
    if error.errno == errno.EXDEV:  # what a container image brought along cannot be renamed
        return ToolError(f"the folder lies on another disk or image layer: {doing}{where}", f"remove it and build again; {untouched}")
    return ToolError(f"{error.strerror}: {doing}{where}", untouched)


def _is_marked(marker: Path) -> bool:
    if marker.is_symlink() or not marker.is_file():
        return False
    with marker.open("rb") as file:
        return file.read(len(_MADE_BY)) == _MADE_BY
