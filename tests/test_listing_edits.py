"""The pay file edited in place: which bytes go, which come, and that no other byte moves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.listings.edit import replace_generated
from sitegen.listings.writing import block, scalar
from sitegen.source import parse_yaml


def made(*names: str, source: str = "mine") -> list[dict[str, Any]]:
    return [{"id": name, "median": 1, "source": source, "generated": "mapping-0"} for name in names]


def edited(before: str, *names: str) -> str:
    return replace_generated(before.encode(), "data/salaries.yaml", "mine", made(*names)).raw.decode()


CASES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "appended to what is kept by hand": (
        """\
sources: []

observations:
  # a note on the first
  - id: by-hand   # and here
    source: mine

  # the end
""",
        ("a", "b"),
        """\
sources: []

observations:
  # a note on the first
  - id: by-hand   # and here
    source: mine

  - id: a
    median: 1
    source: mine
    generated: mapping-0

  - id: b
    median: 1
    source: mine
    generated: mapping-0

  # the end
""",
    ),
    "in the place of the first, the others gone, notes between them kept": (
        """\
observations:
- {id: other, source: other, generated: x}
- id: old-1
  source: mine
  generated: mapping-9

- id: by-hand
  source: mine
# a note on old-2
- id: old-2
  note: >-
    of two

    lines
  source: mine
  generated: mapping-9
-
  id: old-3
  source: mine
  generated: mapping-9

- id: last
  source: other
sources: []
""",
        ("a",),
        """\
observations:
- {id: other, source: other, generated: x}
- id: a
  median: 1
  source: mine
  generated: mapping-0

- id: by-hand
  source: mine
# a note on old-2

- id: last
  source: other
sources: []
""",
    ),
    "several in a row become several in a row": (
        """\
observations:
    - id: old-1
      generated: mapping-9
      source: mine

    - id: old-2
      generated: mapping-9
      source: mine


    - id: by-hand
      source: mine
""",
        ("a", "b"),
        """\
observations:
    - id: a
      median: 1
      source: mine
      generated: mapping-0

    - id: b
      median: 1
      source: mine
      generated: mapping-0


    - id: by-hand
      source: mine
""",
    ),
    "an empty list": (
        "observations: []  # none yet\nsources: []\n",
        ("a",),
        "observations:  # none yet\n  - id: a\n    median: 1\n    source: mine\n    generated: mapping-0\nsources: []\n",
    ),
    "a list without a value": (
        "observations:\n\nsources: []\n",
        ("a",),
        "observations:\n  - id: a\n    median: 1\n    source: mine\n    generated: mapping-0\n\nsources: []\n",
    ),
    "no list, and no line end at the end": (
        "sources: []",
        ("a",),
        "sources: []\n\nobservations:\n  - id: a\n    median: 1\n    source: mine\n    generated: mapping-0\n",
    ),
    "the last line without its end": (
        "observations:\n  - id: by-hand",
        ("a",),
        "observations:\n  - id: by-hand\n\n  - id: a\n    median: 1\n    source: mine\n    generated: mapping-0\n",
    ),
    "a document with its marks": (
        "---\nobservations:\n  - id: old\n    source: mine\n    generated: x\n...\n",
        ("a",),
        "---\nobservations:\n  - id: a\n    median: 1\n    source: mine\n    generated: mapping-0\n...\n",
    ),
    "windows line ends": (
        "observations:\r\n  - id: hand\r\n# end\r\n",
        ("a",),
        "observations:\r\n  - id: hand\r\n\r\n  - id: a\r\n    median: 1\r\n    source: mine\r\n    generated: mapping-0\r\n# end\r\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_generated_lines_are_replaced_and_every_other_byte_stays(case: str) -> None:
    before, names, after = CASES[case]
    assert edited(before, *names) == after
    assert edited(after, *names) == after


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("observations: [{id: x}]\n", "data/salaries.yaml:1:16: this list cannot be edited line by line [not-a-block-list]"),
        ("observations: [\n  {id: x},\n]\n", "data/salaries.yaml:2:3: this list cannot be edited line by line [not-a-block-list]"),
        ("observations: null\n", "data/salaries.yaml:1:15: this list cannot be edited line by line [not-a-block-list]"),
        ("observations: none\n", "data/salaries.yaml:1:15: 'observations' should be a list [wrong-type]"),
        ("observations:\n  - id: x\n id: y\n", "data/salaries.yaml:3:2: "),
    ],
)
def test_a_file_that_cannot_be_edited_line_by_line_is_left_alone_and_told(before: str, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        edited(before, "a")
    assert str(caught.value).startswith(told)


ITEM = st.sampled_from([
    "  - id: h{0}\n    source: mine\n",
    "  - {{id: h{0}, source: mine}}\n",
    "  # note {0}\n  - id: h{0}   # {0}\n    source: other\n    generated: mapping-1\n    note: |\n      # no comment\n\n      text\n",
    "\n  - id: g{0}\n    source: mine\n    generated: mapping-1\n",
    "  - source: mine\n    generated: mapping-1\n    # inside {0}\n    id: g{0}\n\n\n",
    "  -\n    id: g{0}\n    generated: mapping-1\n    source: mine\n",
])  # fmt: skip


@given(st.lists(ITEM, max_size=7), st.integers(1, 3), st.sampled_from(["\n", "\r\n"]))
def test_whatever_stands_in_the_file_all_but_the_sources_generated_items_stays(items: list[str], count: int, end: str) -> None:
    body = "".join(item.format(index) for index, item in enumerate(items))
    before = f"# head\nobservations:\n{body}sources:\n  - id: mine\n".replace("\n", end)
    names = [f"n{index}" for index in range(count)]
    after = edited(before, *names)

    kept = [entry for entry in parse_yaml(before, "f").data["observations"] or [] if not _mine(entry)]
    found = parse_yaml(after, "f").data["observations"]
    assert [entry for entry in found if not _mine(entry)] == kept
    assert [entry["id"] for entry in found if _mine(entry)] == names

    new = "\n".join(block(made(*names), "  ")) + "\n"
    rest = after.replace("\r\n", "\n").replace(new, "", 1)
    by_hand = [item.format(index) for index, item in enumerate(items) if "id: g" not in item]
    assert _lines(rest) == _lines("# head\nobservations:\n" + "".join(by_hand) + "sources:\n  - id: mine\n")
    assert edited(after, *names) == after


def _mine(entry: dict[str, Any]) -> bool:
    return entry["source"] == "mine" and "generated" in entry


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(lambda text: text == text.strip())


@given(
    TEXTS | st.sampled_from(["no", "null", "1:30", "0x1f", "2026-01-01", "a: b", "a #b", "- a", "'", "[a]", "*a", "&a", "!a", "%a", "y"])
)
def test_a_text_is_written_so_that_it_is_read_back_as_it_was(text: str) -> None:
    lines = block([{"id": "x", "note": text, "of": {"title": text, "n": 1}}], "  ")
    document = parse_yaml("list:\n" + "\n".join(lines), "f")
    if not document.problems:
        assert document.data["list"] == [{"id": "x", "note": text, "of": {"title": text, "n": 1}}]
    else:
        assert {problem.code for problem in document.problems} <= {"control-character", "bidi-character"}


@given(st.integers(1, 10**12) | st.decimals(1, 10**9, places=2))
def test_a_number_is_written_so_that_it_is_read_back_as_a_number(number: int | Decimal) -> None:
    assert parse_yaml(f"n: {scalar(number)}", "f").data == {"n": number if isinstance(number, int) else float(number)}
