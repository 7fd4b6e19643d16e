"""Pull requests from strangers: each hostile input gets a clear report and leaves the output as it was, or is shown as the text it is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sitegen import parse
from sitegen.errors import ContentError
from sitegen.output import digests
from sitegen.pipeline import Options, build
from tests.sites import lay_out, smallest_site

AS_OF = date(2026, 11, 22)
GUIDE = "content/roles/maker.md"
XHTML = "{http://www.w3.org/1999/xhtml}"
SECONDS = 20


def made(root: Path, out: Path) -> dict[str, str]:
    build(Options(root=root, out=out, cache=root.parent / "cache", as_of=AS_OF, search=False, jobs=1))
    return digests(out)


def body(text: str) -> dict[str, str]:
    return {GUIDE: smallest_site()[GUIDE] + "\n" + text + "\n"}


def front(line: str) -> dict[str, str]:
    return {GUIDE: smallest_site()[GUIDE].replace("tools: [saw]\n", f"tools: [saw]\n{line}\n")}


# What is refused, with the code of the report


def alias_bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines)


TEXTS: dict[str, tuple[dict[str, str], set[str]]] = {
    "an alias bomb": (front(alias_bomb()), {"alias"}),
    "an alias bomb in data": ({"data/tools.yaml": alias_bomb() + "\n"}, {"alias"}),
    "a recursive alias": (front("x: &x [*x]"), {"alias"}),
    "a merge key": (front("<<: {title: x}"), {"alias"}),
    "nesting 3,000 deep": (front("x: " + "[" * 3000 + "]" * 3000), {"too-deep"}),
    "mappings 3,000 deep": (front("x: " + "{a: " * 3000 + "}" * 3000), {"too-deep"}),
    "a Python object": (front("x: !!python/object/apply:os.system ['true']"), {"tag"}),
    "a Python name in data": ({"data/tools.yaml": "- !!python/name:os.system {id: saw, name: Saw, group: x, summary: y}\n"}, {"tag"}),
    "a front matter of 5 MB": (front("search_terms: [" + "word, " * 900_000 + "x]"), {"too-large"}),
    "a guide of 50 MB": (body("word " * 10_000_000), {"too-large"}),
    "a million keys": (front("\n".join(f"k{n}: 1" for n in range(20_000))), {"unknown-key"}),
    "NUL": (body("a\x00b"), {"control-character"}),
    "an escaped NUL": (front('stand_out: ["a\\0b"]'), {"control-character"}),
    "an entity for a bidi override": (body("a &#x202e; b"), {"bidi-character"}),
    "a bidi override": (body("a \u202e b"), {"bidi-character"}),
    "a bidi isolate in data": ({"data/tools.yaml": "- {id: saw, name: S\u2066aw, group: x, summary: y}\n"}, {"bidi-character"}),
    "U+2028": (body("a \u2028 b"), {"control-character"}),
    "a javascript link": (body("[x](javascript:alert(1))"), {"unsafe-link"}),
    "one in capitals": (body("[x](JaVaScRiPt:alert(1))"), {"unsafe-link"}),
    "one in entities": (body("[x](&#106;avascript&colon;alert(1))"), {"unsafe-link"}),
    "one with a tab": (body("[x](<java&Tab;script:alert(1)>)"), {"unsafe-link"}),
    "one with a line feed": (body("[x](java&#10;script:alert(1))"), {"unsafe-link"}),
    "one in a reference": (body("[x]\n\n[x]: javascript:alert(1)"), {"unsafe-link"}),
    "one in an autolink": (body("<javascript:alert(1)>"), {"unsafe-link"}),
    "one in an answer": (front('faqs: [{question: Why?, answer: "[x](javascript:alert(1))"}]'), {"unsafe-link"}),
    "vbscript": (body("[x](vbscript:msgbox)"), {"unsafe-link"}),
    "data": (body("[x](data:text/html;base64,PHNjcmlwdD4=)"), {"unsafe-link"}),
    "a host without a scheme": (body("[x](//evil.example)"), {"unsafe-link"}),
    "one behind backslashes": (body("[x](/\\\\evil.example)"), {"unsafe-link"}),
    "a user name in an address": (body("[x](https://rolebook.example@evil.example/)"), {"unsafe-link"}),
    "a javascript link in data": (
        {"data/tools.yaml": '- {id: saw, name: Saw, group: x, summary: y, link: "javascript:alert(1)"}\n'},
        {"bad-url"},
    ),
    "a picture of another host": (body("![x](https://evil.example/x.png)"), {"image-source"}),
    "a picture above its folder": (body("![x](/images/../../etc/passwd.png)"), {"image-source"}),
    "reference links that grow": (body("[a]: /" + "x" * 20_000 + "\n\n" + "[a] " * 15_000), {"too-much-growth"}),
    "a table that grows": (body("|".join("a" * 32) + "\n" + "|".join("-" * 32) + "\n" + "a\n" * 20_000), {"too-much-growth"}),
    "quotations 5,000 deep": (body(">" * 5000 + "x"), {"too-deep"}),
    "a template that includes itself": ({"templates/404.html": '\n{% include "404.html" %}'}, {"template-error"}),
    "a macro that calls itself": ({"templates/404.html": "{% macro m() %}\n{{ m() }}\n{% endmacro %}{{ m() }}"}, {"template-error"}),
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], set[str]]]]:
    """Build the smallest site; give its folder, and what builds again and expects a refusal that leaves the output as it was."""
    root, out = lay_out(tmp_path / "site", smallest_site()), tmp_path / "out"
    before = made(root, out)

    def refused() -> set[str]:
        start = time.process_time()  # what we do, not what others do meanwhile
        with pytest.raises(ContentError) as error:
            made(root, out)
        assert time.process_time() - start < SECONDS
        assert digests(out) == before
        for problem in error.value.problems:
            assert str(problem).isprintable() or "\n" in str(problem)
            assert len(str(problem)) < 2000
        return {problem.code for problem in error.value.problems if problem.severity == "fault"}

    yield root, refused
    assert digests(out) == before


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_refused_with_a_report_and_the_output_stays(name: str, site: tuple[Path, Callable[[], set[str]]]) -> None:
    root, refused = site
    changes, codes = TEXTS[name]
    lay_out(root, changes)
    assert codes <= refused()


def test_a_recursive_template_is_named_with_the_line_that_leads_in_a_circle(
    site: tuple[Path, Callable[[], set[str]]], tmp_path: Path
) -> None:
    root, _ = site
    lay_out(root, {"templates/404.html": '<p>\n\n{% include "404.html" %}'})
    with pytest.raises(ContentError, match=r"templates/404\.html:3:1: the template includes itself without end"):
        made(root, tmp_path / "out")


BYTES = {
    "UTF-16": ("x".encode("utf-16"), "not-utf-8"),
    "UTF-16 without a mark": (smallest_site()[GUIDE].encode("utf-16-le"), "not-utf-8"),
    "cut UTF-8": (smallest_site()[GUIDE].encode() + "é".encode()[:1], "not-utf-8"),
    "Latin-1": (smallest_site()[GUIDE].encode() + b"\xe9t\xe9", "not-utf-8"),
    "an overlong form": (smallest_site()[GUIDE].encode() + b"\xc0\xaf", "not-utf-8"),
    "a surrogate": (smallest_site()[GUIDE].encode() + b"\xed\xa0\x80", "not-utf-8"),
}


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("file", [GUIDE, "data/tools.yaml", "site.yaml", "templates/404.html"])
def test_what_is_not_utf_8_is_refused_in_every_kind_of_file(name: str, file: str, site: tuple[Path, Callable[[], set[str]]]) -> None:
    root, refused = site
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_bytes(BYTES[name][0])
    assert BYTES[name][1] in refused()


REDIRECTS = (
    *("../x", "/etc/../x", "x", "//evil.example/", "/%2e%2e/x/", "/a\\b/", "C:x", "/C:/x/", "/con/", "/a/nul.html", "/x?y/", "/ä/"),
    *("/" + "x" * 300 + "/", "/roles/senior-maker/", "/", "/ROLES/Maker/"),
)


@pytest.mark.parametrize("redirect", REDIRECTS)
def test_no_redirect_leads_out_of_the_site_or_over_a_page(redirect: str, site: tuple[Path, Callable[[], set[str]]]) -> None:
    root, refused = site
    lay_out(root, front(f"redirect_from: [{json.dumps(redirect)}]"))
    assert refused() & {"bad-url-path", "address-clash"}


NAMES = [
    "Data-Engineer",
    "a b",
    "a_b",
    "a--b",
    "-a",
    "a-vs-b",
    "con",
    "nul",
    "aux.x",
    "%2e%2e",
    "a\\b",
    "C:x",
    "ä",
    "a.b",
    "x" * 81,
    "x" * 197,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_whose_name_cannot_be_an_address_is_refused(name: str, site: tuple[Path, Callable[[], set[str]]]) -> None:
    root, refused = site
    lay_out(root, {f"content/roles/{name}.md": smallest_site()[GUIDE].replace("level: mid", "level: manager")})
    assert refused() & {"bad-slug", "bad-name"}


@pytest.mark.parametrize("names", [("Data-Engineer.md", "data-engineer.md"), ("caf\u00e9.png", "cafe\u0301.png")])
def test_two_names_that_some_disks_take_for_one_are_refused(names: tuple[str, str], site: tuple[Path, Callable[[], set[str]]]) -> None:
    root, refused = site
    folder = "content/roles" if names[0].endswith(".md") else "content/images"
    lay_out(root, {f"{folder}/{name}": "x" for name in names})
    assert "name-clash" in refused()


def links(root: Path, outside: Path) -> dict[str, Callable[[], None]]:
    """Return what may stand in a folder and is no file of the owner's."""

    def link(name: str, to: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(to)

    def pipe(name: str) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / name)

    def replaced(name: str) -> None:
        (root / name).rename(outside / "moved")
        link(name, outside / "moved")

    return {
        "a link to a secret, as a guide": lambda: link("content/roles/x.md", outside / "secret.md"),
        "a link to a secret, as data": lambda: link("data/salaries/x.yaml", outside / "secret.md"),
        "a link to a secret, as a template": lambda: link("templates/x.html", outside / "secret.md"),
        "a link to a secret, as a style sheet": lambda: link("templates/static/css/x.css", outside / "secret.md"),
        "a link to a secret, as a picture": lambda: link("content/images/x.png", outside / "secret.md"),
        "a link to a folder": lambda: link("content/images/x", outside),
        "a loop in content": lambda: link("content/images/loop", root / "content/images"),
        "a loop in templates": lambda: link("templates/loop", root / "templates"),
        "a loop in data": lambda: link("data/salaries/loop", root / "data"),
        "a link that leads nowhere": lambda: link("content/roles/x.md", outside / "gone"),
        "a pipe as a guide": lambda: pipe("content/roles/x.md"),
        "a pipe as data": lambda: pipe("data/salaries/x.yaml"),
        "a pipe as a template": lambda: pipe("templates/x.html"),
        "a pipe as a picture": lambda: pipe("content/images/x.png"),
        "a folder as a guide": (root / "content/roles/x.md").mkdir,
        "a file of data behind a link": lambda: replaced("data/tools.yaml"),
        "site.yaml behind a link": lambda: replaced("site.yaml"),
        "all guides behind a link": lambda: replaced("content/roles"),
        "all content behind a link": lambda: replaced("content"),
    }


