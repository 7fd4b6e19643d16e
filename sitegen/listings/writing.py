"""Observations -> the lines of YAML that state them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sitegen.source.scalars import resolve

# Text that any YAML reader takes for itself: begins with a letter, holds nothing that YAML or a comment could begin with.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/()%–’,;&+-]*[A-Za-z0-9.)%]|[A-Za-z]|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_WORDS_OF_OLD_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def item_lines(observation: dict[str, Any], indent: str) -> Iterator[str]:
    """Find the lines of one list item, without line ends."""
    lead = f"{indent}- "
    for key, value in observation.items():
        yield f"{lead}{key}: {_flow(value) if isinstance(value, dict) else scalar(value)}"
        lead = f"{indent}  "


def block(observations: Iterable[dict[str, Any]], indent: str) -> list[str]:
    """Return the lines of several list items, parted by empty lines."""
    lines: list[str] = []
    for observation in observations:
        lines += ([""] if lines else []) + list(item_lines(observation, indent))
    return lines


def scalar(value: str | int | Decimal) -> str:
    """Return `value` as YAML reads it back: numbers bare, text bare where nothing can mistake it, else in double quotes."""
    if isinstance(value, int | Decimal):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_OLD_YAML and isinstance(resolve(value), str)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _flow(values: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_in_flow(value)}" for key, value in values.items()) + "}"


def _in_flow(value: Any) -> str:
    text = scalar(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) and "," in text and not text.startswith('"') else text
