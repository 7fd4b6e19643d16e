"""When each file last changed, as git knows it. Nothing is guessed: where git cannot say, there is no day."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import which

from sitegen.errors import Mark, Problem

_LONGEST = 300
"""Seconds. A history of a hundred thousand commits takes some ten."""
_START = b"\x01"
# What an owner's own settings could add to the output, or run.
_PLAIN = ("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.renames=false")


@dataclass(frozen=True, slots=True)
class History:
    """What is known."""

    days: Mapping[str, date] = field(default_factory=dict)
    """File, relative to the site's root -> the day, in UTC, of the last commit that changed it."""
    gap: str = ""
    """Why there are no days; empty when git was asked and answered."""

    def problems(self) -> Iterator[Problem]:
        """Say that there are no days."""
        return _problems(self.gap)


def gaps(root: Path) -> Iterator[Problem]:
    """Say that a build of the site would know no days, as far as can be told without running git."""
    return _problems(gap(root))


def _problems(gap: str) -> Iterator[Problem]:
    if gap:
        message = f"pages carry no day of their last change: {gap}"
        hint = "build in a whole clone with git installed: git fetch --unshallow, or fetch-depth: 0 in CI"
        yield Problem(Mark("site.yaml"), "no-history", message, hint, "warning")


def read(root: Path, folder: str, names: Collection[str]) -> History:
    """Return the last days of the files `names` below `folder` of the site, all from one run of `git log`.

    A file with changes that are not committed has no day, since its last change is in no commit; nor has one that git does not hold.
    """
    known_gap = gap(root)
    if known_gap:
        return History(gap=known_gap)
    try:
        days = _days(root, folder, frozenset(names))
        changed = _output(root, "diff", "--name-only", "-z", "--relative", "HEAD", "--", folder)
    except FileNotFoundError:
        return History(gap="git is not installed")
    except subprocess.TimeoutExpired:
        return History(gap="git took too long")
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        return History(gap=said.removeprefix("fatal: ")[:200] or f"git ended with status {error.returncode}")
    for name in changed.split(b"\0"):
        days.pop(_text(name), None)
    return History(days)


def gap(root: Path) -> str:
    """Return why git could not say when files changed, as far as can be told without running it; empty where it should be able to."""
    repository = _repository(root)
    if repository is None:
        return "this is no git repository"
    if (_common(repository) / "shallow").exists():
        return "this clone is shallow, so that its oldest commit seems to have changed everything"
    if not which("git"):
        return "git is not installed"
    return "" if _has_commit(repository) else "this git repository has no commit yet"


def none_has_a_day(root: Path, names: Collection[str]) -> bool:
    """Tell whether all the files `names`, which had no day, surely have none now either: each is in no commit, or differs from the last."""
    if _repository(root) is None:
        return True
    try:
        changed = _output(root, "diff", "--name-only", "-z", "--relative", "HEAD", "--", *names)
        same = set(names) - {_text(name) for name in changed.split(b"\0")}
        return not same or not _output(root, "ls-files", "-z", "--", *same)
    except (OSError, subprocess.SubprocessError):
        return False


def state(root: Path) -> str:
    """Return a text that is another one after every commit, checkout and fetch of history, without running git."""
    repository = _repository(root)
    if repository is None:
        return ""
    common = _common(repository)
    head = _read(repository / "HEAD")
    ref = head.removeprefix("ref: ").strip()
    places = (repository / ref, common / ref, common / "packed-refs", common / "shallow", common / "reftable/tables.list")
    return "\0".join((head, *map(_read, places[:2]), *map(_look, places[2:])))


def _days(root: Path, folder: str, wanted: frozenset[str]) -> dict[str, date]:
    """Read the log from its newest commit on, until every file was met. A merge counts for what it changed itself."""
    arguments = ("log", "-c", "--no-renames", "--name-only", "-z", "--format=%x01%ct", "--relative", "HEAD", "--", folder)
    command = ["git", *_PLAIN, "-C", str(root), *arguments]
    seen: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        moment = 0
        left = set(wanted)
        for token in _tokens(process):
            if token.startswith(_START) and token[1:].isdigit():
                moment = int(token[1:])
                if not left:
                    break
            elif (name := _text(token)) in wanted:
                seen[name] = max(moment, seen.get(name, 0))
                left.discard(name)
        if left:
            said = process.stderr.read() if process.stderr else b""
            if process.wait(_LONGEST):
                raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
        process.kill()
    return {name: datetime.fromtimestamp(seconds, UTC).date() for name, seconds in seen.items()}


def _tokens(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Cut what git writes at each NUL. Between commits it writes a line's end or nothing, as its versions differ."""
    rest = b""
    while process.stdout and (chunk := process.stdout.read(1 << 16)):
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            yield from filter(None, token.replace(b"\n" + _START, b"\0" + _START).lstrip(b"\n").split(b"\0"))
    if rest.strip(b"\n"):
        yield rest.strip(b"\n")


def _output(root: Path, *arguments: str) -> bytes:
    command = ["git", *_PLAIN, "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST, stdin=subprocess.DEVNULL).stdout


def _repository(root: Path) -> Path | None:
    """Return git's own folder for the site, in a worktree the worktree's."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        if place.is_file():
            return (folder / _read(place).removeprefix("gitdir:").strip()).resolve()
    return None


def _has_commit(repository: Path) -> bool:
    common = _common(repository)
    ref = _read(repository / "HEAD").partition("ref: ")[2].strip()
    if not ref or (common / "reftable").exists() or (repository / ref).exists() or (common / ref).exists():
        return True
    with suppress(OSError):
        return f" {ref}\n".encode() in (common / "packed-refs").read_bytes()
    return False


def _common(repository: Path) -> Path:
    shared = _read(repository / "commondir").strip()
    return (repository / shared).resolve() if shared else repository


def _read(place: Path) -> str:
    with suppress(OSError):
        return place.read_bytes()[:4096].decode("utf-8", "surrogateescape")
    return ""


def _look(place: Path) -> str:
    with suppress(OSError):
        found = place.stat()
        return f"{found.st_size} {found.st_mtime_ns}"
    return ""


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
