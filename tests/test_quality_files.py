"""The quality gate over the built files: markup, links, data for machines, weights. Each part is shown a planted fault first."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import pytest

from tests.awkward import awkward_site
from tests.conftest import BuiltSite
from tests.quality import links, machines, markup, weights
from tests.quality.kinds import kinds
from tests.rendered import assembled, readable, rendered
from tests.sites import lay_out

below_a_path = pytest.mark.parametrize("built_site", ["/careers/"], indirect=True, ids=["below-a-path"])
PAGE = "<!DOCTYPE html><html lang=en><title>A page</title><p>Words.</p></html>"
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>a:b</id><title>T</title><updated>2026-11-22T00:00:00Z</updated>
<author><name>A</name></author><link rel="self" href="https://guides.example/feed.xml"/>
<entry><id>a:c</id><title>E</title><updated>2026-11-22T00:00:00Z</updated></entry></feed>"""


def page_of(site: BuiltSite, url: str) -> Path:
    return site.folder / (f"{url}index.html" if url.endswith("/") or not url else url)


@below_a_path
def test_the_markup_of_every_kind_of_page_is_valid_and_a_planted_fault_is_seen(built_site: BuiltSite, tmp_path: Path) -> None:
    made = rendered(assembled(tmp_path / "awkward", awkward_site()))
    awkward = {path: made[path] for path in readable(made) if not path.startswith(("skills/skill-", "tools/"))}
    planted = {"planted/good.html": PAGE, "planted/bad.html": PAGE.replace("<p>", "<p><div id=a id=b>")}
    lay_out(tmp_path / "pages", awkward | planted)
    pages = [page_of(built_site, url) for url in kinds(built_site.folder).values()]
    found = markup.faults([*pages, *(tmp_path / "pages" / path for path in awkward | planted)])
    assert [it for it in found if not it.startswith("planted/bad.html:")] == []
    assert any("Duplicate attribute" in it for it in found)


def test_a_dead_link_a_dead_anchor_and_an_orphan_are_seen(tmp_path: Path) -> None:
    start = '<a href="/on/there/">a</a> <a href="/on/there/#no">b</a> <a href="/on/gone.png">c</a> <a href="/on/">d</a>'
    moved = '<meta http-equiv="refresh" content="0; url=/on/lost/"><a href="/roles/">e</a>'
    lay_out(tmp_path, {"index.html": start, "there/index.html": "<h1 id=yes>x</h1>", "alone/index.html": "x", "old/index.html": moved})
    assert links.faults(tmp_path, "https://guides.example/on/") == [
        "index.html: there/index.html has no #no",
        "index.html: gone.png is not there",
        "old/index.html: https://guides.example/roles/ is beside the site, on its own host",
        "old/index.html: lost/index.html is not there",
        "alone/index.html: nothing leads here",
    ]


def test_every_link_of_the_site_leads_somewhere_and_something_leads_to_every_page(built_site: BuiltSite) -> None:
    assert links.faults(built_site.folder, built_site.url) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('{"@context": "https://schema.org", "@type": "Ocupation"}', "schema.org has no 'Ocupation'"),
        ('{"@context": "https://schema.org", "@type": "Occupation", "wage": 1}', "schema.org has no 'wage'"),
        ('{"@context": "https://schema.org", "@type": "Occupation", "skills": []}', "'skills' is empty"),
        (
            '{"@context": "https://schema.org", "@type": "Occupation", "occupationLocation": {"name": "x"}}',
            "a thing without a type: ['name']",
        ),
        ('{"@type": "Occupation"}', "its context is not https://schema.org"),
        ("{", "no JSON"),
    ],
)
def test_json_ld_that_schema_org_does_not_know_is_seen(said: str, fault: str) -> None:
    assert fault in machines.json_ld(f'<script type="application/ld+json">{said}</script>')[0]


@below_a_path
def test_json_ld_speaks_the_words_of_schema_org(built_site: BuiltSite) -> None:
    for url in kinds(built_site.folder).values():
        assert machines.json_ld(page_of(built_site, url).read_text("utf-8")) == [], url


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("<id>a:c</id>", "", "entry has 0 id"),
        ("<id>a:c</id>", "<id>a:b</id>", "two have the id a:b"),
        ("2026-11-22T00:00:00Z</updated></entry>", "22 Nov 2026</updated></entry>", "22 Nov 2026 is no date of RFC 3339"),
        ('rel="self"', 'rel="alternate"', "it does not say its own address"),
        ("<author><name>A</name></author>", "", "nobody is its author"),
    ],
)
def test_a_feed_that_the_standard_forbids_is_seen(was: str, becomes: str, fault: str) -> None:
    assert machines.feed(FEED) == []
    assert machines.feed(FEED.replace(was, becomes)) == [fault]


def test_feed_and_sitemap_follow_their_standards(built_site: BuiltSite) -> None:
    assert machines.feed((built_site.folder / "feed.xml").read_text("utf-8")) == []
    assert machines.sitemap((built_site.folder / "sitemap.xml").read_text("utf-8"), built_site.url) == []


@pytest.mark.parametrize(
    ("places", "fault"),
    [
        (["https://other.example/"], "https://other.example/ is not below https://guides.example/"),
        (["https://guides.example/a/", "https://guides.example/a/"], "https://guides.example/a/ stands twice"),
    ],
    ids=["foreign", "twice"],
)
def test_a_sitemap_that_names_another_site_or_a_page_twice_is_seen(places: list[str], fault: str) -> None:
    listed = "".join(f"<url><loc>{it}</loc></url>" for it in places)
    text = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>"
    assert machines.sitemap(text, "https://guides.example/") == [fault]


@pytest.mark.parametrize("url", ["", "search/", "compare/", "paths/"])
def test_a_page_over_a_limit_is_seen(tmp_path: Path, url: str) -> None:
    page = '<link rel="stylesheet" href="/a.css"><script type="module" src="/js/a.js"></script>'
    heavy = token_hex(40_000)
    lay_out(tmp_path, {f"{url}index.html": page, "a.css": heavy, "js/a.js": 'import { b } from "./b.js";\n', "js/b.js": heavy})
    assert [it.partition(" are ")[0] for it in weights.faults(tmp_path, url, "/")] == [
        f"{url}: style sheets",
        f"{url}: scripts",
        f"{url}: page, styles and scripts, compressed",
    ]


@below_a_path
def test_no_page_weighs_more_than_was_promised(built_site: BuiltSite) -> None:
    base = urlsplit(built_site.url).path
    assert [it for url in kinds(built_site.folder).values() for it in weights.faults(built_site.folder, url, base)] == []
