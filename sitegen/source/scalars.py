"""What an unquoted YAML word means: null, true, a number, or just the text that was written."""

from __future__ import annotations

import math
import re

Scalar = bool | int | float | str | None

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?=[.eE])(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_DIGITS = 18
_NUMERIC_START = frozenset("0123456789-+.")


class BadNumberError(ValueError):
    """A number that no figure of a guide can be; its text says why."""


def resolve(text: str) -> Scalar:
    """Return what the unquoted scalar `text` stands for, by the core rules of YAML 1.2 made stricter.

    Whatever is not plainly a number in decimal, `true`, `false` or `null` stays the text it is: `no`, `02134`, `1:30`,
    `0o17`, `0xff`, `1_000`, `+5`, `.5`, `2026-11-10`.
    Raises: BadNumberError for more than 18 digits, and for infinities and NaN.
    Source: YAML 1.2.2, section 10.3.2.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _DECIMAL.fullmatch(text):
        return _decimal(text)
    if _NO_NUMBER.fullmatch(text):
        raise BadNumberError(f"{text} is not a finite number")
    return text


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _MOST_DIGITS:
        raise BadNumberError(f"a number of {len(text.lstrip('-'))} digits; {_MOST_DIGITS} are the most that stay exact")
    return int(text)


def _decimal(text: str) -> float:
    if len(text) > 2 * _MOST_DIGITS:
        raise BadNumberError(f"a number of {len(text)} characters is more exact than a decimal number can be")
    number = float(text)
    if not math.isfinite(number):
        raise BadNumberError(f"{text} is too large for a number")
    return number
