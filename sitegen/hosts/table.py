"""The neutral table: which headers belong to which addresses, and which addresses moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
"""A copy may be kept, and is asked about before it is shown: the answer is mostly that it is still good."""

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What templates/base.html says in its meta element, for the hosts that can say it in a header."""

SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # this last one works in a header only
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# Folders below which every name changes with its bytes, as (first part, rest); pagefind/ has a folder for each release of its engine.
HASHED_FOLDERS = ("assets/:hash/*", "pagefind/:hash/fragment/*", "pagefind/:hash/index/*")
_HASHED = re.compile(r"assets/[0-9a-f]{12}/.+|pagefind/[0-9a-f]{12}/(?!pagefind-entry\.json$).+")

HEADERS_FILE, REDIRECTS_FILE, NO_JEKYLL = "_headers", "_redirects", ".nojekyll"
NGINX_FILE, CADDY_FILE = "_hosts/nginx.conf", "_hosts/Caddyfile"
HOST_FILES = frozenset({HEADERS_FILE, REDIRECTS_FILE, NO_JEKYLL, NGINX_FILE, CADDY_FILE})
"""Files that only a host that builds from a folder, or its owner, reads."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a server is told of one site.

    Shape: `base` has a slash at both ends; `redirects` are (old, new), relative to the site.
    """

    base: str
    redirects: tuple[tuple[str, str], ...]
    security: tuple[tuple[str, str], ...] = tuple(SECURITY.items())
    hashed: tuple[str, ...] = HASHED_FOLDERS
    not_found: str = "404.html"


def is_hashed(path: str) -> bool:
    """Tell whether a file's name changes with its bytes, so that a copy of it never grows old."""
    return _HASHED.fullmatch(path) is not None
