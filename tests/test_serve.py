"""The preview: who it answers, what it shows, and how it follows the files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sitegen.bundle import load as load_bundle
from sitegen.cache import open_cache
from sitegen.desk.reading import content_of
from sitegen.load import load
from sitegen.model import Guide
from sitegen.serve.generation import Generation
from sitegen.serve.guard import refusal
from sitegen.serve.inject import injected
from sitegen.serve.preview import Preview
from sitegen.serve.reading import _OF_FRONT_MATTER, Reading
from sitegen.serve.reread import reread
from sitegen.serve.shelf import Shelf
from sitegen.serve.sources import Sources
from sitegen.serve.watch import Changes
from sitegen.serve.workshop import Workshop
from sitegen.site import CHECKS, assemble, check
from tests.previewed import PATIENCE, Previewed, previewing, until
from tests.sites import lay_out, smallest_site

AS_OF = date(2026, 11, 22)
GUIDE = "content/roles/maker.md"
DRAFT = "content/roles/lead.md"
FAULT = (
    "content/roles/maker.md:10:9: there is no tool 'sew' in data/tools.yaml [unknown-tool]\n"
    "   10 | tools: [sew]\n      |         ^\n    hint: did you mean 'saw'?"
)


def site_files() -> dict[str, str]:
    """Return the smallest site with a guide that is scheduled and one that is a draft."""
    files = smallest_site()
    front = (
        "---\ntitle: {title}\nsummary: Leads.\nrole: maker-lead\nlevel: {level}\nstatus: {status}\n---\n\n## What the role does\n\nLeads.\n"
    )
    files[DRAFT] = front.format(title="Maker Lead", level="manager", status="draft")
    files["content/roles/next.md"] = front.format(
        title="Next Lead", level="senior", status="published\nreviewed: 2026-06-01\npublish_on: 2027-03-01"
    )
    return files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "site", site_files())


@pytest.fixture
def preview(root: Path, tmp_path: Path) -> Iterator[Preview]:
    with open_cache(None, b"test") as memo:
        yield Preview(root, Sources(root), Reading(root, AS_OF, memo), Shelf(tmp_path / "cache/preview"))


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


def text_of(preview: Preview, path: str) -> str:
    found = preview.find(path)
    assert found
    return found.data.decode()


# What counts as a change


def test_a_change_is_decided_by_content_and_not_by_time(root: Path) -> None:
    sources = Sources(root)
    os.utime(root / GUIDE)
    (root / "content/roles/.maker.md.swp").write_text("x")
    (root / "content/roles/maker.md~").write_text("x")
    assert sources.changed() == frozenset()
    before = (root / GUIDE).stat()
    edit(root, GUIDE, "Wood moves.", "Wood mauls.")
    os.utime(root / GUIDE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sources.changed() == {GUIDE}
    assert sources.changed() == frozenset()


def test_a_file_that_changes_twice_in_one_tick_of_the_clock_is_seen_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = (root / GUIDE).stat()
    monkeypatch.setattr("sitegen.serve.sources._entries", lambda _root: iter([(GUIDE, status)]))
    monkeypatch.setattr("sitegen.serve.sources.clock_gettime_ns", lambda _clock: status.st_ctime_ns)
    sources = Sources(root)
    edit(root, GUIDE, "Wood moves.", "Wood mauls.")
    assert sources.changed() == {GUIDE}
    assert sources.changed() == frozenset()


def test_renames_additions_and_removals_are_changes_and_a_rename_over_a_file_is_one(root: Path) -> None:
    sources = Sources(root)
    (root / "new.tmp").write_text((root / GUIDE).read_text("utf-8") + "\nMore.\n", "utf-8")
    (root / "new.tmp").rename(root / GUIDE)
    (root / DRAFT).unlink()
    (root / "templates").mkdir()
    (root / "templates/guide.html").write_text("x")
    assert sources.changed() == {GUIDE, DRAFT, "templates/guide.html"}


def test_links_and_pipes_are_neither_followed_nor_waited_for(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "content/loop").symlink_to(root / "content")
    (root / "content/out").symlink_to(tmp_path / "outside")
    os.mkfifo(root / "content/roles/pipe.md")
    sources = Sources(root)
    assert not [folder for folder in sources.folders() if "loop" in folder.parts or "out" in folder.parts]
    (tmp_path / "outside/new.md").write_text("x")
    assert sources.changed() == frozenset()


def test_the_system_wakes_us_for_edits_new_folders_and_site_yaml(root: Path) -> None:
    woken = threading.Event()
    changes = Changes(Sources(root), woken.set)
    changes.start()
    assert woken.wait(PATIENCE), "no first look"
    for name in ("site.yaml", GUIDE, "data/salaries/own.yaml", "templates/static/css/own.css"):
        woken.clear()
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("a") as file:
            file.write("# x\n")
        assert woken.wait(PATIENCE), name
        time.sleep(0.7)  # a new folder is watched from the next look on
        woken.clear()
        with (root / name).open("a") as file:
            file.write("# y\n")
        assert woken.wait(PATIENCE), name
    changes.stop()


# One thread for all work


def test_what_is_asked_for_is_done_in_turn_and_before_what_can_wait() -> None:
    workshop, done = Workshop(), list[str]()
    workshop.start()

    def job() -> Iterator[float]:
        for number in range(3):
            done.append(f"step {number}")
            yield 0.05

    def plan() -> None:
        workshop.later(job(), 0.0)
        workshop.ask(lambda: done.append("asked"))

    workshop.ask(plan).result()
    until(lambda: len(done) == 4)
    assert done == ["asked", "step 0", "step 1", "step 2"]
    with pytest.raises(ZeroDivisionError):
        workshop.ask(lambda: 1 / 0).result()
    workshop.stop()


def test_a_newer_job_takes_the_place_of_an_older_one() -> None:
    workshop, done = Workshop(), list[str]()
    workshop.start()

    def job(name: str) -> Iterator[float]:
        done.append(name)
        yield 0.0

    def plan() -> None:
        workshop.later(job("old"), 0.1)
        workshop.later(job("new"), 0.1)

    workshop.ask(plan).result()
    until(lambda: bool(done))
    workshop.stop()
    assert done == ["new"]


# Who may ask


@pytest.mark.parametrize(
    ("headers", "is_answered"),
    [
        ({"Host": "127.0.0.1:5500"}, True),
        ({"Host": "localhost:5500", "Origin": "http://localhost:5500"}, True),
        ({"Host": "LOCALHOST:5500"}, True),
        ({"Host": "127.0.0.1:5500", "Origin": "http://127.0.0.1:5501"}, False),
        ({"Host": "127.0.0.1:5500", "Origin": "https://127.0.0.1:5500"}, False),
        ({"Host": "127.0.0.1:5500", "Origin": "http://evil.example"}, False),
        ({"Host": "127.0.0.1:5500", "Origin": "null"}, False),
        ({"Host": "evil.example:5500"}, False),
        ({"Host": "127.0.0.1"}, False),
        ({"Host": "127.0.0.1.evil.example:5500"}, False),
        ({}, False),
        ({"Host": "127.0.0.1:5500", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, False),
        ({"Host": "127.0.0.1:5500", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, True),
    ],
)
def test_only_this_machines_own_pages_are_answered(headers: dict[str, str], is_answered: bool) -> None:
    assert (refusal(headers, 5500) == "") is is_answered


# What is shown


def test_drafts_and_scheduled_guides_are_shown_with_a_ribbon_and_public_ones_without(preview: Preview) -> None:
    assert preview.refresh().kind == "pages"
    found = {path: preview.find(f"roles/{path}/index.html") for path in ("lead", "next", "maker")}
    assert [it.ribbon if it else None for it in found.values()] == [
        "Draft: this guide is not public",
        "Scheduled: this guide is public from 2027-03-01",
        "",
    ]
    assert "Maker Lead" in text_of(preview, "roles/index.html")


def test_faults_of_drafts_count_and_what_drafts_alone_break_does_not(root: Path, preview: Preview) -> None:
    (root / DRAFT).write_text(site_files()[DRAFT].replace("role: maker-lead", "role: no-role"), "utf-8")
    assert [problem.code for problem in preview.refresh().problems] == ["unknown-role"]


def test_everything_but_own_additions_is_what_a_build_publishes(root: Path, preview: Preview) -> None:
    loaded = load(root, open_memo())
    assert loaded.content
    site, _ = check(loaded.content, AS_OF)
    (root / DRAFT).unlink()
    (root / "content/roles/next.md").unlink()
    preview.refresh()
    from sitegen import pages, render

    bundle = load_bundle(root)
    for page in pages.pages(site, bundle.folder):
        made = render.render(bundle, "en-GB", page).data
        assert text_of(preview, page.path) == made.decode(), page.path


def open_memo() -> Forgetful:
    return Forgetful()


class Forgetful:
    """A memo that keeps nothing."""

    version = b""
    keeps = False

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def flush(self) -> None:
        """Write nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep nothing."""

    def prune(self, used: object) -> None:
        """Forget nothing."""


@pytest.mark.parametrize("path", ["assets/0123456789ab/site.css", "assets/other/js/theme.js"])
def test_assets_are_served_under_any_hash_since_a_swapped_sheet_is_asked_for_at_its_old_address(preview: Preview, path: str) -> None:
    preview.refresh()
    found = preview.find(path)
    assert found
    assert (found.status, found.is_kept) == (200, False)


def test_what_is_not_there_is_our_404_page(preview: Preview) -> None:
    preview.refresh()
    for path in ("nowhere/index.html", "images/no.png", "assets/x", "../../etc/passwd", "content/roles/maker.md", "\0"):
        found = preview.find(path)
        assert found
        assert (found.status, found.path) == (404, "404.html")


def test_a_page_gets_its_scripts_in_the_head_and_a_ribbon_as_text() -> None:
    page = b"<html><head><title>x</title></head><body class=a>x</body></html>"
    made = injected(page, 7, "<b>Draft</b>").decode()
    assert made.index("livereload.js") < made.index("</head>")
    assert 'data-generation="7"' in made
    assert '<body class=a><p class="preview-ribbon">&lt;b&gt;Draft&lt;/b&gt;</p>x' in made
    assert injected(b'<meta http-equiv="refresh" content="0; url=/a/">', 7, "") == b'<meta http-equiv="refresh" content="0; url=/a/">'


# Following the files


def test_an_edit_of_a_body_makes_a_new_state_with_nothing_read_again_but_that_guide(root: Path, preview: Preview) -> None:
    preview.refresh(["roles/maker/index.html"])
    assert preview.refresh().kind == "nothing"
    edit(root, GUIDE, "Wood moves.", "Wood moves in summer.")
    before = preview.generation
    outcome = preview.refresh(["roles/maker/index.html"])
    assert outcome.kind == "pages"
    assert preview.generation
    assert before
    assert preview.generation.number == before.number + 1
    assert "Wood moves in summer." in text_of(preview, "roles/maker/index.html")


EDITS = {
    "body": (GUIDE, "Wood moves.", "Wood moves in [summer](/roles/senior-maker/)."),
    "heading": (GUIDE, "## Day to day", "## Day by day"),
    "front": (GUIDE, "summary: Makes things that hold.", "summary: Makes things."),
    "fault": (GUIDE, "tools: [saw]", "tools: [sew]"),
    "dead link": (GUIDE, "(/roles/senior-maker/)", "(/roles/nobody/)"),
    "accepted": (GUIDE, "status: published", "accept: [{problem: dated-word, because: why}]\nstatus: published"),
    "dated": (GUIDE, "Saws in the morning", "Currently saws in the morning"),
    "wordy": (GUIDE, "sands in the afternoon.", f"It plays a key role, {'and then it does so once more ' * 6}and ends."),
    "section link": (GUIDE, "sands in the afternoon.", "[sands](/roles/senior-maker/#interview)."),
    "unparsable": ("content/roles/senior-maker.md", "title: Senior Maker", "title: [Senior"),
    "other body": ("content/roles/senior-maker.md", "Wood moves, and so do plans.", "Wood moves, and so do we."),
    "data": ("data/skills.yaml", "name: Sawing", "name: Cutting"),
}


PAIRS = [
    *(("body", name) for name in EDITS),
    *((name, "other body") for name in EDITS if name != "body"),
    ("fault", "front"),
    ("data", "heading"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=" then ".join)
def test_after_any_two_edits_the_preview_shows_and_says_what_a_fresh_one_does(root: Path, tmp_path: Path, first: str, second: str) -> None:
    opened = ["roles/maker/index.html", "roles/index.html", "index.html"]
    with open_cache(None, b"test") as memo:
        kept = Preview(root, Sources(root), Reading(root, AS_OF, memo), Shelf(tmp_path / "kept"))
        kept.refresh(opened)
        for name in dict.fromkeys((first, second)):
            edit(root, *EDITS[name])
            kept.refresh(opened)
            fresh = Preview(root, Sources(root), Reading(root, AS_OF, memo), Shelf(tmp_path / "fresh"))
            fresh.refresh(opened)
            assert kept.problems == fresh.problems
            assert kept.texts() == fresh.texts()
            if fresh.generation:
                assert [text_of(kept, path) for path in opened] == [text_of(fresh, path) for path in opened]


class Bodiless:
    """A guide of which nothing can be asked that an edit of its body may change."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def __getattr__(self, name: str) -> Any:
        assert name not in {"prose", "words", "links", "cites", "wording", "digest"}, f"a check that is not asked again reads {name}"
        return getattr(self._guide, name)


