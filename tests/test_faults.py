"""What owners get wrong: each archive in tests/broken/ is a change to the smallest site and the exact report it must give.

The file `expected` of an archive holds the report; its lines and columns were counted by hand.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.pipeline import inspect
from tests.sites import EXPECTED, HERE, files_of, lay_out, smallest_site

AS_OF = date(2026, 11, 22)
CASES = sorted((HERE / "broken").glob("*.txt"))


def report(root: Path) -> str:
    """Return the report of `check` on a site, hints left out of lines that have none."""
    return "".join(f"{problem}\n" for problem in inspect(root, AS_OF))


def test_the_smallest_site_has_no_fault(tmp_path: Path) -> None:
    assert report(lay_out(tmp_path, smallest_site())) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_fault_is_reported_at_its_place(case: Path, tmp_path: Path) -> None:
    changes = files_of(case.read_text("utf-8"))
    expected = changes.pop(EXPECTED)
    lay_out(tmp_path, smallest_site() | changes)
    assert report(tmp_path) == expected
