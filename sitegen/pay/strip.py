"""The choice of the one figure that a guide's pay strip shows, and the reason for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sitegen.pay.periods import annual
from sitegen.pay.records import Band, Figure, Occupation
from sitegen.pay.shown import suppressed

Step = Literal["role-and-level", "role", "occupation", "family", "editorial", "none"]
FALLBACK: tuple[Step, ...] = ("role-and-level", "role", "occupation", "family", "editorial", "none")
"""Where the strip looks, first to last. Each later step speaks of other or more people than the guide does, and must say so."""

Why = Literal["below-threshold", "no-range", "not-the-newest"]

F = TypeVar("F", bound=Figure)
B = TypeVar("B", bound=Band)


@dataclass(frozen=True, slots=True)
class Asked:
    """The cell that a guide's strip asks for.

    Shape: `occupations` are (scheme, code), the best match first.
    """

    role: str
    level: str
    family: str
    occupations: Sequence[tuple[str, str]]
    region: str
    currency: str
    component: str = "base"


@dataclass(frozen=True, slots=True)
class PassedOver(Generic[F]):
    """A figure that the strip could have shown before the one it shows, and why it does not."""

    figure: F
    why: Why


@dataclass(frozen=True, slots=True)
class Choice(Generic[F, B]):
    """What the strip shows, and why.

    Shape: `step` names the part of FALLBACK that answered; one of `figure` and `band` is there, or neither at `none`.
    Unit:  `low` and `high` are a year, in the currency of what was chosen; both None at `none`.
    """

    step: Step
    figure: F | None = None
    band: B | None = None
    low: float | None = None
    high: float | None = None
    passed_over: tuple[PassedOver[F], ...] = ()


def choose_strip(asked: Asked, figures: Iterable[F], bands: Iterable[B]) -> Choice[F, B]:
    """Choose what the pay strip shows: the newest figure for the role and level, else one for more people, else the writer's band.

    Shape:  all observations and the guide's own bands, in any order -> one choice, always the same for the same input.
    Source: FALLBACK and NEEDS. Only the asked region and component count. Within a step the first is chosen by: no scope before
            a scope, the asked currency before others, the newest last day, quartiles before a band, the larger n, the id.
    """
    here = [figure for figure in figures if (figure.region, figure.component) == (asked.region, asked.component)]
    passed: list[PassedOver[F]] = []
    for step, candidates in _steps(asked, here):
        best = None
        for figure in sorted(candidates, key=lambda figure: _preference(figure, asked)):
            spread = _spread(figure)
            if isinstance(spread, str):
                passed.append(PassedOver(figure, spread))
            elif best is None:
                best = figure, spread
            else:
                passed.append(PassedOver(figure, "not-the-newest"))
        if best:
            return Choice(step, best[0], None, *best[1], tuple(passed))
    return _editorial(asked, bands, tuple(passed))


def _steps(asked: Asked, here: Sequence[F]) -> Iterator[tuple[Step, list[F]]]:
    yield "role-and-level", [figure for figure in here if (figure.role, figure.level) == (asked.role, asked.level)]
    yield "role", [figure for figure in here if figure.role == asked.role and figure.level is None]
    for scheme, code in asked.occupations:
        yield "occupation", [figure for figure in here if figure.occupation and _code(figure.occupation) == (scheme, code)]
    yield "family", [figure for figure in here if figure.family == asked.family]


def _code(occupation: Occupation) -> tuple[str, str]:
    return occupation.scheme, occupation.code


def _preference(figure: Figure, asked: Asked) -> tuple[bool, bool, int, bool, int, str]:
    return (
        figure.scope is not None,
        figure.currency != asked.currency,
        -figure.observed.last.toordinal(),
        figure.p25 is None,
        -(figure.n or 0),
        figure.id,
    )


def _spread(figure: Figure) -> tuple[float, float] | Why:
    """Return the quartiles or the band that may be shown, a year; else why there is none."""
    for low_name, low, high in (("p25", figure.p25, figure.p75), ("low", figure.low, figure.high)):
        if low is not None and high is not None:
            return "below-threshold" if suppressed(low_name, figure.n) else (annual(low, figure.period), annual(high, figure.period))
    return "no-range"


def _editorial(asked: Asked, bands: Iterable[B], passed: tuple[PassedOver[F], ...]) -> Choice[F, B]:
    here = [band for band in bands if (band.region, band.component) == (asked.region, asked.component)]
    if not here:
        return Choice("none", passed_over=passed)
    band = min(here, key=lambda band: (band.scope is not None, band.currency != asked.currency, band.scope or "", band.low))
    return Choice("editorial", None, band, annual(band.low, band.period), annual(band.high, band.period), passed)
