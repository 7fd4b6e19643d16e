"""The columns that a mapping names, and whether the listing file has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.errors import ContentError, Problem
from sitegen.listings.cells import Record, cell
from sitegen.listings.mapping_file import MappingFile
from sitegen.schema.faults import did_you_mean
from sitegen.schema.mapping import ListingMapping
from sitegen.schema.mapping_parts import Condition
from sitegen.source import Steps


class ColumnCheck:
    """Which named columns have not been met yet. A column that no record has is a typing error, not a column of empty cells."""

    def __init__(self, mapped: MappingFile, listing: str) -> None:
        self._mapped, self._listing = mapped, listing
        self._steps: dict[str, Steps] = {}
        for column, steps in _named(mapped):
            self._steps.setdefault(column, steps)
        self._missing = set(self._steps)
        self._met: dict[str, None] = {}

    def see_header(self, columns: Iterable[str]) -> None:
        """Take the header row of a CSV file. Raises: ContentError when it lacks a column."""
        self._met = dict.fromkeys(columns)
        self._missing -= self._met.keys()
        self.finish()

    def see(self, record: Record) -> None:
        """Take a record, whose keys may differ from the next one's."""
        if self._missing:
            self._met.update(dict.fromkeys(record))
            self._missing = {column for column in self._missing if cell(record, column) is None}

    def finish(self) -> None:
        """Make sure that every named column was met. Raises: ContentError with each that was not, at its place in the mapping."""
        marks = self._mapped.marks
        met = list(self._met)
        found = [
            Problem(
                marks.value(self._steps[column]),
                "unknown-column",
                f"{self._listing} has no column '{column}'",
                did_you_mean(column, met) or f"its columns are {', '.join(met[:40])}",
            )
            for column in self._missing
        ]
        if found:
            raise ContentError(found)


def _named(mapped: MappingFile) -> Iterator[tuple[str, Steps]]:
    mapping = mapped.mapping
    for name, column in mapping.columns:
        if column is not None:
            yield column, ("columns", name)
    for key in ("keep", "leave_out"):
        yield from _tested(getattr(mapping, key), (key,))
    if isinstance(mapping, ListingMapping):
        for index, output in enumerate(mapping.observations):
            yield from _tested(output.where, ("observations", index, "where"))


def _tested(conditions: Iterable[Condition], at: Steps) -> Iterator[tuple[str, Steps]]:
    for index, condition in enumerate(conditions):
        yield condition.column, (*at, index, "column")
