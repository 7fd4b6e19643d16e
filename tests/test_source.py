"""Text -> data with a mark for every value: what is read, what is refused, and where."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import ContentError, Mark, Problem
from sitegen.source import Document, Marks, decode, document, parse_guide, parse_yaml

FUZZ = settings(max_examples=150)


def faults(found: Document) -> list[str]:
    """Shape: `line:column code` for each problem, in order."""
    return [f"{problem.mark.line}:{problem.mark.column} {problem.code}" for problem in found.problems]


def refused(raw: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        decode(raw, "x.md")
    return [f"{problem.mark.line}:{problem.mark.column} {problem.code}" for problem in caught.value.problems]


# Bytes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_any_line_end_give_the_same_text(end: str, mark: bytes) -> None:
    assert decode(mark + f"a: é{end}{end}b: 2{end}".encode(), "x.md") == "a: é\n\nb: 2\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"caf\xe9\n", ["1:4 not-utf-8"]),
        (b"one\r\ntwo \xc3\xa9 \xff", ["2:7 not-utf-8"]),
        (b"\xef\xbb\xbfab\xff", ["1:3 not-utf-8"]),
        (b"cut \xe2\x82", ["1:5 not-utf-8"]),
        (b"\xed\xa0\x80", ["1:1 not-utf-8"]),
        ("title: x".encode("utf-16"), ["1:1 not-utf-8"]),
        ("title: x".encode("utf-16-le"), ["1:1 not-utf-8"]),
        ("title: x".encode("utf-16-be"), ["1:1 not-utf-8"]),
        ("title: x".encode("utf-32"), ["1:1 not-utf-8"]),
        (b"a\x00b\n\x1b[31m\n", ["1:2 control-character", "2:1 control-character"]),
        ("a\u2028b\u2029c\u0085d\n\x0c".encode(), [f"{place} control-character" for place in ("1:2", "1:4", "1:6", "2:1")]),
        ("ok\nsa\u202efe\u2066".encode(), ["2:3 bidi-character", "2:6 bidi-character"]),
        ("a\ufeffb".encode(), ["1:2 control-character"]),
    ],
)  # fmt: skip
def test_what_is_not_plain_utf_8_is_refused_at_its_line_and_column(raw: bytes, expected: list[str]) -> None:
    assert refused(raw) == expected


def test_the_byte_offset_in_the_file_is_told() -> None:
    with pytest.raises(ContentError, match=r"byte 5 \(0xff\) is not UTF-8"):
        decode(b"\xef\xbb\xbfab\xff", "x.md")


def test_utf_16_is_called_by_its_name() -> None:
    with pytest.raises(ContentError, match="the file is UTF-16, not UTF-8"):
        decode("---\ntitle: x\n---\n".encode("utf-16-le"), "x.md")


def test_at_most_twenty_bad_characters_are_listed() -> None:
    assert len(refused(b"\x00" * 1000)) == 20


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused_with_a_place_inside_them(raw: bytes) -> None:
    text = ""
    problems: tuple[Problem, ...] = ()
    try:
        text = decode(raw, "x.md")
    except ContentError as error:
        problems = error.problems
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    assert all(problem.mark.line <= lines for problem in problems)
    assert not set(text) & set("\r\x00\x1b\u202e\u2028\ufeff")


# Values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("Y", "Y"), ("02134", "02134"), ("1:30", "1:30"), ("0o17", "0o17"),
        ("0x1F", "0x1F"), ("1_000", "1_000"), ("1,000", "1,000"), ("+5", "+5"), ("-0", "-0"), ("2026-11-10", "2026-11-10"),
        ("2026-13-45", "2026-13-45"), ("15-1252.00", "15-1252.00"), (".5", ".5"), ("5.", "5."), ("1.2.3", "1.2.3"), ("e3", "e3"),
        ("=", "="), ("1e", "1e"), ("nan", "nan"), ("tRUE", "tRUE"), ("nUll", "nUll"), ("'12'", "12"), ('"null"', "null"),
        ("!!str 12", "12"),
        ("! 12", "12"), ("true", True), ("True", True), ("FALSE", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-12", -12),
        ("180000", 180000), ("999999999999999999", 10**18 - 1), ("1.50", 1.5), ("-0.25", -0.25), ("1e5", 1e5), ("2.5E-3", 0.0025),
        ("!!int 3", 3), ("!!float 3", 3), ("!!bool true", True), ("!!null ~", None),
    ],
)  # fmt: skip
def test_an_unquoted_word_is_what_yaml_1_2_says_or_stays_as_written(written: str, value: object) -> None:
    found = parse_yaml(f"- {written}\n", "x.yaml")
    assert found.problems == ()
    assert found.data == [value]
    assert type(found.data[0]) is type(value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1234567890123456789", "1:4 bad-number"),
        ("9" * 5000, "1:4 bad-number"),
        ("1." + "0" * 50, "1:4 bad-number"),
        ("1e999", "1:4 bad-number"),
        (".inf", "1:4 bad-number"),
        ("-.INF", "1:4 bad-number"),
        (".nan", "1:4 bad-number"),
        ("!!int x", "1:4 tag"),
        ("!!set {a}", "1:4 tag"),
        ("!!binary aGk=", "1:4 tag"),
        ("!!timestamp 2001-01-01", "1:4 tag"),
        ("!!python/object/apply:os.system [id]", "1:4 tag"),
        ("!local x", "1:4 tag"),
        ("!!map [a]", "1:4 tag"),
        ("!e!x y", "1:4 yaml-syntax"),
        ("&anchor x", "1:4 alias"),
        ("*anchor", "1:4 alias"),
        ('"\\0"', "1:4 control-character"),
        ('"a\\u202Eb"', "1:4 bidi-character"),
        ('"\\L"', "1:4 control-character"),
    ],
)
def test_what_no_guide_needs_is_refused_where_it_stands(written: str, expected: str) -> None:
    assert faults(parse_yaml(f"a: {written}\n", "x.yaml")) == [expected]


def test_a_number_that_was_refused_stays_text_and_an_escaped_control_character_is_dropped() -> None:
    assert parse_yaml('a: .nan\nb: "x\\0y"\n', "x.yaml").data == {"a": ".nan", "b": "xy"}


# Faults, all in one go


def test_every_duplicate_key_is_reported_with_the_line_of_the_first() -> None:
    found = parse_yaml("a: 1\nb:\n  c: 1\n  c: 2\n  c: 3\na: 2\n", "x.yaml", first_line=2)
    assert faults(found) == ["5:3 duplicate-key", "6:3 duplicate-key", "7:1 duplicate-key"]
    assert [problem.message for problem in found.problems] == [
        "'c' is given twice; first on line 4",
        "'c' is given twice; first on line 4",
        "'a' is given twice; first on line 2",
    ]
    assert found.data == {"a": 1, "b": {"c": 1}}


def test_a_quoted_key_is_the_same_key() -> None:
    assert faults(parse_yaml('a: 1\n"a": 2\n{b: 1}: 3\n', "x.yaml")) == ["2:1 duplicate-key", "3:1 bad-key"]


def test_keys_that_are_not_text_are_refused_and_their_values_left_out() -> None:
    found = parse_yaml("2024: a\ntrue: b\n~: c\n[x]: d\n? {y: 1}\n: {z: 2}\nok: 1\n", "x.yaml")
    assert faults(found) == ["1:1 bad-key", "2:1 bad-key", "3:1 bad-key", "4:1 bad-key", "5:3 bad-key"]
    assert found.data == {"ok": 1}
    assert found.problems[0].hint == 'write it in quotes: "2024"'


def test_anchors_aliases_and_merge_keys_are_refused_one_by_one() -> None:
    found = parse_yaml("base: &b {x: 1}\na: *b\nc:\n  <<: *b\n  d: 1\n", "x.yaml")
    assert faults(found) == ["1:7 alias", "2:4 alias", "4:3 alias", "4:7 alias"]
    assert found.data == {"base": {"x": 1}, "a": None, "c": {"d": 1}}


def test_an_alias_bomb_and_a_recursive_alias_are_reports() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert {problem.code for problem in parse_yaml(bomb, "x.yaml").problems} == {"alias"}
    assert faults(parse_yaml("a: &a [*a]\n", "x.yaml")) == ["1:4 alias", "1:8 alias"]


@pytest.mark.parametrize(
    "text",
    ["[" * 3000, "{a: " * 3000, "- " * 3000 + "x", "\n".join(" " * i + "a:" for i in range(3000)), "? " * 3000, "[{" * 3000],
)
def test_nesting_three_thousand_deep_is_a_report(text: str) -> None:
    found = parse_yaml(text, "x.yaml")
    assert [problem.code for problem in found.problems] == ["too-deep"]
    assert found.data is None


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    assert faults(parse_yaml("[" * 20 + "]" * 20, "x.yaml")) == []
    assert faults(parse_yaml("[" * 21 + "]" * 21, "x.yaml")) == ["1:21 too-deep"]


def test_more_values_than_allowed_are_a_report() -> None:
    assert faults(parse_yaml("[1, 2, 3]\n", "x.yaml", most_values=4)) == []
    assert faults(parse_yaml("- 1\n- 2\n- 3\n", "x.yaml", most_values=2)) == ["3:3 too-many-values"]
    assert "too-many-values" in faults(parse_guide("---\na: [" + "1," * 60_000 + "]\n---\n", "x.md"))[0]


def test_a_second_document_is_refused_where_it_begins() -> None:
    found = parse_yaml("a: 1\n---\nb: 2\n", "x.yaml")
    assert faults(found) == ["2:1 several-documents"]


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: b: c\n", "1:5", "a colon stands where no key can be", "put quotes round text that holds ': '"),
        ("a:\n\tb: 1\n", "2:1", "a tab is used to indent", "indent with spaces"),
        ("a: 1\nb: @x\n", "2:4", "a value cannot begin with '@'", "in quotes"),
        ("a: `x`\n", "1:4", "a value cannot begin with '`'", "in quotes"),
        ("a: *bold* text\n", "1:9", "begins with * or & must be quoted", "in quotes"),
        ('a: 1\nb: "x\nc: 2\n', "2:4", "a quote is opened here and never closed", "close it"),
        ("a: 'it's'\n", "1:8", "does not fit what comes before", "check quotes inside quotes"),
        ("a: [1, 2\nb: 3\n", "2:2", "the list in [ ] is not closed, or a comma is missing; it was opened on line 1", "close it with ]"),
        ("a: {x: 1\n", "2:1", "the mapping in { } is not closed", "close it with }"),
        ("a: 1\nloose words\nb: 2\n", "2:1", "a line without 'key:'", "write 'key: value'"),
        ("- a\nb: 1\n", "2:1", "a line that is not an item of the list above it", "begin it with '- '"),
        ("a: - b\n", "1:4", "a list cannot begin on this line", "on a line of its own"),
        ('a: "\\q"\n', "1:5", "a backslash inside double quotes", "single quotes"),
        ('a: "\\ud800"\n', "1:7", "a backslash escape that stands for no character", "single quotes"),
        ("a: 1\n  b: 2\n", "2:4", "a colon stands where no key can be", "check the indentation"),
        ("a:\n  - b\n - c\n", "3:2", "does not fit what comes before", "indented alike"),
    ],
)  # fmt: skip
def test_broken_syntax_is_told_in_plain_words(text: str, place: str, message: str, hint: str) -> None:
    found = parse_yaml(text, "x.yaml")
    assert faults(found) == [f"{place} yaml-syntax"]
    assert message in found.problems[0].message
    assert hint in found.problems[0].hint


def test_duplicates_before_broken_syntax_are_reported_with_it() -> None:
    assert faults(parse_yaml("a: 1\na: 2\nb: c: d\n", "x.yaml")) == ["2:1 duplicate-key", "3:5 yaml-syntax"]


# Marks

MARKED = """\
title: A guide
skills:
  - {skill: go, note: "fast"}
  - any_of: [a, "ö", c]
