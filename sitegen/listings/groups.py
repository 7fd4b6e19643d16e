"""The rows that count, gathered by the cell that they speak of, in arrays small enough for millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sitegen.listings.conditions import condition_test
from sitegen.listings.reasons import LeftOut
from sitegen.listings.sift import Sieve, Sifted
from sitegen.listings.vocabulary import Vocabulary
from sitegen.schema.mapping import ListingMapping, Output


@dataclass(frozen=True, slots=True)
class Cell:
    """What a group speaks of.

    Shape: `output` is the index of the mapping's output; `subject` is the id of a role or family, or (scheme, code).
    """

    output: int
    subject: str | tuple[str, str]
    level: str | None
    region: str
    currency: str


@dataclass(slots=True)
class Group:
    """The pay of one cell. Unit: hundredths a year; `low` and `high` of a row have the same index."""

    low: array[int] = field(default_factory=lambda: array("q"))
    high: array[int] = field(default_factory=lambda: array("q"))
    repeats: int = 0
    ranges: int = 0
    first: date = date.max
    last: date = date.min

    def add(self, row: Sifted, *, repeated: bool) -> None:
        """Count `row` in."""
        self.low.append(row.low)
        self.high.append(row.high)
        self.repeats += repeated
        self.ranges += row.low != row.high
        if row.observed:
            self.first, self.last = min(self.first, row.observed[0]), max(self.last, row.observed[1])


class Groups:
    """All groups of one import."""

    def __init__(self, mapping: ListingMapping, sieve: Sieve, known: Vocabulary) -> None:
        self._outputs = [(output, [condition_test(test, sieve.parse) for test in output.where]) for output in mapping.observations]
        self._families = known.roles
        self._order: dict[str | tuple[str, str], int] = {}
        for place, rule in enumerate(mapping.titles):
            for subject in (rule.role, rule.family, (rule.occupation.scheme, rule.occupation.code) if rule.occupation else None):
                self._order.setdefault(subject or "", place)
        self._levels = {level: place for place, level in enumerate(dict.fromkeys(mapping.levels.values()))}
        self._groups: dict[Cell, Group] = {}

    def cells(self, row: Sifted) -> list[Cell]:
        """Return the cells that `row` belongs to. Raises: LeftOut when there is none."""
        found = []
        for index, (output, tests) in enumerate(self._outputs):
            cell = self._cell(index, output, row)
            if cell and all(test(row.record) for test in tests):
                found.append(cell)
        if not found:
            raise LeftOut("no-group")
        return found

    def add(self, cells: list[Cell], row: Sifted, *, repeated: bool) -> None:
        """Count `row` in each of its cells."""
        for cell in cells:
            group = self._groups.get(cell)
            if group is None:
                group = self._groups[cell] = Group()
            group.add(row, repeated=repeated)

    def __iter__(self) -> Iterator[tuple[Cell, Group]]:
        """Find the groups in the order in which they are reported and written."""
        return iter(sorted(self._groups.items(), key=lambda item: self._rank(item[0])))

    def _cell(self, index: int, output: Output, row: Sifted) -> Cell | None:
        region = row.region if output.region == "each" else output.region
        meaning = row.meaning
        subjects: dict[str, str | tuple[str, str] | None] = {
            "role": meaning.role,
            "role-and-level": meaning.role if row.level else None,
            "family": meaning.family or self._families.get(meaning.role or ""),
            "occupation": meaning.occupation,
        }
        subject = subjects[output.by]
        level = row.level if output.by == "role-and-level" else None
        return Cell(index, subject, level, region, row.currency) if region and subject else None

    def _rank(self, cell: Cell) -> tuple[int, int, str, int, str, str, str]:
        place = self._order.get(cell.subject, len(self._order))
        level = self._levels.get(cell.level or "", len(self._levels))
        return cell.output, place, str(cell.subject), level, cell.level or "", cell.region, cell.currency
