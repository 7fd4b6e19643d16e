"""Files that others wrote -> drafts that this site takes, and a report of what could not be taken over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from sitegen import workers
from sitegen.desk.imports.before import Before, digest, origin
from sitegen.desk.imports.draft import Draft, draft_text, is_fit, opening
from sitegen.desk.imports.front import Front, split
from sitegen.desk.imports.leads import leads_of
from sitegen.desk.imports.mapping import Fields, fields_of, line
from sitegen.desk.imports.places import Places
from sitegen.desk.imports.prose import Task, Told, mend_batch
from sitegen.desk.imports.reading import INDEXES, LARGEST, is_text, markdown_files, stem_of, text_of
from sitegen.desk.imports.roles import Roles
from sitegen.desk.imports.skills import skills_told
from sitegen.desk.titles import level_beside, plain_level
from sitegen.errors import Mark, Problem
from sitegen.job import Report
from sitegen.model import Site
from sitegen.workers import Crew

Kind = Literal["auto", "roles", "pages"]
"""What files become: what they seem to be, guides all, or pages all."""

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_DATED = re.compile(r"^\d{4}-\d\d?-\d\d?-")
_MOST_KEYS = 10


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of the files. Shape: (name below the site, bytes) of each draft; problems are warnings, but for files not taken."""

    drafts: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]
    known: int = 0
    """How many files are left alone, since they were brought in before."""
    keys: tuple[tuple[str, int], ...] = ()
    """Keys that have no counterpart here, the most frequent first, with the number of files."""
    roleless: int = 0
    """How many guides wait for a role or a level."""


@dataclass(slots=True)
class _File:
    """One file on its way. Shape: `path` as the report names it, `place` and `below` relative to what was asked for, without suffix."""

    path: str
    origin: str
    below: str
    front: Front
    fields: Fields
    title: str
    draft: Draft = field(default_factory=Draft)


@dataclass(slots=True)
class _Import:
    """What is known while files are brought in."""

    site: Site
    kind: Kind
    before: Before
    roles: Roles
    places: Places
    found: list[Problem] = field(default_factory=list)
    known: int = 0

    def say(self, path: str, number: int, what: str, hint: str = "") -> None:
        """Report something that could not be taken over as it was."""
        self.found.append(Problem(Mark(path, max(1, number)), "not-mapped", what, hint, "warning"))

    def refuse(self, path: str, what: str) -> None:
        """Report a file that is not taken."""
        self.found.append(Problem(Mark(path), "not-imported", what, "mend the file and import it again"))


def bring_in(path: Path, site: Site, *, kind: Kind = "auto", before: Before | None = None, report: Report | None = None) -> Brought:
    """Read every Markdown file at or below `path`, and make a draft of each that was not brought in before. Writes nothing."""
    report = report or Report()
    work = _Import(site, kind, before or Before(), Roles(site.content), Places(site))
    with report.stage("read") as counted:
        files = list(counted(_files(path, work)))
    for file in files:
        _settle(file, work)
    leads = leads_of((file.below, file.draft.url, file.fields.addresses) for file in files)
    tasks = [Task(file.below, file.front.body, file.draft.is_guide) for file in files]
    bodies = Crew(workers.count(None, len(tasks))).spread(partial(mend_batch, leads), tasks)
    with report.stage("import", len(files)) as counted:
        drafts = [made for file, body in zip(files, counted(bodies), strict=True) if (made := _made(file, body, work))]
    keys = Counter(part.key[:60] for file in files for part, _ in file.fields.unmapped)
    roleless = sum(file.draft.is_guide and not (file.draft.role and file.draft.level) for file in files)
    return Brought(tuple(drafts), tuple(sorted(set(work.found))), work.known, tuple(keys.most_common(_MOST_KEYS)), roleless)


def _files(path: Path, work: _Import) -> Iterator[_File]:
    top = path if path.is_dir() else path.parent

    def miss(place: Path, why: str) -> None:
        work.say(_shown(place.as_posix()), 1, f"it is left out: {why}")

    for place in markdown_files(path, miss):
        shown, within = _shown(place.as_posix()), _shown(place.relative_to(top).as_posix())
        try:
            raw = place.read_bytes() if place.stat().st_size <= LARGEST else None
        except OSError as error:
            work.refuse(shown, f"it cannot be read: {error.strerror}")
            continue
        if raw is None:
            work.refuse(shown, f"it is larger than {LARGEST:,} bytes")
            continue
        if not is_text(raw):
            work.refuse(shown, "it is no text")
            continue
        where = f"{_shown(top.resolve().name)}/{within}"
        if (where, digest(raw)) in work.before.same:
            work.known += 1
            continue
        if where in work.before.places:
            work.say(shown, 1, f"it has changed since it became {work.before.places[where]}; this is a second draft", "merge the two")
        yield _read(place, raw, shown, origin(where, raw), within, work)


