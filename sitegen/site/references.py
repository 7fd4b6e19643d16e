"""Every id that one file uses and another must hold: roles, levels, skills, tools, regions, sources, guides, currencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Protocol

from babel import Locale
from babel.core import get_global

from sitegen.errors import Mark, Problem
from sitegen.model import Content, Guide, Located, Table
from sitegen.schema import Entry
from sitegen.schema.faults import did_you_mean
from sitegen.source import Marks, Step

# What Unicode calls by two letters beside the countries of ISO 3166-1.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
_ISO_3166 = {"UK": "the United Kingdom is GB", "EU": "it is no country: write it as region:eu"}


class Placed(Protocol):
    """Something that knows where its values stand."""

    def mark(self, *steps: Step) -> Mark:
        """Return the place of a value inside it."""


def problems(content: Content) -> Iterator[Problem]:
    """Find references to things that do not exist, and things named twice where once is meant."""
    yield from _config(content)
    yield from _vocabulary(content)
    slugs = {guide.slug for guide in content.guides} | content.broken_guides
    for guide in content.guides:
        yield from _guide_needs(guide, content)
        yield from _guide_places(guide, content)
        yield from _guide_destinations(guide, slugs, content)
    yield from _observations(content)


def _config(content: Content) -> Iterator[Problem]:
    config, it = content.config, Located(content.config, content.config_marks or Marks("site.yaml", 0), ())
    yield from _region(config.home_region, content, it, "home_region")
    yield from _currency(config.home_currency, it, "home_currency")
    if config.entry_level:
        yield from _unknown(config.entry_level, content.levels, "level", it, "entry_level")


def _vocabulary(content: Content) -> Iterator[Problem]:
    for role in content.roles.entries.values():
        yield from _unknown(role.value.family, content.families, "family", role, "family")
    for region in content.regions.entries.values():
        for index, country in enumerate(region.value.countries):
            yield from _region(country, content, region, "countries", index)


def _guide_needs(guide: Guide, content: Content) -> Iterator[Problem]:
    """Check a guide's role, level, skills and tools."""
    front = guide.front
    yield from _unknown(front.role, content.roles, "role", guide, "role")
    yield from _unknown(front.level, content.levels, "level", guide, "level")
    for index, need in enumerate(front.skills):
        if need.skill:
            yield from _unknown(need.skill, content.skills, "skill", guide, "skills", index, "skill", elsewhere=content.tools)
        for place, skill in enumerate(need.any_of):
            yield from _unknown(skill, content.skills, "skill", guide, "skills", index, "any_of", place, elsewhere=content.tools)
    for index, tool in enumerate(front.tools):
        yield from _unknown(tool, content.tools, "tool", guide, "tools", index, elsewhere=content.skills)
    yield from _repeated([need.skill for need in front.skills], "skill", guide, "skills")
    yield from _repeated(front.tools, "tool", guide, "tools")


def _guide_places(guide: Guide, content: Content) -> Iterator[Problem]:
    """Check regions, currencies and sources of a guide."""
    front = guide.front
    for index, band in enumerate(front.salary_bands):
        yield from _region(band.region, content, guide, "salary_bands", index, "region")
        yield from _currency(band.currency, guide, "salary_bands", index, "currency")
        yield from _source(band.source, content, guide, "salary_bands", index, "source")
    for index, region in enumerate(front.remote.eligible if front.remote else ()):
        yield from _region(region, content, guide, "remote", "eligible", index)
    for index, note in enumerate(front.regions):
        yield from _region(note.region, content, guide, "regions", index, "region")


def _guide_destinations(guide: Guide, slugs: Collection[str], content: Content) -> Iterator[Problem]:
    """Check the guides that a guide leads to. Shape: `slugs` are those of all guides."""
    ends: list[tuple[str, tuple[Step, ...]]] = [
        (path.to, ("career_paths", index, "to")) for index, path in enumerate(guide.front.career_paths) if path.to
    ]
    ends += [(other, ("compare_with", index)) for index, other in enumerate(guide.front.compare_with)]
    for slug, steps in ends:
        if slug == guide.slug:
            yield Problem(guide.mark(*steps), "self-reference", f"'{slug}' is this guide itself", "name another guide, or remove the entry")
        elif slug not in slugs:
            hint = _guide_meant(slug, slugs, content, is_move="to" in steps)
            yield Problem(guide.mark(*steps), "unknown-guide", f"there is no guide '{slug}'", hint)
    yield from _repeated(guide.front.compare_with, "guide", guide, "compare_with")


