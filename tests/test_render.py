"""Templates: what is escaped, whose file counts, and that every mistake in one is told at its line."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen import bundle, markdown
from sitegen.bundle import Bundle
from sitegen.errors import ContentError
from sitegen.page import Artifact, Page
from sitegen.render import Compiled, environment, render, render_batch
from sitegen.render.prose import answer, fill, parts
from tests.sites import lay_out

HOSTILE = "<script>alert('&')</script>\""


@pytest.fixture(scope="module")
def packaged() -> Bundle:
    return bundle.load(bundle.home())


def made(packaged: Bundle, source: str, name: str = "page.html", **context: object) -> str:
    """Render one template that is not in the bundle."""
    added = replace(packaged, templates={name: source}, places={name: f"templates/{name}"}, digest=f"{name}{source}")
    return render(added, "en-GB", Page("out", name, context)).data.decode()


def fault_of(root: Path, templates: dict[str, str], **context: object) -> str:
    """Return the report of what the owner's own template `page.html` does wrong."""
    lay_out(root, {f"templates/{name}": text for name, text in templates.items()})
    with pytest.raises(ContentError) as caught:
        render(bundle.load(root), "en", Page("roles/maker/index.html", "page.html", context))
    return str(caught.value).split("\n", maxsplit=1)[0]


@pytest.mark.parametrize("name", ["page.html", "page.xml", "page.txt", "page.html.j2"])
def test_text_is_escaped_whatever_a_template_is_called(packaged: Bundle, name: str) -> None:
    assert made(packaged, "{{ text }}", name, text=HOSTILE) == "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;&#34;\n"


