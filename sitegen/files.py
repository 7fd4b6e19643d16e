"""The owner's folder, read safely: what is listed or read is a plain file below the root, and nothing else."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ContentError, Mark, Problem

_LONGEST_NAME = 200
_LONGEST_SLUG = 80
_LONGEST_URL_PATH = 1000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
# Windows keeps these names for devices, whatever the suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UNFIT = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_DROPPINGS = ("~", ".swp", ".swo", ".swx")
_RENAME = "rename it; lower-case letters, digits and hyphens always work"


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder.

    Shape: names relative to the root with forward slashes, sorted by code point; problems sorted.
    """

    names: tuple[str, ...]
    problems: tuple[Problem, ...]


def listing(root: Path, folder: str, suffixes: tuple[str, ...], *, depth: int = 4) -> Listing:
    """List the files below `folder` whose name ends with one of `suffixes`; an absent folder is empty.

    Links are never followed, hidden files and what editors leave behind are passed over; all else that is not a plain
    file with a name that every system can hold is a problem.
    """
    names: list[str] = []
    problems: list[Problem] = []
    above = ["/".join(Path(folder).parts[: i + 1]) for i in range(len(Path(folder).parts))]
    for name in above:
        if (root / name).is_symlink():
            return Listing((), (_symlink(name),))
    waiting = [(folder.strip("/"), 1)]
    while waiting:
        inside, level = waiting.pop()
        for found in _entries(root, inside, problems):
            if isinstance(found, Problem):
                problems.append(found)
            elif not found.is_folder:
                names += _wanted(found.name, suffixes, problems)
            elif level == depth:
                problems.append(Problem(Mark(found.name), "too-deep", f"folders are nested more than {depth} deep", "move its files up"))
            else:
                waiting.append((found.name, level + 1))
    return Listing(tuple(sorted(names)), tuple(sorted(problems)))


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    is_folder: bool


def _entries(root: Path, folder: str, problems: list[Problem]) -> Iterator[_Entry | Problem]:
    """Find what stands in `folder`, each with its path from the root, and what is wrong with it."""
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield _not_a_file(folder, "is not a folder")
        return
    except OSError as error:
        yield _unreadable(folder, error)
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(_DROPPINGS) or (entry.name[0] == entry.name[-1] == "#"):
            continue
        name = f"{folder}/{entry.name}"
        fault = _name_fault(entry.name)
        twin = seen.setdefault(_folded(entry.name), entry.name)
        if fault:
            yield _bad_name(name, fault)
        elif twin != entry.name:
            message = f"the name is the same as {_shown(twin)!r} on systems that do not tell case or accents apart"
            yield Problem(Mark(_shown(name)), "name-clash", message, "rename one of the two")
        elif entry.is_symlink():
            yield _symlink(name)
        elif entry.is_dir(follow_symlinks=False):
            yield _Entry(name, True)
        elif entry.is_file(follow_symlinks=False):
            yield _Entry(name, False)
        else:
            yield _not_a_file(name)


def _wanted(name: str, suffixes: tuple[str, ...], problems: list[Problem]) -> list[str]:
    if name.endswith(suffixes):
        return [name]
    if name.casefold().endswith(suffixes):
        problems.append(_bad_name(name, f"the suffix is not in lower case, so the file would be passed over; expected {' or '.join(suffixes)}"))
    return []


def read(root: Path, name: str, *, limit: int) -> bytes:
    """Return the bytes of the plain file `name` below `root`, of which there are at most `limit`.

    No link is followed on the way, however the tree changes meanwhile, and opening never waits, as it would for a FIFO.
    Raises: ContentError: [symlink], [not-a-file], [too-large], [unreadable], [missing-file] or [bad-name].
    """
    parts = name.split("/")
    for part in parts:
        fault = "it leads out of the folder" if part in ("", ".", "..") else _name_fault(part)
        if fault:
            raise ContentError([_bad_name(name, fault)])
    with ExitStack() as opened:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, folder)
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            folder = _open(part, folder, "/".join(parts[: index + 1]), name, is_folder=not last)
            opened.callback(os.close, folder)
        return _bytes(folder, name, limit)


