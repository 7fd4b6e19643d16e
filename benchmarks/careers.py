"""Comparison and path finder on a site of N guides: answers in Chromium, weight of the files, share of similarity in a cold build.

python benchmarks/careers.py [GUIDES …]     100 and 1,000 where none are given
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # run as a script, neither the tests nor this folder are on the path

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from benchmarks.library import lay_out_library  # noqa: E402
from sitegen.careers.similarity import suggestions  # noqa: E402
from sitegen.pipeline import Options, build  # noqa: E402
from tests.careers import site_of  # noqa: E402
from tests.programs import CHROMIUM  # noqa: E402
from tests.served import serving  # noqa: E402

AS_OF = date(2026, 11, 22)
RUNS = 20

# Asks a page in place, as its own links do, and waits until the answer stands. Unit of the result: milliseconds.
ASK = """([address, selector, told]) => new Promise((done) => {
  const place = document.querySelector(selector);
  const start = performance.now();
  const look = new MutationObserver(() => {
    if (!place.textContent.includes(told)) return;
    look.disconnect();
    document.body.getBoundingClientRect();
    done(performance.now() - start);
  });
  look.observe(document.body, { childList: true, characterData: true, subtree: true });
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
})"""


def main(sizes: list[int]) -> None:
    """Print what was measured for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = lay_out_library(Path(folder) / "site", size)
            out = Path(folder) / "out"
            report = build(Options(root=root, out=out, cache=None, as_of=AS_OF, search=False))
            print(f"{size} guides: {report.pages} pages, cold build without search {report.seconds:.1f} s")
            _similarity(root, report.seconds)
            _weights(out)
            _answers(root, out)


def _similarity(root: Path, whole: float) -> None:
    site = site_of(root, AS_OF)
    start = time.perf_counter()
    suggestions(site)
    taken = time.perf_counter() - start
    print(f"  similarity {taken:.2f} s, {taken / whole:.1%} of the build")


def _weights(out: Path) -> None:
    for name in ("roles.json", "graph.json"):
        data = (out / "api/v1" / name).read_bytes()
        print(f"  {name} {len(data) / 1000:.0f} KB, {len(gzip.compress(data, 9)) / 1000:.1f} KB compressed")
    guides = [len(gzip.compress(path.read_bytes(), 9)) for path in (out / "api/v1/roles").glob("*.json") if "schema" not in path.name]
    print(f"  roles/SLUG.json {median(guides) / 1000:.1f} KB compressed in the middle")


def _answers(root: Path, out: Path) -> None:
    random = Random(7)  # a choice of pairs, no secret
    guides = site_of(root, AS_OF).listed
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with serving(out) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=flags)
        page = browser.new_page()
        for kind, first, selector in (("compare", "a", "[data-slot=title]"), ("paths", "from", "[data-status]")):
            second = {"a": "b", "from": "to"}[first]
            page.goto(f"{url}{kind}/", wait_until="networkidle")
            taken = []
            for _ in range(RUNS):
                one, other = random.sample(guides, 2)
                address = f"{url}{kind}/?{first}={one.slug}&{second}={other.slug}"
                told = f"{one.front.title} → {other.front.title}" if kind == "compare" else f"from {one.front.title} to {other.front.title}"
                taken.append(page.evaluate(ASK, [address, selector, told]))
            print(f"  {kind} answers in {median(taken):.1f} ms in the middle of {RUNS}, {max(taken):.1f} ms at most")
        _thicket(page, url, len(guides))
        browser.close()


def _thicket(page: Page, url: str, rungs: int) -> None:
    """Look for routes where every rung leads to five others, drawn by chance: far more ways than ladders have."""
    random = Random(7)
    network = [[[random.randrange(rungs), random.randint(1_000_000, 2_000_900)] for _ in range(5)] for _ in range(rungs)]
    script_address = page.locator("script[src*=paths]").get_attribute("src") or ""
    module = f"{url}{script_address.lstrip('/').replace('paths.js', 'paths-routes.js')}"
    script = """async ([module, network, pairs]) => {
      const { routes } = await import(module);
      return pairs.map(([start, end]) => {
        const began = performance.now();
        routes(network, start, end);
        return performance.now() - began;
      });
    }"""
    taken = page.evaluate(script, [module, network, [random.sample(range(rungs), 2) for _ in range(RUNS)]])
    print(f"  three routes through {rungs * 5} moves in {median(taken):.1f} ms in the middle of {RUNS}, {max(taken):.1f} ms at most")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000])
