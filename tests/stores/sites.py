"""Small sites as a build leaves them: pages that load a style sheet by its hash, in a folder marked as ours."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from sitegen.output import MARKER

_ASSET = re.compile(rb'href="/(assets/[^"]+)"')


def page(name: str, sheet: str, text: str) -> bytes:
    """Return a page that needs one style sheet."""
    return f'<!doctype html><title>{name}</title><link rel="stylesheet" href="/{sheet}"><p>{text}</p>\n'.encode()


def site(out: Path, *, style: str = "p{}", pages: int = 5, texts: dict[int, str] | None = None) -> Path:
    """Make a site of so many pages below `out`, whose style sheet is named after its bytes."""
    shutil.rmtree(out, ignore_errors=True)
    stamp = hashlib.sha256(style.encode()).hexdigest()[:12]
    sheet = f"assets/{stamp}/site.css"
    files = {
        MARKER: b"made by sitegen\n",
        sheet: style.encode(),
        f"pagefind/{stamp}/fragment/en_{stamp[:7]}.pf_fragment": b"\x1f\x8bchunk" + style.encode(),
        f"pagefind/{stamp}/pagefind-entry.json": b"{}",
        "index.html": page("Home", sheet, f"{pages} pages"),
        "sitemap.xml": b"<urlset/>",
    }
    for number in range(pages):
        text = (texts or {}).get(number, "text")
        files[f"roles/r{number}/index.html"] = page(f"Role {number}", sheet, text)
    for path, data in files.items():
        place = out / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return out


def needs(data: bytes) -> list[str]:
    """Return the files that a page loads."""
    return [found.decode() for found in _ASSET.findall(data)]
