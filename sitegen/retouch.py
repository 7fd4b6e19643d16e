"""An edit of nothing but words: where only the prose of a few guides changed, their pages are made again and all else stays.

The way of a writer who saves a sentence, hundreds of times a day. Whatever another page or a check could say differently, a heading,
a link, a cited figure, a word that editors ask about, is left to the stages; and so is every doubt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sitegen import bundle as bundles
from sitegen import contexts, files, history, inputs, render
from sitegen.cache import Artifact, Cache
from sitegen.errors import ContentError, Mark, Problem
from sitegen.hosts.limits import excesses
from sitegen.inputs import Glance
from sitegen.job import Options, Report
from sitegen.kept import AtHand, Kept
from sitegen.output import MARKER, Stage
from sitegen.page import Artifact as Made
from sitegen.page import Page
from sitegen.prose import Prose, facts, head_of, read_prose, render_at, write_prose
from sitegen.source import body_of, decode

_MOST_FILES = 20
_LARGEST = 1_000_000
_PLACES = {"links": slice(1, 3), "cites": slice(2, 4), "hits": slice(2, 4)}
"""Facts that carry a line and a column -> where these stand in each; only the rest has to be as it was."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the last build noted of a guide's file, as JSON can hold it."""

    state: str
    digest: str
    dated: bool
    """Whether its pages carry the day of its last commit, which an edit takes from them."""
    paths: Sequence[str]
    """The pages that hold its prose."""


@dataclass(frozen=True, slots=True)
class _Edit:
    name: str
    digest: str
    record: bytes
    prose: bytes
    marks: bytes


@dataclass(frozen=True, slots=True)
class Last:
    """What a build has to note so that the next can be a retouch."""

    beside: str
    """The state of everything but the guides' files."""
    language: str
    hosts: Sequence[str]
    indexed: bool
    """Whether there is a search index, which holds every word."""
    guides: Mapping[str, Known]
    """By file."""
    warnings: Sequence[Problem]

    def to_plain(self) -> dict[str, Any]:
        """Return this as data that JSON can hold and `from_plain` reads back."""
        return {
            "beside": self.beside,
            "language": self.language,
            "hosts": list(self.hosts),
            "indexed": self.indexed,
            "guides": {name: [it.state, it.digest, it.dated, list(it.paths)] for name, it in self.guides.items()},
            "warnings": [[it.mark.path, it.mark.line, it.mark.column, it.code, it.message, it.hint] for it in self.warnings],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Last:
        """Return what `to_plain` gave away."""
        guides = {name: Known(*fields) for name, fields in plain["guides"].items()}
        warnings = [_warning(*row) for row in plain["warnings"]]
        return cls(plain["beside"], plain["language"], plain["hosts"], plain["indexed"], guides, warnings)


def retouch(options: Options, cache: Cache, stage: Stage, glance: Glance, report: Report) -> bool:
    """Make a build of words alone. False means that it takes the stages, and that nothing was done yet.

    Raises: ToolError, as they do.
    """
    plain = cache.last
    if plain.get("beside") != glance.beside or plain["guides"].keys() != glance.guides.keys() or not stage.is_intact():
        return False
    last = Last.from_plain(plain)
    touched = [name for name, state in glance.guides.items() if last.guides[name].state != state]
    if len(touched) > _MOST_FILES:
        return False
    try:
        edits = [*_edits(options.root, cache, last, touched)]
        with report.stage("render"):
            made = {it.path: (it, context) for it, context in _made(options.root, cache, last, edits)}
    except (_Doubt, ContentError, LookupError, TypeError, ValueError):
        return False
    sizes = {path: it.seal.look.size for path, it in cache.artifacts.items()} | {path: len(it.data) for path, (it, _) in made.items()}
    if any(excesses(last.hosts, sizes, {})):
        return False
    with report.stage("write"):
        for path, artifact in cache.artifacts.items():
            if path not in made and path != MARKER:
                stage.keep(path, artifact.seal.digest)
        for file, _ in made.values():
            stage.write(file.path, file.data)
        done = stage.commit()
    new = {path: context for path, (_, context) in made.items()}
    cache.artifacts = {path: Artifact(new.get(path, cache.artifacts[path].context), seal) for path, seal in done.seals.items()}
    for it in edits:
        for kind, value in (("r", it.record), ("p", it.prose), ("m", it.marks)):
            cache.put(kind + it.digest, value)
    digests = {it.name: it.digest for it in edits}
    now = {name: replace(it, state=glance.guides[name], digest=digests.get(name, it.digest)) for name, it in last.guides.items()}
    cache.last = replace(last, guides=now).to_plain()
    report.recall(cache.state)
    report.touched, report.size, report.rendered, report.warnings = done.touched, done.size, len(made), tuple(last.warnings)
    cache.state["size"] = str(done.size)
    return True


class _Doubt(Exception):  # noqa: N818  # no error: the stages know
    """More than words may have changed."""


def _edits(root: Path, cache: Cache, last: Last, touched: Sequence[str]) -> Iterator[_Edit]:
    """Read what was touched; of files that hold what they held there is no edit. Raises: _Doubt, and whatever a broken memo does."""
    for name in touched:
        known = last.guides[name]
        raw = files.read(root, name, limit=_LARGEST)
        digest = inputs.digest(cache.version, name.encode(), raw)
        if digest == known.digest:
            continue
        parts = [cache.get(kind + known.digest) for kind in "rpm"]
        body = body_of(text := decode(raw, name))
        if known.dated or body is None or None in parts:
            raise _Doubt
        record, prose, marks = (part or b"" for part in parts)
        old, (words, line) = json.loads(record), body
        if old["head"] != [head_of(text, words), line] or any(it.mark.path == name and it.mark.line >= line for it in last.warnings):
            raise _Doubt
        yield _Edit(name, digest, *_reworded(words, Mark(name, line), old, read_prose(prose), indexed=last.indexed), marks)
    if touched and not history.none_has_a_day(root, touched):
        raise _Doubt


def _reworded(words: str, at: Mark, record: dict[str, Any], prose: Prose, *, indexed: bool) -> tuple[bytes, bytes]:
    """Return what the memo is to hold of a guide whose body is now `words`: its record and its prose."""
    found: list[Problem] = []
    body = render_at(words, at, found)
    now = facts([body])
    free = {"words"} if indexed else {"words", "said"}
    if found or any(_bare(now, name) != _bare(record["body"], name) for name in now.keys() - free):
        raise _Doubt
    kept = json.dumps({**record, "body": now}, ensure_ascii=False, separators=(",", ":"))
    return kept.encode(), write_prose(replace(prose, body=body))


def _bare(told: Mapping[str, Any], name: str) -> object:
    """Return some facts without their lines and columns."""
    at = _PLACES.get(name)
    return [[*fact[: at.start], *fact[at.stop :]] for fact in told[name]] if at else told[name]


def _made(root: Path, cache: Cache, last: Last, edits: Sequence[_Edit]) -> Iterator[tuple[Made, str]]:
    """Render every page that holds the prose of an edited guide; return each with the hash of its context."""
    if not edits:
        return
    bundle = bundles.load(root)
    for it in edits:
        prose = Kept(f"p{it.digest}", AtHand(it.prose), read_prose)
        for path in last.guides[it.name].paths:
            stored = contexts.from_bytes(cache.context(path) or b"")
            page = Page(path, stored.template, stored.context(prose))
            yield render.render(bundle, last.language, page), stored.hash(bundle.digest, prose)


def _warning(path: str, line: int, column: int, code: str, message: str, hint: str) -> Problem:
    return Problem(Mark(path, line, column), code, message, hint, "warning")
