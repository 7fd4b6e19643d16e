"""The list of names: every page's title, other names and facet values, for what the browser decides without the word index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from sitegen.search.entry import Entry
from sitegen.search.last import Last
from sitegen.search.shards import Shard

NAMES: Final = "search-names.json"
Places = Sequence[tuple[str, Mapping[str, int]]]
Facets = Mapping[str, Mapping[str, Sequence[str]]]
"""Facet -> its values in the order to show them -> the words that ask for each."""
LEFT: Final = frozenset({"skill", "tool"})
"""Pages whose search terms are left to the word index: readers would load a fifth more, and they hardly ever decide."""


def names(shards: Sequence[Shard], index: Last, facets: Facets) -> dict[str, bytes]:
    """Return the list of names as JSON, by address below the site. Where there are shards, its rest is in files of its own.

    Shape: `folder` and `tag` say where the index is and which state of it; `shards` has the language and the hash of each; `facets`
           gives each facet's values in order, and `asked` for some facets the words that ask for each value; `pages` has one object
           a page, shard by shard, in the order in which Pagefind numbers them: t title, u address, k kind, and where they are not
           empty a other names, s search terms, f for each facet in order the places of its values. `rest` names what of that is
           elsewhere, as one list of all pages, 0 for one that has none: of s the `terms`, of f the facets with several values a page,
           each by its number.
    """
    entries = [entry for shard in shards for entry in shard.entries]
    values = _values(entries, facets)
    places = [(facet, {value: place for place, value in enumerate(listed)}) for facet, listed in values.items()]
    rows = [_row(entry, places) for entry in entries]
    rest = {f"{index.folder}{name}": data for name, data in _rest(rows, places)} if len(shards) > 1 else {}
    head = {**_state(index), "rest": [*rest], "facets": values, "asked": _asked(values, facets)}
    return {NAMES: _json({**head, "pages": rows}), **rest}


def state(names: bytes, index: Last) -> bytes:
    """Return a list of names that is the same but for the state of the index, which is `index` now."""
    return _json({**json.loads(names), **_state(index)})


def _state(index: Last) -> dict[str, Any]:
    shards = [(part.code, part.language["hash"]) for part in index.parts]
    return {"folder": index.folder, "tag": sha256(json.dumps(shards).encode()).hexdigest()[:12], "shards": shards}


def _row(entry: Entry, places: Places) -> dict[str, Any]:
    filters = [sorted({places_of[value] for value in entry.filters.get(facet, ())}) for facet, places_of in places]
    row = {
        "t": entry.title,
        "u": entry.url,
        "k": entry.kind,
        "a": entry.also,
        "s": entry.terms if entry.kind not in LEFT else (),
        "f": filters if any(filters) else (),
    }
    return {key: value for key, value in row.items() if value or key == "u"}  # the home page's address is empty


def _rest(rows: Sequence[dict[str, Any]], places: Places) -> Iterator[tuple[str, bytes]]:
    """Take from `rows` what is long and seldom asked for: the search terms, and the facets of which a page has several values."""
    terms = [row.pop("s", 0) for row in rows]
    taken = dict[int, list[Any]]()
    for number in range(len(places)):
        if any(len(row["f"][number]) > 1 for row in rows if "f" in row):
            taken[number] = [row["f"][number] if "f" in row else 0 for row in rows]
    for row in rows:
        if "f" in row:
            row["f"] = [[] if number in taken else filters for number, filters in enumerate(row["f"])]
    for name, data in (("terms", _json(terms)), ("facets", _json(taken))):
        yield f"{name}-{sha256(data).hexdigest()[:12]}.json", data


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _asked(values: Mapping[str, Sequence[str]], facets: Facets) -> dict[str, list[Sequence[str]]]:
    """Return the words that ask for each value that occurs, of the facets that have such words."""
    words = {facet: [facets.get(facet, {}).get(value, ()) for value in listed] for facet, listed in values.items()}
    return {facet: listed for facet, listed in words.items() if any(listed)}


def _values(entries: Iterable[Entry], facets: Facets) -> dict[str, list[str]]:
    """List each facet's values that occur, in the owner's order and then by name."""
    used: dict[str, set[str]] = {}
    for entry in entries:
        for facet, values in entry.filters.items():
            used.setdefault(facet, set()).update(values)
    order = [*(facet for facet in facets if facet in used), *sorted(used.keys() - facets.keys())]
    return {facet: _sorted(used[facet], facets.get(facet, {})) for facet in order}


def _sorted(used: set[str], listed: Iterable[str]) -> list[str]:
    first = [value for value in dict.fromkeys(listed) if value in used]
    return [*first, *sorted(used.difference(first))]