body: |
  First line
  second
'quoted key': 'x'
"""


@pytest.mark.parametrize(
    ("steps", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("title",), (1, 8), (1, 1)),
        (("skills",), (3, 3), (2, 1)),
        (("skills", 0), (3, 5), (3, 5)),
        (("skills", 0, "skill"), (3, 13), (3, 6)),
        (("skills", 0, "note"), (3, 23), (3, 17)),
        (("skills", 1, "any_of"), (4, 13), (4, 5)),
        (("skills", 1, "any_of", 1), (4, 17), (4, 17)),
        (("skills", 1, "any_of", 2), (4, 22), (4, 22)),
        (("body",), (5, 7), (5, 1)),
        (("quoted key",), (8, 15), (8, 1)),
        (("absent",), (1, 1), (1, 1)),
        (("skills", 1, "absent"), (4, 5), (4, 5)),
        (("skills", 7, "skill", "deeper"), (3, 3), (3, 3)),
        (("title", "x", 0), (1, 8), (1, 8)),
        (("skills", -1), (3, 3), (3, 3)),
    ],
)
def test_each_value_and_key_has_its_mark_and_what_is_absent_has_its_parents(steps: Any, value: Any, key: Any) -> None:
    marks = parse_yaml(MARKED, "x.yaml").marks
    assert marks.value(steps) == Mark("x.yaml", *value)
    assert marks.key(steps) == Mark("x.yaml", *key)


def test_the_text_of_a_quoted_or_block_value_begins_behind_its_sign() -> None:
    marks = parse_yaml(MARKED, "x.yaml").marks
    assert marks.text(("body",)) == Mark("x.yaml", 6, 3)
    assert marks.text(("skills", 0, "note")) == Mark("x.yaml", 3, 24)
    assert marks.text(("title",)) == Mark("x.yaml", 1, 8)
    assert marks.text(("skills",)) == Mark("x.yaml", 3, 3)


def test_marks_survive_json() -> None:
    marks = parse_yaml(MARKED, "x.yaml", first_line=2).marks
    data = marks.to_bytes()
    assert b"\n" not in data
    assert Marks.from_bytes(marks.path, data).to_bytes() == data
    assert Marks.from_bytes(marks.path, data) == marks


def test_an_astral_character_counts_as_one_column() -> None:
    assert parse_yaml("{a: 😀😀, b: 1}", "x.yaml").marks.key(("b",)).column == 9


def test_the_parser_in_pure_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [MARKED, "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "- {x: .nan, y: 02134}\n- !t z\n", "[" * 50, "a: 1\n---\nb: 2\n", ""]
    fast = [parse_yaml(text, "x.yaml") for text in texts]
    monkeypatch.setattr(document, "_Parser", yaml.Loader)
    assert [parse_yaml(text, "x.yaml") for text in texts] == fast


# Guides


def test_a_guide_is_its_front_matter_and_its_body_with_lines_of_the_file() -> None:
    found = parse_guide("---\ntitle: A\nlevel: x\n---\n\nText.\n", "x.md")
    assert found.problems == ()
    assert found.data == {"title": "A", "level": "x"}
    assert found.marks.value(("level",)) == Mark("x.md", 3, 8)
    assert (found.body, found.body_line) == ("\nText.\n", 5)


@pytest.mark.parametrize("text", ["---\na: 1\n---", "---\na: 1\n---\n", "---  \na: 1\n--- \t\n"])
def test_a_guide_may_have_no_body(text: str) -> None:
    found = parse_guide(text, "x.md")
    assert (found.data, found.body, found.body_line, found.problems) == ({"a": 1}, "", 4, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 no-front-matter"]),
        ("# A page\n", ["1:1 no-front-matter"]),
        ("\n---\na: 1\n---\n", ["1:1 no-front-matter"]),
        ("----\na: 1\n----\n", ["1:1 no-front-matter"]),
        ("---\n", ["1:1 unclosed-front-matter"]),
        ("---\na: 1\n\nText\n", ["1:1 unclosed-front-matter"]),
        ("---\na: 1\n----\nText\n", ["1:1 unclosed-front-matter"]),
        ("---\n---\nText\n", ["1:1 empty-front-matter"]),
        ("---\n\n# only a comment\n---\n", ["1:1 empty-front-matter"]),
        ("---\na: b: c\n---\n", ["2:5 yaml-syntax"]),
        ("---\na: 1\n---\n---\ntitle: B\n---\n", ["4:1 double-front-matter"]),
        ("---\na: 1\n---\n\n---\ntitle: B\nlist: [1]\n---\nText\n", ["5:1 double-front-matter"]),
        ("---\na: 1\na: 2\n---\n---\nb: 1\n---\n", ["3:1 duplicate-key", "5:1 double-front-matter"]),
        ("---\n---\n---\nb: 1\n---\n", ["1:1 empty-front-matter", "3:1 double-front-matter"]),
        ("---\na: " + "x" * 256 * 1024 + "\n---\n", ["1:1 too-large"]),
    ],
)
def test_front_matter_that_is_missing_open_empty_doubled_or_huge_is_reported(text: str, expected: list[str]) -> None:
    assert faults(parse_guide(text, "x.md")) == expected


def test_what_looks_like_the_end_of_open_front_matter_is_named() -> None:
    assert "line 3 looks like its end" in parse_guide("---\na: 1\n----\nText\n", "x.md").problems[0].message
    assert "begin on the first line" in parse_guide("\n---\na: 1\n---\n", "x.md").problems[0].message


@pytest.mark.parametrize(
    "body",
    [
        "---\n\nText after a break.\n\n---\n",
        "---\nA sentence: with a colon.\n---\n",
        "---\nNote: this is a heading\n---\n",
        "---\n- a list\n---\n",
        "---\nkey: value\n",
        "Text\n\n---\nkey: value\n---\n",
        "***\nkey: value\n***\n",
        "---\n[link]: /x/\n---\n",
    ],
)
def test_a_thematic_break_is_not_taken_for_front_matter(body: str) -> None:
    found = parse_guide("---\na: 1\n---\n" + body, "x.md")
    assert found.problems == ()
    assert found.body == body


def test_front_matter_of_five_megabytes_is_refused_before_it_is_read() -> None:
    text = "---\n" + "k: [[[[[[[[[[\n" * 400_000 + "---\n"
    assert faults(parse_guide(text, "x.md")) == ["1:1 too-large"]


# Fuzz

PIECES = st.sampled_from(
    ["a", "b: ", "- ", "? ", ": ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "&a ", "*a", "!!x ", "'", '"', "|", ">", "#", "---\n",
     "...\n",     "%", "\\", "<<: ", "1", ".nan", "é", "😀", "null", "@", "`", "\\0", "--- \n", "key: value\n", "0x1"]
)  # fmt: skip
HOSTILE = st.lists(PIECES, max_size=40).map("".join)


def values(data: object) -> int:
    return 1 + sum(map(values, data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()))


@FUZZ
@given(HOSTILE)
def test_any_text_is_a_document_or_a_report_inside_it(text: str) -> None:
    for found in (parse_yaml(text, "x"), parse_guide(text, "x"), parse_guide(f"---\n{text}\n---\n{text}", "x")):
        for problem in found.problems:
            assert 1 <= problem.mark.line <= 2 * text.count("\n") + 6
            assert problem.mark.column >= 1
            assert problem.message
            assert problem.hint
        json.dumps(found.data, allow_nan=False)
        assert values(found.data) <= 4 * len(text) + 2


SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False, width=32) | st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85", exclude_categories=["Cc"]), max_size=20
)  # fmt: skip
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=6)
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)


@FUZZ
@given(DATA)
def test_what_json_can_say_is_read_back_as_it_was(data: object) -> None:
    found = parse_yaml(json.dumps(data, ensure_ascii=False), "x.yaml")
    assert found.problems == ()
    assert found.data == data


@FUZZ
@given(st.dictionaries(KEYS, st.dictionaries(KEYS, SCALARS, max_size=3) | st.lists(SCALARS, max_size=3), max_size=4))
def test_each_mark_points_at_what_it_marks(data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    found, lines = parse_yaml(text, "x.yaml"), text.split("\n")
    for key, inside in data.items():
        mark = found.marks.key((key,))
        assert lines[mark.line - 1][mark.column - 1 :].startswith(json.dumps(key))
        for step, value in inside.items() if isinstance(inside, dict) else enumerate(inside):
            at = found.marks.value((key, step))
            assert lines[at.line - 1][at.column - 1 :].startswith(json.dumps(value, ensure_ascii=False))
