"""Links inside Markdown: each leads to a page, a heading or a picture that exists, in the case it is written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from sitegen.errors import Mark, Problem
from sitegen.markdown import Link
from sitegen.model import Guide, Site
from sitegen.prose import RESERVED_ANCHORS
from sitegen.schema.faults import did_you_mean
from sitegen.site.addresses import addresses
from sitegen.site.assemble import is_public
from sitegen.site.sections import lacking

# An address of another site that was left without its beginning.
_HOST = re.compile(r"www\.[\w-]+\.|(?:[\w-]+\.)+(?:com|org|net|io|dev|gov|edu|uk|eu|de)(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Known:
    """What links may lead to. Shape: addresses with those folded to lower case, headings and guides by address, pictures.

    `hidden` are the pages that are written and not public; `unsure` those of which nobody knows, since a file was refused.
    """

    addresses: frozenset[str]
    folded: dict[str, str]
    headings: dict[str, frozenset[str]]
    guides: dict[str, Guide]
    images: frozenset[str]
    hidden: frozenset[str]
    unsure: frozenset[str]


def dead_links(site: Site) -> Iterator[Problem]:
    """Find links of guides and pages that lead nowhere on this site."""
    known = _known(site)
    # What is not public itself may lead to what is not public yet.
    to_all = replace(known, addresses=known.addresses | known.hidden)
    for it in site.content.prose_files:
        for link in it.links:
            yield from _dead(Mark(it.name, link.line, link.column), link, it.url, to_all if it.url in known.hidden else known)


def _known(site: Site) -> _Known:
    content = site.content
    every = addresses(site) | set(site.redirects)
    written = {it.url for it in content.prose_files}
    return _Known(
        addresses=frozenset(every),
        folded={address.casefold(): address for address in sorted(every)},
        headings={it.url: it.anchors for it in content.prose_files},
        guides={guide.url: guide for guide in content.guides},
        images=frozenset(content.images) | content.broken_images,
        hidden=frozenset(written - every),
        unsure=frozenset(_unsure(site)),
    )


def _unsure(site: Site) -> Iterator[str]:
    """Return the pages that would be there if nothing had been refused."""
    content = site.content
    yield from (f"roles/{slug}/" for slug in content.broken_guides)
    yield from (f"{slug}/" for slug in content.broken_texts)
    if not site.is_whole:
        for folder, table in (("families", content.families), ("skills", content.skills), ("tools", content.tools)):
            yield from (f"{folder}/{key}/" for key in (*table, *table.broken))
        yield from (guide.url for guide in content.guides if guide.slug not in site.guides and is_public(guide, site.as_of))


def _dead(mark: Mark, link: Link, here: str, known: _Known) -> Iterator[Problem]:
    parts = urlsplit(link.href)
    if parts.scheme or parts.netloc:
        return
    address = _address(unquote(parts.path), here)
    if link.kind == "image" or address.startswith("images/"):
        yield from _missing_image(mark, address, known)
        return
    if _HOST.match(link.href):
        yield Problem(mark, "dead-link", f"the link to {link.href[:120]} leads nowhere", f"write it in full: https://{link.href[:200]}")
        return
    if address in known.unsure or _is_machine_file(address):
        return
    if address not in known.addresses:
        if address in known.hidden:
            message, hint = (
                f"the link to {link.href[:120]} leads to a page that is not public",
                "publish that page first, or take the link out",
            )
        else:
            message, hint = f"the link to {link.href[:120]} leads nowhere", _mend(address, known)
        yield Problem(mark, "dead-link", message, hint)
    elif address and not parts.path.endswith(("/", "/index.html")) and parts.path and address.endswith("/"):
        # Hosts lead on to the page, by a detour; from a page of another depth, what is relative would then lead elsewhere.
        yield Problem(mark, "dead-link", f"the link to {link.href[:120]} lacks the slash at its end", f"write /{address}")
    elif parts.fragment and address in known.headings:
        yield from _dead_anchor(mark, unquote(parts.fragment), address, known)


def _dead_anchor(mark: Mark, anchor: str, address: str, known: _Known) -> Iterator[Problem]:
    headings, guide = known.headings[address], known.guides.get(address)
    field = lacking(guide, anchor) if guide and anchor not in headings else ""
    if field:
        message = f"there is no #{anchor} on /{address}, since that guide has no `{field}`"
        yield Problem(mark, "dead-anchor", message, f"add `{field}` there, or link to the page alone")
    elif anchor not in headings and not (guide and anchor in RESERVED_ANCHORS):
        near = did_you_mean(anchor, sorted(headings | (RESERVED_ANCHORS if guide else frozenset())))
        yield Problem(mark, "dead-anchor", f"there is no #{anchor[:80]} on /{address}", near or "give the id of a heading on that page")


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
        return f"letter case counts: its address is /{known.folded[address.casefold()]}"
    if address.endswith(".md"):
        slug = posixpath.basename(address).removesuffix(".md")
        page = next((it for it in (f"roles/{slug}/", f"{slug}/") if it in known.addresses), "")
        if page:
            return f"link to the page, not the file: /{page}"
    near = did_you_mean(f"/{address}", [f"/{it}" for it in sorted(known.addresses)])
    return near or "guides are at /roles/NAME/, skills at /skills/ID/"


def _missing_image(mark: Mark, address: str, known: _Known) -> Iterator[Problem]:
    name = address.removeprefix("images/")
    if name not in known.images:
        hint = did_you_mean(name, sorted(known.images)) or "put the picture into content/images/ and show it as /images/NAME"
        yield Problem(mark, "missing-image", f"there is no picture /{address[:120]}", hint)
