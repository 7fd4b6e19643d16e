"""Pay on the pages: every figure with all it takes to judge it, and every gap said aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import pages
from sitegen.model import Site
from sitegen.pages.pay import rules
from sitegen.pages.pay.scale import scale
from sitegen.pay import CONFIDENCE
from sitegen.render import formats
from sitegen.schema import Interval
from sitegen.search.entry import Text
from tests.pay_site import METHODOLOGY, pay_site
from tests.rendered import Files, assembled, rendered, tree, words

AMOUNTS = st.lists(st.floats(1, 10**9), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("pay"), pay_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def lines(files: Files, page: str = "roles/maker/index.html") -> dict[str, lxml.html.HtmlElement]:
    """Return the lines of a guide's pay section by their ids, in order."""
    return {it.get("id"): it for it in tree(files, page).xpath("//section[@id='pay']//li[@class='payline']")}


# The scale


@given(AMOUNTS)
def test_a_scale_starts_at_zero_holds_every_amount_and_has_few_ticks_at_equal_distances(amounts: list[float]) -> None:
    made = scale(amounts, "USD")
    places = [tick.at for tick in made.ticks]
    assert (made.ticks[0].amount, places[0], places[-1]) == (0, 0, 100)
    assert made.ticks[-1].amount == made.top >= max(amounts)
    assert 2 <= len(made.ticks) <= 6
    assert places == pytest.approx([100 * place / (len(places) - 1) for place in range(len(places))], abs=0.01)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (100_000, [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
        (100_001, [0, 25_000, 50_000, 75_000, 100_000, 125_000]),
        (126_000, [0, 50_000, 100_000, 150_000]),
        (9, [0, 2, 4, 6, 8, 10]),
    ],
)
def test_the_ticks_of_a_scale_are_round(most: float, ticks: list[float]) -> None:
    assert [tick.amount for tick in scale([1, most], "USD").ticks] == ticks


def test_a_scale_without_an_amount_is_still_one() -> None:
    assert [tick.amount for tick in scale([], "USD").ticks] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])


# How figures are written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2020, 1, 1), date(2023, 12, 31), "2020–2023"),
        (date(2025, 5, 1), date(2025, 5, 31), "May 2025"),
        (date(2024, 2, 1), date(2024, 2, 28), "1–28 Feb 2024"),
        (date(2026, 11, 20), date(2026, 11, 20), "20 November 2026"),
        (date(2023, 12, 1), date(2023, 12, 31), "December 2023"),
    ],
)
def test_days_are_written_as_short_as_they_are_whole(first: date, last: date, written: str) -> None:
    assert formats.filters("en-GB")["days"](Interval(first, last)) == written


def test_the_ticks_of_a_scale_are_written_short() -> None:
    compact = formats.filters("en-GB")["compact"]
    assert [compact(amount) for amount in (0, 50_000.0, 2_500_000)] == ["0", "50K", "2.5M"]


# The guide's section


def test_every_figure_that_speaks_of_a_guide_has_a_line_from_its_own_rung_to_its_family(files: Files) -> None:
    assert list(lines(files)) == [
        "figure-band-1",
        "figure-maker.mid.us.told",
        "figure-maker.us.told",
        "figure-soc.15-1252.us.office",
        "figure-family.making.us.told",
        "figure-maker.eu.told",
        "figure-band-2",
    ]


def test_each_place_part_of_pay_and_scope_has_a_row_home_first(files: Files) -> None:
    headings = tree(files, "roles/maker/index.html").xpath("//section[@class='payrow']/h3")
    assert [words(it) for it in headings] == [
        "United States, base pay",
        "United States, base pay =workshops",
        "European Union, base pay",
        "European Union, total pay guild",
    ]


def test_a_line_says_place_part_number_days_evidence_source_method_and_confidence(files: Files) -> None:
    told = words(lines(files)["figure-maker.mid.us.told"].xpath(".//p[@class='payline-from']")[0])
    assert told == (
        "United States, base pay a year · n = 40 reports, 3 of them equal to another · 2025 · self-reports, Told by makers · "
        "percentiles of single figures · confidence fair, for its kind of evidence and its small number."
    )


