"""A site whose guides were edited, without reading the others again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from sitegen import files, inputs, parse
from sitegen.errors import ContentError, Problem
from sitegen.kept import AtHand, Kept
from sitegen.load import Loaded
from sitegen.load.markdown import LIMIT, slug_problem
from sitegen.model import Content, Guide
from sitegen.prose import read_prose, slug_of
from sitegen.source import Marks


def can_reread(before: Loaded, names: Collection[str]) -> bool:
    """Tell whether these files are guides that were there before, which is all that needs no look at the whole folder."""
    if before.content is None:
        return False
    there = {guide.name for guide in before.content.guides}
    there |= {f"content/roles/{slug}.md" for slug in before.content.broken_guides}
    return there.issuperset(names)


def reread(before: Loaded, content: Content, root: Path, names: Collection[str]) -> Loaded | None:
    """Return what `load` would, if only the guides `names` have changed; None when one of them is gone."""
    found = [problem for problem in before.problems if problem.mark.path not in names]
    guides = {guide.slug: guide for guide in content.guides if guide.name not in names}
    broken = {slug for slug in content.broken_guides if f"content/roles/{slug}.md" not in names}
    for name in names:
        if not (root / name).exists():
            return None
        guide = _guide(root, name, found)
        if guide:
            guides[guide.slug] = guide
        else:
            broken.add(slug_of(name))
    ordered = tuple(guides[slug] for slug in sorted(guides))
    return Loaded(replace(content, guides=ordered, broken_guides=frozenset(broken)), tuple(sorted(set(found))))


def _guide(root: Path, name: str, found: list[Problem]) -> Guide | None:
    try:
        slug_problem(name)
        raw = files.read(root, name, limit=LIMIT)
    except ContentError as error:
        found += error.problems
        return None
    parsed = parse.parse_guide(name, raw)
    if parsed.problems:
        found += parsed.problems
        return None
    digest = inputs.digest(name.encode(), raw)
    prose = Kept(f"p{digest}", AtHand(parsed.prose), read_prose)
    marks = Kept(f"m{digest}", AtHand(parsed.marks), partial(Marks.from_bytes, name))
    return parse.guide(name, digest, parsed.record, prose, marks)
