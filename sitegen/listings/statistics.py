"""Published statistics -> tallies by occupation, taken over as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from sitegen import pay
from sitegen.listings.amounts import HUNDREDTHS, Parse, amount_parser
from sitegen.listings.cells import Record, cell, text_of
from sitegen.listings.conditions import picker
from sitegen.listings.counting import Counting
from sitegen.listings.observations import Tally
from sitegen.listings.reasons import LeftOut
from sitegen.listings.rows import Row
from sitegen.schema.mapping import StatisticsMapping

Code = tuple[str, str]
"""(scheme, code)."""

_SOC_LENGTH = len("15-1252")


def wanted_codes(mapping: StatisticsMapping, carried: Iterable[Code]) -> frozenset[str]:
    """Return the codes to take: those of the mapping, and those in its scheme that roles and guides carry.

    Source: an O*NET-SOC code is a SOC code with a detail after the dot (O*NET-SOC 2019 taxonomy).
    """
    found = set(mapping.codes)
    for scheme, code in carried:
        if scheme == mapping.scheme:
            found.add(code)
        elif scheme == "onet-soc" and mapping.scheme == "soc-2018":
            found.add(code[:_SOC_LENGTH])
    return frozenset(found)


def published(
    mapping: StatisticsMapping, rows: Iterable[Row], wanted: Collection[str], counting: Counting
) -> Iterator[tuple[str, str, Tally]]:
    """Find (code, title, tally) for each wanted occupation; the others are counted."""
    reader = _Reader(mapping, wanted)
    for row in rows:
        try:
            yield reader.read(row)
        except LeftOut as left:
            counting.leave_out(row.line, left)


class _Reader:
    """The questions that a statistics mapping asks of every row."""

    def __init__(self, mapping: StatisticsMapping, wanted: Collection[str]) -> None:
        self._mapping, self._wanted = mapping, wanted
        self._parse: Parse = amount_parser(mapping.numbers)
        self._absent = frozenset(word.strip().casefold() for word in mapping.absent)
        self._pick = picker(mapping.keep, mapping.leave_out, self._parse)
        self._seen: set[str] = set()

    def read(self, row: Row) -> tuple[str, str, Tally]:
        """Return what `row` states. Raises: LeftOut with the first reason that holds."""
        if row.fault:
            raise LeftOut("bad-row", row.fault)
        self._pick(row.cells)
        code = text_of(cell(row.cells, self._mapping.columns.code))
        if code not in self._wanted:
            raise LeftOut("other-occupation")
        if code in self._seen:
            raise LeftOut("repeated-code", code)
        tally = self._tally(row.cells, code)
        self._seen.add(code)
        return code, text_of(cell(row.cells, self._mapping.columns.title or "")), tally

    def _tally(self, record: Record, code: str) -> Tally:
        mapping, columns = self._mapping, self._mapping.columns
        named = {name: getattr(columns, name) for name in pay.PERCENTS}
        stated = {name: self._number(record, column) for name, column in named.items() if column}
        figures: dict[str, int | Decimal] = {
            name: pay.rounded(Fraction(amount, HUNDREDTHS)) for name, amount in stated.items() if amount is not None
        }
        size = self._number(record, columns.population or columns.n or "")
        if not figures:
            raise LeftOut("no-figure", code)
        if not size or size < HUNDREDTHS:
            raise LeftOut("no-size", code)
        _believe(figures, mapping)
        count = size // HUNDREDTHS
        n, population = (None, count) if columns.population else (count, None)
        return Tally(
            f"{mapping.scheme} {code}",
            "",
            mapping.region,
            mapping.currency,
            mapping.component,
            mapping.scope or "",
            n,
            population,
            0,
            figures,
        )

    def _number(self, record: Record, column: str) -> int | None:
        value = cell(record, column)
        if text_of(value).casefold() in self._absent:
            return None
        try:
            return self._parse(value)
        except ValueError as error:
            raise LeftOut("bad-amount", f"{column}: {error}") from None


def _believe(figures: dict[str, int | Decimal], mapping: StatisticsMapping) -> None:
    """Refuse figures that fall where they should rise, or that nobody is paid. Raises: LeftOut."""
    amounts = [Fraction(amount) for amount in figures.values()]
    if amounts != sorted(amounts):
        raise LeftOut("reversed-range", " ".join(f"{name} {amount}" for name, amount in figures.items()))
    for amount in amounts:
        if pay.implausible(amount, mapping.currency, mapping.period):
            raise LeftOut("implausible", f"{float(amount):,.2f} {mapping.currency} a {mapping.period}")
