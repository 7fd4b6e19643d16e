"""The Markdown files of content/: guides and pages, parsed once for each state of their bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sitegen import files, inputs, parse
from sitegen.errors import ContentError, Mark, Problem
from sitegen.kept import AtHand, Kept
from sitegen.load.memo import Memo
from sitegen.model import Guide, TextPage
from sitegen.parse import Parsed
from sitegen.prose import Prose, read_prose, slug_of
from sitegen.source import Marks
from sitegen.workers import Crew

LIMIT = 1_000_000
_A_FLUSH = 64  # so many guides wait in memory at most to be written to the memo


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    raw: bytes
    digest: str


def load_guides(root: Path, memo: Memo, crew: Crew, found: list[Problem]) -> tuple[tuple[Guide, ...], frozenset[str]]:
    """Read content/roles/. Shape: the guides by slug, and the slugs of those that were refused."""
    sources, broken = _read(root, "content/roles", memo, found)
    guides, fresh = list[Guide](), list[_File]()
    for source in sources:
        record = memo.get(f"r{source.digest}")
        if record is None:
            fresh.append(source)
        else:
            guides.append(_guide(memo, source, record))
    made = crew.spread(parse_batch, [(source.name, source.raw) for source in fresh])
    for count, (source, now) in enumerate(zip(fresh, made, strict=True), 1):
        if now.problems:
            found += now.problems
            broken.add(slug_of(source.name))
            continue
        _remember(memo, source.digest, now)
        if count % _A_FLUSH == 0:
            memo.flush()
        guides.append(_guide(memo, source, now.record, None if memo.keeps else now))
    return tuple(sorted(guides, key=lambda guide: guide.slug)), frozenset(broken)


def load_texts(root: Path, memo: Memo, found: list[Problem]) -> tuple[tuple[TextPage, ...], frozenset[str]]:
    """Read content/pages/. Shape: the pages by file, and the slugs of those that were refused."""
    texts = []
    sources, broken = _read(root, "content/pages", memo, found)
    for source in sources:
        parsed = parse.parse_text(source.name, source.raw)
        if parsed.problems:
            found += parsed.problems
            broken.add(slug_of(source.name))
            continue
        prose = Kept(f"p{source.digest}", AtHand(parsed.prose), read_prose)
        texts.append(parse.text_page(source.name, source.digest, parsed.record, prose))
    return tuple(texts), frozenset(broken)


def parse_batch(batch: Sequence[tuple[str, bytes]]) -> list[Parsed]:
    """Parse some guides: the unit of work for another process or machine."""
    return [parse.parse_guide(name, raw) for name, raw in batch]


def _read(root: Path, folder: str, memo: Memo, found: list[Problem]) -> tuple[list[_File], set[str]]:
    listing = files.listing(root, folder, (".md",), depth=1)
    found += listing.problems
    sources, broken = [], {slug_of(problem.mark.path.casefold()) for problem in listing.problems}
    for name in listing.names:
        try:
            slug_problem(name)
            raw = files.read(root, name, limit=LIMIT)
        except ContentError as error:
            found += error.problems
            broken.add(slug_of(name))
            continue
        sources.append(_File(name, raw, inputs.digest(memo.version, name.encode(), raw)))
    return sources, broken


def slug_problem(name: str) -> None:
    """Refuse a file name that cannot be an address. Raises: ContentError [bad-slug]."""
    slug = slug_of(name)
    if files.is_slug(slug):
        return
    near = re.sub(r"[\W_]+", "-", slug.lower()).strip("-")
    message = f"'{slug[:80]}' cannot be part of an address"
    hint = "use lower-case letters, digits and single hyphens, at most 80 characters"
    if "-vs-" in f"-{near}-":
        hint = "choose a name without 'vs', which joins the two halves of a comparison's address"
    elif files.is_slug(near):
        hint = f"call the file {near}.md: {hint}"
    raise ContentError([Problem(Mark(name), "bad-slug", message, hint)])


def _remember(memo: Memo, digest: str, parsed: Parsed) -> None:
    memo.put(f"r{digest}", parsed.record)
    memo.put(f"p{digest}", parsed.prose)
    memo.put(f"m{digest}", parsed.marks)


def _guide(memo: Memo, source: _File, record: bytes, at_hand: Parsed | None = None) -> Guide:
    def again(kind: str, part: Callable[[Parsed], bytes]) -> bytes:
        """Return a part that is at hand or in the memo; parse once more where the memo has lost it."""
        if at_hand:
            return part(at_hand)
        return memo.get(f"{kind}{source.digest}") or part(parse.parse_guide(source.name, source.raw))

    prose: Kept[Prose] = Kept(f"p{source.digest}", lambda: again("p", lambda it: it.prose), read_prose)
    marks: Kept[Marks] = Kept(f"m{source.digest}", lambda: again("m", lambda it: it.marks), partial(Marks.from_bytes, source.name))
    return parse.guide(source.name, source.digest, record, prose, marks)
