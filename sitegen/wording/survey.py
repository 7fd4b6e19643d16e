"""One walk over the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sitegen.markdown import LEFT_OUT, Passage
from sitegen.wording.lists import YEAR, Lists, Phrases

Kind = Literal["dated", "filler", "long", "money", "british", "american"]
SENTENCE_WORDS = 35
"""A sentence with more words is told of."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_YEAR = re.compile(r"20\d\d")
_CODES = ("usd", "eur", "gbp", "cad", "aud", "nzd", "chf", "sek", "nok", "dkk", "pln", "inr", "jpy", "cny", "sgd", "brl", "zar")
_CURRENCIES = frozenset({*_CODES, "dollar", "dollars", "euro", "euros", "sterling"})
_SIGN = re.compile("[$€£¥₹]")
_NUMBER = r"\d[\d.,]*(?:[ \u00a0\u202f]\d{3})*(?:\s?(?:k|m|bn|million|thousand)\b)?"
_CODE = "|".join(_CODES)
_MONEY = re.compile(
    rf"(?:[A-Z]{{0,3}}[$€£¥₹]|\b(?:{_CODE})\b)\s?{_NUMBER}|\b{_NUMBER}\s?(?:[$€£¥₹]|(?:{_CODE}|dollars|euros|pounds sterling)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile("[.!?]['\"\u2019\u201d)]*\\s+(?=['\"\u2018\u201c(]?[A-Z0-9])")
_SENTENCE_END = (".", "!", "?", ":", LEFT_OUT)


class Hit(NamedTuple):
    """One thing an editor would ask about. Shape: `words` as they stand in the text; line and column of the file."""

    kind: Kind
    words: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What was found in a guide. Shape: `answers` holds the number of words of each FAQ answer, in order."""

    hits: tuple[Hit, ...] = ()
    answers: tuple[int, ...] = ()


def survey(passages: Iterable[Passage], known: Lists) -> Iterator[Hit]:
    """Find what the lists name, every amount of money and every very long sentence, in the order of the text."""
    for passage in passages:
        every = _WORD.findall(passage.text.lower().replace("’", "'"))
        words = set(every)
        asked = not known.telling.isdisjoint(words) or _YEAR.search(passage.text)
        hits = list(_words(passage, known)) if asked else []
        if _SIGN.search(passage.text) or not _CURRENCIES.isdisjoint(words):
            hits += _money(passage)
        if len(every) > SENTENCE_WORDS:
            hits += _long(passage)
        yield from sorted(hits, key=_place) if len(hits) > 1 else hits


def _place(hit: Hit) -> tuple[int, int]:
    return hit.line, hit.column


def _words(passage: Passage, known: Lists) -> Iterator[Hit]:
    kinds: tuple[tuple[Kind, Phrases], ...] = (("dated", known.dated), ("filler", known.filler))
    found = list(_WORD.finditer(passage.text))
    words = [word[0].lower().replace("’", "'") for word in found]
    for index in [index for index, word in enumerate(words) if word in known.heads]:
        word = words[index]
        for kind, phrases in kinds:
            if word not in phrases:
                continue
            length = _phrase_length(phrases[word], words, index)
            if length and LEFT_OUT not in passage.text[found[index].start() : found[index + length - 1].end()]:
                yield _hit(kind, passage, found[index].start(), found[index + length - 1].end())
        if word in known.spelling and not _is_name(passage.text, found[index].start()):
            yield _hit(known.spelling[word][0], passage, found[index].start(), found[index].end())


def _phrase_length(phrases: Sequence[tuple[str, ...]], words: list[str], index: int) -> int:
    """Return how many words the longest of `phrases` that stands at `index` has; 0 where none does."""
    second = words[index + 1] if index + 1 < len(words) else ""
    for phrase in phrases:
        if len(phrase) == 1 or (phrase[1] in (second, YEAR) and _is_phrase(phrase, words[index : index + len(phrase)])):
            return len(phrase)
    return 0


def _is_phrase(phrase: tuple[str, ...], words: list[str]) -> bool:
    if len(words) < len(phrase):
        return False
    return all(_YEAR.fullmatch(word) if meant == YEAR else word == meant for meant, word in zip(phrase, words, strict=True))


def _is_name(text: str, at: int) -> bool:
    """Tell whether the word at `at` is written as a proper name: with a capital, and not because a sentence begins there."""
    before = text[:at].rstrip(" \"'“\u2018([")
    return text[at].isupper() and bool(before) and not before.endswith(_SENTENCE_END)


def _long(passage: Passage) -> Iterator[Hit]:
    starts = [0, *(end.end() for end in _SENTENCE.finditer(passage.text))]
    for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
        if len(_WORD.findall(passage.text, start, end)) > SENTENCE_WORDS:
            yield _hit("long", passage, start, end)


def _money(passage: Passage) -> Iterator[Hit]:
    for found in _MONEY.finditer(passage.text):
        yield _hit("money", passage, found.start(), found.start() + len(found[0].rstrip(" .,")))


def _hit(kind: Kind, passage: Passage, start: int, end: int) -> Hit:
    return Hit(kind, passage.text[start:end], *passage.place(start))
