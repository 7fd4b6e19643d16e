"""Content -> Site: what is public, what follows from more than one file, and every check across files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from sitegen.errors import Problem
from sitegen.model import Content, Site
from sitegen.site import (
    addresses,
    beside,
    figures,
    freshness,
    graph_checks,
    ladders,
    library,
    links,
    observed,
    ownership,
    references,
    words,
)
from sitegen.site.accepted import apply_accepts
from sitegen.site.assemble import assemble

__all__ = ["ABSENCES", "CHECKS", "READINGS", "assemble", "check"]

Check = Callable[[Site], Iterator[Problem]]

ABSENCES: tuple[Check, ...] = (
    graph_checks.unreached_rungs,
    graph_checks.unused_skills,
    library.rare_skills,
    graph_checks.ladders_told_twice,
    figures.unknown_cites,
    addresses.dead_addresses,
)
"""Each finds something missing; where a file was refused, what is missing may stand in it, and they keep quiet."""
CHECKS: tuple[Check, ...] = (
    *ABSENCES,
    ladders.shared_rungs,
    ladders.promotion_cycles,
    ladders.promotions_down,
    graph_checks.falling_skills,
    figures.base_above_total,
    figures.bands_below_rung,
    observed.implausible_amounts,
    observed.observed_in_future,
    observed.contradicting_figures,
    observed.base_above_total,
    observed.repeats_above_n,
    beside.base_above_total,
    beside.bands_off_observed,
    links.dead_links,
    ownership.clashes,
    freshness.reviews,
    freshness.stale_sources,
    words.dated_words,
    words.typed_amounts,
    words.mixed_spelling,
    words.filler,
    words.long_sentences,
    words.missing_sections,
    library.section_order,
    words.long_answers,
)
"""Each finds one kind of thing that no single file can show."""
READINGS: tuple[Check, ...] = (library.shared_words,)
"""Each reads the whole text of every guide. A build has no use for most of it, so that only `sitegen check` asks them."""


def check(content: Content, as_of: date, *, thorough: bool = False) -> tuple[Site, tuple[Problem, ...]]:
    """Assemble the site and hold it against every check, when `thorough` those that read every text too.

    Shape: the site, and all problems sorted, faults and warnings.
    """
    found = list(references.problems(content))
    site = replace(assemble(content, as_of), is_whole=content.is_whole and not found)
    for run in (*CHECKS, *READINGS) if thorough else CHECKS:
        if site.is_whole or run not in ABSENCES:
            found += run(site)
    return site, tuple(sorted(set(apply_accepts(site, found, thorough=thorough))))
