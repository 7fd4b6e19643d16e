"""What a publish does to a store that enforces conditions: moto's server, with a proxy in between that notes every request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from sitegen.cli import publish as command
from sitegen.publish import claim
from tests.stores.owner import Owner, target
from tests.stores.proxy import Proxy, between
from tests.stores.servers import CREDENTIALS, SECRET, Bucket, moto, rclone
from tests.stores.sites import needs, site

LIVE = {"index.html", "sitemap.xml", *(f"roles/r{number}/index.html" for number in range(5))}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with moto() as url:
        yield url


@pytest.fixture
def proxy(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with between(endpoint, uuid4().hex) as opened:
        yield opened


@pytest.fixture
def bucket(proxy: Proxy) -> Bucket:
    return Bucket(proxy.upstream, proxy.prefix)


@pytest.fixture
def owner(proxy: Proxy, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Owner:
    made = Owner(tmp_path / "site", target(proxy.url, proxy.prefix, ", grace: P1D"), capsys)
    site(made.dist)
    return made


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """Let the command's clock run ahead."""
    monkeypatch.setattr(command, "_now", lambda: datetime.now(UTC) + timedelta(days=days))


def public(bucket: Bucket) -> set[str]:
    return {name for name in bucket.names() if not name.startswith(".sitegen/")}


def test_a_dry_run_tells_the_plan_and_the_rules_for_the_cdn_and_writes_nothing(owner: Owner, proxy: Proxy) -> None:
    said = owner.done("--dry-run", "--format", "json")
    plan = json.loads(said.out)
    assert plan["sums"]["new"]["files"] == 10
    assert {it["path"] for it in plan["new"]} >= LIVE
    assert any(rule.endswith("frame-ancestors 'none'") for rule in plan["cdn_rules"])
    assert proxy.writes == []
    assert "new                 10 files" in owner.done("--dry-run").out


def test_what_is_published_carries_its_headers_and_no_private_file_of_the_build(owner: Owner, bucket: Bucket) -> None:
    owner.done()
    assert public(bucket) > LIVE
    assert not {name for name in public(bucket) if name.startswith(".")}
    page = bucket.headers("index.html")
    assert (page["Content-Type"], page["Cache-Control"]) == ("text/html; charset=utf-8", "no-cache")
    (sheet,) = (name for name in public(bucket) if name.endswith(".css"))
    assert bucket.headers(sheet)["Cache-Control"] == "public, max-age=31536000, immutable"


def test_texts_are_stored_compressed_where_the_target_asks_for_it(owner: Owner, bucket: Bucket, proxy: Proxy) -> None:
    owner.aim(target(proxy.url, proxy.prefix, ", compress: true"))
    owner.done()
    assert bucket.headers("index.html")["Content-Encoding"] == "gzip"
    assert bucket.read("index.html")[:2] == b"\x1f\x8b"
    owner.done()
    site(owner.dist, texts={1: "other"})
    assert owner.done().status == 0
    owner.done("--rollback", "previous")
    assert b"other" not in bucket.read("roles/r1/index.html")


def test_a_publish_of_what_is_there_writes_nothing_at_all(owner: Owner, proxy: Proxy) -> None:
    owner.done()
    proxy.asked.clear()
    owner.done()
    assert proxy.writes == []
    assert len(proxy.asked) == 2  # one listing, one manifest


def test_one_changed_page_writes_itself_its_kept_copy_and_the_manifest(owner: Owner, proxy: Proxy) -> None:
    owner.done()
    site(owner.dist, texts={3: "new"})
    proxy.asked.clear()
    owner.done()
    manifest = ".sitegen/manifests/000002.json"
    assert set(proxy.writes) == {"roles/r3/index.html", manifest, next(name for name in proxy.writes if name.startswith(".sitegen/kept/"))}
    assert len(proxy.writes) == 4
    assert proxy.writes[0] == proxy.writes[-1] == manifest


