"""site.yaml and the vocabulary files: YAML lists of entries, each validated by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sitegen import files, inputs
from sitegen.errors import ContentError, Mark, Problem
from sitegen.load.memo import Memo
from sitegen.model import Located, Table
from sitegen.schema import Entry, Record, SiteConfig
from sitegen.schema.reading import record_of
from sitegen.schema.words import shown
from sitegen.source import Document, Marks, Steps, decode, parse_yaml

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Record)

CONFIG_LIMIT = 256_000
DATA_LIMIT = 64_000_000
MOST_VALUES = 5_000_000
_WORTH_KEEPING = 4_096  # a shorter file is parsed in less time than its memo is looked up


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the YAML files of one site, and collects their problems."""

    root: Path
    found: list[Problem]
    memo: Memo | None = None
    used: set[str] = field(default_factory=set)
    """The keys under which the memo holds what was read."""

    def has(self, name: str) -> bool:
        """Tell whether there is such a file."""
        return (self.root / name).exists()

    def read(self, name: str, limit: int, draft: bytes | None = None) -> Document | None:
        """Read one file, or `draft` in its place, and tell its problems; None where nothing of it can be used."""
        try:
            document = self._document(name, files.read(self.root, name, limit=limit) if draft is None else draft)
        except ContentError as error:
            self.found.extend(error.problems)
            return None
        self.found.extend(document.problems)
        return document if document.data is not None or not document.problems else None

    def _document(self, name: str, raw: bytes) -> Document:
        """Return what a file says; a long one without fault is parsed once for each state of its bytes."""
        if self.memo is None or len(raw) < _WORTH_KEEPING:
            return parse_yaml(decode(raw, name), name, most_values=MOST_VALUES)
        key = f"d{inputs.digest(self.memo.version, name.encode(), raw)}"
        self.used.add(key)
        known = self.memo.get(key)
        if known is not None:
            data, _, marks = known.partition(b"\n")
            return Document(json.loads(data), Marks.from_bytes(name, marks), "", 1, ())
        document = parse_yaml(decode(raw, name), name, most_values=MOST_VALUES)
        if not document.problems:
            marks = document.marks.to_bytes()
            self.memo.put(key, json.dumps(document.data, separators=(",", ":")).encode() + b"\n" + marks)
            return replace(document, marks=Marks.from_bytes(name, marks))
        return document


def load_config(reader: Reader) -> Located[SiteConfig] | None:
    """Read site.yaml; None, with its problems told, when it cannot be used."""
    if not reader.has("site.yaml"):
        hint = "run the command in the site's folder, or name it with --root"
        reader.found.append(Problem(Mark("site.yaml"), "missing-file", "there is no site.yaml here", hint))
        return None
    document = reader.read("site.yaml", CONFIG_LIMIT)
    return validate(SiteConfig, document, (), document.data, reader.found) if document else None


def validate(model: type[R], document: Document, at: Steps, value: object, found: list[Problem]) -> Located[R] | None:
    """Hold one value of a document against its schema; None, with its problems told, when it fails."""
    try:
        return Located(record_of(model, value, document.marks, at), document.marks, at)
    except ContentError as error:
        told = {problem.mark for problem in document.problems}
        found += (problem for problem in error.problems if problem.mark not in told)
        return None


def load_table(reader: Reader, kind: str, model: type[E]) -> Table[E]:
    """Read data/KIND.yaml; an absent file is an empty table."""
    name = f"data/{kind}.yaml"
    if not reader.has(name):
        return Table(name, {})
    document = reader.read(name, DATA_LIMIT)
    if document is None:
        return Table(name, {}, lost=True)
    if not isinstance(document.data, list):
        said = "the file is empty" if document.data is None else f"the file should be a list, not {shown(document.data)}"
        hint = "begin each entry with '- id: …', or delete the file where it has none"
        reader.found.append(Problem(document.marks.value(()), "wrong-type", said, hint))
        return Table(name, {}, lost=True)
    return _entries(name, document, document.data, model, reader.found)


def _entries(name: str, document: Document, data: list[object], model: type[E], found: list[Problem]) -> Table[E]:
    entries: dict[str, Located[E]] = {}
    broken: set[str] = set()
    for index, value in enumerate(data):
        located = validate(model, document, (index,), value, found)
        if located is None:
            broken |= _said_id(value)
        elif located.value.id in entries:
            found.append(twice(located.value.id, entries[located.value.id], located))
        else:
            entries[located.value.id] = located
    return Table(name, entries, frozenset(broken), lost=bool(document.problems))


def twice(key: str, first: Located[Record], second: Located[Record]) -> Problem:
    """Return the problem of an id that two entries claim."""
    here, there = second.mark("id"), first.mark("id")
    where = f"on line {there.line}" if there.path == here.path else f"at {there}"
    return Problem(here, "duplicate-id", f"the id '{key}' is given twice; first {where}", "an id is permanent and belongs to one entry")


def _said_id(value: object) -> set[str]:
    """Return the id that a refused entry claims, so that references to it are no second fault."""
    claimed = value.get("id") if isinstance(value, dict) else None
    return {claimed} if isinstance(claimed, str) else set()
