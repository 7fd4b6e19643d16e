"""The figures that a writer's prose cites."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model import Guide
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.section import PaySection


def cited(guide: Guide, shown: PaySection) -> dict[str, Figure]:
    """Return the figure that each one cited in the guide's prose stands for, by the text between the braces.

    The writer's own band comes before what was observed, all people before some, and the guide's rung before more than it.
    """
    return dict(_cited(guide, shown))


def _cited(guide: Guide, shown: PaySection) -> Iterator[tuple[str, Figure]]:
    figures = [line.figure for chart in shown.charts for row in chart.rows for line in row.lines if line.figure.yearly]
    for cite in guide.cites:
        region = cite.region.removeprefix("region:").casefold()
        here = [it for it in figures if (it.region.casefold(), it.component) == (region, cite.component)]
        if here:
            yield f"{cite.region}/{cite.component}", min(here, key=lambda it: (it.whom != "editorial", bool(it.scope)))
