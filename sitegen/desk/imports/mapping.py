"""Which of their keys is which of ours. docs/importing.md holds the same table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sitegen import files
from sitegen.desk.imports.front import Part
from sitegen.desk.imports.roles import Roles
from sitegen.desk.titles import level_of
from sitegen.model import Content

TITLE = ("title", "name", "job_title", "role_title", "position_title", "page_title", "heading")
SUMMARY = (
    "description", "summary", "excerpt", "subtitle", "tagline", "lede", "intro", "abstract", "blurb", "short_description",
    "meta_description", "seo_description",
)  # fmt: skip
ADDRESSES = ("permalink", "url", "aliases", "alias", "redirect_from", "canonical_path", "old_url", "old_urls")
SLUG = ("slug",)
SEARCHED = ("keywords", "tags", "search_terms")
OTHER_NAMES = ("also_known_as", "aka", "alternate_titles", "alternative_titles")
DUTIES = ("responsibilities", "duties")
TOOLS = ("tools", "technologies")
ROLE, LEVEL = ("role", "job_family"), ("level", "seniority")
DROPPED = ("draft", "published", "status")
"""They say whether a page is public; what is brought in is a draft whatever they say."""

_LINE, _TITLE, _LONGEST_TITLE, _MOST = 200, 100, 1000, 40


@dataclass(slots=True)
class Fields:
    """What their front matter says, in our words; and the parts that have none."""

    title: str = ""
    summary: str = ""
    slug: str = ""
    addresses: list[str] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    role: str = ""
    level: str = ""
    unmapped: list[tuple[Part, str]] = field(default_factory=list)
    """With why."""


def fields_of(parts: tuple[Part, ...], content: Content, roles: Roles) -> Fields:
    """Map every part. What is mapped only in part is told as unmapped too; what says nothing is not."""
    made = Fields()
    for part in parts:
        if part.value in ("", None, [], {}):
            continue
        why = _take(part, part.key.lower().replace("-", "_"), made, content, roles)
        if why:
            made.unmapped.append((part, why))
    return made


def _take(part: Part, key: str, made: Fields, content: Content, roles: Roles) -> str:
    """Take one part into `made`; say why it could not be taken whole."""
    if key in DROPPED:
        return ""
    if key in ADDRESSES:
        return _addresses(part, made)
    if key in TOOLS:
        return _ids(part, {tool.id: tool.name for tool in content.tools.values()}, made)
    for known, into in ((SEARCHED, made.searched), (OTHER_NAMES, made.other_names), (DUTIES, made.duties)):
        if key in known:
            into.extend(list(_lines(part.value, split=key in SEARCHED))[:_MOST])
            return "" if into else "it holds no short texts"
    return _one(part.value, key, made, content, roles)


def _one(value: Any, key: str, made: Fields, content: Content, roles: Roles) -> str:
    """Take a part that says one thing."""
    if key in TITLE and not made.title:
        whole = line(value, _LONGEST_TITLE)
        made.title = whole if len(whole) <= _TITLE else whole[: _TITLE - 1].rpartition(" ")[0].rstrip(",;:–-") + "…"  # a dash
        return "it is no short text" if not made.title else f"it was cut to {_TITLE} characters" if made.title != whole else ""
    if key in SUMMARY and not made.summary:
        made.summary = " ".join(value.split()) if isinstance(value, str) else ""
        return "" if made.summary else "it is no text"
    if key in SLUG and isinstance(value, str) and "/" not in value.strip("/"):
        made.slug = value.strip("/")
        return ""
    if key in ROLE and isinstance(value, str) and (role := value if value in content.roles else roles.of(value)):
        made.role = role
        return ""
    if key in LEVEL and isinstance(value, str) and (level := value if value in content.levels else level_of(value, content)):
        made.level = level
        return ""
    return "no field of ours means the same"


def _addresses(part: Part, made: Fields) -> str:
    given = part.value if isinstance(part.value, list) else [part.value]
    refused = []
    for value in given:
        path = "/" + str(value).strip().strip("/")
        path += "" if "." in path.rpartition("/")[2] else "/"
        if isinstance(value, str) and files.is_url_path(path) and path != "/":
            made.addresses.append(path)
        else:
            refused.append(str(value)[:80])
    return f"not an address that a redirect can stand at: {', '.join(refused)}" if refused else ""


def _ids(part: Part, names: Mapping[str, str], made: Fields) -> str:
    known = {word.casefold(): key for key, name in names.items() for word in (key, name)}
    unknown = []
    for text in _lines(part.value):
        if text.casefold() in known:
            made.tools.append(known[text.casefold()])
        else:
            unknown.append(text)
    made.tools = list(dict.fromkeys(made.tools))
    return f"not in data/tools.yaml: {', '.join(unknown)[:200]}" if unknown or not made.tools else ""


def _lines(value: Any, *, split: bool = False) -> Iterator[str]:
    given = value if isinstance(value, list) else str(value).split(",") if split and isinstance(value, str) else [value]
    seen: set[str] = set()
    for it in given:
        text = line(it, _LINE)
        if text and text not in seen:
            seen.add(text)
            yield text


def line(value: Any, longest: int) -> str:
    """Return a short text in one line; empty for what is none, and for one that is too long."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= longest else ""
