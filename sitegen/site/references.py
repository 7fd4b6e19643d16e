"""Every id that one file uses and another must hold: roles, levels, skills, tools, regions, sources, guides, currencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from babel import Locale

from sitegen.errors import Mark, Problem
from sitegen.model import Content, Guide, Table
from sitegen.schema import Entry
from sitegen.schema.faults import did_you_mean

Place = Callable[..., Mark]


def problems(content: Content) -> Iterator[Problem]:
    """Find references to things that do not exist, and things named twice where once is meant."""
    yield from _config(content)
    yield from _vocabulary(content)
    for guide in content.guides:
        yield from _guide(guide, content)
    yield from _observations(content)


def _config(content: Content) -> Iterator[Problem]:
    def here(*_: object) -> Mark:
        return Mark("site.yaml")

    yield from _region(content.config.home_region, content, here)
    yield from _currency(content.config.home_currency, here)
    if content.config.entry_level:
        yield from _unknown(content.config.entry_level, content.levels, "level", here)


def _vocabulary(content: Content) -> Iterator[Problem]:
    for role in content.roles.entries.values():
        yield from _unknown(role.value.family, content.families, "family", lambda role=role: role.mark("family"))
    for region in content.regions.entries.values():
        for index, country in enumerate(region.value.countries):
            yield from _region(country, content, lambda region=region, index=index: region.mark("countries", index))


def _guide(guide: Guide, content: Content) -> Iterator[Problem]:
    front = guide.front
    yield from _unknown(front.role, content.roles, "role", lambda: guide.mark("role"))
    yield from _unknown(front.level, content.levels, "level", lambda: guide.mark("level"))
    for index, need in enumerate(front.skills):
        if need.skill:
            yield from _unknown(need.skill, content.skills, "skill", lambda index=index: guide.mark("skills", index, "skill"))
        for place, skill in enumerate(need.any_of):
            where = lambda index=index, place=place: guide.mark("skills", index, "any_of", place)  # noqa: E731  # a place, only made when needed
            yield from _unknown(skill, content.skills, "skill", where)
    for index, tool in enumerate(front.tools):
        yield from _unknown(tool, content.tools, "tool", lambda index=index: guide.mark("tools", index))
    yield from _repeated([need.skill for need in front.skills], "skill", lambda index: guide.mark("skills", index, "skill"))
    yield from _repeated(front.tools, "tool", lambda index: guide.mark("tools", index))
    yield from _guide_places(guide, content)
    yield from _guide_destinations(guide, content)


def _guide_places(guide: Guide, content: Content) -> Iterator[Problem]:
    """Check regions, currencies and sources of a guide."""
    front = guide.front
    for index, band in enumerate(front.salary_bands):
        yield from _region(band.region, content, lambda index=index: guide.mark("salary_bands", index, "region"))
        yield from _currency(band.currency, lambda index=index: guide.mark("salary_bands", index, "currency"))
        yield from _source(band.source, content, lambda index=index: guide.mark("salary_bands", index, "source"))
    for index, region in enumerate(front.remote.eligible if front.remote else ()):
        yield from _region(region, content, lambda index=index: guide.mark("remote", "eligible", index))
    for index, note in enumerate(front.regions):
        yield from _region(note.region, content, lambda index=index: guide.mark("regions", index, "region"))


def _guide_destinations(guide: Guide, content: Content) -> Iterator[Problem]:
    """Check the guides that a guide leads to."""
    slugs = {it.slug for it in content.guides} | content.broken_guides
    ends = [(path.to, ("career_paths", index, "to")) for index, path in enumerate(guide.front.career_paths) if path.to]
    ends += [(other, ("compare_with", index)) for index, other in enumerate(guide.front.compare_with)]
    for slug, steps in ends:
        if slug == guide.slug:
            yield Problem(guide.mark(*steps), "self-reference", f"'{slug}' is this guide itself", "name another guide, or remove the entry")
        elif slug not in slugs:
            hint = did_you_mean(slug, sorted(slugs)) or "give the file name of a guide without .md; a destination without a guide takes `title:`"
            yield Problem(guide.mark(*steps), "unknown-guide", f"there is no guide '{slug}'", hint)
    yield from _repeated(guide.front.compare_with, "guide", lambda index: guide.mark("compare_with", index))


def _observations(content: Content) -> Iterator[Problem]:
    for it in content.observations:
        one = it.value
        if one.role:
            yield from _unknown(one.role, content.roles, "role", lambda it=it: it.mark("role"))
        if one.level:
            yield from _unknown(one.level, content.levels, "level", lambda it=it: it.mark("level"))
        if one.family:
            yield from _unknown(one.family, content.families, "family", lambda it=it: it.mark("family"))
        yield from _region(one.region, content, lambda it=it: it.mark("region"))
        yield from _currency(one.currency, lambda it=it: it.mark("currency"))
        yield from _source(one.source, content, lambda it=it: it.mark("source"))
    if content.rates:
        for currency in (content.rates.value.base, *content.rates.value.rates):
            yield from _currency(currency, lambda rates=content.rates: rates.mark("rates"))


def _unknown(key: str, table: Table[Entry] | Table[object], kind: str, where: Place) -> Iterator[Problem]:  # type: ignore[type-var]  # any table serves
    if not table.knows(key):
        hint = did_you_mean(key, tuple(table)) or f"add it to {table.name}, or use an id that is there"
        yield Problem(where(), f"unknown-{kind}", f"there is no {kind} '{key}' in {table.name}", hint)


def _region(key: str, content: Content, where: Place) -> Iterator[Problem]:
    if key[0].isupper():
        known = Locale("en").territories
        country = key[:2]
        if country not in known:
            hint = "the United Kingdom is GB" if country == "UK" else "countries are written as ISO 3166-1 does: US, GB, DE"
            yield Problem(where(), "unknown-region", f"there is no country '{country}'", hint)
    elif not content.regions.knows(key):
        hint = did_you_mean(key, tuple(content.regions)) or f"add it to {content.regions.name}, or write a country as US"
        yield Problem(where(), "unknown-region", f"there is no region '{key}' in {content.regions.name}", hint)


def _currency(code: str, where: Place) -> Iterator[Problem]:
    if code not in Locale("en").currencies:
        yield Problem(where(), "unknown-currency", f"there is no currency '{code}'", "currencies are written as ISO 4217 does: USD, EUR, GBP")


def _source(key: str, content: Content, where: Place) -> Iterator[Problem]:
    if key not in content.sources and not content.sources_lost:
        hint = did_you_mean(key, tuple(content.sources)) or "describe it under `sources:` in data/salaries.yaml"
        yield Problem(where(), "unknown-source", f"there is no source '{key}'", hint)


def _repeated(keys: Iterable[str | None], kind: str, where: Place) -> Iterator[Problem]:
    keys = list(keys)
    counts = Counter(key for key in keys if key)
    for index, key in enumerate(keys):
        if key and counts[key] > 1 and keys.index(key) < index:
            yield Problem(where(index), f"repeated-{kind}", f"'{key}' is named twice", "keep one of them")
