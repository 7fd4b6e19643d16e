"""How a listing file spells currencies, periods, regions and levels -> the words of the data model."""

from __future__ import annotations

import re
from collections.abc import Mapping

PERIODS = {
    "hour": "hour", "hourly": "hour", "per hour": "hour", "an hour": "hour", "hr": "hour", "/hr": "hour", "/h": "hour",
    "day": "day", "daily": "day", "per day": "day", "a day": "day",
    "week": "week", "weekly": "week", "per week": "week", "a week": "week",
    "month": "month", "monthly": "month", "per month": "month", "a month": "month",
    "year": "year", "yearly": "year", "per year": "year", "a year": "year",
    "annual": "year", "annually": "year", "per annum": "year", "pa": "year", "p.a.": "year",
}  # fmt: skip
"""Spellings that need no mapping; schema.org's unitText is among them."""

_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Spellings:
    """The spellings of one kind, compared without surrounding spaces and regardless of case."""

    def __init__(self, own: Mapping[str, str], built_in: Mapping[str, str] | None = None, code: re.Pattern[str] | None = None) -> None:
        self._known = {**(built_in or {}), **{spelling.strip().casefold(): word for spelling, word in own.items()}}
        self._code = code

    def word(self, text: str) -> str | None:
        """Return what `text` stands for, or None when it is not known."""
        found = self._known.get(text.strip().casefold())
        if found is None and self._code and self._code.fullmatch(text.strip().upper()):
            return text.strip().upper()
        return found


def currency_spellings(own: Mapping[str, str]) -> Spellings:
    """Return the mapping's currencies; three letters stand for themselves."""
    return Spellings(own, code=_CURRENCY)


def period_spellings(own: Mapping[str, str]) -> Spellings:
    """Return the mapping's periods, on top of PERIODS."""
    return Spellings(own, PERIODS)


def region_spellings(own: Mapping[str, str]) -> Spellings:
    """Return the mapping's regions; ISO 3166 codes stand for themselves."""
    return Spellings(own, code=_REGION)


def level_spellings(own: Mapping[str, str]) -> Spellings:
    """Return the mapping's levels, and nothing besides: what is not listed has no level."""
    return Spellings(own)
