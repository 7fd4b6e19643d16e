"""The pay section of a guide: a chart for each currency, a row for each place and part of pay, a line for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.model import Guide, Site
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.ledger import Ledger
from sitegen.pages.pay.scale import Bar, Scale, Span, bar, scale, span

_COMPONENTS = ("base", "total", "bonus", "equity")
OWN = ("role-and-level", "editorial")
"""The figures that speak of the guide's own rung and of nobody else."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure and its place in the chart; a band is drawn as an outline and has no bar, nor has one that must not be shown."""

    figure: Figure
    bar: Bar | None
    labelled: bool
    """Whether the ticks of the scale are labelled above it: the first that is drawn."""


@dataclass(frozen=True, slots=True)
class Row:
    """Every figure of one region, part of pay and scope. Shape: the band first, then from the guide's own rung to its whole family."""

    region: str
    component: str
    scope: str
    outlines: tuple[Span, ...]
    """Where the editorial bands lie, drawn around every bar of the row."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Every row of one currency, on one scale."""

    scale: Scale
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PaySection:
    """All pay on record for a guide."""

    charts: tuple[Chart, ...]
    """The site's own currency first."""
    home: str
    """The region for which base pay is looked for on every guide."""
    missing: bool
    """Whether there is no figure of base pay at home at all."""
    borrowed: bool
    """Whether all there is of it speaks of more people than the guide does."""
    more: str
    """Where every figure that speaks of the role stands, relative to the site; empty where the site does without."""


def section(site: Site, ledger: Ledger, guide: Guide) -> PaySection:
    """Return what the page of `guide` shows of pay."""
    figures = [
        *(ledger.band(band, place) for place, band in enumerate(guide.front.salary_bands, 1)),
        *(ledger.observed(voice) for voice in ledger.voices.of(guide)),
    ]
    page = ledger.page(site.family(guide).id)
    at_home = [it for it in figures if (it.region, it.component) == ledger.home and it.yearly]
    return PaySection(
        charts=tuple(_charts(figures, ledger)),
        home=ledger.home[0],
        missing=not at_home,
        borrowed=bool(at_home) and not any(it.whom in OWN for it in at_home),
        more=f"{page}?role={guide.front.role}" if page else "",
    )


def _charts(figures: Sequence[Figure], ledger: Ledger) -> Iterator[Chart]:
    currencies = sorted(dict.fromkeys(it.currency for it in figures), key=lambda currency: currency != ledger.currency)
    for currency in currencies:
        here = [it for it in figures if it.currency == currency]
        on = scale((amount for it in here for amount in it.yearly.values()), currency)
        yield Chart(on, tuple(_rows(here, on, ledger.home[0])))


def _rows(figures: Iterable[Figure], on: Scale, home: str) -> Iterator[Row]:
    cells: dict[tuple[str, str, str], list[Figure]] = {}
    for it in figures:
        cells.setdefault((it.region, it.component, it.scope), []).append(it)
    places = list(dict.fromkeys((home, *(region for region, _, _ in cells))))

    def order(cell: tuple[str, str, str]) -> tuple[int, bool, int, str]:
        region, component, scope = cell
        return (places.index(region), bool(scope), _COMPONENTS.index(component), scope)

    for cell in sorted(cells, key=order):
        outlines = tuple(span(*it.typical, on) for it in cells[cell] if it.whom == "editorial" and it.typical)
        yield Row(*cell, outlines, lines(cells[cell], on))


def lines(figures: Sequence[Figure], on: Scale, first: Figure | None = None) -> tuple[Line, ...]:
    """Return the lines of some figures. Shape: `first` is the one that carries the labels of the scale, else the first that is drawn."""
    labelled = first or next((it for it in figures if it.yearly), None)
    return tuple(Line(it, bar(it.yearly, on) if it.whom != "editorial" and it.yearly else None, it is labelled) for it in figures)
