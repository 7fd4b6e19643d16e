"""Accessibility faults of a page, as axe finds them in the browser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Return what axe objects to on the page as it stands, one line a place."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{it['id']}: {' '.join(map(str, node['target']))}" for it in found["violations"] for node in it["nodes"]]
