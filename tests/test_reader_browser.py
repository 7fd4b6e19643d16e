"""A reader in Chromium on the repository's own site, at `/` and below a path: finds a role by a name of theirs, narrows down, opens, reads.

The fixture `page` fails a test whose page logs an error or asks another host.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import BuiltSite

ARCHITECT = "content/roles/senior-systems-architect.md"


def front_matter(repository: Path) -> dict[str, str | list[str]]:
    """Return what the guide that readers look for says of itself."""
    found: dict[str, str | list[str]] = yaml.safe_load((repository / ARCHITECT).read_text("utf-8").split("---\n")[1])
    return found


def level_name(repository: Path, level: str) -> str:
    """Return what readers see of a level."""
    levels = yaml.safe_load((repository / "data/levels.yaml").read_text("utf-8"))
    return next(str(it["name"]) for it in levels if it["id"] == level)


def first_guide(page: Page) -> Locator:
    """Return the first guide among the results, once they stand and no better ones are to come."""
    expect(page.locator("[data-results]")).to_have_attribute("aria-busy", "false")
    return page.locator("[data-results] a[href*='/roles/']").first


@pytest.mark.browser
def test_the_header_leads_from_any_page_to_the_guide_that_the_words_mean(page: Page) -> None:
    page.goto("roles/")
    page.locator(".quick input").fill("systems architect")
    page.keyboard.press("Enter")
    expect(first_guide(page)).to_have_text("Senior Systems Architect")


@pytest.mark.browser
def test_a_guide_is_found_by_another_name_narrowed_down_by_level_and_opened(page: Page, built_site: BuiltSite, repository: Path) -> None:
    guide = front_matter(repository)
    page.goto("search/")
    page.get_by_role("searchbox").last.fill(str(guide["also_known_as"][0]))
    expect(first_guide(page)).to_have_text("Senior Systems Architect")
    if not page.locator("[data-facet=level]").is_visible():
        page.locator("[data-facets] summary").click()
    total = page.locator("[data-results] a").count()
    page.locator(f"[data-facet=level] input[value='{level_name(repository, str(guide['level']))}']").check()
    expect(page).to_have_url(re.compile("[?&]level="))
    expect(first_guide(page)).to_be_visible()
    assert 0 < page.locator("[data-results] a").count() <= total
    page.locator("[data-results] a", has_text="Senior Systems Architect").first.click()
    expect(page).to_have_url(f"{built_site.url}roles/senior-systems-architect/")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(guide["title"]))


@pytest.mark.browser
def test_a_guide_is_read_without_scripts(browser: Browser, built_site: BuiltSite, repository: Path) -> None:
    guide = front_matter(repository)
    context = browser.new_context(base_url=built_site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("roles/senior-systems-architect/")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(guide["title"]))
    shown = page.locator("main").inner_text()
    assert str(guide["summary"]) in shown
    for name in guide["also_known_as"]:
        assert name in shown
    page.locator(".quick input").fill("systems architect")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Senior Systems Architect").first).to_be_visible()
    context.close()
