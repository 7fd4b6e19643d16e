"""docs/problems.md explains every code that the program can report, and no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import run, sitegen
from sitegen.desk.explain import entries, entry
from tests.problem_codes import Codes, codes

# Where a code is read from a value that was made elsewhere, where it is found: faults of Markdown, of the schema, of finished pages.
HANDED_ON = ("prose.py", "schema/faults.py", "desk/inspection.py", "desk/recall.py")


@pytest.fixture(scope="module")
def found(repository: Path) -> Codes:
    return codes(repository / "sitegen")


@pytest.fixture(scope="module")
def explained(repository: Path) -> Mapping[str, str]:
    return entries((repository / "docs/problems.md").read_text("utf-8"))


def test_every_code_in_the_source_can_be_read_from_it(found: Codes) -> None:
    assert [place for place in found.unread if not place.startswith(HANDED_ON)] == []
    assert len(found.known) > 100


def test_every_code_is_explained(found: Codes, explained: Mapping[str, str]) -> None:
    missing = {code: places for code, places in found.known.items() if not any(fnmatchcase(name, code) for name in explained)}
    assert missing == {}


def test_no_explanation_is_of_a_code_that_nothing_reports(found: Codes, explained: Mapping[str, str]) -> None:
    assert [name for name in explained if not any(fnmatchcase(name, code) for code in found.known)] == []


def test_every_explanation_has_a_cause_an_example_and_a_remedy(explained: Mapping[str, str]) -> None:
    whole = re.compile(r"[A-Z`].+?\.\n\n(?: {4}.+\n)+\nRemedy: .+\.", re.DOTALL)
    assert [name for name, text in explained.items() if not whole.fullmatch(text.strip())] == []


def test_explain_prints_the_entry_of_a_code_and_works_where_there_is_no_site(tmp_path: Path) -> None:
    result = CliRunner().invoke(sitegen, ["--root", str(tmp_path), "check", "--explain", "dead-link"])
    assert result.exit_code == 0
    assert result.output.startswith("dead-link\n")
    assert "A link leads to no page of the site." in result.output
    assert "dead-anchor" not in result.output


def test_explain_names_the_nearest_code_when_there_is_none_of_that_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["--root", str(tmp_path), "check", "--explain", "ded-link"]) == 2
    assert "did you mean 'dead-link'?" in capsys.readouterr().err


def test_the_entry_of_a_code_is_found_in_an_installed_package_too() -> None:
    assert entry("unknown-key") is not None
    assert entry("no-such-code") is None