def test_a_name_that_does_not_exist_is_told_at_its_line_with_the_page(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": "<p>\n\n{{ guide.titel }}"}, guide={"title": "Maker"})
    expected = "templates/page.html:3:1: 'dict object' has no attribute 'titel', while rendering roles/maker/index.html [template-error]"
    assert report == expected


def test_a_mistake_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": '{% include "part.html" %}', "part.html": "\n{{ nothing }}"})
    assert report.startswith("templates/part.html:2:1: 'nothing' is undefined")


def test_a_template_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": "\n{% if %}{% endif %}"})
    assert report.startswith("templates/page.html:2:1: expected an expression")


def test_a_template_that_is_not_there_is_named_where_it_is_asked_for(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": '\n\n{% include "nowhere.html" %}'})
    assert report.startswith("templates/page.html:3:1: there is no template 'nowhere.html'")


def test_a_template_that_includes_itself_is_named_with_its_line(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": 'a\n{% include "round.html" %}', "round.html": 'b\n\n{% include "round.html" %}'})
    assert report.startswith("templates/round.html:3:1: the template includes itself without end, while rendering roles/maker/")


def test_a_wrong_value_in_a_filter_is_told_at_the_line_that_uses_it(tmp_path: Path) -> None:
    report = fault_of(tmp_path, {"page.html": "\n{{ 'much'|money('USD') }}"})
    assert report.startswith(("templates/page.html:2:1: TypeError: ", "templates/page.html:2:1: ValueError: "))


def test_a_fault_that_many_pages_show_is_told_once_and_another_page_s_fault_beside_it(tmp_path: Path) -> None:
    lay_out(tmp_path, {"templates/page.html": "{{ nothing }}", "templates/other.html": "\n{{ nowhere }}"})
    pages = [Page(name, "page.html", {}) for name in ("a.html", "b.html", "c.html")]
    with pytest.raises(ContentError) as caught:
        render_batch(bundle.load(tmp_path), "en", [*pages, Page("d.html", "other.html", {})])
    assert [str(problem).splitlines()[0] for problem in caught.value.problems] == [
        "templates/other.html:2:1: 'nowhere' is undefined, while rendering d.html [template-error]",
        "templates/page.html:1:1: 'nothing' is undefined, while rendering a.html and 2 more pages [template-error]",
    ]


def test_no_template_reaches_chance_or_the_world_outside(packaged: Bundle) -> None:
    made_here = environment(packaged, "en")
    assert sorted(made_here.globals) == ["dict", "direction", "parts", "range"]
    assert "random" not in made_here.filters
    assert isinstance(made_here.bytecode_cache, Compiled)  # in memory alone: no file is ever run
    assert not made_here.extensions


def test_one_file_of_the_owner_replaces_the_packaged_one_of_its_name(tmp_path: Path, packaged: Bundle) -> None:
    lay_out(tmp_path, {"templates/guide.html": "mine", "templates/static/css/tokens.css": ":root { --ink: red }"})
    mixed = bundle.load(tmp_path)
    assert mixed.templates["guide.html"] == "mine"
    assert mixed.places["guide.html"] == "templates/guide.html"
    assert mixed.places["home.html"] == "sitegen/templates/home.html"
    assert mixed.templates["home.html"] == packaged.templates["home.html"]
    assert mixed.static["site.css"].startswith(b":root{--ink:red}")


def test_a_link_among_the_templates_is_refused(tmp_path: Path) -> None:
    lay_out(tmp_path, {"secret.txt": "secret", "templates/static/own.css": "a{}"})
    (tmp_path / "templates/about.html").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ContentError, match=r"templates/about\.html:1:1: .*\[symlink\]"):
        bundle.load(tmp_path)


def test_a_template_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/guide.html").write_bytes(b"caf\xe9")
    with pytest.raises(ContentError, match=r"templates/guide\.html:1:4: byte 3 \(0xe9\) is not UTF-8 \[not-utf-8\]"):
        bundle.load(tmp_path)


def test_a_changed_style_sheet_moves_the_static_files_and_a_changed_template_does_not(tmp_path: Path, packaged: Bundle) -> None:
    lay_out(tmp_path / "a", {"templates/static/css/own.css": "p { color: red }"})
    lay_out(tmp_path / "b", {"templates/home.html": "mine"})
    restyled, rewritten = bundle.load(tmp_path / "a"), bundle.load(tmp_path / "b")
    assert restyled.folder != packaged.folder == rewritten.folder
    assert len({restyled.digest, rewritten.digest, packaged.digest}) == 3


def test_style_sheets_are_joined_in_their_order_without_comments_but_with_their_strings(tmp_path: Path) -> None:
    sheet = "/* {0} */\n  .{0},\n  .{0}:not( a ) > b {{\n    content: '/* kept; */ : ';\n    margin: calc(1px + 2px) 0;\n  }}\n"
    sheets = {name: sheet.format(name) for name in ("print", "own", "pay", "tokens", "base", "layout", "components")}
    lay_out(tmp_path, {f"templates/static/css/{name}.css": text for name, text in sheets.items()})
    joined = bundle.load(tmp_path).static["site.css"].decode()
    slim = ".{0},.{0}:not( a ) > b{{content:'/* kept; */ : ';margin:calc(1px + 2px) 0;}}"
    assert joined == "".join(slim.format(name) for name in ("tokens", "base", "layout", "components", "pay", "own", "print"))


def test_styles_and_scripts_stay_within_what_a_cheap_phone_should_load(packaged: Bundle) -> None:
    on_every_page = ("js/theme.js", "js/search-keys.js")
    of_one_page = [len(data) for name, data in packaged.static.items() if name.startswith("css/pages/")]
    assert len(packaged.static["site.css"]) + max(of_one_page) <= 25_000
    assert sum(len(packaged.static[name]) for name in on_every_page) <= 15_000


def test_another_process_makes_the_same_bytes(packaged: Bundle) -> None:
    pages = [Page("sitemap.xml", "sitemap.xml", {"places": ()}), Page("robots.txt", "robots.txt", {"sitemap": "https://a.example/s"})]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = pool.submit(render_batch, packaged, "en", pages).result()
    assert elsewhere == render_batch(packaged, "en", pages)
    assert pickle.loads(pickle.dumps(packaged)) == packaged


def test_a_page_ends_with_one_line_feed(packaged: Bundle) -> None:
    added = replace(packaged, templates={"a.txt": "\n\nx\n\n\n"}, places={"a.txt": "a.txt"}, digest="line feed")
    assert render(added, "en", Page("a.txt", "a.txt", {})) == Artifact("a.txt", b"x\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ 180000|money('USD') }}", "US$180,000"),
        ("{{ 32.5|money('USD') }}", "US$32.50"),
        ("{{ 124057.5|money('GBP') }}", "£124,058"),
        ("{{ 180000|span(270000, 'USD') }}", "US$180,000–270,000"),
        ("{{ 180000|span(180000, 'USD') }}", "US$180,000"),
        ("{{ 1850|number }}", "1,850"),
        ("{{ 1|count('skill') }}, {{ 3|count('skill') }}, {{ 2|count('family', 'families') }}", "1 skill, 3 skills, 2 families"),
        ("{{ when|day }}", "10 November 2026"),
        (
            "{{ 'DE'|place({}) }}, {{ 'US-CA'|place({}) }}, {{ 'eu'|place({'eu': 'European Union'}) }}",
            "Germany, United States (CA), European Union",
        ),
        ("{{ direction }}", "ltr"),
    ],
)
def test_figures_days_and_places_are_written_in_the_language_of_the_site(packaged: Bundle, source: str, expected: str) -> None:
    assert made(packaged, source, when=date(2026, 11, 10)) == expected + "\n"


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "10. November 2026 ltr"), ("ar", "10 نوفمبر 2026 rtl"), ("tlh", "November 10, 2026 ltr")]
)
def test_another_language_writes_its_own_way_and_an_unknown_one_as_english(packaged: Bundle, language: str, expected: str) -> None:
    added = replace(packaged, templates={"a.txt": "{{ when|day }} {{ direction }}"}, places={"a.txt": "a.txt"}, digest="languages")
    text = render(added, language, Page("a.txt", "a.txt", {"when": date(2026, 11, 10)})).data.decode()
    assert text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) == expected + "\n"


