"""What the last stages hand to each other: pages before they are rendered, and the files they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

JSON, CSV, TEXT, CARD = "data.json", "data.csv", "data.text", "data.card"
"""What a page of data names where others name their template: its whole context as one object, its `header` and `rows`, its `text`, or
the `face` of a picture."""
DATA = frozenset({JSON, CSV, TEXT, CARD})


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site before it is rendered.

    The context is plain data: texts, numbers, lists, mappings, dates, frozen records, and `Kept` values. Nothing else may reach a
    template, since the hash of template bundle and context decides whether the page is rendered again.
    """

    path: str
    """Relative to the output folder."""
    template: str
    """In templates/, or one of DATA."""
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site, whole."""

    path: str
    data: bytes
