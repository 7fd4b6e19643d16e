"""Amounts of money as listing files write them -> exact whole hundredths."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from sitegen.schema.mapping_parts import Numbers

HUNDREDTHS = 100
MOST_DIGITS = 15
"""An amount of more digits is nobody's pay, and would not fit the arrays that amounts are kept in."""

LONGEST_CELL = 100
"""Characters; a longer cell is a text about pay, not an amount."""

MOST_HUNDREDTHS = 10**17
"""More than this a year is believed in no currency. The sum of two such amounts still fits 64 bits."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DOLLARS = frozenset({
    "ARS", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD", "HKD", "JMD", "KYD", "MXN", "NZD", "SGD",
    "TTD", "TWD", "USD", "UYU",
})  # fmt: skip
SIGNS = {
    "$": _DOLLARS, "€": frozenset({"EUR"}), "£": frozenset({"EGP", "FKP", "GBP", "GIP", "SHP"}), "¥": frozenset({"CNY", "JPY"}),
    "₹": frozenset({"INR"}), "₩": frozenset({"KRW"}), "₺": frozenset({"TRY"}), "₽": frozenset({"RUB"}), "₴": frozenset({"UAH"}),
    "₦": frozenset({"NGN"}), "₫": frozenset({"VND"}), "₱": frozenset({"PHP"}), "฿": frozenset({"THB"}), "₪": frozenset({"ILS"}),
}  # fmt: skip
"""Currency signs that may stand beside digits, and the currencies that each can mean."""

_SIGN_SET = frozenset(SIGNS)
_BETWEEN = re.compile(r"\s*(?:–|—|−|\bto\b|\bup to\b|(?<=[\dkK])\s*-|(?<=\S)\s+-(?=\s))\s*")

Parse = Callable[[object], int | None]


def amount_parser(numbers: Numbers) -> Parse:
    """Return a function that reads one cell.

    Shape: a JSON number, or text such as `$1,234.50`, `60 000 €` or `120k` -> hundredths of a unit, rounded half to even;
           None for an empty cell. The function raises ValueError for a cell that holds no amount.
    """
    separators = numbers.thousands if numbers.thousands is not None else ("." if numbers.decimal == "," else ",", " ", "'", "_")
    group = "".join(map(re.escape, separators))
    grouped = rf"\d{{1,3}}(?:[{group}]\d{{2,3}})*[{group}]\d{{3}}|\d+" if group else r"\d+"
    form = re.compile(rf"(-?)({grouped})(?:{re.escape(numbers.decimal)}(\d*))?([kK]?)")
    drop = str.maketrans("", "", "".join(separators))
    affixes = sorted((*numbers.signs, *SIGNS), key=len, reverse=True)

    def parse(cell: object) -> int | None:
        if cell is None:
            return None
        if isinstance(cell, int | Decimal | float) and not isinstance(cell, bool):
            return _hundredths(Decimal(str(cell)))
        text = _bare(_short(cell), affixes)
        if not text:
            return None
        found = form.fullmatch(text)
        if not found:
            raise ValueError(f"'{str(cell).strip()[:40]}' is no amount")
        sign, whole, decimals, thousand = found.groups()
        number = Decimal(f"{sign}{whole.translate(drop)}.{decimals or 0}")
        return _hundredths(number * 1000 if thousand else number)

    return parse


def range_parser(parse: Parse) -> Callable[[object], tuple[int, int] | None]:
    """Return a function that reads a cell holding `90,000 - 120,000`, `90k to 120k` or a single amount as its two ends."""

    def ends(cell: object) -> tuple[int, int] | None:
        parts = _BETWEEN.split(_short(cell)) if isinstance(cell, str) else [cell]
        if len(parts) > 2:
            raise ValueError(f"'{str(cell).strip()[:40]}' is no range")
        low, high = parse(parts[0]), parse(parts[-1])
        if low is None and high is None:
            return None
        if low is None or high is None:
            raise ValueError(f"'{str(cell).strip()[:40]}' has only one end")
        return low, high

    return ends


def _short(cell: object) -> str:
    text = str(cell).strip()
    if len(text) > LONGEST_CELL:
        raise ValueError(f"'{text[:40]}…' is no amount")
    return text


def foreign_sign(cell: object, currency: str) -> str:
    """Return the sign in `cell` that cannot mean `currency`; empty when there is none."""
    signs = _SIGN_SET.intersection(cell) if isinstance(cell, str) else ()
    return next((sign for sign in sorted(signs) if currency not in SIGNS[sign]), "")


def _bare(text: str, affixes: list[str]) -> str:
    """Return `text` without currency signs at its ends; every run of spaces inside becomes one space."""
    text = _SPACES.sub(" ", text).strip()
    while affix := next((affix for affix in affixes if text.startswith(affix) or text.endswith(affix)), ""):
        text = text.removeprefix(affix).removesuffix(affix).strip()
    return text


def _hundredths(number: Decimal) -> int:
    try:
        if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
            raise ValueError("the number is too large for an amount")
        return int((number * HUNDREDTHS).to_integral_value())
    except InvalidOperation:
        raise ValueError("the number is too large for an amount") from None
