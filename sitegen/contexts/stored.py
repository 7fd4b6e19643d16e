"""The context of a page whose Markdown alone may change, stored so that the page can be made again from nothing else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.contexts.fingerprint import hashed, joined
from sitegen.contexts.text import DATE, MAPPING, RECORD, SET, Shapes, text_of
from sitegen.kept import Kept

PROSE = "prose"
"""The name of the part that is not stored: a `Kept` text."""
_LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A context without its prose. Shape: `parts` are texts by name."""

    template: str
    parts: Mapping[str, str]
    shapes: Mapping[str, tuple[str, ...]]

    def hash(self, bundle: str, prose: Kept[Any]) -> str:
        """Return what `Fingerprints.of` says of this context with `prose` in it."""
        told = {name: hashed(text) if text[0] in "[{" else text for name, text in {**self.parts, PROSE: text_of(prose)}.items()}
        return joined(bundle, self.template, told)

    def context(self, prose: Kept[Any]) -> dict[str, object]:
        """Return the context with `prose` in it.

        Records are objects with the same fields, and nothing else of their kinds; what was listed is a tuple, as it is in our contexts.
        """

        def plain(found: dict[str, Any]) -> object:
            return _read(found, self.shapes)

        return {PROSE: prose, **{name: _frozen(json.loads(text, object_hook=plain)) for name, text in self.parts.items()}}

    def to_bytes(self) -> bytes:
        """Return this as `from_bytes` reads it: JSON, compressed to a fifth."""
        plain = json.dumps([self.template, dict(self.parts), dict(self.shapes)], ensure_ascii=False)
        return zlib.compress(plain.encode("utf-8", "surrogatepass"), 1)


def store(template: str, context: Mapping[str, object]) -> Stored:
    """Return what is to be stored of a context. Raises: TypeError for what is not plain data."""
    shapes: Shapes = {}
    return Stored(template, {name: text_of(value, shapes) for name, value in context.items() if name != PROSE}, shapes)


def from_bytes(data: bytes) -> Stored:
    """Read back what `Stored.to_bytes` wrote. Raises: ValueError for anything else."""
    try:
        plain = zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    template, parts, shapes = json.loads(plain.decode("utf-8", "surrogatepass"))
    return Stored(template, parts, {kind: tuple(names) for kind, names in shapes.items()})


class _Record:
    """A record of any kind, read back."""

    def __init__(self, names: tuple[str, ...], values: list[object]) -> None:
        self.__dict__.update(zip(names, values, strict=True))


def _read(found: dict[str, Any], shapes: Mapping[str, tuple[str, ...]]) -> object:
    if len(found) != 1:
        return found
    ((mark, value),) = found.items()
    if mark == RECORD:
        return _Record(shapes[value[0]], [_frozen(it) for it in value[1:]])
    if mark == DATE:
        return date.fromisoformat(value)
    if mark == SET:
        return frozenset(value)
    return {key: _frozen(it) for key, it in value} if mark == MAPPING else found


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(it) for key, it in value.items()}
    return value
