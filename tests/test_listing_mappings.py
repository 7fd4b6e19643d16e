"""Mappings: what each part means, every fault at its place, and the documentation that people write them from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from sitegen.listings import as_text
from sitegen.listings.amounts import amount_parser, foreign_sign, range_parser
from sitegen.listings.conditions import condition_test
from sitegen.listings.dates import days
from sitegen.listings.mapping_file import read_mapping
from sitegen.listings.spellings import PERIODS
from sitegen.listings.titles import Pattern, Titles
from sitegen.listings.vocabulary import Vocabulary, read_vocabulary
from sitegen.schema import mapping, mapping_parts
from sitegen.schema.mapping_parts import Condition, Numbers
from sitegen.source import parse_yaml
from tests.listing_sites import REPOSITORY, SMALLEST, as_csv, make_site, rows

FIXTURES = Path(__file__).parent / "fixtures" / "listings"
DOCUMENT = (REPOSITORY / "docs" / "listings.md").read_text(encoding="utf-8")


# Faults, each at its place: SMALLEST with one text replaced by another.

FAULTS = {case["fault"]: case for case in parse_yaml((FIXTURES / "mapping-faults.yaml").read_text(encoding="utf-8"), "faults").data}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_mapping_is_told_at_its_place_and_nothing_is_written(tmp_path: Path, fault: str) -> None:
    case = FAULTS[fault]
    assert case["replace"] in SMALLEST
    site = make_site(tmp_path, SMALLEST.replace(case["replace"], case["by"], 1))
    told = site.refusal(site.listing("adverts.csv", as_csv(rows(12))))
    assert told.replace("data/mappings/adverts.yaml:", "") == case["told"].rstrip("\n")


def test_more_patterns_than_are_tried_on_a_title_are_refused(tmp_path: Path) -> None:
    words = ", ".join(f"word{number}" for number in range(260))
    rules = "".join(f"  - {{role: {role}, patterns: [{words}]}}\n" for role in ("data-engineer", "data-analyst"))
    site = make_site(tmp_path, SMALLEST.replace("  - {role: data-engineer, patterns: [data engineer]}\n", rules))
    assert site.refusal(site.listing("adverts.csv", as_csv(rows(12)))) == (
        "data/mappings/adverts.yaml:4:1: 520 patterns, at most 500 are tried on a title [too-many-patterns]\n"
        "    hint: list the commonest titles as `exact`"
    )


def test_all_faults_of_a_mapping_are_told_at_once(tmp_path: Path) -> None:
    site = make_site(
        tmp_path, SMALLEST.replace("data-engineer", "cook").replace("region: world", "region: moon").replace("figure", "minimum")
    )
    told = site.refusal(site.listing("adverts.csv", as_csv(rows(12))))
    assert re.findall(r"\[([a-z-]+)\]", told) == ["missing-key", "unknown-role", "unknown-region"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "job,pay\nData Engineer,1\n", "2:18: a.csv has no column 'title' [unknown-column]\n    hint: its columns are job, pay"),
        ("a.csv", "Title,pay\nData Engineer,1\n", "2:18: a.csv has no column 'title' [unknown-column]\n    hint: did you mean 'Title'?"),
        (
            "a.jsonl",
            '{"title": "Data Engineer", "pai": 1}\n',
            "2:33: a.jsonl has no column 'pay' [unknown-column]\n    hint: did you mean 'pai'?",
        ),
        ("a.json", '[{"title": null, "pay": 1}]', "2:18: a.json has no column 'title' [unknown-column]"),
    ],
)
def test_a_column_that_the_file_lacks_is_told_at_its_place_in_the_mapping(tmp_path: Path, name: str, content: str, told: str) -> None:
    site = make_site(tmp_path)
    assert site.refusal(site.listing(name, content)).replace(tmp_path.as_posix() + "/", "").startswith(f"data/mappings/adverts.yaml:{told}")


def test_a_column_of_a_condition_that_the_file_lacks_is_told_too(tmp_path: Path) -> None:
    site = make_site(tmp_path, SMALLEST + "leave_out:\n  - {column: kind, equals: x}\n")
    assert "adverts.yaml:9:14: " in site.refusal(site.listing("adverts.csv", as_csv(rows(12))))


def test_an_optional_cell_may_be_missing_from_some_objects_of_json(tmp_path: Path) -> None:
    site = make_site(tmp_path, SMALLEST + "leave_out:\n  - {column: kind, equals: x}\n")
    made = [f'{{"title": "Data Engineer", "pay": {90_000 + n}}}' for n in range(12)]
    report = site.run(site.listing("a.jsonl", "\n".join([*made, '{"title": "Data Engineer", "pay": 1, "kind": "X"}'])))
    assert (report.rows_used, [left.reason for left in report.left_out]) == (12, ["leave_out: kind equals x"])


def test_a_mapping_may_be_given_by_its_path_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path, "source: adverts\n")
    other = site.listing("other.yaml", SMALLEST)
    file = site.listing("adverts.csv", as_csv(rows(12)))
    assert site.run(file, mapping=other, dry_run=True).mapping == other.as_posix()
    assert "cannot be read: No such file or directory" in site.refusal(file, mapping=tmp_path / "none.yaml")
    (site.root / "data" / "mappings" / "adverts.yaml").unlink()
    assert "data/mappings/adverts.yaml:1:1: there is no mapping for 'adverts' [missing-file]" in site.refusal(file)


def test_the_fingerprint_follows_what_a_mapping_says_and_not_how_it_is_laid_out() -> None:
    def fingerprint(text: str) -> str:
        return read_mapping(text.encode(), "m.yaml", "adverts", Vocabulary()).fingerprint

    assert fingerprint(SMALLEST) == fingerprint(
        "# why\n" + SMALLEST.replace("{title: title, figure: pay}", "\n  figure: pay\n  title: title")
    )
    assert fingerprint(SMALLEST) != fingerprint(SMALLEST.replace("figure: pay", "figure: wage"))


# What the parts mean


@pytest.mark.parametrize(
    ("numbers", "cell", "hundredths"),
    [
        ({}, "120000", 12_000_000),
        ({}, "$120,000.50", 12_000_050),
        ({}, " 120 000 € ", 12_000_000),
        ({}, "120\u202f000\u00a0€", 12_000_000),
        ({}, "CHF'", None),
        ({}, "12,34,567", 123_456_700),
        ({}, "1'234'567.8", 123_456_780),
        ({}, "120k", 12_000_000),
        ({}, "$ 97.5K", 9_750_000),
        ({}, "19.51", 1951),
        ({}, "0.005", 0),
        ({}, "0.015", 2),
        ({}, "-5", -500),
        ({}, 85_000, 8_500_000),
        ({}, 85_000.25, 8_500_025),
        ({"decimal": ","}, "60.000,50 €", 6_000_050),
        ({"decimal": ","}, "60.000", 6_000_000),
        ({"decimal": ",", "thousands": (" ",)}, "60 000,5", 6_000_050),
        ({"thousands": ()}, "60000", 6_000_000),
        ({"signs": ("USD", "brutto")}, "USD 60,000 brutto", 6_000_000),
        ({}, "", ""),
        ({}, "   ", ""),
        ({}, None, ""),
        ({}, "1,50", None),
        ({}, "12,3456", None),
        ({"decimal": ","}, "60.00", None),
        ({"thousands": ()}, "60,000", None),
        ({}, "USD 60,000", None),
        ({}, "1e5", None),
        ({}, "٣٠٠٠٠", 3_000_000),
        ({}, "negotiable", None),
        ({}, True, None),
        ({}, float("nan"), None),
        ({}, 10**15, None),
        ({}, "9" * 101, None),
        ({}, " " * 200 + "x" * 101, None),
    ],
)
def test_an_amount_is_read_exactly_or_refused(numbers: dict[str, Any], cell: object, hundredths: int | str | None) -> None:
    parse = amount_parser(Numbers(**numbers))
    if hundredths is None:
        with pytest.raises(ValueError, match=r"is no amount|too large for an amount"):
            parse(cell)
    else:
        assert parse(cell) == (None if hundredths == "" else hundredths)


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("$90,000 - $120,000", (9_000_000, 12_000_000)),
        ("90k–120k", (9_000_000, 12_000_000)),
        ("90,000 to 120,000", (9_000_000, 12_000_000)),
        ("90000-120000", (9_000_000, 12_000_000)),
        ("90,000 € - 120,000 €", (9_000_000, 12_000_000)),
        ("95,000", (9_500_000, 9_500_000)),
        (95_000, (9_500_000, 9_500_000)),
        ("-5", (-500, -500)),
        ("", None),
    ],
)
def test_a_cell_with_two_ends_is_parted(cell: object, ends: tuple[int, int] | None) -> None:
    assert range_parser(amount_parser(Numbers()))(cell) == ends


@pytest.mark.parametrize("cell", ["up to 120,000", "90,000 -", "1 - 2 - 3", "a - b", "90,000 to"])
def test_a_cell_without_two_clear_ends_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"is no range|has only one end|is no amount"):
        range_parser(amount_parser(Numbers()))(cell)


@given(st.text(max_size=120))
def test_no_text_makes_reading_an_amount_slow_or_wrong(text: str) -> None:
    for numbers in (Numbers(), Numbers(decimal=",", signs=("a", "ab"))):
        try:
            amount = range_parser(amount_parser(numbers))(text)
        except ValueError:
            amount = None
        assert amount is None or all(isinstance(end, int) for end in amount)


def test_a_sign_may_stand_for_any_of_its_currencies_and_for_no_other() -> None:
    assert [foreign_sign("$90,000", code) for code in ("USD", "CAD", "EUR")] == ["", "", "$"]
    assert [foreign_sign("¥1 (€2)", code) for code in ("JPY", "EUR")] == ["€", "¥"]
    assert foreign_sign(90_000, "EUR") == ""


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-01-31", (date(2026, 1, 31), date(2026, 1, 31))),
        ("2026-01-31 23:59", (date(2026, 1, 31), date(2026, 1, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        (2023, (date(2023, 1, 1), date(2023, 12, 31))),
        ("3 May 2026", (date(2026, 5, 3), date(2026, 5, 3))),
        ("31/12/2025", (date(2025, 12, 31), date(2025, 12, 31))),
        ("2026-02-30", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_date_covers_its_day_month_or_year(cell: object, found: tuple[date, date] | None) -> None:
    if found is None:
        with pytest.raises(ValueError, match=r"is no date|day is out of range"):
            days(cell, ())
    else:
        assert days(cell, ("%d %B %Y", "%d/%m/%Y")) == found


RECORD = {
    "type": " ft ",
    "year": "2023",
    "pay": "$95,000",
    "day": "2026-03-09T10:00",
    "series": ["2210", "1550"],
    "remote": True,
    "none": None,
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"column": "type", "equals": "FT"}, True),
        ({"column": "type", "equals": "F"}, False),
        ({"column": "year", "equals": 2023}, True),
        ({"column": "remote", "equals": True}, True),
        ({"column": "type", "one_of": ["PT", "ft"]}, True),
        ({"column": "type", "one_of": []}, False),
        ({"column": "type", "none_of": ["PT", "ft"]}, False),
        ({"column": "missing", "none_of": ["PT"]}, True),
        ({"column": "series", "contains": 1550}, True),
        ({"column": "series.0", "equals": "2210"}, True),
        ({"column": "series.7", "empty": True}, True),
        ({"column": "none", "empty": True}, True),
        ({"column": "type", "empty": False}, True),
        ({"column": "pay", "at_least": 95_000}, True),
        ({"column": "pay", "at_least": 95_000.01}, False),
        ({"column": "pay", "at_least": 90_000, "at_most": 94_999}, False),
        ({"column": "day", "at_least": "2026-03-09", "at_most": "2026-03-09"}, True),
        ({"column": "day", "at_most": "2026-03-08"}, False),
        ({"column": "type", "at_least": 1}, False),
        ({"column": "type", "at_least": "2026-01-01"}, False),
        ({"column": "none", "at_most": 5}, False),
    ],
)
def test_a_condition_holds_as_documented(condition: dict[str, Any], holds: bool) -> None:
    test = condition_test(Condition.model_validate(condition), amount_parser(Numbers()))
    assert test(RECORD) is holds


def pattern_table() -> list[tuple[str, str, bool]]:
    """Find (pattern, title, whether it fits) in the documentation's own table."""
    table = DOCUMENT.partition("| pattern | fits | does not fit |\n|---|---|---|\n")[2].partition("\n\n")[0]
    cases = []
    for line in table.splitlines():
        pattern, fits, misses = (part.strip() for part in line.strip("|").split("|"))
        titles = [(fits, True)] if "II," in fits else [(title, True) for title in fits.split(", ")]
        cases += [(pattern.strip("`"), title, hit) for title, hit in [*titles, *((title, False) for title in misses.split(", "))]]
    return cases


