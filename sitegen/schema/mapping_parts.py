"""What both kinds of mapping are made of: how a file is laid out, how numbers are written, how rows are picked."""

from __future__ import annotations

import codecs
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from sitegen.schema.base import Record, Seq

LONGEST_PATTERN = 100
MOST_PATTERNS = 500


def _text(value: object) -> object:
    """Take a number or a truth value for the text that it is in a listing file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _bound(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        message = "'{text}' is neither a number nor a date"
        raise PydanticCustomError("bad-bound", message, {"text": str(value)[:40], "hint": "write 40000 or 2026-01-31"}) from None


def _encoding(name: str) -> str:
    try:
        "a".encode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError):
        hint = "common ones are utf-8, utf-16, windows-1252 and iso-8859-15"
        raise PydanticCustomError("bad-encoding", "'{name}' is no text encoding", {"name": name[:40], "hint": hint}) from None


def _date_form(form: str) -> str:
    if not _names_a_day(form):
        hint = "use %Y, %m and %d, as in %d/%m/%Y"
        raise PydanticCustomError("bad-date-form", "'{form}' does not name a day, a month and a year", {"form": form[:40], "hint": hint})
    return form


def _names_a_day(form: str) -> bool:
    """Say whether `form` can be read and determines year, month and day."""
    sample = date(2001, 2, 3)
    try:
        return datetime.strptime(sample.strftime(form), form).date() == sample  # noqa: DTZ007  a day has no time zone
    except (ValueError, re.error):
        return False


def _pattern(text: str) -> str:
    if not re.search(r"\w", text):
        hint = "write the words to be found; * stands for any characters"
        raise PydanticCustomError("bad-pattern", "'{text}' holds no word", {"text": text[:40], "hint": hint})
    return text


Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Value = Annotated[str, BeforeValidator(_text), StringConstraints(max_length=300)]
Bound = Annotated[Decimal | date, BeforeValidator(_bound)]
Encoding = Annotated[str, AfterValidator(_encoding)]
DateForm = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_date_form)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATTERN), AfterValidator(_pattern)]
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]
Sign = Annotated[str, StringConstraints(min_length=1, max_length=10)]


class FileForm(Record):
    """How the bytes of the file are laid out. What is left out is found from the file's name and first bytes."""

    format: Literal["csv", "jsonl", "json"] | None = None
    """csv, jsonl (one JSON object a line) or json (one array); gzip of each is recognised by itself."""
    shape: Literal["columns", "jobposting"] = "columns"
    """columns, or jobposting for records of schema.org's type JobPosting, whose columns are then known."""
    items: Column | None = None
    """json only: the key, or keys joined by dots, that holds the array, where the array is not the whole file."""
    encoding: Encoding = "utf-8"
    """The text encoding; a byte order mark is dropped."""
    delimiter: Character = ","
    """csv only: what stands between two cells; "\\t" for a tab."""
    quote: Character = '"'
    """csv only: what stands round a cell that holds a delimiter or a line break."""
    skip_lines: Annotated[int, Field(ge=0, le=1000)] = 0
    """csv only: lines above the header row, to be passed over."""
    header: Seq[Column] = ()
    """csv only: the columns' names, for a file without a header row."""


class Numbers(Record):
    """How amounts are written. Numbers of JSON need none of this."""

    decimal: Character = "."
    """What stands before the decimals."""
    thousands: Annotated[tuple[Character, ...], Field(strict=False, max_length=10)] | None = None
    """What may stand between groups of digits: a comma (a dot, where the decimal is a comma), spaces, ' and _ unless said."""
    signs: Seq[Sign] = ()
    """Texts to be passed over before and after the digits, beside currency signs, which always are."""


class Condition(Record):
    """One test of one cell. Texts are compared without surrounding spaces and regardless of case."""

    column: Column
    """The column that is tested."""
    equals: Value | None = None
    """Holds when the cell is this."""
    one_of: Annotated[tuple[Value, ...], Field(strict=False, max_length=2_000)] | None = None
    """Holds when the cell is one of these."""
    none_of: Annotated[tuple[Value, ...], Field(strict=False, max_length=2_000)] | None = None
    """Holds when the cell is none of these."""
    contains: Value | None = None
    """Holds when the cell has this somewhere in it."""
    at_least: Bound | None = None
    """Holds when the cell is a number, or a date as YYYY-MM-DD, that is not below this."""
    at_most: Bound | None = None
    """Holds when the cell is a number or a date that is not above this."""
    empty: bool | None = None
    """true: holds when the cell is empty or missing; false: when it is not."""
