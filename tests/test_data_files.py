"""Pages that are data: what JSON and CSV hold, and what a spreadsheet must never run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sitegen import bundle
from sitegen.bundle import Bundle
from sitegen.contexts import Fingerprints
from sitegen.kept import AtHand, Kept
from sitegen.page import CSV, JSON, Page
from sitegen.render import render


@dataclass(frozen=True, slots=True)
class Plank:
    """A record of ours."""

    wood: str
    cut: date


@pytest.fixture(scope="module")
def packaged() -> Bundle:
    return bundle.load(bundle.home())


def written(packaged: Bundle, template: str, **context: object) -> bytes:
    return render(packaged, "en-GB", Page("api/v1/planks", template, context)).data


def test_json_holds_the_whole_context_in_its_order(packaged: Bundle) -> None:
    kept = Kept("digest", AtHand(b'{"loaded": true}'), json.loads)
    made = written(packaged, JSON, z=1, planks=(Plank("oak", date(2026, 5, 1)),), a=None, kept=kept, word="Zoë </script>")
    assert made == (
        '{"z":1,"planks":[{"wood":"oak","cut":"2026-05-01"}],"a":null,"kept":{"loaded":true},"word":"Zoë </script>"}\n'.encode()
    )


def test_a_number_that_json_cannot_hold_is_refused(packaged: Bundle) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        written(packaged, JSON, share=float("nan"))


def test_what_is_not_plain_data_is_refused(packaged: Bundle) -> None:
    with pytest.raises(TypeError, match=r"JSON cannot hold .*Path"):
        written(packaged, JSON, file=Path("here"))


def test_csv_is_that_of_rfc_4180(packaged: Bundle) -> None:
    made = written(packaged, CSV, header=("wood", "note"), rows=(("oak, red", 'said "good"'), (None, "two\nlines")))
    assert made == b'wood,note\r\n"oak, red","said ""good"""\r\n,"two\nlines"\r\n'


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(packaged: Bundle, cell: str) -> None:
    made = written(packaged, CSV, header=("note",), rows=((cell,),))
    assert list(csv.reader(io.StringIO(made.decode(), newline="")))[1] == [f"'{cell}"]


def test_a_negative_number_stays_a_number(packaged: Bundle) -> None:
    assert written(packaged, CSV, header=("change",), rows=((-1.5,),)) == b"change\r\n-1.5\r\n"


def test_a_page_of_data_has_a_hash_of_its_own_for_every_content(packaged: Bundle) -> None:
    hashes = Fingerprints(packaged.digest)
    first, second, other = (hashes.of(kind, {"rows": rows}) for kind, rows in ((JSON, [1]), (JSON, [2]), (CSV, [1])))
    assert len({first, second, other}) == 3
    assert json.loads(written(packaged, JSON, rows=[1])) == {"rows": [1]}
