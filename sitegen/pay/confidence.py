"""Confidence in a figure, in words, by a rule simple enough to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Word = Literal["high", "fair", "low"]
Limit = Literal["basis", "size", "age"]


@dataclass(frozen=True, slots=True)
class Rule:
    """The whole rule of confidence. The methodology page is made from it.

    words:     best first.
    by_basis:  the best word that a kind of source can earn.
    by_size:   (at least this many figures, the best word they can earn), largest first; official statistics are exempt.
    by_age:    (at most this many days since the last day observed, steps down), youngest first.
    oldest:    steps down for anything older still.
    """

    words: tuple[Word, ...]
    by_basis: Mapping[str, Word]
    by_size: tuple[tuple[int, Word], ...]
    by_age: tuple[tuple[int, int], ...]
    oldest: int


CONFIDENCE = Rule(
    words=("high", "fair", "low"),
    by_basis=MappingProxyType(
        {"official-statistic": "high", "survey": "high", "advertised-range": "high", "self-report": "fair", "editorial": "low"}
    ),
    by_size=((100, "high"), (30, "fair"), (0, "low")),
    by_age=((730, 0), (1_461, 1)),
    oldest=2,
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """A word, and what keeps it from being better. Shape: `limits` is empty for the best word."""

    word: Word
    limits: tuple[Limit, ...]


def confidence(basis: str, n: int | None, age_days: int, rule: Rule = CONFIDENCE) -> Confidence:
    """Say how far to trust a figure: the worse of what its basis and its size can earn, then lowered for its age.

    Shape:  n is the number of figures, or None for an official statistic, whose office answers for its sample.
    Unit:   age in days from the last day observed; a negative age counts as none.
    Raises: KeyError when the basis is not one of `rule.by_basis`.
    """
    basis_step = rule.words.index(rule.by_basis[basis])
    size_step = 0 if n is None else next(rule.words.index(word) for least, word in rule.by_size if n >= least)
    age_steps = next((steps for most, steps in rule.by_age if age_days <= most), rule.oldest)
    start = max(basis_step, size_step)
    step = min(start + age_steps, len(rule.words) - 1)
    causes: dict[Limit, bool] = {
        "basis": 0 < basis_step == start,
        "size": 0 < size_step == start,
        "age": age_steps > 0,
    }
    return Confidence(rule.words[step], tuple(cause for cause, holds in causes.items() if holds))