def test_the_documentation_shows_what_patterns_fit() -> None:
    assert len(pattern_table()) == 11


@pytest.mark.parametrize(
    ("pattern", "title", "fits"),
    [
        *pattern_table(),
        ("data engineer", "DATA   Engineer", True),
        ("c++ developer", "Senior C++ Developer", True),
        ("c++", "C++/Rust", True),
        ("a*a", "a", False),
        ("a*a", "a a", True),
        ("* data engineer", "Lead Data Engineer", True),
        ("straße", "STRASSE", True),
    ],
)
def test_a_pattern_fits_whole_words_and_its_star_anything(pattern: str, title: str, fits: bool) -> None:
    assert Pattern(pattern).found_in(re.sub(r"\s+", " ", title.casefold())) is fits


PIECES = st.text(alphabet="ab ", min_size=1, max_size=4)


@given(st.lists(PIECES, min_size=1, max_size=3), st.booleans(), st.booleans(), st.text(alphabet="ab -", max_size=12))
def test_a_pattern_decides_as_the_regular_expression_would_that_it_replaces(
    pieces: list[str], before: bool, after: bool, title: str
) -> None:
    text = "*" * before + "*".join(pieces) + "*" * after
    folded = " ".join(title.split())
    pattern = re.sub(r"\s+", " ", text.strip())
    inner = ".*".join(re.escape(piece) for piece in pattern.split("*") if piece)
    if not inner.replace("\\", "").strip():
        return
    first, last = pattern[0], pattern[-1]
    oracle = (
        ("" if first == "*" else r"(?<![ab])" if first != " " else "") + inner + ("" if last == "*" else r"(?![ab])" if last != " " else "")
    )
    assert Pattern(text).found_in(folded) is bool(re.search(oracle, folded))


