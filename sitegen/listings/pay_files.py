"""The pay files of a site: finding the one that a source stands in, checking a new version, putting it in place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.errors import ContentError, Mark, Problem, ToolError
from sitegen.files import listing, read
from sitegen.schema import SalaryFile
from sitegen.schema.faults import did_you_mean
from sitegen.schema.reading import record_of
from sitegen.source import Document, decode, parse_yaml

Validate = Callable[[str, str], Iterable[Problem]]
"""(name of a pay file, its new text) -> what the whole site has against it."""

_LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class PayFile:
    """A pay file as it was read. Shape: `taken` are the ids of observations in all other pay files."""

    name: str
    raw: bytes
    taken: frozenset[str]


def find_pay_file(root: Path, source: str) -> PayFile:
    """Return the pay file in whose `sources` the source stands.

    Raises: ContentError when a pay file is not YAML, or no file knows the source.
    """
    names = [*(name for name in listing(root, "data", (".yaml",), depth=1).names if name == "data/salaries.yaml")]
    names += listing(root, "data/salaries", (".yaml",)).names
    home: tuple[str, bytes] | None = None
    ids: dict[str, list[str]] = {}
    known: list[str] = []
    for name in names:
        raw = read(root, name, limit=_LARGEST)
        document = _parsed(raw, name)
        sources = [entry["id"] for entry in _entries(document, "sources") if isinstance(entry.get("id"), str)]
        known += sources
        ids[name] = [str(entry.get("id")) for entry in _entries(document, "observations")]
        if source in sources:
            home = name, raw
    if home is None:
        where = names[0] if names else "data/salaries.yaml"
        hint = did_you_mean(source, known) or "describe it under `sources` first: title, publisher, licence, basis, retrieved"
        raise ContentError([Problem(Mark(where), "unknown-source", f"no source '{source}' stands in the pay files", hint)])
    taken = frozenset(entry for name, entries in ids.items() if name != home[0] for entry in entries)
    return PayFile(home[0], home[1], taken)


def _entries(document: Document, key: str) -> list[dict[str, Any]]:
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _parsed(raw: bytes, name: str) -> Document:
    document = parse_yaml(decode(raw, name), name)
    if document.problems:
        raise ContentError(document.problems)
    return document


def check(file: PayFile, raw: bytes, source: str, validate: Validate | None) -> None:
    """Read the new version back as every build will, and make sure that nothing but the source's generated lines differs.

    Raises: ContentError with all that is wrong with it.
    """
    document = _parsed(raw, file.name)
    record_of(SalaryFile, document.data, document.marks)
    before, after = _others(_parsed(file.raw, file.name), source), _others(document, source)
    if before != after:
        raise AssertionError(f"{file.name}: editing changed what it should have kept")
    found = list(_repeated_ids(document, file.taken))
    found += validate(file.name, decode(raw, file.name)) if validate else ()
    if any(problem.severity == "fault" for problem in found):
        raise ContentError(found)


def _others(document: Document, source: str) -> tuple[Any, list[Any]]:
    """Return all that a pay file says besides the generated observations of `source`."""
    rest = {key: value for key, value in document.data.items() if key != "observations"}
    entries = document.data.get("observations") or []
    return rest, [entry for entry in entries if not (entry.get("source") == source and entry.get("generated"))]


def _repeated_ids(document: Document, taken: frozenset[str]) -> Iterable[Problem]:
    seen = set(taken)
    for index, entry in enumerate(document.data["observations"]):
        if entry["id"] in seen:
            mark = document.marks.value(("observations", index, "id"))
            yield Problem(
                mark, "duplicate-id", f"'{entry['id']}' is the id of another observation too", "rename the one that is not generated"
            )
        seen.add(entry["id"])


def replace(root: Path, file: PayFile, raw: bytes) -> None:
    """Put `raw` in the place of the pay file in one step: a reader, or a killed import, finds the old or the new, never half.

    Raises: ToolError when it changed since it was read, another import is writing, or the disk refuses.
    """
    path = root / file.name
    with _alone_in(path.parent):
        if read(root, file.name, limit=_LARGEST) != file.raw:
            raise ToolError(f"{file.name} was changed while the import ran", "nothing was written; run the import again")
        _replace(path, raw)


def replace_file(path: Path, raw: bytes) -> None:
    """Put `raw` at `path` in one step. Raises: ToolError when another import is writing, or the disk refuses."""
    with _alone_in(path.parent):
        _replace(path, raw)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other imports from writing in `folder` meanwhile. The lock goes with the process that holds it."""
    with ExitStack() as opened:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            opened.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ToolError(f"another import is writing in {folder.name}/", "nothing was written; run the import again") from None
        except OSError as error:
            raise _refused(folder, error) from None
        yield


def _replace(path: Path, raw: bytes) -> None:
    """Write `raw` beside `path`, make sure that it is on disk, then rename it into place; permissions stay."""
    waiting = path.with_name(f".{path.name}.new")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        waiting.unlink(missing_ok=True)  # of an import that was killed
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(stream.fileno(), mode)
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        waiting.replace(path)
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> ToolError:
    return ToolError(f"{path.name} could not be written: {error.strerror}", "check the space and the permissions of its folder")
