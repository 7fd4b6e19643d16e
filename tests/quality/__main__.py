"""`make quality`: a screenshot of every kind of page, and Lighthouse where Node is new enough.

Exit status: 0 for 100 everywhere, painted in time and without a shift, 1 for less, 2 where a tool is missing or failed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import REPOSITORY, build, copy_sources
from tests.programs import CHROMIUM
from tests.quality.kinds import kinds
from tests.served import serving

OUT = REPOSITORY / "build"
NODE = 22
SCORED = ("home", "guide", "family", "salaries", "search")
LATEST_PAINT = 1_300
"""Milliseconds until the largest thing on a page is painted, on the phone and network of the mobile preset."""
_PARTS = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    """Build the site, take the pictures, then ask Lighthouse."""
    work = OUT / "quality"
    shutil.rmtree(work, ignore_errors=True)
    (work / "out").mkdir(parents=True)
    with serving(work / "out") as url:
        copy_sources(work / "site", base_url=url)
        build(work / "site", work / "out")
        pages = kinds(work / "out")
        print(f"{screenshots(url, pages)} screenshots in {(OUT / 'screenshots').relative_to(REPOSITORY)}/", flush=True)
        wanting = missing()
        if wanting:
            print(f"Lighthouse did not run: it needs {wanting}.", file=sys.stderr)
            return 2
        return lighthouse(url, {kind: pages[kind] for kind in SCORED})


def screenshots(url: str, pages: dict[str, str]) -> int:
    """Write a picture of each page, on a phone and a wide screen, in light and in dark."""
    (OUT / "screenshots").mkdir(parents=True, exist_ok=True)
    shown = pages | {"search-results": "search/?q=architect", "comparison": "compare/?a=data-engineer&b=senior-data-engineer"}
    # Chromium's sandbox refuses to run as root.
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=arguments)
        return sum(1 for _ in _shot(browser, url, shown))


def _shot(browser: Browser, url: str, pages: dict[str, str]) -> Iterator[Path]:
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            context = browser.new_context(base_url=url, viewport={"width": width, "height": 900}, color_scheme=scheme)
            tab = context.new_page()
            for kind, page in pages.items():
                tab.goto(page, wait_until="networkidle")
                path = OUT / "screenshots" / f"{kind}-{width}-{scheme}.png"
                tab.screenshot(path=path, full_page=True)
                yield path
            context.close()


def missing() -> str:
    """Name what Lighthouse lacks on this machine; nothing when it can run."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return f"Node {NODE} or newer, with npm"
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    major = int(re.sub(r"\D.*", "", told.strip().removeprefix("v")) or 0)
    return "" if major >= NODE else f"Node {NODE} or newer, and {told.strip()} is here"


def lighthouse(url: str, pages: dict[str, str]) -> int:
    """Judge pages by the mobile preset: 100 in every part, no late paint, no shift. The search page is noindex on purpose."""
    folder = OUT / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(REPOSITORY / "tools/lighthouse" / name, folder / name)
    if subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=False).returncode:
        print("Lighthouse could not be installed.", file=sys.stderr)
        return 2
    low = [kind for kind, page in pages.items() if not _is_good(folder, kind, url + page)]
    said = f"not good enough: {', '.join(low)}" if low else "100 in every part, painted in time, nothing shifts, on every page"
    print(said, file=sys.stderr if low else sys.stdout)
    return 1 if low else 0


def _is_good(folder: Path, kind: str, address: str) -> bool:
    report = folder / f"{kind}.json"
    flags = "--headless=new --no-sandbox --disable-gpu" if os.geteuid() == 0 else "--headless=new --disable-gpu"
    skipped = ["--skip-audits=is-crawlable"] if kind == "search" else []
    command = ["npx", "lighthouse", address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}", *skipped]
    subprocess.run(command, cwd=folder, env={**os.environ, "CHROME_PATH": str(CHROMIUM.path())}, check=True)
    said = json.loads(report.read_text("utf-8"))
    scores = [round(100 * said["categories"][part]["score"]) for part in _PARTS]
    paint, shift = (said["audits"][name]["numericValue"] for name in ("largest-contentful-paint", "cumulative-layout-shift"))
    told = ", ".join(f"{part} {score}" for part, score in zip(_PARTS, scores, strict=True))
    print(f"{kind}: {told}; largest paint {paint / 1000:.2f} s, shift {shift:.3f}", flush=True)
    return bool(min(scores) == 100 and paint <= LATEST_PAINT and shift < 0.001)


if __name__ == "__main__":
    sys.exit(main())
