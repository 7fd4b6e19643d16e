"""What usually stands beside a word in the same sets: skills that go with a skill, tools that go with a tool."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

Beside = Mapping[str, tuple[tuple[str, int], ...]]
"""Word -> (other, number of sets that hold both), closest first."""


def companions(sets: Iterable[Sequence[str]], most: int = 8) -> Beside:
    """Return what goes with each word: of the words met with it twice or more, the `most` closest.

    Source: closeness is Dice's coefficient, twice the sets with both over the sets of either, so that what stands everywhere does not
            come first everywhere.
    """
    total: Counter[str] = Counter()
    both: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in sets:
        unique = dict.fromkeys(words).keys()
        total.update(unique)
        for word in unique:
            both[word].update(unique)
    return {word: tuple(_closest(word, beside, total)[:most]) for word, beside in both.items()}


def _closest(word: str, beside: Mapping[str, int], total: Mapping[str, int]) -> list[tuple[str, int]]:
    usual = [(other, n) for other, n in beside.items() if other != word and n > 1]
    return sorted(usual, key=lambda it: (-it[1] / (total[word] + total[it[0]]), -it[1], it[0]))
