"""Runs of words that two documents share: what a writer copied, or what none of them had to say for itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
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


_Found = tuple[int, _Place, int, int]
"""A text, the place elsewhere that begins like a part of it, and where that part starts and ends."""


def shared_runs(documents: Iterable[Sequence[str]], *, most: int = 20) -> Iterator[Run]:
    """Find runs of at least twelve words that a document shares with an earlier one, each as long as it is.

    Shape: a document is its texts; no run reaches from one text into the next. A phrase that very many documents share is told
    of each together with the first ones only. Of one document, `most` runs are told: beyond that it is a copy.
    """
    read: list[list[list[int]]] = []
    numbers: dict[str, int] = {}
    names: list[str] = []
    known: defaultdict[int, list[_Place]] = defaultdict(list)
    for number, texts in enumerate(documents):
        read.append([[numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.lower())] for text in texts])
        stretches = [[*map(hash, zip(*(words[it:] for it in range(_STRETCH)), strict=False))] for words in read[-1]]
        found = chain.from_iterable(_runs(read, known, _Place(number, text, 0), keys) for text, keys in enumerate(stretches))
        for text, place, start, end in islice(found, most):
            names = names if len(names) == len(numbers) else list(numbers)
            words = " ".join(names[word] for word in read[number][text][start:end])
            yield Run(number, text, place.document, place.text, words)
        for text, keys in enumerate(stretches):
            for at in range(0, len(keys), _STEP):
                if len(known[keys[at]]) < _PLACES:
                    known[keys[at]].append(_Place(number, text, at))


def _runs(read: list[list[list[int]]], known: Mapping[int, list[_Place]], here: _Place, keys: list[int]) -> Iterator[_Found]:
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
                yield here.text, place, start, end


def _extent(words: list[int], at: int, others: list[int], other: int) -> tuple[int, int]:
    """Return start and end in `words` of the run around `at`; hashes that merely look alike make a short one."""
    back = 0
    while back < min(at, other) and words[at - back - 1] == others[other - back - 1]:
        back += 1
    ahead = 0
    while ahead < min(len(words) - at, len(others) - other) and words[at + ahead] == others[other + ahead]:
        ahead += 1
    return at - back, at + ahead
