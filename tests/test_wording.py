"""Editorial warnings: what is asked about, at which place, and what never is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.desk.inspection import inspect
from sitegen.markdown import render
from sitegen.wording import lists, survey
from tests.sites import lay_out, smallest_site

GUIDE = "content/roles/maker.md"


def hits(text: str) -> list[tuple[str, str, int, int]]:
    return [tuple(hit) for hit in survey(render(text).passages, lists())]  # type: ignore[misc]


def warnings(root: Path, body: str = "", fields: str = "", config: str = "") -> list[str]:
    """Return the warnings about the first guide of the smallest site with a body and fields of its own."""
    files = smallest_site()
    front, _, own = files[GUIDE].rpartition("---\n")
    files[GUIDE] = f"{front}{fields}---\n{body or own}"
    files["site.yaml"] = files["site.yaml"].replace("language: en-GB", config or "language: en-GB")
    found = inspect(lay_out(root, files), date(2026, 11, 22), None)
    return [f"{it.mark.line}:{it.mark.column} {it.code} {it.hint}" for it in found if it.mark.path == GUIDE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teams currently plan.", [("dated", "currently", 1, 7)]),
        ("Nowadays teams plan.", [("dated", "Nowadays", 1, 1)]),
        ("As of 2025 teams plan.", [("dated", "As of 2025", 1, 1)]),
        ("As of version 3 teams plan.", []),
        ("Over *the last few\nyears* teams planned.", [("dated", "Over the last few years", 1, 1)]),
        ("In today\u2019s world.", [("dated", "In today\u2019s", 1, 1)]),
        ("> - quoted currently", [("dated", "currently", 1, 12)]),
        ("## What currently matters", [("dated", "currently", 1, 9)]),
        ("a | b\n--|--\nx \\| y | currently", [("dated", "currently", 3, 10)]),
        ("[currently](/currently/) and currently", [("dated", "currently", 1, 2), ("dated", "currently", 1, 30)]),
        ("\\*currently\\* &amp; currently", [("dated", "currently", 1, 3), ("dated", "currently", 1, 21)]),
        ("Pays $180,000 a year.", [("money", "$180,000", 1, 6)]),
        ("Pays US$ 90k, 20 000 euros or EUR 5.", [("money", "US$ 90k", 1, 6), ("money", "20 000 euros", 1, 15), ("money", "EUR 5", 1, 31)]),
        ("Pays £500 a day.", [("money", "£500", 1, 6)]),
        ("A price of 1,000 tokens and 30 pounds of oak.", []),
        ("We analyze behaviour.", [("american", "analyze", 1, 4), ("british", "behaviour", 1, 12)]),
        ("The Color Center of Behavior", []),
        ("Color. Behavior matters.", [("american", "Color", 1, 1), ("american", "Behavior", 1, 8)]),
        ("The program, its artifacts and the focused license.", []),
    ],
)
def test_a_word_an_editor_would_ask_about_is_found_at_its_place(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert hits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`currently $5 color`",
        "```\ncurrently $5 color\n```",
        "    currently $5 color",
        "<!-- currently $5 color -->",
        "A <!-- currently\n$5 color --> word",
        "<https://example.org/currently/color>",
        "[x](/currently/color/)",
        '[x](/a/ "currently color")',
        "![currently color](/images/x.png)",
        "as `x` of 2025",
        "{pay:us/base} at <!-- --> present",
        "[a]: /currently/ 'color'",
    ],
)
def test_code_comments_and_addresses_are_never_read_as_prose(text: str) -> None:
    assert hits(text) == []


@given(st.text(alphabet="a`*_[]()<>!-\\&;#$5 \ncurently£{}:/", max_size=200))
def test_every_hit_in_any_text_stands_at_a_place_of_that_text(text: str) -> None:
    lines = text.split("\n")
    for _, _, line, column in hits(text):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


def test_text_made_to_hide_its_words_is_read_in_time() -> None:
    assert len(render("&#97;b " * 30_000).passages) <= 1


def test_each_warning_stands_at_its_line_and_says_what_to_write(tmp_path: Path) -> None:
    body = "\n## What the role does\n\nThey organize it, recently, for $5.\n\n## Day to day\n\nWork.\n"
    answer = " ".join(["Word."] * 121)
    found = warnings(tmp_path, body, f"faqs:\n  - question: Is the color right?\n    answer: >-\n      {answer}\n")
    assert [line.split(" ", 2)[:2] for line in found] == [
        ["2:1", "missing-section"],
        ["16:22", "mixed-spelling"],
        ["17:13", "long-answer"],
        ["23:6", "mixed-spelling"],
        ["23:19", "dated-word"],
        ["23:33", "money-in-prose"],
    ]
    assert found[3].endswith("write 'organise'")


def test_fields_are_prose_too_but_search_terms_titles_and_notes_of_changes_are_not(tmp_path: Path) -> None:
    fields = (
        "stand_out: ['pays $5 currently']\nsearch_terms: [currently color $5]\nalso_known_as: [Color Maker]\n"
        "changes: [{date: 2026-01-01, note: 'the color of 2025, currently $5'}]\n"
    )
    assert [line.split(" ")[1] for line in warnings(tmp_path, fields=fields)] == ["money-in-prose", "dated-word"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-GB", ["write 'colour'"]),
        ("en-AU", ["write 'colour'"]),
        ("en-US", ["write 'behavior'", "write 'favor'"]),
        ("en-CA", ["write 'colour'"]),
        ("en", ["write 'colour'"]),
        ("de", []),
    ],
)
def test_spelling_is_held_to_the_language_of_the_site_and_elsewhere_to_the_guide_itself(
    tmp_path: Path, language: str, expected: list[str]
) -> None:
    body = "\n## What the role does\n\nIn favour of behaviour and color.\n\n## Day to day\n\nx\n\n## What makes it hard\n\nx\n"
    found = warnings(tmp_path, body, config=f"language: {language}")
    assert sorted(line.split("mixed-spelling ")[1] for line in found if "mixed-spelling" in line) == expected


def test_an_accepted_warning_is_silent_and_an_accept_without_use_is_a_fault(tmp_path: Path) -> None:
    accept = "stand_out: [a budget of $5]\naccept:\n  - {problem: money-in-prose, because: it is a budget}\n"
    assert warnings(tmp_path / "a", fields=accept) == []
    assert "unused-accept" in warnings(tmp_path / "b", fields=accept.replace("a budget of $5", "a budget"))[0]


def test_an_archived_guide_is_left_as_it_was(tmp_path: Path) -> None:
    files = smallest_site()
    files[GUIDE] = files[GUIDE].replace("status: published", "status: archived").replace("Wood moves.", "Wood currently moves.")
    assert "dated-word" not in str(inspect(lay_out(tmp_path, files), date(2026, 11, 22), None))
