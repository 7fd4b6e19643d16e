"""Listing files as they come: formats, encodings, compression, dirt."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.errors import ContentError, Problem
from sitegen.listings import Report, json_rows
from sitegen.listings.jobposting import flatten, postings
from sitegen.listings.json_rows import array_rows
from sitegen.listings.rows import open_listing, rows
from sitegen.schema.mapping_parts import FileForm
from tests.listing_sites import SMALLEST, ListingSite, as_csv, make_site
from tests.listing_sites import rows as made_rows

MADE = [*made_rows(30), ("Développeur, Data Engineer", 99_000), ("Chef", 30_000), ("Data Engineer", 12)]
RECORDS = [{"title": title, "pay": amount} for title, amount in MADE]


def quoted(delimiter: str) -> str:
    return f"title{delimiter}pay\n" + "".join(f'"{title}"{delimiter}{amount}\n' for title, amount in MADE)


FORMS: dict[str, tuple[str, bytes, str]] = {
    "commas": ("a.csv", quoted(",").encode(), ""),
    "tabs": ("a.tsv", quoted("\t").encode(), 'file: {delimiter: "\\t"}\n'),
    "windows line ends": ("a.csv", quoted(",").replace("\n", "\r\n").encode(), ""),
    "old Mac line ends": ("a.csv", quoted(",").replace("\n", "\r").encode(), ""),
    "byte order mark": ("a.csv", b"\xef\xbb\xbf" + quoted(",").encode(), ""),
    "windows-1252": ("a.csv", quoted(";").encode("windows-1252"), 'file: {encoding: windows-1252, delimiter: ";"}\n'),
    "utf-16": ("a.csv", quoted(",").encode("utf-16"), "file: {encoding: utf-16}\n"),
    "lines above the header": ("a.csv", ("Export of 2026\n\n" + quoted(",")).encode(), "file: {skip_lines: 2}\n"),
    "no header": ("a.csv", quoted(",").partition("\n")[2].encode(), "file: {header: [title, pay]}\n"),
    "single quotes": ("a.csv", quoted(",").replace('"', "'").encode(), 'file: {quote: "\'"}\n'),
    "packed": ("a.csv.gz", gzip.compress(quoted(",").encode()), ""),
    "packed without saying so": ("a.csv", gzip.compress(quoted(",").encode()), ""),
    "JSON Lines": ("a.jsonl", "".join(json.dumps(record) + "\n" for record in RECORDS).encode(), ""),
    "JSON Lines in a .json": ("a.json", "".join(json.dumps(record) + "\n" for record in RECORDS).encode(), ""),
    "JSON array": ("a.json", json.dumps(RECORDS).encode(), ""),
    "JSON array, indented": ("a.json", json.dumps(RECORDS, indent=2, ensure_ascii=False).encode(), ""),
    "JSON array, packed": ("a.json.gz", gzip.compress(json.dumps(RECORDS).encode()), ""),
    "JSON array in utf-16": ("a.json", json.dumps(RECORDS, ensure_ascii=False).encode("utf-16"), "file: {encoding: utf-16}\n"),
    "JSON under keys": ("a.json", json.dumps({"meta": {"n": 3}, "data": {"jobs": RECORDS}}).encode(), "file: {items: data.jobs}\n"),
    "JSON without a suffix": ("adverts", json.dumps(RECORDS).encode(), ""),
}


def outcome(report: Report) -> tuple[Any, ...]:
    """Return what must not depend on how the same rows are laid out."""
    return report.rows_read, report.rows_used, report.tallies, [replace(left, lines=()) for left in report.left_out], report.unmapped


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_give_the_same_report_however_they_are_laid_out(tmp_path: Path, form: str) -> None:
    name, content, extra = FORMS[form]
    site = make_site(tmp_path, SMALLEST + extra)
    plain = make_site(tmp_path / "plain")
    assert outcome(site.run(site.listing(name, content))) == outcome(plain.run(plain.listing("plain.csv", quoted(","))))


# Dirt


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"Data Engineer", "1 cells where the header has 2"),
        (b"Data Engineer,100,000", "3 cells where the header has 2"),
        (b"D\xe9veloppeur,100000", "a byte that is not utf-8"),
        (b"Data Engineer," + b"9" * 140_000, "not CSV: field larger than field limit (131072)"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_at_its_line_and_the_others_count(tmp_path: Path, row: bytes, told: str) -> None:
    site = make_site(tmp_path)
    lines = as_csv(made_rows(12)).encode().splitlines()
    lines.insert(7, row)
    report = site.run(site.listing("a.csv", b"\n".join(lines)))
    assert report.rows_used == 12
    assert [(problem.mark.line, problem.message) for problem in report.problems] == [(8, f"left out: the row cannot be read ({told})")]


def test_empty_cells_beyond_the_header_and_empty_lines_are_no_fault(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    text = as_csv(made_rows(12)).replace("\nData", ",,\n\nData").replace("title,pay,,", "title,pay")
    report = site.run(site.listing("a.csv", text))
    assert (report.rows_read, report.rows_used) == (12, 12)


def test_a_row_after_a_cell_of_several_lines_keeps_its_own_line(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    text = 'title,pay\n"Data\n\nEngineer",100\n' + as_csv(made_rows(10)).partition("\n")[2] + '"Data Engineer\n",x\n'
    report = site.run(site.listing("a.csv", text))
    assert [(left.code, left.lines) for left in report.left_out] == [("bad-amount", (15,)), ("implausible", (2,))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"title": "Data Engineer", "pay": 100000', "not JSON: Expecting ',' delimiter"),
        ("[1, 2]", "not a JSON object"),
        ("[" * 100_000, "not JSON: "),
        ('{"title": "Data Engineer", "pay": true}', "'True' is no amount"),
        ('{"title": "Data Engineer", "pay": {"amount": 5}}', "is no amount"),
        ('{"title": "Data Engineer", "pay": 1e400}', "the number is too large for an amount"),
    ],
)
def test_a_bad_line_of_json_lines_is_told_and_the_others_count(tmp_path: Path, line: str, told: str) -> None:
    site = make_site(tmp_path)
    lines = [json.dumps({"title": title, "pay": amount}) for title, amount in made_rows(12)]
    lines.insert(3, line)
    report = site.run(site.listing("a.jsonl", "\n".join(lines)))
    assert report.rows_used == 12
    assert [problem.mark.line for problem in report.problems] == [4]
    assert told in report.problems[0].message


ARRAY = """\
{
  "meta": {"note": "a { in a text", "more": [{"x": 1}]},
  "jobs": [
    {"ref": 1, "pay": 5},
    {"ref": 2,
     "nested": {"deep": {
       "er": 1}},
     "text": "closing } and \\" quote"
    }, {"ref": 3},
    {
      "ref": 4 }
    , 7, {"ref": 5}, {"ref": 6
    },
    {"ref": 7}
  ]
}
"""


def test_an_object_of_a_json_array_stands_on_the_line_of_its_opening_brace(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(ARRAY, encoding="utf-8")
    with open_listing(path, FileForm(items="jobs")) as source:
        found = [(row.line, row.cells.get("ref"), row.fault) for row in rows(source)]
    assert found == [
        (4, 1, ""), (5, 2, ""), (9, 3, ""), (10, 4, ""), (12, None, "not a JSON object"), (12, 5, ""), (12, 6, ""), (14, 7, ""),
    ]  # fmt: skip


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8) | st.sampled_from(["{", "}", '"', '\\"{', "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


ARRAYS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), min_size=1, max_size=6)


@example(records=[{"": ["{\x85"]}, {}], indent=0, piece=1 << 16)
@example(records=[{"": ["\\\\{", '"{']}, {}], indent=0, piece=3)
@given(records=ARRAYS, indent=st.sampled_from([None, 0, 2]), piece=st.sampled_from([1, 3, 7, 1 << 16]))
def test_any_json_array_is_read_whole_and_each_object_found_on_its_line(
    records: list[dict[str, Any]], indent: int | None, piece: int
) -> None:
    text = json.dumps(records, indent=indent, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_rows, "_PIECE", piece)
        with_lines = list(array_rows(_stream(text), None, "utf-8", _no_fault))
    assert [record for _, record, _ in with_lines] == records
    decoder, position, lines = json.JSONDecoder(), 1, []
    for _ in records:
        position = text.index("{", position)
        lines.append(text.count("\n", 0, position) + 1)
        _, position = decoder.raw_decode(text, position)
    assert [line for line, _, _ in with_lines] == lines


def _stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode("utf-8", "surrogatepass"))


def _no_fault(line: int, message: str, hint: str) -> Any:
    raise AssertionError((line, message, hint))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "a.csv:1:1: the file is empty [unusable-file]"),
        ("a.csv", b"\n\n", "a.csv:1:1: there is no header row [unusable-file]"),
        ("a.csv", b"title,pay,title\n", "a.csv:1:1: two columns are called 'title' [unusable-file]"),
        ("a.csv", "title,päy\n".encode("windows-1252"), "a.csv:1:1: the header row is not utf-8 [unusable-file]"),
        ("a.csv", as_csv(made_rows(12)).encode("utf-16"), "a.csv:1:1: the header row is not utf-8 [unusable-file]"),
        ("a.csv", b'title,pay\n"Data Engineer,1\n' + b"x" * 4_000_001, "a.csv:3:1: a line of more than 4,000,000 characters"),
        ("a.csv.gz", gzip.compress(as_csv(made_rows(5_000)).encode())[:-200], "a.csv.gz:1:1: the file cannot be unpacked: Compressed"),
        ("a.csv.gz", b"\x1f\x8bnot gzip at all", "a.csv.gz:1:1: the file cannot be unpacked:"),
        ("a.json", b'[{"title": "Data Engineer",\n "pay": 1},\n {"title": tru}]', "a.json:3:1: not JSON: lexical error"),
        (
            "a.json",
            b'[{"title": "Data Engineer", "pay": 1},\n {"title": "Da',
            "a.json:2:1: not JSON: parse error: premature EOF [unusable-file]",
        ),
        ("a.json", b'{\n"jobs": [{"title": "Data Engineer"}]}', "a.json:1:1: this is no JSON array with anything in it [unusable-file]"),
        ("a.json", b"[]", "a.json:1:1: this is no JSON array with anything in it [unusable-file]"),
        ("a.json", b'[{"title": "\xff"}]', "a.json:1:1: the file is not utf-8: invalid start byte [unusable-file]"),
    ],
)
def test_an_unusable_file_is_refused_where_it_stops_making_sense(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    site = make_site(tmp_path)
    assert site.refusal(site.listing(name, content)).startswith(told)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert site.refusal(tmp_path / "none.csv").startswith("none.csv:1:1: the file cannot be read: No such file or directory")
    assert site.refusal(tmp_path).endswith("the file cannot be read: Is a directory [unusable-file]\n    hint: check its name")


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.jsonl", "a.json", "a.csv.gz", "a"]))
def test_no_bytes_do_more_than_yield_rows_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(content)
    refused: tuple[Problem, ...] = ()
    lines: list[int] = []
    try:
        with open_listing(path, FileForm()) as source:
            lines += [row.line for row in rows(source)]
    except ContentError as error:
        refused = error.problems
    assert {problem.code for problem in refused} <= {"unusable-file"}
    assert lines == sorted(lines)


# Job postings


POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior Data Engineer",
    "datePosted": "2026-03-09",
    "employmentType": ["FULL_TIME"],
    "identifier": {"@type": "PropertyValue", "name": "Board", "value": 17},
    "hiringOrganization": {"@type": "Organization", "name": "Never read"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "DE"}},
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 60000, "maxValue": 80000, "unitText": "YEAR"},
    },
}


@pytest.mark.parametrize(
    ("changed", "cells"),
    [
        ({}, {"minimum": 60000, "maximum": 80000, "currency": "EUR", "period": "YEAR", "country": "DE", "identifier": "Board:17"}),
        ({"baseSalary": {"currency": "EUR", "value": {"value": 40.5, "unitText": "HOUR"}}}, {"figure": 40.5, "period": "HOUR"}),
        ({"baseSalary": {"currency": "EUR", "value": 70000, "unitText": "YEAR"}}, {"figure": 70000, "period": "YEAR"}),
        ({"baseSalary": {"currency": "EUR", "minValue": 1, "maxValue": 2, "unitText": "YEAR"}}, {"minimum": 1, "maximum": 2}),
        ({"baseSalary": {"priceCurrency": "EUR", "minPrice": 1, "maxPrice": 2}}, {"minimum": 1, "maximum": 2, "currency": "EUR"}),
        ({"baseSalary": "65000", "salaryCurrency": "EUR"}, {"figure": "65000", "currency": "EUR", "period": ""}),
        ({"baseSalary": [{"currency": "EUR", "value": 3}, {"currency": "USD", "value": 4}]}, {"figure": 3, "currency": "EUR"}),
        ({"baseSalary": None}, {"figure": None, "minimum": None, "maximum": None}),
        ({"baseSalary": {"value": {"value": [True, {}]}}}, {"figure": True}),
        ({"jobLocation": [{"address": {"addressCountry": {"@type": "Country", "name": "AT"}}}]}, {"country": "AT"}),
        ({"jobLocation": None, "applicantLocationRequirements": {"@type": "Country", "name": "US"}}, {"country": "US"}),
        ({"jobLocation": {"@type": "Place", "address": "Berlin"}}, {"country": ""}),
        ({"identifier": "abc"}, {"identifier": "abc"}),
        ({"identifier": None, "url": "https://jobs.example/1"}, {"identifier": "https://jobs.example/1"}),
        ({"title": {"@value": "Data Engineer", "@language": "en"}}, {"title": "Data Engineer"}),
        ({"title": 7, "datePosted": None}, {"title": "", "date": ""}),
    ],
)
def test_a_posting_is_flattened_whichever_way_it_states_its_pay(changed: dict[str, Any], cells: dict[str, Any]) -> None:
    flat = flatten({**POSTING, **changed})
    assert {key: flat[key] for key in cells} == cells
    assert "hiringOrganization" not in flat


@given(st.dictionaries(st.sampled_from([*POSTING, "url", "@graph"]), VALUES))
def test_any_json_object_can_be_flattened(posting: dict[str, Any]) -> None:
    for each in postings(posting):
        assert {"title", "figure", "minimum", "maximum", "currency", "period", "country", "date", "identifier"} <= flatten(each).keys()


POSTINGS_MAPPING = """\
source: adverts
file: {shape: jobposting}
keep:
  - {column: employmentType, contains: full_time}
  - {column: country, none_of: [CH]}
