"""What each host takes at most, and what of a site goes beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.hosts.table import HEADERS_FILE, REDIRECTS_FILE

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host takes at most; None where it sets no limit. Unit: bytes, characters."""

    redirects: int | None = None
    redirects_size: int | None = None
    line: int | None = None
    header_rules: int | None = None
    header_line: int | None = None
    files: int | None = None
    file_size: int | None = None
    site_size: int | None = None
    source: str = ""


LIMITS: Mapping[str, Limits] = {
    "cloudflare-pages": Limits(
        redirects=2_000,  # static ones, which ours are
        line=1_000,
        header_rules=100,
        header_line=2_000,
        files=20_000,  # on the free plan; paid ones take more
        file_size=25 * _MIB,
        source="developers.cloudflare.com/pages/platform/limits/",
    ),
    "gitlab-pages": Limits(redirects=1_000, redirects_size=64 * 1024, source="docs.gitlab.com/user/project/pages/redirects/"),
    "github-pages": Limits(site_size=10**9, source="docs.github.com/pages: limits"),
}
"""Netlify, nginx and Caddy set none that a site like this one meets."""


def excesses(hosts: Iterable[str], sizes: Mapping[str, int], written: Mapping[str, str]) -> Iterator[str]:
    """Say what of a site goes beyond what its hosts take.

    Shape: `sizes` are the bytes of every file by path; `written` the texts of the host files by path.
    """
    redirects = [line for line in written.get(REDIRECTS_FILE, "").splitlines() if line.startswith("/")]
    headers = written.get(HEADERS_FILE, "").splitlines()
    counts = {
        "redirects": ("redirects", len(redirects)),
        "redirects_size": (f"bytes of {REDIRECTS_FILE}", len(written.get(REDIRECTS_FILE, "").encode())),
        "line": (f"characters in the longest line of {REDIRECTS_FILE}", max(map(len, redirects), default=0)),
        "header_rules": ("header rules", sum(line.startswith("/") for line in headers)),
        "header_line": (f"characters in the longest line of {HEADERS_FILE}", max(map(len, headers), default=0)),
        "files": ("files", len(sizes)),
        "file_size": ("bytes in the largest file", max(sizes.values(), default=0)),
        "site_size": ("bytes", sum(sizes.values())),
    }
    for host in hosts:
        limits = LIMITS.get(host, Limits())
        for name, (what, count) in counts.items():
            most: int | None = getattr(limits, name)
            if most is not None and count > most:
                yield f"{host} takes at most {most:,} {what}, and the site has {count:,} (see {limits.source})"
