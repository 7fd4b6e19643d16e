"""The command line: arguments, clock, printing, exit statuses. Nothing else reads the environment."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import click

from sitegen import __version__
from sitegen.errors import ContentError, ToolError

FAULTS, FAILURE = 1, 2
COMMANDS = {
    "build": "sitegen.cli.build:build",
    "check": "sitegen.cli.check:check",
    "serve": "sitegen.cli.serve:serve",
    "new": "sitegen.cli.new:new",
    "schema": "sitegen.cli.schema:schema",
    "status": "sitegen.cli.status:status",
    "urls": "sitegen.cli.urls:urls",
    "import": "sitegen.cli.import_:import_",
    "salaries": "sitegen.cli.salaries:salaries",
    "publish": "sitegen.cli.publish:publish",
}
"""Command -> where it lives. Each is imported when it is asked for, so that no command pays for another's libraries."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every command.

    Shape: `root` is the site's folder; `as_of` the day the site is built for.
    """

    root: Path
    as_of: date
    quiet: bool

    def say(self, text: str) -> None:
        """Print a line to people, unless they asked for quiet."""
        if not self.quiet:
            click.echo(text, err=True)


class LateGroup(click.Group):
    """A group whose commands are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import a command by name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None


class Day(click.ParamType[date]):
    """A date as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or fail with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a date; write it as 2026-11-10", param, ctx)


@click.group(cls=LateGroup)
@click.option("--root", type=click.Path(path_type=Path), default=None, help="The site's folder.  [default: this one]")
@click.option("--as-of", type=Day(), default=None, help="Build as if it were this day.  [default: today in UTC, or SOURCE_DATE_EPOCH]")
@click.option("--quiet", is_flag=True, help="Print nothing but faults.")
@click.version_option(__version__, prog_name="sitegen")
@click.pass_context
def sitegen(context: click.Context, root: Path | None, as_of: date | None, quiet: bool) -> None:
    """Build, check and publish a site of role career guides."""
    folder = root or context.obj or Path()
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {folder}")
    context.obj = Setting(folder.resolve(), as_of or _today(), quiet)


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    if not epoch.isdecimal() or len(epoch) > 11:
        raise click.UsageError(f"SOURCE_DATE_EPOCH should be seconds since 1970, not '{epoch[:40]}'")
    return datetime.fromtimestamp(int(epoch), UTC).date()


def run(arguments: list[str] | None = None, root: Path | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 the owner can mend it, 2 a tool failed or wrong usage."""
    try:
        result = sitegen.main(arguments, prog_name="sitegen", standalone_mode=False, obj=root)
    except click.ClickException as error:
        error.show()
        return FAILURE
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; the last output is untouched", err=True)
        return 130
    except ContentError as error:
        show_problems(error)
        return FAULTS
    except ToolError as error:
        click.echo(f"error: {error}", err=True)
        return FAILURE
    except BrokenPipeError:
        sys.stderr.close()
        return FAILURE
    return result if isinstance(result, int) else 0


def show_problems(error: ContentError) -> None:
    """Print every problem and their number."""
    for problem in error.problems:
        click.echo(str(problem), err=True)
    count = len(error.problems)
    click.echo(f"{count} problem{'s' if count != 1 else ''}; nothing was written", err=True)


def main() -> None:
    """Run as the console script `sitegen`."""
    sys.exit(run())
