"""Pay by level: the rungs of a family's roles on one scale, each with its own figure or with none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.model import Guide, Site
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.ledger import Ledger
from sitegen.pages.pay.origins import Origin
from sitegen.pages.pay.scale import Scale, Span, scale, span
from sitegen.pages.pay.section import OWN, Line, lines


@dataclass(frozen=True, slots=True)
class RungPay:
    """A rung and what is on record of it alone. Shape: no line says that nothing is."""

    url: str
    title: str
    level: str
    outlines: tuple[Span, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LadderPay:
    """The rungs of one role, highest first as on every ladder, and the figures that speak of all of them together."""

    role: str
    role_id: str
    rungs: tuple[RungPay, ...]
    wider: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FamilyPay:
    """Base pay at home of every ladder of a family. Unit: the site's own currency a year."""

    region: str
    scale: Scale
    ladders: tuple[LadderPay, ...]
    origins: tuple[Origin, ...]
    """The sources, where no other page has an entry for them."""


def family_pay(site: Site, ledger: Ledger, roles: Iterable[str]) -> FamilyPay:
    """Return pay by level for the ladders of `roles`. Only figures of everyone, in the site's own currency, stand on its scale."""
    guides = {role: site.ladders[role] for role in roles}
    figures = {guide.slug: _figures(ledger, guide) for rungs in guides.values() for guide in rungs}
    on = scale((amount for found in figures.values() for it in found for amount in it.yearly.values()), ledger.currency)
    origins = {it.origin.id: it.origin for found in figures.values() for it in found}
    return FamilyPay(
        region=ledger.home[0],
        scale=on,
        ladders=tuple(_ladder(site, role, rungs[::-1], figures, on) for role, rungs in guides.items()),
        origins=() if ledger.entries else tuple(origins.values()),
    )


def _figures(ledger: Ledger, guide: Guide) -> list[Figure]:
    bands = (ledger.band(band, place) for place, band in enumerate(guide.front.salary_bands, 1))
    observed = (ledger.observed(voice) for voice in ledger.voices.of(guide))
    return [
        it for it in (*bands, *observed) if (it.region, it.component) == ledger.home and it.currency == ledger.currency and not it.scope
    ]


def _ladder(site: Site, role: str, rungs: Sequence[Guide], figures: Mapping[str, Sequence[Figure]], on: Scale) -> LadderPay:
    own = {guide.slug: [it for it in figures[guide.slug] if it.whom in OWN] for guide in rungs}
    wider = {it.anchor: it for guide in rungs for it in figures[guide.slug] if it.whom not in OWN}
    drawn = [it for it in (*(it for guide in rungs for it in own[guide.slug]), *wider.values()) if it.yearly]
    first = drawn[0] if drawn else None
    return LadderPay(
        role=site.content.roles[role].name,
        role_id=role,
        rungs=tuple(_rung(site, guide, own[guide.slug], on, first) for guide in rungs),
        wider=lines(tuple(wider.values()), on, first),
    )


def _rung(site: Site, guide: Guide, own: Sequence[Figure], on: Scale, first: Figure | None) -> RungPay:
    outlines = tuple(span(*it.typical, on) for it in own if it.whom == "editorial" and it.typical)
    return RungPay(guide.url, guide.front.title, site.level(guide).name, outlines, lines(own, on, first))
