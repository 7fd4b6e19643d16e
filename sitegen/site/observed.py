"""Checks on observed pay: amounts nobody is paid, days that have not come, figures that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sitegen.errors import Mark, Problem
from sitegen.model import Located, Site
from sitegen.pay import contradictions, implausible
from sitegen.schema import FIGURES, Observation, SalaryBand
from sitegen.site.amounts import A_PERIOD, yearly
from sitegen.site.voices import subject


def implausible_amounts(site: Site) -> Iterator[Problem]:
    """Find amounts that cannot be anybody's pay: a yearly amount called hourly, cents for units, a digit too many."""
    for guide in site.content.guides:
        for index, band in enumerate(guide.front.salary_bands):
            for name in ("low", "high"):
                wrong = _implausible(getattr(band, name), band)
                if wrong:
                    yield _not_pay(guide.mark("salary_bands", index, name), wrong)
    for it in site.content.observations:
        for name in FIGURES:
            amount = getattr(it.value, name)
            wrong = "" if amount is None else _implausible(amount, it.value)
            if wrong:
                yield _not_pay(it.mark(name), wrong)


def _implausible(amount: float, of: SalaryBand | Observation) -> str:
    """Say what is wrong with an amount, if anything is."""
    # A bonus or a grant of shares may be small, or nothing at all.
    if of.component in ("bonus", "equity") and amount >= 0:
        return ""
    side = implausible(amount, of.currency, of.period)
    return f"{of.currency} {amount:,.0f} {A_PERIOD[of.period]} is too {side} to be pay" if side else ""


def _not_pay(mark: Mark, message: str) -> Problem:
    return Problem(mark, "implausible-amount", message, "check the period, the currency and the number of digits")


def observed_in_future(site: Site) -> Iterator[Problem]:
    """Find figures that speak of days after the day on which they were taken from their source."""
    for it in site.content.observations:
        source = site.content.sources.get(it.value.source)
        if source and it.value.observed.last > source.value.retrieved:
            message = f"it speaks of days up to {it.value.observed.last}, and '{source.value.id}' was retrieved on {source.value.retrieved}"
            hint = "mend `observed`, or `retrieved` of the source"
            yield Problem(it.mark("observed"), "future-date", message, hint)


def contradicting_figures(site: Site) -> Iterator[Problem]:
    """Find observations of one cell and overlapping days that cannot both be right: faults in one source, warnings across two."""
    cells: defaultdict[tuple[object, ...], list[Located[Observation]]] = defaultdict(list)
    for it in site.content.observations:
        one = it.value
        cells[(subject(one), one.region, one.currency, one.component, one.scope, one.method)].append(it)
    for cell in cells.values():
        for first, second in combinations(cell, 2):
            yield from _contradiction(first, second)


def _contradiction(first: Located[Observation], second: Located[Observation]) -> Iterator[Problem]:
    one, other = first.value, second.value
    same = one.source == other.source
    days = (
        one.observed == other.observed if same else one.observed.first <= other.observed.last and other.observed.first <= one.observed.last
    )
    if not days:
        return
    for name in contradictions(yearly(one), yearly(other), same_source=same):
        if same:
            message = f"{name} differs from that of '{one.id}', of the same source, cell and time"
            yield Problem(second.mark(name), "contradicting-figures", message, "one of them is wrong, or they need different scopes")
        else:
            message = f"the typical range does not meet that of '{one.id}', of another source"
            hint = "check both; a scope says whom a figure speaks of"
            yield Problem(second.mark("id"), "figures-disagree", message, hint, "warning")


def base_above_total(site: Site) -> Iterator[Problem]:
    """Find observed base pay above observed total pay of one source, subject, place and time."""
    totals = {_same(it.value): it for it in site.content.observations if it.value.component == "total"}
    for it in site.content.observations:
        total = totals.get(_same(it.value)) if it.value.component == "base" else None
        if total:
            totals_of = yearly(total.value)
            for name, amount in yearly(it.value).items():
                most = totals_of[name]
                if amount is not None and most is not None and amount > most:
                    message = f"{name} of base pay is above {name} of total pay in '{total.value.id}'"
                    yield Problem(it.mark(name), "base-above-total", message, "total pay includes base pay: mend one of the two")


def _same(one: Observation) -> tuple[object, ...]:
    return (subject(one), one.region, one.currency, one.scope, one.source, one.observed)


def repeats_above_n(site: Site) -> Iterator[Problem]:
    """Find observations in which more figures repeat another than there are."""
    for it in site.content.observations:
        one = it.value
        if one.repeats is not None and one.repeats > (one.n or 0):
            message = f"{one.repeats} of {one.n or 0} figures cannot repeat another"
            yield Problem(it.mark("repeats"), "repeats-above-n", message, "`repeats` counts those of the `n` that equal another")
