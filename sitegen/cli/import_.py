"""`sitegen import`: other people's Markdown as drafts."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli import FAULTS, Setting
from sitegen.desk.frames import Frames
from sitegen.desk.imports import bring_in
from sitegen.desk.reading import site_of
from sitegen.desk.report import Format, report
from sitegen.desk.report import Setting as ReportSetting
from sitegen.desk.shelving import put_new


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to report.  [default: text]")
@click.pass_obj
def import_(setting: Setting, path: Path, dry_run: bool, form: Format) -> int:
    """Bring a Markdown file, or every one below a folder, in as a draft.

    Knows the front matter of Jekyll, Hugo and Docusaurus, and files without any; docs/importing.md says what becomes of it.
    """
    brought = bring_in(path, site_of(setting.root, setting.as_of))
    if not dry_run:
        for name, data in brought.drafts:
            put_new(setting.root, name, data)
    click.echo(report(brought.problems, form, ReportSetting(Frames(Path("/")))), nl=False)
    refused = sum(problem.code == "not-imported" for problem in brought.problems)
    guides = sum(name.startswith("content/roles/") for name, _ in brought.drafts)
    drafts, pages = len(brought.drafts), len(brought.drafts) - guides
    setting.say(f"{'Would bring' if dry_run else 'Brought'} in {drafts} drafts: {guides} guides, {pages} pages")
    setting.say(f"{len(brought.problems) - refused} things were not mapped, {refused} files not taken")
    return FAULTS if refused else 0
