"""What hosts are told: one table in each host's own form, its limits counted, and nginx asked over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import Browser, expect

from sitegen.cli import run
from sitegen.hosts import SECURITY, Table, excesses, host_files
from tests.conftest import build, copy_sources
from tests.sites import lay_out, smallest_site
from tests.stores.servers import free_port
from tests.stores.web_servers import caddy, nginx

TABLE = Table("/careers/", (("old/", "roles/new/"), ("older.html", "roles/new/")))


def test_the_policy_in_headers_is_that_of_the_pages_and_nobody_may_frame_them(repository: Path) -> None:
    meta = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', (repository / "templates/base.html").read_text("utf-8"))
    assert meta
    assert SECURITY["Content-Security-Policy"] == f"{meta[1]}; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("hosts", "files"),
    [
        ((), set()),
        (("netlify",), {"_headers", "_redirects"}),
        (("cloudflare-pages",), {"_headers", "_redirects"}),
        (("gitlab-pages",), {"_redirects"}),
        (("github-pages",), {".nojekyll"}),
        (("nginx", "caddy"), {"_hosts/nginx.conf", "_hosts/Caddyfile"}),
    ],
)
def test_each_host_gets_the_files_it_reads(hosts: tuple[str, ...], files: set[str]) -> None:
    assert {path for path, _ in host_files(hosts, TABLE)} == files


def test_no_two_header_rules_set_the_same_header_for_one_address() -> None:
    text = dict(host_files(("netlify",), TABLE))["_headers"]
    rules = [block.splitlines() for block in re.split(r"^(?=/)", text, flags=re.MULTILINE) if block]
    assert rules[0][0] == "/careers/*"
    everywhere = {line.partition(":")[0].strip() for line in rules[0][1:]}
    assert everywhere == set(SECURITY)
    assert all({line.partition(":")[0].strip() for line in rule[1:]}.isdisjoint(everywhere) for rule in rules[1:])


def test_netlify_alone_is_told_to_prefer_the_redirect_to_a_file() -> None:
    assert dict(host_files(("netlify",), TABLE))["_redirects"].splitlines()[0] == "/careers/old/ /careers/roles/new/ 301!"
    both = dict(host_files(("netlify", "gitlab-pages"), TABLE))["_redirects"].splitlines()
    assert both == ["/careers/old/ /careers/roles/new/ 301", "/careers/older.html /careers/roles/new/ 301"]


@pytest.mark.parametrize(
    ("host", "sizes", "written", "told"),
    [
        ("cloudflare-pages", {str(n): 1 for n in range(20_001)}, {}, "at most 20,000 files, and the site has 20,001"),
        ("cloudflare-pages", {"a": 25 * 2**20 + 1}, {}, "bytes in the largest file"),
        ("cloudflare-pages", {}, {"_redirects": "/a /b 301\n" * 2_001}, "at most 2,000 redirects, and the site has 2,001"),
        ("cloudflare-pages", {}, {"_redirects": f"/{'a' * 1000} /b 301\n"}, "characters in the longest line of _redirects"),
        ("cloudflare-pages", {}, {"_headers": "/a\n  B: c\n" * 101}, "at most 100 header rules"),
        ("gitlab-pages", {}, {"_redirects": "/a /b 301\n" * 1_001}, "at most 1,000 redirects"),
        ("gitlab-pages", {}, {"_redirects": f"/{'a' * 700} /b 301\n" * 99}, "bytes of _redirects"),
        ("github-pages", {"a": 10**9 + 1}, {}, "at most 1,000,000,000 bytes"),
    ],
)
def test_what_is_beyond_a_limit_of_a_host_is_counted(host: str, sizes: dict[str, int], written: dict[str, str], told: str) -> None:
    (found,) = excesses((host,), sizes, written)
    assert told in found
    assert [*excesses(("nginx", "netlify"), sizes, written)] == []


def test_a_site_beyond_a_limit_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from sitegen.hosts import limits

    files = smallest_site()
    files["site.yaml"] += "hosts: [gitlab-pages]\n"
    files["content/roles/maker.md"] = files["content/roles/maker.md"].replace("tools: [saw]", "tools: [saw]\nredirect_from: [/old/]")
    lay_out(tmp_path, files)
    monkeypatch.setitem(limits.LIMITS, "gitlab-pages", limits.Limits(redirects=0, source="here"))
    assert run(["--root", str(tmp_path), "build", "--no-search"]) == 1
    assert "[host-limit]" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()


def test_pages_that_lead_on_are_made_only_for_hosts_that_need_them(tmp_path: Path) -> None:
    files = smallest_site()
    files["content/roles/maker.md"] = files["content/roles/maker.md"].replace("tools: [saw]", "tools: [saw]\nredirect_from: [/old/]")
    for hosts, made in (("[netlify, nginx]", False), ("[netlify, github-pages]", True), ("[]", True)):
        root = lay_out(tmp_path / str(made) / hosts, files | {"site.yaml": f"{files['site.yaml']}hosts: {hosts}\n"})
        assert run(["--root", str(root), "--quiet", "build", "--no-search"]) == 0
        assert (root / "dist/old/index.html").exists() is made


class _Still(HTTPRedirectHandler):
    """Follow no redirect."""

    def redirect_request(self, *_arguments: object) -> None:
        """Leave the answer as it is."""


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    try:
        with build_opener(_Still).open(Request(url, headers=headers), timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.fixture(scope="module", params=["/", "/careers/"], ids=["at-the-root", "below-a-path"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Build the repository's site, publish it to a folder, and serve that with nginx: its address, and the folder."""
    work, port = tmp_path_factory.mktemp("published"), free_port()
    url = f"http://127.0.0.1:{port}{request.param}"
    copy_sources(work / "site", base_url=url)
    with (work / "site/site.yaml").open("a", encoding="utf-8") as config:
        config.write("hosts: [nginx, caddy]\npublish:\n  here: {folder: www, compress: true}\n")
    guide = next((work / "site/content/roles").glob("data-engineer.md"))
    text = guide.read_text("utf-8").replace("---\n", "---\nredirect_from: [/an-old-address/]\n", 1)
    guide.write_text(text if "redirect_from" not in guide.read_text("utf-8") else guide.read_text("utf-8"), encoding="utf-8")
    build(work / "site", work / "site/dist")
    assert run(["--root", str(work / "site"), "--quiet", "publish", "here"]) == 0
    current = work / "site/www/current"
    with nginx(work / "nginx", current, current / request.param.strip("/") / "_hosts/nginx.conf", port):
        yield url, current / request.param.strip("/")


