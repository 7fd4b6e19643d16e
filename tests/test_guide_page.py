"""The page of a guide: its order, its facts, its figures, its ways in and out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sitegen import bundle, pages
from sitegen.model import Site
from sitegen.pages.outline import PLAN, outline
from tests.awkward import FAQS, MARKUP, awkward_site
from tests.rendered import Files, assembled, json_ld, readable, rendered, tree, words
from tests.sites import smallest_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("awkward"), awkward_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def test_a_guide_tells_its_sections_in_one_order_and_lists_them_first(files: Files) -> None:
    page = tree(files, "roles/markup/index.html")
    headings = [words(it) for it in page.xpath("//div[@class='guide-text']/section/h2")]
    listed = [words(it) for it in page.xpath("//nav[contains(@class, 'toc-wide')]//a")]
    assert headings == listed
    assert headings[:4] == ["Responsibilities", "Skills", "Tools", "Qualifications"]
    assert headings[-3:] == ["Questions and answers", "Related guides", "Sources and review"]
    assert headings[-4] == MARKUP


def test_the_writers_own_headings_stand_where_their_subject_is_and_others_before_the_questions() -> None:
    sections = outline(("My own", "Remote work", "what the role does"), {"pay", "sources", "skills", "faqs"})
    assert [(it.kind, it.body) for it in sections] == [
        ("prose", 3),
        ("skills", 0),
        ("pay", 0),
        ("remote", 2),
        ("prose", 1),
        ("faqs", 0),
        ("sources", 0),
    ]


def test_each_kind_of_section_has_a_template() -> None:
    templates = bundle.load(bundle.home()).templates
    assert [kind for kind, _, _ in PLAN if kind not in ("prose", "rest") and f"guide/{kind}.html" not in templates] == []


def test_the_fact_strip_has_the_same_five_cells_on_every_guide(files: Files) -> None:
    for path in readable(files):
        if re.fullmatch(r"roles/[^/]+/index\.html", path):
            cells = [words(it) for it in tree(files, path).xpath("//dl[@class='facts']/div/dt")]
            assert cells == ["Level", "Typical base pay", "Experience", "Remote fit", "Reviewed"], path


def test_pay_without_a_figure_is_said_in_words(files: Files) -> None:
    page = words(tree(files, "roles/bare/index.html"))
    assert "No figure yet" in page
    assert "A neighbour’s pay is not shown in its place." in page


def test_a_band_stands_with_its_place_part_period_and_source(files: Files) -> None:
    shown = words(tree(files, "roles/full/index.html").get_element_by_id("pay"))
    for said in ("United States, base pay", "Editorial band US$60,000–80,000", "base pay a year", "A survey (Testers)"):
        assert said in shown, said


def test_a_figure_cited_in_prose_and_answers_leads_to_its_source(files: Files) -> None:
    cited = tree(files, "roles/full/index.html").xpath("//div[@class='prose']//a[@class='cite']")
    assert {words(it) for it in cited} == {"US$60,000–80,000"}
    assert len(cited) == 1 + FAQS


def test_a_range_that_speaks_of_more_than_the_rung_says_so_wherever_it_stands(tmp_path: Path) -> None:
    observed = """
  - {id: whole, occupation: {scheme: soc-2018, code: "15-1252"}, region: US, currency: USD, period: year, component: base,
     statistic: percentiles, p25: 50000, p75: 90000, population: 1000, observed: 2025-05, source: survey, method: as-published}
"""
    base = smallest_site()
    base["data/salaries.yaml"] = base["data/salaries.yaml"].replace(" []", observed)
    made = rendered(assembled(tmp_path, base))
    for path in ("roles/maker/index.html", "roles/index.html"):
        assert "US$50,000–90,000 whole occupation" in words(tree(made, path)).replace(" · ", " "), path
    [ladders] = tree(made, "families/making/index.html").xpath("//table[@class='ladders']")
    assert "US$" not in words(ladders), "one figure on every rung tells none of them from another"


def test_the_ladder_shows_the_rungs_of_the_role_highest_first_and_where_this_one_stands(files: Files) -> None:
    rungs = tree(files, "roles/senior-maker/index.html").xpath("//nav[@class='ladder']//li")
    assert [it.get("class").strip() for it in rungs] == ["above", "here", "below"]
    assert words(rungs[1]) == "Senior Maker Senior, this guide"
    assert words(rungs[2]) == "Maker Mid"


def test_moves_in_and_out_stand_as_cards_with_what_they_ask_for(files: Files) -> None:
    ways = tree(files, "roles/maker/index.html").xpath("//li[@class='way']")
    [way] = [words(it) for it in ways]
    assert way.startswith("Promotion · 2–4 years Senior Maker Senior · Making 1 skill to raise, 1 new")
    assert "Base pay US$80,000–100,000" in way
    assert "Promotion · 2–4 years Maker" in words(tree(files, "roles/senior-maker/index.html"))


def test_questions_are_open_to_machines_word_for_word(files: Files) -> None:
    [page] = [block for block in json_ld(files, "roles/full/index.html") if block["@type"] == "FAQPage"]
    assert len(page["mainEntity"]) == FAQS
    assert page["mainEntity"][3]["acceptedAnswer"]["text"] == "Answer 3: US$60,000–80,000, home."
    assert len(tree(files, "roles/full/index.html").xpath("//div[@class='faqs']/details/summary")) == FAQS


def test_a_guide_is_an_occupation_with_what_it_says_and_nothing_empty(files: Files) -> None:
    occupation, crumbs = json_ld(files, "roles/maker/index.html")
    assert occupation["@type"] == "Occupation"
    assert occupation["estimatedSalary"][0]["value"]["minValue"] == 60000
    assert occupation["occupationalCategory"][0]["codeValue"] == "15-1252"
    assert all(value not in ([], "", None) for value in occupation.values())
    assert [it["item"] for it in crumbs["itemListElement"]][-2:] == [
        "https://guides.example/families/making/",
        "https://guides.example/roles/maker/",
    ]


def test_an_archived_guide_keeps_its_page_and_leaves_lists_search_feed_and_sitemap(files: Files, site: Site) -> None:
    page = tree(files, "roles/archived/index.html")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "no longer kept up to date" in words(page)
    for path in readable(files):
        assert not tree(files, path).xpath("//main//a[contains(@href, 'roles/archived/')]"), path
    assert "archived" not in files["sitemap.xml"] + files["feed.xml"]
    assert "roles/archived/" not in {entry.url for entry in pages.search_entries(site)}


def test_an_overdue_review_is_said_on_the_page(tmp_path: Path) -> None:
    late = rendered(assembled(tmp_path, smallest_site(), date(2027, 7, 1)))
    assert "the next review is overdue" in words(tree(late, "roles/maker/index.html"))