def test_an_occupation_is_labelled_as_a_whole_with_all_its_levels_and_how_well_it_fits(files: Files) -> None:
    line = lines(files)["figure-soc.15-1252.us.office"]
    assert words(line).startswith("Whole occupation, all levels Wood workers, a broad match US$52,000–83,200 median US$63,440")
    assert "12,000 people · May 2025 · official statistics, Wages of makers (Office of Wages)" in words(line)


def test_pay_of_another_period_is_shown_a_year_and_as_it_was_given(files: Files) -> None:
    assert words(lines(files)["figure-soc.15-1252.us.office"]).endswith("given as US$25–40 an hour.")


def test_another_currency_comes_first_and_its_conversion_names_rate_source_and_day(files: Files) -> None:
    line = lines(files)["figure-band-2"]
    assert words(line.xpath(".//p[@class='payline-amount']")[0]) == "€48,000–60,000"
    assert words(line).endswith("about US$57,600–72,000 at 1.2 USD for 1 EUR, Rates of the bank, 1 May 2026.")
    assert line.xpath(".//a[text()='Rates of the bank']/@href") == ["/salaries/#source-bank"]
    assert tree(files, "salaries/index.html").xpath("//*[@id='source-bank']")


def test_too_few_figures_are_said_to_be_too_few_and_nothing_is_drawn(files: Files) -> None:
    line = lines(files)["figure-maker.eu.told"]
    assert "not enough data (n = 7, 10 needed)" in words(line)
    assert line.xpath(".//*[name()='svg']") == []
    assert "44" not in words(line)


def test_a_bar_is_an_image_with_a_name_and_every_number_in_words(files: Files) -> None:
    bar = next(it for it in lines(files)["figure-maker.mid.us.told"].iter("svg") if it.get("role") == "img")
    name, said = bar.get("aria-labelledby").split()
    assert bar.xpath("./*[name()='title']")[0].get("id") == name
    assert bar.xpath("./*[name()='desc']")[0].get("id") == said
    assert words(bar.xpath("./*[name()='title']")[0]) == "This role and level, self-reports"
    assert words(bar.xpath("./*[name()='desc']")[0]) == (
        "10th percentile US$50,000; 25th percentile US$60,000; median US$70,000; 75th percentile US$85,000; 90th percentile US$100,000"
    )


def test_a_bar_runs_from_p10_to_p90_with_a_thick_middle_half_a_median_and_the_band_around_it(files: Files) -> None:
    bar = next(it for it in lines(files)["figure-maker.mid.us.told"].iter("svg") if it.get("role") == "img")
    drawn = {it.get("class"): (it.get("x") or it.get("x1"), it.get("width")) for it in bar if it.get("class") != "paybar-tick"}
    # The scale runs to US$100,000, so that a thousand is one per cent.
    assert drawn == {
        None: (None, None),
        "paybar-band": ("60.0%", "20.0%"),
        "paybar-whole": ("50.0%", "50.0%"),
        "paybar-half": ("60.0%", "25.0%"),
        "paybar-centre": ("70.0%", None),
    }
    assert [it.get("x1") for it in bar if it.get("class") == "paybar-tick"] == ["0.0%", "20.0%", "40.0%", "60.0%", "80.0%", "100.0%"]


def test_the_ticks_are_labelled_once_a_row(files: Files) -> None:
    for row in tree(files, "roles/maker/index.html").xpath("//section[@class='payrow']"):
        drawn = row.xpath(".//*[name()='svg'][@class='paybar']")
        assert len(row.xpath(".//*[name()='svg'][@class='payaxis']")) == bool(drawn)


def test_the_table_holds_the_numbers_of_the_chart_and_says_why_one_is_absent(files: Files) -> None:
    rows = tree(files, "roles/maker/index.html").xpath("//table[@class='paytable']/tbody/tr")
    said = [[words(cell) for cell in row][2:] for row in rows]
    assert said[:3] == [
        ["not given", "60,000–80,000", "not given", "not given", "not stated"],
        ["50,000", "60,000–85,000", "70,000", "100,000", "40"],
        ["not enough data (n = 24, 30 needed)", "55,000–95,000", "72,000", "not enough data (n = 24, 30 needed)", "24"],
    ]
    few = ["not enough data (n = 7, 30 needed)", "not enough data (n = 7, 20 needed)"]
    assert said[5] == [*few, "not enough data (n = 7, 10 needed)", few[0], "7"]


