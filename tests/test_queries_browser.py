"""What people ask, and the guide that should come first: two lists of queries, asked of the built site in a real browser.

A query expects one guide, or one of several where more than one is a right answer. Guides are counted among guides: a skill's page may
stand above them. A query is never taken out because it fails. `queries.json` grew with the search terms. `queries_fresh.json` was written
in rounds, each without a look at the answers and measured before any term was added for it; docs/writing.md has those first figures.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from sitegen.cache import open_cache
from sitegen.load import load
from sitegen.pages.search import search_entries, search_facets
from sitegen.search import NAMES, index
from sitegen.site import check
from tests.conftest import build, copy_sources
from tests.served import serving

HERE: Final = Path(__file__).parent
LISTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    name: {
        entry["query"]: (entry["expect"],) if isinstance(entry["expect"], str) else tuple(entry["expect"])
        for entry in json.loads((HERE / f"{name}.json").read_text("utf-8"))
    }
    for name in ("queries", "queries_fresh")
}
QUERIES: Final = LISTS["queries"]
FIRST, AMONG_THREE = 0.90, 0.98
EACH: Final = 6
"""Of the first list, every sixth query is asked of shards as well."""

# Asks through the page's own form and reads the results that it shows, "Did you mean" included.
ASK: Final = """async (queries) => {
  const root = document.querySelector("[data-search]"), form = root.querySelector("form"), results = root.querySelector("[data-results]");
  const pause = () => new Promise((go) => setTimeout(go));
  const shown = [];
  for (const query of queries) {
    form.elements.q.value = query;
    form.requestSubmit();
    const since = performance.now();
    while (results.ariaBusy === "true") {
      if (performance.now() - since > 60000) throw Error(`no answer to ${query}`);
      await pause();
    }
    const links = [...results.querySelectorAll("a")].map((link) => new URL(link.href).pathname);
    shown.push(links.filter((path) => path.includes("/roles/")));
  }
  return shown;
}"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the site in `site`, and room for it in `out`."""
    work = tmp_path_factory.mktemp("queries")
    (work / "out").mkdir()
    return work


@pytest.fixture(scope="module")
def search_page(browser: Browser, work: Path) -> Iterator[Page]:
    with serving(work / "out") as url:
        copy_sources(work / "site", base_url=url)
        build(work / "site", work / "out")
        with _searching(browser, url) as page:
            yield page


Answers = Callable[[str], Mapping[str, list[str]]]


@pytest.fixture(scope="module")
def answers(search_page: Page) -> Answers:
    """Ask a list of queries, once."""
    return cache(lambda name: _asked(search_page, list(LISTS[name])))


def _asked(page: Page, queries: list[str]) -> dict[str, list[str]]:
    return dict(zip(queries, map(_slugs, page.evaluate(ASK, queries)), strict=True))


@contextmanager
def _searching(browser: Browser, url: str) -> Iterator[Page]:
    """Open the search page of a site, everything loaded that an answer may need."""
    page = browser.new_page()
    page.goto(f"{url}search/?q=who+keeps+servers+running")
    expect(page.locator("[data-results]")).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-results] a").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", LISTS)
def test_people_find_the_guide_they_mean_by_their_own_words(answers: Answers, name: str) -> None:
    queries, shown = LISTS[name], answers(name)
    late = {query: found[:3] for query, found in shown.items() if not {*found[:1]} & {*queries[query]}}
    lost = {query: found for query, found in late.items() if not {*found} & {*queries[query]}}
    assert 1 - len(late) / len(queries) >= FIRST, late
    assert 1 - len(lost) / len(queries) >= AMONG_THREE, lost


@pytest.mark.browser
def test_four_small_shards_find_what_one_index_finds(answers: Answers, browser: Browser, work: Path) -> None:
    queries, whole = list(QUERIES)[::EACH], answers("queries")
    with open_cache(None, b"") as memo:
        content = load(work / "site", memo).content
    assert content
    site, _ = check(content, date(2026, 11, 22))
    shutil.copytree(work / "out", work / "shards", ignore=shutil.ignore_patterns("pagefind"))
    for name, data in index(search_entries(site), language="en", facets=search_facets(site), most=120).items():
        (work / "shards" / name).parent.mkdir(parents=True, exist_ok=True)
        (work / "shards" / name).write_bytes(data)
    assert len(json.loads((work / "shards" / NAMES).read_text("utf-8"))["shards"]) == 4
    with serving(work / "shards") as url, _searching(browser, url) as page:
        shards = _asked(page, queries)
    for among in (1, 3):
        missed = {query for query in queries if not {*shards[query][:among]} & {*QUERIES[query]}}
        before = {query for query in queries if not {*whole[query][:among]} & {*QUERIES[query]}}
        assert len(missed) - len(before) <= 1, missed - before


@pytest.mark.browser
@pytest.mark.parametrize("query", ["sr. backend dev", "who keeps servers running", "penetraton tester"])
def test_the_address_of_a_search_answers_as_its_field_does(search_page: Page, query: str) -> None:
    search_page.goto(re.sub(r"\?.*", "", search_page.url) + f"?q={query.replace(' ', '+')}")
    expect(search_page.locator("[data-results]")).to_have_attribute("aria-busy", "false")
    first = search_page.locator("[data-results] a[href*='/roles/']").first
    assert _slugs([first.get_attribute("href") or ""])[0] in QUERIES[query]


def _slugs(paths: list[str]) -> list[str]:
    return list(dict.fromkeys(re.sub(r".*/roles/([^/]+)/.*", r"\1", path) for path in paths))


def test_every_guide_that_a_query_expects_is_there(repository: Path) -> None:
    guides = {path.stem for path in (repository / "content/roles").glob("*.md")}
    assert {slug for queries in LISTS.values() for expected in queries.values() for slug in expected} - guides == set()


def test_no_query_stands_in_both_lists() -> None:
    asked = [{query.lower() for query in queries} for queries in LISTS.values()]
    assert [len(queries) for queries in LISTS.values()] == [len(names) for names in asked]
    assert set.intersection(*asked) == set()


def test_the_list_is_long_and_half_of_it_says_no_title(repository: Path) -> None:
    names = {path.stem: _names(path) for path in (repository / "content/roles").glob("*.md")}
    other = [query for query, expected in QUERIES.items() if not any(name in _plain(query) for slug in expected for name in names[slug])]
    assert len(QUERIES) >= 120
    assert len(other) >= 60


def _names(guide: Path) -> list[str]:
    front: dict[str, Any] = yaml.safe_load(guide.read_text("utf-8").split("---\n")[1])
    return [_plain(name) for name in (front["title"], *front["also_known_as"])]


def _plain(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9+#]+', text.lower()))} "