def test_checks_that_are_not_asked_again_after_an_edit_of_a_body_read_no_body(root: Path) -> None:
    site = assemble(content_of(root), AS_OF)
    content = replace(site.content, guides=tuple(Bodiless(guide) for guide in site.content.guides))  # type: ignore[misc]  # it acts as one
    bodiless = replace(site, content=content, guides={guide.slug: guide for guide in content.guides})
    kept = [one for one in CHECKS if one.__module__ in _OF_FRONT_MATTER]
    assert len(kept) > 10
    for one in kept:
        assert list(one(bodiless)) == list(one(site))


def test_on_a_fault_the_last_good_state_stays_until_it_is_mended(root: Path, preview: Preview) -> None:
    preview.refresh()
    good = text_of(preview, "roles/maker/index.html")
    edit(root, GUIDE, "tools: [saw]", "tools: [sew]")
    edit(root, GUIDE, "Wood moves.", "Wood stays.")
    assert preview.refresh().kind == "faults"
    assert preview.texts() == [FAULT]
    assert text_of(preview, "roles/maker/index.html") == good
    edit(root, GUIDE, "tools: [sew]", "tools: [saw]")
    assert preview.refresh().kind == "pages"
    assert preview.texts() == []
    assert "Wood stays." in text_of(preview, "roles/maker/index.html")


