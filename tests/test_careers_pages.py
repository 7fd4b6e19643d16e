"""Pages made of careers: the map, the list of moves, job descriptions, what a skill opens, where a family leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.library import library
from sitegen.careers.advert import advert
from sitegen.careers.layout import BOX, SPLIT_ABOVE, TALL, career_map, split_families
from sitegen.model import Site
from tests.awkward import awkward_site
from tests.careers import moves_of, site_of
from tests.rendered import Files, assembled, rendered, tree, words
from tests.sites import smallest_site


@pytest.fixture(scope="module")
def site(repository: Path) -> Site:
    return site_of(repository)


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Files:
    site = smallest_site()
    lead = site["content/roles/senior-maker.md"].replace("Senior Maker", "Lead of Makers").replace("role: maker", "role: maker-lead")
    site["content/roles/lead.md"] = lead.replace("level: senior", "level: manager")
    site["content/roles/senior-maker.md"] = site["content/roles/senior-maker.md"].replace(
        "salary_bands:", "career_paths: [{to: lead, kind: management, years: [1, 3]}]\nsalary_bands:"
    )
    site["data/families.yaml"] += "- {id: leading, name: Leading, summary: People who lead.}\n"
    site["data/roles.yaml"] = site["data/roles.yaml"].replace("name: Maker lead, family: making", "name: Maker lead, family: leading")
    return rendered(assembled(tmp_path_factory.mktemp("small"), site))


def test_no_two_rungs_of_the_map_overlap_and_every_rung_is_on_it(site: Site) -> None:
    drawn = career_map(site, moves_of(site), site.content.families)
    assert {box.slug for box in drawn.boxes} == {guide.slug for guide in site.listed}
    for one in drawn.boxes:
        assert 0 <= one.x <= drawn.width - BOX
        assert 0 <= one.y <= drawn.height - TALL
        near = [it for it in drawn.boxes if it is not one and abs(it.x - one.x) < BOX and abs(it.y - one.y) < TALL]
        assert near == []


def test_a_higher_rank_stands_further_right(site: Site) -> None:
    drawn = {box.slug: box.x for box in career_map(site, moves_of(site), site.content.families).boxes}
    for one in site.listed:
        for other in site.listed:
            ranks = site.level(one).rank, site.level(other).rank
            assert (drawn[one.slug] < drawn[other.slug]) == (ranks[0] < ranks[1])


def test_every_move_of_the_map_starts_and_ends_at_the_edge_of_its_rungs(site: Site) -> None:
    moves = moves_of(site)
    drawn = career_map(site, moves, site.content.families)
    assert len(drawn.curves) == sum(map(len, moves.values()))
    boxes = {box.slug: box for box in drawn.boxes}
    for box in drawn.boxes:
        for place, edge in zip(box.moves, moves[box.slug], strict=True):
            curve, target = drawn.curves[place], boxes[edge.to]
            assert curve.points[0] in {(box.x, box.y + TALL // 2), (box.x + BOX, box.y + TALL // 2)}
            assert curve.points[-1] in {(target.x, target.y + TALL // 2), (target.x + BOX, target.y + TALL // 2)}


def test_the_list_of_moves_says_each_with_what_it_asks_for(small: Files) -> None:
    moves = [words(item) for item in tree(small, "paths/index.html").findall(".//dl[@class='moves']/div")]
    pay = "(United States, editorial bands)"
    assert moves == [
        f"Maker Mid Promotion: Senior Maker 2–4 years · 1 skill to raise, 1 new skill · base pay +29% {pay}",
        f"Senior Maker Senior Into management: Lead of Makers 1–3 years · no skill to raise and none new · base pay ±0% {pay}",
        "Lead of Makers Manager No move to another guide",
    ]


def test_an_example_of_a_path_stands_without_a_script(small: Files) -> None:
    page = tree(small, "paths/index.html")
    assert words(page.find(".//div[@data-found]/h3")) == "For example: from Maker to Lead of Makers"
    [route] = page.findall(".//div[@data-found]//li[@class='route']")
    assert words(route).startswith("Path 1: 2 moves Maker Promotion · 2–4 years · 1 skill to raise, 1 new skill")


def test_above_so_many_rungs_each_family_has_a_map_of_its_own(tmp_path: Path) -> None:
    site = assembled(tmp_path, library(SPLIT_ABOVE + 10))
    families = split_families(site)
    made = rendered(site)
    assert "svg" not in made["paths/index.html"].partition("<main")[2]
    links = {link.get("href") for link in tree(made, "paths/index.html").iterfind(".//main//a")}
    assert {f"/paths/{family}/" for family in families} <= links
    drawn = [box for family in families for box in tree(made, f"paths/{family}/index.html").iterfind(".//g[@class='rung']")]
    assert len(drawn) == SPLIT_ABOVE + 10


def test_a_family_page_says_where_people_come_from_and_go_to(small: Files) -> None:
    making, leading = (tree(small, f"families/{family}/index.html") for family in ("making", "leading"))
    told = (
        "Senior Maker → to Lead of Makers Into management, 1–3 years: no skill to raise and none new: "
        "Senior Maker compared with Lead of Makers; base pay ±0%"
    )
    assert told in words(making)
    assert told in words(leading)
    assert "To other families" in words(making)
    assert "From other families" in words(leading)


def test_a_skill_page_says_how_it_rises_and_which_moves_ask_for_more(small: Files) -> None:
    page = words(tree(small, "skills/sawing/index.html"))
    assert "How it rises Maker Mid working · Senior expert" in page
    assert "Maker → to Senior Maker Promotion: Working → to Expert" in page
    assert "What usually goes with it Glueing 2 guides" in page


def test_an_advert_asks_by_importance_and_names_only_ranges_of_this_rung(site: Site) -> None:
    guide = site.guides["senior-backend-architect"]
    text = advert(site, guide, ())
    assert text.pay == ()
    assert len(text.required) + len(text.welcome) == len(guide.front.skills)
    names = [it.names[0] for it in text.required]
    assert names[0] == site.content.skills[next(need.skill for need in guide.front.skills if need.importance == 5 and need.skill)].name


def test_an_advert_of_a_guide_that_says_little_has_no_empty_heading(tmp_path: Path) -> None:
    files = rendered(assembled(tmp_path, awkward_site()))
    page = tree(files, "roles/bare/job-description/index.html")
    assert [words(heading) for heading in page.iterfind(".//article//h3")] == ["Pay", "Place and hours"]
    hidden = [words(line) for line in page.iterfind(".//article//*[@hidden]")]
    assert "Where the work is done can be agreed." not in hidden
    assert "roles/archived/job-description/index.html" not in files


def test_no_job_description_is_marked_up_as_a_vacancy(files: Files) -> None:
    adverts = [text for path, text in files.items() if path.endswith("/job-description/index.html")]
    assert adverts
    assert not [text for text in adverts if "JobPosting" in text]


def test_a_guide_leads_to_comparison_and_advert(small: Files) -> None:
    links = [link.get("href") for link in tree(small, "roles/maker/index.html").iterfind(".//p[@class='actions']/a")]
    assert links == ["/compare/?a=maker", "/roles/maker/job-description/"]


def test_pay_in_two_currencies_is_compared_in_the_site_s_own_with_the_rate_and_its_day(tmp_path: Path) -> None:
    site = smallest_site()
    site["data/rates.yaml"] = (
        "source: ecb\ntitle: Rates\npublisher: A bank\nurl: https://rates.example/\nlicence: not stated\nattribution: ''\n"
        "retrieved: 2026-06-01\nrefresh_after: P24M\nbase: EUR\ndate: 2026-05-29\nrates: {USD: '1.25'}\n"
    )
    site["content/roles/senior-maker.md"] = site["content/roles/senior-maker.md"].replace("USD, low: 80000", "EUR, low: 80000")
    page = words(tree(rendered(assembled(tmp_path, site)), "compare/maker-vs-senior-maker/index.html").find(".//main"))
    assert "€80,000–100,000 about US$100,000–125,000 at 1.25 on 29 May 2026" in page
    assert "base pay +61%" in page
    assert "Amounts in two currencies were converted at the rate named." in page
