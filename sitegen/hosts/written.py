"""The neutral table as each host reads it: `_headers`, `_redirects`, an nginx and a Caddy snippet, `.nojekyll`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.hosts.table import CADDY_FILE, HEADERS_FILE, IMMUTABLE, NGINX_FILE, NO_JEKYLL, REDIRECTS_FILE, REVALIDATE, Table

_WITH_HEADERS_FILE = frozenset({"cloudflare-pages", "netlify"})
_WITH_REDIRECTS_FILE = frozenset({"cloudflare-pages", "netlify", "gitlab-pages"})
REDIRECTING = _WITH_REDIRECTS_FILE | {"nginx", "caddy"}
"""Hosts that answer an old address by themselves, and need no page that leads on."""


def host_files(hosts: Iterable[str], table: Table) -> Iterator[tuple[str, str]]:
    """Return the files that the hosts read: path -> text."""
    named = frozenset(hosts)
    if named & _WITH_HEADERS_FILE:
        yield HEADERS_FILE, _lines(_headers(table))
    if named & _WITH_REDIRECTS_FILE and table.redirects:
        yield REDIRECTS_FILE, _lines(_redirects(table, force=named & _WITH_REDIRECTS_FILE == {"netlify"}))
    if "github-pages" in named:
        yield NO_JEKYLL, ""
    if "nginx" in named:
        yield NGINX_FILE, _lines(_nginx(table))
    if "caddy" in named:
        yield CADDY_FILE, _lines(_caddy(table))


def _headers(table: Table) -> Iterator[str]:
    """Set no header in two rules that can meet: the hosts would join both values."""
    yield f"{table.base}*"
    yield from (f"  {name}: {value}" for name, value in table.security)
    for pattern in table.hashed:
        yield f"{table.base}{pattern}"
        yield f"  Cache-Control: {IMMUTABLE}"


def _redirects(table: Table, *, force: bool) -> Iterator[str]:
    """Netlify alone prefers a file at the old address unless it is told otherwise, and the others do not know its mark for that."""
    status = "301!" if force else "301"
    for old, new in table.redirects:
        yield f"{table.base}{old} {table.base}{new} {status}"


def _nginx(table: Table) -> Iterator[str]:
    yield "# Include it in a server block whose root is the link `current` of the publish target, and reload nginx when it changes."
    yield "# nginx drops inherited headers where a location adds its own, so each location has them all."
    yield "index index.html;"
    yield "gzip_static on;"
    yield f"error_page 404 {table.base}{table.not_found};"
    for old, new in table.redirects:
        yield f'location = "{table.base}{old}" {{ return 301 "{table.base}{new}"; }}'
        if old.endswith("/"):
            yield f'location = "{table.base}{old.rstrip("/")}" {{ return 301 "{table.base}{new}"; }}'
    yield f"location ^~ {table.base}_hosts/ {{ return 404; }}"
    for pattern in table.hashed:
        yield f"location ~ ^{_regex(table.base + pattern)}$ {{"
        yield from _nginx_headers(table, IMMUTABLE)
        yield "}"
    yield f"location ~ ^{_regex(table.base)}.+\\.md$ {{"
    yield "    types { text/markdown md; }"
    yield "    charset_types text/markdown;"
    yield "    charset utf-8;"
    yield from _nginx_headers(table, REVALIDATE)
    yield "}"
    yield f"location {table.base} {{"
    yield "    charset utf-8;"
    yield from _nginx_headers(table, REVALIDATE)
    yield "}"


def _nginx_headers(table: Table, cache: str) -> Iterator[str]:
    yield f'    add_header Cache-Control "{cache}" always;'
    yield from (f'    add_header {name} "{value}" always;' for name, value in table.security)
    yield "    try_files $uri $uri/ =404;"


def _caddy(table: Table) -> Iterator[str]:
    yield "# Import it in a site block whose root is the link `current` of the publish target, and reload Caddy when it changes."
    for old, new in table.redirects:
        yield f"redir {table.base}{old} {table.base}{new} permanent"
    yield f"@hosts path {table.base}_hosts/*"
    yield "error @hosts 404"
    yield "header {"
    yield f'    ?Cache-Control "{REVALIDATE}"'
    yield from (f'    {name} "{value}"' for name, value in table.security)
    yield "}"
    for place, pattern in enumerate(table.hashed):
        yield f"@hashed{place} path_regexp ^{_regex(table.base + pattern)}$"
        yield f'header @hashed{place} Cache-Control "{IMMUTABLE}"'
    yield "handle_errors {"
    yield f"    rewrite * {table.base}{table.not_found}"
    yield "    file_server"
    yield "}"
    yield "file_server {"
    yield "    precompressed gzip"
    yield "}"


def _regex(pattern: str) -> str:
    """Return a pattern of the table as a regular expression: `:name` is one step of the path, `*` the rest of it."""
    return pattern.replace(".", r"\.").replace(":hash", "[^/]+").replace("*", ".+")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