def test_a_template_that_fails_is_a_fault_and_its_page_stays_as_it_was(root: Path, preview: Preview) -> None:
    opened = ["roles/maker/index.html"]
    preview.refresh(opened)
    good = text_of(preview, opened[0])
    lay_out(root, {"templates/guide.html": "{{ gide }}"})
    assert [problem.code for problem in preview.refresh(opened).problems if problem.severity == "fault"] == ["template-error"]
    assert text_of(preview, opened[0]) == good
    lay_out(root, {"templates/guide.html": "<p>{{ guide.title }}</p>"})
    assert preview.refresh(opened).kind == "pages"
    assert text_of(preview, opened[0]) == "<p>Maker</p>\n"


def test_without_a_good_state_there_is_nothing_to_show(root: Path, preview: Preview) -> None:
    edit(root, "site.yaml", "title: Test guides", "titel: Test guides")
    assert preview.refresh().kind == "faults"
    assert preview.find("index.html") is None


def test_a_change_of_styles_alone_is_a_swap_and_keeps_the_state(root: Path, preview: Preview) -> None:
    lay_out(root, {"templates/static/css/own.css": "body{}"})
    preview.refresh()
    before = preview.generation
    lay_out(root, {"templates/static/css/own.css": "body{color:red}"})
    assert preview.refresh().kind == "styles"
    assert preview.generation
    assert before
    assert preview.generation.number == before.number
    assert "color:red" in text_of(preview, f"{before.bundle.folder}site.css")
    lay_out(root, {"templates/static/js/theme.js": "// x"})
    assert preview.refresh().kind == "pages"