def test_exact_titles_come_before_patterns_and_the_first_fitting_rule_decides() -> None:
    def rule(role: str, **words: list[str]) -> mapping.TitleRule:
        return mapping.TitleRule.model_validate({"role": role, **words})

    titles = Titles([
        rule("first", patterns=["engineer"], unless=["sales"]),
        rule("second", exact=[" Data Engineer "], unless=["data"]),
        rule("third", patterns=["sales engineer"]),
    ])  # fmt: skip
    found = [
        titles.meaning(title) for title in ("data ENGINEER", "Data Engineers", "Cloud Engineer", "Sales Engineer", "x" * 400 + " engineer")
    ]
    assert [meaning.role if meaning else None for meaning in found] == ["second", None, "first", "third", None]


# The documentation


def test_every_key_of_a_mapping_is_documented_and_described_in_the_schema() -> None:
    records = [value for module in (mapping, mapping_parts) for value in vars(module).values() if isinstance(value, type)]
    for record in records:
        if issubclass(record, BaseModel) and record.__module__ in (mapping.__name__, mapping_parts.__name__):
            for key, field in record.model_fields.items():
                assert f"`{key}`" in DOCUMENT or f"`{key}:" in DOCUMENT, f"docs/listings.md does not name {key}"
                assert field.description, f"{record.__name__}.{key} has no docstring"


