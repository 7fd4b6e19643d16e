"""What the last stages hand to each other: pages before they are rendered, and the files they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

JSON, CSV, TEXT, CARD = "data.json", "data.csv", "data.text", "data.card"
"""What a page of data names where others name their template: its whole context as one object, its `header` and `rows`, its `text`, or
the `face` of a picture."""
DATA = frozenset({JSON, CSV, TEXT, CARD})


class Deferred(Mapping[str, object]):
    """A context of which some parts are at hand and the others are made once one of them is asked for.

    Most pages of a build are only compared or never looked at, and those that are rendered are rendered in other processes.
    """

    def __init__(self, at_hand: Mapping[str, object], make: Callable[[], Mapping[str, object]]) -> None:
        self.at_hand, self._make = at_hand, make
        self._made: Mapping[str, object] | None = None

    def but(self, changed: Mapping[str, object]) -> Deferred:
        """Return this with other parts at hand, which the rest does not depend on."""
        other = Deferred({**self.at_hand, **changed}, self._make)
        other._made = self._made
        return other

    def whole(self) -> dict[str, object]:
        """Make all of it, and keep nothing."""
        return {**self.at_hand, **(self._make() if self._made is None else self._made)}

    def __getitem__(self, name: str) -> object:
        return self.at_hand[name] if name in self.at_hand else self._rest()[name]

    def __iter__(self) -> Iterator[str]:
        return chain(self.at_hand, self._rest())

    def __len__(self) -> int:
        return len(self.at_hand) + len(self._rest())

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process whole."""
        return dict, (self.whole(),)

    def _rest(self) -> Mapping[str, object]:
        if self._made is None:
            self._made = self._make()
        return self._made


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site before it is rendered.

    The context is plain data: texts, numbers, lists, mappings, dates, frozen records, and `Kept` values. Nothing else may reach a
    template, since the hash of template bundle and context decides whether the page is rendered again.
    """

    path: str
    """Relative to the output folder."""
    template: str
    """In templates/, or one of DATA."""
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site, whole."""

    path: str
    data: bytes
