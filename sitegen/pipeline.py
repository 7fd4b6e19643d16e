"""`build()`: the stages in order, nothing else."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from sitegen import bundle as bundles
from sitegen import files, inputs, output, pages, render, search, workers
from sitegen.bundle import Bundle
from sitegen.cache import Artifact, Cache, open_cache
from sitegen.errors import ContentError, Problem, ToolError
from sitegen.fingerprint import Fingerprints
from sitegen.load import load
from sitegen.model import Page, Site
from sitegen.output import Stage
from sitegen.pages.search import search_entries, search_facets
from sitegen.site import check

Say = Callable[[str], None]
Index = Future[Mapping[str, bytes]]

_READERS = ("markdown-it-py", "pyyaml", "pydantic")
_IMAGE_LIMIT = 4_000_000
_COUNTS = ("guides", "pages", "size")


def _silent(text: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for.

    Shape: absolute paths; `cache` is None to neither use nor keep anything from other builds; `executor` runs batches of cold work,
    and processes of this machine do where none is given.
    """

    root: Path
    out: Path
    cache: Path | None
    as_of: date
    search: bool = True
    jobs: int | None = None
    executor: Executor | None = None
    say: Say = _silent


@dataclass(slots=True)
class Report:
    """What a build did. Unit: seconds, bytes."""

    guides: int = 0
    pages: int = 0
    rendered: int = 0
    size: int = 0
    touched: bool = False
    seconds: float = 0.0
    stages: list[tuple[str, float]] = field(default_factory=list)
    warnings: tuple[Problem, ...] = ()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        yield
        self.stages.append((name, time.perf_counter() - start))


def inspect(root: Path, as_of: date, cache: Path | None = None, *, draft: tuple[str, bytes] | None = None) -> tuple[Problem, ...]:
    """Return every fault and warning of the site in `root`, sorted; write nothing but the cache.

    Shape: `draft` is the name and bytes of a pay file that is not written yet, read instead of what stands there.
    """
    with open_cache(cache, edition()) as memo:
        loaded = load(root, memo, draft=draft)
        if loaded.content is None:
            return loaded.problems
        problems = check(loaded.content, as_of)[1]
        memo.save()
    return tuple(sorted({*loaded.problems, *problems}))


def build(options: Options) -> Report:
    """Build the site in `options.root` into `options.out`, replacing it only on success.

    Raises: ContentError with every fault found, or ToolError; the output is then untouched.
    """
    start = time.perf_counter()
    report = Report()
    with ExitStack() as opened:
        cache = opened.enter_context(open_cache(options.cache, edition()))
        never = (options.root, *(options.root / name for name in inputs.FOLDERS))
        spare = options.cache is not None
        stage = opened.enter_context(output.staging(options.out, cache.seals(), never=never, spare=spare, waiting=options.say))
        asked = inputs.signature((options.root, bundles.home()), str(options.as_of), str(options.search))
        if cache.state.get("asked") == asked and stage.is_intact():
            _recall(cache, report)
        else:
            _make(options, cache, stage, report)
            cache.state["asked"] = asked
            cache.save()
    report.seconds = time.perf_counter() - start
    return report


def verify(options: Options) -> None:
    """Build once more without the cache, beside the output, and compare every byte. Raises: ToolError naming the files that differ."""
    beside = options.out.with_name(f".{options.out.name}.verify")
    try:
        build(replace(options, out=beside, cache=None))
        kept, clean = output.digests(options.out), output.digests(beside)
    finally:
        for folder in (beside, beside.with_name(f".{beside.name}.work")):
            shutil.rmtree(folder, ignore_errors=True)
    differing = sorted(path for path in kept.keys() | clean.keys() if kept.get(path) != clean.get(path))
    if differing:
        shown = ", ".join(differing[:5])
        raise ToolError(f"{len(differing)} files are not those of a clean build: {shown}", "report this, and build with --no-cache")


def _recall(cache: Cache, report: Report) -> None:
    """Say of an output that is as it should be what was said when it was made."""
    for name in _COUNTS:
        setattr(report, name, int(cache.state.get(name, "0")))


