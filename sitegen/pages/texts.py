"""The owner's own pages, and the methodology with the constants that compute the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.model import Page, Site, TextPage
from sitegen.pages.frame import Frame, Link, breadcrumbs, edit_url, head, page
from sitegen.pages.pay import Origin, origin
from sitegen.pay import CONFIDENCE, PERIODS_A_YEAR, THRESHOLDS


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that figures are held to, from the code that holds them."""

    thresholds: Mapping[str, int]
    periods: Mapping[str, int]
    by_basis: Mapping[str, str]
    by_size: tuple[tuple[int, str], ...]
    by_age: tuple[tuple[int, int], ...]
    oldest: int
    levels: tuple[tuple[str, str, str], ...]
    """(name, track, scope) of each level, lowest first."""
    origins: tuple[Origin, ...]


def text_page(shared: Frame, site: Site, text: TextPage) -> Page:
    """Return the page of a text; the methodology ends with the rules in force."""
    top = head(shared, text.url, text.front.title, text.front.summary, crumbs=(Link("", "Home"),))
    rules = {"rules": _rules(site)} if text.url == shared.methodology else {}
    return page(
        shared,
        top,
        "methodology.html" if rules else "text.html",
        text={"title": text.front.title, "summary": text.front.summary, "edit": edit_url(site.content.config, text.name)},
        prose=text.prose,
        data=(breadcrumbs(shared, top),),
        **rules,
    )


def _rules(site: Site) -> Rules:
    levels = sorted(site.content.levels.values(), key=lambda level: level.rank)
    return Rules(
        thresholds=dict(THRESHOLDS),
        periods=dict(PERIODS_A_YEAR),
        by_basis=dict(CONFIDENCE.by_basis),
        by_size=CONFIDENCE.by_size,
        by_age=CONFIDENCE.by_age,
        oldest=CONFIDENCE.oldest,
        levels=tuple((level.name, level.track, level.scope) for level in levels),
        origins=tuple(origin(source.value) for source in site.content.sources.values()),
    )
