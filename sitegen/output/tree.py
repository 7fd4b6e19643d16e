"""A folder of files as values: what it holds, whether it is as it was sealed, and how to make it hold something else."""

# ruff: noqa: PTH101, PTH102, PTH106, PTH108, PTH123  # a Path for each of ten thousand files takes longer than the system calls

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.errors import ToolError

FILE_MODE = stat.S_IFREG | 0o644
FOLDER_MODE = 0o755
_SECOND = 1_000_000_000


class Look(NamedTuple):
    """What the file system says of a file without reading it. A tuple, because ten thousand are compared at a time.

    `ctime_ns` is the last change of anything about the file, and no program can set it back.
    """

    mode: int
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int

    def is_same_file(self, later: Look) -> bool:
        """Tell whether only the time of change differs, as it does once a file was linked or renamed."""
        return self[:-1] == later[:-1]


class Seal(NamedTuple):
    """The bytes a file had, and its look when it had them: while the look is the same, so are the bytes and the mode."""

    digest: str
    look: Look


@dataclass(frozen=True, slots=True)
class Tree:
    """What a folder holds: files by path below it, and folders with their permissions ('' is the folder itself)."""

    files: dict[str, Look] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """Return the name of these bytes: SHA-256, because strangers' content must not be able to make two alike."""
    return hashlib.sha256(data).hexdigest()


def look(status: os.stat_result) -> Look:
    """Keep of a file's status what shows a change."""
    return Look(status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns)


def proves(seal: Seal, found: Look) -> bool:
    """Tell whether the file found must still hold the bytes sealed.

    A change time without fractions comes from a file system that counts in seconds, where two changes may look like one.
    """
    return seal.look == found and found.ctime_ns % _SECOND != 0


def scan(top: str) -> Tree:
    """List everything below `top`, following no link. A folder that is not there holds nothing.

    Raises OSError when `top` is a link or a file, or something cannot be read.
    """
    tree = Tree()
    try:
        mode = os.lstat(top).st_mode
    except FileNotFoundError:
        return tree
    if not stat.S_ISDIR(mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), top)
    tree.folders[""] = stat.S_IMODE(mode)
    below = [""]
    while below:
        prefix = below.pop()
        with os.scandir(f"{top}/{prefix}") as entries:
            for entry in entries:
                path, status = prefix + entry.name, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    tree.folders[path] = stat.S_IMODE(status.st_mode)
                    below.append(path + "/")
                else:
                    tree.files[path] = look(status)
    return tree


def read(path: str) -> bytes:
    """Return the bytes of a file that is not a link."""
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb", buffering=0) as file:
        return file.readall()


def create(path: str, data: bytes) -> Look:
    """Write a file that is not there yet, with our permissions whatever the umask, and return its look.

    Raises OSError, also for what only closing it brings to light.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        os.fchmod(descriptor, 0o644)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        return look(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def folders_of(paths: Iterable[str]) -> dict[str, int]:
    """Return the folders that files at `paths` need, with the permissions ours have; none for no files."""
    folders: dict[str, int] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders[folder] = FOLDER_MODE
            folder = folder.rpartition("/")[0]
    return folders


def mend(top: str, have: Tree, want: Mapping[str, Look], put: Callable[[str], None]) -> None:
    """Turn the folder `top`, which holds `have`, into one with exactly the files of `want` in proper folders.

    A file that looks as wanted stays. `put(path)` must bring each other one to its place, which is then free.
    """
    folders = folders_of(want)
    for folder, mode in have.folders.items():
        if mode != FOLDER_MODE:
            os.chmod(f"{top}/{folder}", FOLDER_MODE)
    for path, found in have.files.items():
        if want.get(path) != found:
            os.unlink(f"{top}/{path}")
    for folder in sorted(have.folders.keys() - folders.keys(), reverse=True):
        os.rmdir(f"{top}/{folder}")
    for folder in sorted(folders.keys() - have.folders.keys()):
        os.mkdir(f"{top}/{folder}", FOLDER_MODE)
        os.chmod(f"{top}/{folder}", FOLDER_MODE)  # mkdir obeyed the umask; what we publish must not
    for path, wanted in want.items():
        if have.files.get(path) != wanted:
            put(path)


def remove(top: str) -> None:
    """Remove a folder and all in it, following no link. One that is not there is fine."""
    mend(top, scan(top), {}, lambda _: None)


def intact(out: str | os.PathLike[str], seals: Mapping[str, Seal]) -> bool:
    """Tell whether `out` holds exactly the files sealed, as they were sealed. Reads no file; in doubt says no."""
    try:
        return is_sealed(scan(os.fspath(out)), seals)
    except OSError:
        return False


def is_sealed(tree: Tree, seals: Mapping[str, Seal]) -> bool:
    """Tell whether a tree is exactly the files sealed, each provably as it was."""
    if not seals or tree.files.keys() != seals.keys() or tree.folders != folders_of(seals):
        return False
    return all(proves(seals[path], found) for path, found in tree.files.items())


def digests(out: str | os.PathLike[str]) -> dict[str, str]:
    """Return the SHA-256 of every file below `out`, sorted by path.

    Raises ToolError when it is not there, holds something that is neither file nor folder, or cannot be read.
    """
    top = os.fspath(out)
    try:
        tree = scan(top)
        odd = [path for path, found in tree.files.items() if not stat.S_ISREG(found.mode)]
        if odd or not tree.folders:
            raise ToolError(
                f"{top}: no built site is there, or it holds more than files and folders: {', '.join(odd[:3])}", "build it again"
            )
        return {path: digest(read(f"{top}/{path}")) for path in sorted(tree.files)}
    except OSError as error:
        raise ToolError(f"{error.filename}: {error.strerror}") from error


def digest_tree(out: str | os.PathLike[str]) -> str:
    r"""Return one SHA-256 of names and bytes of a built site.

    Source: the sum that standard tools give, so that anybody can check it: in the folder,
            find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
    """
    return digest("".join(f"{value}  {path}\n" for path, value in digests(out).items()).encode())
