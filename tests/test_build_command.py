"""`sitegen build` as people and logs meet it: what it says, what it imports when there is nothing to do, and where its time goes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.progress import Bars, Lines, watch
from sitegen.job import Report, Unwatched
from tests.sites import lay_out, smallest_site

HEAVY = {"pydantic", "jinja2", "babel", "markdown_it", "yaml", "rich", "multiprocessing", "importlib.metadata"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "site", smallest_site())


def run(site: Path, repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from sitegen.cli import run; status = run(sys.argv[1:]); print(*sys.modules); sys.exit(status)"
    command = [sys.executable, "-c", program, "--root", str(site), "--as-of", "2026-11-22", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=repository)


def test_a_build_with_nothing_to_do_imports_nothing_that_only_building_needs(site: Path, repository: Path) -> None:
    first = run(site, repository, "build", "--no-search")
    assert first.returncode == 0, first.stderr
    assert HEAVY - {"rich", "multiprocessing"} <= set(first.stdout.split())
    second = run(site, repository, "build", "--no-search")
    assert "Nothing changed" in second.stderr
    assert HEAVY & set(second.stdout.split()) == set()


def test_a_log_gets_a_line_a_stage_and_a_summary(site: Path, repository: Path) -> None:
    said = run(site, repository, "build", "--no-search").stderr
    stages = [line.partition(":")[0] for line in said.splitlines() if line.endswith(" s") and not line.startswith("Stages")]
    assert stages == ["load", "check", "pages", "render", "search", "write"]
    assert "Built 2 guides, " in said
    assert " MB into " in said


def test_quiet_says_nothing(site: Path, repository: Path) -> None:
    assert run(site, repository, "--quiet", "build", "--no-search").stderr == ""


def test_a_profile_names_the_functions_that_took_the_time(site: Path, repository: Path) -> None:
    said = run(site, repository, "build", "--no-search", "--profile").stderr
    told = (site / "build/profile.txt").read_text("utf-8")
    assert "profile.txt" in said
    assert "Ordered by: internal time" in told
    assert "Ordered by: cumulative time" in told
    assert "stages.py" in told


def test_a_terminal_gets_bars_a_log_lines_and_who_asks_for_quiet_nothing() -> None:
    assert isinstance(watch(Terminal(), quiet=False), Bars)
    assert isinstance(watch(io.StringIO(), quiet=False), Lines)
    assert type(watch(Terminal(), quiet=True)) is Unwatched


def test_a_bar_counts_the_steps_and_is_gone_when_its_stage_is_over() -> None:
    screen = Terminal()
    report = Report(watch=watch(screen, quiet=False))
    with report.stage("render", 3) as counted:
        assert list(counted("abc")) == ["a", "b", "c"]
    assert "render" in screen.getvalue()
    assert "3/3" in screen.getvalue()
    assert screen.getvalue().rstrip().endswith("\x1b[2K")
