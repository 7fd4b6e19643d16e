"""A plan, an outcome and a history in words or as JSON, and the list of addresses to purge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sitegen.hosts import SECURITY
from sitegen.publish.manifest import PRIVATE, Manifest
from sitegen.publish.plan import Plan
from sitegen.publish.run import Outcome
from sitegen.publish.stores import Store

_SHOWN = 20
_MARKS = {"new": "+", "changed": "~", "metadata": "h"}
_HOME = "index.html"


def plan_text(plan: Plan, where: str) -> str:
    """Return a plan as a table: how many files and bytes of each kind, and the first of them by name."""
    lines = [f"Plan for {where}"]
    lines += [f"  {name:<14}{count:>8} files {size:>14,} bytes" for name, (count, size) in _sums(plan).items()]
    if plan.foreign:
        lines.append(f"  {len(plan.foreign)} objects there are not ours; they stay as they are")
    if plan.resumes:
        lines.append("  a publish broke off; this one finishes it")
    marked = [(_MARKS[kind], path) for path, kind in plan.kinds.items() if kind in _MARKS]
    marked += [("-", path) for path in plan.leaving] + [("x", path) for path in plan.delete]
    lines += [f"    {mark} {path}" for mark, path in marked[:_SHOWN]]
    if len(marked) > _SHOWN:
        lines.append(f"    … and {len(marked) - _SHOWN} more; --format json lists them all")
    return "\n".join(lines)


def plan_json(plan: Plan, where: str, rules: Iterable[str]) -> str:
    """Return a plan as JSON, every file named."""
    record = {
        "target": where,
        "sums": {name: {"files": count, "bytes": size} for name, (count, size) in _sums(plan).items()},
        **{kind: [{"path": path, "size": plan.wanted[path].size} for path in plan.of(kind)] for kind in _MARKS},  # type: ignore[arg-type]
        "leaving": [*plan.leaving],
        "delete": [*plan.delete],
        "foreign": [*plan.foreign],
        "resumes": plan.resumes,
        "cdn_rules": [*rules],
    }
    return json.dumps(record, indent=2, ensure_ascii=False)


def cdn_rules(store: Store, lacking: Iterable[str] = ()) -> Iterator[str]:
    """Say what the store cannot keep with an object, and the server in front of it has to say instead."""
    if not store.carries:
        return  # a folder's web server reads the snippet that the build made for it
    for name, value in SECURITY.items():
        yield f"every answer: {name}: {value}"
    for name in sorted(lacking):
        yield f"{name}: this store did not give it back as it was sent; set it at the CDN"
    yield f"refuse addresses below {PRIVATE}"
    yield "answer / and every address that ends in / with its index.html, and an address that is not there with 404.html and status 404"


def outcome_text(outcome: Outcome, where: str) -> str:
    """Return what a publish did."""
    text = f"Published {outcome.number} to {where}: {outcome.sent} files sent and read back"
    if outcome.found_there:
        text += f", {outcome.found_there} were there from the publish that broke off"
    if outcome.deleted:
        text += f", {len(outcome.deleted)} old ones removed"
    return "\n".join([text, *(f"note: {note}" for note in outcome.notes)])


def history_text(history: Iterable[Manifest], broken: Manifest | None) -> str:
    """Return the publishes one can go back to, newest first."""
    rows = [
        f"{it.number:>6}  {it.finished or it.started:%Y-%m-%d %H:%M}  {it.commit[:12] or '-':<12}  {len(it.files):>6} files  {_came(it)}"
        for it in history
    ]
    if broken:
        state = "gave up" if broken.state == "failed" else "runs, or broke off"
        rows.insert(0, f"{broken.number:>6}  {broken.started:%Y-%m-%d %H:%M}  {broken.commit[:12] or '-':<12}  {state}")
    return "\n".join(rows) or "nothing was published there yet"


def changed_addresses(plan: Plan, base: str) -> list[str]:
    """Return the paths of addresses whose answer has changed, for the tool that purges the CDN. Shape: sorted, below the site's path."""
    found = set[str]()
    for path in (*plan.to_write, *plan.delete):
        found.add(base + path)
        if path == _HOME or path.endswith(f"/{_HOME}"):
            found.add(base + path.removesuffix(_HOME))
    return sorted(found)


def _came(manifest: Manifest) -> str:
    return f"went back to {manifest.restores}" if manifest.restores else ""


def _sums(plan: Plan) -> Mapping[str, tuple[int, int]]:
    sums = {}
    for kind in ("new", "changed", "metadata", "unchanged"):
        paths = plan.of(kind)
        sums[kind] = (len(paths), sum(plan.wanted[path].size for path in paths))
    sums["leaving"] = (len(plan.leaving), sum(plan.gone[path].entry.size for path in plan.leaving))
    sums["to delete"] = (len(plan.delete), sum(plan.gone[path].entry.size for path in plan.delete))
    return sums
