"""The output that is being made: files kept and written, then one exchange."""

# ruff: noqa: PTH104  # a Path for each of ten thousand files takes longer than the system calls

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ToolError
from sitegen.output.exchange import recover, swap
from sitegen.output.guard import MARKER, NOTE, Workshop, disk_error, safe, workshop
from sitegen.output.lock import locked
from sitegen.output.names import Names
from sitegen.output.tree import (
    FILE_MODE,
    Look,
    Seal,
    Tree,
    create,
    digest,
    folders_of,
    is_sealed,
    look,
    mend,
    proves,
    read,
    remove,
    scan,
)

STAMPS = 5 if sys.platform == "linux" else time.CLOCK_REALTIME  # CLOCK_REALTIME_COARSE, which Python has no name for
_PATIENCE = 40  # half milliseconds; who sets the system's clock back meanwhile must not make us wait for it
_CANNOT_LINK = {errno.EPERM, errno.EACCES, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


@dataclass(frozen=True, slots=True)
class Committed:
    """What a build did to its output.

    Shape: paths sorted; `seals` is for the next build, and lacks a file that somebody changed at the same moment.
    Unit:  `size` is in bytes, of all files.
    """

    touched: bool
    new: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: int
    size: int
    seals: dict[str, Seal]


@contextmanager
def staging(
    out: Path,
    seals: Mapping[str, Seal],
    *,
    never: Iterable[Path] = (),
    spare: bool = True,
    waiting: Callable[[str], None] | None = None,
) -> Iterator[Stage]:
    """Prepare the next output of a site; what is not committed by the end is dropped, and `out` is as it was.

    `seals` are what the last commit returned, as far as they are known. `never` are folders that an output may not contain.
    `spare` keeps a twin of the output, made of links, which saves the next build the time to make its folders.
    While another build writes `out`, wait and say so through `waiting`; without it, refuse.
    Raises ToolError when `out` may not be replaced or is being written, and when the disk fails.
    """
    with ExitStack() as held:
        try:
            place = safe(out, never)
            places = workshop(place)
            held.enter_context(locked(places.lock, str(out), waiting))
            recover(places.next, place, places.aside)
            for leftover in (places.new, places.aside):
                remove(str(leftover))
            stage = Stage(place, places, seals, spare=spare)
        except OSError as error:
            raise disk_error(error, f"preparing {out}") from error
        held.callback(stage.discard)
        yield stage


class Stage:
    """The next output of a site, which nobody sees before `commit`. Made by `staging`; for one thread."""

    def __init__(self, out: Path, places: Workshop, seals: Mapping[str, Seal], *, spare: bool) -> None:
        self._out, self._next, self._new = str(out), str(places.next), str(places.new)
        self._places, self._seals, self._spare = places, seals, spare
        self._old = scan(self._out)
        self._names = Names()
        self._want: dict[str, Look] = {}
        self._digests: dict[str, str] = {}
        self._written: dict[str, str] = {}
        places.new.mkdir(0o700)
        self.write(MARKER, NOTE)

    def is_intact(self) -> bool:
        """Tell whether the last output is exactly as it was sealed, so that a build of unchanged sources has nothing to do."""
        return is_sealed(self._old, self._seals)

    def can_keep(self, path: str, expected: str) -> bool:
        """Tell whether `keep` would take the file over."""
        found = self._old.files.get(path)
        return found is not None and self._holds(path, found, expected)

    def keep(self, path: str, expected: str) -> bool:
        """Take over the file of the last output, if it provably has the bytes whose SHA-256 is `expected` and our permissions.

        False means that it must be written: there is none, or another, or somebody altered it.
        Raises ValueError for a path that is unsafe or already taken.
        """
        found = self._old.files.get(path)
        if found is None or not self._holds(path, found, expected):
            return False
        self._names.take(path)
        self._want[path], self._digests[path] = found, expected
        return True

    def write(self, path: str, data: bytes) -> None:
        """Make `data` the file at `path`. Where the last output has the same bytes there, its file is taken over.

        Raises ValueError for a path that is unsafe or already taken; ToolError when the disk is full or fails.
        """
        found, expected = self._old.files.get(path), digest(data)
        if found is not None and found.size == len(data) and self.keep(path, expected):
            return
        self._names.take(path)
        self._written[path] = place = f"{self._new}/{len(self._written)}"
        try:
            self._want[path], self._digests[path] = create(place, data), expected
        except OSError as error:
            raise disk_error(error, f"writing {path}") from error

    def sizes(self) -> dict[str, int]:
        """Return the bytes of every file staged so far, by path."""
        return {path: wanted.size for path, wanted in self._want.items() if path != MARKER}

    def commit(self) -> Committed:
        """Make the staged files the output in one step. If they are what it holds already, touch nothing.

        Raises ToolError, and leaves the output as it was, when the disk fails or a kept file changes meanwhile.
        """
        touched = bool(self._written) or self._want.keys() != self._old.files.keys() or self._old.folders != folders_of(self._want)
        if touched:
            try:
                mend(self._next, scan(self._next), self._want, self._bring)
                self._verify()
                swap(self._places.next, safe(Path(self._out), ()), self._places.aside)
            except OSError as error:
                raise disk_error(error, f"replacing {self._out}") from error
            with suppress(OSError):  # the output is made; what is left lying in the workshop, the next build mends
                self._tidy()
            _await_tick()
        return self._committed(touched=touched)

    def discard(self) -> None:
        """Remove what was written and not committed."""
        with suppress(OSError):
            remove(self._new)

    def _holds(self, path: str, found: Look, expected: str) -> bool:
        seal = self._seals.get(path)
        if seal is not None and proves(seal, found):
            return seal.digest == expected
        try:
            return found.mode == FILE_MODE and digest(read(f"{self._out}/{path}")) == expected
        except OSError:
            return False

    def _bring(self, path: str) -> None:
        """Bring a file to its place in the next output: one that was written, else a link to the one kept, else a copy."""
        place, kept = f"{self._next}/{path}", f"{self._out}/{path}"
        if path in self._written:
            os.rename(self._written[path], place)
            return
        try:
            os.link(kept, place)
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            self._want[path], self._spare = create(place, read(kept)), False  # a twin made of copies would save nothing

    def _verify(self) -> None:
        """Look at every file once more before it becomes public: a link shows what others did to the file kept."""
        for path, wanted in self._want.items():
            if not wanted.is_same_file(look(os.lstat(f"{self._next}/{path}"))):
                raise ToolError(f"{path} was changed in {self._out} while the build ran", "build again; the output is as it was")

    def _tidy(self) -> None:
        """Make what was the output a twin of what it is now, or remove it."""
        if self._spare:
            have = self._old if self._old.files else Tree()
            mend(self._next, have, self._want, lambda path: os.link(f"{self._out}/{path}", f"{self._next}/{path}"))
        else:
            remove(self._next)

    def _committed(self, *, touched: bool) -> Committed:
        seals = dict(self._seal(touched=touched))
        paths, old = self._want.keys() - {MARKER}, self._old.files.keys() - {MARKER}
        written = self._written.keys() & paths
        return Committed(
            touched=touched,
            new=tuple(sorted(written - old)),
            changed=tuple(sorted(written & old)),
            deleted=tuple(sorted(old - paths)),
            kept=len(paths) - len(written),
            size=sum(found.size for found in self._want.values()),
            seals=seals,
        )

    def _seal(self, *, touched: bool) -> Iterator[tuple[str, Seal]]:
        for path, wanted in self._want.items():
            if not touched:
                yield path, Seal(self._digests[path], wanted)
                continue
            with suppress(FileNotFoundError):
                found = look(os.lstat(f"{self._out}/{path}"))
                if wanted.is_same_file(found):  # links have moved its time of change, and only that
                    yield path, Seal(self._digests[path], found)


def _await_tick() -> None:
    """Wait until a file that changes gets a later time stamp than any so far, or a change right after us would not show.

    Linux stamps files with a clock that moves every few milliseconds; macOS with the exact time, which is later already.
    """
    changed = time.time_ns()
    for _ in range(_PATIENCE):
        if time.clock_gettime_ns(STAMPS) > changed:
            return
        time.sleep(0.0005)