def test_nginx_answers_with_the_headers_of_the_table(published: tuple[str, Path]) -> None:
    url, folder = published
    status, headers, body = ask(url)
    assert (status, body) == (200, (folder / "index.html").read_bytes())
    assert headers["Cache-Control"] == "no-cache"
    for name, value in SECURITY.items():
        assert headers[name] == value
    (sheet,) = folder.glob("assets/*/site.css")
    status, headers, _ = ask(url + sheet.relative_to(folder).as_posix())
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]


def test_nginx_names_the_type_of_what_it_sends(published: tuple[str, Path]) -> None:
    url, folder = published
    (folder / "roles/x.md").write_text("# Title\n", encoding="utf-8")
    assert ask(url)[1]["Content-Type"] == "text/html; charset=utf-8"
    status, headers, _ = ask(url + "roles/x.md")
    assert (status, headers["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]


def test_nginx_sends_the_compressed_twin_to_who_takes_it(published: tuple[str, Path]) -> None:
    url, folder = published
    status, headers, body = ask(url, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert body == (folder / "index.html.gz").read_bytes()


def test_nginx_redirects_old_addresses_and_shows_our_page_for_unknown_ones(published: tuple[str, Path]) -> None:
    url, folder = published
    base = "/" + url.partition("://")[2].partition("/")[2]
    status, headers, _ = ask(url + "an-old-address/")
    assert (status, headers["Location"]) == (301, f"{base}roles/data-engineer/")
    status, headers, body = ask(url + "no/such/page/")
    assert (status, body) == (404, (folder / "404.html").read_bytes())
    assert headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]
    assert ask(url + "_hosts/nginx.conf")[0] == 404


def test_caddy_answers_alike_where_it_is_installed(published: tuple[str, Path], tmp_path: Path) -> None:
    url, folder = published
    base = "/" + url.partition("://")[2].partition("/")[2]
    root = folder.parent if base != "/" else folder
    with caddy(tmp_path, root, folder / "_hosts/Caddyfile") as origin:
        status, headers, body = ask(origin + base, **{"Accept-Encoding": "gzip"})
        assert (status, headers["Content-Encoding"], headers["Cache-Control"]) == (200, "gzip", "no-cache")
        assert body == (folder / "index.html.gz").read_bytes()
        (sheet,) = folder.glob("assets/*/site.css")
        headers = ask(f"{origin}{base}{sheet.relative_to(folder).as_posix()}")[1]
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]
        assert ask(f"{origin}{base}an-old-address/")[1]["Location"] == f"{base}roles/data-engineer/"
        assert ask(f"{origin}{base}no/such/page/")[0] == 404
        assert ask(f"{origin}{base}_hosts/Caddyfile")[0] == 404


@pytest.mark.browser
def test_the_published_site_searches_in_a_browser_under_its_headers(published: tuple[str, Path], browser: Browser) -> None:
    url, _ = published
    faults: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{url}search/?q=data+engineer")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"\d"))
    expect(page.get_by_role("listitem").get_by_role("link", name=re.compile("Data Engineer")).first).to_be_visible()
    page.close()
    assert faults == []
