"""`sitegen serve`: the preview, until interrupted."""

from __future__ import annotations

import click

from sitegen.cli import Setting
from sitegen.desk.frames import Frames
from sitegen.desk.report import Setting as ReportSetting
from sitegen.desk.report import as_text
from sitegen.errors import Problem
from sitegen.serve import serve as serve_preview
from sitegen.serve.preview import Outcome

_PORT = 5500


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="Where to listen on 127.0.0.1; 0 is any free one."
)
@click.pass_obj
def serve(setting: Setting, port: int) -> None:
    """Preview the site, drafts included, and reload the browser at every save."""
    known: set[Problem] = set()

    def told(outcome: Outcome) -> None:
        """Print what is new: the warnings of a site would otherwise come again at every save."""
        report = ReportSetting(Frames(setting.root))
        for problem in outcome.problems:
            if problem.severity == "fault" or problem not in known:
                click.echo(as_text(problem, report), err=True)
        known.clear()
        known.update(outcome.problems)
        if outcome.kind == "faults":
            setting.say(f"{len(outcome.problems)} to mend; the preview stays as it was")
        else:
            setting.say(f"Made anew in {outcome.seconds:.2f} s" if outcome.kind == "pages" else "Styles swapped")

    serve_preview(
        setting.root,
        setting.as_of,
        setting.root / ".cache",
        port,
        lambda address: click.echo(f"Preview: {address}   (Ctrl+C ends it)"),
        told,
    )
