"""docs/problems.md as entries by code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path("docs/problems.md")
_ENTRY = re.compile(r"^### (?P<code>[a-z0-9-]+)\n(?P<text>.*?)(?=^#{2,3} |\Z)", re.MULTILINE | re.DOTALL)


def entries(text: str) -> Mapping[str, str]:
    """Return the entries of the page. Shape: code -> cause, example and remedy, in Markdown."""
    return {found["code"]: found["text"].strip() + "\n" for found in _ENTRY.finditer(text)}


def known() -> Mapping[str, str]:
    """Return the entries of the page that comes with the program: inside the package once installed, in a checkout above it."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / PAGE, package.parent / PAGE):
        if place.is_file():
            return entries(place.read_text("utf-8"))
    return {}


def entry(code: str) -> str | None:
    """Return what is said of a code, or None when there is no such code."""
    return known().get(code)
