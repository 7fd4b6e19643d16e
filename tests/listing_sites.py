"""A site with the little that an import needs: vocabularies, a pay file with one source, a mapping."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import SiteError
from sitegen.listings import Report, import_listings

REPOSITORY = Path(__file__).resolve().parent.parent

SOURCE = """\
  - id: adverts
    title: Adverts of a made-up job board
    publisher: A made-up job board
    url: https://jobs.example/
    licence: CC0-1.0
    basis: advertised-range
    retrieved: 2026-07-01
    refresh_after: P12M
"""

VOCABULARY = {
    "roles": "- {id: data-engineer, name: Data Engineer, family: data}\n- {id: data-analyst, name: Data Analyst, family: data}\n",
    "families": "- {id: data, name: Data}\n- {id: backend, name: Backend}\n",
    "levels": "- {id: junior, name: Junior}\n- {id: mid, name: Mid}\n- {id: senior, name: Senior}\n",
    "regions": "- {id: world, name: World}\n- {id: dach, name: DACH}\n",
}

SMALLEST = """\
source: adverts
columns: {title: title, figure: pay}
constants: {currency: USD, period: year}
titles:
  - {role: data-engineer, patterns: [data engineer]}
observations:
  - {by: role, region: world, observed: 2026-01-01/2026-06-30}
"""


@dataclass(frozen=True)
class ListingSite:
    """A site below `root`, and the folder for listing files beside it."""

    root: Path

    @property
    def pay(self) -> Path:
        return self.root / "data" / "salaries.yaml"

    def mapping(self, text: str) -> None:
        """Make `text` the mapping of the source."""
        (self.root / "data" / "mappings" / "adverts.yaml").write_text(text, encoding="utf-8")

    def listing(self, name: str, content: str | bytes) -> Path:
        """Write a listing file outside the site."""
        path = self.root.parent / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, file: Path, **options: Any) -> Report:
        """Import `file` as the made-up job board's."""
        return import_listings(self.root, file, source="adverts", **options)

    def refusal(self, file: Path, **options: Any) -> str:
        """Return what an import of `file` is refused with, having made sure that nothing was written."""
        before = {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}
        with pytest.raises(SiteError) as caught:
            self.run(file, **options)
        assert {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()} == before
        return str(caught.value).replace(file.as_posix(), file.name)


def make_site(folder: Path, mapping: str = SMALLEST, pay: str = f"sources:\n{SOURCE}\nobservations: []\n") -> ListingSite:
    """Write a site into `folder`/site."""
    root = folder / "site"
    (root / "data" / "mappings").mkdir(parents=True)
    for name, text in VOCABULARY.items():
        (root / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    site = ListingSite(root)
    site.pay.write_text(pay, encoding="utf-8")
    site.mapping(mapping)
    return site


def rows(count: int, *, title: str = "Data Engineer", start: int = 100_000, step: int = 1_000) -> list[tuple[str, int]]:
    """Make (title, pay) of rows with evenly rising pay."""
    return [(title, start + index * step) for index in range(count)]


def as_csv(made: list[tuple[str, int]]) -> str:
    """Write such rows as CSV."""
    return "title,pay\n" + "".join(f"{title},{pay}\n" for title, pay in made)


def shared(*parts: str) -> Path:
    """Return a file of the data that others published, which is not part of this repository; skip the test where it is absent."""
    folder = Path(os.environ.get("SITEGEN_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    path = folder.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"{'/'.join(parts)} is not here: its figures were NOT compared; set SITEGEN_SHARED_DATA to the folder that holds it")
    return path
