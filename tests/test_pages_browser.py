"""Pages in Chromium: nothing sticks out, the enhancements enhance, colours can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from sitegen import bundle
from sitegen.model import Site
from tests.accessible import faults
from tests.awkward import awkward_site
from tests.quality import reader
from tests.rendered import Files, assembled, readable, rendered
from tests.served import serving
from tests.sites import lay_out

_HARD = (
    "roles/full/i",
    "roles/long/i",
    "roles/bare/i",
    "roles/markup/",
    "roles/archived/i",
    "families/",
    "paths/",
    "salaries/",
    "skills/markup/",
)
"""Pages of the awkward site that say more than their kind does with tamer words."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("awkward"), awkward_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


@pytest.fixture(scope="module")
def tab(files: Files, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """Serve the awkward site and open a phone on it."""
    folder = tmp_path_factory.mktemp("served")
    packaged = bundle.load(bundle.home())
    lay_out(folder, files)
    for name, data in packaged.static.items():
        path = folder / packaged.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with serving(folder) as url:
        context = browser.new_context(base_url=url, viewport={"width": 320, "height": 640})
        yield context.new_page()
        context.close()


@pytest.mark.browser
def test_nothing_awkward_scrolls_sideways_on_the_narrowest_phone_or_fails_axe(tab: Tab, files: Files) -> None:
    found = {}
    for path in readable(files):
        if path.startswith(("skills/skill-", "tools/")):
            continue
        tab.goto(path)
        found[path] = reader.sideways(tab) + (faults(tab) if path.startswith(_HARD) or path == "index.html" else [])
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.browser
def test_two_guides_of_awkward_names_compared_stay_within_the_narrowest_phone(tab: Tab) -> None:
    tab.goto("compare/?a=long&b=full")
    tab.locator("[data-result]").wait_for()
    assert reader.sideways(tab) == []


@pytest.mark.browser
def test_the_list_of_roles_is_narrowed_in_place_and_the_address_keeps_it(tab: Tab) -> None:
    tab.goto("roles/")
    tab.get_by_role("link", name="Mid", exact=True).click()
    rows = tab.locator(".az li:visible")
    expect(rows).to_have_count(2)
    expect(tab.get_by_role("status")).to_have_text("2 guides of 6")
    expect(tab).to_have_url(re.compile(r"roles/\?level=mid$"))
    tab.reload()
    expect(rows).to_have_count(2)
    tab.go_back()
    expect(rows).to_have_count(6)


@pytest.mark.browser
def test_the_reader_s_colour_scheme_is_kept_from_page_to_page(tab: Tab) -> None:
    tab.goto("roles/maker/")
    switch = tab.get_by_role("button", name="Colour scheme")
    switch.click()
    switch.click()
    expect(switch).to_have_text("Colour scheme: Dark")
    tab.goto("roles/")
    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.browser
@pytest.mark.parametrize("chosen", ["", "dark"])
def test_paper_is_black_on_white_whatever_the_scheme_of_the_screen(tab: Tab, chosen: str) -> None:
    tab.goto("roles/maker/")
    tab.evaluate("theme => { document.documentElement.dataset.theme = theme; }", chosen)
    tab.emulate_media(media="print", color_scheme="dark")
    colours = tab.evaluate("(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))")
    tab.emulate_media(media="screen", color_scheme="light")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.browser
def test_one_rung_of_a_ladder_is_shown_at_a_time_on_a_phone(tab: Tab) -> None:
    tab.goto("families/making/")
    matrix_of_makers = tab.locator(".matrix").first
    cell = matrix_of_makers.locator("tbody tr", has_text="Sawing").locator("td:visible")
    expect(cell).to_have_count(1)
    label = matrix_of_makers.locator("label", has_text="Senior")
    beside = "it => Math.abs(it.getBoundingClientRect().top - it.nextElementSibling.getBoundingClientRect().top)"
    assert max(matrix_of_makers.locator("input").evaluate_all(f"all => all.map({beside})")) < 60, "the focus leads away from the labels"
    label.click()
    expect(cell).to_have_text(re.compile("^Expert"))


def test_text_is_readable_in_both_colour_schemes_and_the_two_dark_sets_are_one() -> None:
    sheet = (bundle.home() / "templates/static/css/tokens.css").read_text("utf-8")
    sets = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", sheet)]
    light, dark, chosen = (colours for colours in sets if colours)
    assert dark == chosen
    assert set(dark) == set(light)
    for colours in (light, dark):
        for text in ("ink", "quiet", "accent", "hover", "visited"):
            for ground in ("page", "surface"):
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert contrast(colours["ink"], colours["notice"]) >= 4.5
        for form in ("edge", "focus", "bar", "notice-edge"):
            assert contrast(colours[form], colours["page"]) >= 3, form


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours. Source: WCAG 2.2, relative luminance."""
    lights = sorted(
        sum(w * _linear(int(it[n : n + 2], 16) / 255) for w, n in ((0.2126, 1), (0.7152, 3), (0.0722, 5))) for it in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
