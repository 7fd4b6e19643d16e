"""The owner's own pages, and the methodology with the constants that compute the figures."""

from __future__ import annotations

from sitegen.model import Site, TextPage
from sitegen.page import Page
from sitegen.pages.frame import Frame, Link, breadcrumbs, edit_url, head, page
from sitegen.pages.pay import pay_rules


def text_page(shared: Frame, site: Site, text: TextPage) -> Page:
    """Return the page of a text; the methodology ends with the rules in force."""
    top = head(shared, text.url, text.front.title, text.front.summary, crumbs=(Link("", "Home"),))
    levels = sorted(site.content.levels.values(), key=lambda level: level.rank)
    told = tuple((level.name, level.track, level.scope) for level in levels)
    rules = {"pay": pay_rules(site), "levels": told} if text.url == shared.methodology else {}
    return page(
        shared,
        top,
        "methodology.html" if rules else "text.html",
        text={"title": text.front.title, "summary": text.front.summary, "edit": edit_url(site.content.config, text.name)},
        prose=text.prose,
        data=(breadcrumbs(shared, top),),
        **rules,
    )
