"""content/images/: pictures that guides may show, known by their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from sitegen import files
from sitegen.errors import ContentError, Mark, Problem

_LIMIT = 4_000_000
_FOLDER = "content/images/"
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".avif")
_REFUSED = (".svg", ".gif", ".bmp", ".tif", ".tiff")


def load_images(root: Path, found: list[Problem]) -> tuple[Mapping[str, str], frozenset[str]]:
    """Read the pictures below content/images/. Shape: path below that folder -> digest of its bytes; the paths of those refused."""
    listing = files.listing(root, _FOLDER, (*_SUFFIXES, *_REFUSED))
    found += listing.problems
    digests = {name.removeprefix(_FOLDER): _digest(root, name, found) for name in listing.names}
    refused = {name for name, digest in digests.items() if digest is None}
    refused |= {problem.mark.path.removeprefix(_FOLDER) for problem in listing.problems}
    return {name: digest for name, digest in digests.items() if digest is not None}, frozenset(refused)


def _digest(root: Path, name: str, found: list[Problem]) -> str | None:
    if name.endswith(_REFUSED):
        message = "only PNG, JPEG, WebP and AVIF pictures are published"
        hint = "save it as PNG or WebP" + ("; an SVG can run scripts" if name.endswith(".svg") else "")
        found.append(Problem(Mark(name), "image-kind", message, hint))
        return None
    try:
        data = files.read(root, name, limit=_LIMIT)
    except ContentError as error:
        found += error.problems
        return None
    if not _is_picture(data, name):
        hint = "give it the suffix of what it is, or save it again as what its name says"
        found.append(Problem(Mark(name), "image-kind", "the file is not the kind of picture that its name says", hint))
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
