"""`build()`: whether there is anything to do, then the stages. What only the stages need is imported when there is."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from sitegen import history, inputs, output
from sitegen.cache import Cache, open_cache
from sitegen.errors import Problem, ToolError
from sitegen.job import Options, Report

__all__ = ["Options", "Report", "build", "edition", "inspect", "verify"]

_LIBRARIES = ("markdown-it-py", "pyyaml", "pydantic", "jinja2", "markupsafe", "babel", "pagefind-bin")
_OPTIONAL = ("pillow",)


def inspect(root: Path, as_of: date, cache: Path | None = None, *, draft: tuple[str, bytes] | None = None) -> tuple[Problem, ...]:
    """Return every fault and warning of the site in `root`, sorted; write nothing but the cache.

    Shape: `draft` is the name and bytes of a pay file that is not written yet, read instead of what stands there.
    """
    from sitegen.load import load
    from sitegen.site import check

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
    report = Report(watch=options.watch)
    with ExitStack() as opened:
        cache = opened.enter_context(open_cache(options.cache, edition()))
        never = (options.root, *(options.root / name for name in inputs.FOLDERS))
        spare = options.cache is not None
        stage = opened.enter_context(output.staging(options.out, cache.seals(), never=never, spare=spare, waiting=options.watch.say))
        glance = inputs.glance((options.root, inputs.home()), str(options.as_of), str(options.search), history.state(options.root))
        if cache.state.get("asked") == glance.signature and stage.is_intact():
            report.recall(cache.state)
        else:
            _make(options, cache, stage, glance, report)
            cache.state["asked"] = glance.signature
            cache.save()
    report.seconds = time.perf_counter() - start
    return report


def _make(options: Options, cache: Cache, stage: output.Stage, glance: inputs.Glance, report: Report) -> None:
    from sitegen.retouch import retouch

    if retouch(options, cache, stage, glance, report):
        return
    from sitegen.stages import make

    make(options, cache, stage, glance, report)


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


def edition() -> bytes:
    """Name everything that decides what a site's files become, beside them: our code, Python and the libraries that read and make."""
    libraries = " ".join(inputs.releases(_LIBRARIES, _OPTIONAL))
    return f"{inputs.program(Path(__file__).parent)} {sys.version} {libraries}".encode()
