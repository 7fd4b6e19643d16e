"""Pages that are data: JSON, CSV, plain text and pictures, written without a template."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sitegen.cards import as_png
from sitegen.kept import Kept
from sitegen.page import CARD, CSV, JSON, TEXT

# A spreadsheet runs a cell that begins so; a tab or a carriage return before it is skipped. Numbers are never written as text.
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def as_json(context: Mapping[str, object]) -> bytes:
    """Write a page's whole context as one object in the order of its names.

    Raises: TypeError for what is not plain data, ValueError for a number that JSON cannot hold: both are mistakes of ours.
    """
    text = json.dumps(dict(context), default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def as_csv(context: Mapping[str, Any]) -> bytes:
    """Write `header` and `rows` of a page's context. An absent value is an empty cell.

    Source: RFC 4180. A text that a spreadsheet would run is written after an apostrophe.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(context["header"])
    writer.writerows([_harmless(cell) for cell in row] for row in context["rows"])
    return written.getvalue().encode()


def as_text(context: Mapping[str, Any]) -> bytes:
    """Write a page's `text` as it is."""
    return str(context["text"]).encode()


WRITERS: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = MappingProxyType({JSON: as_json, CSV: as_csv, TEXT: as_text, CARD: as_png})


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def _plain(value: object) -> object:
    if isinstance(value, Kept):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"JSON cannot hold {type(value).__name__}")
