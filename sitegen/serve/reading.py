"""What the owner's files say, kept current: the site of them, as if everything were public, and every problem. For one thread."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen import history
from sitegen.cache import Cache
from sitegen.errors import Problem
from sitegen.load import Loaded, load
from sitegen.model import Guide, Site
from sitegen.serve.public import as_if_public
from sitegen.serve.reread import can_reread, reread
from sitegen.site import ABSENCES, CHECKS, assemble, references
from sitegen.site.accepted import apply_accepts

_Check = Callable[[Site], Iterator[Problem]]

# The checks of these modules read front matter and data alone, so an edit of a body cannot change what they say.
_OF_FRONT_MATTER = frozenset(
    f"sitegen.site.{name}" for name in ("addresses", "beside", "freshness", "graph_checks", "ladders", "observed", "ownership")
)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. Shape: no site while there is a fault; address -> words of a ribbon; problems sorted, warnings too.

    `bodies` are guides before and after, where nothing else has changed since the last time; None where anything may have.
    """

    site: Site | None
    ribbons: Mapping[str, str]
    problems: tuple[Problem, ...]
    bodies: tuple[tuple[Guide, Guide], ...] | None = None


class Reading:
    """The files of one site."""

    def __init__(self, root: Path, as_of: date, memo: Cache) -> None:
        self._root, self._as_of, self._memo = root, as_of, memo
        self._loaded: Loaded | None = None
        self._found: dict[_Check, tuple[Problem, ...]] = {}
        self._references: tuple[Problem, ...] = ()

    def refresh(self, changed: Collection[str]) -> Read:
        """Read what has changed. Shape: `changed` are the files that came, went or hold other bytes; at the first call nothing counts."""
        before = self._loaded
        loaded = self._loaded = self._load(changed)
        if loaded.content is None:
            return Read(None, {}, loaded.problems)
        bodies = _bodies(before, loaded)
        site = self._check(bodies_only=bodies is not None)
        found = (*self._references, *(problem for check in CHECKS for problem in self._found[check]))
        problems = tuple(sorted({*loaded.problems, *apply_accepts(site, found)}))
        if any(problem.severity == "fault" for problem in problems):
            return Read(None, {}, problems, bodies)
        content, ribbons = as_if_public(loaded.content, self._as_of)
        return Read(site if content is loaded.content else assemble(content, self._as_of), ribbons, problems, bodies)

    def _load(self, changed: Collection[str]) -> Loaded:
        names = frozenset(name for name in changed if not name.startswith("templates/"))
        if self._loaded and self._loaded.content and can_reread(self._loaded, names):
            again = reread(self._loaded, self._loaded.content, self._root, names)
            if again:
                return again
        loaded = load(self._root, self._memo)
        self._memo.save()
        if loaded.content:
            past = history.read(self._root, "content", [it.name for it in loaded.content.prose_files])
            loaded = replace(loaded, content=replace(loaded.content, changed=past.days))
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # what is loaded stays: it need not be looked through at every collection
        return loaded

    def _check(self, *, bodies_only: bool) -> Site:
        """Assemble the site and hold it against every check; where only bodies changed, most say what they said."""
        assert self._loaded  # noqa: S101  # refresh has loaded
        assert self._loaded.content  # noqa: S101
        content = self._loaded.content
        if not bodies_only:
            self._found, self._references = {}, tuple(references.problems(content))
        site = replace(assemble(content, self._as_of), is_whole=content.is_whole and not self._references)
        for check in CHECKS:
            if check not in self._found or check.__module__ not in _OF_FRONT_MATTER:
                self._found[check] = tuple(check(site)) if site.is_whole or check not in ABSENCES else ()
        return site


def _bodies(before: Loaded | None, now: Loaded) -> tuple[tuple[Guide, Guide], ...] | None:
    """Return the guides that changed in their bodies alone; None when anything else changed with them."""
    if before is None or before.content is None or now.content is None:
        return None
    old, new = before.content, now.content
    if len(old.guides) != len(new.guides) or old.broken_guides or new.broken_guides or old.is_whole != new.is_whole:
        return None
    if replace(old, guides=()) != replace(new, guides=()):
        return None
    pairs = tuple((one, other) for one, other in zip(old.guides, new.guides, strict=True) if one is not other)
    return pairs if all(_is_body_edit(one, other) for one, other in pairs) else None


def _is_body_edit(old: Guide, new: Guide) -> bool:
    cited = [{(cite.region, cite.component) for cite in guide.cites} for guide in (old, new)]
    same = (old.slug, old.front, old.anchors, old.sections) == (new.slug, new.front, new.anchors, new.sections)
    return same and cited[0] == cited[1] and old.marks.value == new.marks.value
