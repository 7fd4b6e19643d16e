"""What tests of several files share: this repository, a browser, and the built site behind a real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.programs import CHROMIUM
from tests.served import serving

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = ("content", "data", "templates", "site.yaml")

# Two busy cores make single examples slow; that is no finding. The same examples at every run; `make test-long` draws others.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("exploring", UNHURRIED)
settings.register_profile("repository", UNHURRIED, derandomize=True)
settings.load_profile("repository")
expect.set_options(timeout=30_000)  # what comes about in a moment may take long on a busy machine; a test that passes never waits for it


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The repository's own site: built into `folder`, served at `url`, which ends with a slash."""

    url: str
    folder: Path


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of this repository."""
    return REPOSITORY


@pytest.fixture(scope="session", params=["/", "/careers/"], ids=["at-the-root", "below-a-path"])
def built_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """Build the repository's site for the address that a server on this machine then serves it at, at `/` and at `/careers/`."""
    work = tmp_path_factory.mktemp("built-site")
    (work / "out").mkdir()
    with serving(work / "out", request.param) as url:
        copy_sources(work / "site", base_url=url)
        build(work / "site", work / "out")
        yield BuiltSite(url, work / "out")


def copy_sources(root: Path, base_url: str) -> None:
    """Copy this repository's sources to `root`, as a site whose address is `base_url`."""
    root.mkdir()
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy2(source, root / name)
    lines = (root / "site.yaml").read_text(encoding="utf-8").splitlines()
    lines = [f"base_url: {base_url}" if line.startswith("base_url:") else line for line in lines]
    (root / "site.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(root: Path, out: Path) -> None:
    """Build `root` into `out` as CI does, through the command line; as of the day of the content, so that it is the same on any other."""
    day = (REPOSITORY / "tests/as-of.txt").read_text("utf-8").strip()
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), "--as-of", day, "build", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# A module's own: Playwright keeps an event loop running in this thread, and other modules run loops of theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start headless Chromium."""
    executable = CHROMIUM.path()
    assert executable, "Chromium is not installed; `make test` says what to install, `-m 'not browser'` leaves these tests out"
    # Chromium's sandbox refuses to run as root.
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, built_site: BuiltSite) -> Iterator[Page]:
    """Open a page on the built site; afterwards it must have logged no error and asked no other host."""
    faults: list[str] = []

    def note_foreign(request: Request) -> None:
        if not request.url.startswith((built_site.url, "data:", "blob:")):
            faults.append(f"a request off the site: {request.url}")

    context = browser.new_context(base_url=built_site.url)
    opened = context.new_page()
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", note_foreign)
    yield opened
    context.close()
    assert faults == []
