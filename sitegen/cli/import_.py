"""`sitegen import`: other people's Markdown as drafts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.cli import FAULTS, Setting
from sitegen.cli.progress import watch
from sitegen.desk.frames import Frames
from sitegen.desk.imports import Brought, Kind, bring_in, brought_before
from sitegen.desk.reading import site_of
from sitegen.desk.report import Format, report
from sitegen.desk.report import Setting as ReportSetting
from sitegen.desk.shelving import put_new
from sitegen.job import Report


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(("auto", "roles", "pages")),
    default="auto",
    help="What files become: guides where they name a role, guides all, or pages all.  [default: auto]",
)
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to report.  [default: text]")
@click.pass_obj
def import_(setting: Setting, path: Path, kind: Kind, dry_run: bool, form: Format) -> int:
    """Bring a Markdown file, or every one below a folder, in as a draft.

    Knows the front matter of Jekyll, Hugo, Docusaurus and Pelican, and files without any; docs/importing.md says what becomes of it.
    What was brought in before is left alone.
    """
    if path.resolve().is_relative_to(setting.root / "content"):
        raise click.UsageError(f"{path} is this site's own content")
    if setting.root.is_relative_to(path.resolve()):
        raise click.UsageError(f"{path} holds this site; name the folder that is to be brought in")
    told = Report(watch=watch(sys.stderr, quiet=setting.quiet))
    site = site_of(setting.root, setting.as_of, whole=False)
    brought = bring_in(path, site, kind=kind, before=brought_before(setting.root), report=told)
    if not dry_run:
        with told.stage("write", len(brought.drafts)) as counted:
            for name, data in counted(brought.drafts):
                put_new(setting.root, name, data)
    click.echo(report(brought.problems, form, ReportSetting(Frames(None))), nl=False)
    refused = sum(problem.code == "not-imported" for problem in brought.problems)
    _sum_up(setting, brought, refused, dry_run=dry_run)
    return FAULTS if refused else 0


def _sum_up(setting: Setting, brought: Brought, refused: int, *, dry_run: bool) -> None:
    guides = sum(name.startswith("content/roles/") for name, _ in brought.drafts)
    drafts, pages = len(brought.drafts), len(brought.drafts) - guides
    setting.say(f"{'Would bring' if dry_run else 'Brought'} in {drafts} drafts: {guides} guides, {pages} pages")
    setting.say(f"{len(brought.problems) - refused} things were not mapped, {refused} files not taken")
    if brought.keys:
        setting.say("Not mapped most often: " + ", ".join(f"{key} ({count})" for key, count in brought.keys))
    if brought.known:
        setting.say(f"{brought.known} files were brought in before and are left alone")
    if brought.roleless:
        setting.say(f"{brought.roleless} guides wait for a role or a level; until then `check` stops at each, and nothing can be built")