def test_json_cannot_end_the_script_it_stands_in(packaged: Bundle) -> None:
    text = made(packaged, "{{ it|json }}", it={"a": "</script><!--&\u2028"})
    assert text == r'{"a":"\u003c/script\u003e\u003c!--\u0026\u2028"}' + "\n"


def test_json_refuses_a_number_that_is_none(packaged: Bundle) -> None:
    with pytest.raises(ContentError, match=r"templates/page\.html:1:1: ValueError"):
        made(packaged, "{{ it|json }}", it=float("nan"))


def test_a_text_is_cut_at_its_own_headings_and_not_at_those_of_a_quotation() -> None:
    text = "Lead.\n\n## One\n\nFirst.\n\n> ## Inside\n>\n> Quoted.\n\nStill one.\n\n## Two & *three*\n\n### Below\n"
    lead, one, inside, two = parts(markdown.render(text))
    assert (lead.anchor, lead.html) == ("", "<p>Lead.</p>")
    assert one.anchor == "one"
    assert "Quoted." in one.html
    assert "Still one." in one.html
    assert (inside.anchor, inside.html, inside.inside) == ("inside", "", True)
    assert (two.title, two.anchor) == ("Two &amp; <em>three</em>", "two-three")
    assert two.html.startswith("<h3")


def test_the_parts_of_a_text_are_its_second_level_headings_and_what_precedes_them() -> None:
    text = "".join(f"## Heading\n\n- item\n\n  ## Inside {n}\n\n" for n in range(5))
    rendered = markdown.render(text)
    assert [part.anchor for part in parts(rendered)] == ["", *(it.anchor for it in rendered.headings if it.level == 2)]


def test_addresses_get_the_base_path_and_words_that_look_like_one_do_not() -> None:
    html = markdown.render('[a](/roles/x/) [b](https://e.example/) [c](#d) `href="/e"` href="/f"').html
    filled = fill(html, "/careers/", {}, str)
    assert re.findall(r' href="([^"]*)"', filled) == ["/careers/roles/x/", "https://e.example/", "#d"]
    assert "href=&quot;/e&quot;" in filled


def test_a_cited_figure_is_filled_in_for_readers_and_for_machines() -> None:
    rendered = markdown.render("It pays {pay:us/base}\na year.")
    figures = {"us/base": "1–2"}

    def figure(text: str) -> Markup:
        return Markup("<a>{}</a>").format(text)

    assert "pays <a>1–2</a>" in fill(rendered.html, "/", figures, figure)
    assert answer(rendered, figures, figure) == "It pays 1–2 a year."
