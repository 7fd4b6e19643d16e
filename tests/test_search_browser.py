"""Searching in a real browser: the real bundle and engine under the strict policy, at `/` and below a path."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from sitegen.search import index
from tests.searchable import ENTRIES, FACETS
from tests.served import Host, StaticHost

pytestmark = pytest.mark.browser

HERE: Final = Path(__file__).parent
SCRIPTS: Final = HERE.parent / "templates/static/js"
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STUB: Final = "<!doctype html><html lang=en><link rel=icon href=data:,>"


class StrictHost(StaticHost):
    """A host that sends the policy with every answer."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    folder: Path


# One shard, and four of about eight pages: readers see the same.
@pytest.fixture(scope="module", params=["/", "/careers/"], ids=["at-the-root", "below-a-path-in-shards"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("search")
    base = str(request.param)
    pages = {f"{entry.url}index.html": f"{STUB}<title>{escape(entry.title)}</title>".encode() for entry in ENTRIES}
    scripts = {f"assets/js/{path.name}": path.read_bytes() for path in SCRIPTS.glob("search*.js")}
    search = (HERE / "search_page.html").read_text(encoding="utf-8").replace("{base}", base).encode()
    bundle = index(ENTRIES, language="en", facets=FACETS, most=len(ENTRIES) if base == "/" else 8)
    for name, data in {
        **pages,
        **scripts,
        **bundle,
        "search/index.html": search,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with Host(("127.0.0.1", 0), partial(StrictHost, prefix=base, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_address[1]}{base}", folder)
        server.shutdown()
        thread.join()


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone at the search page; `asked` holds every address their browser asked for, below the site."""

    page: Page
    site: Site
    asked: list[str] = field(default_factory=list)

    def opens(self, state: str = "") -> None:
        self.page.goto(f"{self.site.url}search/{state}")
        expect(self.page.get_by_role("group", name="Level")).to_be_visible()

    def types(self, words: str) -> None:
        self.page.get_by_role("searchbox").fill(words)

    def waits(self) -> None:
        """Wait until the answer to what was asked last stands, and no better one is to come."""
        expect(self.page.locator("[data-results]")).to_have_attribute("aria-busy", "false")

    def sees(self, sentence: str) -> None:
        self.waits()
        expect(self.page.get_by_role("status")).to_have_text(sentence)

    def is_at(self, state: str) -> None:
        """Expect the address of this search."""
        expect(self.page).to_have_url(f"{self.site.url}search/{state}")

    @property
    def groups(self) -> list[str]:
        return self.page.locator("[data-results] h2").all_text_contents()

    @property
    def titles(self) -> list[str]:
        return self.page.locator("[data-results] a").all_text_contents()

    def first_for(self, words: str) -> str:
        """Return the first title that the answer to `words` has."""
        self.types(words)
        self.waits()
        return (self.titles or [""])[0]

    def finds(self, words: str, first: str) -> None:
        """Expect that the first result is `first`."""
        self.types(words)
        self.waits()
        expect(self.page.locator("[data-results] a").first).to_have_text(first)


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    faults: list[str] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        local = request.url.startswith(site.url)
        (asked if local else faults).append(request.url.removeprefix(site.url))

    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", note)
    yield Reader(page, site, asked)
    context.close()
    assert faults == []


# What readers type -> the title they expect first.
QUERIES: Final = {
    "systems architect": "Senior Systems Architect",
    "backend systems architect": "Backend Architect",
    "server side architect": "Backend Architect",
    "SRE": "Site Reliability Engineer",
    "sre": "Site Reliability Engineer",
    "etl developer": "Data Engineer",
    "data engineer": "Data Engineer",
    "data eng": "Data Engineer",
    "senior data engineer": "Senior Data Engineer",
    "data": "Data",
    "SQL": "SQL",
    "apache kafka": "Kafka",
    "distributed system": "Distributed systems",
    "C++": "C++",
    "c": "C",
    "capacity planning": "Senior Systems Architect",
    "error budget": "Senior Backend Engineer",
    "principal architect": "Senior Systems Architect",
    "removes toil": "Site Reliability Engineer",
    "do I have to run a pager?": "Site Reliability Engineer",
    "bäckend éngineer": "Backend Engineer",
    "data enginer": "Data Engineer",
    "bakcend architect": "Backend Architect",
    "kafak": "Kafka",
    "experienced data engineer": "Senior Data Engineer",
    "senior etl developer": "Senior Data Engineer",
    "etl developer no experience": "Data Engineer",
    "head of data engineering": "Senior Data Engineer",
    "trainee sre": "Site Reliability Engineer",
    "modeling of data": "Senior Data Engineer",
    "cplusplus": "C++",
    "golang": "Backend Engineer",
    "rdbms": "Backend Architect",
}


def test_readers_find_a_page_by_its_names_its_terms_its_skills_and_its_text(reader: Reader) -> None:
    reader.opens()
    reader.finds("server side architect", "Backend Architect")  # of many shards, this loads the search terms
    missed = {words: reader.first_for(words) for words in QUERIES}
    assert missed == QUERIES


def test_the_words_of_a_title_come_before_any_number_of_them_in_a_text(reader: Reader) -> None:
    reader.opens()
    reader.finds("data engineer", "Data Engineer")
    assert reader.titles[:2] == ["Data Engineer", "Senior Data Engineer"]


def test_results_come_in_groups_with_level_family_pay_other_names_and_a_marked_excerpt(reader: Reader) -> None:
    reader.opens()
    reader.finds("kafka", "Kafka")
    assert reader.groups == ["Tools", "Guides"]
    reader.finds("pipelines", "Data Engineer")
    item = reader.page.get_by_role("listitem")
    expect(item).to_contain_text("Data Engineer ETL Developer Mid-level Data $112,000–182,000")
    expect(item).to_contain_text("Moves data to where questions are asked. Builds pipelines, watches them")
    expect(item.locator("mark")).to_have_text(["pipelines,"])


def test_the_count_is_announced_and_the_address_keeps_the_search(reader: Reader) -> None:
    reader.opens()
    reader.types("error budget")
    reader.sees("1 result")
    reader.types("architect")
    reader.sees("4 results")
    reader.is_at("?q=architect")
    reader.opens("?q=architect&level=Staff")
    reader.sees("2 results")
    assert reader.titles == ["Backend Architect", "Solutions Architect"]
    reader.page.get_by_label("Staff").uncheck()
    reader.sees("4 results")
    reader.is_at("?q=architect")


def test_facets_narrow_what_was_found_and_count_what_each_choice_would_leave(reader: Reader) -> None:
    reader.opens()
    reader.types("architect")
    reader.sees("4 results")
    level = reader.page.get_by_role("group", name="Level")
    assert [words.split() for words in level.get_by_role("checkbox").locator("..").all_text_contents()] == [
        ["Staff", "2"],
        ["Principal", "1"],
    ]
    level.get_by_label("Staff").check()
    reader.sees("2 results")
    level.get_by_label("Principal").check()
    reader.sees("3 results")
    reader.page.get_by_role("group", name="Skill").get_by_label("API design").check()
    reader.sees("2 results")
    expect(level.get_by_label("Principal")).to_be_checked()
    reader.is_at("?q=architect&level=Staff&level=Principal&skill=API+design")


def test_facets_without_words_list_guides_and_never_load_the_word_index(reader: Reader) -> None:
    reader.opens()
    reader.page.get_by_label("Senior").check()
    reader.sees("3 results")
    assert reader.titles == ["Senior Backend Engineer", "Senior Data Engineer", "Site Reliability Engineer"]
    assert not [name for name in reader.asked if "/index/" in name or "/fragment/" in name]
    reader.types("pager")
    reader.sees("1 result")
    assert [name for name in reader.asked if "/index/" in name]


def test_at_rest_the_search_page_loads_the_list_of_names_and_no_engine(reader: Reader) -> None:
    reader.opens()
    assert "search-names.json" in reader.asked
    assert not [name for name in reader.asked if name.startswith("pagefind/")]


@pytest.mark.parametrize("words", ["zxqvbn", "???"])
def test_nonsense_finds_nothing_and_says_so(reader: Reader, words: str) -> None:
    reader.opens()
    reader.types(words)
    reader.sees(f"Nothing found for “{words}”.")
    assert reader.titles == []
    assert reader.groups == []


def test_of_many_shards_the_long_lists_are_loaded_when_somebody_needs_them(reader: Reader) -> None:
    split = "/careers/" in reader.site.url

    def rest() -> set[str]:
        return {name.split("/")[-1].split("-")[0] for name in reader.asked if name.endswith(".json")} - {"search", "pagefind"}

    reader.opens()
    assert rest() == set()
    reader.finds("data engineer", "Data Engineer")
    expect(reader.page.get_by_role("group", name="Skill")).to_be_visible()
    assert rest() == ({"facets"} if split else set())
    reader.finds("server side architect", "Backend Architect")
    reader.opens("?skill=Kafka&level=Staff")
    reader.sees("1 result")
    assert rest() == ({"facets", "terms"} if split else set())


def test_an_answer_that_search_terms_may_better_says_so_until_they_are_loaded(reader: Reader) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reader.page.route(re.compile(r"/terms-"), hold)
    results = reader.page.locator("[data-results]")
    split = "/careers/" in reader.site.url
    reader.opens()
    with reader.page.expect_request(re.compile(r"/terms-")) if split else nullcontext():
        reader.types("server side architect")
    expect(reader.page.get_by_role("status")).to_have_text(re.compile(r"^\d results$"))
    expect(results).to_have_attribute("aria-busy", "true" if split else "false")
    assert len(held) == split
    for route in held:
        route.continue_()
    reader.waits()
    assert reader.titles[0] == "Backend Architect"


def test_a_slip_of_the_hand_is_answered_with_the_names_meant(reader: Reader) -> None:
    reader.opens()
    reader.finds("bakcend architect", "Backend Architect")
    assert reader.groups[0] == "Did you mean"


def test_slash_and_control_k_go_to_the_field(reader: Reader) -> None:
    reader.opens()
    field = reader.page.get_by_role("searchbox")
    reader.page.keyboard.press("/")
    expect(field).to_be_focused()
    reader.page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    reader.page.get_by_label("Senior").focus()
    reader.page.keyboard.press("Control+k")
    expect(field).to_be_focused()


def test_slash_can_be_switched_off_and_stays_off(reader: Reader) -> None:
    reader.opens()
    switch = reader.page.get_by_label("The / key goes to the search field")
    expect(switch).to_be_checked()
    switch.uncheck()
    reader.opens()
    expect(switch).not_to_be_checked()
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("searchbox")).not_to_be_focused()
    reader.page.keyboard.press("Control+k")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()


def test_the_keyboard_alone_leads_from_the_field_to_an_open_guide(reader: Reader) -> None:
    reader.opens()
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("systems architect")
    reader.waits()
    expect(reader.page.locator("[data-results] a").first).to_have_text("Senior Systems Architect")
    reader.page.keyboard.press("ArrowDown")
    expect(reader.page.locator("[data-results] a").first).to_be_focused()
    reader.page.keyboard.press("ArrowUp")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()
    stops = 3 + reader.page.get_by_role("checkbox").count()
    for _ in range(stops):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.closest('[data-results]') !== null"):
            break
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(f"{reader.site.url}roles/senior-systems-architect/")


def test_who_goes_on_to_the_results_before_the_answer_stands_is_still_among_them_when_it_does(reader: Reader) -> None:
    reader.opens()
    reader.finds("data engineer", "Data Engineer")
    go_on = """(field) => {
      field.value = "kafka";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("[data-results] a").focus();
    }"""
    reader.page.get_by_role("searchbox").evaluate(go_on)
    reader.waits()
    expect(reader.page.locator("[data-results] a").first).to_have_text("Kafka")
    expect(reader.page.locator("[data-results] a").first).to_be_focused()


def test_a_hostile_page_is_shown_as_the_text_it_is(reader: Reader) -> None:
    reader.opens()
    reader.finds("tester", '<img src=x onerror=alert(1)> & “quoted” "Tester"')
    assert reader.first_for("follow quietly") == '<img src=x onerror=alert(1)> & “quoted” "Tester"'
    item = reader.page.get_by_role("listitem")
    expect(item).to_contain_text("Says <script>alert(1)</script>")
    assert item.locator("img, script, b").count() == 0
    expect(item.locator("mark")).to_have_text(["follow,", "quietly."])


def test_more_results_than_fit_wait_behind_a_button_that_hands_the_focus_on(reader: Reader) -> None:
    reader.opens()
    reader.types("porter")
    reader.sees("12 results")
    first = reader.titles
    assert len(first) == 10
    reader.page.get_by_role("button", name="Show all (12)").click()
    expect(reader.page.locator("[data-results] a").nth(10)).to_be_focused()
    assert reader.titles[:10] == first
    assert sorted(reader.titles) == [f"Porter of wing {n:02}" for n in range(1, 13)]


def test_search_that_cannot_load_says_so_and_works_again_when_it_can(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.route("**/search-names.json", lambda route: route.abort())
    page.goto(f"{site.url}search/?q=pager")
    expect(page.get_by_role("status")).to_have_text("Search does not answer just now.")
    page.unroute("**/search-names.json")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("1 result")
    page.close()


def test_without_scripts_a_form_and_the_list_of_guides_remain(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}search/")
    page.get_by_role("searchbox").fill("pager")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{site.url}search/?q=pager")
    expect(page.get_by_role("link", name="All guides, A to Z")).to_be_visible()
    expect(page.get_by_role("group", name="Level")).to_be_hidden()
    context.close()
