"""Two guides side by side: the page on which readers choose any two, and one page for each pair that guides declare or promote along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.careers.diff import Want, options, step_of
from sitegen.careers.pairs import Pair, chosen_url, pair_redirects, pair_url
from sitegen.careers.pay_change import Change, PayFigure, Why, pay_change
from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page
from sitegen.pages.home_currency import HomeCurrency, HomeRange
from sitegen.schema import SkillNeed


@dataclass(frozen=True, slots=True)
class Line:
    """One skill, or one choice of skills, of a comparison. Shape: `have` and `want` are steps 1 to 5, or 0 where it is not listed."""

    links: tuple[Link, ...]
    label: str
    have: int
    want: int
    importance: int
    note: str
    through: str


@dataclass(frozen=True, slots=True)
class Direction:
    """What changes for somebody who moves from one of the two to the other."""

    start: str
    end: str
    kind: str
    """Of the move, where one is declared; else empty."""
    years: tuple[int, ...]
    raised: tuple[Line, ...]
    new: tuple[Line, ...]
    met: tuple[Line, ...]
    dropped: tuple[Line, ...]
    share: int | None
    change: Change | None
    why: Why | None
    """Why pay cannot be compared, where it cannot."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two guides. Shape: `remote` is what the guide says of it, by name."""

    card: Card
    years: tuple[int, ...]
    remote: Mapping[str, Any]
    responsibilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayCell:
    """One side of a row of pay."""

    figure: PayFigure
    home: HomeRange | None
    """The same in the site's own currency, where it is stated in another."""


@dataclass(frozen=True, slots=True)
class PayRow:
    """Figures of one cell side by side. Shape: at least one of the two is there."""

    region: str
    component: str
    scope: str
    whom: str
    first: PayCell | None
    second: PayCell | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class Shared:
    """What both name, what the first alone names and what the second alone names."""

    both: tuple[Link, ...]
    first: tuple[Link, ...]
    second: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PairGroup:
    """Ready-made comparisons of one family. Shape: the words of each link are the two titles."""

    family: str
    links: tuple[Link, ...]


def compare_pages(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers) -> Iterator[Page]:
    """Return the page on which any two guides are compared, and the pages of pairs."""
    found = sorted(known.pairs)
    yield _chooser(shared, site, cards, found)
    home = HomeCurrency(site)
    for pair in found:
        yield _pair(shared, site, cards, known, pair, home)


def compare_redirects(shared: Frame, site: Site) -> Iterator[Page]:
    """Return what leads to a pair's page from its two titles turned round, and from pairs that once had one."""
    for old, new in pair_redirects(site):
        yield Page(f"{old}index.html", "redirect.html", {"site": shared, "url": new})


def _chooser(shared: Frame, site: Site, cards: Mapping[str, Card], found: list[Pair]) -> Page:
    told = "Choose any two guides and see which skills to raise, which are new, and how tools, duties, remote terms and pay differ."
    top = head(shared, "compare/", "Compare two roles", told, crumbs=(Link("", "Home"),), here="compare/")
    grouped: dict[str, list[Link]] = {}
    for pair in found:
        first, second = (cards[slug] for slug in pair)
        grouped.setdefault(first.family, []).append(Link(pair_url(pair), f"{first.title} and {second.title}"))
    order = (family.name for family in site.content.families.values())
    groups = tuple(PairGroup(name, tuple(grouped[name])) for name in order if name in grouped)
    return page(shared, top, "compare.html", groups=groups, data=(breadcrumbs(shared, top),))


