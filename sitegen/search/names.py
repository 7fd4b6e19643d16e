"""The list of names: every page's title, other names and facet values, for what the browser decides without the word index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sitegen.search.entry import Entry

NAMES: Final = "search-names.json"


def names(
    entries: Sequence[Entry],
    fragments: Mapping[str, str],
    facets: Mapping[str, Sequence[str]],
    *,
    folder: str = "",
    tag: str = "",
) -> bytes:
    """Return the list of names as JSON.

    Shape: `folder` and `tag` say where the bundle is and which state of it; `facets` gives each facet's values in order;
           `pages` has one object a page: t title, u address, k kind, and where they are not empty a other names, s search terms,
           i Pagefind's id of it, f for each facet in order the places of its values.
    """
    values = _values(entries, facets)
    places = [(facet, {value: place for place, value in enumerate(listed)}) for facet, listed in values.items()]
    rows = [_row(entry, fragments.get(entry.url, ""), places) for entry in entries]
    listing = {"folder": folder, "tag": tag, "facets": values, "pages": rows}
    return json.dumps(listing, ensure_ascii=False, separators=(",", ":")).encode()


def _row(entry: Entry, fragment: str, places: Iterable[tuple[str, Mapping[str, int]]]) -> dict[str, Any]:
    filters = [sorted({places_of[value] for value in entry.filters.get(facet, ())}) for facet, places_of in places]
    row = {
        "t": entry.title,
        "u": entry.url,
        "k": entry.kind,
        "a": entry.also,
        "s": entry.terms,
        "i": fragment,
        "f": filters if any(filters) else (),
    }
    return {key: value for key, value in row.items() if value or key == "u"}  # the home page's address is empty


def _values(entries: Iterable[Entry], facets: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """List each facet's values that occur, in the owner's order and then by name."""
    used: dict[str, set[str]] = {}
    for entry in entries:
        for facet, values in entry.filters.items():
            used.setdefault(facet, set()).update(values)
    order = [*(facet for facet in facets if facet in used), *sorted(used.keys() - facets.keys())]
    return {facet: _sorted(used[facet], facets.get(facet, ())) for facet in order}


def _sorted(used: set[str], listed: Sequence[str]) -> list[str]:
    first = [value for value in dict.fromkeys(listed) if value in used]
    return [*first, *sorted(used.difference(first))]
