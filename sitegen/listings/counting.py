"""Counts of the rows that are left out, by reason, with the first few lines of each."""

from __future__ import annotations

from collections import Counter

from sitegen.errors import Mark, Problem
from sitegen.listings.reasons import REASONS, LeftOut
from sitegen.listings.report import LeftOutCount
from sitegen.listings.titles import LONGEST_TITLE

MOST_LINES = 5
MOST_PROBLEMS = 100
MOST_TITLES = 20_000
"""Different unmapped titles that are told apart; in a file with more, titles that come late are counted but not listed."""

_SHOWN_TITLES = 20
_CHOICES = frozenset(
    {"condition", "other-occupation", "unmapped-title", "no-group", "repeated-id", "repeated-content"}
)  # of the mapping, not dirt of the row
_HINTS = {
    "bad-amount": "say under `numbers` how amounts are written",
    "unknown-period": "say under `periods` what it stands for",
    "unknown-currency": "say under `currencies` what it stands for",
    "bad-date": "say under `dates` how dates are written",
    "implausible": "check the period and the currency that the mapping gives",
}


class Counting:
    """The tally of what did not count."""

    def __init__(self, listing: str) -> None:
        self._listing = listing
        self._rows: Counter[tuple[str, str]] = Counter()
        self._lines: dict[tuple[str, str], list[int]] = {}
        self._titles: Counter[str] = Counter()
        self._spelt: dict[str, str] = {}
        self.problems: list[Problem] = []

    def leave_out(self, line: int, left: LeftOut) -> None:
        """Count the row at `line` as left out."""
        key = (left.reason, left.detail if left.reason == "condition" else "")
        self._rows[key] += 1
        if left.reason == "unmapped-title":
            self._unmapped(left.detail)
        if left.reason in _CHOICES:
            return
        lines = self._lines.setdefault(key, [])
        if len(lines) < MOST_LINES:
            lines.append(line)
        if len(self.problems) < MOST_PROBLEMS:
            message = f"left out: {REASONS[left.reason]}" + (f" ({left.detail})" if left.detail else "")
            self.problems.append(Problem(Mark(self._listing, line), "listing-row", message, _HINTS.get(left.reason, ""), "warning"))

    def counts(self) -> tuple[LeftOutCount, ...]:
        """Return the counts, in the order in which the reasons are asked for."""
        order = {reason: place for place, reason in enumerate(REASONS)}
        keys = sorted(self._rows, key=lambda key: (order[key[0]], -self._rows[key], key[1]))
        return tuple(LeftOutCount(key[0], key[1] or REASONS[key[0]], self._rows[key], tuple(self._lines.get(key, ()))) for key in keys)

    def unmapped(self) -> tuple[tuple[str, int], ...]:
        """Return the commonest titles that map to nothing, commonest first."""
        ordered = sorted(self._titles.items(), key=lambda item: (-item[1], item[0]))
        return tuple((self._spelt[title][:80] or "(empty)", rows) for title, rows in ordered[:_SHOWN_TITLES])

    def _unmapped(self, title: str) -> None:
        """Count a title, whatever its case, as it was first spelt."""
        folded = title[:LONGEST_TITLE].casefold()
        if folded in self._titles or len(self._titles) < MOST_TITLES:
            self._titles[folded] += 1
            self._spelt.setdefault(folded, title[:LONGEST_TITLE])
