"""The quality gate in Chromium: axe, policy, reflow and keyboard on every kind of page. Each part is shown a planted fault first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

from tests.accessible import faults
from tests.conftest import BuiltSite
from tests.quality import reader
from tests.quality.kinds import kinds

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("built_site", ["/careers/"], indirect=True, ids=["below-a-path"]),
]
ELSEWHERE = frozenset({"salaries", "compare", "pair", "paths", "job-description"})
"""Kinds of page whose own tests run axe on them, in all of their states."""
FETCHING = frozenset({"compare", "paths", "search", "salaries"})
"""Kinds of page whose scripts go on to fetch after the page has loaded."""
KEYBOARD = ("home", "guide", "job-description", "pair", "search", "not-found")


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=["phone-dark", "wide-light"])
def tab(request: pytest.FixtureRequest, browser: Browser, built_site: BuiltSite) -> Iterator[Tab]:
    """Open a phone or a wide screen on the site; one in dark colours, the other in light ones."""
    width, scheme = request.param
    context = browser.new_context(base_url=built_site.url, viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.fixture
def narrow(browser: Browser, built_site: BuiltSite) -> Iterator[Tab]:
    """Open the narrowest screen that has to do."""
    context = browser.new_context(base_url=built_site.url, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def plant(tab: Tab, was: str, becomes: str) -> None:
    """Serve every page of the tab with `becomes` where `was` stands first."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert was in text
        route.fulfill(response=answer, body=text.replace(was, becomes, 1))

    tab.route(re.compile(r"/about/$"), changed)


def test_axe_finds_nothing_on_the_pages_that_have_no_axe_test_of_their_own(tab: Tab, built_site: BuiltSite) -> None:
    found = {}
    for kind, url in kinds(built_site.folder).items():
        if kind not in ELSEWHERE:
            tab.goto(url)
            found[kind] = faults(tab)
    assert {kind: told for kind, told in found.items() if told} == {}


def test_axe_sees_a_planted_fault(narrow: Tab, built_site: BuiltSite) -> None:
    assert built_site.folder.is_dir()
    plant(narrow, "</main>", '<img src="x.png"></main>')
    narrow.goto("about/")
    assert any(it.startswith("image-alt") for it in faults(narrow))


def test_no_page_sticks_out_of_a_screen_of_320_pixels_or_breaks_its_policy_or_logs_an_error(narrow: Tab, built_site: BuiltSite) -> None:
    errors = reader.watch(narrow)
    found = {}
    for kind, url in kinds(built_site.folder).items():
        narrow.goto(url, wait_until="networkidle" if kind in FETCHING else "load")
        found[kind] = reader.sideways(narrow) + reader.squeezed(narrow) + reader.violations(narrow)
        reader.spread(narrow)
        found[kind] += reader.sideways(narrow)
    assert {kind: told for kind, told in found.items() if told} == {}
    assert errors == []


@pytest.mark.parametrize(
    "planted",
    ["<script>document.title = 'run'</script>", '<p style="color:red">x</p>', '<img alt="" src="https://guides.example/x.png">'],
    ids=["script", "style", "picture-from-elsewhere"],
)
def test_what_the_policy_forbids_does_not_run_and_is_noted(narrow: Tab, built_site: BuiltSite, planted: str) -> None:
    assert built_site.folder.is_dir()
    reader.watch(narrow)
    plant(narrow, "</main>", f"{planted}</main>")
    with narrow.expect_console_message(lambda it: it.type == "error"):
        narrow.goto("about/")
    narrow.wait_for_function("window.broken.length > 0")
    assert len(reader.violations(narrow)) == 1
    assert narrow.title() != "run"


ASKING = (
    "search/?q=architect",
    "compare/?a=data-engineer&b=senior-data-engineer",
    "paths/?from=junior-data-engineer&to=staff-data-engineer",
    "salaries/?family=data",
)


def test_nothing_that_is_seen_moves_when_an_address_asks_for_an_answer(tab: Tab) -> None:
    found = {}
    for url in ASKING:
        tab.goto(url, wait_until="networkidle")
        found[url] = reader.shifted(tab)
    assert {url: shift for url, shift in found.items() if shift > 0.05} == {}
    tab.goto("about/", wait_until="load")
    assert reader.shifted(tab) <= 0.05
    tab.evaluate("document.querySelector('h1').style.marginTop = '15rem'")
    assert reader.shifted(tab) > 0.05


def test_something_too_wide_and_something_too_narrow_are_seen(narrow: Tab, built_site: BuiltSite) -> None:
    assert built_site.folder.is_dir()
    narrow.goto("about/")
    assert reader.sideways(narrow) + reader.squeezed(narrow) == []
    narrow.evaluate(
        "Object.assign(document.querySelector('h1'), { textContent: 'm'.repeat(20) }).style.cssText = 'font-size: 16px; width: max-content'"
    )
    assert reader.sideways(narrow) == []
    reader.spread(narrow)
    assert reader.sideways(narrow)
    narrow.goto("about/")
    narrow.evaluate("document.querySelector('h1').style.width = '330px'")
    narrow.evaluate("document.querySelector('main p').style.width = '40px'")
    assert reader.sideways(narrow)
    assert len(reader.squeezed(narrow)) == 1


def test_the_keyboard_reaches_everything_that_can_be_used_and_shows_where_it_is(tab: Tab, built_site: BuiltSite) -> None:
    pages = kinds(built_site.folder)
    found = {}
    for kind in KEYBOARD:
        tab.goto(pages[kind], wait_until="networkidle" if kind in FETCHING else "load")
        found[kind] = reader.unreached(tab)
    assert {kind: told for kind, told in found.items() if told} == {}


def test_what_the_keyboard_cannot_reach_or_shows_no_ring_is_seen(tab: Tab, built_site: BuiltSite) -> None:
    assert built_site.folder.is_dir()
    tab.goto("about/")
    tab.evaluate("document.querySelector('main a').style.outline = 'none'")
    assert any(it.startswith("no ring around <a>") for it in reader.unreached(tab))
    tab.evaluate("document.addEventListener('keydown', (it) => it.preventDefault())")
    assert any(it.startswith("not reached") for it in reader.unreached(tab))
