"""`sitegen check`: every fault, nothing written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import click

from sitegen import history
from sitegen.cli import FAULTS, Setting
from sitegen.cli.collector import no_collector
from sitegen.desk import explain as explained
from sitegen.desk.frames import Frames
from sitegen.desk.recall import recall, remember, signature
from sitegen.desk.report import FORMATS, Format, Role, report
from sitegen.desk.report import Setting as ReportSetting
from sitegen.errors import Problem

_OF_CLONES = frozenset({"no-history"})
"""Warnings about how the site was fetched, which no writer can mend: they stay warnings."""
_COLOURS: dict[Role, dict[str, object]] = {
    "place": {"bold": True},
    "fault": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "code": {"fg": "cyan"},
    "line": {"dim": True},
    "caret": {"fg": "red"},
    "hint": {"fg": "green"},
}


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.  [default: text]")
@click.option("--strict", is_flag=True, help="Make every warning a fault.")
@click.option("--explain", metavar="CODE", default=None, help="Print what a problem code means, and stop.")
@click.option("--no-cache", is_flag=True, help="Look at everything, whatever is known from the last time.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def check(setting: Setting, form: Format, strict: bool, explain: str | None, no_cache: bool, paths: tuple[Path, ...]) -> int:
    """Report every fault with file, line and column; write nothing.

    With PATHS, report what is in these files and folders only.
    """
    if explain is not None:
        return _explain(explain)
    found = (*_inspect(setting, None if no_cache else setting.root / ".cache"), *history.gaps(setting.root))
    problems = _only(sorted(found), _wanted(paths, setting.root))
    if strict:
        problems = [problem if problem.code in _OF_CLONES else replace(problem, severity="fault") for problem in problems]
    click.echo(report(problems, form, _report_setting(setting, form)), nl=False, color=_colour())
    faults = sum(problem.severity == "fault" for problem in problems)
    setting.say(f"{_count(faults, 'fault')}, {_count(len(problems) - faults, 'warning')}")
    return FAULTS if faults else 0


def _inspect(setting: Setting, cache: Path | None) -> Iterable[Problem]:
    """Return what the last check said where nothing has changed since; else look, which takes libraries that take time to load."""
    asked = signature(setting.root, setting.as_of)
    said = recall(cache, asked) if cache else None
    if said is not None:
        return said
    with no_collector():
        from sitegen.desk.inspection import inspect

        problems = inspect(setting.root, setting.as_of, cache)
    if cache:
        remember(cache, asked, problems)
    return problems


def _explain(code: str) -> int:
    known = explained.known()
    if code not in known:
        near = get_close_matches(code, list(known), n=1)
        raise click.UsageError(f"there is no problem code '{code}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    click.echo(f"{click.style(code, bold=True)}\n\n{known[code]}", nl=False, color=_colour())
    return 0


def _wanted(paths: Iterable[Path], root: Path) -> tuple[str, ...]:
    """Return paths as problems name them. Raises: UsageError for one outside the site."""
    found = []
    for path in paths:
        whole = path.resolve()
        if not whole.is_relative_to(root):
            raise click.UsageError(f"{path} is not in the site's folder, {root}")
        found.append(whole.relative_to(root).as_posix())
    return tuple(found)


def _only(problems: Iterable[Problem], wanted: tuple[str, ...]) -> list[Problem]:
    """Keep the problems in the files and folders wanted; all where none are named."""

    def is_wanted(path: str) -> bool:
        return not wanted or any(it in (".", path) or path.startswith(f"{it}/") for it in wanted)

    return [problem for problem in problems if is_wanted(problem.mark.path)]


def _report_setting(setting: Setting, form: Format) -> ReportSetting:
    """Name files from the folder where the command runs, for the programs that read the report there."""
    here = Path.cwd()
    inside = setting.root != here and setting.root.is_relative_to(here) and form != "text"
    prefix = f"{setting.root.relative_to(here).as_posix()}/" if inside else ""
    known = explained.known() if form == "sarif" else None
    return ReportSetting(Frames(setting.root), prefix, lambda text, role: click.style(text, **_COLOURS[role]), known)  # type: ignore[arg-type]  # options by name


def _colour() -> bool | None:
    """Return False where colour is not wanted, and None where the terminal decides. See no-color.org."""
    return False if os.environ.get("NO_COLOR") else None


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
