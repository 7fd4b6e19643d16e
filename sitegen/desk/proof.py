"""Finished pages -> every link, anchor and picture on them that leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Comments, and what scripts and style sheets hold, are no markup.
_TAG = re.compile(
    r"<(?:!--.*?-->|(?P<raw>script|style|textarea|title)\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>.*?</(?P=raw)\s*>"
    r"|[a-z](?P<others>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>)",
    re.IGNORECASE | re.DOTALL,
)
# Every attribute is matched, so that a value that looks like another attribute is passed over with its own.
_ATTRIBUTE = re.compile(
    r"""\s(?P<name>[^\s=>"'/]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""", re.IGNORECASE
)
_ADDRESSES = frozenset({"href", "src", "action", "poster"})
FINE, DEAD_LINK, DEAD_ANCHOR = "fine", "leads nowhere", "leads to no place there"
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one page of HTML holds. Shape: addresses as written, each once; ids in order, those repeated more than once."""

    addresses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Miss(NamedTuple):
    """One thing on a page that is not as it should be."""

    path: str
    code: str
    what: str
    """The address, or the id."""


def survey(html: str) -> Survey:
    """Return the addresses and ids of a page."""
    addresses: dict[str, None] = {}
    ids: list[str] = []
    for tag in _TAG.finditer(html):
        for found in _ATTRIBUTE.finditer(tag["attributes"] or tag["others"] or ""):
            name, value = found["name"].lower(), found["double"] or found["single"] or found["bare"] or ""
            if name == "id":
                ids.append(unescape(value))
            elif name in _ADDRESSES:
                addresses[unescape(value).strip()] = None
            elif name == "content" and (refresh := _REFRESH.fullmatch(value)):
                addresses[unescape(refresh[1]).strip()] = None
    return Survey(tuple(addresses), tuple(ids))


def proof(pages: Mapping[str, Survey], others: Collection[str], *, origin: str, base: str) -> Iterator[Miss]:
    """Find what leads nowhere. Shape: `pages` and `others` by path below the site; `origin` without, `base` with slashes at its end."""
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    # Most pages link to the same places by the same absolute addresses: each is judged once.
    absolute: dict[str, str] = {}
    for path, page in pages.items():
        if len(page.ids) != len(ids[path]):
            yield from (Miss(path, "repeated-anchor", name) for name, times in Counter(page.ids).items() if times > 1)
        for address in page.addresses:
            is_absolute = address.startswith((f"{origin}{base}", "/")) and not address.startswith("//")
            code = absolute.get(address) if is_absolute else None
            if code is None:
                code = _fault(address.removeprefix(origin) if is_absolute else address, path, ids, others, base)
                if is_absolute:
                    absolute[address] = code
            if code == DEAD_LINK:
                yield Miss(path, "page-dead-link", address)
            elif code == DEAD_ANCHOR:
                yield Miss(path, "page-dead-anchor", address)


def _fault(address: str, here: str, ids: Mapping[str, frozenset[str]], others: Collection[str], base: str) -> str:
    """Judge an address on the page at `here`; nothing is known of other sites."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return DEAD_LINK
    if parts.scheme or parts.netloc:
        return FINE
    target = _target(parts.path, here, base)
    if target is None or (target not in ids and target not in others):
        return DEAD_LINK
    # A lone "#" and "#top" lead to the top of a page, and "#:~:text=" to words on it.
    anchor = unquote(parts.fragment).partition(":~:")[0]
    return DEAD_ANCHOR if anchor and anchor != "top" and target in ids and anchor not in ids[target] else FINE


def _target(path: str, here: str, base: str) -> str | None:
    """Return the file that a path means on the page at `here`; None where it lies outside the site."""
    if not path:
        return here
    whole = posixpath.join(base, posixpath.dirname(here), unquote(path))
    clean = posixpath.normpath(whole) + ("/" if whole.endswith("/") else "")
    clean = "/" + clean.lstrip("/")
    if not clean.startswith(base):
        return None
    inside = clean[len(base) :]
    return inside + "index.html" if not inside or inside.endswith("/") else inside
