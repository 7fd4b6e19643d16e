"""What a template is given, as one text: for the hash that decides whether a page is made again, and to be read back.

Only plain data has such a text: texts, numbers, lists, mappings, dates, frozen records, and `Kept` values, which their digests stand for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sitegen.kept import Kept

# No text of an owner holds a NUL, so none can look like these.
KEPT, DATE, SET, MAPPING, RECORD = "\0kept", "\0date", "\0set", "\0mapping", "\0record"

Shapes = MutableMapping[str, tuple[str, ...]]
"""Kind of record -> the names of its fields, in the order in which a text holds them."""


def text_of(value: object, shapes: Shapes | None = None) -> str:
    """Return the text of a value; note in `shapes` the kinds of record it holds. Raises: TypeError for what is not plain data."""

    def plain(value: object) -> object:
        return _plain(value, shapes)

    return json.dumps(value, default=plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object, shapes: Shapes | None) -> object:
    """Return what JSON can hold instead of `value`, with its kind where two kinds could look alike."""
    if isinstance(value, Kept):
        return {KEPT: value.digest}
    if isinstance(value, date):
        return {DATE: value.isoformat()}
    kind: Any = type(value)
    if is_dataclass(kind) or hasattr(kind, "__pydantic_fields__"):
        named, names = _shape(kind)
        if shapes is not None:
            shapes[named] = names
        return {RECORD: [named, *[getattr(value, name) for name in names]]}
    if isinstance(value, frozenset | set):
        return {SET: sorted(map(str, value))}
    if isinstance(value, Mapping):
        return {MAPPING: [[key, value[key]] for key in value]}
    raise TypeError(f"a page's context holds plain data, not {type(value).__name__}")


@lru_cache(maxsize=256)
def _shape(kind: Any) -> tuple[str, tuple[str, ...]]:
    named = f"{kind.__module__}.{kind.__qualname__}"
    return named, tuple(field.name for field in fields(kind)) if is_dataclass(kind) else tuple(kind.__pydantic_fields__)
