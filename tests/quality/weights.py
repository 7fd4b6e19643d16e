"""What a page asks a reader to load, against the limits that were set for it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

import lxml.html

CSS, JS, CRITICAL = 25_000, 15_000, 30_000
"""Bytes: all style sheets of a page, all its scripts, and page, styles and scripts after compression."""
TOOLS: Mapping[str, tuple[int, int]] = {"search/": (44_000, CRITICAL), "compare/": (32_000, CRITICAL), "paths/": (32_000, 45_000)}
"""Scripts, and all after compression, of the pages that are tools. That of paths holds a map and every move besides."""
_IMPORT = re.compile(r"""^import\b[^;]*?["'](\.[^"']+)["']""", re.MULTILINE)


def faults(folder: Path, url: str, base: str) -> list[str]:
    """Return the limits that a page passes. Shape: `url` relative to the site, `base` the site's path with slashes around it."""
    page = folder / (f"{url}index.html" if url.endswith("/") or not url else url)
    tree: lxml.html.HtmlElement = lxml.html.document_fromstring(page.read_bytes())
    styles = [folder / it.removeprefix(base) for it in tree.xpath("//link[@rel='stylesheet']/@href")]
    scripts = sorted({path for it in tree.xpath("//script/@src") for path in _modules(folder / it.removeprefix(base))})
    most, critical = TOOLS.get(url, (JS, CRITICAL))
    sizes = {
        "style sheets": (sum(it.stat().st_size for it in styles), CSS),
        "scripts": (sum(it.stat().st_size for it in scripts), most),
        "page, styles and scripts, compressed": (sum(_packed(it) for it in (page, *styles, *scripts)), critical),
    }
    return [f"{url}: {what} are {size:,} bytes, {limit:,} are allowed" for what, (size, limit) in sizes.items() if size > limit]


def _modules(script: Path) -> Iterator[Path]:
    """Return a script and what it imports."""
    yield script
    for name in _IMPORT.findall(script.read_text("utf-8")):
        yield from _modules(Path(urljoin(str(script), name)))


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))
