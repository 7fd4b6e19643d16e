"""What a file of the site is to a server: its headers, and its turn in the upload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from sitegen.hosts import HOST_FILES, IMMUTABLE, REVALIDATE, is_hashed

Headers = tuple[tuple[str, str], ...]

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
UNKNOWN_TYPE = "application/octet-stream"
COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".xml", ".txt", ".md", ".csv", ".svg", ".webmanifest"})
"""What is worth compressing. Pagefind's chunks are compressed already, in a form that its script opens itself."""

PHASES = ("hashed files", "search and data", "pages", "entry points")
"""The order of an upload: whatever a page needs is there before the page is."""
_ENTRY_POINTS = re.compile(
    r"index\.html|404\.html|sitemap\.xml|feed\.xml|robots\.txt|llms\.txt|search-names\.json|pagefind/[^/]+/pagefind-entry\.json"
)


def phase(path: str) -> int:
    """Return a file's turn, an index into PHASES. A compressed twin goes with its file."""
    name = path.removesuffix(".gz")
    if is_hashed(name):
        return 0
    if _ENTRY_POINTS.fullmatch(name):
        return 3
    return 2 if PurePosixPath(name).suffix in {".html", ".md"} else 1


def headers(path: str, *, compress: bool) -> Headers:
    """Return the headers an object is served with. Shape: (name, value), sorted by name."""
    suffix = PurePosixPath(path).suffix
    found = {"Content-Type": TYPES.get(suffix, UNKNOWN_TYPE), "Cache-Control": IMMUTABLE if is_hashed(path) else REVALIDATE}
    if compress and suffix in COMPRESSED:
        found["Content-Encoding"] = "gzip"
    return tuple(sorted(found.items()))


def is_for_hosts_alone(path: str) -> bool:
    """Tell whether a file speaks to a host that builds from a folder, and says nothing to an object store."""
    return path in HOST_FILES
