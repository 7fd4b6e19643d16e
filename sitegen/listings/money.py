"""The pay that one record states -> exact amounts a year in one currency, if they can be believed."""

from __future__ import annotations

from math import ceil, floor

from sitegen import pay
from sitegen.listings.amounts import HUNDREDTHS, MOST_HUNDREDTHS, Parse, foreign_sign, range_parser
from sitegen.listings.cells import Record, cell, text_reader
from sitegen.listings.reasons import LeftOut
from sitegen.listings.spellings import currency_spellings, period_spellings
from sitegen.schema.mapping import Columns, ListingMapping

Range = tuple[int, int]


class Money:
    """How one mapping reads pay."""

    def __init__(self, mapping: ListingMapping, columns: Columns, parse: Parse) -> None:
        self._columns, self._parse, self._ranges = columns, parse, range_parser(parse)
        constants = mapping.constants
        self._currency = text_reader(None if constants.currency else columns.currency, constants.currency or "")
        self._period = text_reader(None if constants.period else columns.period, constants.period or "")
        self._currencies, self._periods = currency_spellings(mapping.currencies), period_spellings(mapping.periods)
        self._stated = [column for column in (columns.figure, columns.minimum, columns.maximum, columns.range) if column]
        self._bounds: dict[str, Range] = {}

    def read(self, record: Record) -> tuple[str, int, int]:
        """Return the currency and both ends of the pay.

        Unit:   hundredths of the currency a year; a single figure is both ends.
        Raises: LeftOut with the first reason why there is no such pay.
        """
        low, high = self._ends(record)
        currency, factor = self._unit(record, low, high)
        return currency, low * factor, high * factor

    def _ends(self, record: Record) -> Range:
        """Return both ends of the pay, in hundredths a period."""
        columns = self._columns
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
        return self._parse(cell(record, column)) if column else None

    def _unit(self, record: Record, low: int, high: int) -> tuple[str, int]:
        """Return the currency, and the factor that makes a year of the period, once the amounts are believed."""
        spelt = self._period(record)
        period = self._periods.word(spelt)
        if period is None:
            raise LeftOut("unknown-period", f"the period '{spelt[:40]}'")
        spelt = self._currency(record)
        currency = self._currencies.word(spelt)
        if currency is None:
            raise LeftOut("unknown-currency", f"the currency '{spelt[:40]}'")
        for column in self._stated:
            if sign := foreign_sign(cell(record, column), currency):
                raise LeftOut("other-currency", f"{sign} where the currency is {currency}")
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
