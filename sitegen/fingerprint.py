"""The hash of a page's complete context, part by part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sitegen.model import DATA, Kept
from sitegen.schema import Record


class Fingerprints:
    """Hashes contexts under the digest of a template bundle, and remembers the hash of each part that several pages share.

    A part is known again by its identity, so it is held for as long as its hash is.
    """

    def __init__(self, bundle: str) -> None:
        self._bundle = bundle
        self._shared: dict[int, tuple[object, str]] = {}

    def of(self, template: str, context: Mapping[str, object]) -> str:
        """Return the hash of a template's name and everything it is given. What no template makes does not depend on any."""
        state = blake2b(f"{'' if template in DATA else self._bundle}\0{template}".encode(), digest_size=16)
        for name in sorted(context):
            state.update(f"\0{name}\0{self._part(context[name])}".encode())
        return state.hexdigest()

    def _part(self, value: object) -> str:
        if isinstance(value, str | int | float | bool | None):
            return json.dumps(value)
        known = self._shared.get(id(value))
        if known is None:
            known = self._shared[id(value)] = (value, digest(value))
        return known[1]


def digest(value: object) -> str:
    """Return the hash of plain data. Raises: TypeError for anything that is not plain data."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> object:
    """Return what JSON can hold instead of `value`, with its type where two types could look alike."""
    if isinstance(value, Kept):
        return {"kept": value.digest}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Record):
        return [type(value).__name__, value.__dict__]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, [getattr(value, name) for name in _names(type(value))]]
    if isinstance(value, frozenset | set):
        return {"set": sorted(map(str, value))}
    if isinstance(value, Mapping):
        return {"mapping": [[key, value[key]] for key in value]}
    raise TypeError(f"a page's context holds plain data, not {type(value).__name__}")
