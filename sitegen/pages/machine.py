"""What hosts and machines read: not-found page, sitemap, robots.txt, feed, and the pages that lead from old addresses to new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sitegen.model import Page, Site
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


def _entries(shared: Frame, changes: Iterable[Edit]) -> Iterator[FeedEntry]:
    times: dict[tuple[str, date], int] = {}
    for edit in changes:
        place = times[edit.slug, edit.day] = times.get((edit.slug, edit.day), 0) + 1
        suffix = f"-{place}" if place > 1 else ""
        address = shared.address(edit.url)
        yield FeedEntry(f"{address}#{edit.day.isoformat()}{suffix}", address, edit.title, edit.note, edit.day)
