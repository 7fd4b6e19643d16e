"""`sitegen schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli import Setting
from sitegen.desk.reading import content_of
from sitegen.desk.schemas import schemas
from sitegen.errors import ToolError

FOLDER = "schemas"


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help=f"Where they go.  [default: {FOLDER}/]")
@click.pass_obj
def schema(setting: Setting, out: Path | None) -> None:
    """Write a JSON Schema for guides, for every data file and for site.yaml, with the ids that exist."""
    folder = out or setting.root / FOLDER
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schemas(content_of(setting.root)):
            place = folder / name
            if not place.is_file() or place.read_text("utf-8") != text:
                place.write_text(text, "utf-8", newline="\n")
                written += 1
    except OSError as error:
        raise ToolError(f"{folder} cannot be written: {error.strerror}", "choose another folder with --out") from error
    setting.say(f"{written} written to {folder}" if written else f"{folder} is current")
