"""The page of all figures: every observation and every editorial band with its source, and the sources themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page
from sitegen.pages.pay import Ledger, Origin, Record
from sitegen.site.reach import split_families

_HEADING = "Pay on record"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the table down. Shape: (id, name) of each value that a row has, in the vocabulary's order."""

    key: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source, and how many figures of the site stand on it."""

    origin: Origin
    figures: int


def salary_pages(shared: Frame, site: Site, ledger: Ledger, records: Sequence[Record]) -> Iterator[Page]:
    """Return the page of all figures; above 300 of them one for each family too, and the first keeps what belongs to none."""
    split = split_families(site)
    families = [site.content.families[key] for key in site.content.families if key in split]
    parts = [(family, [it for it in records if family.id in it.families]) for family in families]
    left = [it for it in records if not split & set(it.families)]
    numbers = sum(it.figure is not None for it in records)
    told = f"{numbers} figures of pay for engineering roles, each with place, day, sample size, method and source."
    top = head(shared, "salaries/", _HEADING, told, title="Pay: every figure with its source", crumbs=(Link("", "Home"),), here="salaries/")
    yield _page(
        shared,
        site,
        top,
        left,
        families=tuple((Link(f"salaries/{family.id}/", family.name), sum(it.figure is not None for it in part)) for family, part in parts),
        sources=_sources(site, ledger, records),
        data=(_dataset(shared, site, ledger, records), breadcrumbs(shared, top)),
        total=numbers,
    )
    for family, part in parts:
        crumbs = (Link("", "Home"), Link("salaries/", _HEADING))
        told = f"Every figure of pay on record for {family.name}, each with place, day, sample size, method and source."
        top = head(shared, f"salaries/{family.id}/", f"Pay on record: {family.name}", told, crumbs=crumbs, here="salaries/")
        figures = sum(it.figure is not None for it in part)
        yield _page(shared, site, top, part, families=(), sources=(), data=(breadcrumbs(shared, top),), total=figures)


def _page(shared: Frame, site: Site, top: Any, rows: Sequence[Record], **context: object) -> Page:
    config = site.content.config
    files = tuple(f"{config.base_path}api/v1/salaries.{kind}" for kind in ("json", "csv")) if "api" in config.pages else ()
    return page(
        shared,
        top,
        "salaries.html",
        rows=tuple(rows),
        facets=_facets(site, rows),
        currency=config.home_currency,
        files=files,
        **context,
    )


def _facets(site: Site, rows: Sequence[Record]) -> tuple[Facet, ...]:
    """Return the seven ways to narrow down; one that leaves no choice is left out."""
    content = site.content
    levels = sorted(content.levels.values(), key=lambda level: level.rank)
    figures = [it.figure for it in rows if it.figure]
    found = (
        Facet("role", _options(((role.id, role.name) for role in content.roles.values()), (key for it in rows for key in it.roles))),
        Facet("family", _options(((it.id, it.name) for it in content.families.values()), (key for it in rows for key in it.families))),
        Facet("level", _options((("all", ""), *((level.id, level.name) for level in levels)), (it.level or "all" for it in rows))),
        Facet("region", tuple((key, "") for key in dict.fromkeys(it.region for it in figures))),
        Facet("currency", tuple((key, key) for key in sorted({it.currency for it in figures}))),
        Facet("component", tuple((key, "") for key in ("base", "total", "bonus", "equity") if key in {it.component for it in figures})),
        Facet("basis", tuple((key, "") for key in sorted({it.basis for it in figures}))),
    )
    return tuple(it for it in found if len(it.options) > 1)


def _options(known: Iterable[tuple[str, str]], used: Iterable[str]) -> tuple[tuple[str, str], ...]:
    there = frozenset(used)
    return tuple((key, name) for key, name in known if key in there)


def _sources(site: Site, ledger: Ledger, records: Sequence[Record]) -> tuple[Cited, ...]:
    """Return every source in the files' order, the rates of exchange last, each with how many figures stand on it."""
    origins = [ledger.source(key) for key in site.content.sources]
    counted = tuple(Cited(it, sum(row.figure is not None and row.figure.origin.id == it.id for row in records)) for it in origins)
    rates = ledger.exchange.origin
    return (*counted, Cited(rates, 0)) if rates else counted


def _dataset(shared: Frame, site: Site, ledger: Ledger, records: Sequence[Record]) -> Mapping[str, Any]:
    """Return the figures as schema.org's Dataset; what the site does not have is left out."""
    days = [it.figure.observed for it in records if it.figure and it.figure.observed]
    places = dict.fromkeys(it.figure.region for it in records if it.figure)
    formats = {"json": "application/json", "csv": "text/csv"} if "api" in site.content.config.pages else {}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{shared.title}: pay on record",
        "description": "Observed pay and editorial bands by role, level and occupation; each names its source, days and sample size.",
        "url": shared.address("salaries/"),
        "license": shared.licence.url,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": shared.publisher, "url": shared.address("")},
        "variableMeasured": ["base pay", "total pay"],
        "temporalCoverage": f"{min(it.first for it in days)}/{max(it.last for it in days)}" if days else "",
        "spatialCoverage": [shared.places.get(key, key) for key in places],
        "citation": [_citation(ledger.source(key)) for key in site.content.sources],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": shared.address(f"api/v1/salaries.{name}")}
            for name, kind in formats.items()
        ],
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def _citation(source: Origin) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.url) if part)
