"""Site -> Pages: the site map, a line for each kind of page. No HTML is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from sitegen.model import Site
from sitegen.page import Page
from sitegen.pages import api, cards, compare, hosting, machine, pay, pictures
from sitegen.pages.cards import Card
from sitegen.pages.career import Careers, careers
from sitegen.pages.career_paths import career_pages
from sitegen.pages.changes import last_changed
from sitegen.pages.families import family_pages
from sitegen.pages.frame import Frame, Head, frame
from sitegen.pages.guide import guide_page
from sitegen.pages.home import home_page
from sitegen.pages.job_description import job_description_page
from sitegen.pages.related import related
from sitegen.pages.roles import roles_page
from sitegen.pages.salaries import salary_pages
from sitegen.pages.salary_files import salary_files
from sitegen.pages.search import search_entries, search_facets, search_page
from sitegen.pages.texts import text_page
from sitegen.pages.vocabulary import skill_pages, tool_pages

__all__ = ["pages", "search_entries", "search_facets"]


def pages(site: Site, assets: str) -> Iterator[Page]:
    """Return every file of the site that a template makes. Shape: `assets` is the folder of the static files, relative to the site."""
    shared = frame(site, assets)
    changed = {it.url: last_changed(site, it.name) for it in site.content.prose_files}
    strips = pay.strips(site)
    shown = {slug: cards.card(site, guide, strips[slug]) for slug, guide in site.guides.items()}
    known, ledger = careers(site, shown), pay.Ledger(site)
    figures = cache(partial(pay.records, site, ledger))  # long to make, and not every page needs them
    indexed = []
    for page in _readable(shared, site, shown, known, ledger, figures):
        top = page.context["page"]
        if isinstance(top, Head) and top.indexed:
            indexed.append((top.url, changed.get(top.url)))
        yield page
        if shared.markdown and page.template == "guide.html" and isinstance(top, Head) and top.indexed:
            yield machine.rendition(page)
    yield from pictures.card_pages(shared, shown.values())
    yield machine.sitemap(shared, indexed)
    yield machine.robots(shared)
    if "llms" in site.content.config.pages:
        yield machine.llms(shared, site)
    if shared.feed:
        yield from machine.feed(shared, site)
    if hosting.leads_on_by_pages(site):
        yield from machine.redirects(shared, site)
        if known.compared:
            yield from compare.compare_redirects(shared, site)
    yield from hosting.host_pages(site)
    if {"compare", "paths", "api"}.intersection(site.content.config.pages):
        yield from api.data_files(shared, site, known)
    if "api" in site.content.config.pages:
        yield from salary_files(shared, site, ledger, figures())


def _readable(
    shared: Frame, site: Site, shown: Mapping[str, Card], known: Careers, ledger: pay.Ledger, figures: Callable[[], Sequence[pay.Record]]
) -> Iterator[Page]:
    """Return the pages that readers open."""
    kinds = site.content.config.pages
    yield home_page(shared, site, shown)
    if "roles" in kinds:
        yield roles_page(shared, site, shown)
    near = related(site, shown)
    for guide in site.guides.values():
        yield guide_page(shared, site, guide, shown, ledger, near[guide.slug], known)
    if "families" in kinds:
        yield from family_pages(shared, site, shown, ledger, known)
    if "skills" in kinds:
        yield from skill_pages(shared, site, shown, known)
    if "tools" in kinds:
        yield from tool_pages(shared, site, shown, known)
    if "salaries" in kinds:
        yield from salary_pages(shared, site, ledger, figures())
    yield from _of_careers(shared, site, shown, known)
    if "search" in kinds:
        yield search_page(shared, cards.picked(shown, site.listed))
    for text in site.content.texts:
        if text.front.status == "published":
            yield text_page(shared, site, text)
    yield machine.missing(shared)


def _of_careers(shared: Frame, site: Site, shown: Mapping[str, Card], known: Careers) -> Iterator[Page]:
    """Return the pages that set guides beside each other, and the one that explains their data."""
    kinds = site.content.config.pages
    if known.compared:
        yield from compare.compare_pages(shared, site, shown, known)
    if "paths" in kinds:
        yield from career_pages(shared, site, shown, known)
    if "job-descriptions" in kinds:
        for guide in site.listed:
            yield job_description_page(shared, site, guide, known)
    if "api" in kinds:
        yield api.api_page(shared, site)
