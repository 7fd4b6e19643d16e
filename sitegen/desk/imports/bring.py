"""Files that others wrote -> drafts that this site takes, and a report of what could not be taken over."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.desk.imports.body import plain_markdown
from sitegen.desk.imports.draft import Draft, draft_text, is_fit, opening
from sitegen.desk.imports.front import Front, split
from sitegen.desk.imports.mapping import Fields, fields_of, line
from sitegen.desk.imports.mending import mended
from sitegen.desk.imports.places import Places
from sitegen.desk.imports.reading import LARGEST, markdown_files, text_of
from sitegen.desk.titles import level_of, plain_level, role_of
from sitegen.errors import Mark, Problem
from sitegen.model import Site

_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_DATED = re.compile(r"^\d{4}-\d\d?-\d\d?-")
_INDEXES = frozenset({"index", "_index", "readme"})


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of the files. Shape: (name below the site, bytes) of each draft; problems are warnings, but for files not taken."""

    drafts: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _File:
    """One file on its way. Shape: `path` as the report names it, `below` relative to what was asked for, without its suffix."""

    path: str
    below: str
    front: Front
    fields: Fields
    title: str
    draft: Draft = field(default_factory=Draft)


def bring_in(path: Path, site: Site) -> Brought:
    """Read every Markdown file at or below `path`, and make a draft of each. Writes nothing."""
    found: list[Problem] = []
    files = list(_files(path, site, found))
    places = Places(site)
    for file in files:
        _settle(file, site, places, found)
    leads = {key: file.draft.url for file in reversed(files) for key in _keys(file)}
    drafts = [made for file in files if (made := _made(file, leads, places, found))]
    return Brought(tuple(drafts), tuple(sorted(set(found))))


def _files(path: Path, site: Site, found: list[Problem]) -> Iterator[_File]:
    top = path if path.is_dir() else path.parent
    for place in markdown_files(path):
        shown = place.as_posix().encode("utf-8", "backslashreplace").decode()
        try:
            raw = place.read_bytes() if place.stat().st_size <= LARGEST else None
        except OSError as error:
            found.append(_refused(shown, f"it cannot be read: {error.strerror}"))
            continue
        if raw is None:
            found.append(_refused(shown, f"it is larger than {LARGEST:,} bytes"))
            continue
        text, said = text_of(raw)
        front = split(text)
        found += [_unmapped(shown, 1, what) for what in said]
        found += [_unmapped(shown, number, what) for number, what in front.said]
        fields = fields_of(front.parts, site.content)
        heading = _HEADING.search(front.body)
        title = fields.title or (line(heading[1].strip("*_` "), 100) if heading else "") or _humane(place)
        yield _File(shown, place.relative_to(top).with_suffix("").as_posix(), front, fields, title)


def _settle(file: _File, site: Site, places: Places, found: list[Problem]) -> None:
    """Decide what a file becomes: a guide where its title names a role whose rung is free, else a page."""
    content, draft = site.content, file.draft
    role = file.fields.role or role_of(file.title, content)
    level = file.fields.level or level_of(file.title, content) or plain_level(content)
    stem = _DATED.sub("", file.below.rpartition("/")[2])
    name = file.below.rpartition("/")[0].rpartition("/")[2] if stem.lower() in _INDEXES else stem
    if role and level and places.take_rung(role, level):
        draft.slug, draft.role, draft.level = places.guide_slug(name, file.title), role, level
        if not file.fields.level and not level_of(file.title, content):
            found.append(_unmapped(file.path, 1, f"the title names no level; '{level}' is taken", "mend `level` where that is wrong"))
        return
    draft.slug = places.page_slug(name, file.title)
    why = (
        "names no role of data/roles.yaml"
        if not role
        else "names no level"
        if not level
        else f"names a rung that is taken, {role} at {level}"
    )
    hint = "to make it a guide, give it `role` and `level` and move it to content/roles/"
    found.append(_unmapped(file.path, 1, f"it becomes a page, since it {why}", hint))


def _made(file: _File, leads: dict[str, str], places: Places, found: list[Problem]) -> tuple[str, bytes] | None:
    """Write the draft of one file, leaving out what the schema would refuse."""

    def note(number: int, what: str) -> None:
        found.append(_unmapped(file.path, file.front.body_line + number - 1, what))

    draft, fields = file.draft, file.fields
    body = mended(plain_markdown(file.front.body, note), _resolver(file, leads), note)
    draft.title = line(fields.title or body.title or file.title, 100) or "Untitled"
    draft.summary, more = opening(fields.summary, body.rendered, draft.title)
    if more and not fields.summary:
        found.append(_unmapped(file.path, 1, "there is no summary; its first sentence stands in", "say in one sentence what it is"))
    draft.body = f"\n{fields.summary}\n{body.text}" if fields.summary and more else body.text
    if draft.role:
        draft.redirects = [address for address in fields.addresses if places.take_address(address)]
        draft.fields = fields
    elif fields.addresses or fields.searched or fields.other_names or fields.duties or fields.tools:
        found.append(_unmapped(file.path, 1, "a page takes a title and a summary only; its other fields stand in a comment"))
    for part, why in fields.unmapped:
        found.append(_unmapped(file.path, part.line, f"'{part.key[:60]}' is not mapped: {why}"))
    draft.kept = [it for it in file.front.parts if not draft.role or it in [part for part, _ in fields.unmapped]]
    for attempt in (draft, draft.bare(file.front.parts)):
        data = draft_text(attempt, file.path).encode("utf-8", "replace")
        if is_fit(attempt, data):
            if attempt is not draft:
                found.append(_unmapped(file.path, 1, "some of its fields do not fit; all but title and summary stand in a comment"))
            return attempt.name, data
    found.append(_refused(file.path, "no draft that this site takes could be made of it"))
    return None


def _resolver(file: _File, leads: dict[str, str]) -> Callable[[str], str | None]:
    """Return what finds our address for one of theirs: of a file brought in with this one, by its path or its old address."""

    def resolve(path: str) -> str | None:
        bare = posixpath.splitext(path)[0] if path.endswith((".md", ".mdx", ".markdown", ".html")) else path
        here = posixpath.dirname(file.below)
        for base in (here, file.below, ""):
            key = posixpath.normpath(posixpath.join("/", base, bare)).strip("/").lower()
            if key in leads:
                return f"/{leads[key]}"
        return None

    return resolve


def _keys(file: _File) -> Iterator[str]:
    below = file.below.lower()
    yield below
    if below.rpartition("/")[2] in _INDEXES:
        yield below.rpartition("/")[0]
    for address in file.fields.addresses:
        yield address.strip("/").lower()


def _humane(place: Path) -> str:
    stem = _DATED.sub("", place.stem)
    words = (place.parent.name if stem.lower() in _INDEXES else stem).replace("-", " ").replace("_", " ").split()
    return line(" ".join(word[:1].upper() + word[1:] for word in words).encode("utf-8", "replace").decode(), 100) or "Untitled"


def _unmapped(path: str, number: int, what: str, hint: str = "") -> Problem:
    return Problem(Mark(path, max(1, number)), "not-mapped", what, hint, "warning")


def _refused(path: str, what: str) -> Problem:
    return Problem(Mark(path), "not-imported", what, "mend the file and import it again")
