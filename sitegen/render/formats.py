"""How money, numbers, days and places are written in the language of the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from markupsafe import Markup

if TYPE_CHECKING:  # the schema takes long to import, and nothing of it is called here
    from sitegen.schema import Interval

_WHOLE, _CENTS = "#,##0", "#,##0.00"
_CENTS_BELOW = 1_000
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'\u2028\u2029"}


def filters(language: str) -> dict[str, Callable[..., object]]:
    """Return the filters that templates write figures with, by name. An unknown language is written as English."""
    locale = str(_locale(language))
    return {
        "money": partial(money, locale=locale),
        "span": partial(span, locale=locale),
        "number": partial(number, locale=locale),
        "compact": partial(compact, locale=locale),
        "day": partial(day, locale=locale),
        "days": partial(days, locale=locale),
        "place": partial(place, locale=locale),
        "count": partial(count, locale=locale),
        "json": as_json,
    }


def direction(language: str) -> str:
    """Return which way the language is written: `ltr` or `rtl`."""
    return str(_locale(language).text_direction)


@lru_cache(maxsize=4096)
def money(amount: float, currency: str, *, locale: str) -> str:
    """Write an amount: `US$180,000`, and `US$32.50` where cents count. Unit: units of `currency`."""
    return str(format_currency(amount, currency, "¤" + _pattern(amount), currency_digits=False, locale=locale))


@lru_cache(maxsize=4096)
def span(low: float, high: float, currency: str, *, locale: str) -> str:
    """Write a range with the currency named once: `US$180,000–270,000`; one amount where the ends are the same."""
    start = money(low, currency, locale=locale)
    return start if low == high else f"{start}–{number(high, locale=locale)}"


@lru_cache(maxsize=4096)
def number(amount: float, *, locale: str) -> str:
    """Write a number in groups of three: `1,850`."""
    return str(format_decimal(amount, _pattern(amount), locale=locale))


@lru_cache(maxsize=1024)
def compact(amount: float, *, locale: str) -> str:
    """Write an amount short, for the ticks of a scale: `150K`, `1.5M`."""
    return str(format_compact_decimal(amount, fraction_digits=1, locale=locale))


@lru_cache(maxsize=1024)
def day(when: date, *, locale: str) -> str:
    """Write a day out: `10 November 2026`, or as the language has it."""
    return str(format_date(when, "long", locale=locale))


@lru_cache(maxsize=1024)
def days(interval: Interval, *, locale: str) -> str:
    """Write the days a figure speaks of: `2023`, `2020 – 2023`, `May 2025`, `20 November 2026`, or from one day to another."""
    first, last = interval.first, interval.last
    if first == last:
        return day(first, locale=locale)
    after = last + timedelta(days=1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1):
        return str(format_interval(first, last, "y", locale=locale))
    if first.day == 1 and after == _next_month(first):
        return str(format_skeleton("yMMMM", first, locale=locale))
    return str(format_interval(first, last, "yMMMMd", locale=locale))


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def place(code: str, names: Mapping[str, str], *, locale: str) -> str:
    """Name a region: by the owner's own `names`, else as the language names the country: `United States`, `United States (CA)`."""
    return names[code] if code in names else _country(code, locale)


@lru_cache(maxsize=1024)
def _country(code: str, locale: str) -> str:
    country, _, part = code.partition("-")
    name = str(Locale.parse(locale).territories.get(country, country))
    return f"{name} ({part})" if part else name


def count(n: int, one: str, many: str = "", *, locale: str) -> str:
    """Write how many there are: `1 skill`, `3 skills`."""
    return f"{number(n, locale=locale)} {one if n == 1 else many or one + 's'}"


def as_json(value: Any) -> Markup:
    """Write a value as JSON that can stand inside a script element. Raises: ValueError for a number that JSON cannot hold."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  # what could end the element is escaped above


def _pattern(amount: float) -> str:
    return _CENTS if amount < _CENTS_BELOW and amount != int(amount) else _WHOLE


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    for known in (language, language.partition("-")[0]):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
