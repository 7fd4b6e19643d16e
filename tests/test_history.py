"""The days of last change: true ones from git, or none and a warning."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from sitegen import history
from sitegen.pipeline import Options, Report, build
from tests.sites import lay_out, smallest_site

MAKER, SENIOR = "content/roles/maker.md", "content/roles/senior-maker.md"
NAMES = (MAKER, SENIOR)


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> str:
    moment = f"{day}T12:00:00Z" if "T" not in day else day
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(root.parent),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "1999-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE": moment,
    }
    identity = (
        "-c",
        "user.name=A Writer",
        "-c",
        "user.email=writer@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    )
    done = subprocess.run(["git", *identity, "-C", str(root), *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path, day: str, **texts: str) -> None:
    """Append to files, by a word of their name, and commit."""
    for name, text in texts.items():
        with (root / f"content/roles/{name.replace('_', '-')}.md").open("a") as file:
            file.write(f"\n{text}\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "x", day=day)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a site in git: both guides of 1 January 2026, one changed on the 5th of March."""
    site = lay_out(tmp_path / "site", smallest_site())
    git(site, "init", "-q")
    commit(site, "2026-01-01")
    commit(site, "2026-03-05", maker="More.")
    return site


def days(root: Path) -> dict[str, str]:
    known = history.read(root, "content", NAMES)
    assert known.gap == ""
    return {name: str(day) for name, day in known.days.items()}


def test_each_file_has_the_day_of_the_last_commit_that_changed_it(root: Path) -> None:
    assert days(root) == {MAKER: "2026-03-05", SENIOR: "2026-01-01"}


def test_days_are_those_of_utc_whatever_the_writers_clock(root: Path) -> None:
    commit(root, "2026-05-01T23:30:00-05:00", maker="Late.")
    assert days(root)[MAKER] == "2026-05-02"


