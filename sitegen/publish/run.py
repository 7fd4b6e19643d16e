"""A publish: what is old is kept, what is new is uploaded in order, what is over is removed, and the manifest is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from sitegen.errors import ToolError
from sitegen.publish.claim import LEASE, claim
from sitegen.publish.guards import Origin
from sitegen.publish.kinds import PHASES, phase
from sitegen.publish.manifest import KEPT, RETAINED, Manifest, name_of
from sitegen.publish.plan import Plan, Survey, kept_name, retained
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Store
from sitegen.publish.work import Bench, Source, Stored, each


@dataclass(frozen=True, slots=True)
class Job:
    """What one publish works with. Shape: `restores` and `take_over` are numbers of publishes."""

    store: Store
    source: Source
    origin: Origin
    seen: Survey
    plan: Plan
    token: str
    now: Callable[[], datetime]
    say: Callable[[str], None]
    patience: Patience = field(default_factory=Patience)
    restores: int | None = None
    take_over: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publish did."""

    number: int
    sent: int
    found_there: int
    """Files that a publish which broke off had stored already."""
    deleted: tuple[str, ...]
    lacking: frozenset[str]
    """Headers that the store did not give back."""
    notes: tuple[str, ...]


def publish(job: Job) -> Outcome:
    """Bring the store to what the plan wants.

    Raises: ToolError when it cannot be done. Nothing was deleted then, what readers see is whole files of which none lacks what it
    needs, and the next publish goes on from there.
    """
    held = claim(job.store, job.seen, _opened(job), job.now, job.patience, job.take_over)
    notes = ["this store ignores conditions: two publishes at once are kept apart by best effort only"] if held.is_best_effort else []
    try:
        job.store.begin(held.manifest.number)
        bench = Bench(job.store, job.source, job.seen, job.plan, held, job.patience)
        stored = _upload(job, bench, notes)
        held.hold()
        job.store.finish()
        deleted = _tidy(job, bench, notes)
        held.sign(_done(job, held.manifest, stored, deleted))
    except BaseException:
        with suppress(Exception):
            held.sign(replace(held.manifest, state="failed", until=job.now()))
        raise
    sent = sum(it.sent for it in stored)
    lacking = frozenset(name for it in stored for name in it.lacking)
    return Outcome(held.manifest.number, sent, len(stored) - sent, deleted, lacking, tuple(notes))


def _opened(job: Job) -> Manifest:
    """Return the record that claims the publish: it names every file that may come to lie in the store."""
    live, broken = job.seen.live, job.seen.open
    now = job.now()
    return Manifest(
        number=broken.number if broken else live.number + 1 if live else 1,
        state="open",
        token=job.token,
        until=now + LEASE,
        started=now,
        commit=job.origin.commit,
        committed=job.origin.committed,
        address=job.origin.address,
        files={**job.plan.started_by, **job.plan.wanted},
        gone=job.plan.gone,
        restores=job.restores,
    )


def _upload(job: Job, bench: Bench, notes: list[str]) -> list[Stored]:
    """Keep what will be overwritten, then upload phase by phase."""
    overwritten = [path for path in job.plan.of("changed") if not _has_same_bytes(job, path)]
    notes += [note for note in each(overwritten, bench.keep) if note]
    stored: list[Stored] = []
    for turn, name in enumerate(PHASES):
        paths = [path for path in job.plan.to_write if phase(path) == turn]
        if paths:
            job.say(f"Uploading {name}: {len(paths)}")
            stored += each(paths, bench.upload)
    return stored


def _has_same_bytes(job: Job, path: str) -> bool:
    was = job.seen.live.knows(path) if job.seen.live else None
    return was is not None and was.digest == job.plan.wanted[path].digest


def _done(job: Job, manifest: Manifest, stored: Iterable[Stored], deleted: Iterable[str]) -> Manifest:
    """Return the record of what is there now."""
    tags = {it.path: it.tag for it in stored}
    files = {path: replace(want, tag=tags.get(path) or job.seen.found[path].tag) for path, want in job.plan.wanted.items()}
    removed = frozenset(deleted)
    gone = {path: it for path, it in job.plan.gone.items() if path not in removed}
    return replace(manifest, state="done", files=files, gone=gone, finished=job.now())


def _tidy(job: Job, bench: Bench, notes: list[str]) -> tuple[str, ...]:
    """Remove what is over, while the claim still keeps others out: files past their grace time, and what no manifest refers to.

    Every file of the site is in place by now: what fails here is told, and left to the next publish.
    Shape: the files removed.
    """
    try:
        history = retained(job.store, job.seen, job.patience)[: RETAINED - 1]
        used = {entry.digest for manifest in history for entry in manifest.files.values()}
        notes += [note for note in each([path for path in job.plan.delete if job.plan.gone[path].entry.digest in used], bench.keep) if note]
        over = [*job.plan.delete, *_unused(job, history)]
        if over:
            bench.held.check()
            job.patience.persist(lambda: job.store.delete(over))
    except ToolError as error:
        notes.append(f"the site is published, but not tidied up: {error}")
        return ()
    return job.plan.delete


def _unused(job: Job, history: list[Manifest]) -> list[str]:
    """List kept bytes that neither this publish nor one of those before it refers to, and manifests nobody can go back to."""
    manifests = [job.plan.wanted, *(manifest.files for manifest in history)]
    used = {kept_name(entry) for files in manifests for entry in files.values()}
    kept = [path for path in job.seen.found if path.startswith(KEPT) and path not in used]
    first = min((manifest.number for manifest in history), default=0)
    return kept + [name_of(number) for number in job.seen.numbers if number < first]
