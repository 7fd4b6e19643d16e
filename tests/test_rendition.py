"""Guides as Markdown, and llms.txt: the same words as the pages, for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen import markdown
from sitegen.model import Site
from sitegen.render.markdown import plain, to_markdown
from tests.awkward import FAQS, MARKUP, SKILLS, awkward_site
from tests.conftest import REPOSITORY
from tests.rendered import Files, assembled, rendered, tree, words

HERE = Path(__file__).parent
EXAMPLES = json.loads((HERE / "commonmark/spec-0.31.2.json").read_text("utf-8"))
ADDRESS = "https://guides.example/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("awkward"), awkward_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def again(html: str) -> str:
    """Write HTML as Markdown and render that."""
    figures = re.sub("<!--pay:.*?-->", "PAY", html)
    return markdown.render(to_markdown(figures, "", "", {}, Markup)).html


@pytest.mark.parametrize("path", sorted((REPOSITORY / "content").rglob("*.md")), ids=lambda path: path.stem)
def test_every_text_of_this_site_is_the_same_html_after_the_way_through_markdown_and_back(path: Path) -> None:
    made = markdown.render(path.read_text("utf-8").split("---\n", 2)[2]).html
    assert again(made).split() == re.sub("<!--pay:.*?-->", "PAY", made).split()


def test_the_examples_of_commonmark_keep_their_words_and_elements() -> None:
    lost = []
    for example in EXAMPLES:
        made = markdown.render(example["markdown"])
        back = markdown.render(to_markdown(made.html, "", "", {}, Markup))
        if back.text.split() != made.text.split() or re.findall("<[a-z0-9]+", back.html) != re.findall("<[a-z0-9]+", made.html):
            lost.append(example["example"])
    # 416: no way of writing strong inside emphasis, in the middle of a word, is found back.
    assert lost == [416]


def test_words_of_the_data_are_shown_as_they_are() -> None:
    for text in (MARKUP, "# no heading", "1. no list", "- none", "*a* _b_ `c` [d](e) <f> | &amp; ~~g~~", "snake_case", "a\nb"):
        assert words(tree({"x": markdown.render(plain(text)).html}, "x")) == " ".join(text.split())


def test_addresses_are_whole_and_figures_filled_in() -> None:
    html = '<p><a href="/roles/x/">x</a> <img src="/images/a.png" alt="a"> <!--pay:us/base--></p>'
    told = to_markdown(html, f"{ADDRESS}careers/", f"{ADDRESS}careers/roles/x/", {"us/base": 5}, lambda n: Markup("<b>%d&amp;more</b>") % n)
    assert told == f"[x]({ADDRESS}careers/roles/x/) ![a]({ADDRESS}careers/images/a.png) 5&more"


def test_addresses_told_from_the_page_are_whole_too() -> None:
    html = '<p><a href="../../tools/saw/">saw</a> <a href="#day-to-day">day</a> <a href="mailto:a@b.example">mail</a></p>'
    told = to_markdown(html, f"{ADDRESS}careers/", f"{ADDRESS}careers/roles/x/", {}, Markup)
    assert told == f"[saw]({ADDRESS}careers/tools/saw/) [day]({ADDRESS}careers/roles/x/#day-to-day) [mail](mailto:a@b.example)"


def test_the_markdown_of_a_guide_has_the_sections_of_its_page_in_its_order(files: Files) -> None:
    for slug in ("maker", "markup", "full", "long", "bare"):
        page = tree(files, f"roles/{slug}/index.html")
        told = markdown.render(files[f"roles/{slug}.md"], min_heading=1)
        assert [it.text for it in told.headings if it.level == 1] == [words(page.find(".//h1"))]
        headings = [words(it) for it in page.xpath("//div[@class='guide-text']/section/h2")]
        assert [it.text for it in told.headings if it.level == 2 and it.text != "Quoted"] == headings


def test_the_markdown_of_a_guide_holds_its_data_its_figures_and_no_markup(files: Files) -> None:
    full, markup = files["roles/full.md"], files["roles/markup.md"]
    assert full.count("](https://guides.example/skills/skill-") == SKILLS
    assert full.count("### Question ") == FAQS
    assert full.count("US$60,000–80,000") > FAQS
    assert "{pay:" not in full + markup
    shown = words(tree({"x": markdown.render(markup).html}, "x"))
    assert shown.count(MARKUP) >= 20
    assert not re.search(r"(?<!\\)<[a-z/!]", full + markup)


def test_a_guide_s_page_names_its_markdown_and_an_archived_one_has_none(files: Files) -> None:
    alternate = "//link[@rel='alternate'][@type='text/markdown']/@href"
    assert tree(files, "roles/maker/index.html").xpath(alternate) == ["/roles/maker.md"]
    assert tree(files, "roles/archived/index.html").xpath(alternate) == []
    assert "roles/archived.md" not in files


def test_llms_txt_leads_to_every_listed_guide_and_nowhere_else(files: Files, site: Site) -> None:
    told = files["llms.txt"]
    assert told.startswith("# ")
    assert told.splitlines()[2].startswith("> ")
    listed = re.findall(r"\]\(https://guides\.example/roles/(.+?)\.md\)", told)
    assert sorted(listed) == sorted(guide.slug for guide in site.listed)
    assert markdown.render(told, min_heading=1).problems == ()


def test_a_site_that_asks_for_neither_gets_neither(tmp_path: Path) -> None:
    asked = awkward_site()
    asked["site.yaml"] += "pages: [roles, skills, tools, families, salaries, search, feed]\n"
    made = rendered(assembled(tmp_path, asked))
    assert not [path for path in made if path.endswith(".md") or path == "llms.txt"]
    assert "text/markdown" not in made["roles/maker/index.html"]
