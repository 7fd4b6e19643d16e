"""Cards: the picture that a guide is shared with, drawn from its words alone."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

from sitegen import cards
from sitegen.cache import open_cache
from sitegen.cards import Face
from sitegen.errors import ToolError
from sitegen.job import Options, Report
from sitegen.output import digests
from sitegen.pipeline import build
from sitegen.serve.reading import Reading
from tests.sites import lay_out, smallest_site

FACE = Face("Senior Backend Architect", "Staff · Architecture", "Shapes the server side of a whole product.", "Rolebook")
TODAY = date(2026, 11, 22)


def made(root: Path, *, cache: bool = True, out: str = "out") -> Report:
    folder = root.parent
    return build(Options(root=root, out=folder / out, cache=folder / "cache" if cache else None, as_of=TODAY, search=False, jobs=1))


def site_with_cards(folder: Path, **changed: str) -> Path:
    files = smallest_site()
    return lay_out(folder / "site", files | {"site.yaml": files["site.yaml"] + "cards: true\n"} | changed)


def shared(page: Path) -> dict[str, str]:
    """Return what a page says of its picture, by property."""
    tree: lxml.html.HtmlElement = lxml.html.document_fromstring(page.read_bytes())
    return {str(it.get("property")): str(it.get("content")) for it in tree.xpath("//meta[starts-with(@property, 'og:image')]")}


def test_a_card_is_a_small_picture_of_the_size_that_is_shared_and_always_the_same() -> None:
    data = cards.draw(FACE)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(data) < 60_000
    assert cards.draw(FACE) == data


@pytest.mark.parametrize(
    "other",
    [
        Face("Senior Backend Architects", FACE.line, FACE.summary, FACE.site),
        Face(FACE.title, "Staff · Backend", FACE.summary, FACE.site),
        Face(FACE.title, FACE.line, "Shapes it.", FACE.site),
        Face(FACE.title, FACE.line, FACE.summary, "Guides"),
    ],
    ids=["title", "line", "summary", "site"],
)
def test_every_word_decides_the_picture_and_its_address(other: Face) -> None:
    assert cards.draw(other) != cards.draw(FACE)
    assert other.path != FACE.path


def test_words_cannot_move_between_the_parts_of_a_face_and_keep_its_address() -> None:
    assert Face("A", "B", "C", "D").path != Face("A", "BC", "", "D").path


def test_long_titles_and_words_stay_inside_the_picture() -> None:
    for title in ("Donaudampfschifffahrtsgesellschaft" * 8, "Director of everything " * 20, "x"):
        with Image.open(io.BytesIO(cards.draw(Face(title, FACE.line, "Does things. " * 40, "Rolebook")))) as picture:
            levels = picture.convert("L")
            ground = levels.getpixel((0, 0))
            assert {levels.getpixel((x, y)) for x in (10, 1190) for y in range(630)} == {ground}
            assert {levels.getpixel((x, y)) for y in (10, 620) for x in range(1200)} == {ground}


def test_what_the_font_cannot_write_is_known() -> None:
    assert Face("Maker – of “things”", "Mid · Making", "Fährt.", "Guides").is_drawable
    assert cards.draw(Face("Maker", "Mid", "Fährt.", "Guides")) == cards.draw(Face("Maker", "Mid", "", "Guides"))
    for title in ("Ingénieur", "مهندس", "Maker 🛠️", "工程师"):
        assert not Face(title, "Mid", "", "Guides").is_drawable


def test_each_guide_is_shared_with_its_own_picture_and_other_pages_with_the_sites(tmp_path: Path) -> None:
    made(site_with_cards(tmp_path))
    told = shared(tmp_path / "out/roles/maker/index.html")
    picture = tmp_path / "out" / told["og:image"].removeprefix("https://guides.example/")
    with Image.open(picture) as drawn:
        assert (told["og:image:width"], told["og:image:height"]) == tuple(map(str, drawn.size))
    assert told["og:image:alt"].startswith("Maker: ")
    home = shared(tmp_path / "out/index.html")
    assert home["og:image"].endswith("/img/card.png")
    assert home["og:image:alt"]
    assert len(list(tmp_path.glob("out/assets/*/card.png"))) == 2


def test_a_guide_that_the_font_cannot_write_keeps_the_picture_of_the_site(tmp_path: Path) -> None:
    guide = smallest_site()["content/roles/maker.md"].replace("title: Maker", "title: Möbelbauer")
    made(site_with_cards(tmp_path, **{"content/roles/maker.md": guide}))
    assert shared(tmp_path / "out/roles/maker/index.html")["og:image"].endswith("/img/card.png")
    assert len(list(tmp_path.glob("out/assets/*/card.png"))) == 1


@pytest.fixture
def no_pillow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take Pillow away, and what is remembered of it."""
    remembered = (cards.edition, cards._font, cards._has_letter)
    for it in remembered:
        it.cache_clear()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PIL", None)
        yield
    for it in remembered:
        it.cache_clear()


@pytest.mark.usefixtures("no_pillow")
def test_without_cards_nothing_is_drawn_and_pillow_is_not_needed(tmp_path: Path) -> None:
    made(lay_out(tmp_path / "site", smallest_site()))
    assert list(tmp_path.glob("out/assets/*/card.png")) == []


@pytest.mark.usefixtures("no_pillow")
def test_without_pillow_the_extra_is_named_and_the_output_stays(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    made(root)
    before = digests(tmp_path / "out")
    site_with_cards(tmp_path)
    with pytest.raises(
        ToolError, match=r"site\.yaml asks for cards, which need the library Pillow.*\n    hint: install the extra: pip install"
    ):
        made(root)
    assert digests(tmp_path / "out") == before


@pytest.mark.usefixtures("no_pillow")
def test_a_preview_draws_nothing_and_needs_no_pillow(tmp_path: Path) -> None:
    with open_cache(None, b"") as memo:
        read = Reading(site_with_cards(tmp_path), TODAY, memo).refresh(())
    assert read.problems == ()
    assert read.site
    assert not read.site.content.config.cards
    assert list(read.site.guides) == ["maker", "senior-maker"]


def test_a_card_is_drawn_once_and_again_only_for_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site_with_cards(tmp_path)
    drawn: list[str] = []
    really = cards.draw

    def noted(face: Face) -> bytes:
        drawn.append(face.title)
        return really(face)

    monkeypatch.setattr(cards, "draw", noted)
    made(root)
    assert sorted(drawn) == ["Maker", "Senior Maker"]
    drawn.clear()
    lay_out(root, {"templates/static/css/own.css": "p { margin: 0; }\n"})
    assert made(root).rendered > 5
    assert drawn == []
    guide = root / "content/roles/maker.md"
    guide.write_text(guide.read_text("utf-8").replace("title: Maker", "title: Joiner"), encoding="utf-8")
    made(root)
    assert drawn == ["Joiner"]
    made(root, cache=False, out="clean")
    assert digests(tmp_path / "out") == digests(tmp_path / "clean")
