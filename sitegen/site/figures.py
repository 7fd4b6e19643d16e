"""Checks on money inside guides: bands that contradict each other, and cited figures that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sitegen.errors import Mark, Problem
from sitegen.model import Guide, Site
from sitegen.pay import annual
from sitegen.schema import SalaryBand
from sitegen.site.amounts import A_PERIOD, shown_yearly
from sitegen.site.voices import Voices

Cell = tuple[str, str, str, str]


def cell_of(band: SalaryBand) -> Cell:
    """Return what two bands must share to be comparable. Shape: region, currency, component, scope."""
    return (band.region, band.currency, band.component, band.scope or "")


def yearly(band: SalaryBand) -> tuple[float, float]:
    """Return low and high of the band, a year."""
    return annual(band.low, band.period), annual(band.high, band.period)


def base_above_total(site: Site) -> Iterator[Problem]:
    """Find base pay above total pay in the same region, currency and scope of one guide."""
    for guide in site.content.guides:
        totals = {cell_of(band): band for band in guide.front.salary_bands if band.component == "total"}
        for index, band in enumerate(guide.front.salary_bands):
            total = totals.get((band.region, band.currency, "total", band.scope or ""))
            if band.component == "base" and total and any(base > most for base, most in zip(yearly(band), yearly(total), strict=True)):
                message = f"base pay {_range(band)} is above total pay {_range(total)} in {band.region}"
                hint = "total pay includes base pay: mend one of the bands, or give them different scopes"
                yield Problem(guide.mark("salary_bands", index), "base-above-total", message, hint)


def bands_below_rung(site: Site) -> Iterator[Problem]:
    """Find bands that start or end below the same cell's band of the rung beneath."""
    for rungs in site.ladders.values():
        for lower, upper in pairwise(rungs):
            if site.level(lower).track == site.level(upper).track:
                yield from _below(lower, upper)


def _below(lower: Guide, upper: Guide) -> Iterator[Problem]:
    beneath = {cell_of(band): band for band in lower.front.salary_bands}
    for index, band in enumerate(upper.front.salary_bands):
        under = beneath.get(cell_of(band))
        falls = (
            [end for end, mine, theirs in zip(("starts", "ends"), yearly(band), yearly(under), strict=True) if mine < theirs]
            if under
            else []
        )
        if under and falls:
            message = f"{_range(band)} {' and '.join(falls)} below {_range(under)} of {lower.front.title}, the rung beneath"
            hint = "mend the band, or say why under `accept`"
            yield Problem(upper.mark("salary_bands", index), "band-below-rung", message, hint)


def unknown_cites(site: Site) -> Iterator[Problem]:
    """Find figures cited in prose that neither the guide nor the observations that speak of it have."""
    voices = Voices(site.content)
    for guide in (guide for guide in site.content.guides if guide.cites):
        known = {(band.region.casefold(), band.component) for band in guide.front.salary_bands}
        known |= {(one.figure.region.casefold(), one.figure.component) for one in voices.of(guide) if shown_yearly(one.figure)}
        for cite in guide.cites:
            if (cite.region.removeprefix("region:").casefold(), cite.component) not in known:
                pairs = ", ".join(f"{region}/{component}" for region, component in sorted(known)) or "none"
                message = f"there is no figure for {cite.region}/{cite.component}"
                yield Problem(Mark(guide.name, cite.line, cite.column), "unknown-figure", message, f"figures of this guide: {pairs}")


def _range(band: SalaryBand) -> str:
    return f"{band.currency} {band.low:,.0f}–{band.high:,.0f} {A_PERIOD[band.period]}"
