"""Links inside Markdown: each leads to a page, a heading or a picture that exists, in the case it is written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sitegen.errors import Mark, Problem
from sitegen.markdown import Link
from sitegen.model import Site
from sitegen.parse import RESERVED_ANCHORS
from sitegen.schema.faults import did_you_mean
from sitegen.site.addresses import addresses


@dataclass(frozen=True, slots=True)
class _Known:
    """What links may lead to. Shape: addresses with those folded to lower case, anchors by address, pictures."""

    addresses: frozenset[str]
    folded: dict[str, str]
    anchors: dict[str, frozenset[str]]
    images: frozenset[str]
    unsure: frozenset[str]


def dead_links(site: Site) -> Iterator[Problem]:
    """Find links of guides and pages that lead nowhere on this site."""
    known = _known(site)
    for guide in site.content.guides:
        for link in guide.links:
            yield from _dead(Mark(guide.name, link.line, link.column), link, guide.url, known)
    for text in site.content.texts:
        for link in text.links:
            yield from _dead(Mark(text.name, link.line, link.column), link, text.url, known)


def _known(site: Site) -> _Known:
    content = site.content
    pages = addresses(site) | {guide.url for guide in content.guides} | {text.url for text in content.texts}
    anchors = {guide.url: guide.anchors | RESERVED_ANCHORS for guide in content.guides}
    anchors |= {text.url: text.anchors for text in content.texts}
    every = pages | set(site.redirects)
    return _Known(
        addresses=frozenset(every),
        folded={address.casefold(): address for address in sorted(every)},
        anchors=anchors,
        images=frozenset(content.images),
        unsure=frozenset(f"roles/{slug}/" for slug in content.broken_guides),
    )


def _dead(mark: Mark, link: Link, here: str, known: _Known) -> Iterator[Problem]:
    parts = urlsplit(link.href)
    if parts.scheme or parts.netloc:
        return
    if link.kind == "image":
        yield from _missing_image(mark, unquote(parts.path), known)
        return
    address = _address(unquote(parts.path), here)
    if address in known.unsure or _is_machine_file(address):
        return
    if address not in known.addresses:
        yield Problem(mark, "dead-link", f"the link to {link.href[:120]} leads nowhere", _mend(address, known))
    elif parts.fragment and address in known.anchors and unquote(parts.fragment) not in known.anchors[address]:
        hint = did_you_mean(unquote(parts.fragment), sorted(known.anchors[address])) or "give the id of a heading on that page"
        yield Problem(mark, "dead-anchor", f"there is no #{parts.fragment[:80]} on /{address}", hint)


def _address(path: str, here: str) -> str:
    """Return the address that `path` means on the page at `here`, relative to the site."""
    if not path:
        return here
    joined = posixpath.normpath(posixpath.join("/", here, path)).lstrip("/")
    joined = joined.removesuffix("index.html")
    return joined + "/" if joined and not joined.endswith("/") and (path.endswith(("/", "/index.html")) or "." not in joined) else joined


def _is_machine_file(address: str) -> bool:
    return address in ("feed.xml", "sitemap.xml", "robots.txt", "llms.txt") or address.startswith("api/v1/")


def _mend(address: str, known: _Known) -> str:
    if address.casefold() in known.folded:
        return f"its address is /{known.folded[address.casefold()]} : letter case counts"
    if address.endswith(".md") and f"{address.removesuffix('.md')}/" in known.addresses:
        return f"link to the page, not the file: /{address.removesuffix('.md')}/"
    near = did_you_mean(f"/{address}", [f"/{it}" for it in sorted(known.addresses)])
    return near or "guides are at /roles/NAME/, skills at /skills/ID/"


def _missing_image(mark: Mark, path: str, known: _Known) -> Iterator[Problem]:
    name = path.removeprefix("/").removeprefix("images/")
    if name not in known.images:
        hint = did_you_mean(name, sorted(known.images)) or "put the picture into content/images/ and show it as /images/NAME"
        yield Problem(mark, "missing-image", f"there is no picture {path[:120]}", hint)
