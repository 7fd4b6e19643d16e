"""Addresses of the site's own that lead nowhere, and pages that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html

_LED_ON = {"404.html"}  # hosts show it
_ADDRESSES = "//@href | //@src | //form/@action | //meta[@property='og:image']/@content"


def faults(folder: Path, site: str) -> list[str]:
    """Return dead links and orphans of a built folder. Shape: `site` is its whole address, with a slash at the end."""
    return list(_faults(folder, site))


def _faults(folder: Path, site: str) -> Iterator[str]:
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if "pagefind" not in path.parts)
    reached = set(_LED_ON)
    for name in pages:
        for target, anchor in _targets(folder / name, name, site):
            reached.add(target)
            if not target:
                yield f"{name}: {anchor} is beside the site, on its own host"
            elif not (folder / target).is_file():
                yield f"{name}: {target} is not there"
            elif anchor and target.endswith(".html") and anchor not in _ids(folder / target):
                yield f"{name}: {target} has no #{anchor}"
    yield from (f"{name}: nothing leads here" for name in pages if name not in reached and not _leads_on(folder / name))


def _targets(page: Path, name: str, site: str) -> Iterator[tuple[str, str]]:
    """Return (file, anchor) for each address of a page; an address of this host below another path comes as ("", address)."""
    tree = _tree(page)
    onward = [it.partition("url=")[2] for it in tree.xpath("//meta[@http-equiv='refresh']/@content")]
    for address in dict.fromkeys([*tree.xpath(_ADDRESSES), *onward]):
        whole, anchor = urldefrag(urljoin(site + name, address))
        if whole.startswith(site):
            path = unquote(whole.removeprefix(site).partition("?")[0])
            yield (f"{path}index.html" if path.endswith("/") or not path else path), anchor
        elif urlsplit(whole).netloc == urlsplit(site).netloc:
            yield "", whole


def _leads_on(page: Path) -> bool:
    return bool(_tree(page).xpath("//meta[@http-equiv='refresh']"))


def _tree(page: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page.read_bytes())


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(_tree(page).xpath("//@id"))
