"""Groups of pay -> observations as data/salaries.yaml holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sitegen import pay
from sitegen.listings.amounts import HUNDREDTHS
from sitegen.listings.groups import Cell, Group
from sitegen.schema.mapping import ListingMapping, Output, StatisticsMapping

Observation = dict[str, Any]
"""The keys of `schema.Observation` that are given, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one group. Shape: `figures` is empty where there were too few rows; `band` likewise."""

    subject: str
    level: str
    region: str
    currency: str
    component: str
    scope: str
    n: int | None
    population: int | None
    repeats: int
    figures: dict[str, int | Decimal]
    band: tuple[int | Decimal, int | Decimal] | None = None


def tallied(cell: Cell, group: Group, output: Output) -> Tally:
    """Compute what the number of rows in `group` allows.

    Unit:   units of the cell's currency a year.
    Source: pay.percentiles of single figures, or of the middles of ranges; pay.band of ranges.
    """
    sums = (low + high for low, high in zip(group.low, group.high, strict=True))
    figures = {name: pay.rounded(value / (2 * HUNDREDTHS)) for name, value in pay.percentiles(sums).items()}
    ends = pay.band(group.low, group.high) if group.ranges else None
    band = (_units(ends[0]), _units(ends[1])) if ends else None
    return Tally(
        _words(cell.subject), cell.level or "", cell.region, cell.currency, output.component, output.scope or "",
        len(group.low), None, group.repeats, figures, band,
    )  # fmt: skip


def of_group(cell: Cell, group: Group, tally: Tally, mapping: ListingMapping, fingerprint: str) -> Iterator[Observation]:
    """Find the observations that a group yields: its percentiles, and the typical band where its rows are ranges."""
    output = mapping.observations[cell.output]
    keys, parts = _subject(cell, output)
    parts = [*parts, _plain(cell.region), output.component, _plain(output.scope or ""), mapping.source]
    if mapping.constants.currency is None:
        parts.append(_plain(cell.currency))
    name = ".".join(part for part in parts if part)
    head = {
        **keys,
        "region": cell.region, "currency": cell.currency, "period": "year", "component": output.component,
        **({"scope": output.scope} if output.scope else {}),
    }  # fmt: skip
    tail = {
        "n": tally.n,
        **({"repeats": tally.repeats} if tally.repeats else {}),
        "observed": str(output.observed) if output.observed else _interval(group),
        "source": mapping.source,
    }
    end = {"generated": fingerprint, **({"note": output.note} if output.note else {})}
    if tally.figures:
        method = "midpoints-type7" if group.ranges else "figures-type7"
        yield {"id": name, **head, "statistic": "percentiles", **tally.figures, **tail, "method": method, **end}
    if tally.band:
        ends = {"low": tally.band[0], "high": tally.band[1]}
        yield {"id": f"{name}.band", **head, "statistic": "range", **ends, **tail, "method": "band-p25min-p75max", **end}


def of_statistic(code: str, title: str, tally: Tally, mapping: StatisticsMapping, fingerprint: str) -> Observation:
    """Return one published figure as an observation."""
    parts = (mapping.scheme, _plain(code), _plain(mapping.region), mapping.component, _plain(mapping.scope or ""), mapping.source)
    return {
        "id": ".".join(part for part in parts if part),
        "occupation": {"scheme": mapping.scheme, "code": code, **({"title": title} if title else {})},
        "region": mapping.region, "currency": mapping.currency, "period": mapping.period, "component": mapping.component,
        **({"scope": mapping.scope} if mapping.scope else {}),
        "statistic": "percentiles",
        **tally.figures,
        **({"n": tally.n} if tally.n else {"population": tally.population}),
        "observed": str(mapping.observed),
        "source": mapping.source,
        "method": "as-published",
        "generated": fingerprint,
        **({"note": mapping.note} if mapping.note else {}),
    }  # fmt: skip


def _subject(cell: Cell, output: Output) -> tuple[dict[str, Any], list[str]]:
    """Return whom a cell speaks of as keys of an observation, and as the first parts of its id."""
    if isinstance(cell.subject, tuple):
        scheme, code = cell.subject
        return {"occupation": {"scheme": scheme, "code": code}}, [scheme, _plain(code)]
    if output.by == "family":
        return {"family": cell.subject}, ["family", cell.subject]
    return {"role": cell.subject, **({"level": cell.level} if cell.level else {})}, [cell.subject, cell.level or ""]


def _words(subject: str | tuple[str, str]) -> str:
    return subject if isinstance(subject, str) else " ".join(subject)


def _units(hundredths: Fraction) -> int | Decimal:
    return pay.rounded(hundredths / HUNDREDTHS)


def _interval(group: Group) -> str:
    return str(group.first) if group.first == group.last else f"{group.first}/{group.last}"


def _plain(text: str) -> str:
    """Return `text` as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
