"""What the last check of a site said, for as long as nothing that it read has changed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

from sitegen import bundle, inputs
from sitegen.errors import Mark, Problem, Severity

_FILE = Path("check", "last.json")
_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "pydantic", "pyyaml")


def signature(root: Path, as_of: date) -> str:
    """Return a hash of everything that decides what a check says, without reading any file of the site."""
    package = Path(__file__).parent.parent
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    return inputs.signature((root, bundle.home()), str(as_of), inputs.program(package), sys.version, *libraries)


def recall(cache: Path, asked: str) -> tuple[Problem, ...] | None:
    """Return what was said the last time, if the same was asked; what cannot be read was never said."""
    try:
        known = json.loads((cache / _FILE).read_bytes())
        return tuple(_problem(it) for it in known["problems"]) if known["asked"] == asked else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def remember(cache: Path, asked: str, problems: Iterable[Problem]) -> None:
    """Keep what was said. Where that cannot be written, the next check takes longer."""
    place = cache / _FILE
    said = json.dumps({"asked": asked, "problems": [[*astuple(it.mark), it.code, it.message, it.hint, it.severity] for it in problems]})
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f"{place.name}.{os.getpid()}")
        new.write_text(said, "utf-8")
        new.replace(place)


def _problem(plain: Any) -> Problem:
    path, line, column, code, message, hint, severity = plain
    texts = (path, code, message, hint, severity)
    if not all(isinstance(it, str) for it in texts) or not isinstance(line, int) or not isinstance(column, int):
        raise TypeError("not a problem of ours")
    if severity not in get_args(Severity):
        raise ValueError(severity)
    return Problem(Mark(path, line, column), code, message, hint, severity)
