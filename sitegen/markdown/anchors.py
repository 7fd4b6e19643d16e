"""Ids for headings: readable, unique on the page, and no name that a script looks up."""

from __future__ import annotations

import re
import unicodedata

# An element's id becomes a property of window, and in some elements of document or a form; these are names that scripts
# ask those objects for, so an element must never answer to them.
_NAMES = """
    about action anchors attributes author base body childnodes children click close closed confirm constructor content
    cookie data default defaultview doctype document documentelement domain elements embeds event events external fetch
    focus form forms frames getelementbyid global hasownproperty hash head history host href id images import index
    innerhtml key length links location login method module name navigator nodename nodetype onerror onload open opener
    origin ownerdocument pagefind parent parentnode path plugins process prototype referrer require reset root script
    scripts self state status style submit target title top toc tostring type url user value valueof window
"""
_LOOKED_UP = frozenset(_NAMES.split())
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
_PREFIX = "section-"
_LONGEST = 80


class Anchors:
    """The ids given so far on one page."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self._reserved = reserved
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def give(self, text: str) -> str:
        """Return an id for the heading `text` that nothing else on the page has."""
        base = anchor(text)
        if base in _LOOKED_UP or base in self._reserved or not base[:1].isalpha():
            base = (_PREFIX + base).rstrip("-")
        given = base
        while given in self._given or given in self._reserved:
            self._next[base] = self._next.get(base, 1) + 1
            given = f"{base}-{self._next[base]}"
        self._given.add(given)
        return given


def anchor(text: str) -> str:
    """Return `text` as lower-case words with hyphens between: `Where it's used` -> `where-its-used`."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("\u2019", "")))
    return _NOT_WORD.sub("-", unicodedata.normalize("NFC", plain))[:_LONGEST].strip("-")
