"""Where figures come from, as a reader needs it to judge them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.model import Site
from sitegen.schema import Rates, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of figures, or of rates of exchange."""

    id: str
    title: str
    publisher: str
    url: str
    basis: str
    """One of the kinds of evidence; empty for rates of exchange."""
    licence: str
    attribution: str
    note: str
    retrieved: date
    entry: str
    """Where its own entry stands: the address of the page of all figures, or the same page."""
    refresh: str
    """How long its figures hold, as its file writes it: P12M, or never where the series is closed."""


def origin(source: Source, page: str = "") -> Origin:
    """Return what readers see of a source. Shape: `page` is the address of the page with an entry for every source."""
    return Origin(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        url=source.url or "",
        basis=source.basis,
        licence=source.licence or "",
        attribution=source.attribution,
        note=source.note or "",
        retrieved=source.retrieved,
        entry=f"{page}#source-{source.id}",
        refresh=str(source.refresh_after),
    )


def rates_origin(rates: Rates, page: str = "") -> Origin:
    """Return what readers see of the source of the rates of exchange."""
    return Origin(
        id=rates.source,
        title=rates.title,
        publisher=rates.publisher,
        url=rates.url or "",
        basis="",
        licence=rates.licence or "",
        attribution=rates.attribution,
        note="",
        retrieved=rates.retrieved,
        entry=f"{page}#source-{rates.source}",
        refresh=str(rates.refresh_after),
    )


def entries(site: Site) -> str:
    """Return the address of the page with an entry for every source: that of all figures, else the methodology; empty without either."""
    config = site.content.config
    told = any(text.slug == "methodology" and text.front.status == "published" for text in site.content.texts)
    page = "salaries/" if "salaries" in config.pages else "methodology/" if told else ""
    return f"{config.base_path}{page}" if page else ""
