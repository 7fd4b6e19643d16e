"""The server that browser tests trust behaves like a static host."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.served import serving


def answer(url: str) -> tuple[int, str]:
    """Return status and text of what `url` answers."""
    try:
        with urlopen(url, timeout=60) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("prefix", ["/", "/careers/"])
def test_a_folder_is_served_below_its_path_with_its_own_page_for_what_is_not_found(tmp_path: Path, prefix: str) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    (tmp_path / "404.html").write_text("nothing here", encoding="utf-8")
    with serving(tmp_path, prefix) as url:
        assert url.endswith(prefix)
        assert answer(url) == (200, "home")
        assert answer(url + "absent/") == (404, "nothing here")
        assert answer(url + "roles/") == (404, "nothing here")


def test_nothing_answers_beside_the_path(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    with serving(tmp_path, "/careers/") as url:
        assert answer(url.removesuffix("careers/"))[0] == 404
        assert answer(url.removesuffix("careers/") + "index.html")[0] == 404


def test_texts_travel_compressed_to_whoever_takes_them_so_and_pictures_do_not(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home " * 100, encoding="utf-8")
    (tmp_path / "saw.png").write_bytes(b"picture")
    with serving(tmp_path) as url:
        for name, encoding in (("", "gzip"), ("index.html?q=1", "gzip"), ("saw.png", None)):
            with urlopen(Request(url + name, headers={"Accept-Encoding": "gzip"}), timeout=60) as response:
                assert response.headers["Content-Encoding"] == encoding
                raw = response.read()
            assert len(raw) == int(response.headers["Content-Length"])
            assert (gzip.decompress(raw) == b"home " * 100) if encoding else (raw == b"picture")
        assert answer(url) == (200, "home " * 100)
