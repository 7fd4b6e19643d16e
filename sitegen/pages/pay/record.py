"""Every figure on record as a row, and every rung that has none of its own."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from sitegen.model import Guide, Site
from sitegen.pages.frame import Link
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.ledger import Ledger
from sitegen.schema import Observation
from sitegen.site.reach import Reach, silent
from sitegen.site.voices import Voice, Whom


@dataclass(frozen=True, slots=True)
class Record:
    """One row: whom it speaks of, and the figure, or None for a rung of which nothing is on record.

    Shape: ids of roles and families that it speaks of; `level` is empty where it speaks of all levels.
    """

    id: str
    subject: Link
    name: str
    """Of the role, family or occupation; empty for an occupation that no source names."""
    whom: Whom
    level: str
    level_name: str
    roles: tuple[str, ...]
    families: tuple[str, ...]
    figure: Figure | None
    observation: Observation | None
    """None for a band, and without a figure."""
    order: float | None
    """What rows are put in order by: the middle of the figure in the site's own currency a year, where it has a rate."""


def records(site: Site, ledger: Ledger) -> tuple[Record, ...]:
    """Return every observation and editorial band by family, role and level, then the rungs that have neither."""
    families = {key: place for place, key in enumerate(site.content.families)}
    roles = {key: place for place, key in enumerate(site.content.roles)}
    kinds: tuple[Whom, ...] = ("role", "role-and-level", "family", "occupation")

    def order(it: Record) -> tuple[bool, bool, int, int, int, int, bool, str]:
        rank = site.content.levels[it.level].rank if it.level else 0
        family = families[it.families[0]] if it.families else len(families)
        role = roles[it.roles[0]] if it.whom in ("role", "role-and-level") else -1
        return (it.figure is None, it.whom == "occupation", family, role, rank, kinds.index(it.whom), _empty(it), it.id)

    without = (_of_rung(site, guide, f"{guide.slug}.none", None, None) for guide in silent(site))
    return tuple(sorted([*_observed(site, ledger), *_bands(site, ledger), *without], key=order))


def _empty(it: Record) -> bool:
    return it.figure is not None and not it.figure.yearly


def _observed(site: Site, ledger: Ledger) -> Iterator[Record]:
    reach = Reach(site.content)
    paged = _families_with_page(site)
    at = {(guide.front.role, guide.front.level): guide for guide in site.listed}
    for located in site.content.observations:
        one = located.value
        whom: Whom = "role-and-level" if one.level else "role" if one.role else "family" if one.family else "occupation"
        figure = ledger.observed(Voice(one, whom))
        roles = reach.roles(one)
        families = dict.fromkeys([one.family] if one.family else (site.content.roles[role].family for role in roles))
        guide = at.get((one.role or "", one.level or ""))
        yield Record(
            id=one.id,
            subject=_subject(figure, guide, one.family or next(iter(families), ""), paged),
            name=figure.about,
            whom=whom,
            level=one.level or "",
            level_name=site.content.levels[one.level].name if one.level else "",
            roles=roles,
            families=tuple(families),
            figure=figure,
            observation=one,
            order=ledger.exchange.comparable(_middle(figure), figure.currency),
        )


def _subject(figure: Figure, guide: Guide | None, family: str, paged: Container[str]) -> Link:
    """Link to the guide of the very rung, else to the family that holds the role; an occupation has no page."""
    if guide:
        return Link(guide.url, guide.front.title)
    if figure.code:
        return Link("", f"{figure.about} ({figure.code})" if figure.about else figure.code)
    return Link(f"families/{family}/" if family in paged else "", figure.about)


def _families_with_page(site: Site) -> frozenset[str]:
    return frozenset(site.content.roles[role].family for role in site.ladders) if "families" in site.content.config.pages else frozenset()


def _bands(site: Site, ledger: Ledger) -> Iterator[Record]:
    for guide in site.listed:
        for place, band in enumerate(guide.front.salary_bands, 1):
            figure = ledger.band(band, place)
            yield _of_rung(site, guide, f"{guide.slug}.band-{place}", figure, ledger.exchange.comparable(_middle(figure), figure.currency))


def _of_rung(site: Site, guide: Guide, key: str, figure: Figure | None, order: float | None) -> Record:
    return Record(
        id=key,
        subject=Link(guide.url, guide.front.title),
        name=site.role(guide).name,
        whom="role-and-level",
        level=guide.front.level,
        level_name=site.level(guide).name,
        roles=(guide.front.role,),
        families=(site.family(guide).id,),
        figure=figure,
        observation=None,
        order=order,
    )


def _middle(figure: Figure) -> float | None:
    if figure.centre is not None or figure.typical is None:
        return figure.centre
    return sum(figure.typical) / 2
