"""The only reader of content and data: an owner's folder -> Content, with every fault of every file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen import files
from sitegen.errors import ContentError, Mark, Problem
from sitegen.load import images, markdown, salaries, tables
from sitegen.load.memo import Memo
from sitegen.load.tables import Reader
from sitegen.model import Content
from sitegen.schema import Family, Level, Region, Role, Skill, Tool
from sitegen.source import decode
from sitegen.workers import ALONE, Crew

__all__ = ["Loaded", "Memo", "load"]

_URLS_LIMIT = 16_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder holds. Shape: `content` is None only where site.yaml cannot be read; `problems` are sorted."""

    content: Content | None
    problems: tuple[Problem, ...]


def load(root: Path, memo: Memo, crew: Crew = ALONE, *, draft: tuple[str, bytes] | None = None) -> Loaded:
    """Read and validate everything below `root`, file by file; nothing is checked across files yet.

    Guides that the memo knows are not parsed again; the others are parsed by `crew`. `draft` is the name and
    bytes of a pay file that is not written yet, read instead of what stands there.
    """
    found: list[Problem] = []
    reader = Reader(root, found, memo)
    config = tables.load_config(reader)
    guides, broken = markdown.load_guides(root, memo, crew, found)
    texts, broken_texts = markdown.load_texts(root, memo, found)
    levels = tables.load_table(reader, "levels", Level)
    families = tables.load_table(reader, "families", Family)
    roles = tables.load_table(reader, "roles", Role)
    skills = tables.load_table(reader, "skills", Skill)
    tools = tables.load_table(reader, "tools", Tool)
    regions = tables.load_table(reader, "regions", Region)
    pay = salaries.load_pay(reader, draft)
    rates = salaries.load_rates(reader)
    pictures, broken_pictures = images.load_images(root, found)
    urls = _known_urls(root, found)
    memo.prune({*reader.used, *(f"{kind}{guide.digest}" for guide in guides for kind in "rpm")})
    if config is None:
        return Loaded(None, _sorted(found))
    content = Content(
        config=config.value,
        guides=guides,
        texts=texts,
        levels=levels,
        families=families,
        roles=roles,
        skills=skills,
        tools=tools,
        regions=regions,
        sources=pay.sources,
        observations=pay.observations,
        rates=rates,
        images=pictures,
        known_urls=urls,
        config_marks=config.marks,
        broken_guides=broken,
        broken_texts=broken_texts,
        broken_images=broken_pictures,
        sources_lost=pay.sources_lost,
        figures_lost=pay.figures_lost,
    )
    return Loaded(content, _sorted(found))


def _known_urls(root: Path, found: list[Problem]) -> tuple[tuple[str, Mark], ...]:
    """Read data/urls.txt: one address a line, relative to the site."""
    name = "data/urls.txt"
    if not (root / name).exists():
        return ()
    try:
        text = decode(files.read(root, name, limit=_URLS_LIMIT), name)
    except ContentError as error:
        found += error.problems
        return ()
    lines = ((line, line.lstrip(), number) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    return tuple((said.rstrip(), Mark(name, number, len(line) - len(said) + 1)) for line, said, number in lines)


def _sorted(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(found)))
