"""Publishing while something breaks: the network, the store, the publisher itself. Readers notice nothing, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from sitegen.cli import publish as command
from sitegen.publish import claim
from sitegen.publish.retry import Patience
from tests.conftest import REPOSITORY
from tests.previewed import until
from tests.stores.owner import Owner, target
from tests.stores.proxy import Fault, Proxy, between
from tests.stores.reader import reading
from tests.stores.servers import CREDENTIALS, Bucket, moto, rclone
from tests.stores.sites import site

PAGES = ("index.html", *(f"roles/r{number}/index.html" for number in range(5)))
PASSING: tuple[Fault, ...] = ("500", "503", "412", "cut", "slow", "truncated", "altered", "lost")


@pytest.fixture(scope="module", params=["moto", pytest.param("rclone", marks=pytest.mark.long)])
def endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with moto() if request.param == "moto" else rclone(tmp_path_factory.mktemp("rclone")) as url:
        yield url


@pytest.fixture
def proxy(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Proxy]:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(command, "_PATIENCE", Patience(tries=4, first=0.01))
    monkeypatch.setattr(claim, "SETTLE", 0.05)
    with between(endpoint, tmp_path.name.lower()) as opened:
        yield opened


@pytest.fixture
def owner(proxy: Proxy, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Owner:
    made = Owner(tmp_path / "site", target(proxy.url, proxy.prefix), capsys)
    site(made.dist)
    return made


def assert_published(owner: Owner, proxy: Proxy) -> None:
    """The store serves exactly what was built, byte for byte."""
    bucket = Bucket(proxy.upstream, proxy.prefix)
    for path in owner.dist.rglob("*"):
        if path.is_file() and path.name != ".sitegen":
            assert bucket.read(path.relative_to(owner.dist).as_posix()) == path.read_bytes()


@pytest.mark.parametrize("fault", PASSING)
def test_what_breaks_once_is_tried_again_and_a_reader_notices_nothing(owner: Owner, proxy: Proxy, fault: Fault) -> None:
    owner.done()
    site(owner.dist, style="p{color:red}", texts={0: "new"})
    bucket, before = Bucket(proxy.upstream, proxy.prefix), dict(proxy.seen)
    # Conditional requests have their own answer to 412: somebody else came first.
    proxy.breaks = lambda method, key, count: (
        fault if count == before.get((method, key), 0) and not (fault == "412" and ("manifests" in key or method != "PUT")) else None
    )
    with reading(bucket.read, PAGES) as reader:
        owner.done()
    assert_published(owner, proxy)
    assert reader.opened > len(PAGES)
    # A store that checks what was signed refuses altered bytes; these two take them, and show them until they are sent again.
    assert [missed for missed in reader.missed if fault != "altered" or "needs" in missed] == []


@pytest.mark.parametrize("fault", [fault for fault in PASSING if fault not in {"slow", "lost"}])
def test_what_stays_broken_is_told_nothing_is_deleted_and_the_next_publish_goes_on(owner: Owner, proxy: Proxy, fault: Fault) -> None:
    owner.done()
    bucket = Bucket(proxy.upstream, proxy.prefix)
    before = bucket.names()
    site(owner.dist, style="p{color:blue}", pages=4, texts={0: "new"})
    where = ("PUT" if fault in {"412", "503"} else "GET", "index.html")
    proxy.breaks = lambda method, key, _count: fault if (method, key) == where else None
    with reading(bucket.read, PAGES) as reader:
        said = owner.refused()
        assert "index.html" in said
        assert before <= bucket.names()
        proxy.breaks = lambda _method, _key, _count: None
        proxy.asked.clear()
        owner.done()
    assert_published(owner, proxy)
    assert reader.missed == []
    if where[0] == "PUT":  # all but the entry points were there by then, and are read instead of being sent again
        assert [name for name in proxy.writes if "roles/" in name or "assets/" in name] == []


@pytest.mark.parametrize("at", [3, 9, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 2, 5, 6, 12, 14))])
def test_a_publisher_killed_at_any_write_leaves_a_whole_site_and_the_next_one_finishes(owner: Owner, proxy: Proxy, at: int) -> None:
    owner.done()
    site(owner.dist, style=f"p{{order:{at}}}", texts={0: "new"})
    with reading(Bucket(proxy.upstream, proxy.prefix).read, PAGES) as reader:
        kill_at_write(owner, proxy, at)
        site(owner.dist, style=f"p{{order:{at}0}}", texts={1: "newer"})
        owner.done("--take-over", "2")
    assert_published(owner, proxy)
    assert reader.missed == []
    owner.done("--rollback", "previous")
    assert b"text" in Bucket(proxy.upstream, proxy.prefix).read("roles/r0/index.html")


@pytest.mark.long
def test_a_publisher_killed_thirty_times_in_a_row_loses_nothing(owner: Owner, proxy: Proxy) -> None:
    owner.done()
    draw = Random(9)
    with reading(Bucket(proxy.upstream, proxy.prefix).read, PAGES) as reader:
        for turn in range(30):
            site(owner.dist, style=f"p{{order:{turn}}}", texts={turn % 5: f"turn {turn}"})
            kill_at_write(owner, proxy, draw.randrange(1, 24), *take_over(owner))
        owner.done(*take_over(owner))
    assert_published(owner, proxy)
    assert reader.missed == []


def take_over(owner: Owner) -> tuple[str, ...]:
    """Name the publish that was killed, if the last one was."""
    listed = owner.done("--list").out.splitlines()
    return ("--take-over", listed[0].split()[0]) if "broke off" in listed[0] else ()


def kill_at_write(owner: Owner, proxy: Proxy, at: int, *options: str) -> None:
    """Publish in a process of its own, which is killed while its write number `at` is on the way; it may end before."""
    count = 0
    started: list[subprocess.Popen[bytes]] = []

    def kill(method: str, _key: str) -> None:
        nonlocal count
        count += method == "PUT"
        if count == at and started:
            os.kill(started[0].pid, signal.SIGKILL)

    proxy.pause = kill
    line = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(owner.root), "publish", "live", *options]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        started.append(process)
        process.wait(300)
    until(lambda: not proxy.passing)  # what it had sent may still be on the way
    proxy.pause = lambda _method, _key: None


def test_a_claim_runs_out_when_its_publisher_has_died(owner: Owner, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.done()
    site(owner.dist, texts={0: "new"})
    kill_at_write(owner, proxy, 3)
    assert "may run until" in owner.refused()
    now = command._now
    monkeypatch.setattr(command, "_now", lambda: now() + claim.LEASE)
    owner.done()
    assert_published(owner, proxy)


def test_interrupting_a_publish_gives_its_claim_up_at_once(owner: Owner, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.done()
    site(owner.dist, texts={0: "new"})
    with monkeypatch.context() as patched:
        patched.setattr("sitegen.publish.stores.objects.ObjectBucket.finish", interrupted)
        assert owner.publish().status == 130
    owner.done()
    assert_published(owner, proxy)


def interrupted(_store: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("turns", "pages"), [(3, 60), pytest.param(40, 400, marks=pytest.mark.long)])
def test_folder_publishes_killed_at_random_are_never_seen_half_done(
    turns: int, pages: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, draw = Owner(tmp_path / "site", "{folder: www}", capsys), Random(5)
    current = owner.root / "www/current"
    site(owner.dist, pages=pages)
    owner.done()
    names = [f"roles/r{number}/index.html" for number in range(pages)]
    line = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(owner.root), "--quiet", "publish", "live"]
    with reading(follow(current), names) as reader:
        for turn in range(turns):
            site(owner.dist, style=f"p{{order:{turn}}}", pages=pages)
            with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                time.sleep(draw.uniform(0.4, 1.4))
                process.kill()
        site(owner.dist, style="p{order:last}", pages=pages)
        owner.done()
    assert reader.missed == []
    assert reader.opened > pages
    for name in names:
        assert (current / name).read_bytes() == (owner.dist / name).read_bytes()
    assert len([*(owner.root / "www/releases").iterdir()]) <= 2


def follow(current: Path) -> Callable[[str], bytes]:
    """Read as a web server does: through the link, each request by itself."""
    return lambda path: (current / path).read_bytes()