def _make(options: Options, cache: Cache, stage: Stage, report: Report) -> None:
    """Run the stages: load, check, pages, render, index, write."""
    with ExitStack() as opened:
        crew_size = workers.count(options.jobs, inputs.guide_count(options.root))
        crew = options.executor or opened.enter_context(workers.processes(crew_size))
        site = _site(options, cache, crew, crew_size, report)
        with report.stage("templates"):
            bundle = bundles.load(options.root)
        beside = opened.enter_context(ThreadPoolExecutor(1))
        index = _start_index(site, cache, stage, beside) if options.search and "search" in site.content.config.pages else None
        with report.stage("render"):
            contexts = _render(site, bundle, cache, stage, report)
            _publish_static(options.root, site, bundle, stage)
        with report.stage("search"):
            _publish_index(index, stage)
    with report.stage("write"):
        done = stage.commit()
    report.touched, report.size = done.touched, done.size
    cache.artifacts = {path: Artifact(contexts.get(path, ""), seal) for path, seal in done.seals.items()}
    cache.state |= {name: str(getattr(report, name)) for name in _COUNTS}


def _site(options: Options, cache: Cache, crew: Executor | None, crew_size: int, report: Report) -> Site:
    """Load and check. Raises: ContentError with the faults of both stages."""
    with report.stage("load"):
        loaded = load(options.root, cache, crew, workers_count=crew_size)
    if loaded.content is None:
        raise ContentError(loaded.problems)
    with report.stage("check"):
        site, problems = check(loaded.content, options.as_of)
    found = {*loaded.problems, *problems}
    faults = [problem for problem in found if problem.severity == "fault"]
    if faults:
        raise ContentError(faults)
    report.guides, report.warnings = len(site.guides), tuple(sorted(found))
    return site


def _render(site: Site, bundle: Bundle, cache: Cache, stage: Stage, report: Report) -> Mapping[str, str]:
    """Stage every page, rendering those whose context is new. Shape: path -> hash of the context."""
    hashes, contexts = Fingerprints(bundle.digest), dict[str, str]()
    fresh: list[Page] = []
    for page in pages.pages(site, bundle.folder):
        contexts[page.path] = context = hashes.of(page.template, page.context)
        known = cache.artifacts.get(page.path)
        if known is None or known.context != context or not stage.keep(page.path, known.seal.digest):
            fresh.append(page)
    for artifact in render.render_batch(bundle, site.content.config.language, fresh):
        stage.write(artifact.path, artifact.data)
    report.pages, report.rendered = len(contexts), len(fresh)
    return contexts


def _publish_static(root: Path, site: Site, bundle: Bundle, stage: Stage) -> None:
    """Stage styles, scripts and pictures as they are."""
    for name, data in bundle.static.items():
        stage.write(bundle.folder + name, data)
    for name in site.content.images:
        stage.write(f"images/{name}", files.read(root, f"content/images/{name}", limit=_IMAGE_LIMIT))


def _start_index(site: Site, cache: Cache, stage: Stage, beside: Executor) -> Index:
    """Have the search index made while pages render. Shape: the future holds the files that are not kept from the last output."""
    entries, facets = tuple(search_entries(site)), search_facets(site)
    language = site.content.config.language
    digest = search.digest(entries, language=language, facets=facets)
    last = json.loads(cache.state.get("search-files", "[]")) if cache.state.get("search") == digest else []
    kept = {path for path in last if path in cache.artifacts and stage.keep(path, cache.artifacts[path].seal.digest)}
    if last and len(kept) == len(last):
        done: Index = Future()
        done.set_result({})
        return done

    def make() -> Mapping[str, bytes]:
        files = search.index(entries, language=language, facets=facets)
        cache.state |= {"search": digest, "search-files": json.dumps(sorted(files))}
        return {path: data for path, data in files.items() if path not in kept}

    return beside.submit(make)


def _publish_index(index: Index | None, stage: Stage) -> None:
    """Stage the search index."""
    for path, data in (index.result() if index else {}).items():
        stage.write(path, data)


def edition() -> bytes:
    """Name everything that decides what is kept of a file: our code, Python and the libraries that read."""
    libraries = " ".join(version(name) for name in _READERS)
    return f"{inputs.program(Path(__file__).parent)} {sys.version} {libraries}".encode()
