"""The template bundle: the owner's templates over the packaged ones, with the static files they use and one digest of it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from sitegen import files
from sitegen.errors import ContentError, Problem
from sitegen.inputs import TEMPLATES as FOLDER
from sitegen.inputs import home
from sitegen.source import decode

__all__ = ["Bundle", "home", "load"]

TEMPLATES = (".html", ".xml", ".txt")
STATIC = (".css", ".js", ".json", ".svg", ".png", ".webp", ".avif", ".ico", ".woff2", ".webmanifest")
STYLES = ("tokens", "base", "layout", "components", "pay")
"""The style sheets that come first, in this order; an owner's own follow by name, and `print` is last."""
LARGEST = 2_000_000
STYLE_SHEET = "site.css"


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Every template and static file of one site. Two bundles of one digest are equal, in this process and in others."""

    templates: Mapping[str, str]
    """Name -> source: `guide.html`, `macros/link.html`."""
    places: Mapping[str, str]
    """Name -> the file it came from, as a fault names it."""
    static: Mapping[str, bytes]
    """Published name, below `folder` -> bytes."""
    folder: str
    """Where the static files are published: `assets/HASH/`, one hash for all of them, since modules import each other by name."""
    digest: str
    """Of everything that decides what a page's context becomes."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bundle) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def load(root: Path) -> Bundle:
    """Read the bundle of the site in `root`: its own `templates/`, and the packaged file for every name that is not there.

    Raises: ContentError with every link, clash and unreadable file found in either folder.
    """
    below = home()
    owned, packaged = _names(root), _names(below)
    sources: dict[str, str] = {}
    places: dict[str, str] = {}
    static: dict[str, bytes] = {}
    found: list[Problem] = []
    for name in sorted({*owned, *packaged}):
        try:
            raw = files.read(root if name in owned else below, f"{FOLDER}/{name}", limit=LARGEST)
            if name.startswith("static/"):
                static[name.removeprefix("static/")] = raw
            else:
                places[name] = f"{FOLDER}/{name}" if name in owned else f"sitegen/{FOLDER}/{name}"
                sources[name] = decode(raw, places[name])
        except ContentError as error:
            found += error.problems
    if found:
        raise ContentError(found)
    published = _published(static)
    hashed = _digest(f"{name}\0{len(data)}\0".encode() + data for name, data in published.items())
    return Bundle(sources, places, published, f"assets/{hashed[:12]}/", _digest(_parts(sources, hashed)))


def _names(root: Path) -> frozenset[str]:
    listing = files.listing(root, FOLDER, (*TEMPLATES, *STATIC), depth=5)
    if listing.problems:
        raise ContentError(listing.problems)
    names = (name.removeprefix(f"{FOLDER}/") for name in listing.names)
    return frozenset(name for name in names if name.endswith(STATIC if name.startswith("static/") else TEMPLATES))


def _published(static: Mapping[str, bytes]) -> dict[str, bytes]:
    """Join the style sheets of css/ to one file; those in folders below it are for single pages and stay apart."""
    styles = {found[1]: data for name, data in static.items() if (found := _SHEET.fullmatch(name))}
    rest = {name: _slim(data) if name.endswith(".css") else data for name, data in static.items() if not _SHEET.fullmatch(name)}
    sheets = b"".join(_slim(styles[name]) for name in _style_order(styles))
    return dict(sorted({**rest, STYLE_SHEET: sheets}.items()))


def _style_order(styles: Mapping[str, bytes]) -> list[str]:
    first = [name for name in STYLES if name in styles]
    return [*first, *sorted(set(styles) - {*first, "print"}), *(["print"] if "print" in styles else [])]


_SHEET = re.compile(r"css/([^/]+)\.css")
_SPARE = re.compile(
    rb"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*(?P<sign>[{};,])\s*|(?P<colon>:)\s+|\s*(?P<space>\s)""",
    re.DOTALL,
)


def _slim(sheet: bytes) -> bytes:
    """Leave out comments and spare white space: they are written for the owner, and readers pay for them."""
    return _SPARE.sub(rb"\g<string>\g<sign>\g<colon>\g<space>", sheet).strip()


def _parts(templates: Mapping[str, str], hashed: str) -> Iterator[bytes]:
    yield "\0".join((version("jinja2"), version("markupsafe"), version("babel"), hashed)).encode()
    for code in sorted(Path(__file__).parent.joinpath("render").glob("*.py")):
        yield code.read_bytes()
    for name, source in templates.items():
        yield f"{name}\0{source}".encode()


def _digest(parts: Iterator[bytes]) -> str:
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()
