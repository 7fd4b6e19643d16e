"""`sitegen check`: every fault, nothing written."""

from __future__ import annotations

import click

from sitegen.cli import FAULTS, Setting
from sitegen.pipeline import inspect


@click.command()
@click.pass_obj
def check(setting: Setting) -> int:
    """Report every fault with file, line and column; write nothing."""
    problems = inspect(setting.root, setting.as_of)
    for problem in problems:
        click.echo(str(problem))
    faults = sum(problem.severity == "fault" for problem in problems)
    setting.say(f"{_count(faults, 'fault')}, {_count(len(problems) - faults, 'warning')}")
    return FAULTS if faults else 0


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
