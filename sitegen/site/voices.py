"""Which observed figures speak of a guide, and of whom each really speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.model import Content, Guide
from sitegen.schema import Code, Observation

Whom = Literal["role-and-level", "role", "occupation", "family"]
"""The people a figure speaks of, from the guide's own rung to everybody in its family."""

Subject = tuple[str, str, str]

_CLOSENESS = ("exact", "close", "broad")


@dataclass(frozen=True, slots=True)
class Voice:
    """One observed figure, as it stands to one guide."""

    figure: Observation
    whom: Whom
    match: Literal["", "exact", "close", "broad"] = ""
    """How well the occupation fits the role; empty for other figures."""


def subject(one: Observation) -> Subject:
    """Return whom an observation speaks of. Shape: kind, id or code, level or scheme."""
    if one.role:
        return ("role", one.role, one.level or "")
    if one.family:
        return ("family", one.family, "")
    return ("occupation", one.occupation.code, one.occupation.scheme) if one.occupation else ("", "", "")


class Voices:
    """Every observation by its subject, to be asked for those that speak of a guide."""

    def __init__(self, content: Content) -> None:
        self._content = content
        found: defaultdict[Subject, list[Observation]] = defaultdict(list)
        for it in content.observations:
            found[subject(it.value)].append(it.value)
        self._by_subject: Mapping[Subject, list[Observation]] = {
            about: sorted(figures, key=lambda one: (one.scope or "", -one.observed.last.toordinal(), one.id))
            for about, figures in found.items()
        }

    def of(self, guide: Guide) -> tuple[Voice, ...]:
        """Return the figures that speak of `guide`: its rung's first, then its role's, its occupations', its family's."""
        return tuple(self._of(guide))

    def _of(self, guide: Guide) -> Iterator[Voice]:
        role = self._content.roles.get(guide.front.role)
        yield from (Voice(one, "role-and-level") for one in self._about("role", guide.front.role, guide.front.level))
        yield from (Voice(one, "role") for one in self._about("role", guide.front.role, ""))
        for code in codes(guide, self._content):
            yield from (Voice(one, "occupation", code.match) for one in self._about("occupation", code.code, code.scheme))
        if role:
            yield from (Voice(one, "family") for one in self._about("family", role.family, ""))

    def _about(self, kind: str, key: str, also: str) -> list[Observation]:
        return self._by_subject.get((kind, key, also), [])


def codes(guide: Guide, content: Content) -> list[Code]:
    """Return the occupations of a guide, the best match first: its own, or those of its role."""
    role = content.roles.get(guide.front.role)
    found = guide.front.codes or (role.codes if role else ())
    return sorted(found, key=lambda code: _CLOSENESS.index(code.match))
