"""The stages of a build, in order: load, check, pages, render, index, write. Only a build with something to do imports this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sitegen import bundle as bundles
from sitegen import files, history, inputs, pages, render, search, workers
from sitegen.bundle import Bundle
from sitegen.cache import Artifact, Cache
from sitegen.contexts import PROSE, Fingerprints, store
from sitegen.errors import ContentError, Problem
from sitegen.inputs import Glance
from sitegen.job import COUNTS, Options, Report
from sitegen.kept import Kept
from sitegen.load import load
from sitegen.model import Site
from sitegen.output import Stage
from sitegen.page import Artifact as Made
from sitegen.page import Deferred, Page
from sitegen.pages import hosting
from sitegen.pages.search import search_entries, search_facets
from sitegen.retouch import Known, Last
from sitegen.site import check
from sitegen.site.addresses import new_addresses
from sitegen.workers import Crew

Index = Future[search.Made]
Task = tuple[Page, str]
"""A page, and the hash of the context that made the file at its path; empty where there is none to keep."""

_IMAGE_LIMIT = 4_000_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a page."""

    context: str
    """The hash of its context."""
    file: Made | None = None
    """What it became; None where its file is to be kept, or a template was at fault."""
    prose: str = ""
    """The digest of the prose it holds."""
    stored: bytes = b""
    """What to store of a context with prose."""
    faults: tuple[Problem, ...] = ()


def make(options: Options, cache: Cache, stage: Stage, glance: Glance, report: Report) -> None:
    """Run every stage. Raises: ContentError with every fault of a stage, or ToolError; nothing is committed then."""
    crew = Crew(workers.count(options.jobs, inputs.guide_count(options.root)), options.executor)
    site = _site(options, cache, crew, report)
    with report.stage("pages"):
        bundle = bundles.load(options.root)
        tasks = [*_tasks(site, bundle, cache, stage)]
    report.pages = len(tasks)
    contexts, holders = dict[str, str](), dict[str, list[str]]()
    with ExitStack() as opened:
        with report.stage("render", len(tasks)) as counted:
            slim = replace(bundle, static={})  # a template never sees them, and this travels
            made = crew.spread(partial(render_batch, slim, site.content.config.language), tasks)
            beside = opened.enter_context(ThreadPoolExecutor(1))
            index = _start_index(site, cache, stage, beside) if options.search and "search" in site.content.config.pages else None
            broken: list[Problem] = []
            for (page, _), done in zip(tasks, counted(made), strict=True):
                broken += done.faults
                contexts[page.path] = done.context
                if done.prose:
                    holders.setdefault(done.prose, []).append(page.path)
                if done.file:
                    stage.write(page.path, done.file.data)
                    report.rendered += 1
                elif not done.faults:
                    stage.keep(page.path, cache.artifacts[page.path].seal.digest)
                if done.stored:
                    cache.keep_context(page.path, done.stored)
            if broken:
                raise ContentError(render.told_once(broken))
            _publish_static(options.root, site, bundle, stage)
        with report.stage("search"):
            if index:
                _publish_index(index.result(), cache, stage)
    if beyond := [*hosting.beyond_limits(site, stage.sizes())]:
        raise ContentError(beyond)
    with report.stage("write"):
        committed = stage.commit()
    report.touched, report.size = committed.touched, committed.size
    cache.artifacts = {path: Artifact(contexts.get(path, ""), seal) for path, seal in committed.seals.items()}
    cache.state |= {name: str(getattr(report, name)) for name in COUNTS}
    cache.prune_contexts(contexts)
    cache.last = _last(site, glance, holders, report.warnings).to_plain()


def _last(site: Site, glance: Glance, holders: Mapping[str, Sequence[str]], warnings: Sequence[Problem]) -> Last:
    """Return what lets the next build be a retouch. Shape: `holders` are the pages that hold a prose, by its digest."""
    content = site.content
    known = {
        it.name: Known(glance.guides.get(it.name, ""), it.digest, it.name in content.changed, holders.get(it.prose.digest, ()))
        for it in content.guides
    }
    return Last(glance.beside, content.config.language, content.config.hosts, known, warnings)


