"""`sitegen publish`: the built site to where readers find it, and back."""

from __future__ import annotations

import re
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import click

from sitegen.cli import Setting
from sitegen.errors import ContentError, Problem, ToolError
from sitegen.load.tables import Reader, load_config
from sitegen.publish import report, rollback
from sitegen.publish.guards import Allowed, Origin, refuse
from sitegen.publish.local import Built, entries
from sitegen.publish.manifest import Entry
from sitegen.publish.plan import Plan, Survey, compare, retained, survey
from sitegen.publish.retry import Patience
from sitegen.publish.run import Job
from sitegen.publish.run import publish as run_publish
from sitegen.publish.stores import Store
from sitegen.publish.stores.folder import open_folder
from sitegen.publish.stores.objects import open_store
from sitegen.publish.work import Source
from sitegen.schema import SiteConfig
from sitegen.schema.publishing import Target

_PATIENCE = Patience()
_EPOCH = date(2000, 1, 1)


@click.command()
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Print the plan, and write nothing.")
@click.option("--rollback", "back", metavar="ID|previous", default=None, help="Bring back the files of an earlier publish.")
@click.option("--list", "listing", is_flag=True, help="List the publishes one can go back to.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print the plan.  [default: text]")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="The built site.  [default: dist in the site's folder]")
@click.option(
    "--changed",
    type=click.Path(path_type=Path),
    default=None,
    help="Where to list addresses to purge.  [default: .cache/changed-paths.txt]",
)
@click.option("--allow-leaving", type=click.IntRange(0), default=0, metavar="N", help="Let as many files leave the site.")
@click.option(
    "--allow-foreign", type=click.IntRange(0), default=0, metavar="N", help="Publish although as many objects of others are there."
)
@click.option("--allow-older", is_flag=True, help="Publish an older commit than the one that is live.")
@click.option("--allow-new-address", is_flag=True, help="Publish a site of another address than the one that is live.")
@click.option(
    "--take-over", type=click.IntRange(1), default=None, metavar="ID", help="Take over from a publish that is known to have died."
)
@click.pass_obj
def publish(  # noqa: PLR0917  # click passes each option by name
    setting: Setting,
    target: str,
    dry_run: bool,
    back: str | None,
    listing: bool,
    form: str,
    out: Path | None,
    changed: Path | None,
    allow_leaving: int,
    allow_foreign: int,
    allow_older: bool,
    allow_new_address: bool,
    take_over: int | None,
) -> None:
    """Publish the built site to TARGET, a name under `publish` in site.yaml. docs/publishing.md explains what happens."""
    config = _config(setting.root)
    place = _target(config, target)
    changes = (changed or setting.root / ".cache/changed-paths.txt").absolute()
    with closing(_opened(setting.root, config, place)) as store:
        desk = _Desk(setting, config, place, store, survey(store, _PATIENCE), form, dry_run, changes, take_over)
        if listing:
            click.echo(report.history_text(retained(store, desk.seen, _PATIENCE), desk.seen.open))
        elif back is not None:
            _go_back(desk, back)
        else:
            allowed = Allowed(allow_leaving, allow_foreign, allow_older, allow_new_address)
            _publish(desk, (out or setting.root / "dist").absolute(), allowed)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one run of the command works with."""

    setting: Setting
    config: SiteConfig
    target: Target
    store: Store
    seen: Survey
    form: str
    dry_run: bool
    changes: Path
    take_over: int | None

    def plan(self, wanted: dict[str, Entry]) -> Plan:
        """Make the plan, and print it where it is asked for."""
        plan = compare(wanted, self.seen, _now(), timedelta(days=(self.target.grace.after(_EPOCH) - _EPOCH).days))
        if self.dry_run or not self.setting.quiet:
            where = self.store.where()
            as_json = self.form == "json"
            text = report.plan_json(plan, where, report.cdn_rules(self.store)) if as_json else report.plan_text(plan, where)
            click.echo(text, err=not self.dry_run)
        return plan

    def run(self, plan: Plan, source: Source, origin: Origin, restores: int | None = None) -> None:
        """Do what the plan says, and tell what came of it."""
        if self.dry_run:
            for rule in report.cdn_rules(self.store) if self.form == "text" else ():
                self.setting.say(f"CDN rule: {rule}")
            return
        self.changes.parent.mkdir(parents=True, exist_ok=True)
        self.changes.write_text("".join(f"{it}\n" for it in report.changed_addresses(plan, self.config.base_path)), encoding="utf-8")
        if plan.is_empty:
            self.setting.say("Nothing changed, and nothing was written")
            return
        job = Job(self.store, source, origin, self.seen, plan, uuid4().hex, _now, self.setting.say, _PATIENCE, restores, self.take_over)
        outcome = run_publish(job)
        self.setting.say(report.outcome_text(outcome, self.store.where()))
        for rule in report.cdn_rules(self.store, outcome.lacking) if outcome.lacking or outcome.number == 1 else ():
            self.setting.say(f"CDN rule: {rule}")


def _publish(desk: _Desk, out: Path, allowed: Allowed) -> None:
    wanted = entries(out, compress=desk.target.compress, twins=desk.target.folder is not None)
    origin = _origin(desk.setting.root, desk.config)
    plan = desk.plan(wanted)
    refuse(plan, desk.seen, origin, desk.target.most_leaving, allowed)
    desk.run(plan, Built(out), origin)


def _go_back(desk: _Desk, asked: str) -> None:
    earlier = rollback.target(retained(desk.store, desk.seen, _PATIENCE), asked)
    source = rollback.restored(desk.store, desk.seen, earlier, _PATIENCE)
    origin = Origin(earlier.address, earlier.commit, earlier.committed, lambda _: False)
    desk.run(desk.plan(rollback.wanted(earlier)), source, origin, earlier.number)


def _now() -> datetime:
    return datetime.now(UTC)


def _config(root: Path) -> SiteConfig:
    found: list[Problem] = []
    config = load_config(Reader(root, found))
    if config is None:
        raise ContentError(found)
    return config.value


def _target(config: SiteConfig, name: str) -> Target:
    if name not in config.publish:
        known = ", ".join(config.publish) or "there is none yet"
        raise ToolError(f"site.yaml names no publish target '{name}'", f"targets: {known}; docs/publishing.md shows how one is written")
    return config.publish[name]


def _opened(root: Path, config: SiteConfig, target: Target) -> Store:
    if target.folder is not None:
        return open_folder((root / target.folder).absolute(), config.base_path)
    return open_store(target.store or "", target.endpoint, target.region)


def _origin(root: Path, config: SiteConfig) -> Origin:
    """Ask git which commit the site is of. Outside a repository there is none."""
    commit, _, when = _git(root, "show", "-s", "--format=%H %cI", "HEAD").strip().partition(" ")
    committed = datetime.fromisoformat(when).astimezone(UTC).isoformat() if when else ""

    def is_before(other: str) -> bool | None:
        known = re.fullmatch(r"[0-9a-f]{40,64}", other) and _git(root, "cat-file", "-t", other)
        shared = _git(root, "merge-base", other, "HEAD").strip() if known else ""
        return shared == commit if shared in {commit, other} else None

    return Origin(config.base_url, commit, committed, is_before)


def _git(root: Path, *arguments: str) -> str:
    """Return what git says, nothing where it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)  # noqa: S607  # found on PATH
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