def test_all_files_are_read_in_one_run_of_git_log(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    real = subprocess.Popen

    def noting(command: list[str], **options: object) -> object:
        ran.append(next(word for word in command if word in {"log", "diff"}))
        return real(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", noting)
    assert len(days(root)) == 2
    assert ran.count("log") == 1


def test_a_file_with_changes_that_are_not_committed_has_no_day(root: Path) -> None:
    with (root / MAKER).open("a") as file:
        file.write("x")
    assert days(root) == {SENIOR: "2026-01-01"}
    git(root, "add", "-A")
    assert days(root) == {SENIOR: "2026-01-01"}


def test_a_file_that_git_does_not_hold_has_no_day(root: Path) -> None:
    (root / "content/roles/new.md").write_text("x")
    assert "content/roles/new.md" not in history.read(root, "content", (*NAMES, "content/roles/new.md")).days


def test_a_merge_brings_the_days_of_its_branches_and_its_own_where_it_changed_something_itself(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    commit(root, "2026-04-01", senior_maker="On the branch.")
    git(root, "checkout", "-q", "main")
    commit(root, "2026-04-10", maker="On main.")
    git(root, "merge", "-q", "--no-edit", "other", day="2026-06-01")
    assert days(root) == {MAKER: "2026-04-10", SENIOR: "2026-04-01"}
    git(root, "checkout", "-q", "-b", "third")
    commit(root, "2026-07-01", maker="Third.")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-commit", "--no-ff", "third")
    commit(root, "2026-08-01", maker="In the merge itself.")
    assert days(root) == {MAKER: "2026-08-01", SENIOR: "2026-04-01"}


def test_a_renamed_file_has_the_day_of_its_new_name(root: Path) -> None:
    git(root, "mv", MAKER, "content/roles/builder.md")
    commit(root, "2026-09-09")
    known = history.read(root, "content", ("content/roles/builder.md",))
    assert known.days == {"content/roles/builder.md": date(2026, 9, 9)}


def test_a_site_in_a_folder_of_a_larger_repository_is_found_there(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    site = lay_out(tmp_path / "sites/careers", smallest_site())
    commit(site, "2026-02-02")
    assert days(site) == {MAKER: "2026-02-02", SENIOR: "2026-02-02"}


def test_names_that_git_would_quote_are_read_as_they_are(root: Path) -> None:
    name = 'content/pages/é "x"\t.md'
    lay_out(root, {name: "x"})
    commit(root, "2026-10-10")
    assert history.read(root, "content", (name,)).days == {name: date(2026, 10, 10)}


def test_an_owners_settings_of_git_change_nothing(root: Path) -> None:
    for key, value in (("log.showSignature", "true"), ("log.decorate", "full"), ("diff.noprefix", "true"), ("log.follow", "true")):
        git(root, "config", key, value)
    assert days(root) == {MAKER: "2026-03-05", SENIOR: "2026-01-01"}


def test_a_shallow_clone_gives_no_day_and_says_why(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    known = history.read(tmp_path / "shallow", "content", NAMES)
    assert known.days == {}
    assert "shallow" in known.gap
    (problem,) = known.problems()
    assert (problem.code, problem.severity) == ("no-history", "warning")
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert days(tmp_path / "shallow") == {MAKER: "2026-03-05", SENIOR: "2026-01-01"}


@pytest.mark.parametrize("kind", ["none", "empty", "not git", "no git program"])
def test_without_a_history_there_is_no_day_and_a_reason(kind: str, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = lay_out(tmp_path / "other", smallest_site())
    if kind == "empty":
        git(site, "init", "-q")
    if kind == "not git":
        (site / ".git").mkdir()
    if kind == "no git program":
        monkeypatch.setenv("PATH", str(tmp_path))
        site = root
    known = history.read(site, "content", NAMES)
    assert known.days == {}
    assert known.gap


def test_the_state_is_another_after_every_commit_checkout_and_pack(root: Path) -> None:
    seen = [history.state(root)]
    assert history.state(root) == seen[0]
    commit(root, "2026-10-01", maker="x")
    seen.append(history.state(root))
    git(root, "checkout", "-q", "-b", "other")
    seen.append(history.state(root))
    git(root, "worktree", "add", "-q", "../tree", "main")
    seen.append(history.state(root.parent / "tree"))
    commit(root.parent / "tree", "2026-11-01", maker="y")
    seen.append(history.state(root.parent / "tree"))
    assert len(set(seen)) == len(seen)
    git(root, "pack-refs", "--all")
    before = history.state(root)
    commit(root, "2026-12-01", maker="z")
    assert history.state(root) != before
    assert history.state(root.parent) == ""
    assert days(root.parent / "tree")[MAKER] == "2026-11-01"


# On the pages


def built(root: Path, out: Path) -> Report:
    return build(Options(root=root, out=out, cache=root.parent / "cache", as_of=date(2026, 11, 22), search=False, jobs=1))


def lastmods(out: Path) -> dict[str, str]:
    found = re.findall(r"<loc>https://guides.example/(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", (out / "sitemap.xml").read_text())
    return {url: day for url, day in found if day}


def changes(out: Path) -> list[tuple[str, str, str]]:
    said = json.loads((out / "api/v1/changes.json").read_text())
    return [(change["slug"], change["date"], change["note"]) for change in said["changes"]]


def test_sitemap_feed_and_changes_carry_the_days_that_git_knows_and_the_notes_of_writers(root: Path, tmp_path: Path) -> None:
    text = (
        (root / SENIOR).read_text("utf-8").replace("status: published", "changes: [{date: 2026-04-04, note: New band.}]\nstatus: published")
    )
    (root / SENIOR).write_text(text, "utf-8")
    commit(root, "2026-04-05")
    out = tmp_path / "out"
    assert [problem for problem in built(root, out).warnings if problem.code == "no-history"] == []
    assert lastmods(out) == {"roles/maker/": "2026-03-05", "roles/senior-maker/": "2026-04-05"}
    assert changes(out) == [("senior-maker", "2026-04-05", ""), ("senior-maker", "2026-04-04", "New band."), ("maker", "2026-03-05", "")]
    entries = re.findall(r"<entry>.*?<updated>(.*?)T.*?<summary>(.*?)</summary>", (out / "feed.xml").read_text(), re.DOTALL)
    assert entries == [("2026-04-05", "Edited."), ("2026-04-04", "New band."), ("2026-03-05", "Edited.")]


def test_a_commit_alone_makes_a_build_look_again(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with (root / MAKER).open("a") as file:
        file.write("\nNot committed.\n")
    built(root, out)
    assert lastmods(out) == {"roles/senior-maker/": "2026-01-01"}
    assert not built(root, out).touched
    commit(root, "2026-10-10")
    built(root, out)
    assert lastmods(out) == {"roles/maker/": "2026-10-10", "roles/senior-maker/": "2026-01-01"}


def test_a_build_in_a_shallow_clone_warns_and_dates_nothing(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    report = built(tmp_path / "shallow", tmp_path / "out")
    assert [problem.code for problem in report.warnings if problem.code == "no-history"] == ["no-history"]
    assert lastmods(tmp_path / "out") == {}
    assert changes(tmp_path / "out") == []
    assert not (tmp_path / "out/feed.xml").exists()
