"""Pay in Chromium: narrowed down and put in order in place, followed to its source, read without scripts and by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from sitegen import bundle
from sitegen.model import Site
from tests.pay_site import pay_site
from tests.rendered import Files, assembled, rendered
from tests.served import serving
from tests.sites import lay_out

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("pay"), pay_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


@pytest.fixture(scope="module")
def served(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    packaged = bundle.load(bundle.home())
    lay_out(folder, files)
    for name, data in packaged.static.items():
        path = folder / packaged.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with serving(folder) as url:
        yield url


@pytest.fixture
def tab(served: str, browser: Browser) -> Iterator[Tab]:
    """Open a desktop window; afterwards it must have logged no error."""
    faults: list[str] = []
    context = browser.new_context(base_url=served)
    opened = context.new_page()
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def shown(tab: Tab) -> list[str]:
    """Return the ids of the rows that can be seen, in their order: what a choice hides goes while the choice is made."""
    ids: list[str] = tab.locator("tbody[data-rows] tr:visible").evaluate_all("rows => rows.map((row) => row.id.replace('figure-', ''))")
    return ids


def is_at(tab: Tab, end: str) -> None:
    """Expect an address with this end."""
    expect(tab).to_have_url(re.compile(f"{re.escape(end)}$"))


def choose(tab: Tab, label: str, option: str) -> None:
    tab.get_by_label(label, exact=True).select_option(label=option)


def test_what_is_chosen_narrows_the_table_and_stays_in_the_address_through_a_reload(tab: Tab) -> None:
    tab.goto("salaries/")
    whole = shown(tab)
    choose(tab, "Level", "Mid")
    choose(tab, "Evidence", "Self-reports")
    assert shown(tab) == ["maker.mid.us.told", "rester.none"]
    is_at(tab, "salaries/?level=mid&basis=self-report")
    tab.reload()
    assert shown(tab) == ["maker.mid.us.told", "rester.none"]
    expect(tab.get_by_label("Level", exact=True)).to_have_value("mid")
    tab.go_back()
    is_at(tab, "salaries/?level=mid")
    expect(tab.get_by_label("Evidence")).to_have_value("")
    tab.get_by_role("button", name="Clear").click()
    is_at(tab, "salaries/")
    assert shown(tab) == whole


def test_the_number_of_figures_left_is_announced(tab: Tab) -> None:
    tab.goto("salaries/")
    expect(tab.get_by_role("status")).to_have_text("8 figures")
    choose(tab, "Region", "European Union")
    expect(tab.get_by_role("status")).to_have_text("2 figures of 8 · 1 rung without a figure of its own")
    choose(tab, "Part of pay", "Total pay")
    expect(tab.get_by_role("status")).to_have_text("1 figure of 8 · 1 rung without a figure of its own")


def test_a_choice_without_a_figure_says_so_and_shows_no_other(tab: Tab) -> None:
    tab.goto("salaries/?role=maker&level=senior&region=eu")
    assert shown(tab) == []
    expect(tab.get_by_role("status")).to_have_text("No figure yet for this choice. None stands in its place.")


def test_a_role_shows_all_that_speaks_of_it_each_saying_of_whom(tab: Tab) -> None:
    tab.goto("salaries/?role=maker&region=US&component=base")
    assert shown(tab) == [
        "family.making.us.told",
        "maker.us.told",
        "maker.band-1",
        "maker.mid.us.told",
        "senior-maker.band-1",
        "soc.15-1252.us.office",
    ]


def test_a_value_that_no_row_has_is_no_choice(tab: Tab) -> None:
    tab.goto("salaries/?region=ZZ&order=sideways")
    assert len(shown(tab)) == 9


def test_rows_without_a_figure_end_every_order(tab: Tab) -> None:
    tab.goto("salaries/?order=high")
    high = shown(tab)
    assert high[0] == "senior-maker.band-1"
    assert high[-2:] == ["maker.eu.told", "rester.none"]
    choose(tab, "Order", "Lowest first")
    low = shown(tab)
    assert low[0] == "soc.15-1252.us.office"
    assert low[-2:] == ["maker.eu.told", "rester.none"]
    choose(tab, "Order", "Newest first")
    assert shown(tab)[-1] == "rester.none"
    choose(tab, "Order", "Role and level")
    assert shown(tab)[0] == "family.making.us.told"


def test_one_click_leads_from_a_figure_of_a_guide_to_its_source(tab: Tab) -> None:
    tab.goto("roles/maker/")
    tab.locator("[id='figure-soc.15-1252.us.office']").get_by_role("link", name="Wages of makers").click()
    is_at(tab, "/salaries/#source-office")
    entry = tab.locator("#source-office")
    expect(entry).to_contain_text("Source: Office of Wages.")
    expect(entry).to_be_in_viewport()


def test_one_click_leads_from_the_strip_to_its_source(tab: Tab) -> None:
    tab.goto("roles/maker/")
    tab.locator(".facts").get_by_role("link", name="Told by makers").click()
    is_at(tab, "/salaries/#source-told")
    expect(tab.locator("#source-told")).to_be_in_viewport()


def test_one_click_leads_from_a_cited_amount_to_its_line(tab: Tab) -> None:
    tab.goto("roles/maker/")
    tab.get_by_role("link", name="US$60,000–80,000").click()
    expect(tab.locator("[id='figure-band-1']:target")).to_have_count(1)


def test_without_scripts_the_whole_table_reads_and_no_idle_form_is_shown(served: str, browser: Browser) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("salaries/?role=maker")
    expect(tab.locator("tbody tr:visible")).to_have_count(9)
    expect(tab.locator("form[data-filter-form]")).to_be_hidden()
    context.close()


def test_on_paper_the_numbers_of_the_chart_are_open(tab: Tab) -> None:
    tab.goto("roles/maker/")
    table = tab.locator(".paytable").first
    expect(table).to_be_hidden()
    tab.emulate_media(media="print")
    expect(table).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("path", ["roles/maker/", "salaries/", "families/making/", "methodology/"])
def test_axe_finds_nothing_and_nothing_sticks_out(served: str, browser: Browser, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=served, viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    tab = context.new_page()
    tab.goto(path)
    tab.locator("details").evaluate_all("all => all.forEach((it) => { it.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(tab)
    context.close()
    assert [(it["id"], [node["target"] for node in it["nodes"]]) for it in found.response["violations"]] == []
