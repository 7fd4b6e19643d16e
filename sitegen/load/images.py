"""content/images/: pictures that guides may show, known by their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from sitegen import files
from sitegen.errors import ContentError, Mark, Problem

_LIMIT = 4_000_000
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".avif")
_REFUSED = (".svg", ".gif", ".bmp", ".tif", ".tiff")


def load_images(root: Path, found: list[Problem]) -> Mapping[str, str]:
    """Return the pictures below content/images/. Shape: path below that folder -> digest of its bytes."""
    listing = files.listing(root, "content/images", (*_SUFFIXES, *_REFUSED))
    found += listing.problems
    return {name.removeprefix("content/images/"): digest for name in listing.names if (digest := _digest(root, name, found)) is not None}


def _digest(root: Path, name: str, found: list[Problem]) -> str | None:
    if name.endswith(_REFUSED):
        message = "only PNG, JPEG, WebP and AVIF pictures are published"
        found.append(Problem(Mark(name), "image-kind", message, "an SVG can run scripts: save it as a PNG or WebP"))
        return None
    try:
        data = files.read(root, name, limit=_LIMIT)
    except ContentError as error:
        found += error.problems
        return None
    if not _is_picture(data, name):
        found.append(Problem(Mark(name), "image-kind", "the file is not the kind of picture that its name says", "save it again"))
        return None
    return blake2b(data, digest_size=16).hexdigest()


def _is_picture(data: bytes, name: str) -> bool:
    """Tell whether the first bytes are those of the kind that the suffix names."""
    if name.endswith(".png"):
        return data.startswith(b"\x89PNG\r\n\x1a\n")
    if name.endswith((".jpg", ".jpeg")):
        return data.startswith(b"\xff\xd8\xff")
    if name.endswith(".webp"):
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data[4:12] in (b"ftypavif", b"ftypavis")
