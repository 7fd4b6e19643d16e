"""Read CBOR (RFC 8949), as much of it as Pagefind's metadata uses: numbers, text and arrays."""

from __future__ import annotations

from typing import Any, Final

_DIRECT: Final = 24
_NUMBER, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4
DEEPEST: Final = 16


def read(data: bytes) -> Any:
    """Return the one value in `data`, made of int, str and list. Raises: ValueError for anything else, or for bytes left over."""
    value, end = _value(data, 0, DEEPEST)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes after the value")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if not depth:
        raise ValueError("nested too deeply")
    kind, number, at = _head(data, at)
    if kind == _NUMBER:
        return number, at
    if kind == _NEGATIVE:
        return -1 - number, at
    if number > len(data) - at:
        raise ValueError("cut short")
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise ValueError(f"major type {kind} is not read here")
    values = []
    for _ in range(number):
        value, at = _value(data, at, depth - 1)
        values.append(value)
    return values, at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return a value's major type, its number or length, and where its content starts."""
    if at >= len(data):
        raise ValueError("cut short")
    kind, short = divmod(data[at], 32)
    if short < _DIRECT:
        return kind, short, at + 1
    size = 1 << (short - _DIRECT)
    if size > 8 or at + 1 + size > len(data):
        raise ValueError("cut short, or a length that is not read here")
    return kind, int.from_bytes(data[at + 1 : at + 1 + size]), at + 1 + size