def test_a_file_that_is_empty_for_a_moment_is_waited_for(root: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    preview.refresh()
    whole = (root / GUIDE).read_text("utf-8").replace("Wood moves.", "Wood grows.")
    (root / GUIDE).write_text("")
    monkeypatch.setattr("sitegen.serve.preview.sleep", lambda _seconds: (root / GUIDE).write_text(whole, "utf-8"))
    assert preview.refresh().kind == "pages"
    assert "Wood grows." in text_of(preview, "roles/maker/index.html")


def test_a_guide_that_is_gone_when_it_is_read_again_means_a_look_at_the_whole_folder(root: Path) -> None:
    loaded = load(root, open_memo())
    assert loaded.content
    (root / GUIDE).unlink()
    assert reread(loaded, loaded.content, root, {GUIDE}) is None


def test_the_order_in_which_pages_are_made_changes_none_of_them(root: Path) -> None:
    loaded = load(root, open_memo())
    assert loaded.content
    site, _ = check(loaded.content, AS_OF)
    bundle = load_bundle(root)
    from sitegen.contexts import Fingerprints

    one, other = Generation(1, site, bundle, {}), Generation(1, site, bundle, {})
    other.page("404.html")
    hashes = Fingerprints(bundle.digest)
    for slug in site.guides:
        path = f"roles/{slug}/index.html"
        first, second = one.page(path), other.page(path)
        assert first
        assert second
        assert hashes.of(first.template, first.context) == hashes.of(second.template, second.context)


def test_a_build_beside_it_is_never_touched(root: Path) -> None:
    with previewing(root) as previewed:
        previewed.get("/")
        assert sorted(path.name for path in root.iterdir()) == [".cache", "content", "data", "site.yaml"]
        assert (root / ".cache/preview/index.html").is_file()


def test_a_folder_of_previews_that_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (root / ".cache").mkdir()
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").write_text("x")
    (root / ".cache/preview").symlink_to(tmp_path / "precious")
    done = run_serve(root)
    assert done.returncode == 2
    assert "is a symbolic link" in done.stderr
    assert (tmp_path / "precious/file").exists()


def run_serve(root: Path, port: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "build.py", "--root", str(root), "serve", "--port", str(port)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=Path(__file__).parent.parent)


# Over HTTP


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    files = site_files()
    files["site.yaml"] = files["site.yaml"].replace("https://guides.example/", "https://guides.example/careers/")
    with previewing(lay_out(tmp_path_factory.mktemp("preview") / "site", files)) as previewed:
        yield previewed


def test_the_site_is_served_below_its_own_path(served: Previewed) -> None:
    assert served.url.endswith("/careers/")
    assert (served.get("/").status, served.get("/").headers["Location"]) == (302, "/careers/")
    assert served.get("/careers").headers["Location"] == "/careers/"
    assert served.get("/careers/").status == 200
    assert served.get("/careers/roles/maker").headers["Location"] == "/careers/roles/maker/"
    assert "Draft: this guide is not public" in served.get("/careers/roles/lead/").text
    assert served.get("/roles/maker/").status == 404
    assert "Page not found" in served.get("/careers/no/").text


def test_strangers_get_403_whatever_they_ask_for(served: Previewed) -> None:
    for path in ("/careers/", "/livereload", "/livereload.js", "/@preview/state.json", "/@preview/preview.js", "/nowhere"):
        assert served.get(path, Origin="http://evil.example").status == 403, path
        assert served.get(path, Host="evil.example").status == 403, path


def test_a_foreign_page_cannot_open_the_conversation(served: Previewed) -> None:
    assert served.handshake("http://evil.example") == 403
    assert served.handshake(served.origin) == 101


def test_nobody_can_force_a_reload(served: Previewed) -> None:
    assert served.get("/forcereload").status == 404


def test_nothing_is_kept_by_the_browser_but_what_its_address_names(served: Previewed) -> None:
    page = served.get("/careers/roles/maker/")
    assert page.headers["Cache-Control"] == "no-store"
    sheet = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert served.get(sheet).headers["Cache-Control"] == "max-age=600"
    assert served.get(sheet).headers["Content-Type"] == "text/css; charset=utf-8"


def test_search_is_indexed_beside_and_served(served: Previewed) -> None:
    until(lambda: served.get("/careers/search-names.json").status == 200)
    names = json.loads(served.get("/careers/search-names.json").text)
    assert "Maker Lead" in json.dumps(names)


def test_the_day_travels_with_as_of(root: Path) -> None:
    with previewing(root, "--as-of", "2027-03-01") as previewed:
        assert "preview-ribbon" not in previewed.get("/roles/next/").text
        assert "preview-ribbon" in previewed.get("/roles/lead/").text


def test_a_port_that_is_taken_is_said_with_a_remedy(served: Previewed, root: Path) -> None:
    done = run_serve(root, int(served.origin.rpartition(":")[2]))
    assert done.returncode == 2
    assert "choose another one with --port" in done.stderr


# In a browser


@pytest.fixture
def live(root: Path) -> Iterator[Previewed]:
    lay_out(root, {"templates/static/css/own.css": ":root{--own:one}"})
    with previewing(root) as previewed:
        yield previewed


@pytest.fixture
def opened(browser: Browser, live: Previewed) -> Iterator[Page]:
    """Open the first guide, connected; afterwards the browser must have complained of nothing."""
    faults: list[str] = []
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(str(frame))))
    page.goto(f"{live.url}roles/maker/")

    def is_connected() -> bool:
        page.wait_for_timeout(20)  # Playwright tells of frames meanwhile
        return any("@state" in frame for frame in said)

    until(is_connected)
    yield page
    page.close()
    assert faults == []


