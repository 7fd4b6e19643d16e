"""Searching in a real browser: the real bundle and engine under the strict policy, at `/` and below a path."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from sitegen.search import index
from tests.searchable import ENTRIES, FACETS
from tests.served import StaticHost

pytestmark = pytest.mark.browser

HERE: Final = Path(__file__).parent
SCRIPTS: Final = HERE.parent / "templates/static/js"
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class StrictHost(StaticHost):
    """A host that sends the policy with every answer."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    folder: Path


@pytest.fixture(scope="module", params=["/", "/careers/"], ids=["at-the-root", "below-a-path"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("search")
    base = str(request.param)
    pages = {f"{entry.url}index.html": f"<!doctype html><html lang=en><title>{escape(entry.title)}</title>".encode() for entry in ENTRIES}
    scripts = {f"assets/js/{path.name}": path.read_bytes() for path in SCRIPTS.glob("search*.js")}
    search = (HERE / "search_page.html").read_text(encoding="utf-8").replace("{base}", base).encode()
    bundle = index(ENTRIES, language="en", facets=FACETS)
    for name, data in {**pages, **scripts, **bundle, "search/index.html": search, "icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHost, prefix=base, directory=str(folder))) as server:
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

    def types(self, words: str) -> None:
        self.page.get_by_role("searchbox").fill(words)

    def sees(self, sentence: str) -> None:
        expect(self.page.get_by_role("status")).to_have_text(sentence)

    @property
    def groups(self) -> list[str]:
        return self.page.locator("[data-results] h2").all_text_contents()

    @property
    def titles(self) -> list[str]:
        return self.page.locator("[data-results] a").all_text_contents()

    def first_for(self, words: str) -> str:
        """Return the first title once the answer to `words` stands."""
        self.page.evaluate("document.querySelector('[role=status]').textContent = 'waiting'")
        self.types(words)
        expect(self.page.get_by_role("status")).not_to_have_text("waiting")
        return (self.titles or [""])[0]

    def finds(self, words: str, first: str) -> None:
        """Wait until the first result is `first`."""
        self.types(words)
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
    "removes toil": "Site Reliability Engineer",
    "do I have to run a pager?": "Site Reliability Engineer",
    "bäckend éngineer": "Backend Engineer",
    "data enginer": "Data Engineer",
    "bakcend architect": "Backend Architect",
    "kafak": "Kafka",
}


def test_readers_find_a_page_by_its_names_its_terms_its_skills_and_its_text(reader: Reader) -> None:
    reader.opens()
    missed = {words: reader.first_for(words) for words in QUERIES}
    assert missed == QUERIES


def test_the_words_of_a_title_come_before_any_number_of_them_in_a_text(reader: Reader) -> None:
    reader.opens()
    reader.finds("data engineer", "Data Engineer")
    assert reader.titles[:2] == ["Data Engineer", "Senior Data Engineer"]
