"""What one page gives the search index, and the slim document that Pagefind is fed for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape
from typing import Literal

Kind = Literal["guide", "skill", "tool", "family", "page"]


@dataclass(frozen=True, slots=True)
class Text:
    """A long text that is read only when its page is indexed anew."""

    digest: str
    """Stands for the text: two equal digests are the same text."""
    read: Callable[[], str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as search sees it. Plain text throughout: nothing here is HTML."""

    url: str
    """Relative to the site: `roles/data-engineer/`."""
    kind: Kind
    title: str
    also: tuple[str, ...] = ()
    """Other names, shown beside the title."""
    terms: tuple[str, ...] = ()
    """Other words that should find it, never shown."""
    summary: str = ""
    """The excerpt of a reader who searched for the title."""
    skills: tuple[str, ...] = ()
    text: str | Text = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet -> the page's values, in the words that readers see: family, level, skill."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What a result shows besides, such as its pay line. Keys are plain words, and not those of `slim`."""
    main: tuple[str, ...] = ()
    """What it is about above all, by all its names."""
    about: tuple[str, ...] = ()
    """Other words for what it names, such as its skills: they find it after all of its own, and are never shown."""

    @property
    def digest(self) -> str:
        """Return what stands for everything that Pagefind is told of the page; its long text is not read for it."""
        text = [self.text.digest] if isinstance(self.text, Text) else self.text
        filters, meta = dict(self.filters), dict(self.meta)
        said = [self.url, self.title, self.also, self.terms, self.summary, self.skills, self.main, self.about, text, filters, meta]
        return sha256(json.dumps(said).encode()).hexdigest()

    def read(self) -> Entry:
        """Return this with its long text at hand, so that another thread can index it."""
        return replace(self, text=self.text.read()) if isinstance(self.text, Text) else self


def slim(entry: Entry, language: str) -> str:
    """Return the document that Pagefind is fed for `entry`: its fields and its text, nothing of the published page.

    Shape: names, terms, skills and facets go in as fields, whose weights the browser sets (`search-index.js`): title, then other names
           and terms, then skills, then other words for these, then any text. The body is what excerpts are cut from, so terms stay out
           of it. All is escaped.
    """
    lists = {"also": entry.also, "terms": entry.terms, "skills": entry.skills, "main": entry.main, "about": entry.about}
    facets = {facet: values for facet, values in entry.filters.items() if set(values) != set(entry.skills)}
    fields = {"title": entry.title, **{key: ", ".join(values) for key, values in {**lists, **facets}.items()}, **entry.meta}
    hidden = "".join(
        f'<p data-pagefind-ignore data-pagefind-meta="{escape(key)}">{plain(fields[key])}</p>' for key in fields if fields[key]
    )
    text = entry.text.read() if isinstance(entry.text, Text) else entry.text
    # Pagefind leaves a page out that has fields alone.
    shown = "".join(f"<p>{plain(part)}</p>" for part in (entry.summary or entry.title, text, fields["skills"]) if part)
    return f'<!doctype html><html lang="{escape(language)}"><body data-pagefind-body>{hidden}{shown}</body></html>'


def plain(text: str) -> str:
    """Escape `text`, without what Pagefind would take for its own: three underscores (its marks), the zero-width space (a word break)."""
    return escape(re.sub(r"_{3,}", "__", text.replace("\u200b", "")))