def test_every_spelling_of_a_period_that_needs_no_mapping_is_documented() -> None:
    told = DOCUMENT.partition("These periods need no mapping:")[2].partition("A level that is not listed")[0]
    assert set(re.sub(r"\s+", " ", told).strip(" .").replace(";", ",").split(", ")) == {
        word.rstrip(".") if word == "p.a." else word for word in PERIODS
    }


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_worked_example_gives_the_report_that_the_documentation_shows(tmp_path: Path) -> None:
    mapping_text, source = blocks("yaml")[:2]
    site = make_site(tmp_path, mapping_text, pay=f"sources:\n{source}\nobservations: []\n")
    report = site.run(site.listing("adverts.csv", blocks("csv")[0]))
    assert as_text(report).replace(report.listing, "adverts.csv") == blocks("text")[0]


def test_every_mapping_in_the_documentation_is_valid_as_it_stands_or_within_the_smallest() -> None:
    known = read_vocabulary(REPOSITORY)
    texts = [text for text in blocks("yaml") if "publisher:" not in text]
    assert len(texts) == 9
    for text in texts:
        keys = set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))
        smallest = SMALLEST.replace("pay}", "pay, level: grade}" if "role-and-level" in text else "pay}")
        rest = [part for part in re.split(r"(?m)^(?=[a-z])", smallest) if part.partition(":")[0] not in keys | {""}]
        if "salary.currency" in text:
            rest = [part for part in rest if not part.startswith("constants")]
        whole = text if "source:" in text else text + "".join(rest)
        assert read_mapping(whole.encode(), "docs.yaml", "adverts", known).mapping.source == "adverts"


@pytest.mark.parametrize("path", sorted((REPOSITORY / "data" / "mappings").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_repositorys_own_mappings_hold_together_with_its_vocabulary(path: Path) -> None:
    read = read_mapping(path.read_bytes(), path.name, path.stem, read_vocabulary(REPOSITORY))
    assert read.mapping.source == path.stem
