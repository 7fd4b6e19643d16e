"""One state of the site, whose pages are made when somebody opens them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen import pages
from sitegen.bundle import Bundle
from sitegen.model import Guide, Site
from sitegen.page import Deferred, Page

Edit = tuple[Guide, Guide]


class Generation:
    """A site with its templates. Shape: `ribbons` maps the addresses of what is not public to the words that say so."""

    def __init__(self, number: int, site: Site, bundle: Bundle, ribbons: Mapping[str, str]) -> None:
        self.number, self.site, self.bundle, self.ribbons = number, site, bundle, ribbons
        self._made: dict[str, Page] = {}
        self._rest: Iterator[Page] | None = None

    @property
    def base(self) -> str:
        """Return the path of the site, with a slash at both ends."""
        return self.site.content.config.base_path

    def after(self, number: int, site: Site, bundle: Bundle, bodies: Iterable[Edit]) -> Generation:
        """Return the state that follows this one when nothing but templates and the `bodies` of some guides have changed.

        A body reaches a page as one value, which is exchanged; a page about such a guide that holds it in any other way is made anew.
        """
        made = Generation(number, site, bundle, self.ribbons)
        if bundle.folder == self.bundle.folder:
            edits = tuple(bodies)
            again = ((path, _refitted(page, edits)) for path, page in self._made.items())
            made._made = {path: page for path, page in again if page}
        return made

    def page(self, path: str) -> Page | None:
        """Return the page at `path` below the site, or None when the site has no such page."""
        if path not in self._made:
            self._rest = self._rest or pages.pages(self.site, self.bundle.folder)
            for page in self._rest:
                self._made[page.path] = page
                if page.path == path:
                    break
        return self._made.get(path)


def _refitted(page: Page, bodies: tuple[Edit, ...]) -> Page | None:
    """Return the page with the new bodies in place of the old; None where it must be made anew."""
    at_hand = page.context.at_hand if isinstance(page.context, Deferred) else page.context
    changed: dict[str, object] = {}
    for old, new in bodies:
        names = [name for name, value in at_hand.items() if value is old.prose]
        if not names and old.slug in page.path:
            return None
        changed |= dict.fromkeys(names, new.prose)
    if not changed:
        return page
    return replace(page, context=page.context.but(changed) if isinstance(page.context, Deferred) else {**page.context, **changed})
