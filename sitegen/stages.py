"""The stages of a build, in order: load, check, pages, render, index, write. Only a build with something to do imports this."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

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
from sitegen.page import Page
from sitegen.pages import hosting
from sitegen.pages.search import search_entries, search_facets
from sitegen.retouch import Known, note
from sitegen.site import check
from sitegen.site.addresses import new_addresses
from sitegen.workers import Crew

Index = Future[Mapping[str, bytes]]
Rendered = tuple[Made | None, str, tuple[Problem, ...], bytes]
"""The file a page became, the hash of its context, what a template did wrong in its place, and what to store of a context with prose."""

_IMAGE_LIMIT = 4_000_000


def make(options: Options, cache: Cache, stage: Stage, glance: Glance, report: Report) -> None:
    """Run every stage. Raises: ContentError with every fault of a stage, or ToolError; nothing is committed then."""
    crew = Crew(workers.count(options.jobs, inputs.guide_count(options.root)), options.executor)
    site = _site(options, cache, crew, report)
    with report.stage("pages"):
        bundle = bundles.load(options.root)
        contexts, fresh, holders = _pages(site, bundle, cache, stage)
    report.pages, report.rendered = len(contexts) + len(fresh), len(fresh)
    with ExitStack() as opened:
        with report.stage("render", len(fresh)) as counted:
            slim = replace(bundle, static={})  # a template never sees them, and this travels
            made = crew.spread(partial(render_batch, slim, site.content.config.language), fresh)
            beside = opened.enter_context(ThreadPoolExecutor(1))
            index = _start_index(site, cache, stage, beside) if options.search and "search" in site.content.config.pages else None
            broken: list[Problem] = []
            for artifact, context, faults, stored in counted(made):
                broken += faults
                if artifact:
                    stage.write(artifact.path, artifact.data)
                    contexts[artifact.path] = context
                    if stored:
                        cache.keep_context(artifact.path, stored)
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
    cache.prune_contexts(contexts)
    cache.last = {} if index else _note(site, glance, holders, report.warnings)


def _note(site: Site, glance: Glance, holders: Mapping[str, Sequence[str]], warnings: Sequence[Problem]) -> Mapping[str, Any]:
    """Return what lets the next build be a retouch. Shape: `holders` are the pages that hold a prose, by its digest."""
    content = site.content
    known = {
        it.name: Known(glance.guides.get(it.name, ""), it.digest, it.name in content.changed, holders.get(it.prose.digest, ()))
        for it in content.guides
    }
    return note(glance, content.config.language, content.config.hosts, known, warnings)


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


def _pages(site: Site, bundle: Bundle, cache: Cache, stage: Stage) -> tuple[dict[str, str], list[Page], dict[str, list[str]]]:
    """Keep every artifact whose context is known.

    Shape: path -> hash of the context for those; the pages to render; digest of a prose -> all pages that hold it.
    """
    hashes, contexts, holders = Fingerprints(bundle.digest), dict[str, str](), dict[str, list[str]]()
    fresh: list[Page] = []
    for page in pages.pages(site, bundle.folder):
        prose = page.context.get(PROSE)
        if isinstance(prose, Kept):
            holders.setdefault(prose.digest, []).append(page.path)
        known = cache.artifacts.get(page.path)
        if known and known.context == hashes.of(page.template, page.context) and stage.keep(page.path, known.seal.digest):
            contexts[page.path] = known.context
        else:
            fresh.append(page)
    return contexts, fresh, holders


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
        return None, "", error.problems, b""
    prose = page.context.get(PROSE)
    if isinstance(prose, Kept):
        context = store(page.template, page.context)
        return made, context.hash(bundle.digest, prose), (), context.to_bytes()
    return made, hashes.of(page.template, page.context), (), b""


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
