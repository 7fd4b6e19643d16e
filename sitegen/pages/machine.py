"""What hosts and machines read: sitemap, robots.txt, feed, llms.txt, guides as Markdown, and what stands at missing and old addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages.changes import Edit, edits
from sitegen.pages.frame import Frame, head, page

_FEED_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Place:
    """An address in the sitemap, and the last day its content is known to have changed."""

    address: str
    changed: date | None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A change in the feed. Shape: `id` is an address of its own that never changes."""

    id: str
    address: str
    title: str
    note: str
    day: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A guide in llms.txt. Shape: `address` is that of its Markdown where there is one."""

    title: str
    address: str
    summary: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A family in llms.txt, its guides in the order of their ladders."""

    name: str
    guides: tuple[Listed, ...]


def missing(shared: Frame) -> Page:
    """Return the page that hosts show for an address that is not there. Its links are whole: it is shown at any depth."""
    top = head(shared, "404.html", "Page not found", "There is no page at this address.", indexed=False)
    return page(shared, top, "404.html")


def robots(shared: Frame) -> Page:
    """Return robots.txt. It counts only where the site has a host to itself."""
    return Page("robots.txt", "robots.txt", {"sitemap": shared.address("sitemap.xml")})


def sitemap(shared: Frame, urls: Iterable[tuple[str, date | None]]) -> Page:
    """Return the sitemap of all pages that may be indexed."""
    places = (Place(shared.address(url), changed) for url, changed in urls)
    return Page("sitemap.xml", "sitemap.xml", {"places": tuple(sorted(places, key=attrgetter("address")))})


def feed(shared: Frame, site: Site) -> Iterator[Page]:
    """Return the Atom feed of changed guides; without a dated change there is nothing to say."""
    entries = tuple(_entries(shared, edits(site)))[:_FEED_ENTRIES]
    if entries:
        yield Page("feed.xml", "feed.xml", {"site": shared, "entries": entries, "updated": entries[0].day})


def redirects(shared: Frame, site: Site) -> Iterator[Page]:
    """Return a page at each old address; a host that knows real redirects never shows it."""
    for old, new in site.redirects.items():
        path = f"{old}index.html" if old.endswith("/") or not old else old
        yield Page(path, "redirect.html", {"site": shared, "url": new})


def rendition(guide: Page) -> Page:
    """Return a guide's page once more, as Markdown: the same context under another template."""
    return Page(guide.path.removesuffix("/index.html") + ".md", "guide.md.txt", guide.context)


def llms(shared: Frame, site: Site) -> Page:
    """Return llms.txt: every guide by family. Source: llmstxt.org."""
    shelves: dict[str, list[Listed]] = {}
    for role, guides in site.ladders.items():
        shelf = shelves.setdefault(site.content.roles[role].family, [])
        shelf += (_listed(shared, guide) for guide in guides)
    families = (Shelf(family.name, tuple(shelves[family.id])) for family in site.content.families.values() if family.id in shelves)
    return Page("llms.txt", "llms.txt", {"site": shared, "families": tuple(families)})


def _listed(shared: Frame, guide: Guide) -> Listed:
    url = f"{guide.url.rstrip('/')}.md" if shared.markdown else guide.url
    return Listed(guide.front.title, shared.address(url), guide.front.summary)


def _entries(shared: Frame, changes: Iterable[Edit]) -> Iterator[FeedEntry]:
    times: dict[tuple[str, date], int] = {}
    for edit in changes:
        place = times[edit.slug, edit.day] = times.get((edit.slug, edit.day), 0) + 1
        suffix = f"-{place}" if place > 1 else ""
        address = shared.address(edit.url)
        yield FeedEntry(f"{address}#{edit.day.isoformat()}{suffix}", address, edit.title, edit.note, edit.day)