def _site(options: Options, cache: Cache, crew: Crew, report: Report) -> Site:
    """Load and check. Raises: ContentError with the faults of both stages."""
    with report.stage("load"):
        loaded = load(options.root, cache, crew)
        cache.flush()  # whoever mends a fault that is found below does not wait for the other guides again
    if loaded.content is None:
        raise ContentError(loaded.problems)
    past = history.read(options.root, "content", [it.name for it in loaded.content.prose_files])
    with report.stage("check"):
        site, problems = check(replace(loaded.content, changed=past.days), options.as_of)
    found = {*loaded.problems, *problems, *past.problems()}
    faults = [problem for problem in found if problem.severity == "fault"]
    if faults:
        raise ContentError(faults)
    report.guides, report.warnings = len(site.guides), tuple(sorted(found))
    report.new_addresses = len(new_addresses(site))
    return site


def _tasks(site: Site, bundle: Bundle, cache: Cache, stage: Stage) -> Iterator[Task]:
    """Return every page, with the hash that its context must have for its file to be kept."""
    for page in pages.pages(site, bundle.folder):
        known = cache.artifacts.get(page.path)
        yield page, known.context if known and stage.can_keep(page.path, known.seal.digest) else ""


def render_batch(bundle: Bundle, language: str, batch: Sequence[Task]) -> list[Rendered]:
    """Make the contexts of some pages, and render those that are not what they were: the unit of work for another process or machine.

    Never raises for what a template does wrong, so that the faults of all pages come together, however they were divided.
    """
    hashes = Fingerprints(bundle.digest)
    contexts: dict[int, Mapping[str, object]] = {}
    return [_rendered(bundle, language, hashes, Page(page.path, page.template, _whole(page, contexts)), known) for page, known in batch]


def _whole(page: Page, contexts: dict[int, Mapping[str, object]]) -> Mapping[str, object]:
    """Return a page's context as a whole; pages that share one get the same. What is made or read here is gone after the batch."""
    made = contexts.get(id(page.context))
    if made is None:
        made = page.context.whole() if isinstance(page.context, Deferred) else page.context
        prose = made.get(PROSE)
        if isinstance(prose, Kept):
            made = {**made, PROSE: prose.afresh()}
        contexts[id(page.context)] = made
    return made


def _rendered(bundle: Bundle, language: str, hashes: Fingerprints, page: Page, known: str) -> Rendered:
    prose = page.context.get(PROSE)
    stored = store(page.template, page.context) if isinstance(prose, Kept) else None
    if stored and isinstance(prose, Kept):
        done = Rendered(stored.hash(bundle.digest, prose), prose=prose.digest)
    else:
        done = Rendered(hashes.of(page.template, page.context))
    if done.context == known:
        return done
    try:
        return replace(done, file=render.render(bundle, language, page), stored=stored.to_bytes() if stored else b"")
    except ContentError as error:
        return Rendered("", faults=error.problems)


def _publish_static(root: Path, site: Site, bundle: Bundle, stage: Stage) -> None:
    """Stage styles, scripts and pictures as they are."""
    for name, data in bundle.static.items():
        stage.write(bundle.folder + name, data)
    for name in site.content.images:
        stage.write(f"images/{name}", files.read(root, f"content/images/{name}", limit=_IMAGE_LIMIT))


def _start_index(site: Site, cache: Cache, stage: Stage, beside: Executor) -> Index:
    """Have the search index made while pages render. Shape: what is not kept from the last output."""
    language, last = site.content.config.language, cache.state.get("search", "")
    plan = search.plan(search_entries(site), language=language, facets=search_facets(site), last=last)
    work = plan.work({path for path, known in cache.artifacts.items() if plan.keeps(path) and stage.keep(path, known.seal.digest)})

    return beside.submit(search.make, work)


def _publish_index(made: search.Made, cache: Cache, stage: Stage) -> None:
    for path, data in made.files.items():
        stage.write(path, data)
    for code, documents in made.documents.items():
        cache.keep_documents(code, documents)
    cache.state["search"] = made.last.to_json()
