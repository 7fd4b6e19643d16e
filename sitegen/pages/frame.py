"""What every page has: the site around it, its own head, and links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.model import Site
from sitegen.page import Deferred, Page
from sitegen.pages.changes import edits
from sitegen.schema import SiteConfig

_LONGEST_TITLE = 65
_LONGEST_DESCRIPTION = 165

# Kind of page -> address and word in the navigation, in its order. A kind that is switched off in site.yaml leaves it.
_NAVIGATION = {
    "roles": ("roles/", "Roles"),
    "skills": ("skills/", "Skills"),
    "tools": ("tools/", "Tools"),
    "salaries": ("salaries/", "Pay"),
    "compare": ("compare/", "Compare"),
    "paths": ("paths/", "Paths"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. Shape: `url` is relative to the site, or whole; an empty one is a word without a link."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show where a page is shared. Shape: `url` relative to the site; `alt` its words. Unit: pixels."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The site as every page sees it: one object for all pages, so that it is hashed once."""

    title: str
    tagline: str
    description: str
    origin: str
    """Scheme and host, without a slash at the end."""
    base: str
    """The path of the site, with a slash at both ends."""
    assets: str
    """Where the static files are, with base path and content hash."""
    language: str
    publisher: str
    licence: Link
    navigation: tuple[Link, ...]
    about: tuple[Link, ...]
    """The owner's own pages, and that of the data files."""
    methodology: str
    """Where the page about figures is, if there is one."""
    repository: str
    search: bool
    feed: bool
    markdown: bool
    """Whether each guide is there as Markdown too."""
    cards: bool
    """Whether guides have pictures of their own."""
    places: Mapping[str, str]
    """Id of data/regions.yaml -> name; countries are named by the language."""

    def address(self, url: str) -> str:
        """Return the whole address of a page."""
        return f"{self.origin}{self.base}{url}"


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to browsers, search engines and those it is shared with."""

    url: str
    title: str
    """The document's title."""
    heading: str
    description: str
    crumbs: tuple[Link, ...] = ()
    """The way here, without the page itself."""
    here: str = ""
    """The navigation entry this page belongs under."""
    indexed: bool = True
    kind: str = "website"
    picture: Picture | None = None
    """What stands for the page where it is shared; the site's own picture where there is none."""
    data: tuple[Mapping[str, Any], ...] = ()
    """JSON-LD, a mapping a block."""


def frame(site: Site, assets: str) -> Frame:
    """Say what every page of `site` shares. Shape: `assets` is the folder of the static files, relative to the site."""
    config, content = site.content.config, site.content
    texts = [text for text in content.texts if text.front.status == "published"]
    return Frame(
        title=config.title,
        tagline=config.tagline,
        description=config.description or config.tagline,
        origin=config.origin,
        base=config.base_path,
        assets=config.base_path + assets,
        language=config.language,
        publisher=config.publisher or config.title,
        licence=Link(config.licence.url, config.licence.name),
        navigation=tuple(Link(url, text) for kind, (url, text) in _NAVIGATION.items() if kind in config.pages),
        about=(*(Link(text.url, text.front.title) for text in texts), *((Link("api/", "Data files"),) if "api" in config.pages else ())),
        methodology=next((text.url for text in texts if text.slug == "methodology"), ""),
        repository=config.repository or "",
        search="search" in config.pages,
        feed="feed" in config.pages and bool(edits(site)),
        markdown="markdown" in config.pages,
        cards=config.cards,
        places={region.id: region.name for region in content.regions.values()},
    )


def page(shared: Frame, head: Head, template: str, **context: object) -> Page:
    """Make the page at `head.url`."""
    return Page(_path(head), template, {"site": shared, "page": head, **context})


def deferred(shared: Frame, head: Head, template: str, make: Callable[[], Mapping[str, object]], **context: object) -> Page:
    """Make the page at `head.url`, which is one of many: what `make` returns joins its context when that is asked for."""
    return Page(_path(head), template, Deferred({"site": shared, "page": head, **context}, make))


def _path(head: Head) -> str:
    return head.url + "index.html" if head.url.endswith("/") or not head.url else head.url


def head(shared: Frame, url: str, heading: str, description: str, *, title: str = "", **rest: Any) -> Head:
    """Make a page's head.

    The document's title is the heading unless one is given, with the site's name where there is room; the description fits a
    search result.
    """
    named = f"{title or heading} – {shared.title}"
    fitting = named if len(named) <= _LONGEST_TITLE else title or heading
    return Head(url=url, title=fitting, heading=heading, description=shorten(description), **rest)


def shorten(text: str, limit: int = _LONGEST_DESCRIPTION) -> str:
    """Return `text` in one line, cut after a word where it is longer than `limit`."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def breadcrumbs(shared: Frame, head: Head) -> Mapping[str, Any]:
    """Return the way to a page as schema.org's BreadcrumbList; the page itself comes last."""
    steps = [*head.crumbs, Link(head.url, head.heading)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": step.text, "item": shared.address(step.url)}
            for place, step in enumerate(steps, 1)
        ],
    }


def edit_url(config: SiteConfig, name: str) -> str:
    """Return where the file `name` is edited, or nothing."""
    return f"{config.repository.rstrip('/')}/{config.edit_path}{name}" if config.repository else ""
