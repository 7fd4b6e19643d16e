"""The pay files: data/salaries.yaml, data/salaries/*.yaml and data/rates.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from sitegen import files
from sitegen.errors import Problem
from sitegen.load.tables import DATA_LIMIT, read_yaml, validate
from sitegen.model import Located
from sitegen.schema import Observation, Rates, SalaryFile, Source
from sitegen.schema.faults import did_you_mean
from sitegen.source import Document

R = TypeVar("R", Source, Observation)
Pay = tuple[Mapping[str, Located[Source]], tuple[Located[Observation], ...], bool]


def load_pay(root: Path, found: list[Problem], draft: tuple[str, bytes] | None = None) -> Pay:
    """Read every pay file, and `draft`'s bytes for the file of that name.

    Shape: sources by id, observations in the files' order, whether any file was lost as a whole.
    """
    names = ["data/salaries.yaml"] if (root / "data/salaries.yaml").exists() else []
    listing = files.listing(root, "data/salaries", (".yaml",))
    found += listing.problems
    sources: dict[str, Located[Source]] = {}
    observations: dict[str, Located[Observation]] = {}
    lost = bool(listing.problems)
    for name in [*names, *listing.names]:
        document = read_yaml(root, name, DATA_LIMIT, found, draft[1] if draft and draft[0] == name else None)
        if document is None or not _is_salary_file(document, found):
            lost = True
            continue
        for value in _records(document, "sources", Source, found):
            _keep(sources, value.value.id, value, found)
        for observation in _records(document, "observations", Observation, found):
            _keep(observations, observation.value.id, observation, found)
        lost = lost or len(document.data.get("sources") or ()) > sum(1 for source in sources.values() if source.marks is document.marks)
    return sources, tuple(observations.values()), lost


def load_rates(root: Path, found: list[Problem]) -> Located[Rates] | None:
    """Read data/rates.yaml; None where there is none."""
    if not (root / "data/rates.yaml").exists():
        return None
    document = read_yaml(root, "data/rates.yaml", DATA_LIMIT, found)
    return validate(Rates, document, (), document.data, found) if document else None


def _is_salary_file(document: Document, found: list[Problem]) -> bool:
    """Tell whether the file is a mapping of `sources` and `observations`, each a list or absent."""
    if not isinstance(document.data, dict):
        hint = "it holds two lists: sources: and observations:"
        found.append(Problem(document.marks.value(()), "wrong-type", "a pay file should be a mapping", hint))
        return False
    known = tuple(SalaryFile.model_fields)
    for key, value in document.data.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
            found.append(Problem(document.marks.key((key,)), "unknown-key", f"'{key[:80]}' is not a known key", hint))
        elif value is not None and not isinstance(value, list):
            found.append(
                Problem(document.marks.value((key,)), "wrong-type", f"'{key}' should be a list", "each entry starts with '- id: …'")
            )
            return False
    return True


def _records(document: Document, key: str, model: type[R], found: list[Problem]) -> list[Located[R]]:
    values = document.data.get(key) or []
    checked = (validate(model, document, (key, index), value, found) for index, value in enumerate(values))
    return [located for located in checked if located]


def _keep(known: dict[str, Located[R]], key: str, located: Located[R], found: list[Problem]) -> None:
    if key in known:
        first = known[key].mark("id")
        message = f"'{key}' is here twice: first at {first}"
        found.append(Problem(located.mark("id"), "duplicate-id", message, "an id is permanent and belongs to one entry"))
    else:
        known[key] = located
