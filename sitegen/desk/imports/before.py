"""What earlier imports brought in, as the drafts themselves say, so that nothing is brought in twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from sitegen import files
from sitegen.desk.imports.draft import ORIGIN
from sitegen.errors import ContentError

_SAID = re.compile(rf"^{re.escape(ORIGIN)}(?P<place>.+) \((?P<digest>[0-9a-f]{{12}})\)$", re.MULTILINE)
_TOP = 2_000  # characters; the line is the second of a draft
_LIMIT = 64_000_000


@dataclass(frozen=True, slots=True)
class Before:
    """What was brought in. Shape: (where from, digest) -> the draft, and where from -> the draft."""

    same: Mapping[tuple[str, str], str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def origin(place: str, raw: bytes) -> str:
    """Return what a draft says of where it comes from."""
    return f"{place} ({digest(raw)})"


def digest(raw: bytes) -> str:
    """Return twelve hexadecimal digits that tell one file from another."""
    return blake2b(raw, digest_size=6).hexdigest()


def brought_before(root: Path) -> Before:
    """Read what the drafts in `root` say of where they come from, whatever they are called by now."""
    said = {(place, known): name for name, place, known in _said(root)}
    return Before(said, {place: name for (place, _), name in said.items()})


def _said(root: Path) -> Iterator[tuple[str, str, str]]:
    for folder in ("content/roles", "content/pages"):
        if not (root / folder).is_dir():
            continue
        for path in sorted((root / folder).glob("*.md")):
            name = f"{folder}/{path.name}"
            try:
                top = files.read(root, name, limit=_LIMIT)[:_TOP].decode("utf-8", "replace")
            except (ContentError, OSError):
                continue
            found = _SAID.search(top)
            if found:
                yield name, found["place"], found["digest"]
