"""site.yaml: what the owner decides about the whole site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from sitegen.schema.base import Currency, Id, Line, Note, Record, RegionRef, Seq, Url, form
from sitegen.schema.publishing import Host, Target

PageKind = Literal[
    "roles",
    "families",
    "skills",
    "tools",
    "salaries",
    "compare",
    "paths",
    "job-descriptions",
    "search",
    "api",
    "feed",
    "markdown",
    "llms",
]


def _ends_with_path(url: str) -> str:
    if "?" in url or "#" in url:
        raise PydanticCustomError("bad-url", "nothing may follow the path of 'base_url'", {"hint": "leave out everything from ? or # on"})
    return url


_LANGUAGE = form("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "bad-value", "a language", "write it as BCP 47 does: en, en-GB")
_PATH = form("[A-Za-z0-9._~/-]*", "bad-value", "a path", "write plain letters, digits, '.', '-', '_' and '~' between slashes: edit/main/")
PAGE_KINDS: tuple[PageKind, ...] = PageKind.__args__  # type: ignore[attr-defined]  # typing shows a Literal's values to nobody else


class Licence(Record):
    """The terms under which the content may be used."""

    name: Line
    """Such as CC BY 4.0."""
    url: Url
    """Where its text stands."""


class SiteConfig(Record):
    """site.yaml: what the owner decides about the whole site. Trusted, unlike content and data."""

    title: Line
    """The site's name."""
    tagline: Line
    """What the site is, in a sentence."""
    base_url: Annotated[Url, AfterValidator(_ends_with_path)]
    """The public address, which may hold a path: https://example.org/careers/"""
    language: Annotated[str, *_LANGUAGE] = "en"
    """The language of the content, as BCP 47 writes it: en, en-GB."""
    licence: Licence
    """The terms for the content."""
    home_region: RegionRef
    """The region whose pay stands in the fact strip."""
    home_currency: Currency
    """The currency that figures are converted to for comparison."""
    repository: Url | None = None
    """Where the content is edited; gives each guide an edit link."""
    edit_path: Annotated[str, *_PATH] = "edit/main/"
    """What stands between `repository` and the file's path in an edit link."""
    publisher: Line | None = None
    """Who publishes the site; its title where none is given."""
    description: Note | None = None
    """A sentence or two for search engines and feeds."""
    pages: Seq[PageKind] = PAGE_KINDS
    """The kinds of page to make; all where none are given. Guides and the home page are always made."""
    cards: bool = False
    """Whether each guide is shared with a picture of its own. Needs the extra `cards`; a title beyond plain letters keeps the site's."""
    entry_level: Id | None = None
    """The level at which a career starts; the lowest where none is given."""
    hosts: Seq[Host] = ()
    """The hosts that serve the built folder as it is; each gets its own files for headers and redirects."""
    publish: Mapping[Id, Target] = {}
    """The targets of `sitegen publish`, by name."""

    @property
    def base_path(self) -> str:
        """Return the path of `base_url`, with a slash at both ends."""
        rest = self.base_url.split("://", 1)[1].partition("/")[2].strip("/")
        return f"/{rest}/" if rest else "/"

    @property
    def origin(self) -> str:
        """Return scheme and host of `base_url`, without a slash at the end."""
        scheme, rest = self.base_url.split("://", 1)
        return f"{scheme}://{rest.partition('/')[0]}"
