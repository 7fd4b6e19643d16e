"""One address has one owner, and one id one entry, now or formerly; what differs in case only is the same."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.careers.pairs import pair_redirects
from sitegen.errors import Mark, Problem
from sitegen.model import Content, Site
from sitegen.site.addresses import FIXED, addresses

_OURS = "the site itself"
_FILES = ("404.html", "feed.xml", "sitemap.xml", "robots.txt", "llms.txt", "search-names.json", "_headers", "_redirects", "CNAME")
_FOLDERS = ("assets", "pagefind", "images", "api")
"""What the site publishes beside pages, whether or not it does so today."""
_INDEX = "index.html"


def clashes(site: Site) -> Iterator[Problem]:
    """Find addresses with two owners, and ids that two entries claim."""
    owners = _Owners()
    kinds = site.content.config.pages
    for name in ("", *_FILES, *(fixed for kind in kinds for fixed in FIXED.get(kind, ()))):
        owners.claim(name, _OURS)
    for it in site.content.prose_files:
        known = owners.claim(it.url, it.name)
        if known:
            # The file's name is at fault, so there is no line to point at.
            yield _clash(Mark(it.name), f"/{it.url}", known, "rename the file")
    reversed_pairs = {old for old, _ in pair_redirects(site)} if "compare" in kinds else set()
    for address in sorted(addresses(site) | reversed_pairs):
        owners.claim(address, _OURS)
    for guide in site.content.guides:
        owners.claim(f"{guide.url}job-description/", guide.name)
        owners.claim(f"{guide.url.rstrip('/')}.md", guide.name)
    yield from _redirects(site.content, owners)
    yield from _former_pages(site.content, owners)
    yield from _former_ids(site.content)


class _Owners:
    """Who owns which file of the site. Shape: paths in one case; the folders on the way to a file are owned with it."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, address: str, owner: str) -> str:
        """Give an address to `owner`, unless it has one; return the one it had, or an empty text."""
        path = (address + _INDEX if address.endswith("/") or not address else address).casefold()
        parents = [path[:end] for end, sign in enumerate(path) if sign == "/"]
        known = self._files.get(path) or self._folders.get(path) or next((self._files[it] for it in parents if it in self._files), "")
        if not known:
            self._files[path] = owner
            for parent in parents:
                self._folders.setdefault(parent, owner)
        return known


def _redirects(content: Content, owners: _Owners) -> Iterator[Problem]:
    for guide in content.guides:
        for index, path in enumerate(guide.front.redirect_from):
            address = path.removeprefix("/").removesuffix(_INDEX)
            is_ours = address.partition("/")[0].casefold() in _FOLDERS
            known = _OURS if is_ours else owners.claim(address, guide.name)
            if known:
                yield _clash(guide.mark("redirect_from", index), path, known, "one address has one owner: remove one of the two")


def _former_pages(content: Content, owners: _Owners) -> Iterator[Problem]:
    """Give the pages of former ids to those that they redirect to."""
    for folder, table in (("families", content.families), ("skills", content.skills), ("tools", content.tools)):
        for it in table.entries.values():
            for index, old in enumerate(it.value.formerly):
                known = "" if old in table else owners.claim(f"{folder}/{old}/", f"{table.name}:{it.mark('id').line}")
                if known and not known.startswith(table.name):
                    hint = "one address has one owner: remove one of the two"
                    yield _clash(it.mark("formerly", index), f"/{folder}/{old}/", known, hint)


def _former_ids(content: Content) -> Iterator[Problem]:
    for table in content.tables:
        taken: dict[str, str] = {}
        for it in table.entries.values():
            for index, old in enumerate(it.value.formerly):
                if old in table or old in taken:
                    owner = (
                        "its own id"
                        if old == it.value.id
                        else "the id of another entry"
                        if old in table
                        else f"a former id of '{taken[old]}'"
                    )
                    hint = "an id names one entry, now or formerly"
                    yield Problem(it.mark("formerly", index), "address-clash", f"'{old}' is {owner}", hint)
                taken.setdefault(old, it.value.id)


def _clash(mark: Mark, address: str, known: str, hint: str) -> Problem:
    return Problem(mark, "address-clash", f"{address} already belongs to {known}", hint)
