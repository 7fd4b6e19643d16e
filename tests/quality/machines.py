"""Faults of what machines read: JSON-LD against the terms of schema.org, the Atom feed against RFC 4287, the sitemap."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html
from rdflib.namespace import SDO

_ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def json_ld(page: str) -> list[str]:
    """Return what is wrong with the JSON-LD of a page."""
    found: list[str] = []
    tree: lxml.html.HtmlElement = lxml.html.document_fromstring(page)
    for block in tree.xpath("//script[@type='application/ld+json']"):
        try:
            said = json.loads(block.text or "")
        except ValueError as error:
            found.append(f"no JSON: {error}")
            continue
        if said.get("@context") != "https://schema.org":
            found.append("its context is not https://schema.org")
        found += _unknown(said)
    return found


def _unknown(said: Any) -> Iterator[str]:
    """Find types and properties that schema.org does not have, and things without a type."""
    if isinstance(said, list):
        for it in said:
            yield from _unknown(it)
    elif isinstance(said, dict):
        if not {"@type", "@id"} & said.keys():
            yield f"a thing without a type: {sorted(said)}"
        for name, value in said.items():
            term = value if name == "@type" else name
            if not (term.startswith("@") or term in SDO):
                yield f"schema.org has no {term!r}"
            if value in (None, "", [], {}):
                yield f"{name!r} is empty"
            yield from _unknown(value)


def feed(text: str) -> list[str]:
    """Return what RFC 4287 objects to in an Atom feed."""
    root = lxml.etree.fromstring(text.encode())
    if root.tag != f"{_ATOM}feed":
        return ["it is no Atom feed"]
    parts = [root, *root.iterfind(f"{_ATOM}entry")]
    found = [f"{part.tag.removeprefix(_ATOM)} has {len(part.findall(_ATOM + name))} {name}"
             for part in parts for name in ("id", "title", "updated") if len(part.findall(_ATOM + name)) != 1]  # fmt: skip
    found += [f"{it.text} is no date of RFC 3339" for it in root.iter(f"{_ATOM}updated") if not _DATE.fullmatch(it.text or "")]
    ids = [it.text for it in root.iter(f"{_ATOM}id")]
    found += [f"two have the id {it}" for it in sorted({it or "" for it in ids if ids.count(it) > 1})]
    if not [it for it in root.iterfind(f"{_ATOM}link") if it.get("rel") == "self"]:
        found.append("it does not say its own address")
    if root.find(f"{_ATOM}author") is None:
        found.append("nobody is its author")
    return found


def sitemap(text: str, site: str) -> list[str]:
    """Return the addresses of a sitemap that are not of this site, or stand twice."""
    places = [it.text or "" for it in lxml.etree.fromstring(text.encode()).iter(f"{_MAPS}loc")]
    found = [f"{it} is not below {site}" for it in places if not it.startswith(site)]
    return found + [f"{it} stands twice" for it in sorted({it for it in places if places.count(it) > 1})]
