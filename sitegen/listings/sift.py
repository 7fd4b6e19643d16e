"""One row of a listing file -> pay that can be counted, or the reason why it is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from sitegen.listings.amounts import amount_parser
from sitegen.listings.cells import Record, cell, text_reader
from sitegen.listings.conditions import picker
from sitegen.listings.dates import days
from sitegen.listings.jobposting import COLUMNS
from sitegen.listings.money import Money
from sitegen.listings.reasons import LeftOut
from sitegen.listings.rows import Row
from sitegen.listings.spellings import level_spellings, region_spellings
from sitegen.listings.titles import Meaning, Titles
from sitegen.schema.mapping import ListingMapping


@dataclass(frozen=True, slots=True)
class Sifted:
    """A row that counts.

    Unit: `low` and `high` are hundredths of `currency` a year, equal for a single figure.
    """

    meaning: Meaning
    level: str | None
    region: str | None
    currency: str
    low: int
    high: int
    observed: tuple[date, date] | None
    record: Record


class Sieve:
    """The questions that one mapping asks of every row. It remembers ids, and nothing else of the rows."""

    def __init__(self, mapping: ListingMapping) -> None:
        self.columns = columns = COLUMNS if mapping.file.shape == "jobposting" else mapping.columns
        constants = mapping.constants
        self.parse = amount_parser(mapping.numbers)
        self._pick = picker(mapping.keep, mapping.leave_out, self.parse)
        self._titles = Titles(mapping.titles)
        self._money = Money(mapping, columns, self.parse)
        self._read = {
            "title": text_reader(columns.title),
            "id": text_reader(columns.id),
            "level": text_reader(columns.level),
            "region": text_reader(columns.region),
        }
        self._regions, self._levels = region_spellings(mapping.regions), level_spellings(mapping.levels)
        self._level, self._region = constants.level, constants.region
        self._forms = mapping.dates
        self._needs_date = any(output.observed is None for output in mapping.observations)
        self._drops_ids = mapping.duplicates.by_id == "drop"
        self._ids: set[bytes] = set()

    def sift(self, row: Row) -> Sifted:
        """Return what counts of `row`. Raises: LeftOut with the first reason that holds."""
        if row.fault:
            raise LeftOut("bad-row", row.fault)
        record = row.cells
        self._pick(record)
        title = self._read["title"](record)
        meaning = self._titles.meaning(title)
        if meaning is None:
            raise LeftOut("unmapped-title", title)
        identity = self._identity(record)
        currency, low, high = self._money.read(record)
        observed = self._days(record) if self._needs_date else None
        level = meaning.level or self._levels.word(self._read["level"](record)) or self._level
        region = self._regions.word(self._read["region"](record)) or self._region
        if identity:
            self._ids.add(identity)
        return Sifted(meaning, level, region, currency, low, high, observed, record)

    def _identity(self, record: Record) -> bytes:
        """Return what stands for the row's id, empty where it has none. Raises: LeftOut when a row that counts has had it."""
        given = self._read["id"](record) if self._drops_ids else ""
        identity = digest(given) if given else b""
        if identity in self._ids:
            raise LeftOut("repeated-id", given)
        return identity

    def _days(self, record: Record) -> tuple[date, date]:
        try:
            return days(cell(record, self.columns.date or ""), self._forms)
        except ValueError as error:
            raise LeftOut("bad-date", str(error)) from None


def content_digest(identity: str | None) -> Callable[[dict[str, Any]], bytes]:
    """Return a function that reduces all cells of a record but its `identity` to eight bytes: equal for equal content.

    Two records of 200,000 that differ are taken for equal with a chance of about one in a thousand million.
    """

    def content(cells: dict[str, Any]) -> bytes:
        kept = [(key, value) for key, value in cells.items() if key != identity]
        if all(isinstance(value, str) for _, value in kept):
            return digest("\x1f".join(f"{key}\x1e{value}" for key, value in kept))
        return digest(json.dumps(sorted(kept), default=str))

    return content


def digest(text: str) -> bytes:
    """Return eight bytes that stand for `text`."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
