"""What is still free on a site: slugs, rungs and addresses for what is brought in."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.desk.titles import slug_of
from sitegen.model import Site
from sitegen.site.addresses import FIXED, addresses

_OURS = frozenset({"assets", "pagefind", "images", "api", "compare", "families", "job-description", "index", "search-names"})


class Places:
    """What is taken, by the site as it is and by what was given away since."""

    def __init__(self, site: Site) -> None:
        content = site.content
        known = addresses(site) | set(site.redirects)
        self._guides = {guide.slug for guide in content.guides} | content.broken_guides
        self._pages = {text.slug for text in content.texts} | content.broken_texts | _OURS | FIXED.keys()
        self._pages |= {address.partition("/")[0] for address in known}
        self._rungs = {(guide.front.role, guide.front.level) for guide in content.guides if guide.front.status != "archived"}
        self._addresses = {f"/{address}".casefold() for address in known}
        self._addresses |= {path.casefold() for guide in content.guides for path in guide.front.redirect_from}
        self._folders = {folder for address in self._addresses for folder in _folders(address)}
        self._numbers: dict[str, int] = {}

    def take_rung(self, role: str, level: str) -> bool:
        """Take a rung; say whether it was free."""
        is_free = (role, level) not in self._rungs
        self._rungs.add((role, level))
        return is_free

    def guide_slug(self, name: str, title: str) -> str:
        """Take a slug for a guide."""
        return self._free(name, title, self._guides)

    def page_slug(self, name: str, title: str) -> str:
        """Take a slug for a page, which no folder of the site has."""
        return self._free(name, title, self._pages)

    def take_address(self, address: str) -> bool:
        """Take an old address for a redirect; say whether it was free and stands in nobody's way."""
        folded = address.casefold()
        own = folded.strip("/").partition("/")[0]
        # A file and a folder cannot have one name.
        others = f"{folded}/" in self._folders or any(folder.rstrip("/") in self._addresses for folder in _folders(folded))
        is_free = folded not in self._addresses and own not in self._pages and own != "roles" and not others
        if is_free:
            self._addresses.add(folded)
            self._folders |= set(_folders(folded))
        return is_free

    def _free(self, name: str, title: str, taken: set[str]) -> str:
        base = slug_of(name) or slug_of(title) or "untitled"
        slug, number = base, self._numbers.get(base, 2)
        while slug in taken:
            slug = slug_of(f"{base[:70].rstrip('-')}-{number}")
            number += 1
        self._numbers[base] = number
        taken.add(slug)
        return slug


def _folders(address: str) -> Iterator[str]:
    """Return the folders on the way to an address. Shape: with a slash at their end; not the site's own."""
    yield from (address[: end + 1] for end, sign in enumerate(address) if sign == "/" and 0 < end < len(address) - 1)
