"""One row of a listing file -> pay that can be counted, or the reason why it is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from math import ceil, floor
from typing import Any

from sitegen import pay
from sitegen.listings.amounts import HUNDREDTHS, MOST_HUNDREDTHS, amount_parser, range_parser
from sitegen.listings.cells import Record, cell, text_reader
from sitegen.listings.conditions import condition_test, described
from sitegen.listings.dates import days
from sitegen.listings.jobposting import COLUMNS
from sitegen.listings.rows import Row
from sitegen.listings.spellings import currency_spellings, level_spellings, period_spellings, region_spellings
from sitegen.listings.titles import Meaning, Titles
from sitegen.schema.mapping import ListingMapping

Range = tuple[int, int]

REASONS = {
    "bad-row": "the row cannot be read",
    "condition": "a condition of the mapping",
    "other-occupation": "its occupation is not asked for",
    "repeated-code": "its occupation was met before",
    "unmapped-title": "the title maps to nothing",
    "repeated-id": "its id was met before",
    "no-pay": "no pay is stated",
    "one-bound": "only one end of the range is stated",
    "zero-pay": "pay of zero or less",
    "bad-amount": "the amount cannot be read",
    "reversed-range": "the minimum is above the maximum",
    "unknown-period": "the period is not mapped",
    "unknown-currency": "the currency is not known",
    "implausible": "no pay is that low or high: see pay.PLAUSIBLE_YEAR",
    "no-figure": "no figure is published",
    "no-size": "neither a population nor a number of answers is published",
    "bad-date": "the date cannot be read",
    "no-group": "it belongs to none of the observations asked for",
    "repeated-content": "its content equals an earlier row's",
}
"""Why a row is left out, in the order in which it is asked; a row counts under the first reason that holds."""


class LeftOut(Exception):  # noqa: N818  an outcome of a row, not an error of the program
    """The row does not count, for one of REASONS. `detail` says what was found in it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


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
        self._conditions = [(f"keep: {described(test)}", condition_test(test, self.parse), True) for test in mapping.keep]
        self._conditions += [(f"leave_out: {described(test)}", condition_test(test, self.parse), False) for test in mapping.leave_out]
        self._titles = Titles(mapping.titles)
        self._ranges = range_parser(self.parse)
        self._read = {
            "title": text_reader(columns.title),
            "id": text_reader(columns.id),
            "level": text_reader(columns.level),
            "region": text_reader(columns.region, constants.region or ""),
            "currency": text_reader(None if constants.currency else columns.currency, constants.currency or ""),
            "period": text_reader(None if constants.period else columns.period, constants.period or ""),
        }
        self._currencies, self._periods = currency_spellings(mapping.currencies), period_spellings(mapping.periods)
        self._regions, self._levels = region_spellings(mapping.regions), level_spellings(mapping.levels)
        self._level, self._region = constants.level, constants.region
        self._forms = mapping.dates
        self._needs_date = any(output.observed is None for output in mapping.observations)
        self._drops_ids = mapping.duplicates.by_id == "drop"
        self._ids: set[bytes] = set()
        self._bounds: dict[str, Range] = {}

    def sift(self, row: Row) -> Sifted:
        """Return what counts of `row`. Raises: LeftOut with the first reason that holds."""
        if row.fault:
            raise LeftOut("bad-row", row.fault)
        record = row.cells
        for label, test, wanted in self._conditions:
            if test(record) != wanted:
                raise LeftOut("condition", label)
        title = self._read["title"](record)
        meaning = self._titles.meaning(title)
        if meaning is None:
            raise LeftOut("unmapped-title", title)
        identity = self._identity(record)
        low, high = self._pay(record)
        currency, factor = self._unit(record, low, high)
        observed = self._days(record) if self._needs_date else None
        level = meaning.level or self._levels.word(self._read["level"](record)) or self._level
        region = self._region or self._regions.word(self._read["region"](record))
        if identity:
            self._ids.add(identity)
        return Sifted(meaning, level, region, currency, low * factor, high * factor, observed, record)

    def _identity(self, record: Record) -> bytes:
        """Return what stands for the row's id, empty where it has none. Raises: LeftOut when a row that counts has had it."""
        given = self._read["id"](record) if self._drops_ids else ""
        identity = digest(given) if given else b""
        if identity in self._ids:
            raise LeftOut("repeated-id", given)
        return identity

    def _pay(self, record: Record) -> Range:
        """Return both ends of the pay, in hundredths a period."""
        columns = self.columns
        try:
            if columns.range:
                ends: tuple[int | None, int | None] | None = self._ranges(cell(record, columns.range))
                low, high = ends or (None, None)
            else:
                low, high = (self._amount(record, column) for column in (columns.minimum, columns.maximum))
            figure = self._amount(record, columns.figure)
        except ValueError as error:
            raise LeftOut("bad-amount", str(error)) from None
        if low is None and high is None:
            low = high = figure
        return _checked(low, high)

    def _amount(self, record: Record, column: str | None) -> int | None:
        return self.parse(cell(record, column)) if column else None

    def _unit(self, record: Record, low: int, high: int) -> tuple[str, int]:
        """Return the currency, and the factor that makes a year of the period, once the amounts are believed."""
        spelt = self._read["period"](record)
        period = self._periods.word(spelt)
        if period is None:
            raise LeftOut("unknown-period", f"the period '{spelt[:40]}'")
        spelt = self._read["currency"](record)
        currency = self._currencies.word(spelt)
        if currency is None:
            raise LeftOut("unknown-currency", f"the currency '{spelt[:40]}'")
        factor = pay.PERIODS_A_YEAR[period]
        least, most = self._believed(currency)
        if not (least <= low * factor and high * factor <= most):
            raise LeftOut("implausible", f"{low / HUNDREDTHS:,.2f} to {high / HUNDREDTHS:,.2f} {currency} a {period}")
        return currency, factor

    def _believed(self, currency: str) -> Range:
        """Return the least and the most that is believed a year, in hundredths."""
        if currency not in self._bounds:
            ends = pay.plausible_range(currency, "year")
            self._bounds[currency] = (ceil(ends[0] * HUNDREDTHS), floor(ends[1] * HUNDREDTHS)) if ends else (1, MOST_HUNDREDTHS)
        return self._bounds[currency]

    def _days(self, record: Record) -> tuple[date, date]:
        try:
            return days(cell(record, self.columns.date or ""), self._forms)
        except ValueError as error:
            raise LeftOut("bad-date", str(error)) from None


def _checked(low: int | None, high: int | None) -> Range:
    if low is None and high is None:
        raise LeftOut("no-pay")
    if low is None or high is None:
        raise LeftOut("one-bound", f"{(low or high or 0) / HUNDREDTHS:,.2f}")
    if low <= 0 or high <= 0:
        raise LeftOut("zero-pay", f"{low / HUNDREDTHS:,.2f} to {high / HUNDREDTHS:,.2f}")
    if low > high:
        raise LeftOut("reversed-range", f"{low / HUNDREDTHS:,.2f} to {high / HUNDREDTHS:,.2f}")
    return low, high


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