OVERLAY = ".preview-overlay-host"


@pytest.mark.browser
def test_a_saved_page_reloads_by_itself(live: Previewed, opened: Page) -> None:
    live.edit(GUIDE, "Wood moves.", "Wood moves at night.")
    expect(opened.locator("main")).to_contain_text("Wood moves at night.")


@pytest.mark.browser
def test_a_fault_opens_the_overlay_with_the_words_of_check_and_mending_closes_it(live: Previewed, opened: Page) -> None:
    live.edit(GUIDE, "tools: [saw]", "tools: [sew]")
    live.edit(GUIDE, "Wood moves.", "Wood stays.")
    expect(opened.locator(f"{OVERLAY} pre")).to_have_text(FAULT)
    expect(opened.locator("main")).to_contain_text("Wood moves.")
    live.edit(GUIDE, "tools: [sew]", "tools: [saw]")
    expect(opened.locator(OVERLAY)).to_have_count(0)
    expect(opened.locator("main")).to_contain_text("Wood stays.")


@pytest.mark.browser
def test_the_overlay_is_there_on_a_page_opened_during_the_fault_and_can_be_hidden(live: Previewed, opened: Page) -> None:
    live.edit(GUIDE, "tools: [saw]", "tools: [sew]")
    expect(opened.locator(f"{OVERLAY} pre")).to_have_count(1)
    opened.goto(f"{live.url}roles/")
    expect(opened.locator(f"{OVERLAY} pre")).to_have_count(1)
    opened.get_by_role("button", name="Hide").click()
    expect(opened.locator(OVERLAY)).to_have_count(0)


