"""`sitegen salaries` from the command line: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.cli import FAILURE, FAULTS, run
from tests.sites import lay_out, smallest_site

MAPPING = """\
source: survey
columns: {title: title, figure: pay}
constants: {currency: USD, period: year}
titles:
  - {role: maker, exact: [maker]}
observations:
  - {by: role, region: US, observed: 2025-01-01/2025-12-31}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "site", smallest_site() | {"data/mappings/survey.yaml": MAPPING})
    rows = "".join(f"Maker,{60_000 + 1_000 * number}\n" for number in range(30))
    (tmp_path / "rows.csv").write_text("title,pay\n" + rows, "utf-8")
    return root


def arguments(site: Path, *more: str) -> list[str]:
    listing = site.parent / "rows.csv"
    return ["--root", str(site), "--as-of", "2026-11-22", "salaries", "import", str(listing), "--source", "survey", *more]


def test_an_import_writes_observations_that_the_site_accepts(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments(site)) == 0
    assert "maker US USD base" in capsys.readouterr().out
    text = (site / "data/salaries.yaml").read_text("utf-8")
    assert "median: 74500" in text
    assert "n: 30" in text
    assert run(["--root", str(site), "--as-of", "2026-11-22", "check"]) == 0


def test_a_dry_run_writes_nothing_and_says_the_same_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / "data/salaries.yaml").read_bytes()
    assert run(arguments(site, "--dry-run", "--format", "json")) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["rows"]["used"] == 30
    assert (site / "data/salaries.yaml").read_bytes() == before


def test_figures_that_contradict_the_site_are_refused_before_anything_is_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "data/mappings/survey.yaml").write_text(MAPPING.replace("observed: 2025-01-01/2025-12-31", "observed: 2027-01"), "utf-8")
    before = (site / "data/salaries.yaml").read_bytes()
    assert run(arguments(site)) == FAULTS
    assert "data/salaries.yaml:" in capsys.readouterr().err
    assert (site / "data/salaries.yaml").read_bytes() == before


def test_an_unknown_source_is_a_fault_and_a_missing_file_wrong_usage(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments(site)[:-1], "nobody"]) == FAULTS
    (site.parent / "rows.csv").unlink()
    assert run(arguments(site)) == FAILURE
    assert "does not exist" in capsys.readouterr().err