def test_one_link_leads_from_each_line_to_the_entry_of_its_source(files: Files) -> None:
    entries = {f"/salaries/#{it}" for it in tree(files, "salaries/index.html").xpath("//section[h2[@id='sources']]//li/@id")}
    for name, line in lines(files).items():
        assert entries & set(line.xpath(".//a/@href")), name


def test_a_guide_without_any_figure_says_so_and_borrows_none(files: Files) -> None:
    assert words(tree(files, "roles/rester/index.html").get_element_by_id("pay")) == (
        "Pay No figure yet for base pay (United States). A neighbour’s pay is not shown in its place."
    )


def test_a_guide_with_borrowed_figures_alone_says_that_they_speak_of_more_people(tmp_path: Path) -> None:
    files = pay_site()
    senior = files["content/roles/senior-maker.md"]
    files["content/roles/senior-maker.md"] = senior.replace(
        "salary_bands:\n  - {region: US, component: base, currency: USD, low: 80000, high: 100000, source: survey}\n", ""
    )
    page = tree(rendered(assembled(tmp_path, files)), "roles/senior-maker/index.html")
    assert "No figure yet of base pay for this role at this level (United States). What follows speaks of more people" in words(page)


def test_a_figure_cited_in_prose_is_its_range_with_a_link_to_its_own_line(files: Files) -> None:
    page = tree(files, "roles/maker/index.html")
    cited = page.xpath("//div[@class='prose']//a[@class='cite']")
    assert [(it.get("href"), words(it)) for it in cited] == [("#figure-band-1", "US$60,000–80,000"), ("#figure-band-2", "€48,000–60,000")]
    for it in cited:
        assert page.get_element_by_id(it.get("href").removeprefix("#")).get("class") == "payline"


def test_search_finds_the_words_around_a_cited_figure_and_not_how_it_is_written(site: Site) -> None:
    [maker] = [it for it in pages.search_entries(site) if it.url == "roles/maker/"]
    said = maker.text.read() if isinstance(maker.text, Text) else maker.text
    assert "Makes things for …, in a guild …. See" in said
    assert "{pay" not in said


def test_what_only_looks_like_a_cited_figure_is_found_as_it_is_written(tmp_path: Path) -> None:
    files = pay_site()
    cited = "Makes things for {pay:us/base}, in a guild {pay:region:eu/total}. See"
    assert cited in files["content/roles/maker.md"]
    faq = "faqs: [{question: How much?, answer: 'It is {pay:us/base}.'}]\n---\n"
    head, mark, body = files["content/roles/maker.md"].removeprefix("---\n").partition("---\n")
    assert mark
    assert "faqs:" not in head
    files["content/roles/maker.md"] = "---\n" + head + faq + body.replace(cited, "Written `{pay:us/base}`. See")
    [maker] = [it for it in pages.search_entries(assembled(tmp_path, files)) if it.url == "roles/maker/"]
    assert isinstance(maker.text, Text)
    assert "Written {pay:us/base}. See" in maker.text.read()
    assert "How much? It is …." in maker.text.read()


def test_an_observed_figure_can_be_cited_where_there_is_no_band(tmp_path: Path) -> None:
    files = pay_site()
    files["content/roles/rester.md"] = files["content/roles/rester.md"].replace("Rests.\n", "Rests for {pay:us/base}.\n")
    files["content/roles/rester.md"] = files["content/roles/rester.md"].replace("role: rester", "role: maker-lead")
    page = tree(rendered(assembled(tmp_path, files)), "roles/rester/index.html")
    [cited] = page.xpath("//a[@class='cite']")
    assert (cited.get("href"), words(cited)) == ("#figure-family.making.us.told", "US$52,000–90,000")


def test_confidence_falls_as_a_figure_ages(tmp_path: Path) -> None:
    # The last day observed is the end of 2025, and two years are the limit.
    later = rendered(assembled(tmp_path, pay_site(), date(2028, 1, 2)))
    assert words(lines(later)["figure-maker.mid.us.told"]).endswith(
        "confidence low, for its kind of evidence, its small number and its age."
    )


