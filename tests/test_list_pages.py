"""The pages that lead to guides, for readers and for machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sitegen import pages
from sitegen.model import Site
from sitegen.pages.cards import card
from sitegen.pages.frame import shorten
from sitegen.pages.matrix import matrix
from tests.awkward import ARABIC, LONG, MARKUP, awkward_site
from tests.rendered import Files, assembled, readable, rendered, tree, words
from tests.sites import smallest_site

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("awkward"), awkward_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def test_the_list_of_roles_works_without_scripts(files: Files) -> None:
    page = tree(files, "roles/index.html")
    listed = [words(it) for it in page.xpath("//ul[@class='az']/li/a")]
    assert sorted(listed) == sorted([ARABIC, "Bare", f"{LONG} {LONG}", "Maker", MARKUP, "Senior Maker"])
    assert page.xpath("//a[@data-facet='family']/@href") == ["/families/making/"]
    assert page.xpath("//a[@data-facet='level']/@href") == ["#level-mid", "#level-senior", "#level-manager"]
    assert [words(it) for it in page.xpath("//dt[@id='level-mid']/following-sibling::dd/a")] == ["Maker", ARABIC]


def test_titles_are_filed_under_their_letter_without_accents_and_signs_apart(files: Files) -> None:
    letters = [words(it) for it in tree(files, "roles/index.html").xpath("//section[@class='letter']/h2")]
    assert letters == ["#", "B", "D", "M", "S", ARABIC[0]]


def test_a_family_shows_its_ladders_side_by_side(files: Files) -> None:
    rows = tree(files, "families/making/index.html").xpath("//table[@class='ladders']/tbody/tr")
    assert [words(row) for row in rows][1:] == [
        f"Senior Individual contributor Senior Maker US$80,000–100,000, editorial {LONG} {LONG}",
        f"Mid Individual contributor Maker US$60,000–80,000, editorial {ARABIC} US$60,000–80,000, editorial",
    ]


def test_a_skill_that_a_higher_rung_no_longer_names_is_no_change(site: Site) -> None:
    cards = {slug: card(site, guide, None) for slug, guide in site.guides.items()}
    rows = {row.skill.text: row.cells for row in matrix(site, "maker", cards).rows}
    assert [(it.step, it.change) for it in rows["Sawing"]] == [(3, ""), (5, "up"), (0, "")]
    assert [(it.step, it.change) for it in rows["Glueing"]] == [(0, ""), (3, "new"), (0, "")]


def test_a_skill_page_says_who_needs_it_and_how_deeply_from_the_lowest_rung_up(files: Files) -> None:
    rows = tree(files, "skills/sawing/index.html").xpath("//table/tbody/tr")
    assert [words(row) for row in rows] == [
        "Maker Mid Working Very important",
        "Senior Maker Senior Expert Essential",
        f"{MARKUP} as one way to meet “{MARKUP}” Manager Expert Helpful",
    ]


def test_the_methodology_prints_the_constants_that_compute_the_figures(files: Files) -> None:
    page = words(tree(files, "methodology/index.html"))
    for rule in ("10th percentile 30", "25th percentile 20", "Median 10", "Hour 2,080", "A survey, Testers."):
        assert rule in page, rule


def test_the_sitemap_has_every_indexed_page_and_no_date_where_git_is_silent(files: Files) -> None:
    urls = etree.fromstring(files["sitemap.xml"].encode()).findall(f"{SITEMAP}url")
    dated = {it.findtext(f"{SITEMAP}loc"): it.findtext(f"{SITEMAP}lastmod") for it in urls}
    assert "https://guides.example/roles/full/" in dated
    assert set(dated.values()) == {None}
    assert "https://guides.example/search/" not in dated
    canonical = {it for path in readable(files) for it in tree(files, path).xpath("//link[@rel='canonical']/@href")}
    assert set(dated) == canonical


def test_the_feed_tells_every_change_newest_first_under_ids_of_their_own(files: Files) -> None:
    feed = etree.fromstring(files["feed.xml"].encode())
    entries = feed.findall(f"{ATOM}entry")
    days = [it.findtext(f"{ATOM}updated") or "" for it in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0] == "2026-06-02T00:00:00Z"
    ids = [it.findtext(f"{ATOM}id") for it in entries]
    assert len(ids) == len(set(ids))
    assert {it.findtext(f"{ATOM}summary") for it in entries} == {"Begun.", "Mended.", MARKUP}


def test_an_old_address_leads_on_at_once_and_is_not_indexed(files: Files) -> None:
    for path in ("old/maker/index.html", "older.html"):
        page = tree(files, path)
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/roles/archived/"]
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//link[@rel='canonical']/@href") == ["https://guides.example/roles/archived/"]
        assert page.xpath("//a/@href") == ["/roles/archived/"]


def test_search_knows_a_guide_by_its_names_skills_and_facets(site: Site) -> None:
    entries = {entry.url: entry for entry in pages.search_entries(site)}
    maker, markup = entries["roles/maker/"], entries["roles/markup/"]
    assert maker.filters == {"family": ("Making",), "level": ("Mid",), "skill": ("Sawing",)}
    assert maker.meta == {"pay": "USD 60000–80000"}
    assert (markup.also, markup.terms) == ((MARKUP,), (MARKUP,))
    assert {"families/making/", "skills/sawing/", "tools/saw/", "about/"} <= set(entries)
    assert [*pages.search_facets(site)["level"]] == ["Mid", "Senior", "Manager"]


def test_search_knows_the_words_that_ask_for_a_level_a_skill_and_a_tool(tmp_path: Path) -> None:
    base = smallest_site()
    base["data/levels.yaml"] = base["data/levels.yaml"].replace("{id: mid,", "{id: mid, search_terms: [seasoned],")
    base["data/skills.yaml"] = base["data/skills.yaml"].replace("{id: sawing,", "{id: sawing, search_terms: [ripping],")
    base["data/tools.yaml"] = base["data/tools.yaml"].replace("{id: saw,", "{id: saw, search_terms: [tenon cutter],")
    site = assembled(tmp_path, base)
    entries = {entry.url: entry for entry in pages.search_entries(site)}
    assert pages.search_facets(site)["level"]["Mid"] == ("seasoned",)
    assert (entries["skills/sawing/"].terms, entries["tools/saw/"].terms) == (("ripping",), ("tenon cutter",))
    assert entries["roles/maker/"].main == ("Sawing", "ripping")
    assert {"ripping", "tenon cutter"} <= {*entries["roles/maker/"].about}


def test_a_kind_of_page_that_is_switched_off_is_neither_made_nor_linked(tmp_path: Path) -> None:
    base = smallest_site()
    base["site.yaml"] += "pages: [roles]\n"
    made = rendered(assembled(tmp_path, base))
    assert sorted(made) == ["404.html", "index.html", "robots.txt", "roles/index.html", "roles/maker/index.html", "roles/senior-maker/index.html", "sitemap.xml"]  # fmt: skip # noqa: E501
    for path in readable(made):
        assert not tree(made, path).xpath("//a[starts-with(@href, '/skills/') or starts-with(@href, '/families/')]"), path


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Short.", "Short."), ("two\nlines", "two lines"), ("one two three", "one two…"), ("one two, three", "one two…")],
)
def test_a_description_is_cut_after_a_word(text: str, expected: str) -> None:
    assert shorten(text, 12) == expected
