"""What `make test` does about programs that are not on the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import programs
from tests.programs import Program

HERE = Program("the shell", ("no-such-shell", "sh"), ("dash",))
ABSENT = Program("Nonesuch", ("no-such-program-anywhere",), ("nonesuch", "nonesuch-data"))


def test_a_program_is_found_under_the_first_of_its_names_that_is_there() -> None:
    found = HERE.path()
    assert found is not None
    assert found.name == "sh"
    assert ABSENT.path() is None


def test_without_root_a_missing_program_is_named_with_its_packages_and_the_status_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", (HERE, ABSENT))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert programs.main() == 2
    assert capsys.readouterr().err == "The tests need Nonesuch. Debian: apt-get install nonesuch nonesuch-data\n"


def test_as_root_on_debian_a_missing_program_is_installed_and_still_named_when_that_did_not_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {calls}\n', encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(programs, "PROGRAMS", (HERE, ABSENT))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert programs.main() == 2
    assert calls.read_text(encoding="utf-8").splitlines() == [
        "noninteractive update -qq",
        "noninteractive install -y -qq --no-install-recommends nonesuch nonesuch-data",
    ]
    assert "The tests need Nonesuch" in capsys.readouterr().err


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", (HERE,))
    assert programs.main() == 0
    assert capsys.readouterr() == ("", "")
