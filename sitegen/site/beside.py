"""Checks on writers' bands beside what was observed of the same rung, place and people."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.errors import Mark, Problem
from sitegen.model import Site
from sitegen.pay import annual, band_departs, middle
from sitegen.schema import Observation, SalaryBand
from sitegen.site.amounts import shown_yearly
from sitegen.site.voices import Voices

_HINT = "mend the band, or say why under `accept`"


def bands_off_observed(site: Site) -> Iterator[Problem]:
    """Find bands whose middle lies outside the observed p10 to p90 of the same part of pay."""
    for mark, band, one in _pairs(site):
        figures = shown_yearly(one)
        if band.component == one.component and "p10" in figures and "p90" in figures:
            low, high = figures["p10"], figures["p90"]
            side = band_departs(_yearly(band), low, high)
            if side:
                message = f"the band's middle is {side} the observed p10–p90 ({band.currency} {low:,.0f}–{high:,.0f}, '{one.id}')"
                yield Problem(mark, "band-off-observed", message, _HINT, "warning")


def base_above_total(site: Site) -> Iterator[Problem]:
    """Find base pay that lies wholly above total pay, where one is a band and the other was observed."""
    for mark, band, one in _pairs(site):
        typical = middle(shown_yearly(one))
        parts = (band.component, one.component)
        if typical and (
            (parts == ("base", "total") and _yearly(band)[0] > typical[1]) or (parts == ("total", "base") and _yearly(band)[1] < typical[0])
        ):
            message = f"base pay lies wholly above total pay: compare the band with '{one.id}', {one.component} pay"
            yield Problem(mark, "base-above-total", message, _HINT)


def _pairs(site: Site) -> Iterator[tuple[Mark, SalaryBand, Observation]]:
    """Find each band with each observation of its rung, region, currency and scope, whatever part of pay they measure."""
    voices = Voices(site.content)
    for guide in (guide for guide in site.content.guides if guide.front.salary_bands):
        own = [voice.figure for voice in voices.of(guide) if voice.whom == "role-and-level"]
        for index, band in enumerate(guide.front.salary_bands):
            for one in own:
                if (one.region, one.currency, one.scope) == (band.region, band.currency, band.scope):
                    yield guide.mark("salary_bands", index), band, one


def _yearly(band: SalaryBand) -> tuple[float, float]:
    return annual(band.low, band.period), annual(band.high, band.period)