titles:
  - {role: data-engineer, patterns: [data engineer], unless: [intern]}
observations:
  - {by: role, region: each}
"""


def _postings() -> list[dict[str, Any]]:
    made = []
    for index in range(24):
        value = {"minValue": 60_000 + 500 * index, "maxValue": Decimal("80000.5"), "unitText": "YEAR"}
        made.append(
            {
                **POSTING,
                "identifier": {"name": "Board", "value": index % 22},
                "datePosted": f"2026-03-{index + 1:02d}",
                "baseSalary": {"currency": "EUR", "value": value},
                "jobLocation": {"address": {"addressCountry": "CH" if index == 21 else "DE"}},
            }
        )
    return made


@pytest.mark.parametrize("wrap", ["array", "graph", "lines"])
def test_postings_are_read_as_an_array_in_a_graph_or_a_line_each(tmp_path: Path, wrap: str) -> None:
    site = make_site(tmp_path, POSTINGS_MAPPING)
    texts = [json.dumps(posting, default=float) for posting in _postings()]
    breadcrumbs = '{"@type": "BreadcrumbList"}'
    content = {
        "array": ("a.json", "[" + ",\n".join(texts) + "]"),
        "graph": ("a.jsonl", '{"@graph": [' + ", ".join([breadcrumbs, *texts]) + "]}\n"),
        "lines": ("a.jsonl", "\n".join(texts)),
    }
    report = site.run(site.listing(*content[wrap]))
    assert (report.rows_read, report.rows_used) == (24, 21)
    assert [(left.code, left.rows) for left in report.left_out] == [("condition", 1), ("repeated-id", 2)]
    assert (report.tallies[0].region, report.tallies[0].currency, report.tallies[0].n) == ("DE", "EUR", 21)
    text = site.pay.read_text(encoding="utf-8")
    assert "observed: 2026-03-01/2026-03-21" in text
    assert "id: data-engineer.de.base.adverts.eur.band" in text


def test_a_heading_with_dots_is_found_before_the_keys_that_its_parts_would_lead_to(tmp_path: Path) -> None:
    site: ListingSite = make_site(tmp_path, SMALLEST.replace("figure: pay", "figure: pay.usd.0"))
    records = [{"title": "Data Engineer", "pay": {"usd": [100_000 + index]}} for index in range(10)]
    report = site.run(site.listing("a.json", json.dumps([*records, {"title": "Data Engineer", "pay.usd.0": 200_000}])))
    assert (report.rows_used, report.tallies[0].figures) == (11, {"median": 100_005})
