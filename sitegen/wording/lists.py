"""The word lists of `lists.yaml`, as the survey looks words up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sitegen.source import decode, parse_yaml

Variety = Literal["british", "american"]
BRITISH: Variety = "british"
AMERICAN: Variety = "american"
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
YEAR = "{year}"
_FILE = Path(__file__).with_name("lists.yaml")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists, in lower case."""

    dated: Phrases
    """First word -> the phrases that begin with it, as words, longest first; `{year}` among them stands for a year."""
    spelling: Mapping[str, tuple[Variety, str]]
    """Word -> the variety of English that spells it so, and how the other does."""
    filler: Phrases
    """First word -> the phrases that begin with it and say nothing, as words, longest first."""
    heads: frozenset[str]
    """Every word with which something of these begins."""
    sections: tuple[str, ...]
    """The second-level headings that guides have in common, in order."""
    recommended: tuple[str, ...]
    """Those of them that readers of any guide look for."""
    telling: frozenset[str]
    """Words of which a text holds one if it holds anything of `spelling`, of `filler`, or of `dated` without a year: most hold none."""


@cache
def lists() -> Lists:
    """Return the lists that come with the program."""
    document = parse_yaml(decode(_FILE.read_bytes(), _FILE.name), _FILE.name)
    if document.problems:
        raise ValueError("\n".join(map(str, document.problems)))
    data: dict[str, Any] = document.data
    spelling = dict(_spellings(data["spelling"]))
    dated, filler = _phrases(data["dated"]), _phrases(data["filler"])
    # Of two equally long words the last is the rarer one: "at the end of the day" is told by "day".
    rarest = (max(reversed(phrase.lower().split()), key=len) for phrase in (*data["dated"], *data["filler"]))
    return Lists(
        dated=dated,
        spelling=spelling,
        filler=filler,
        heads=frozenset({*dated, *spelling, *filler}),
        sections=tuple(data["sections"]),
        recommended=tuple(data["recommended_sections"]),
        telling=frozenset({*spelling, *rarest}),
    )


def _phrases(listed: list[str]) -> Phrases:
    made: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(listed, key=lambda it: (-it.count(" "), it)):
        words = tuple(phrase.lower().split())
        made.setdefault(words[0], []).append(words)
    return {first: tuple(phrases) for first, phrases in made.items()}


def _spellings(groups: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[Variety, str]]]:
    for group in groups:
        for british, american in group["words"].items():
            for ending in group["endings"]:
                yield british + ending, (BRITISH, american + ending)
                yield american + ending, (AMERICAN, british + ending)