@pytest.mark.browser
def test_markup_in_a_fault_is_shown_as_text(live: Previewed, opened: Page) -> None:
    live.edit(GUIDE, "tools: [saw]", 'tools: [saw]\n"<img src=x onerror=alert(1)>": 1')
    expect(opened.locator(f"{OVERLAY} pre")).to_contain_text("'<img src=x onerror=alert(1)>' is not a known key")
    assert opened.locator(f"{OVERLAY} img").count() == 0


@pytest.mark.browser
def test_two_saves_within_a_second_end_on_the_newest_state(live: Previewed, opened: Page) -> None:
    live.edit(GUIDE, "Wood moves.", "First save.")
    time.sleep(0.15)
    live.edit(GUIDE, "First save.", "Second save.")
    expect(opened.locator("main")).to_contain_text("Second save.")
    opened.wait_for_timeout(500)
    expect(opened.locator("main")).to_contain_text("Second save.")


@pytest.mark.browser
def test_a_burst_of_files_is_one_build_and_one_more_at_most(live: Previewed, opened: Page) -> None:
    loads: list[Page] = []
    opened.on("load", lambda page: loads.append(page))  # noqa: PLW0108  # Playwright asks a handler for its own attributes
    start = time.monotonic()
    for _ in range(12):
        for name in (GUIDE, "content/roles/senior-maker.md", DRAFT):
            shutil.copy(live.root / name, live.root / "copy.tmp")
            with (live.root / "copy.tmp").open("a") as file:
                file.write("\nMore.\n")
            (live.root / "copy.tmp").rename(live.root / name)
    took = time.monotonic() - start
    until(lambda: opened.locator("main").inner_text().count("More.") == 12)
    opened.wait_for_timeout(300)
    assert 1 <= len(loads) <= 4 + took / 0.2  # on a machine that stalls, a burst is several


