"""What a build reads, at a glance: one signature of every file's state, without reading any."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

FOLDERS = ("content", "data", "templates")
FILES = ("site.yaml",)
TEMPLATES = "templates"
GUIDES = "content/roles"
_GUIDE = re.compile(rf"{GUIDES}/[^/]+\.md")


def home() -> Path:
    """Return the folder that holds the packaged `templates/`: the package itself once installed, in a checkout the one above it."""
    here = Path(__file__).resolve().parent
    return here if (here / TEMPLATES).is_dir() else here.parent


def releases(libraries: Iterable[str], optional: Iterable[str] = ()) -> Iterator[str]:
    """Return each library with the version that is installed; of `optional` ones those that are.

    Told from the name of its folder of metadata: reading what is in it would take longer than all else that an idle build does.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):  # what comes first is what is imported
        try:
            names = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library, _, release = name.rpartition(".")[0].partition("-")
                found[library.lower().replace("_", "-").replace(".", "-")] = release
    for library in libraries:
        if library not in found:
            from importlib.metadata import version

            found[library] = version(library)
        yield f"{library} {found[library]}"
    yield from (f"{library} {found[library]}" for library in optional if library in found)


@dataclass(frozen=True, slots=True)
class Glance:
    """The state of everything a build reads."""

    signature: str
    """A hash of all of it."""
    beside: str
    """A hash of all but the guides' files."""
    guides: Mapping[str, str]
    """File of a guide -> its state."""


def glance(roots: tuple[Path, ...], *also: str) -> Glance:
    """Look at name, size, times and inode of every file that a build reads below `roots`; the texts `also` count with them.

    An edit that keeps size and modification time changes the inode's change time all the same, which no ordinary program can set.
    """
    whole, beside = blake2b(digest_size=16), blake2b(digest_size=16)
    guides: dict[str, str] = {}
    for text in also:
        for state in (whole, beside):
            state.update(text.encode("utf-8", "surrogateescape") + b"\0\0")
    for place, root in enumerate(dict.fromkeys(roots)):
        for line in sorted(_states(root)):
            told = line.encode("utf-8", "surrogateescape") + b"\0"
            whole.update(told)
            name, _, found = line.partition("\t")
            if place == 0 and _GUIDE.fullmatch(name):
                guides[name] = found
            elif name == GUIDES:  # its times tell of files that come and go, and of editors that put a new file in the place of the old
                beside.update(found.partition("\t")[0].encode() + b"\0")
            else:
                beside.update(told)
        for state in (whole, beside):
            state.update(b"\0")
    return Glance(whole.hexdigest(), beside.hexdigest(), guides)


def signature(roots: tuple[Path, ...], *also: str) -> str:
    """Return the hash of what `glance` sees."""
    return glance(roots, *also).signature


def digest(*parts: bytes) -> str:
    """Return a hash of `parts` that tells apart where one ends and the next begins."""
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


def guide_count(root: Path) -> int:
    """Return about how many guides there are."""
    try:
        return sum(1 for _ in os.scandir(root / "content/roles"))
    except OSError:
        return 0


@cache
def program(package: Path) -> str:
    """Return a hash of the generator's own code and lists, so that no memo outlives what made it. Read once: a process runs one code."""
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
    waiting = []
    for folder in FOLDERS:
        try:
            mode = os.lstat(root / folder).st_mode
        except OSError:
            continue
        yield f"{folder}\t{mode}"  # a link to the same files is another state: it is refused
        if stat.S_ISDIR(mode):
            waiting.append(folder)
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