def _read(place: Path, raw: bytes, shown: str, where: str, within: str, work: _Import) -> _File:
    text, said = text_of(raw)
    front = split(text)
    for what in said:
        work.say(shown, 1, what)
    for number, what in front.said:
        work.say(shown, number, what)
    fields = fields_of(front.parts, work.site.content, work.roles)
    heading = _HEADING.search(front.body)
    title = fields.title or (line(heading[1].strip("*_` "), 100) if heading else "") or _humane(place)
    folder, _, name = within.rpartition("/")
    return _File(shown, where, f"{folder}/{stem_of(name)}".lstrip("/"), front, fields, title)


def _settle(file: _File, work: _Import) -> None:
    """Decide what a file becomes: a guide where its title names a role whose rung is free, else a page, unless somebody has said."""
    content, draft, fields = work.site.content, file.draft, file.fields
    folder, _, stem = file.below.rpartition("/")
    name = folder.rpartition("/")[2] if stem.lower() in INDEXES else _DATED.sub("", stem)
    role = "" if work.kind == "pages" else fields.role or work.roles.of(file.title) or work.roles.of(name)
    said = fields.level or level_beside(file.title, role, content) or level_beside(name, role, content)
    level = said or plain_level(content)
    is_free = bool(role and level) and work.places.take_rung(role, level)
    why = (
        "names no role of data/roles.yaml"
        if not role
        else "names no level"
        if not level
        else f"names a rung that is taken, {role} at {level}"
    )
    if is_free or work.kind == "roles":
        draft.is_guide, draft.slug = True, work.places.guide_slug(fields.slug or name, file.title)
        draft.role, draft.level = role, level if is_free or (said and not role) else ""
        if not is_free:
            work.say(file.path, 1, f"only you can say what guide it is, since it {why}", "give it the `role` and `level` that are its own")
        elif not said:
            work.say(file.path, 1, f"the title names no level; '{level}' is taken", "mend `level` where that is wrong")
        return
    draft.slug = work.places.page_slug(fields.slug or name, file.title)
    if work.kind == "auto":
        hint = "to make it a guide, give it `role` and `level` and move it to content/roles/"
        work.say(file.path, 1, f"it becomes a page, since it {why}", hint)


def _made(file: _File, body: Told, work: _Import) -> tuple[str, bytes] | None:
    """Write the draft of one file, leaving out what the schema would refuse."""
    draft, fields = file.draft, file.fields
    for number, what in body.notes:
        work.say(file.path, file.front.body_line + number - 1, what)
    draft.title = line(fields.title or body.title or file.title, 100) or "Untitled"
    draft.summary, more = opening(fields.summary, body.lead, draft.title)
    if more and not fields.summary:
        work.say(file.path, 1, "there is no summary; its first sentence stands in", "say in one sentence what it is")
    draft.body = f"\n{fields.summary}\n{body.text}" if fields.summary and more else body.text
    if draft.is_guide:
        draft.redirects = [address for address in fields.addresses if work.places.take_address(address)]
        draft.fields, draft.skills = fields, tuple(skills_told(body.text, work.site.content))
    elif fields.addresses or fields.searched or fields.other_names or fields.duties or fields.tools:
        work.say(file.path, 1, "a page takes a title and a summary only; its other fields stand in a comment")
    for part, why in fields.unmapped:
        work.say(file.path, part.line, f"'{part.key[:60]}' is not mapped: {why}")
    unmapped = [part for part, _ in fields.unmapped]
    draft.kept = [it for it in file.front.parts if not draft.is_guide or it in unmapped]
    for attempt in (draft, draft.bare(file.front.parts)):
        if is_fit(attempt, file.origin, body.text):
            if attempt is not draft:
                work.say(file.path, 1, "some of its fields do not fit; all but title and summary stand in a comment")
            return attempt.name, draft_text(attempt, file.origin).encode("utf-8", "replace")
    work.refuse(file.path, "no draft that this site takes could be made of it")
    return None


def _humane(place: Path) -> str:
    stem = _DATED.sub("", stem_of(place.name))
    words = (place.parent.name if stem.lower() in INDEXES else stem).replace("-", " ").replace("_", " ").split()
    return line(" ".join(word[:1].upper() + word[1:] for word in words).encode("utf-8", "replace").decode(), 100) or "Untitled"


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
