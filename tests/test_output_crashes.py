"""All or nothing: builds killed at every step, a full disk, a writer without rights, two builds at once."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from sitegen.errors import ToolError
from sitegen.output import Seal, digest_tree, exchange, staging
from tests.test_output import SITE, held, modes, publish

NEXT = {"index.html": b"home", "roles/a/index.html": b"GUIDE A", "roles/c/index.html": b"guide c", "images": b"a file for a folder"}
STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "os.scandir", "os.listdir", "fcntl.flock"}
KILLED, DONE, FAILED = "killed", "done", "failed"
NOBODY = 65534

# Newer Pythons warn of forks beside threads, which other modules may have left; these children touch files and end.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


def run(act: Callable[[], object], arm: Callable[[], object] = lambda: None) -> str:
    """Do `act` in a process of its own, which `arm` prepares to die."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            arm()
            act()
            status = 0
        os._exit(status)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        assert os.WTERMSIG(ended) == signal.SIGKILL
        return KILLED
    return DONE if os.WEXITSTATUS(ended) == 0 else FAILED


def die_before(step: int) -> None:
    """Let this process be killed by signal 9 right before its `step`-th step on the file system."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def die_writing(file: int) -> None:
    """Let this process be killed when its `file`-th file has half of its bytes."""
    whole, left = os.write, file

    def write(descriptor: int, data: memoryview) -> int:
        nonlocal left
        left -= 1
        if left == 0:
            whole(descriptor, data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(descriptor, data)

    os.write = write  # type: ignore[assignment]  # in a process that is about to die


@pytest.fixture(params=["exchange", "exchange-without-spare", "rename-aside"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name the way in which folders change places; the last is what remains where the system knows no exchange."""
    if request.param == "rename-aside":
        monkeypatch.setattr(exchange, "exchange", lambda _one, _other: False)
    return str(request.param)


@pytest.fixture
def names(tmp_path: Path) -> dict[str, str]:
    """Return what a site is called by the digest of its folder."""
    for name, site in {"old": SITE, "new": NEXT}.items():
        publish(tmp_path / name, site)
    return {digest_tree(tmp_path / name): name for name in ("old", "new")}


def state(out: Path, names: Mapping[str, str]) -> str:
    return names.get(digest_tree(out), "torn") if out.exists() else "absent"


def test_a_build_killed_before_any_of_its_steps_leaves_the_old_site_or_the_new_one(tmp_path: Path, names: dict[str, str], way: str) -> None:
    spare = way != "exchange-without-spare"
    found, ended = list[str](), KILLED
    while ended == KILLED:
        step = len(found) + 1
        out = tmp_path / f"{step}/dist"
        seals = publish(out, SITE, spare=spare).seals
        build = partial(publish, out, NEXT, seals, spare=spare)
        ended = run(build, partial(die_before, step))
        found.append(state(out, names))
        with staging(out, seals):  # the next build fails for reasons of its own
            pass
        assert state(out, names) == ("old" if found[-1] == "absent" else found[-1])
        assert build().seals.keys() == {*NEXT, ".sitegen"}
        assert state(out, names) == "new"
        assert modes(out) == {0o644, 0o755}
        assert not (out.parent / ".dist.work/new").exists()
    assert ended == DONE
    assert len(found) > 40
    lies_aside = ["absent"] if way == "rename-aside" else []
    assert [name for before, name in zip(["", *found], found, strict=False) if name != before] == ["old", *lies_aside, "new"]
    assert found.count("absent") == len(lies_aside)


def test_a_first_build_killed_before_any_of_its_steps_leaves_nothing_or_the_site(tmp_path: Path, names: dict[str, str], way: str) -> None:
    found, ended = list[str](), KILLED
    while ended == KILLED:
        out = tmp_path / f"{len(found)}/dist"
        ended = run(partial(publish, out, SITE, spare=way != "exchange-without-spare"), partial(die_before, len(found) + 1))
        found.append(state(out, names))
        publish(out, SITE)
        assert state(out, names) == "old"
    assert ended == DONE
    assert found == sorted(found)
    assert set(found) == {"absent", "old"}


@pytest.mark.parametrize("file", [1, 2, 3])
def test_a_build_killed_in_the_middle_of_a_file_leaves_the_old_site(tmp_path: Path, names: dict[str, str], file: int) -> None:
    out = tmp_path / "site/dist"
    seals = publish(out, SITE).seals
    assert run(partial(publish, out, NEXT, seals), partial(die_writing, file)) == KILLED
    assert state(out, names) == "old"
    publish(out, NEXT, seals)
    assert state(out, names) == "new"


def test_builds_killed_one_after_the_other_never_add_up_to_damage(tmp_path: Path, names: dict[str, str], way: str) -> None:
    chance = random.Random(6)
    spare = way != "exchange-without-spare"
    out = tmp_path / "site/dist"
    for _ in range(10):
        seals = publish(out, SITE, spare=spare).seals
        for _ in range(4):
            site = chance.choice([SITE, NEXT])
            ended = run(partial(publish, out, site, seals, spare=spare), partial(die_before, chance.randrange(1, 90)))
            assert ended in {KILLED, DONE}
            assert state(out, names) in ({"old", "new", "absent"} if way == "rename-aside" else {"old", "new"})
        publish(out, NEXT, seals, spare=spare)
        assert state(out, names) == "new"


