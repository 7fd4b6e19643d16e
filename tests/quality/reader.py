"""What a reader in Chromium would stumble over: policy violations, errors, sideways scrolling, places the keyboard does not reach."""

from __future__ import annotations

from playwright.sync_api import Page

_WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (it) => window.broken.push(`${it.violatedDirective} blocks ${it.blockedURI}`));
"""

_SPREAD = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }" +
      "p { margin-bottom: 2em !important }"
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

# What the Tab key ought to reach: of a group of radio buttons one, and nothing that is not shown.
_STOPS = """() => {
  const shown = (it) => it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !it.disabled;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(shown);
  const groups = new Set();
  const stops = all.filter((it) => {
    if (it.type !== "radio") return it.tabIndex >= 0;
    if (groups.has(it.name)) return false;
    groups.add(it.name);
    return true;
  });
  const key = (it) => (it.type === "radio" ? `radio ${it.name}` : it);
  window.stops = new Map(stops.map((it) => [key(it), false]));
  window.ringless = [];
  document.activeElement?.blur();
  document.addEventListener("focusin", ({ target: it }) => {
    if (window.stops.has(key(it))) window.stops.set(key(it), true);
    const ring = getComputedStyle(it);
    const seen = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2;
    if (!seen) window.ringless.push(`no ring around <${it.localName}> ${it.textContent.trim().slice(0, 40)}`);
  });
  return stops.length;
}"""
_SQUEEZED = """() => [...document.querySelectorAll("main :is(th, td, p, li, dt, dd, h2, h3)")]
  .filter((it) => it.checkVisibility() && it.innerText.trim().length > 12 && it.clientWidth < 48)
  .map((it) => `${it.clientWidth} pixels for: ${it.innerText.slice(0, 40)}`)"""
_LEFT = """() => [...window.ringless, ...[...window.stops].filter(([, reached]) => !reached)
  .map(([it]) => `not reached: ${typeof it === "string" ? it : it.outerHTML.slice(0, 80)}`)]"""


# What is on its way is painted first, however long that takes; then the browser hands over what it has noted since the page was opened.
_SHIFTS = """() => new Promise((done) => {
  const painted = (next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next)));
  painted(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    done(observer.takeRecords().reduce((sum, it) => sum + (it.hadRecentInput ? 0 : it.value), 0));
  });
})"""


def shifted(page: Page) -> float:
    """Return how much of what a reader sees has moved by itself since the page was opened. Source: Cumulative Layout Shift, web.dev/cls."""
    found: float = page.evaluate(_SHIFTS)
    return found


def watch(page: Page) -> list[str]:
    """Start to note what goes wrong on a page from its next load on; return the list that fills."""
    found: list[str] = []
    page.add_init_script(_WATCH)
    page.on("console", lambda it: found.append(f"{it.type}: {it.text}") if it.type == "error" else None)
    page.on("pageerror", lambda it: found.append(str(it)))
    return found


def violations(page: Page) -> list[str]:
    """Return what the page's policy forbade since it was loaded; `watch` comes before."""
    found: list[str] = page.evaluate("window.broken")
    return found


def sideways(page: Page) -> list[str]:
    """Return by how much a page is wider than its window, if it is."""
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{extra} pixels stick out"] if extra > 0 else []


def spread(page: Page) -> None:
    """Space the letters, words and lines of a page as WCAG 1.4.12 lets a reader do."""
    page.evaluate(_SPREAD)


def squeezed(page: Page) -> list[str]:
    """Return the texts of a page that have so little room that a word stands in several lines."""
    found: list[str] = page.evaluate(_SQUEEZED)
    return found


def unreached(page: Page) -> list[str]:
    """Press Tab through a page; return the places that it never reaches, and those where nothing shows the focus."""
    for _ in range(page.evaluate(_STOPS) + 1):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate(_LEFT)
    return found
