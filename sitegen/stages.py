"""The stages of a build, in order: load, check, pages, render, index, write. Only a build with something to do imports this."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from sitegen import bundle as bundles
from sitegen import files, history, inputs, pages, render, search, workers
from sitegen.bundle import Bundle
from sitegen.cache import Artifact, Cache
from sitegen.errors import ContentError, Problem
from sitegen.fingerprint import Fingerprints
from sitegen.job import COUNTS, Options, Report
from sitegen.load import load
from sitegen.model import Artifact as Made
from sitegen.model import Page, Site
from sitegen.output import Stage
from sitegen.pages import hosting
from sitegen.pages.search import search_entries, search_facets
from sitegen.site import check
from sitegen.site.addresses import new_addresses
from sitegen.workers import Crew

Index = Future[Mapping[str, bytes]]
Rendered = tuple[Made | None, str, tuple[Problem, ...]]
"""The file a page became, the hash of its context, and what a template did wrong in its place."""

_IMAGE_LIMIT = 4_000_000


def make(options: Options, cache: Cache, stage: Stage, report: Report) -> None:
    """Run every stage. Raises: ContentError with every fault of a stage, or ToolError; nothing is committed then."""
    crew = Crew(workers.count(options.jobs, inputs.guide_count(options.root)), options.executor)
    site = _site(options, cache, crew, report)
    with report.stage("pages"):
        bundle = bundles.load(options.root)
        contexts, fresh = _pages(site, bundle, cache, stage)
    report.pages, report.rendered = len(contexts) + len(fresh), len(fresh)
    with ExitStack() as opened:
        with report.stage("render", len(fresh)) as counted:
            slim = replace(bundle, static={})  # a template never sees them, and this travels
            made = crew.spread(partial(render_batch, slim, site.content.config.language), fresh)
            beside = opened.enter_context(ThreadPoolExecutor(1))
            index = _start_index(site, cache, stage, beside) if options.search and "search" in site.content.config.pages else None
            broken: list[Problem] = []
            for artifact, context, faults in counted(made):
                broken += faults
                if artifact:
                    stage.write(artifact.path, artifact.data)
                    contexts[artifact.path] = context
            if broken:
                raise ContentError(render.told_once(broken))
            _publish_static(options.root, site, bundle, stage)
        with report.stage("search"):
            for path, data in (index.result() if index else {}).items():
                stage.write(path, data)
    if beyond := [*hosting.beyond_limits(site, stage.sizes())]:
        raise ContentError(beyond)
    with report.stage("write"):
        done = stage.commit()
    report.touched, report.size = done.touched, done.size
    cache.artifacts = {path: Artifact(contexts.get(path, ""), seal) for path, seal in done.seals.items()}
    cache.state |= {name: str(getattr(report, name)) for name in COUNTS}


def _site(options: Options, cache: Cache, crew: Crew, report: Report) -> Site:
    """Load and check. Raises: ContentError with the faults of both stages."""
    with report.stage("load"):
        loaded = load(options.root, cache, crew)
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


def _pages(site: Site, bundle: Bundle, cache: Cache, stage: Stage) -> tuple[dict[str, str], list[Page]]:
    """Keep every artifact whose context is known. Shape: path -> hash of the context for those, and the pages to render."""
    hashes, contexts = Fingerprints(bundle.digest), dict[str, str]()
    fresh: list[Page] = []
    for page in pages.pages(site, bundle.folder):
        known = cache.artifacts.get(page.path)
        if known and known.context == hashes.of(page.template, page.context) and stage.keep(page.path, known.seal.digest):
            contexts[page.path] = known.context
        else:
            fresh.append(page)
    return contexts, fresh


def render_batch(bundle: Bundle, language: str, batch: Sequence[Page]) -> list[Rendered]:
    """Render some pages: the unit of work for another process or machine.

    Never raises for what a template does wrong, so that the faults of all pages come together, however they were divided.
    """
    hashes = Fingerprints(bundle.digest)
    return [_rendered(bundle, language, hashes, page) for page in batch]


def _rendered(bundle: Bundle, language: str, hashes: Fingerprints, page: Page) -> Rendered:
    try:
        made = render.render(bundle, language, page)
    except ContentError as error:
        return None, "", error.problems
    return made, hashes.of(page.template, page.context), ()


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
