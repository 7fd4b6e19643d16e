"""`check`: all stages but writing, and a proof of the finished pages. What has not changed since the last time is not looked at again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sitegen import bundle as bundles
from sitegen import inputs, pages, render, workers
from sitegen.bundle import Bundle
from sitegen.cache import Cache, open_cache
from sitegen.contexts import Fingerprints
from sitegen.desk.proof import Miss, Survey, proof, survey
from sitegen.desk.strays import strays
from sitegen.errors import ContentError, Mark, Problem
from sitegen.load import load
from sitegen.model import Site
from sitegen.page import CARD, Page
from sitegen.pipeline import edition
from sitegen.render.faults import fault, told_once
from sitegen.search import NAMES
from sitegen.site import check
from sitegen.workers import Crew

_SAID = {
    "page-dead-link": ("a finished page links to {what}, which leads nowhere", "mend the link in this template"),
    "page-dead-anchor": ("a finished page links to {what}, and there is no such place on that page", "mend the link, or give the id"),
    "repeated-anchor": ("the id '{what}' is on one finished page twice", "give one of the two another id"),
}
_PICTURES, _ENGINE = "images/", ("pagefind/pagefind.js",)


def inspect(root: Path, as_of: date, cache: Path | None) -> tuple[Problem, ...]:
    """Return every fault and warning of the site in `root`, sorted; write nothing but the cache.

    Finished pages are proof-read once the content has no fault: until then there are none.
    """
    with ExitStack() as opened:
        memo = opened.enter_context(open_cache(cache, edition()))
        loaded = load(root, memo, Crew(workers.count(None, inputs.guide_count(root))))
        found = {*loaded.problems, *strays(root)}
        site = None
        if loaded.content:
            site, problems = check(loaded.content, as_of, thorough=True)
            found |= set(problems)
        try:
            bundle = bundles.load(root)
        except ContentError as error:
            return tuple(sorted(found | set(error.problems)))
        language = loaded.content.config.language if loaded.content else "en"
        found |= set(_unreadable(bundle, language))
        if site and all(problem.severity == "warning" for problem in found):
            surveys = opened.enter_context(open_cache(cache / "check" if cache else None, edition()))
            found |= set(_proof_read(site, bundle, surveys))
        memo.save()
    return tuple(sorted(found))


def _unreadable(bundle: Bundle, language: str) -> Iterator[Problem]:
    """Find templates that cannot be read, whether a page uses them or not."""
    made = render.environment(bundle, language)
    for name in bundle.templates:
        try:
            made.get_template(name)
        except Exception as error:  # noqa: BLE001  # whatever a template does wrong is its owner's to mend
            yield fault(error, bundle, Page(name, name, {}))


def _proof_read(site: Site, bundle: Bundle, memo: Cache) -> Iterator[Problem]:
    """Render the pages that are not known, and proof-read them all."""
    hashes, config = Fingerprints(bundle.digest), site.content.config
    surveys: dict[str, Survey] = {}
    places: dict[str, str] = {}
    used = set()
    broken: list[Problem] = []
    for page in pages.pages(site, bundle.folder):
        context = hashes.of(page.template, page.context)
        used.add(context)
        places[page.path] = bundle.places.get(page.template, page.template)
        known = memo.get(context)
        if known is None:
            try:
                known = _survey(bundle, config.language, page)
            except ContentError as error:
                broken += error.problems
                continue
            memo.put(context, known)
        surveys[page.path] = Survey(*map(tuple, json.loads(known)))
    memo.prune(used)
    memo.save()
    if broken:
        yield from told_once(broken)
        return
    others = {bundle.folder + name for name in bundle.static} | {_PICTURES + name for name in site.content.images} | {NAMES, *_ENGINE}
    yield from _said(proof(surveys, others, origin=config.origin, base=config.base_path), places)


def _survey(bundle: Bundle, language: str, page: Page) -> bytes:
    made = b"" if page.template == CARD else render.render(bundle, language, page).data  # a picture holds no links, and is not shown here
    return json.dumps(list(asdict(survey(made.decode()) if page.path.endswith(".html") else Survey()).values())).encode()


def _said(misses: Iterable[Miss], places: Mapping[str, str]) -> Iterator[Problem]:
    """Tell what was missed, once for each template with the first page that shows it."""
    paths: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for miss in misses:
        paths[places[miss.path], miss.code, miss.what].append(miss.path)
    for (place, code, what), where in paths.items():
        message, hint = _SAID[code]
        more = f" and {len(where) - 1} more" if len(where) > 1 else ""
        yield Problem(Mark(place), code, f"{message.format(what=what[:120])}: {where[0]}{more}", hint)