def _open(part: str, folder: int, reached: str, name: str, *, is_folder: bool) -> int:
    """Open one step of a path inside the open `folder`, refusing links."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | (os.O_DIRECTORY if is_folder else 0)
    try:
        return os.open(part, flags, dir_fd=folder)
    except FileNotFoundError:
        raise ContentError([_missing(name)]) from None
    except OSError as error:
        raise ContentError([_refusal(part, folder, reached, name, error)]) from None


def _refusal(part: str, folder: int, reached: str, name: str, error: OSError) -> Problem:
    """Say why a step of a path was not opened."""
    try:
        mode = os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode
    except OSError:
        return _unreadable(name, error)
    if stat.S_ISLNK(mode):
        return _symlink(reached)
    if error.errno == errno.ENOTDIR:
        return _missing(name)
    return _unreadable(name, error) if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else _not_a_file(name)


def _bytes(descriptor: int, name: str, limit: int) -> bytes:
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise ContentError([_not_a_file(name, "is not a file")])
    pieces: list[bytes] = []
    length = 0
    try:
        while about.st_size <= limit and length <= limit and (piece := os.read(descriptor, limit + 1 - length)):
            pieces.append(piece)
            length += len(piece)
    except OSError as error:
        raise ContentError([_unreadable(name, error)]) from None
    if max(about.st_size, length) > limit:
        message = f"the file is larger than the {limit:,} bytes allowed"
        raise ContentError([Problem(Mark(_shown(name)), "too-large", message, "split it or shorten it")])
    return b"".join(pieces)


def is_slug(text: str) -> bool:
    """Say whether `text` can name a guide: lower-case words joined by single hyphens, at most 80 characters.

    `-vs-` joins the two slugs of a comparison's address, so none may hold it, begin with `vs-` or end with `-vs`.
    """
    return bool(len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) and "-vs-" not in f"-{text}-" and not _RESERVED.fullmatch(text))


def is_url_path(text: str) -> bool:
    """Say whether `text` is an address on this site that a redirect can stand at: `/old/page/` or `/old/page.html`."""
    if not text.startswith("/") or len(text) > _LONGEST_URL_PATH or not _URL_PATH.fullmatch(text):
        return False
    parts = text.strip("/").split("/")
    return (text.endswith("/") or "." in parts[-1]) and not any(_name_fault(part) for part in parts if part)


def _name_fault(part: str) -> str:
    """Say what keeps `part` from being a file's name on every system; empty when nothing does."""
    if _UNFIT.search(part):
        return "it holds a character that some systems refuse or do not show"
    if len(part.encode()) > _LONGEST_NAME:
        return f"it is longer than {_LONGEST_NAME} bytes"
    if _RESERVED.fullmatch(part):
        return "Windows keeps this name for a device"
    return "it ends with a dot or a space" if part.endswith((".", " ")) else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _shown(name: str) -> str:
    """Return `name` with what cannot be printed escaped, so that a report cannot be forged by a file's name."""
    return _UNFIT.sub(lambda found: found[0] if found[0] in '<>:"|?*\\' else f"\\u{ord(found[0]):04x}", name)


def _bad_name(name: str, fault: str) -> Problem:
    return Problem(Mark(_shown(name)), "bad-name", f"this name cannot be used: {fault}", _RENAME)


def _symlink(name: str) -> Problem:
    return Problem(Mark(_shown(name)), "symlink", "a symbolic link is not followed", "put a copy of the file here")


def _not_a_file(name: str, what: str = "is neither a file nor a folder") -> Problem:
    return Problem(Mark(_shown(name)), "not-a-file", f"this {what}", "put a plain file in its place, or delete it")


def _missing(name: str) -> Problem:
    return Problem(Mark(_shown(name)), "missing-file", "there is no such file", "check its name, case included")


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(Mark(_shown(name)), "unreadable", f"the file cannot be read: {error.strerror}", "check its permissions")
