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
from sitegen import contexts, files, history, inputs, render, search
from sitegen.cache import Artifact, Cache
from sitegen.errors import ContentError, Mark, Problem
from sitegen.hosts.limits import excesses
from sitegen.inputs import Glance
from sitegen.job import Options, Report
from sitegen.kept import AtHand, Kept
from sitegen.markdown import Rendered
from sitegen.output import MARKER, Committed, Stage
from sitegen.page import Artifact as Made
from sitegen.page import Page
from sitegen.prose import facts, head_of, read_prose, render_at, slug_of, write_prose
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
    words: tuple[str, str]
    """The words of its body, before and now."""


@dataclass(frozen=True, slots=True)
class Last:
    """What a build has to note so that the next can be a retouch."""

    beside: str
    """The state of everything but the guides' files."""
    language: str
    hosts: Sequence[str]
    guides: Mapping[str, Known]
    """By file."""
    warnings: Sequence[Problem]

    def to_plain(self) -> dict[str, Any]:
        """Return this as data that JSON can hold and `from_plain` reads back."""
        return {
            "beside": self.beside,
            "language": self.language,
            "hosts": list(self.hosts),
            "guides": {name: [it.state, it.digest, it.dated, list(it.paths)] for name, it in self.guides.items()},
            "warnings": [[it.mark.path, it.mark.line, it.mark.column, it.code, it.message, it.hint] for it in self.warnings],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Last:
        """Return what `to_plain` gave away."""
        guides = {name: Known(*fields) for name, fields in plain["guides"].items()}
        warnings = [_warning(*row) for row in plain["warnings"]]
        return cls(plain["beside"], plain["language"], plain["hosts"], guides, warnings)


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
        index = _index(options.out, cache, edits, report)
    except (_Doubt, ContentError, LookupError, OSError, TypeError, ValueError):
        return False
    new = {**{path: it.data for path, (it, _) in made.items()}, **index.files}
    kept = {path: it for path, it in cache.artifacts.items() if path not in new and index.last.code(path) not in index.codes}
    sizes = {path: it.seal.look.size for path, it in kept.items()} | {path: len(data) for path, data in new.items()}
    if any(excesses(last.hosts, sizes, {})):
        return False
    with report.stage("write"):
        done = _committed(stage, kept, new)
    known_contexts = {path: it.context for path, it in kept.items()} | {path: context for path, (_, context) in made.items()}
    cache.artifacts = {path: Artifact(known_contexts.get(path, ""), seal) for path, seal in done.seals.items()}
    _remember(cache, index)
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


def _committed(stage: Stage, kept: Mapping[str, Artifact], new: Mapping[str, bytes]) -> Committed:
    for path, artifact in kept.items():
        if path != MARKER:
            stage.keep(path, artifact.seal.digest)
    for path, data in new.items():
        stage.write(path, data)
    return stage.commit()


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
        before = read_prose(prose)
        now, kept = _reworded(words, Mark(name, line), old)
        yield _Edit(name, digest, kept, write_prose(replace(before, body=now)), marks, (before.body.text, now.text))
    if touched and not history.none_has_a_day(root, touched):
        raise _Doubt


def _reworded(words: str, at: Mark, record: dict[str, Any]) -> tuple[Rendered, bytes]:
    """Return the body of a guide which is now `words`, and the record that the memo is to hold of it."""
    found: list[Problem] = []
    body = render_at(words, at, found)
    now = facts([body])
    if found or any(_bare(now, name) != _bare(record["body"], name) for name in now.keys() - {"words", "said"}):
        raise _Doubt
    kept = json.dumps({**record, "body": now}, ensure_ascii=False, separators=(",", ":"))
    return body, kept.encode()


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


def _index(out: Path, cache: Cache, edits: Sequence[_Edit], report: Report) -> search.Reworded:
    """Make again what differs of the search index, if the output has one."""
    names = out / search.NAMES
    if search.NAMES not in cache.artifacts:
        return search.Reworded()
    words = {f"roles/{slug_of(it.name)}/": it.words for it in edits}
    with report.stage("search"):
        made = search.reword(cache.state.get("search", ""), words, cache.documents, names.read_bytes())
    if made is None:
        raise _Doubt
    return made


def _remember(cache: Cache, index: search.Reworded) -> None:
    if index.codes:
        cache.state["search"] = index.last.to_json()
    for code, documents in index.documents.items():
        cache.keep_documents(code, documents)


def _warning(path: str, line: int, column: int, code: str, message: str, hint: str) -> Problem:
    return Problem(Mark(path, line, column), code, message, hint, "warning")