@pytest.mark.parametrize("name", links(Path(), Path()))
def test_links_loops_and_pipes_are_refused_and_never_followed_or_waited_for(
    name: str, site: tuple[Path, Callable[[], set[str]]], tmp_path: Path
) -> None:
    root, refused = site
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("the secret")
    links(root, outside)[name]()
    codes = refused() if name != "a folder as a guide" else {"passed over"} if made(root, tmp_path / "other") else set()
    assert codes & {"symlink", "not-a-file", "passed over"}


# What is taken, and harmless


def test_a_byte_order_mark_and_any_line_ends_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for number, (mark, end) in enumerate((("", "\n"), ("\ufeff", "\r\n"), ("", "\r"))):
        files = smallest_site() | {"content/pages/about.md": "---\ntitle: About\nsummary: x\n---\n\nOne.\n\nTwo  \nthree.\n"}
        root = tmp_path / str(number)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes((mark + text.replace("\n", end)).encode())
        build(Options(root=root, out=root / "out", cache=None, as_of=AS_OF, search=False, jobs=1))
        trees.append(digests(root / "out"))
    assert trees[0] == trees[1] == trees[2]


MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{7*7}}-->]]>"
SHORT = "<img src=x onerror=alert(3)>\"'&{{7*7}}"


def marked_up() -> dict[str, str]:
    """Return the smallest site with markup in every text that an owner's file may hold."""
    files = smallest_site()
    text, short = json.dumps(MARKUP), json.dumps(SHORT)
    fields = f"""\
also_known_as: [{short}]
search_terms: [{short}]
responsibilities: [{text}]
qualifications: {{years: 3, must: [{text}]}}
pay_drivers: [{text}]
remote: {{arrangement: remote, fit: high, note: {text}}}
employers: {{industries: [{short}], kinds: [{short}], why: {text}}}
regions: [{{region: US, note: {text}}}]
stand_out: [{text}]
interview: [{{theme: {short}, prompt: {text}, listens_for: [{short}]}}]
hiring: {{assess: {text}, red_flags: [{short}], ratio: {text}}}
job_description: {{about: {text}, duties: [{text}], perks: [{short}]}}
faqs: [{{question: {short}, answer: {text}}}]
changes: [{{date: 2026-05-05, note: {text}}}]
"""
    guide = files[GUIDE].replace("title: Maker", f"title: {short}").replace("summary: Makes things that hold.", f"summary: {text}")
    guide = guide.replace("importance: 4}", f"importance: 4, note: {text}}}").replace(
        "source: survey}", f"source: survey, scope: {short}, note: {text}}}"
    )
    guide = guide.replace("years: [2, 4]}", f"years: [2, 4], note: {text}}}")
    files[GUIDE] = (
        guide.replace("---\n\n## What", f"{fields}---\n\n## What", 1)
        + f"\n{MARKUP}\n\n## {SHORT}\n\n`{SHORT}` [{SHORT}](https://a.example/)\n"
    )
    files["site.yaml"] = (
        files["site.yaml"].replace("title: Test guides", f"title: {short}").replace("tagline: Roles for testing.", f"tagline: {text}")
    )
    files["data/families.yaml"] = f"- {{id: making, name: {short}, summary: {text}}}\n"
    files["data/roles.yaml"] = f"- {{id: maker, name: {short}, family: making}}\n"
    files["data/skills.yaml"] = "".join(
        f"- {{id: {name}, name: {json.dumps(f'{name} {SHORT}')}, kind: technical, group: {short}, summary: {text}}}\n"
        for name in ("sawing", "glueing")
    )
    files["data/tools.yaml"] = f"- {{id: saw, name: {short}, group: {short}, summary: {text}}}\n"
    files["data/levels.yaml"] = (
        files["data/levels.yaml"].replace("name: Mid", f"name: {short}").replace("scope: Works alone.", f"scope: {text}")
    )
    files["data/salaries.yaml"] = (
        files["data/salaries.yaml"]
        .replace("title: A survey", f"title: {short}")
        .replace("publisher: Testers", f"publisher: {short}")
        .replace("licence: CC0-1.0", f"licence: CC0-1.0\n    attribution: {text}\n    note: {text}")
    )
    files["content/pages/about.md"] = f"---\ntitle: {short}\nsummary: {text}\n---\n\n{MARKUP}\n"
    return files


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("markup")
    root = lay_out(work / "site", marked_up())
    build(Options(root=root, out=work / "out", cache=None, as_of=AS_OF, search=False, jobs=1))
    return work / "out"


