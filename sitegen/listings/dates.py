"""Dates as listing files write them -> the days they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime

Days = tuple[date, date]
"""The first and the last day, both included."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")


def days(cell: object, forms: Sequence[str]) -> Days:
    """Return the days that a cell names: one day, a month or a year.

    Shape:  text as 2026-01-31 (a time after it is passed over), 2026-01 or 2026, a whole number as a year, or one of `forms`.
    Raises: ValueError when it is none of these.
    """
    text = str(cell).strip() if cell is not None else ""
    found = _ISO.fullmatch(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        if year and month and day:
            return date(year, month, day), date(year, month, day)
        if year and month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if year:
            return date(year, 1, 1), date(year, 12, 31)
    for form in forms:
        try:
            day_read = datetime.strptime(text, form).date()  # noqa: DTZ007  a listing's date has no time zone
        except ValueError:
            continue
        return day_read, day_read
    raise ValueError(f"'{text[:40]}' is no date")
