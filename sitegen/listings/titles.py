"""What a job title means, decided in time that is linear in its length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.schema.mapping import TitleRule

LONGEST_TITLE = 300
"""Characters of a title that are looked at; the rest cannot decide anything."""

_MOST_REMEMBERED = 50_000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title stands for. Shape: `family` alone, or a role, an occupation as (scheme, code), or both."""

    role: str | None
    family: str | None
    occupation: tuple[str, str] | None
    level: str | None


class Titles:
    """The title rules of one mapping, remembering the titles already met."""

    def __init__(self, rules: Sequence[TitleRule]) -> None:
        self._exact: dict[str, Meaning] = {}
        self._patterns: list[tuple[list[Pattern], list[Pattern], Meaning]] = []
        for rule in rules:
            occupation = (rule.occupation.scheme, rule.occupation.code) if rule.occupation else None
            meaning = Meaning(rule.role, rule.family, occupation, rule.level)
            for title in rule.exact:
                self._exact.setdefault(title.strip().casefold(), meaning)
            if rule.patterns:
                self._patterns.append(([Pattern(text) for text in rule.patterns], [Pattern(text) for text in rule.unless], meaning))
        self._met: dict[str, Meaning | None] = {}

    def meaning(self, title: str) -> Meaning | None:
        """Return what `title` means by the first rule that fits; None when no rule does."""
        if title in self._met:
            return self._met[title]
        found = self._decide(title)
        if len(self._met) < _MOST_REMEMBERED:
            self._met[title] = found
        return found

    def _decide(self, title: str) -> Meaning | None:
        folded = title[:LONGEST_TITLE].strip().casefold()
        if folded in self._exact:
            return self._exact[folded]
        words = _SPACES.sub(" ", folded)
        for wanted, unwanted, meaning in self._patterns:
            if any(pattern.found_in(words) for pattern in wanted) and not any(pattern.found_in(words) for pattern in unwanted):
                return meaning
        return None


class Pattern:
    """Words to be found in a title as whole words, `*` standing for any characters, also none.

    Not a regular expression on purpose: each piece between two stars is looked for once, from left to right, so that no
    title can make the search slow.
    """

    def __init__(self, text: str) -> None:
        folded = _SPACES.sub(" ", text.strip().casefold())
        self._pieces = [piece for piece in folded.split("*") if piece]
        self._from_word = not folded.startswith("*")
        self._to_word = not folded.endswith("*")

    def found_in(self, title: str) -> bool:
        """Say whether the pattern is in `title`, which is case-folded with single spaces."""
        position = 0
        for index, piece in enumerate(self._pieces):
            at_start = self._from_word and index == 0
            at_end = self._to_word and index == len(self._pieces) - 1
            position = _find(title, piece, position, at_start=at_start, at_end=at_end)
            if position < 0:
                return False
        return True


def _find(title: str, piece: str, start: int, *, at_start: bool, at_end: bool) -> int:
    """Return where the first fitting `piece` ends, or -1. A piece whose end is not a letter or digit is its own boundary."""
    found = title.find(piece, start)
    while found >= 0:
        end = found + len(piece)
        starts = not at_start or found == 0 or not (title[found - 1].isalnum() and piece[0].isalnum())
        ends = not at_end or end == len(title) or not (title[end].isalnum() and piece[-1].isalnum())
        if starts and ends:
            return end
        found = title.find(piece, found + 1)
    return -1
