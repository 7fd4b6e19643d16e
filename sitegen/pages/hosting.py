"""What the hosts named in site.yaml read: headers, redirects, snippets; made from the neutral table of `sitegen.hosts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.careers.pairs import pair_redirects
from sitegen.errors import Mark, Problem
from sitegen.hosts import REDIRECTING, Table, excesses, host_files
from sitegen.model import Site
from sitegen.page import TEXT, Page


def host_texts(site: Site) -> Mapping[str, str]:
    """Return the hosts' own files. Shape: path -> text; empty where site.yaml names no host."""
    config = site.content.config
    return dict(host_files(config.hosts, Table(config.base_path, tuple(_redirects(site)))))


def host_pages(site: Site) -> Iterator[Page]:
    """Return the hosts' own files as pages."""
    yield from (Page(path, TEXT, {"text": text}) for path, text in host_texts(site).items())


def leads_on_by_pages(site: Site) -> bool:
    """Tell whether old addresses need pages that lead on: not where every host named redirects by itself.

    Some hosts prefer such a page to the redirect they were told of, so it is made only where it is needed.
    """
    config = site.content.config
    in_stores = any(target.store for target in config.publish.values())
    return in_stores or not config.hosts or not REDIRECTING.issuperset(config.hosts)


def beyond_limits(site: Site, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Find what the hosts named would not take. Shape: `sizes` are the bytes of every file of the site, by path."""
    for excess in excesses(site.content.config.hosts, sizes, host_texts(site)):
        yield Problem(Mark("site.yaml"), "host-limit", excess, "make the site smaller, or leave the host out of `hosts`")


def _redirects(site: Site) -> Iterator[tuple[str, str]]:
    yield from site.redirects.items()
    if "compare" in site.content.config.pages:
        yield from pair_redirects(site)
