"""Ten thousand files with one changed: what a publish asks of the store."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.publish import claim
from tests.stores.owner import Owner, target
from tests.stores.proxy import between
from tests.stores.servers import CREDENTIALS, Bucket, rclone
from tests.stores.sites import site

PAGES = 10_000


@pytest.mark.long
def test_of_ten_thousand_files_only_what_changed_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(claim, "SETTLE", 0.05)
    with rclone(tmp_path / "rclone") as url, between(url, "pre") as proxy:
        owner = Owner(tmp_path / "site", target(proxy.url, "pre"), capsys)
        site(owner.dist, pages=PAGES)
        took = [timed(owner)]
        proxy.asked.clear()
        took.append(timed(owner))
        assert proxy.writes == []
        asked = len(proxy.asked)
        site(owner.dist, pages=PAGES, texts={7: "new"})
        (owner.dist / "sitemap.xml").write_text("<urlset>new</urlset>", encoding="utf-8")
        proxy.asked.clear()
        took.append(timed(owner))
        public = [name for name in proxy.writes if not name.startswith(".sitegen/")]
        private = {name.rpartition("/")[0] for name in proxy.writes if name.startswith(".sitegen/")}
        assert public == ["roles/r7/index.html", "sitemap.xml"]
        assert private == {".sitegen/kept", ".sitegen/manifests"}
        assert b"new" in Bucket(url, "pre").read("roles/r7/index.html")
        with capsys.disabled():
            print(f"\n{PAGES} pages: first {took[0]:.1f} s, unchanged {took[1]:.1f} s in {asked} requests, one page {took[2]:.1f} s")


def timed(owner: Owner) -> float:
    """Publish, and return the seconds it took."""
    start = time.perf_counter()
    owner.done()
    return time.perf_counter() - start