def _guide_meant(slug: str, slugs: Collection[str], content: Content, *, is_move: bool) -> str:
    moved = next((it.slug for it in content.guides if f"/roles/{slug}/" in it.front.redirect_from), "")
    if moved:
        return f"it is now called '{moved}'"
    near = did_you_mean(slug, sorted(slugs))
    if not is_move:
        return near or "give a guide's file name without .md"
    if near:
        return f"{near} Where there is no guide to lead to, give its `title` in place of `to`"
    return "give a guide's file name without .md; a destination without a guide is a `title`"


def _observations(content: Content) -> Iterator[Problem]:
    for it in content.observations:
        one = it.value
        if one.role:
            yield from _unknown(one.role, content.roles, "role", it, "role")
        if one.level:
            yield from _unknown(one.level, content.levels, "level", it, "level")
        if one.family:
            yield from _unknown(one.family, content.families, "family", it, "family")
        yield from _region(one.region, content, it, "region")
        yield from _currency(one.currency, it, "currency")
        yield from _source(one.source, content, it, "source")
    if content.rates:
        rates = content.rates
        yield from _currency(rates.value.base, rates, "base")
        for currency in rates.value.rates:
            if currency not in _tender():
                yield _no_currency(currency, rates.key_mark("rates", currency))


def _unknown(
    key: str, table: Table[Entry], kind: str, it: Placed, *steps: Step, elsewhere: Table[Entry] | None = None
) -> Iterator[Problem]:
    """Find an id that a table does not hold. Shape: `elsewhere` is the table that it may be looked for in by mistake."""
    if not table.knows(key):
        now = next((entry.id for entry in table.values() if key in entry.formerly), "")
        if now:
            hint = f"it is now called '{now}'"
        elif elsewhere and elsewhere.knows(key):
            hint = f"it stands in {elsewhere.name}: name it under `{PurePosixPath(elsewhere.name).stem}`"
        else:
            hint = did_you_mean(key, tuple(table)) or f"add it to {table.name}, or use an id that is there"
        yield Problem(it.mark(*steps), f"unknown-{kind}", f"there is no {kind} '{key}' in {table.name}", hint)


def _region(key: str, content: Content, it: Placed, *steps: Step) -> Iterator[Problem]:
    if not key[0].isupper():
        if not content.regions.knows(key):
            yield Problem(
                it.mark(*steps), "unknown-region", f"there is no region '{key}' in {content.regions.name}", _region_meant(key, content)
            )
    elif not _is_country(key[:2]):
        hint = _ISO_3166.get(key[:2], "countries are written as ISO 3166-1 does: US, GB, DE")
        yield Problem(it.mark(*steps), "unknown-region", f"there is no country '{key[:2]}'", hint)


def _region_meant(key: str, content: Content) -> str:
    now = next((region.id for region in content.regions.values() if key in region.formerly), "")
    if now:
        return f"it is now called '{now}'"
    country = key.upper()
    if len(key) == 2 and _is_country(country):
        return f"{Locale('en').territories[country]} is written {country}"
    return did_you_mean(key, tuple(content.regions)) or f"add it to {content.regions.name}, or write a country as US"


def _is_country(code: str) -> bool:
    return code in Locale("en").territories and code not in _NO_COUNTRIES


def _currency(code: str, it: Placed, *steps: Step) -> Iterator[Problem]:
    if code not in _tender():
        yield _no_currency(code, it.mark(*steps))


def _no_currency(code: str, mark: Mark) -> Problem:
    return Problem(mark, "unknown-currency", f"there is no currency '{code}'", "currencies are written as ISO 4217 does: USD, EUR")


@cache
def _tender() -> frozenset[str]:
    """Return every currency that people were ever paid in; Unicode names funds and placeholders beside them."""
    return frozenset(str(code) for known in get_global("territory_currencies").values() for code, *_, is_tender in known if is_tender)


def _source(key: str, content: Content, it: Placed, *steps: Step) -> Iterator[Problem]:
    if key not in content.sources and not content.sources_lost:
        hint = did_you_mean(key, tuple(content.sources)) or "describe it under `sources:` in data/salaries.yaml"
        yield Problem(it.mark(*steps), "unknown-source", f"there is no source '{key}'", hint)


def _repeated(keys: Iterable[str | None], kind: str, it: Placed, *steps: Step) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield Problem(it.mark(*steps, index), f"repeated-{kind}", f"'{key}' is named twice", "keep one of them")
        elif key:
            seen.add(key)
