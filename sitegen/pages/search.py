"""The search page, and what each page gives the search index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from sitegen.careers.diff import options
from sitegen.markdown import Rendered
from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages.cards import Card
from sitegen.pages.frame import Frame, Link, head, page
from sitegen.pages.pay import Strip, strips
from sitegen.schema import Skill
from sitegen.search import Entry, Facets, Text

MAIN: Final = 4
"""The importance from which on a skill says what a role is about."""


def search_page(shared: Frame, cards: Sequence[Card]) -> Page:
    """Return the search page; under its form stands the list of all guides, which needs no script."""
    top = head(shared, "search/", "Search", "Search roles, skills, tools and families.", crumbs=(Link("", "Home"),), indexed=False)
    return page(shared, top, "search.html", cards=tuple(cards))


def search_facets(site: Site) -> Facets:
    """Return the facets of the search and their values in the order to show them, with the words that ask for each.

    Values without an order of their own follow by name.
    """
    levels = dict[str, tuple[str, ...]]()
    for level in sorted(site.content.levels.values(), key=lambda level: level.rank):
        levels[level.name] = (*levels.get(level.name, ()), *level.search_terms)
    return {"family": {family.name: () for family in site.content.families.values()}, "level": levels, "skill": {}}


def search_entries(site: Site) -> Iterator[Entry]:
    """Return what search knows of every page of a listed guide, family, skill and tool, and of the owner's own pages."""
    kinds = site.content.config.pages
    shown = strips(site)
    yield from (_guide(site, guide, shown[guide.slug]) for guide in site.listed)
    if "families" in kinds:
        yield from _families(site)
    if "skills" in kinds:
        for skill in site.content.skills.values():
            if skill.id in site.needs:
                depths = " ".join(f"You can {line}." for line in skill.proficiencies.model_dump().values()) if skill.proficiencies else ""
                terms = skill.search_terms
                yield Entry(f"skills/{skill.id}/", "skill", skill.name, terms=terms, summary=skill.summary, text=depths)
    if "tools" in kinds:
        for tool in site.content.tools.values():
            if tool.id in site.users:
                yield Entry(f"tools/{tool.id}/", "tool", tool.name, terms=tool.search_terms, summary=tool.summary)
    for text in site.content.texts:
        if text.front.status == "published":
            yield Entry(text.url, "page", text.front.title, summary=text.front.summary, text=text.prose.value.body.text)


def _families(site: Site) -> Iterator[Entry]:
    for family in site.content.families.values():
        roles = [site.content.roles[role].name for role in site.ladders if site.content.roles[role].family == family.id]
        if roles:
            yield Entry(f"families/{family.id}/", "family", family.name, summary=family.summary, text=", ".join(roles))


def _guide(site: Site, guide: Guide, strip: Strip | None) -> Entry:
    front = guide.front
    needs = list(_skills(site, guide))
    skills = tuple(dict.fromkeys(skill.name for skill, _ in needs))
    main = [(skill.name, *skill.search_terms) for skill, importance in needs if importance >= MAIN]
    others = [*(skill.search_terms for skill, _ in needs), *(site.content.tools[tool].search_terms for tool in front.tools)]
    before = (*front.responsibilities, *front.stand_out, ", ".join(site.content.tools[tool].name for tool in front.tools))
    questions, after = [faq.question for faq in front.faqs], [prompt.prompt for prompt in front.interview]

    def text() -> str:
        prose = guide.prose.glance()
        asked = (f"{question} {_said(answer)}" for question, answer in zip(questions, prose.answers, strict=True))
        words = (*before, *asked, *after)
        return " ".join((_said(prose.body), *(word if word.endswith((".", "?", "!")) else f"{word}." for word in words if word)))

    return Entry(
        url=guide.url,
        kind="guide",
        title=front.title,
        also=front.also_known_as,
        terms=front.search_terms,
        summary=front.summary,
        skills=skills,
        main=tuple(dict.fromkeys(chain.from_iterable(main))),
        about=tuple(dict.fromkeys(chain.from_iterable(others))),
        text=Text(json.dumps([guide.said, before, questions, after]), text),
        filters={"family": (site.family(guide).name,), "level": (site.level(guide).name,), "skill": skills},
        meta={"pay": _pay(strip)} if strip else {},
    )


def _said(prose: Rendered) -> str:
    """Return the words of a text without the figures that it cites: an excerpt shows where one stood, and the page what it is."""
    text = prose.text
    for cite in prose.cites:
        text = text.replace(f"{{pay:{cite.region}/{cite.component}}}", "…")
    return text


def _pay(strip: Strip) -> str:
    """Return a range as search-view.js reads it, which writes money as the language of the page does: `USD 180000–270000, all levels`."""
    whom = {"role": ", all levels", "occupation": ", whole occupation", "family": ", whole family"}.get(strip.step, "")
    return f"{strip.currency} {strip.low:.0f}–{strip.high:.0f}{whom}"


def _skills(site: Site, guide: Guide) -> Iterator[tuple[Skill, int]]:
    for need in guide.front.skills:
        for skill in options(need):
            yield site.content.skills[skill], need.importance
