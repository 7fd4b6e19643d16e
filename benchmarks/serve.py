"""From saving a guide to its reloaded page in Chromium: the median over many saves, at any number of guides.

    python benchmarks/serve.py [--guides 1000] [--saves 20] [--pause 1.5]

With a pause of more than three seconds, search is indexed anew after every save, and the next save may come while that goes on.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # run as a script, the repository is not on the path

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from benchmarks.library import lay_out_library, slug  # noqa: E402
from tests.programs import CHROMIUM  # noqa: E402


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """Serve the preview of `root`; yield the address of its home page."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), "--quiet", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", line)
        if not found:
            raise SystemExit(f"the preview did not start: {line}")
        try:
            yield found[0]
        finally:
            process.terminate()


def measure(page: Page, guide: Path, saves: int, pause: float) -> Iterator[float]:
    """Save the guide again and again. Unit: seconds from the save to the load event of the page that shows it."""
    text = guide.read_text("utf-8")
    for number in range(saves):
        words = f"Saved for the {number}th time at {time.time_ns()}."
        with page.expect_event("load", timeout=30_000):
            start = time.perf_counter()
            guide.write_text(f"{text}\n{words}\n", "utf-8")
        took = time.perf_counter() - start
        if words not in page.inner_text("main"):
            raise SystemExit("a page was reloaded that does not show what was saved")
        yield took
        time.sleep(pause)


def main() -> None:
    """Measure, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pause", type=float, default=1.5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = lay_out_library(Path(folder), asked.guides)
        role = asked.guides // 10
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=arguments)
        with preview(root) as address:
            page = chromium.new_page()
            page.goto(f"{address}roles/{slug(role, 2)}/")
            page.wait_for_timeout(5_000)  # the first search index is made meanwhile
            times = sorted(measure(page, root / f"content/roles/{slug(role, 2)}.md", asked.saves, asked.pause))
        chromium.close()
    median, worst = statistics.median(times), times[-1]
    print(
        f"{asked.guides} guides, {asked.saves} saves: median {median * 1000:.0f} ms, best {times[0] * 1000:.0f}, worst {worst * 1000:.0f}"
    )


if __name__ == "__main__":
    main()
