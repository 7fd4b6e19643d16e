"""The writer: what it may replace, what it keeps, and that names, bytes and permissions come out as asked."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import ToolError
from sitegen.output import MARKER, Committed, Look, Seal, digest_tree, digests, intact, staging
from sitegen.output.stage import STAMPS

SITE = {"index.html": b"home", "roles/a/index.html": b"guide a", "roles/b/index.html": b"guide b", "images/é.png": b"\x89PNG"}


def publish(out: Path, files: Mapping[str, bytes], seals: Mapping[str, Seal] | None = None, *, spare: bool = True) -> Committed:
    """Build as the pipeline does: keep what was sealed with the same bytes, write the rest."""
    known = seals or {}
    with staging(out, known, spare=spare) as stage:
        for path, data in files.items():
            name = hashlib.sha256(data).hexdigest()
            if not (path in known and known[path].digest == name and stage.keep(path, name)):
                stage.write(path, data)
        return stage.commit()


def held(out: Path) -> dict[str, bytes]:
    """Read every file of a built site but the marker."""
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if not file.is_dir() and file.name != MARKER}


def states(out: Path) -> Mapping[str, tuple[int, ...]]:
    """Return what shows that a file or folder was touched at all."""
    found = {}
    for path in [out, *out.rglob("*")]:
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_nlink)
    return found


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def test_a_site_holds_exactly_what_was_written_and_its_marker(out: Path) -> None:
    done = publish(out, SITE)
    assert held(out) == SITE
    assert (out / MARKER).read_text(encoding="utf-8").startswith("made by sitegen\n")
    assert (done.touched, done.new, done.changed, done.deleted, done.kept) == (True, tuple(sorted(SITE)), (), (), 0)
    assert done.size == sum(file.stat().st_size for file in out.rglob("*") if file.is_file())


def test_only_the_difference_is_written_and_reported(out: Path) -> None:
    first = publish(out, SITE)
    inode = (out / "roles/a/index.html").stat().st_ino
    after = {path: data for path, data in SITE.items() if path != "roles/b/index.html"} | {"index.html": b"HOME", "new/index.html": b"n"}
    done = publish(out, after, first.seals)
    assert held(out) == after
    assert (done.new, done.changed, done.deleted, done.kept) == (("new/index.html",), ("index.html",), ("roles/b/index.html",), 2)
    assert (out / "roles/a/index.html").stat().st_ino == inode
    assert not (out / "roles/b").exists()


@pytest.mark.parametrize("seals_known", [True, False], ids=["with-seals", "without-seals"])
def test_a_build_that_changes_nothing_touches_no_file_and_no_folder(out: Path, seals_known: bool) -> None:
    first = publish(out, SITE)
    before = states(out)
    done = publish(out, SITE, first.seals if seals_known else None)
    assert (done.touched, done.kept) == (False, len(SITE))
    assert states(out) == before
    assert done.seals == first.seals


def test_the_seals_of_a_commit_prove_the_whole_output_until_something_is_altered(out: Path) -> None:
    seals = publish(out, SITE).seals
    assert intact(out, seals)
    seals = publish(out, SITE | {"index.html": b"edited"}, seals).seals
    with staging(out, seals) as stage:
        assert stage.is_intact()
    (out / "index.html").write_bytes(b"altered")
    assert not intact(out, seals)
    with staging(out, seals) as stage:
        assert not stage.is_intact()
    assert not intact(out / "nowhere", seals)
    assert not intact(out, {})


def same_size_and_time(out: Path) -> None:
    page = out / "roles/a/index.html"
    before = page.stat()
    page.write_bytes(b"GUIDE A")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced_by_a_link(out: Path) -> None:
    (out / "roles/a/index.html").unlink()
    (out / "roles/a/index.html").symlink_to(out.parent / "secret")


def folder_replaced_by_a_link(out: Path) -> None:
    shutil.rmtree(out / "roles/a")
    (out / "roles/a").symlink_to(out.parent, target_is_directory=True)


def folder_replaced_by_a_file(out: Path) -> None:
    shutil.rmtree(out / "roles")
    (out / "roles").write_bytes(b"not a folder")


ALTERATIONS: dict[str, Callable[[Path], object]] = {
    "the bytes": lambda out: (out / "index.html").write_bytes(b"altered"),
    "the bytes, in the same size and with the old time": same_size_and_time,
    "a file's permissions": lambda out: (out / "index.html").chmod(0o600),
    "a folder's permissions": lambda out: (out / "roles").chmod(0o700),
    "the output's own permissions": lambda out: out.chmod(0o700),
    "a file removed": lambda out: (out / "index.html").unlink(),
    "a folder removed": lambda out: shutil.rmtree(out / "roles"),
    "a file added": lambda out: (out / "roles/notes.txt").write_bytes(b"mine"),
    "an empty folder added": lambda out: (out / "empty").mkdir(),
    "a link to a file": replaced_by_a_link,
    "a link to a folder": folder_replaced_by_a_link,
    "a file for a folder": folder_replaced_by_a_file,
    "a pipe": lambda out: os.mkfifo(out / "pipe"),
    "the marker's text": lambda out: (out / MARKER).write_bytes(b"made by sitegen\nand more"),
}


@pytest.mark.parametrize("spare", [True, False], ids=["with-a-spare", "without"])
@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_whatever_was_altered_by_hand_is_made_good(out: Path, alter: Callable[[Path], object], spare: bool) -> None:
    secret = out.parent / "secret"
    secret.write_bytes(b"another's")
    seals = publish(out, SITE, spare=spare).seals
    clean = digest_tree(out)
    alter(out)
    assert publish(out, SITE, seals, spare=spare).touched
    assert digest_tree(out) == clean
    assert modes(out) == {0o644, 0o755}
    assert secret.read_bytes() == b"another's"


def modes(out: Path) -> set[int]:
    return {stat.S_IMODE(path.lstat().st_mode) for path in [out, *out.rglob("*")]}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
def test_permissions_do_not_depend_on_the_umask(out: Path, mask: int) -> None:
    with umask(mask):
        seals = publish(out, SITE).seals
        publish(out, SITE | {"index.html": b"second", "more/index.html": b"more"}, seals)
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o644}
    assert {stat.S_IMODE(path.stat().st_mode) for path in [out, *out.rglob("*")] if path.is_dir()} == {0o755}


def foreign_folder(out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")


def foreign_marker(out: Path) -> None:
    foreign_folder(out)
    (out / MARKER).write_text("a file of that name by another program")


def linked_marker(out: Path) -> None:
    foreign_folder(out)
    (out.parent / "note").write_text("made by sitegen\n")
    (out / MARKER).symlink_to(out.parent / "note")


def linked_output(out: Path) -> None:
    publish(out.parent / "real", SITE)
    out.symlink_to(out.parent / "real", target_is_directory=True)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder of somebody else's": (foreign_folder, "not made by sitegen"),
    "a marker with another text": (foreign_marker, "not made by sitegen"),
    "a marker that is a link": (linked_marker, "not made by sitegen"),
    "a symbolic link": (linked_output, "symbolic link"),
    "a file": (lambda out: out.write_text("text"), "not a folder"),
}


@pytest.mark.parametrize(("prepare", "because"), REFUSED.values(), ids=REFUSED)
def test_an_output_this_program_did_not_make_is_refused_and_left_alone(out: Path, prepare: Callable[[Path], object], because: str) -> None:
    prepare(out)
    before = states(out.parent)
    with pytest.raises(ToolError, match=because) as refusal, staging(out, {}):
        pytest.fail("staged")
    assert refusal.value.hint
    assert states(out.parent) == before


def test_the_sites_own_folder_what_holds_it_and_the_root_are_never_an_output(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, SITE)  # marked as ours, and refused all the same
    for place, never in ((site, [site]), (tmp_path, [site]), (Path("/"), []), (tmp_path / "x/..", [site])):
        with pytest.raises(ToolError, match="more than a built site"), staging(place, {}, never=never):
            pytest.fail("staged")
    with staging(tmp_path / "other", {}, never=[site]) as stage:
        assert stage.commit().touched


def test_an_empty_folder_and_one_whose_parents_are_missing_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    publish(tmp_path / "empty", SITE)
    publish(tmp_path / "a/b/dist", SITE)
    assert held(tmp_path / "empty") == held(tmp_path / "a/b/dist") == SITE


@pytest.mark.parametrize("name", ["file", "folder", "link"])
def test_something_else_where_a_build_would_work_is_named_and_left_alone(out: Path, name: str) -> None:
    work = out.parent / ".dist.work"
    target = out.parent / "target"
    target.mkdir()
    if name == "file":
        work.write_text("mine")
    elif name == "folder":
        (work / "mine").mkdir(parents=True)
    else:
        work.symlink_to(target, target_is_directory=True)
    before = states(out.parent)
    with pytest.raises(ToolError, match=r"\.dist\.work is in the way"), staging(out, {}):
        pytest.fail("staged")
    assert states(out.parent) == before


@pytest.mark.parametrize("name", ["next", "new", "aside", "lock"])
def test_a_link_planted_where_a_build_works_is_not_followed(out: Path, name: str) -> None:
    """A pull request can hold such a link; the folder it leads to must survive a build."""
    victim = out.parent / "victim"
    victim.mkdir()
    (victim / "file").write_text("mine")
    work = out.parent / ".dist.work"
    work.mkdir()
    (work / name).symlink_to(victim, target_is_directory=True)
    with pytest.raises(ToolError):
        publish(out, SITE)
    assert (victim / "file").read_text() == "mine"
    assert not out.exists()


BAD_PATHS = ["", "/", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", ".", "a\\b", "a\nb", "a\0b", "e\u0301.png", "\udcff"]


@pytest.mark.parametrize("path", BAD_PATHS, ids=ascii)
def test_a_path_that_could_lead_elsewhere_or_is_not_kept_by_every_disk_is_refused(out: Path, path: str) -> None:
    with staging(out, {}) as stage, pytest.raises(ValueError, match="is not"):
        stage.write(path, b"")
    assert not out.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a", "a"),
        ("a", "A"),
        ("B", "B"),
        ("straße", "STRASSE"),
        ("a/b", "A/c"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("a/b", "A"),
        ("A/x/y", "a"),
        (MARKER, MARKER),
    ],
)
def test_two_files_that_one_disk_could_not_hold_side_by_side_are_refused(out: Path, first: str, second: str) -> None:
    with staging(out, {}) as stage:
        if first != MARKER:  # which every stage has taken already
            stage.write(first, b"")
        with pytest.raises(ValueError, match=r"taken|beside"):
            stage.write(second, b"")


def test_the_same_names_in_different_folders_are_fine(out: Path) -> None:
    files = dict(zip(["a/b/index.html", "a/c/index.html", "b/a", "index.html", "a/b/c/d"], cycle([b"x"]), strict=False))
    publish(out, files)
    assert held(out) == files


def test_where_files_cannot_be_linked_they_are_copied(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    seals = publish(out, SITE).seals
    monkeypatch.setattr(os, "link", refuse)
    shutil.rmtree(out.parent / ".dist.work/next")
    after = SITE | {"index.html": b"second"}
    done = publish(out, after, seals)
    assert held(out) == after
    assert done.kept == 3
    assert intact(out, done.seals)
    assert modes(out) == {0o644, 0o755}


def test_a_kept_file_that_changes_while_the_build_runs_stops_it(out: Path) -> None:
    seals = publish(out, SITE).seals
    with staging(out, seals) as stage:
        for path in SITE:
            assert stage.keep(path, seals[path].digest)
        stage.write("new.html", b"new")
        (out / "index.html").write_bytes(b"altered meanwhile")
        with pytest.raises(ToolError, match=r"index\.html was changed"):
            stage.commit()
    assert held(out) == SITE | {"index.html": b"altered meanwhile"}
    publish(out, SITE, seals)
    assert held(out) == SITE


def test_a_file_altered_right_after_the_exchange_is_not_sealed_as_ours(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as moment:
        moment.setattr("sitegen.output.stage._await_tick", lambda: (out / "index.html").write_bytes(b"HOME!"))
        seals = publish(out, SITE).seals
    assert "index.html" not in seals
    assert publish(out, SITE, seals).changed == ("index.html",)


def test_no_file_is_sealed_in_the_tick_in_which_it_changed(out: Path) -> None:
    """On kernels with coarse stamps, a change in the same tick would have the same time, and not show."""
    seals: dict[str, Seal] = {}
    for version in range(5):
        seals = publish(out, SITE | {"index.html": b"%d" % version}, seals).seals
        now = time.clock_gettime_ns(STAMPS)
        assert max(seal.look.ctime_ns for seal in seals.values()) < now


def test_a_folder_of_somebody_elses_that_appears_while_the_build_runs_is_left_alone(out: Path) -> None:
    with staging(out, {}) as stage:
        stage.write("index.html", b"home")
        foreign_folder(out)
        with pytest.raises(ToolError, match="not made by sitegen"):
            stage.commit()
    assert held(out) == {"thesis.txt": b"years of work"}


def test_a_file_system_that_counts_in_seconds_proves_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def coarse(status: os.stat_result) -> Look:
        times = (status.st_mtime_ns // 10**9 * 10**9, status.st_ctime_ns // 10**9 * 10**9)
        return Look(status.st_mode, status.st_size, times[0], status.st_ino, times[1])

    for module in ("sitegen.output.tree", "sitegen.output.stage"):
        monkeypatch.setattr(f"{module}.look", coarse)
    seals = publish(out, SITE).seals
    (out / "index.html").write_bytes(b"HOME")
    assert not intact(out, seals)
    assert publish(out, SITE, seals).changed == ("index.html",)
    assert held(out) == SITE


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "not allowed"),
        (errno.EXDEV, "another disk or image layer"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_the_system_refuses_is_told_in_words_and_leaves_the_old_site(
    out: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(one: Path, other: Path) -> bool:
        raise OSError(number, os.strerror(number), str(one), None, str(other))

    publish(out, SITE)
    monkeypatch.setattr("sitegen.output.exchange.exchange", refuse)
    with pytest.raises(ToolError, match=f"{words}.*replacing .*dist") as failure:
        publish(out, {})
    assert failure.value.hint.endswith("the output is as it was")
    assert held(out) == SITE


def test_what_is_not_committed_leaves_no_trace(out: Path) -> None:
    seals = publish(out, SITE).seals
    before = states(out)
    with suppress(KeyboardInterrupt), staging(out, seals) as stage:
        stage.write("index.html", b"half")
        raise KeyboardInterrupt
    assert states(out) == before
    assert sorted(path.name for path in (out.parent / ".dist.work").iterdir()) == [".gitignore", "lock", "next"]


def test_git_does_not_see_where_a_build_works(out: Path) -> None:
    subprocess.run(["git", "init", "-q", out.parent], check=True)
    publish(out, SITE)
    shutil.rmtree(out)
    status = subprocess.run(["git", "-C", out.parent, "status", "--porcelain"], check=True, capture_output=True, text=True)
    assert status.stdout == ""


def test_the_spare_is_a_twin_of_the_output_after_every_build(out: Path) -> None:
    twin = out.parent / ".dist.work/next"
    seals: dict[str, Seal] = {}
    for site in (SITE, SITE | {"index.html": b"second"}, {"index.html": b"second", "roles/c/index.html": b"c"}):
        seals = publish(out, site, seals).seals
        assert {path: (twin / path).stat().st_ino for path in digests(twin)} == {path: (out / path).stat().st_ino for path in digests(out)}


def test_without_a_spare_no_second_copy_of_the_output_stays(out: Path) -> None:
    seals = publish(out, SITE, spare=False).seals
    publish(out, SITE | {"index.html": b"second"}, seals, spare=False)
    assert not (out.parent / ".dist.work/next").exists()
    assert {file.stat().st_nlink for file in out.rglob("*") if file.is_file()} == {1}


@pytest.mark.skipif(sys.platform != "linux", reason="the standard tools of macOS take other options")
def test_the_digest_of_a_site_is_what_standard_tools_say(out: Path) -> None:
    publish(out, SITE)
    command = r"find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum"
    said = subprocess.run(["sh", "-c", command], cwd=out, check=True, capture_output=True, text=True)
    assert said.stdout.split()[0] == digest_tree(out)


def test_the_digest_tells_names_and_bytes_apart_and_refuses_what_no_site_holds(tmp_path: Path) -> None:
    for name, files in (("one", {"a": b"x", "b": b"y"}), ("two", {"a": b"y", "b": b"x"}), ("three", {"a": b"x", "c": b"y"})):
        publish(tmp_path / name, files)
    assert len({digest_tree(tmp_path / name) for name in ("one", "two", "three")}) == 3
    assert list(digests(tmp_path / "one")) == [MARKER, "a", "b"]
    (tmp_path / "one/link").symlink_to("a")
    for place in (tmp_path / "one", tmp_path / "absent", tmp_path / "two/a"):
        with pytest.raises(ToolError):
            digest_tree(place)


PATHS = st.sampled_from(["index.html", "a", "a/index.html", "a/b/x", "a/b", "c/x", "c/y", "d/e/f/g"])
SITES = st.dictionaries(PATHS, st.sampled_from([b"", b"one", b"two", b"three"])).filter(
    lambda site: not any(other.startswith(path + "/") for path in site for other in site)
)


@settings(max_examples=60)
@given(st.lists(st.tuples(SITES, st.booleans(), st.booleans(), st.none() | st.sampled_from(list(ALTERATIONS.values()))), max_size=6))
def test_any_sequence_of_builds_and_alterations_ends_with_the_last_site(
    steps: list[tuple[dict[str, bytes], bool, bool, Callable[[Path], object] | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, seals = Path(folder) / "dist", dict[str, Seal]()
        for site, spare, remembers, alter in steps:
            done = publish(out, site, seals if remembers else None, spare=spare)
            assert held(out) == site
            assert modes(out) <= {0o644, 0o755}
            assert intact(out, done.seals)
            seals = done.seals
            if alter is not None:
                try:
                    alter(out)
                except OSError:
                    continue  # nothing of that name in this site
