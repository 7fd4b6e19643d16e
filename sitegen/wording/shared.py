"""Runs of words that two documents share: what a writer copied, or what none of them had to say for itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

RUN_WORDS = 12
"""How long a run has to be before it is called shared."""

# Of every run of twelve words, exactly one stretch of eight starts at a multiple of five: only those are remembered.
_STRETCH, _STEP = 8, 5
_PLACES = 16  # remembered of each stretch: a phrase that sixteen documents share is told of all later ones all the same
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Run(NamedTuple):
    """Words in the same order in two documents. Shape: documents by place in what was given, then the text within each."""

    document: int
    text: int
    other: int
    other_text: int
    words: str


class _Place(NamedTuple):
    document: int
    text: int
    at: int


def shared_runs(documents: Iterable[Sequence[str]]) -> Iterator[Run]:
    """Find runs of at least twelve words that a document shares with an earlier one, each as long as it is.

    Shape: a document is its texts; no run reaches from one text into the next. A phrase that very many documents share is told
    of each together with the first ones only.
    """
    read: list[list[list[str]]] = []
    known: defaultdict[int, list[_Place]] = defaultdict(list)
    for number, texts in enumerate(documents):
        read.append([_WORD.findall(text.lower()) for text in texts])
        stretches = [[*map(hash, zip(*(words[it:] for it in range(_STRETCH)), strict=False))] for words in read[-1]]
        for text, keys in enumerate(stretches):
            yield from _runs(read, known, _Place(number, text, 0), keys)
        for text, keys in enumerate(stretches):
            for at in range(0, len(keys), _STEP):
                if len(known[keys[at]]) < _PLACES:
                    known[keys[at]].append(_Place(number, text, at))


def _runs(read: list[list[list[str]]], known: defaultdict[int, list[_Place]], here: _Place, keys: list[int]) -> Iterator[Run]:
    words = read[here.document][here.text]
    told: dict[tuple[int, int, int], int] = {}
    for at, key in enumerate(keys):
        for place in known.get(key, ()):
            others, aligned = read[place.document][place.text], (place.document, place.text, place.at - at)
            if at < told.get(aligned, 0):
                continue
            start, end = _extent(words, at, others, place.at)
            told[aligned] = end
            if end - start >= RUN_WORDS:
                yield Run(here.document, here.text, place.document, place.text, " ".join(words[start:end]))


def _extent(words: list[str], at: int, others: list[str], other: int) -> tuple[int, int]:
    """Return start and end in `words` of the run around `at`; hashes that merely look alike make a short one."""
    back = 0
    while back < min(at, other) and words[at - back - 1] == others[other - back - 1]:
        back += 1
    ahead = 0
    while ahead < min(len(words) - at, len(others) - other) and words[at + ahead] == others[other + ahead]:
        ahead += 1
    return at - back, at + ahead