def _pair(shared: Frame, site: Site, cards: Mapping[str, Card], known: Careers, pair: Pair, home: HomeCurrency) -> Page:
    one, other = (site.guides[slug] for slug in pair)
    heading = f"{one.front.title} and {other.front.title}"
    told = f"{heading}: which skills to raise and which are new in either direction, with tools, duties, remote terms and pay side by side."
    top = head(shared, pair_url(pair), heading, told, crumbs=(Link("", "Home"), Link("compare/", "Compare")), here="compare/")
    return page(
        shared,
        top,
        "compare-pair.html",
        sides=(_side(site, one, cards), _side(site, other, cards)),
        directions=(direction(site, known, one, other), direction(site, known, other, one)),
        tools=_shared_tools(site, one, other),
        rows=tuple(pay_rows(known, one.slug, other.slug, home)),
        live=chosen_url(*pair),
        data=(breadcrumbs(shared, top),),
    )


def direction(site: Site, known: Careers, start: Guide, end: Guide) -> Direction:
    """Say what changes from one guide to another."""
    found = known.gaps.between(start.slug, end.slug)
    change = pay_change(known.figures[start.slug], known.figures[end.slug])
    move = next((move for move in site.moves[start.slug] if move.to == end.slug), None)
    return Direction(
        start=start.front.title,
        end=end.front.title,
        kind=move.kind if move else "",
        years=tuple(move.years or ()) if move else (),
        raised=tuple(_line(known, want) for want in found.raised),
        new=tuple(_line(known, want) for want in found.new),
        met=tuple(_line(known, want) for want in found.met),
        dropped=tuple(_dropped(known, need) for need in found.dropped),
        share=found.share,
        change=change if isinstance(change, Change) else None,
        why=None if isinstance(change, Change) else change,
    )


def _line(known: Careers, want: Want) -> Line:
    need = want.need
    return Line(_links(known, need), need.label or "", want.have, want.want, need.importance, need.note or "", want.through)


def _dropped(known: Careers, need: SkillNeed) -> Line:
    return Line(_links(known, need), need.label or "", step_of(need.proficiency), 0, need.importance, "", "")


def _links(known: Careers, need: SkillNeed) -> tuple[Link, ...]:
    return tuple(known.links[skill] for skill in options(need))


def _side(site: Site, guide: Guide, cards: Mapping[str, Card]) -> Side:
    asked = guide.front.qualifications.years if guide.front.qualifications else None
    return Side(
        card=cards[guide.slug],
        years=(asked,) if asked is not None else tuple(site.level(guide).years or ()),
        remote=guide.front.remote.model_dump() if guide.front.remote else {},
        responsibilities=guide.front.responsibilities,
    )


def _shared_tools(site: Site, one: Guide, other: Guide) -> Shared:
    paged = "tools" in site.content.config.pages
    first, second = (dict.fromkeys(guide.front.tools) for guide in (one, other))

    def links(ids: Iterator[str]) -> tuple[Link, ...]:
        return tuple(Link(f"tools/{tool}/" if paged else "", site.content.tools[tool].name) for tool in ids)

    return Shared(
        both=links(tool for tool in first if tool in second),
        first=links(tool for tool in first if tool not in second),
        second=links(tool for tool in second if tool not in first),
    )


def pay_rows(known: Careers, one: str, other: str, home: HomeCurrency) -> Iterator[PayRow]:
    """Return the figures of two guides side by side, cell by cell, those of the first guide first."""
    first = {figure.cell: figure for figure in reversed(known.figures[one])}
    second = {figure.cell: figure for figure in reversed(known.figures[other])}
    order = [figure.cell for slug in (one, other) for figure in known.figures[slug]]
    for cell in dict.fromkeys(order):
        left, right = first.get(cell), second.get(cell)
        change = pay_change((left,), (right,)) if left and right else None
        region, component, scope, whom = cell
        found = change if isinstance(change, Change) else None
        yield PayRow(region, component, scope, whom, _cell(left, home), _cell(right, home), found)


def _cell(figure: PayFigure | None, home: HomeCurrency) -> PayCell | None:
    if figure is None:
        return None
    foreign = figure.currency != home.code
    return PayCell(figure, home.range(figure.low, figure.high, figure.currency) if foreign else None)
