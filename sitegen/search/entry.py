"""What one page gives the search index, and the slim document that Pagefind is fed for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

Kind = Literal["guide", "skill", "tool", "family", "page"]


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
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet -> the page's values, in the words that readers see: family, level, skill."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What a result shows besides, such as its pay line. Keys are plain words; `title`, `also`, `terms` and `skills` are taken."""


def slim(entry: Entry, language: str) -> str:
    """Return the document that Pagefind is fed for `entry`: its fields and its text, nothing of the published page.

    Shape: names, terms, skills and facets go in as fields, whose weights the browser sets (`search-index.js`): title, then other names
           and terms, then skills, then any text. The body is what excerpts are cut from, so terms stay out of it. All is escaped.
    """
    lists = {"also": entry.also, "terms": entry.terms, "skills": entry.skills}
    facets = {facet: values for facet, values in entry.filters.items() if set(values) != set(entry.skills)}
    fields = {"title": entry.title, **{key: ", ".join(values) for key, values in {**lists, **facets}.items()}, **entry.meta}
    hidden = "".join(
        f'<p data-pagefind-ignore data-pagefind-meta="{escape(key)}">{_plain(fields[key])}</p>' for key in fields if fields[key]
    )
    # Pagefind leaves a page out that has fields alone.
    shown = "".join(f"<p>{_plain(text)}</p>" for text in (entry.summary or entry.title, entry.text, fields["skills"]) if text)
    return f'<!doctype html><html lang="{escape(language)}"><body data-pagefind-body>{hidden}{shown}</body></html>'


def _plain(text: str) -> str:
    """Escape `text`, without what Pagefind would take for its own: three underscores (its marks), the zero-width space (a word break)."""
    return escape(re.sub(r"_{3,}", "__", text.replace("\u200b", "")))
