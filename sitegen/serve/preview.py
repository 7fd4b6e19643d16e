"""The site as it stands in the owner's files, kept current without doing again what has not changed. For one thread."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from typing import Literal

from sitegen import bundle as bundles
from sitegen import files, render, search
from sitegen.bundle import Bundle
from sitegen.desk.frames import Frames
from sitegen.desk.report import Setting, as_text
from sitegen.errors import ContentError, Problem, ToolError
from sitegen.model import Site
from sitegen.pages import search_entries, search_facets
from sitegen.serve.generation import Generation
from sitegen.serve.reading import Read, Reading
from sitegen.serve.shelf import Shelf
from sitegen.serve.sources import Sources
from sitegen.serve.workshop import beside

Kind = Literal["nothing", "faults", "styles", "pages"]

_IMAGE_LIMIT = 4_000_000
_HALF_WRITTEN = 0.03
_ENTRIES_A_STEP = 10
_LOOK_AGAIN = 0.1
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a look at the files came to. Unit: seconds."""

    kind: Kind
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the preview. Shape: the words of a ribbon where the page is not public; whether its address names its content."""

    status: int
    path: str
    data: bytes
    ribbon: str = ""
    is_kept: bool = False


class Preview:
    """The previewed site. `refresh` brings it up to date, `find` gives a file of it."""

    def __init__(self, root: Path, sources: Sources, reading: Reading, shelf: Shelf) -> None:
        self._root, self._sources, self._reading, self._shelf = root, sources, reading, shelf
        self._read: Read | None = None
        self._bundle: Bundle | None = None
        self._has_new_templates = True
        self._is_current = False
        self._shown: set[str] = set()
        self._faults: dict[str, tuple[Problem, ...]] = {}
        self._index: Mapping[str, bytes] = {}
        self._indexed = ""
        self._under_way: Future[dict[str, bytes]] | None = None
        self.generation: Generation | None = None
        self.problems: tuple[Problem, ...] = ()

    def refresh(self, opened: Collection[str] = ()) -> Outcome:
        """Look at the files and bring the site up to date. Shape: `opened` are the pages that somebody looks at, which are made at once.

        On a fault the last good state stays what is shown.
        """
        start = perf_counter()
        changed = self._changed()
        if not changed and self._read:
            return Outcome("nothing")
        had_faults, old = bool(self._told()), self._bundle
        self._has_new_templates |= any(name.startswith("templates/") for name in changed)
        self._faults.clear()
        if self._read is None or not _only_templates(changed):
            self._read = self._reading.refresh(changed)
        else:
            self._read = replace(self._read, bodies=())
        self.problems = self._read.problems
        try:
            if self._has_new_templates:
                self._bundle, self._has_new_templates = bundles.load(self._root), False
        except ContentError as error:
            self.problems = error.problems
        if self._read.site is None or self._bundle is None or self._has_new_templates:
            self._is_current = False  # what changed now will not be among the changes of the next look
            return self._faulty(start)
        styles = self.generation is not None and not had_faults and _only_styles(changed) and old is not None
        self._follow(self._read, self._read.site, self._bundle, step=not styles)
        for path in opened:
            self._page(path)
        if self._faults:
            return self._faulty(start)
        return Outcome("styles" if styles else "pages", self.problems, perf_counter() - start)

    def _follow(self, read: Read, site: Site, bundle: Bundle, *, step: bool) -> None:
        """Put the new state in place of the last one."""
        last = self.generation
        number = (last.number if last else 0) + step
        if last and self._is_current and read.bodies is not None and read.ribbons == last.ribbons:
            self.generation = last.after(number, site, bundle, read.bodies)
        else:
            self.generation = Generation(number, site, bundle, read.ribbons)
        self._shown, self._is_current = set(), True

    def texts(self) -> list[str]:
        """Return the faults as `check` prints them; of very many, the first."""
        setting, told = Setting(Frames(self._root)), self._told()
        rest = [f"… and {len(told) - _MOST_SHOWN} more; see `sitegen check`"] if len(told) > _MOST_SHOWN else []
        return [*(as_text(problem, setting) for problem in told[:_MOST_SHOWN]), *rest]

    def find(self, path: str) -> Found | None:
        """Return the file at `path` below the site; its 404 page where there is none, and None as long as there is no good state.

        Shape: an empty path is one outside the site.
        """
        if self.generation is None:
            return None
        data = None
        if path.startswith("assets/") and path.count("/") >= 2:
            # Under any hash: a style sheet that is swapped is asked for at its old address.
            data = self.generation.bundle.static.get(path.split("/", 2)[2])
        elif path.startswith("images/"):
            data = self._image(path.removeprefix("images/"))
        elif path:
            data = self._index.get(path) or self._page(path)
        if data is not None:
            ribbon = self.generation.ribbons.get(path.removesuffix("index.html"), "")
            return Found(200, path, data, ribbon, is_kept=path.startswith(self.generation.bundle.folder))
        missing = self._page("404.html") if path not in self._faults else None
        return Found(404, "404.html", missing) if missing else None

    def indexing(self) -> Iterator[float]:
        """Make the search index anew in steps, each of which yields how long to wait; whoever searches meanwhile gets the last index."""
        generation = self.generation
        if generation is None or "search" not in generation.site.content.config.pages:
            return
        site = generation.site
        entries, facets, language = list(search_entries(site)), search_facets(site), site.content.config.language
        digest = search.digest(entries, language=language, facets=facets)
        if digest == self._indexed:
            return
        for number, entry in enumerate(entries):
            entries[number] = entry.read()
            if number % _ENTRIES_A_STEP == 0:
                yield 0.0
        while self._under_way and not self._under_way.done():
            yield _LOOK_AGAIN
        made = self._under_way = beside(partial(search.index, entries, language=language, facets=facets))
        while not made.done():
            yield _LOOK_AGAIN
        with suppress(ToolError):  # a build tells; the preview goes on with the last index
            self._index, self._indexed = made.result(), digest

    def _changed(self) -> frozenset[str]:
        changed = self._sources.changed()
        if self._sources.has_empty(changed):
            sleep(_HALF_WRITTEN)
            changed |= self._sources.changed()
        return changed

    def _faulty(self, start: float) -> Outcome:
        return Outcome("faults", self._told(), perf_counter() - start)

    def _told(self) -> tuple[Problem, ...]:
        """Return every fault there is now, of content and of the pages that were opened."""
        found = {problem for problem in self.problems if problem.severity == "fault"}
        return tuple(sorted(found.union(*self._faults.values())))

    def _page(self, path: str) -> bytes | None:
        """Return a page of this generation; where its template fails, that is a fault and the page is shown as it was."""
        if path in self._shown:
            return self._shelf.get(path)
        page = self.generation.page(path) if self.generation else None
        if page is None or self.generation is None:
            return None
        try:
            data = render.render(self.generation.bundle, self.generation.site.content.config.language, page).data
        except ContentError as error:
            self._faults[path] = error.problems
            return self._shelf.get(path)
        self._shelf.put(path, data)
        self._shown.add(path)
        return data

    def _image(self, name: str) -> bytes | None:
        if self.generation is None or name not in self.generation.site.content.images:
            return None
        try:
            return files.read(self._root, f"content/images/{name}", limit=_IMAGE_LIMIT)
        except ContentError:
            return None


def _only_templates(changed: frozenset[str]) -> bool:
    return all(name.startswith("templates/") for name in changed)


def _only_styles(changed: frozenset[str]) -> bool:
    return all(name.startswith("templates/static/css/") for name in changed)