@pytest.mark.browser
def test_styles_are_swapped_without_a_reload(live: Previewed, opened: Page) -> None:
    opened.evaluate("window.mark = 'still here'")
    lay_out(live.root, {"templates/static/css/own.css": ":root{--own:two}"})
    until(lambda: bool(opened.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--own').trim() === 'two'")))
    assert opened.evaluate("window.mark") == "still here"


@pytest.mark.browser
def test_a_change_between_loading_and_connecting_is_not_lost(live: Previewed, browser: Browser) -> None:
    page = browser.new_page()

    def change_first(route: Route) -> None:
        live.edit(GUIDE, "Wood moves.", "Wood crept.")
        until(lambda: "Wood crept." in live.get("/roles/maker/").text)
        route.continue_()

    page.route("**/livereload.js", change_first, times=1)
    page.goto(f"{live.url}roles/maker/")
    expect(page.locator("main")).to_contain_text("Wood crept.")
    page.close()


@pytest.mark.browser
def test_a_page_waits_for_the_first_good_state_and_then_appears(root: Path, browser: Browser) -> None:
    edit(root, "site.yaml", "title: Test guides", "titel: Test guides")
    with previewing(root) as previewed:
        page = browser.new_page()
        page.goto(previewed.url)
        expect(page.get_by_role("heading", name="Nothing to show yet")).to_be_visible()
        expect(page.locator(f"{OVERLAY} pre").first).to_contain_text("[unknown-key]")
        previewed.edit("site.yaml", "titel: Test guides", "title: Test guides")
        expect(page.get_by_role("heading", name="Roles for testing.")).to_be_visible()
        page.close()


@pytest.mark.browser
def test_search_works_in_the_preview(live: Previewed, opened: Page) -> None:
    until(lambda: live.get("/search-names.json").status == 200)
    opened.goto(f"{live.url}search/?q=lead")
    expect(opened.locator("[data-results] a").get_by_text("Maker Lead", exact=True)).to_be_visible()