@pytest.mark.parametrize(
    ("kinds", "methodology", "entries"),
    [
        ("[roles, families]", METHODOLOGY, "/methodology/"),
        ("[roles, families]", "(absent)", ""),
        ("[salaries, families]", METHODOLOGY, "/salaries/"),
    ],
)
def test_a_source_has_an_entry_whatever_kinds_of_page_there_are(kinds: str, methodology: str, entries: str, tmp_path: Path) -> None:
    files = pay_site() | {"content/pages/methodology.md": methodology}
    files["site.yaml"] += f"pages: {kinds}\n"
    made = rendered(assembled(tmp_path, files))
    for path in ("roles/maker/index.html", "families/making/index.html"):
        links = {it for it in tree(made, path).xpath("//main//a/@href") if "#source-" in it}
        assert links, path
        for page, _, anchor in (it.partition("#") for it in links):
            assert page == entries, path
            target = f"{page[1:]}index.html" if page else path
            assert tree(made, target).xpath("//*[@id=$it]", it=anchor), (path, anchor)


# The strip


def test_the_strip_says_which_step_answered_with_place_evidence_source_and_days(tmp_path: Path) -> None:
    files = pay_site()
    files["data/salaries.yaml"] = "\n".join(
        line for line in files["data/salaries.yaml"].replace(",\n     ", ", ").splitlines() if "{id: maker." not in line
    )
    page = tree(rendered(assembled(tmp_path, files)), "roles/maker/index.html")
    [strip] = page.xpath("//dl[@class='facts']/div[2]/dd")
    assert words(strip) == (
        "US$52,000–83,200 whole occupation, all levels, none observed for this rung · United States, base pay a year · 12,000 people · "
        "official statistics of May 2025, Wages of makers"
    )
    assert strip.xpath(".//a/@href") == ["/salaries/#source-office"]


def test_lists_say_whom_a_range_speaks_of_and_what_evidence_it_is(files: Files) -> None:
    listed = [words(it) for it in tree(files, "roles/index.html").xpath("//ul[@class='az']//span[@class='pay']")]
    assert listed == ["US$60,000–85,000 self-reports", "no figure yet", "US$55,000–95,000 all levels, self-reports"]


# The family


def test_a_family_shows_pay_by_level_on_one_scale_and_the_rungs_without_a_figure(tmp_path: Path) -> None:
    files = pay_site()
    senior = files["content/roles/senior-maker.md"]
    files["content/roles/senior-maker.md"] = senior.replace(
        "salary_bands:\n  - {region: US, component: base, currency: USD, low: 80000, high: 100000, source: survey}\n", ""
    )
    page = tree(rendered(assembled(tmp_path, files)), "families/making/index.html")
    said = [words(it) for it in page.xpath("//section[h2[@id='pay']]//div[@class='payline-said']")]
    assert said == [
        "Senior",
        "Mid Editorial band US$60,000–80,000",
        "Mid US$60,000–85,000 median US$70,000",
        "All levels US$55,000–95,000 median US$72,000",
        "Whole occupation, all levels Wood workers, a broad match US$52,000–83,200 median US$63,440",
    ]
    assert words(page.xpath("//section[h2[@id='pay']]//li[1]/div[2]")[0]) == "No figure yet for this rung."
    assert len(page.xpath("//section[h2[@id='pay']]//*[name()='svg'][@class='payaxis']")) == 1


# The methodology


def test_the_methodology_is_made_from_the_constants_of_the_code(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "NEEDS", {"median": 4321})
    monkeypatch.setattr(rules, "PERIODS_A_YEAR", {"hour": 1234})
    monkeypatch.setattr(rules, "PLAUSIBLE_YEAR", (5432, 6543))
    monkeypatch.setattr(rules, "UNITS_A_DOLLAR", {"XTS": 7654})
    monkeypatch.setattr(rules, "FALLBACK", ("family", "none"))
    monkeypatch.setattr(rules, "CONFIDENCE", replace(CONFIDENCE, by_size=((8765, "high"), (0, "low")), by_age=((9876, 1),)))
    page = words(tree(rendered(site), "methodology/index.html").find(".//main"))
    for constant in ("4,321", "1,234", "5,432", "6,543", "7,654", "8,765", "9,876"):
        assert constant in page, constant
    assert "the whole occupation" not in page


def test_the_methodology_names_the_definition_of_percentiles_and_its_source(files: Files) -> None:
    page = words(tree(files, "methodology/index.html"))
    assert "(n − 1) × p ÷ 100" in page
    assert "definition 7 of Hyndman and Fan" in page
