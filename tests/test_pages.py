"""What every page of an awkward site promises, whatever it is about."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from sitegen import bundle
from sitegen.model import Site
from tests.awkward import LONG, MARKUP, awkward_site
from tests.rendered import Files, assembled, json_ld, readable, rendered, tree, words


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("awkward"), awkward_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def test_the_site_map_has_every_kind_of_page(files: Files) -> None:
    wanted = """index.html roles/index.html roles/maker/index.html roles/archived/index.html families/making/index.html skills/index.html
        skills/sawing/index.html tools/index.html tools/saw/index.html search/index.html about/index.html methodology/index.html 404.html
        sitemap.xml robots.txt feed.xml old/maker/index.html older.html"""
    assert set(wanted.split()) <= set(files)


def test_every_page_says_what_it_is_once(files: Files) -> None:
    for path in readable(files):
        page = tree(files, path)
        assert page.get("lang") == "en-GB", path
        assert len(page.findall(".//h1")) == 1, path
        assert page.findtext(".//title"), path
        assert page.xpath("//meta[@name='description']/@content")[0], path
        assert page.find(".//main") is not None, path


@pytest.mark.parametrize("base", ["/", "/careers/"])
def test_every_link_image_style_and_script_of_the_site_leads_somewhere(base: str, tmp_path: Path) -> None:
    origin = "https://guides.example"
    made = rendered(assembled(tmp_path, awkward_site(f"{origin}{base}")))
    packaged = bundle.load(bundle.home())
    there = {*made, *(packaged.folder + name for name in packaged.static), "images/saw.png"}
    for path in readable(made):
        for address in tree(made, path).xpath("//@href | //@src | //@action | //meta[@property='og:image']/@content"):
            whole, anchor = urldefrag(urljoin(f"{origin}{base}{path}", address))
            if not whole.startswith(f"{origin}/"):
                continue
            assert whole.startswith(f"{origin}{base}"), (path, address)
            target = unquote(whole.removeprefix(f"{origin}{base}").partition("?")[0])
            target = f"{target}index.html" if target.endswith("/") or not target else target
            assert target in there, (path, address)
            assert not anchor or tree(made, target).xpath("//*[@id=$it]", it=anchor), (path, address)


def test_no_page_has_two_elements_of_one_id(files: Files) -> None:
    for path in readable(files):
        ids = tree(files, path).xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_no_page_holds_script_or_style_of_its_own_and_each_forbids_it(files: Files) -> None:
    for path in readable(files):
        page = tree(files, path)
        assert page.xpath("//script[not(@src)][not(contains(@type, 'json'))] | //style | //@style") == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy


def test_markup_in_any_text_is_shown_as_text(files: Files) -> None:
    page = tree(files, "roles/markup/index.html")
    assert page.xpath("//b[. = 'bold'] | //main//script") == []
    shown = words(page.find(".//main"))
    # Search terms are never shown; every other text of the guide is.
    assert shown.count(MARKUP) >= len(awkward_site()["content/roles/markup.md"].split("alert(1)")) - 2
    assert "49" not in shown
    for block in json_ld(files, "roles/markup/index.html"):
        assert MARKUP in json.dumps(block, ensure_ascii=False).replace('\\"', '"')


def test_cells_of_a_row_have_white_space_between_them(files: Files) -> None:
    for path in readable(files):
        assert not re.search(r"</t[dh]><t[dh]", files[path]), path


def test_a_box_that_scrolls_has_a_heading_and_the_keyboard_reaches_it(files: Files) -> None:
    boxes = [box for path in readable(files) for box in tree(files, path).xpath("//section[@class='table-scroll']")]
    assert boxes
    for box in boxes:
        assert box.get("tabindex") == "0"
        assert box.get("aria-label") or box.xpath("./h2 | ./h3 | ./h4")


def test_titles_and_descriptions_fit_a_search_result_and_no_two_pages_share_one(files: Files) -> None:
    indexed = [path for path in readable(files) if not tree(files, path).xpath("//meta[@name='robots']")]
    titles = [tree(files, path).findtext(".//title") for path in indexed]
    described = [tree(files, path).xpath("//meta[@name='description']/@content")[0] for path in indexed]
    assert len(set(titles)) == len(titles)
    assert all(LONG in title or MARKUP in title or len(title) <= 65 for title in titles)
    assert max(map(len, described)) <= 165