def test_markup_in_any_text_is_shown_as_text_on_every_page(output: Path) -> None:
    pages = list(output.rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        tree = html5lib.parse(path.read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=True)
        for element in tree.iter(etree.Element):
            assert not [name for name in element.attrib if str(name).lower().startswith("on")], path
            if element.tag == f"{XHTML}img":
                assert element.get("src") != "x", path
            if element.tag == f"{XHTML}script" and element.get("type") not in {"application/ld+json", "application/json"}:
                assert (element.get("src") or "").startswith("/assets/"), path
            for name in ("href", "src", "action"):
                assert urlsplit(str(element.get(name) or "")).scheme in ("", "https", "http", "mailto"), path
        assert "49" not in "".join(tree.getroot().itertext()).replace("149", ""), path


def test_the_words_themselves_are_on_the_guides_page(output: Path) -> None:
    tree = html5lib.parse((output / "roles/maker/index.html").read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    words = " ".join("".join(tree.getroot().itertext()).split())
    assert words.count("<img src=x onerror=alert(2)>") > 15
    assert words.count("<img src=x onerror=alert(3)>") > 10


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inside)


def test_markup_stays_inside_json_ld_feed_sitemap_and_data_files(output: Path) -> None:
    tree = html5lib.parse((output / "roles/maker/index.html").read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    blocks = [json.loads(element.text) for element in tree.iter("script") if element.get("type") == "application/ld+json"]
    assert any(SHORT in text for block in blocks for text in texts(block))
    feed = etree.fromstring((output / "feed.xml").read_bytes())
    assert any(text == MARKUP for text in feed.itertext())
    etree.fromstring((output / "sitemap.xml").read_bytes())
    for path in (output / "api").rglob("*.json"):
        json.loads(path.read_bytes())
    assert MARKUP in list(texts(json.loads((output / "api/v1/roles/maker.json").read_bytes())))


def test_ids_of_headings_are_unique_and_no_name_that_a_script_looks_up(tmp_path: Path) -> None:
    headings = [
        "constructor",
        "__proto__",
        "location",
        "Forms",
        "pay",
        "main",
        "search",
        "Same",
        "Same",
        "Same 2",
        "!!!",
        "日本",
        "<b>x</b>",
    ]
    root = lay_out(tmp_path / "site", smallest_site() | body("\n\n".join(f"## {text}\n\nx" for text in headings)))
    build(Options(root=root, out=tmp_path / "out", cache=None, as_of=AS_OF, search=False, jobs=1))
    tree = html5lib.parse((tmp_path / "out/roles/maker/index.html").read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter(etree.Element) if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not {"constructor", "__proto__", "location", "forms"} & set(ids)


# Anything at all


@given(st.binary(max_size=600) | st.text(max_size=300).map(lambda text: ("---\n" + text).encode("utf-8", "surrogatepass")))
@settings(max_examples=300)
def test_any_bytes_are_a_guide_or_a_report(raw: bytes) -> None:
    made = parse.parse_guide("content/roles/x.md", raw)
    assert bool(made.problems) != bool(made.record)
    for problem in made.problems:
        assert problem.mark.path == "content/roles/x.md"
        assert problem.mark.line >= 1
        assert problem.code
        assert "\x00" not in str(problem)


KEYS = st.sampled_from(["title", "skills", "tools", "faqs", "salary_bands", "career_paths", "redirect_from", "reviewed", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@settings(max_examples=200)
def test_any_values_under_our_keys_are_a_guide_or_a_report_at_their_lines(fields: dict[str, Any]) -> None:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    raw = "\n".join(("---", *lines, "---", "")).encode("utf-8", "replace")
    made = parse.parse_guide("content/roles/x.md", raw)
    assert made.problems
    assert all(1 <= problem.mark.line <= len(lines) + 2 for problem in made.problems)
