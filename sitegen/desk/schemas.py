"""JSON Schemas of everything that owners write, for editors: the schema's own words, and the ids that exist."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Content
from sitegen.schema import Family, FrontMatter, Level, PageMatter, Rates, Region, Role, SalaryFile, SiteConfig, Skill, Tool
from sitegen.schema.base import ID_PATTERN, REGION_PATTERN, Record
from sitegen.schema.mapping import ListingMapping, StatisticsMapping
from sitegen.site.accepted import JUDGEMENT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUFFIX = ".schema.json"

_RECORDS: Mapping[str, type[Record]] = {
    "guide": FrontMatter,
    "page": PageMatter,
    "site": SiteConfig,
    "salaries": SalaryFile,
    "rates": Rates,
    "mapping-listings": ListingMapping,
    "mapping-statistics": StatisticsMapping,
}
_LISTS: Mapping[str, type[Record]] = {
    "levels": Level,
    "families": Family,
    "roles": Role,
    "skills": Skill,
    "tools": Tool,
    "regions": Region,
}
"""Files that hold a list of entries."""

# Field -> whose ids it takes.
_IDS = {
    "CareerPath.to": "guides",
    "FrontMatter.compare_with": "guides",
    "FrontMatter.role": "roles",
    "FrontMatter.level": "levels",
    "FrontMatter.tools": "tools",
    "SkillNeed.skill": "skills",
    "SkillNeed.any_of": "skills",
    "SalaryBand.source": "sources",
    "Role.family": "families",
    "Observation.role": "roles",
    "Observation.level": "levels",
    "Observation.family": "families",
    "Observation.source": "sources",
    "SiteConfig.entry_level": "levels",
    "Constants.level": "levels",
    "TitleRule.role": "roles",
    "TitleRule.family": "families",
    "TitleRule.level": "levels",
    "ListingMapping.levels": "levels",
    "ListingMapping.source": "sources",
    "StatisticsMapping.source": "sources",
}
OPEN = frozenset({
    "Rates.source", "Source.id", "SiteConfig.publish",
    *(f"{record.__name__}.{field}" for record in _LISTS.values() for field in ("id", "formerly")),
})  # fmt: skip
"""Fields that take an id of no table, most often one that they give."""


def schemas(content: Content) -> Iterator[tuple[str, str]]:
    """Return every schema. Shape: file name, and its text, the same for the same content."""
    known = ids(content)
    for name, record in {**_RECORDS, **_LISTS}.items():
        made = _schema(record, known)
        if name in _LISTS:
            about, inside = f"data/{name}.yaml: {_lower(made['description'])}", made.pop("$defs", {})
            made = {"$defs": inside, "description": about, "type": "array", "items": made}
        yield name + SUFFIX, json.dumps({"$schema": DIALECT, **made}, indent=1, ensure_ascii=False) + "\n"


def ids(content: Content) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each table, in its order; the slugs of guides, drafts too, and of those that were refused."""
    tables = (content.levels, content.families, content.roles, content.skills, content.tools, content.regions)
    names = ("levels", "families", "roles", "skills", "tools", "regions")
    found = {name: tuple(table) for name, table in zip(names, tables, strict=True)}
    guides = sorted({guide.slug for guide in content.guides} | content.broken_guides)
    return {**found, "sources": tuple(content.sources), "guides": tuple(guides)}


def fields_with_ids(record: type[Record]) -> Iterator[str]:
    """Name the fields in a record, and in those inside it, that take an id. Shape: `SkillNeed.skill`."""
    made = record.model_json_schema()
    for owner, fields in _owners(made, record):
        for field, value in fields.items():
            if any(node.get("pattern") == ID_PATTERN for node in _nodes(value)):
                yield f"{owner}.{field}"


def _schema(record: type[Record], known: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    made = record.model_json_schema()
    for owner, fields in _owners(made, record):
        for field, value in fields.items():
            value.pop("title", None)
            for node in _nodes(value):
                table = _IDS.get(f"{owner}.{field}")
                if table and known[table] and node.get("pattern") == ID_PATTERN:
                    del node["pattern"]
                    node["enum"] = list(known[table])
                elif node.get("pattern") == REGION_PATTERN and known["regions"]:
                    _restrict_region(node, known["regions"])
            if f"{owner}.{field}" == "Accept.problem":
                fields[field] = {"type": "string", "enum": sorted(JUDGEMENT), "description": value["description"]}
    return made


def _restrict_region(node: dict[str, Any], regions: tuple[str, ...]) -> None:
    """Let a node take a country, a part of one, or an id of data/regions.yaml."""
    del node["pattern"], node["type"]
    names = [name for region in regions for name in (f"region:{region}", region)]
    node["anyOf"] = [{"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}, {"enum": names}]


def _owners(made: dict[str, Any], record: type[Record]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the fields of the record and of every record inside it, by its name."""
    yield record.__name__, made.get("properties", {})
    for name, inside in made.get("$defs", {}).items():
        yield name, inside.get("properties", {})


def _nodes(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the schemas that a field is made of, itself included."""
    yield value
    for inside in (*value.get("anyOf", ()), value.get("items"), value.get("additionalProperties"), value.get("propertyNames")):
        if isinstance(inside, dict):
            yield from _nodes(inside)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
