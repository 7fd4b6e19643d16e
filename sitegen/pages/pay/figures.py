"""One figure of pay with all that a reader needs to judge it, be it observed or a writer's band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.pages.pay.exchange import Converted
from sitegen.pages.pay.origins import Origin
from sitegen.pay import Confidence
from sitegen.schema import Interval
from sitegen.schema.base import Basis, Component, Period
from sitegen.schema.salaries import Method
from sitegen.site.voices import Whom

Speaks = Whom | Literal["editorial"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of pay.

    Unit: `yearly`, `typical` and `centre` in `currency` a year, `stated` and `given` in `currency` a `period`.
    """

    anchor: str
    """The id of its row on a page."""
    whom: Speaks
    about: str
    """The name of the role, occupation or family it speaks of; empty for a writer's band, and where no source names the occupation."""
    code: str
    """The occupation's code; empty for other figures."""
    match: str
    """How well the occupation fits the role: exact, close or broad."""
    region: str
    component: Component
    scope: str
    currency: str
    period: Period
    statistic: Literal["percentiles", "range", "point", "band"]
    stated: Mapping[str, float]
    """What may be shown, by name, as the source gives it; nothing says that there is not enough data."""
    yearly: Mapping[str, float]
    """The same for a year."""
    withheld: Mapping[str, int]
    """What may not be shown, and how many figures it needs."""
    typical: tuple[float, float] | None
    """Its quartiles, or its band."""
    given: tuple[float, float] | None
    """The same as the source gives it, where that is not a year."""
    centre: float | None
    """Its median, or the single figure that was published."""
    n: int | None
    population: int | None
    repeats: int | None
    observed: Interval | None
    """The days it speaks of; a writer's band has none."""
    method: Method | Literal["editorial"]
    note: str
    basis: Basis
    """The kind of evidence: its source's, or editorial where a writer made it."""
    origin: Origin
    confidence: Confidence
    converted: Converted | None
