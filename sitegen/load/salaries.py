"""The pay files: data/salaries.yaml, data/salaries/*.yaml and data/rates.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sitegen import files
from sitegen.errors import Problem
from sitegen.load.tables import DATA_LIMIT, Reader, twice, validate
from sitegen.model import Located
from sitegen.schema import Observation, Rates, SalaryFile, Source
from sitegen.schema.faults import did_you_mean
from sitegen.schema.words import shown
from sitegen.source import Document

R = TypeVar("R", Source, Observation)


@dataclass(frozen=True, slots=True)
class Pay:
    """What the pay files say. Shape: sources by id, observations in the files' order, and whether any of either was refused."""

    sources: Mapping[str, Located[Source]]
    observations: tuple[Located[Observation], ...]
    sources_lost: bool
    figures_lost: bool


def load_pay(reader: Reader, draft: tuple[str, bytes] | None = None) -> Pay:
    """Read every pay file, and `draft`'s bytes for the file of that name."""
    names = ["data/salaries.yaml"] if reader.has("data/salaries.yaml") else []
    found = reader.found
    listing = files.listing(reader.root, "data/salaries", (".yaml",))
    found += listing.problems
    sources: dict[str, Located[Source]] = {}
    observations: dict[str, Located[Observation]] = {}
    sources_lost = figures_lost = bool(listing.problems)
    for name in [*names, *listing.names]:
        document = reader.read(name, DATA_LIMIT, draft[1] if draft and draft[0] == name else None)
        misshapen = list(_misshapen(document)) if document else []
        found += misshapen
        if document is None or document.problems or misshapen:
            sources_lost = figures_lost = True
        if document and isinstance(document.data, dict):
            sources_lost |= _take(sources, document, "sources", Source, found)
            figures_lost |= _take(observations, document, "observations", Observation, found)
    return Pay(sources, tuple(observations.values()), sources_lost, figures_lost)


def load_rates(reader: Reader) -> Located[Rates] | None:
    """Read data/rates.yaml; None where there is none."""
    if not reader.has("data/rates.yaml"):
        return None
    document = reader.read("data/rates.yaml", DATA_LIMIT)
    return validate(Rates, document, (), document.data, reader.found) if document else None


def _misshapen(document: Document) -> Iterator[Problem]:
    """Find what keeps the file from being a mapping of `sources` and `observations`, each a list."""
    if not isinstance(document.data, dict):
        said = "the file is empty" if document.data is None else f"the file should be a mapping, not {shown(document.data)}"
        yield Problem(document.marks.value(()), "wrong-type", said, "it holds two lists: sources: and observations:")
        return
    known = tuple(SalaryFile.model_fields)
    for key, value in document.data.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
            yield Problem(document.marks.key((key,)), "unknown-key", f"'{key[:80]}' is not a known key", hint)
        elif value is not None and not isinstance(value, list):
            message = f"'{key}' should be a list, not {shown(value)}"
            yield Problem(document.marks.value((key,)), "wrong-type", message, "begin each entry with '- id: …'")


def _take(known: dict[str, Located[R]], document: Document, key: str, model: type[R], found: list[Problem]) -> bool:
    """Add the records of one list to `known`; tell whether any was refused."""
    values = document.data.get(key)
    lost = False
    for index, value in enumerate(values if isinstance(values, list) else ()):
        located = validate(model, document, (key, index), value, found)
        if located is None:
            lost = True
        elif located.value.id in known:
            found.append(twice(located.value.id, known[located.value.id], located))
        else:
            known[located.value.id] = located
    return lost
