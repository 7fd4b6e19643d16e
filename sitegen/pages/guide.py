"""The page of one guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.careers.pairs import chosen_url
from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages import needs, occupation, paths, pay, pictures
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers
from sitegen.pages.frame import Frame, Link, breadcrumbs, deferred, edit_url, head
from sitegen.pages.job_description import advert_url
from sitegen.pages.outline import Section, outline
from sitegen.pages.pay import Ledger, Origin, PaySection, Strip
from sitegen.schema import Duration, FrontMatter
from sitegen.site.sections import told_in

_REVIEW_HOLDS = Duration(12, "M")


@dataclass(frozen=True, slots=True)
class Facts:
    """The fact strip: the same five on every guide, so that two can be read side by side."""

    level: str
    track: str
    strip: Strip | None
    years: tuple[int, ...]
    years_asked: bool
    """Whether the guide itself asks for them; otherwise they are typical of its level."""
    remote: Mapping[str, Any] | None
    reviewed: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class GuideView:
    """A guide's front matter as its page shows it. Shape: records of the front matter are mappings of their fields."""

    title: str
    summary: str
    also: tuple[str, ...]
    archived: bool
    family: Link
    level_scope: str
    facts: Facts
    sections: tuple[Section, ...]
    responsibilities: tuple[str, ...]
    qualifications: Mapping[str, Any] | None
    pay_drivers: tuple[str, ...]
    employers: Mapping[str, Any] | None
    regions: tuple[Mapping[str, Any], ...]
    stand_out: tuple[str, ...]
    interview: tuple[Mapping[str, Any], ...]
    hiring: Mapping[str, Any] | None
    questions: tuple[str, ...]
    changes: tuple[Mapping[str, Any], ...]
    accepted: tuple[Mapping[str, Any], ...]
    edit: str


def guide_page(
    shared: Frame, site: Site, guide: Guide, cards: Mapping[str, Card], ledger: Ledger, related: tuple[Card, ...], known: Careers
) -> Page:
    """Return the page of `guide`, which leads on to `related`."""
    family = site.family(guide)
    family_link = Link(f"families/{family.id}/" if "families" in site.content.config.pages else "", family.name)
    crumbs = (Link("", "Home"), Link("roles/", "Roles"), family_link)
    top = head(
        shared,
        guide.url,
        guide.front.title,
        guide.front.summary,
        crumbs=tuple(crumb for crumb in crumbs if crumb.url or crumb.text == "Home"),
        here="roles/",
        indexed=guide.front.status != "archived",
        kind="article",
        picture=pictures.picture(shared, cards[guide.slug]),
    )

    def rest() -> Mapping[str, object]:
        strip = cards[guide.slug].strip
        figures = pay.section(site, ledger, guide)
        ways = {"out": paths.ways_out(site, guide, cards, known), "in": paths.ways_in(site, guide, cards, known)}
        return {
            "guide": _view(site, guide, family_link, strip, bool(related), any(ways.values())),
            "ladder": paths.ladder(site, guide, cards),
            "skills": needs.need_groups(site, guide.front.skills),
            "tools": needs.tool_groups(site, guide.front.tools),
            "pay": figures,
            "origins": _origins(figures),
            "ways": ways,
            "actions": _actions(site, guide),
            "related": related,
            "cites": pay.cited(guide, figures),
            "data": (occupation.occupation(shared, site, guide, strip), breadcrumbs(shared, top)),
        }

    return deferred(shared, top, "guide.html", rest, prose=guide.prose)


def _actions(site: Site, guide: Guide) -> tuple[Link, ...]:
    """Return what can be done with a guide that is kept up to date."""
    kinds = site.content.config.pages if guide.front.status == "published" else ()
    links = {
        "compare": Link(chosen_url(guide.slug), "Compare with another role"),
        "job-descriptions": Link(advert_url(guide), "Job description"),
    }
    return tuple(link for kind, link in links.items() if kind in kinds)


def _view(site: Site, guide: Guide, family: Link, strip: Strip | None, related: bool, moves: bool) -> GuideView:  # noqa: FBT001
    front, level = guide.front, site.level(guide)
    asked = front.qualifications.years if front.qualifications else None
    return GuideView(
        title=front.title,
        summary=front.summary,
        also=front.also_known_as,
        archived=front.status == "archived",
        family=family,
        level_scope=level.scope,
        facts=Facts(
            level=level.name,
            track=level.track,
            strip=strip,
            years=(asked,) if asked is not None else tuple(level.years or ()),
            years_asked=asked is not None,
            remote=front.remote.model_dump() if front.remote else None,
            reviewed=front.reviewed,
            overdue=_overdue(front, site.as_of),
        ),
        sections=outline(guide.sections, _present(front, related=related, moves=moves)),
        responsibilities=front.responsibilities,
        qualifications=front.qualifications.model_dump() if front.qualifications else None,
        pay_drivers=front.pay_drivers,
        employers=front.employers.model_dump() if front.employers else None,
        regions=tuple(note.model_dump() for note in front.regions),
        stand_out=front.stand_out,
        interview=tuple(prompt.model_dump() for prompt in front.interview),
        hiring=front.hiring.model_dump() if front.hiring else None,
        questions=tuple(faq.question for faq in front.faqs),
        changes=tuple(it.model_dump() for it in sorted(front.changes, key=lambda it: it.date, reverse=True)),
        accepted=tuple(it.model_dump() for it in front.accept),
        edit=edit_url(site.content.config, guide.name),
    )


def _present(front: FrontMatter, *, related: bool, moves: bool) -> set[str]:
    """Return the kinds of section for which the guide has data. Pay and sources always say something."""
    return {"pay", "sources", *told_in(front), *(["paths"] if moves else []), *(["related"] if related else [])}


def _overdue(front: FrontMatter, as_of: date) -> bool:
    return front.reviewed is not None and as_of > (front.review_after or _REVIEW_HOLDS).after(front.reviewed)


def _origins(shown: PaySection) -> tuple[Origin, ...]:
    """Return every source of a figure on the page, once, and that of the rates where an amount is converted."""
    figures = [line.figure for chart in shown.charts for row in chart.rows for line in row.lines]
    named = [*(it.origin for it in figures), *(it.converted.origin for it in figures if it.converted)]
    return tuple({it.id: it for it in named}.values())
