"""What pages know of careers: figures of pay that can be compared, the graph of moves, and what goes with what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.careers.companions import Beside, companions
from sitegen.careers.diff import Gaps
from sitegen.careers.graph import Figures, Graph, graph
from sitegen.careers.pairs import Pair, chosen_url, ordered, pair_url, pairs
from sitegen.careers.pay_change import PayFigure, Whom
from sitegen.model import Guide, Site
from sitegen.pages.cards import Card
from sitegen.pages.frame import Link
from sitegen.pages.home_currency import HomeCurrency
from sitegen.pages.needs import skill_link
from sitegen.pay import annual

_WHOM: Mapping[str, Whom] = {"role": "role", "occupation": "occupation", "family": "family"}


@dataclass(frozen=True, slots=True)
class Careers:
    """What several pages need of careers, computed once a build."""

    figures: Figures
    gaps: Gaps
    graph: Graph
    """Suggested moves are in it where a page shows them."""
    pairs: frozenset[Pair]
    """Those with a page of their own; none where comparisons are switched off."""
    skills_beside: Beside
    tools_beside: Beside
    links: Mapping[str, Link]
    """Skill id -> its link: comparisons name thousands of them."""
    compared: bool
    """Whether the site has comparisons."""

    def comparison(self, site: Site, one: str, other: str) -> str:
        """Return where two listed guides are compared, or nothing."""
        if not self.compared:
            return ""
        pair = ordered(site, one, other)
        return pair_url(pair) if pair in self.pairs else chosen_url(one, other)


def careers(site: Site, cards: Mapping[str, Card]) -> Careers:
    """Say what `site` holds of careers."""
    home = HomeCurrency(site)
    figures = {guide.slug: tuple(_figures(site, guide, cards[guide.slug], home)) for guide in site.listed}
    gaps = Gaps({slug: guide.front.skills for slug, guide in site.guides.items()})
    kinds = site.content.config.pages
    compared = "compare" in kinds
    return Careers(
        figures=figures,
        gaps=gaps,
        graph=graph(site, figures, gaps, suggest=bool({"compare", "paths", "api"}.intersection(kinds))),
        pairs=frozenset(pairs(site)) if compared else frozenset(),
        skills_beside=companions([[need.skill for need in guide.front.skills if need.skill] for guide in site.listed]),
        tools_beside=companions([guide.front.tools for guide in site.listed]),
        links={skill.id: skill_link(site, skill) for skill in site.content.skills.values()},
        compared=compared,
    )


def _figures(site: Site, guide: Guide, card: Card, home: HomeCurrency) -> Iterator[PayFigure]:
    """Return the figure that stands for the guide, then the writer's bands, no range twice."""
    strip = card.strip
    if strip:
        yield PayFigure(
            region=strip.region,
            component="base",
            scope=strip.scope,
            whom=_WHOM.get(strip.step, "rung"),
            subject=f"{strip.origin.id} {strip.low:g}–{strip.high:g} {strip.n or ''}".strip(),
            currency=strip.currency,
            low=strip.low,
            high=strip.high,
            median=strip.median,
            home=_ends(home, strip.low, strip.high, strip.currency),
            basis="editorial" if strip.step == "editorial" else strip.origin.basis,
            year=strip.until.year if strip.until else None,
            n=strip.n,
            source=strip.origin.title,
        )
    for index, band in enumerate(guide.front.salary_bands):
        low, high = annual(band.low, band.period), annual(band.high, band.period)
        stands = (
            strip and strip.step == "editorial" and (band.region, band.component, band.scope or "") == (strip.region, "base", strip.scope)
        )
        if not stands:
            source = site.content.sources[band.source].value
            yield PayFigure(
                region=band.region,
                component=band.component,
                scope=band.scope or "",
                whom="rung",
                subject=f"{guide.slug} {index}",
                currency=band.currency,
                low=low,
                high=high,
                median=None,
                home=_ends(home, low, high, band.currency),
                basis="editorial",
                year=None,
                n=None,
                source=source.title,
            )


def _ends(home: HomeCurrency, low: float, high: float, currency: str) -> tuple[float, float] | None:
    found = home.range(low, high, currency)
    return (found.low, found.high) if found else None