def refused(out: Path, site: Mapping[str, bytes], seals: Mapping[str, Seal], because: str) -> None:
    """Check that a build fails in words. Run in a process of its own, whose end says how it went."""
    with pytest.raises(ToolError, match=because) as failure:
        publish(out, site, seals)
    assert failure.value.hint


def test_a_file_beyond_the_systems_limit_leaves_the_old_site(tmp_path: Path, names: dict[str, str]) -> None:
    out = tmp_path / "site/dist"
    seals = publish(out, SITE).seals
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (5_000, 5_000))
    assert run(partial(refused, out, NEXT | {"big": bytes(9_000)}, seals, "larger than the system allows: writing big"), limit) == DONE
    assert state(out, names) == "old"
    publish(out, NEXT, seals)
    assert state(out, names) == "new"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    mounted = mounted and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False).returncode == 0
    if not mounted:
        pytest.skip("a small disk can be mounted by Linux's root only")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("pages", [20, 200], ids=["while-writing", "while-making-folders"])
def test_a_full_disk_leaves_the_old_site(small_disk: Path, names: dict[str, str], pages: int) -> None:
    out = small_disk / "dist"
    seals = publish(out, SITE).seals
    size = 20_000 if pages == 20 else 1
    with pytest.raises(ToolError, match="the disk is full") as failure:
        publish(out, {f"{page}/{page}/{page}/index.html": bytes(size) for page in range(pages * 10)}, seals)
    assert "as it was" in failure.value.hint
    assert state(out, names) == "old"
    publish(out, NEXT, seals)
    assert state(out, names) == "new"


def test_a_writer_without_rights_is_told_so_and_changes_nothing(tmp_path: Path, names: dict[str, str]) -> None:
    out = tmp_path / "site/dist"
    publish(out, SITE)
    out.parent.chmod(0o555)
    (out.parent / ".dist.work").chmod(0o555)
    arm = partial(os.seteuid, NOBODY) if os.geteuid() == 0 else lambda: None
    try:
        assert run(partial(refused, out, NEXT, {}, "not allowed"), arm) == DONE
    finally:
        out.parent.chmod(0o755)
    assert state(out, names) == "old"


@contextmanager
def another_build(out: Path) -> Iterator[tuple[int, Callable[[], None]]]:
    """Let another process build `out`. Shape: its id, and what lets it commit and end."""
    (to_parent, from_child), (to_child, from_parent) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), staging(out, {}) as stage:
            os.close(from_parent)
            os.write(from_child, b".")
            os.read(to_child, 1)
            stage.write("index.html", b"theirs")
            stage.commit()
        os._exit(0)
    os.read(to_parent, 1)
    yield child, partial(os.write, from_parent, b".")  # type: ignore[misc]  # how much was written does not matter
    for descriptor in (to_parent, from_child, to_child, from_parent):
        os.close(descriptor)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def test_a_second_build_is_refused_and_told_who_holds_the_output(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    with another_build(out) as (child, let_go):
        with pytest.raises(ToolError, match=rf"another build, process {child}, is writing .*dist"), staging(out, {}):
            pytest.fail("staged")
        let_go()
    assert held(out) == {"index.html": b"theirs"}
    with staging(out, {}), pytest.raises(ToolError, match=f"process {os.getpid()},"), staging(out, {}):
        pytest.fail("staged twice in one process")


def test_a_second_build_that_may_wait_says_so_once_and_then_builds_on_the_firsts_output(tmp_path: Path) -> None:
    out, said = tmp_path / "dist", list[str]()
    with another_build(out) as (child, let_go):

        def note(message: str) -> None:
            said.append(message)
            let_go()

        with staging(out, {}, waiting=note) as stage:
            stage.write("index.html", b"theirs")
            stage.write("mine.html", b"mine")
            done = stage.commit()
    assert (done.new, done.kept) == (("mine.html",), 1)
    assert [message.split(" is writing")[0] for message in said] == [f"another build, process {child},"]


def test_a_dead_builds_lock_is_free_even_while_a_worker_it_forked_lives_on(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    to_parent, from_child = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), staging(out, {}):
            if os.fork() == 0:
                os.write(from_child, b"%d" % os.getpid())
            time.sleep(60)
        os._exit(0)
    worker = int(os.read(to_parent, 20))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        os.kill(worker, 0)
        publish(out, SITE)
    finally:
        os.kill(worker, signal.SIGKILL)
        os.close(to_parent)
        os.close(from_child)
    assert held(out) == SITE


def test_a_reader_never_finds_the_site_missing_or_half_written(tmp_path: Path) -> None:
    out, done, missing, versions = tmp_path / "dist", threading.Event(), 0, set[bytes]()
    publish(out, {"index.html": b"0" * 50_000})
    if not exchange.exchange(out, out.parent / ".dist.work/next"):
        pytest.skip("this system cannot exchange folders in one step")

    def read() -> None:
        nonlocal missing
        while not done.is_set():
            try:
                versions.add((out / "index.html").read_bytes())
            except FileNotFoundError:
                missing += 1

    reader = threading.Thread(target=read)
    reader.start()
    seals: dict[str, Seal] = {}
    for version in range(100):
        seals = publish(out, {"index.html": b"%d" % (version % 10) * 50_000}, seals).seals
    done.set()
    reader.join()
    assert missing == 0
    assert {len(set(text)) * 100_000 + len(text) for text in versions} == {150_000}
    assert len(versions) > 1
