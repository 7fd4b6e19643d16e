"""Tests of single cells, which decide whether a row is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sitegen.listings.amounts import HUNDREDTHS, Parse
from sitegen.listings.cells import Record, cell, text_of
from sitegen.listings.reasons import LeftOut
from sitegen.schema.mapping_parts import Condition

Test = Callable[[Record], bool]


def condition_test(condition: Condition, parse: Parse) -> Test:
    """Return the test that `condition` describes; `parse` reads numbers as the mapping says they are written."""
    column = condition.column
    if condition.at_least is not None or condition.at_most is not None:
        return lambda record: _within(cell(record, column), condition.at_least, condition.at_most, parse)
    if condition.contains is not None:
        wanted = condition.contains.strip().casefold()
        return lambda record: wanted in text_of(cell(record, column)).casefold()
    if condition.empty is not None:
        return lambda record: (text_of(cell(record, column)) == "") == condition.empty
    given = (condition.equals,) if condition.equals is not None else condition.one_of or condition.none_of or ()
    words = frozenset(word.strip().casefold() for word in given)
    belongs = condition.none_of is None
    return lambda record: (text_of(cell(record, column)).casefold() in words) == belongs


def picker(keep: Iterable[Condition], leave_out: Iterable[Condition], parse: Parse) -> Callable[[Record], None]:
    """Return a function that raises LeftOut, naming the condition, for a record that is not to be looked at."""
    tests = [(f"keep: {described(condition)}", condition_test(condition, parse), True) for condition in keep]
    tests += [(f"leave_out: {described(condition)}", condition_test(condition, parse), False) for condition in leave_out]

    def pick(record: Record) -> None:
        for label, test, wanted in tests:
            if test(record) != wanted:
                raise LeftOut("condition", label)

    return pick


def described(condition: Condition) -> str:
    """Return the condition in words, for the report."""
    said = {name: value for name, value in condition if name != "column" and value is not None}
    words = " and ".join(f"{name.replace('_', ' ')} {_said(value)}" for name, value in said.items())
    return f"{condition.column} {words}"


def _said(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _within(value: Any, low: Decimal | date | None, high: Decimal | date | None, parse: Parse) -> bool:
    """Say whether a cell lies between two bounds of one kind; one that is no number, or no date, does not."""
    bounds = [bound for bound in (low, high) if bound is not None]
    read: Decimal | date
    try:
        if isinstance(bounds[0], date):
            read = date.fromisoformat(text_of(value)[:10])
        else:
            hundredths = parse(value)
            if hundredths is None:
                return False
            read = Decimal(hundredths) / HUNDREDTHS
    except ValueError:
        return False
    return (low is None or low <= read) and (high is None or read <= high)  # type: ignore[operator]  # bounds of one kind: mapping_file
