"""One cell of a record: found by its column's name, and read as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Record = Mapping[str, Any]


def cell(record: Record, column: str) -> Any:
    """Return the value of `column`: the key of that very name, else the value that its dotted parts lead to, else None.

    Shape: a part that is a number picks an item of a list; of a list met on the way without a number, the first item.
    """
    if column in record:
        return record[column]
    value: Any = record
    for part in column.split(".") if "." in column else ():
        if isinstance(value, list) and part.isdecimal():
            value = value[int(part)] if int(part) < len(value) else None
            continue
        if isinstance(value, list):
            value = value[0] if value else None
        value = value.get(part) if isinstance(value, dict) else None
    return None if value is record else value


def text_of(value: Any) -> str:
    """Return a cell as the text that conditions and spellings are compared with; lists are joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return "; ".join(map(text_of, value)) if isinstance(value, list) else ""


def text_reader(column: str | None, constant: str = "") -> Callable[[Record], str]:
    """Return a function that reads a column as text, or always gives the constant where there is no column."""
    if column is None:
        return lambda _: constant
    return lambda record: text_of(cell(record, column))