def test_a_changed_header_alone_is_noticed(owner: Owner, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.done()
    monkeypatch.setattr("sitegen.publish.kinds.REVALIDATE", "public, max-age=60")
    assert "metadata             8 files" in owner.done("--dry-run").out
    owner.done()
    assert bucket.headers("index.html")["Cache-Control"] == "public, max-age=60"


def test_assets_come_before_pages_and_entry_points_last(owner: Owner, proxy: Proxy) -> None:
    owner.done()
    written = [name for name in proxy.writes if not name.startswith(".sitegen/")]
    turns = [0 if "assets" in name or "fragment" in name else 1 if name.startswith("roles") else 2 for name in written]
    assert turns == sorted(turns)
    assert len(set(written)) == 10


def test_the_addresses_to_purge_are_listed_below_the_path_of_the_site(owner: Owner, proxy: Proxy) -> None:
    owner.aim(target(proxy.url, proxy.prefix), "https://x.example/careers/")
    owner.done()
    site(owner.dist, texts={3: "new"})
    owner.done("--changed", str(owner.root / "changed-paths.txt"))
    listed = (owner.root / "changed-paths.txt").read_text("utf-8").splitlines()
    assert listed == ["/careers/roles/r3/", "/careers/roles/r3/index.html"]


def test_what_left_the_site_is_removed_by_a_later_publish_once_its_grace_time_is_over(
    owner: Owner, bucket: Bucket, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.done()
    bucket.write("notes/of-a-stranger.txt", b"mine")
    site(owner.dist, pages=4)
    owner.done()
    assert "roles/r4/index.html" in public(bucket)
    proxy.asked.clear()
    owner.done()
    assert proxy.writes == []
    later(monkeypatch, 2)
    owner.done()
    assert "roles/r4/index.html" not in public(bucket)
    assert "notes/of-a-stranger.txt" in public(bucket)
    owner.done("--rollback", "1")
    assert b"Role 4" in bucket.read("roles/r4/index.html")


def test_a_file_that_left_is_not_removed_once_a_stranger_has_put_another_in_its_place(
    owner: Owner, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.done()
    site(owner.dist, pages=4)
    owner.done()
    bucket.write("roles/r4/index.html", b"theirs")
    later(monkeypatch, 2)
    owner.done()
    assert bucket.read("roles/r4/index.html") == b"theirs"


def test_going_back_twice_forward_again_and_tidying_up_loses_nothing_that_is_referred_to(
    owner: Owner, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    for turn in range(3):
        site(owner.dist, style=f"p{{order:{turn}}}", texts={0: f"text {turn}"})
        owner.done()
    for turn in (1, 0):
        owner.done("--rollback", "previous")
        assert f"text {turn}".encode() in bucket.read("roles/r0/index.html")
    later(monkeypatch, 3)
    owner.done()
    assert b"text 2" in bucket.read("roles/r0/index.html")
    later(monkeypatch, 6)
    site(owner.dist, style="p{order:2}", texts={0: "text 3"})
    owner.done()
    listed = owner.done("--list").out
    assert [int(line.split()[0]) for line in listed.splitlines()] == [7, 6, 5, 4, 3]
    for number in (3, 4, 5, 6):
        owner.done("--rollback", str(number))
        assert_whole(bucket)
    kept = {name for name in bucket.names() if name.startswith(".sitegen/kept/")}
    assert kept


def assert_whole(bucket: Bucket) -> None:
    """Every public page, and what it loads, is there."""
    names = public(bucket)
    for name in names:
        if name.endswith(".html"):
            assert set(needs(bucket.read(name))) <= names, name


def test_a_publish_that_cannot_be_gone_back_to_is_refused_with_those_that_can(owner: Owner) -> None:
    owner.done()
    assert "those that can be restored: none" in owner.refused("--rollback", "previous")
    assert "there is no publish '7'" in owner.refused("--rollback", "7")


def test_going_back_is_refused_before_anything_is_written_when_old_bytes_are_lost(owner: Owner, bucket: Bucket, proxy: Proxy) -> None:
    owner.done()
    site(owner.dist, texts={0: "new"})
    owner.done()
    for name in bucket.names():
        if name.startswith(".sitegen/kept/"):
            bucket.delete(name)
    proxy.asked.clear()
    assert "roles/r0/index.html" in owner.refused("--rollback", "previous")
    assert proxy.writes == []


@pytest.mark.parametrize(
    ("pages", "reason", "flag"),
    [(0, "the site shrinks from 8 files to 3", "--allow-leaving 5"), (4, "1 files would leave the site, 0 may", "--allow-leaving 1")],
)
def test_a_much_smaller_site_is_refused_until_the_number_is_named(owner: Owner, proxy: Proxy, pages: int, reason: str, flag: str) -> None:
    owner.aim(target(proxy.url, proxy.prefix, ", most_leaving: 0"))
    owner.done()
    site(owner.dist, pages=pages)
    proxy.asked.clear()
    said = owner.refused()
    assert reason in said
    assert flag in said
    assert proxy.writes == []
    assert "--allow-leaving" in owner.refused("--allow-leaving", "0")
    owner.done(*flag.split())


def test_an_empty_site_and_a_folder_that_no_build_made_are_refused(owner: Owner, proxy: Proxy) -> None:
    (owner.dist / "index.html").unlink()
    assert "has no index.html" in owner.refused()
    (owner.dist / ".sitegen").unlink()
    assert "holds no built site" in owner.refused()
    assert proxy.writes == []


def test_a_prefix_that_holds_what_others_put_there_is_refused_until_the_number_is_named(owner: Owner, bucket: Bucket, proxy: Proxy) -> None:
    bucket.write("photos/cat.jpg", b"cat")
    assert "--allow-foreign 1" in owner.refused()
    assert proxy.writes == []
    owner.done("--allow-foreign", "1")
    assert bucket.read("photos/cat.jpg") == b"cat"


def test_the_site_of_another_address_is_not_overwritten(owner: Owner, proxy: Proxy) -> None:
    owner.done()
    owner.aim(target(proxy.url, proxy.prefix), "https://other.example/")
    assert "there lies the site of https://x.example/" in owner.refused()
    site(owner.dist, texts={0: "new"})
    owner.done("--allow-new-address")


def test_an_older_commit_does_not_overwrite_a_newer_one_without_a_flag(owner: Owner) -> None:
    old = owner.commit(1)
    new = owner.commit(2)
    owner.done()
    owner.git("checkout", "-q", old)
    site(owner.dist, texts={0: "older"})
    assert f"commit {new[:12]} is live and newer than {old[:12]}" in owner.refused()
    owner.done("--allow-older")
    owner.git("checkout", "-q", new)
    site(owner.dist, texts={0: "newer"})
    owner.done()


def test_a_commit_that_the_clone_does_not_know_is_compared_by_its_time(
    owner: Owner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner.commit(9)
    owner.done()
    other = Owner(tmp_path / "other", (owner.root / "site.yaml").read_text("utf-8").rpartition("live: ")[2].strip(), capsys)
    site(other.dist, texts={0: "elsewhere"})
    assert "and this site is of none" in other.refused()
    other.commit(3)
    assert "is live and newer" in other.refused()
    other.commit(12)
    other.done()


def test_two_publishes_at_once_exclude_each_other(owner: Owner, proxy: Proxy) -> None:
    inner: list[str] = []

    def interfere(method: str, key: str) -> None:
        if (method, key) == ("PUT", "index.html") and not inner:
            inner.append("")
            inner[0] = owner.refused()

    proxy.pause = interfere
    owner.done()
    assert "publish 1 has run since" in inner[0]
    assert "--take-over 1" in inner[0]


def test_who_is_taken_over_stops_and_does_not_sign(owner: Owner, proxy: Proxy, bucket: Bucket) -> None:
    taken: list[int] = []

    def take(method: str, key: str) -> None:
        if (method, key) == ("PUT", "index.html") and not taken:
            taken.append(1)
            owner.done("--take-over", "1")

    proxy.pause = take
    assert "another publish took over number 1" in owner.refused()
    record = json.loads(bucket.read(".sitegen/manifests/000001.json"))
    assert record["manifest"]["state"] == "done"


def test_a_claim_whose_answer_was_lost_is_known_again(owner: Owner, proxy: Proxy) -> None:
    proxy.breaks = lambda method, key, before: "lost" if method == "PUT" and key.startswith(".sitegen/manifests") and before == 0 else None
    owner.done()
    assert proxy.writes.count(".sitegen/manifests/000001.json") == 2


def test_no_credential_is_printed_whatever_fails(owner: Owner, proxy: Proxy) -> None:
    proxy.breaks = lambda _method, _key, _before: "500"
    said = owner.publish()
    assert said.status == 2
    for secret in (SECRET, CREDENTIALS["AWS_ACCESS_KEY_ID"], "Signature", "Authorization"):
        assert secret not in said.out + said.err


def test_a_manifest_that_is_not_ours_stops_the_publish_before_anything_is_written(owner: Owner, proxy: Proxy, bucket: Bucket) -> None:
    owner.done()
    record = json.loads(bucket.read(".sitegen/manifests/000001.json"))["manifest"]
    for name, value in (("files", {"../../etc/passwd": ["0" * 64, 1, 0, ""]}), ("format", 2), ("number", 7), ("files", 3)):
        altered = {**record, name: value}
        text = json.dumps(altered, ensure_ascii=False, separators=(",", ":"))
        whole = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "manifest": altered}
        bucket.write(".sitegen/manifests/000001.json", json.dumps(whole).encode())
        proxy.asked.clear()
        assert "not a manifest that this version can read" in owner.refused()
        assert proxy.writes == []


def test_a_store_that_ignores_conditions_is_served_by_best_effort_and_says_so(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "SETTLE", 0.05)
    with rclone(tmp_path / "rclone") as url:
        owner.aim(target(url, "careers"))
        assert "kept apart by best effort only" in owner.done().err
        site(owner.dist, style="p{color:red}", texts={0: "new"})
        owner.done()
        owner.done("--rollback", "previous")
        assert b"text" in Bucket(url, "careers").read("roles/r0/index.html")
        assert_whole(Bucket(url, "careers"))


def test_an_unknown_target_is_answered_with_those_there_are(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    from sitegen.cli import run

    assert run(["--root", str(owner.root), "publish", "elsewhere"]) == 2
    assert "targets: live" in capsys.readouterr().err


def test_without_obstore_the_extra_is_named(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    assert "pip install 'rolebook-sitegen[publish]'" in owner.refused()
