"""What the preview adds to a page on its way to the browser: the reload script, the overlay's, and a ribbon."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

OWN = "@preview/"
"""Where the preview's own files are: no page of a site can have that address."""
FILES = ("preview.js", "overlay.js", "preview.css")
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_REDIRECT = re.compile(rb"<meta\s+http-equiv=\"?refresh", re.IGNORECASE)
_HERE = Path(__file__).parent


def injected(html: bytes, generation: int, ribbon: str) -> bytes:
    """Return a page with the preview's additions. One that only leads elsewhere is left as it is.

    Scripts are files, since the policy of the pages allows no others.
    """
    if _REDIRECT.search(html):
        return html
    tags = (
        f'<link rel="stylesheet" href="/{OWN}preview.css">'
        f'<script src="/{OWN}preview.js" data-generation="{generation}" type="module"></script>'
        '<script src="/livereload.js" defer></script>'
    ).encode()
    end = _HEAD_END.search(html)
    at = end.start() if end else 0
    html = html[:at] + tags + html[at:]
    if not ribbon:
        return html
    body = _BODY.search(html)
    at = body.end() if body else len(html)
    return html[:at] + f'<p class="preview-ribbon">{escape(ribbon)}</p>'.encode() + html[at:]


def own_file(name: str) -> bytes | None:
    """Return one of the preview's own files."""
    return (_HERE / name).read_bytes() if name in FILES else None


def waiting() -> bytes:
    """Return the page that is shown as long as there is no other."""
    return (_HERE / "waiting.html").read_bytes()
