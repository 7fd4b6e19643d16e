"""Which files a folder holds, found without following a link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.errors import Mark, Problem
from sitegen.files.names import bad_name, folded, name_fault, shown
from sitegen.files.reading import not_a_file, symlink, unreadable

_DROPPINGS = ("~", ".swp", ".swo", ".swx")


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
    folder = folder.strip("/")
    for above in (*reversed(PurePosixPath(folder).parents), PurePosixPath(folder)):
        if above.name and (root / above).is_symlink():
            return Listing((), (symlink(str(above)),))
    names: list[str] = []
    problems: list[Problem] = []
    waiting = [folder]
    while waiting:
        for found in _entries(root, waiting.pop(), suffixes, deepest=folder.count("/") + depth):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.endswith("/"):
                waiting.append(found.rstrip("/"))
            else:
                names.append(found)
    return Listing(tuple(sorted(names)), tuple(sorted(problems)))


def _entries(root: Path, folder: str, suffixes: tuple[str, ...], deepest: int) -> Iterator[str | Problem]:
    """Find what stands in `folder`: files, folders with a slash behind them, and what is wrong."""
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield not_a_file(folder, "is not a folder")
        return
    except OSError as error:
        yield unreadable(folder, error)
        return
    seen: dict[str, str] = {}
    for entry in filter(_is_meant, entries):
        twin = seen.setdefault(folded(entry.name), entry.name)
        if twin != entry.name:
            message = f"this name is the same as {shown(twin)} to systems that do not tell case or accents apart"
            yield Problem(Mark(f"{folder}/{shown(entry.name)}"), "name-clash", message, "rename one of the two")
        else:
            yield from _entry(entry, f"{folder}/{entry.name}", suffixes, deepest)


def _entry(entry: os.DirEntry[str], name: str, suffixes: tuple[str, ...], deepest: int) -> Iterator[str | Problem]:
    fault = name_fault(entry.name)
    if fault:
        yield bad_name(name, fault)
    elif entry.is_symlink():
        yield symlink(name)
    elif entry.is_dir(follow_symlinks=False):
        if name.count("/") > deepest:
            yield Problem(Mark(name), "too-deep", "folders are nested deeper than this site reads", "move its files up")
        else:
            yield name + "/"
    elif not entry.is_file(follow_symlinks=False):
        yield not_a_file(name)
    elif name.endswith(suffixes):
        yield name
    elif name.casefold().endswith(suffixes):
        yield bad_name(name, "its suffix is not in lower case, so the file would be passed over")


def _is_meant(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is the owner's: neither hidden nor left behind by an editor."""
    name = entry.name
    return not (name.startswith(".") or name.endswith(_DROPPINGS) or (name.startswith("#") and name.endswith("#")))
