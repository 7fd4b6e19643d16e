"""Site -> Pages: the site map, a line for each kind of page. No HTML is made here."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model import Page, Site
from sitegen.pages import cards, frame, pay
from sitegen.pages.guide import guide_page
from sitegen.pages.home import home_page

__all__ = ["pages"]


def pages(site: Site, assets: str) -> Iterator[Page]:
    """Return every page of the site. Shape: `assets` is the folder of the static files, relative to the site."""
    shared = frame.frame(site, assets)
    strips = pay.strips(site)
    shown = {slug: cards.card(site, guide, strips[slug]) for slug, guide in site.guides.items()}
    yield home_page(shared, site, shown)
    for guide in site.guides.values():
        yield guide_page(shared, site, guide, shown)
