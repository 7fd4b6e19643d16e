"""Markdown: what becomes of it, where its parts stand, and what a stranger cannot do with it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.markdown import Cite, Heading, Link, Rendered, render
from sitegen.markdown.parser import SINGLE, parser
from sitegen.markdown.render import PARAGRAPH, paragraph

FUZZ = settings(max_examples=150)

SPEC = json.loads((Path(__file__).parent / "commonmark/spec-0.31.2.json").read_text(encoding="utf-8"))
OTHERWISE = {
    "raw HTML is shown as the text it is": {
        21, 31, *range(148, 177), 178, *range(180, 183), *range(184, 192), 201, 344, 475, 476, 477, 491, 494, 524, 536,
        *range(613, 618), 623, *range(627, 632), 642, 643,
    },
    "comments are left out": {177, 179, 183, 308, 309, 625, 626},
    "only https, http and mailto are schemes a link may have": {500, 596, 598, 599, 601},
}  # fmt: skip
WHAT_WE_ADD = re.compile(r' (?:id|rel|loading|decoding)="[^"]*"')


def faults(rendered: Rendered) -> list[str]:
    """Shape: `line:column code` for each fault, in order."""
    return [f"{line}:{column} {code}" for line, column, code, _, _ in rendered.problems]


def alike(html: str) -> str:
    """Leave away what this site adds to the specification's HTML, and the two ways to write an empty element."""
    return WHAT_WE_ADD.sub("", html).replace(" />", ">").replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>").strip()


# The specification


@pytest.mark.parametrize("example", SPEC, ids=lambda example: example["example"])
def test_an_example_of_the_specification_gives_its_html_unless_we_say_why_not(example: dict[str, str]) -> None:
    same = alike(render(example["markdown"]).html) == alike(example["html"])
    assert same != any(example["example"] in numbers for numbers in OTHERWISE.values())


# Places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[a](/1) and [b](/2)\n", ["1:1", "1:13"]),
        ("first\nsecond [a](/1)\n  third [b](/2) end\n", ["2:8", "3:9"]),
        ("> quoted [a](/1)\n> again [b](/2)\nlazy [c](/3)\n", ["1:10", "2:9", "3:6"]),
        ("- item [a](/1)\n  more [b](/2)\n\n  para [c](/3)\n", ["1:8", "2:8", "4:8"]),
        ("10. > - x [a](/1)\n    >   y [b](/2)\n", ["1:11", "2:11"]),
        ("\t- x [a](/1)\n", []),
        ("-\tx [a](/1)\n\ty [b](/2)\n", ["1:5", "2:4"]),
        ("## Head [a](/1) ##\n", ["1:9"]),
        ("> ## Head [a](/1)\n", ["1:11"]),
        ("Head [a](/1)\nmore [b](/2)\n---\n", ["1:6", "2:6"]),
        ("| [a](/1) | x |\n|---|---|\n| \\| [b](/2) \\| [c](/3) | [d](/4) |\n", ["1:3", "3:6", "3:17", "3:27"]),
        ("a | [b](/1)\n--|--\n[c](/2) | [d](/3)\n | [e](/4)\n", ["1:5", "3:1", "3:11", "4:4"]),
        ("> - a | b\n>   --|--\n>   c | x [d](/1)\n", ["3:11"]),
        ("*em [a](/1)* `code` **[b](/2)**\n", ["1:5", "1:23"]),
        ("[a *b* c](/1) [d]\n\n[d]: /2\n", ["1:1", "1:15"]),
        ("<https://x.example/> &amp; <a@b.example>\n", ["1:1", "1:28"]),
        ("![alt](/images/a.png) [![in](/images/b.png)](/1)\n", ["1:1", "1:23", "1:24"]),
        ("😀😀 [a](/1)\n", ["1:4"]),
        ("text  \n[a](/1)   \n", ["2:1"]),
        ("x <!-- [no](/no) --> [a](/1)\n", ["1:22"]),
        ("a\u00a0[b](/1)\u00a0\n", ["1:3"]),
        ("[a](/1) [a](/1)\n[a](/1) [a](/1)\n", ["1:1", "1:9", "2:1", "2:9"]),
    ],
)
def test_each_link_and_image_has_the_line_and_column_of_its_first_character(text: str, places: list[str]) -> None:
    assert [f"{link.line}:{link.column}" for link in render(text).links] == places


PREFIXES = st.lists(st.sampled_from(["> ", ">", "- ", "-   ", "1. ", "10) ", "  - "]), max_size=3).map("".join)
LINE = st.lists(
    st.sampled_from(["LINK", "word", "*em*", "`c`", "\\|", "&amp;", " ", "**b**", "~~s~~", "é", "😀", "&"]), min_size=1, max_size=6
).map(" ".join)


@FUZZ
@given(
    st.lists(st.tuples(PREFIXES, st.lists(LINE, min_size=1, max_size=3), st.sampled_from(["", "# ", "| ", "## "])), min_size=1, max_size=5)
)
def test_a_place_always_points_at_the_link(blocks: list[tuple[str, list[str], str]]) -> None:
    text = "\n\n".join(prefix + mark + f"\n{' ' * len(prefix)}".join(lines) for prefix, lines, mark in blocks)
    count = 0
    while "LINK" in text:
        count += 1
        text = text.replace("LINK", f"[w](/{count}/)", 1)
    lines = text.split("\n")
    for link in render(text).links:
        assert lines[link.line - 1][link.column - 1 :].startswith(f"[w]({link.href})")


def test_headings_and_cited_figures_have_their_places_too() -> None:
    rendered = render("Pay {pay:us/base}.\n\n## One *two*\n\n> ### Three {#x}\n\nFour\n---\n\n- | {pay:region:emea/total} |\n  |---|\n")
    assert rendered.headings == (
        Heading(2, "One two", "one-two", 3, 1),
        Heading(3, "Three {#x}", "three-x", 5, 3),
        Heading(2, "Four", "four", 7, 1),
    )
    assert rendered.cites == (Cite("us", "base", 1, 5), Cite("region:emea", "total", 10, 5))


# Links


def test_a_link_is_kept_as_a_browser_will_see_it() -> None:
    rendered = render('[a *b*](/roles/x/?q=ä#y "t") ![an *alt*](images/a-1.png) <mailto:a@b.example>\n')
    assert rendered.links == (
        Link("/roles/x/?q=%C3%A4#y", 1, 1, "link", "a b"),
        Link("/images/a-1.png", 1, 30, "image", "an alt"),
        Link("mailto:a@b.example", 1, 58, "link", "mailto:a@b.example"),
    )


def test_links_to_other_sites_are_marked_and_ours_are_not() -> None:
    html = render("[a](https://x.example/) [b](/b/)").html
    assert html == '<p><a href="https://x.example/" rel="noopener">a</a> <a href="/b/">b</a></p>\n'


UNSAFE = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript&colon;alert(1)", "javascript&#58;alert(1)",
    "<java&Tab;script:alert(1)>", "<java&NewLine;script:alert(1)>", "<&#32;javascript:alert(1)>", "\\javascript:x",
    "javascript\\:alert(1)", "java\u200bscript:alert(1)", "vbscript:x", "data:text/html,x", "DATA:image/png;base64,x", "file:///etc/passwd",
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\\\\\evil.example", "\\\\evil.example", "/%5cevil.example",
    "https:evil.example",
    "https:/evil.example", "https://", "http:///x", "https://good.example@evil.example/", "http://a:b@evil.example", "http://good.example\\@evil.example",
    "ftp://x.example", "blob:x", "filesystem:x", "about:blank", "view-source:x", "jar:x", "tel:1", "mailto:", "mailto:nobody",
    "feed:javascript:x", "\u0001javascript:x", "\uff4aavascript:x", "a:b",
]  # fmt: skip


@pytest.mark.parametrize("address", UNSAFE)
def test_an_unsafe_address_is_a_fault_and_never_a_link(address: str) -> None:
    for text in (f"x [w]({address})\n", f"x [w]\n\n[w]: {address}\n", f"x ![w]({address})\n"):
        rendered = render(text)
        assert rendered.links == ()
        assert "href" not in rendered.html
        assert "src" not in rendered.html
        assert faults(rendered) in (["1:3 unsafe-link"], ["1:3 image-source"], [])
        assert rendered.problems or "[w]" in rendered.html  # no link at all to the parser


@pytest.mark.parametrize(
    "address", [address for address in UNSAFE if not re.search(r"[<>\\&\u0001]", address) and re.match(r"[a-zA-Z]+:", address)]
)
def test_an_unsafe_autolink_is_text(address: str) -> None:
    rendered = render(f"<{address}>\n")
    assert "<a" not in rendered.html
    assert faults(rendered) in (["1:1 unsafe-link"], [])


@pytest.mark.parametrize(
    "address",
    ["/", "/a/", "a/b", "../x/", "#top", "?q=1", "<&#1;javascript:x>", "/a:b", "#a:b", "?a:b", "/x//y",
     "https://x.example", "http://x.example/?a@b",
     "HTTPS://X.EXAMPLE", "https://[::1]/", "https://münchen.example/ä", "mailto:a@b.example?subject=Hello"],
)  # fmt: skip
def test_a_plain_address_is_no_fault(address: str) -> None:
    rendered = render(f"[w]({address})\n")
    assert (rendered.problems, len(rendered.links)) == ((), 1)


def test_a_link_without_address_or_words_is_a_fault() -> None:
    assert faults(render("[a]() and [](/b/)\n")) == ["1:1 empty-link", "1:11 empty-link"]


@FUZZ
@given(st.text(st.sampled_from("javscriptdt:/\\#?@.%&;x1 \t\n<>()[]\u200b\u2028é"), max_size=24))
def test_whatever_the_address_a_rendered_link_stays_on_http_mail_or_this_site(address: str) -> None:
    for text in (f"[w]({address})", f"[w](<{address}>)", f"<{address}>", f"![w]({address})", f"[w]\n\n[w]: {address}"):
        for value in Page(render(text).html).addresses:
            seen = urlsplit(urljoin("https://here.example/roles/x/", re.sub(r"[\t\n\r]", "", value).strip().replace("\\", "/")))
            assert seen.scheme in ("https", "http", "mailto")
            assert seen.netloc == "here.example" or re.match(r"(?i)https?://[^/]|mailto:", value)


# Images


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![x](/images/a.png)", []),
        ("![x](images/sub/a.webp)", []),
        ("![](/images/a.jpg)", ["1:1 missing-alt"]),
        ("![ ](/images/a.avif)", ["1:1 missing-alt"]),
        ("![x](/images/a.svg)", ["1:1 image-source"]),
        ("![x](/images/../a.png)", ["1:1 image-source"]),
        ("![x](/images/.hidden.png)", ["1:1 image-source"]),
        ("![x](/static/a.png)", ["1:1 image-source"]),
        ("![x](https://x.example/a.png)", ["1:1 image-source"]),
        ("![x](/images/%2e%2e/a.png)", ["1:1 image-source"]),
        ("![{pay:us/base}](/images/a.png)", ["1:1 bad-cite"]),
    ],
)
def test_an_image_is_one_of_our_own_and_says_what_it_shows(text: str, expected: list[str]) -> None:
    assert faults(render(text)) == expected


def test_an_image_is_loaded_when_it_is_seen() -> None:
    html = render('![An "a" & <b>](images/a.png)').html
    assert html == '<p><img src="/images/a.png" alt="An &quot;a&quot; &amp; &lt;b&gt;" loading="lazy" decoding="async"></p>\n'


# Headings


def anchors(text: str, *reserved: str) -> list[str]:
    return [heading.anchor for heading in render(text, reserved=frozenset(reserved)).headings]


def test_anchors_are_readable_and_unique() -> None:
    given_out = {
        "Day to day": "day-to-day",
        "Day to day ": "day-to-day-2",
        "Day-to-day 2": "day-to-day-2-2",
        "*Day* to day": "day-to-day-3",
        "What’s hard, and [why](/x/)?": "whats-hard-and-why",
        "Größe & Café": "grosse-cafe",
        "職務": "職務",
        "2026": "section-2026",
        "!!!": "section",
        "???": "section-2",
    }
    assert anchors("".join(f"## {words}\n" for words in given_out)) == list(given_out.values())


def test_an_anchor_takes_neither_the_page_s_own_ids_nor_names_that_scripts_look_up() -> None:
    assert anchors("## Skills\n## Skills 2\n## Location\n## Skills\n", "skills", "section-skills-2") == [
        "section-skills", "skills-2", "section-location", "section-skills-3",
    ]  # fmt: skip
    for name in ("location", "Cookie", "constructor", "getElementById", "innerHTML", "Submit", "pagefind"):
        assert anchors(f"## {name}\n") == [f"section-{name.lower()}"]


@FUZZ
@given(st.lists(st.text("aA1 -.é!", max_size=6), max_size=12), st.sets(st.sampled_from(["a", "a-2", "section", "section-1"])))
def test_no_two_anchors_are_the_same_and_none_is_reserved(words: list[str], reserved: set[str]) -> None:
    given_out = anchors("\n".join(f"## x{word}" if not word.strip(" -") else f"## {word}" for word in words), *reserved)
    assert len(set(given_out)) == len(given_out)
    assert not set(given_out) & reserved
    assert all(re.fullmatch(r"[^\W\d_][\w-]*", anchor) for anchor in given_out)


def test_a_heading_of_the_page_s_own_level_a_jump_and_an_empty_one_are_faults() -> None:
    text = "# One\n\nOne\n===\n\n### Three\n\n> ##### Five\n\n##\n\n#### Four {pay:us/base}\n"
    assert faults(render(text)) == [
        "1:1 heading-level", "3:1 heading-level", "8:3 heading-jump", "10:1 empty-heading", "12:1 bad-cite", "12:1 heading-jump",
    ]  # fmt: skip
    assert faults(render("### Three\n")) == ["1:1 heading-jump"]
    assert faults(render("## Two\n### Three\n## Two\n")) == []


def test_where_no_heading_may_stand_each_is_a_fault() -> None:
    rendered = render("## Two\n\n###### Six\n", min_heading=7)
    assert faults(rendered) == ["1:1 heading-level", "3:1 heading-level"]
    assert "bold words" in rendered.problems[0].hint


# Cited figures


def test_a_cited_figure_leaves_a_comment_that_nothing_else_can_make() -> None:
    assert render("**{pay:us/base}**").html == "<p><strong><!--pay:us/base--></strong></p>\n"
    for text in (
        "<!--pay:us/base-->", "a <!--pay:us/base--> b", "`<!--pay:us/base-->`", "    <!--pay:us/base-->", "```\n<!--pay:us/base-->\n```",
        "&lt;!--pay:us/base--&gt;", "\\<!--pay:us/base-->", "[x](/a '<!--pay:us/base-->')", "![<!--pay:us/base-->](/images/a.png)",
        "```<!--pay:us/base-->\n```", "[<!--pay:us/base-->](/x)", "<!-- {pay:us/base} -->", "a <!-- {pay:us/base} --> b", "`{pay:us/base}`",
        "    {pay:us/base}", "\\{pay:us/base}", "&#123;pay:us/base}", "[x](/{pay:us/base})", "[x](/a '{pay:us/base}')", "<x {pay",
    ):  # fmt: skip
        rendered = render(text)
        assert "<!--" not in rendered.html, text
        assert rendered.cites == (), text


def test_a_cite_that_names_no_figure_is_a_fault_and_shown_as_text() -> None:
    rendered = render("{pay:us} {pay:us/base/more} {pay: us/base} {pay} {pay:a--/base} {payable} {pay:us\n/base}\n")
    assert faults(rendered) == [f"1:{column} bad-cite" for column in (1, 10, 29, 44, 50)]
    assert "<!--" not in rendered.html


# Tables


def test_a_table_scrolls_in_a_box_named_by_the_heading_above_it() -> None:
    assert render("## Pay\n\n| | b |\n|:--|--:|\n| c | d |\n").html.split("\n", 1)[1] == (
        '<div class="table-scroll" role="group" aria-labelledby="pay" tabindex="0">\n<table>\n<thead>\n<tr>\n<td class="align-left"></td>\n'
        '<th class="align-right" scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-left">c</td>\n'
        '<td class="align-right">d</td>\n</tr>\n</tbody>\n</table>\n</div>\n'
    )


def test_without_a_heading_there_is_no_name_and_nothing_to_focus() -> None:
    html = render("a | b\n--|--\n").html
    assert html.startswith('<div class="table-fixed">\n<table>')
    assert "tabindex" not in html


# Text, comments, invisible characters


def test_the_words_of_a_text_are_kept_apart_by_block() -> None:
    blocks = [
        "## A *b*",
        "It's [a\nlink](/x/) and `code`.",
        "- ![pic](/images/a.png) {pay:us/base}",
        "| c | d |\n|---|---|\n| e | |",
        "```\nf()\n```",
    ]
    rendered = render("\n\n".join(blocks) + "\n<!-- g -->\n")
    assert rendered.text == "A b\nIt's a link and code.\npic {pay:us/base}\nc\nd\ne\nf()"
    assert rendered.words == 15


def test_comments_are_left_out_with_all_they_hold() -> None:
    text = "<!-- one\n\n[x](/dead/)\n# Head\n-->\na <!-- ![](x) --> b\n- c\n  <!-- d -->\n\n<!-- e --> f\n"
    rendered = render(text)
    assert rendered.html == "<p>a  b</p>\n<ul>\n<li>c</li>\n</ul>\n<p> f</p>\n"
    assert (rendered.links, rendered.headings, rendered.problems) == ((), (), ())


def test_a_comment_that_is_never_closed_is_a_fault_and_hides_nothing() -> None:
    rendered = render("a\n\nb <!-- c\n\nd\n")
    assert faults(rendered) == ["3:3 unclosed-comment"]
    assert rendered.html == "<p>a</p>\n<p>b &lt;!-- c</p>\n<p>d</p>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &#x202e; b", ["1:3 bidi-character"]),
        ("a &#8232;b", ["1:3 control-character"]),
        ('x [w](/a/ "&#x2066;")', ["1:3 bidi-character"]),
        ("![a&#x202e;](/images/a.png)", ["1:1 bidi-character"]),
        ("```x&#x202e;\n```", ["1:1 bidi-character"]),
        ("`&#x202e;` and &amp;#x202e;", []),
        ("&#0; &#x1b; &#xD800;", []),
    ],
)
def test_an_invisible_character_written_as_an_entity_is_a_fault(text: str, expected: list[str]) -> None:
    rendered = render(text)
    assert faults(rendered) == expected
    assert "\x1b" not in rendered.html
    assert "\x00" not in rendered.html


def test_line_ends_do_not_matter() -> None:
    text = "## A\n\n- b\n  [c](/d/)\n\n```\ne\n```\n"
    assert render(text.replace("\n", "\r\n")) == render(text.replace("\n", "\r")) == render(text)


def test_what_was_rendered_survives_json() -> None:
    rendered = render("# A [b](/c/) {pay:us/base}\n\n![](x)\n")
    assert rendered.problems
    assert Rendered.from_plain(json.loads(json.dumps(rendered.to_plain()))) == rendered


# Limits

BOMBS = {
    "reference links": "[a]: /" + "x" * 20_000 + "\n\n" + "[a] " * 15_000,
    "link titles": '[a]: /x "' + "t" * 20_000 + '"\n\n' + "[a] " * 15_000,
    "images": "![a]\n" * 10_000 + "\n[a]: /images/" + "x" * 10_000 + ".png\n",
    "narrow table": "|".join("a" * 32) + "\n" + "|".join("-" * 32) + "\n" + "a\n" * 20_000,
    "text of 257 KB": "word " * 52_600,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_text_that_would_grow_out_of_bounds_is_a_fault_and_nothing_else(name: str) -> None:
    rendered = render(BOMBS[name])
    assert faults(rendered) in (["1:1 too-much-growth"], ["1:1 too-large"])
    assert (rendered.html, rendered.links, rendered.text) == ("", (), "")


def test_a_table_of_too_many_columns_is_shown_as_text() -> None:
    rendered = render("x\n\n|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n")
    assert faults(rendered) == ["3:1 too-much-growth"]
    assert "<table" not in rendered.html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">" * 5000 + "x", "too-deep"),
        ("- " * 3000 + "x", "too-deep"),
        ("1. " * 3000 + "x", "too-deep"),
        ("\n".join("  " * depth + "- x" for depth in range(200)), "too-deep"),
        ("![" * 3000 + "a" + "](x)" * 3000, "image-source"),
        ("[" * 20_000, ""),
        ("[a](" * 10_000, ""),
        ("[a " * 5000 + "](b)" * 5000, ""),
        ("*a **a " * 10_000, ""),
        ("&" * 50_000, ""),
        ("<!--" * 10_000, "unclosed-comment"),
        ("<!--\n" * 10_000, "unclosed-comment"),
        ("{pay" * 20_000, ""),
        ("`" * 999 + " ".join("`" * length for length in range(300)), ""),
    ],
)
def test_deep_or_endless_nesting_is_answered_within_seconds(text: str, expected: str) -> None:
    codes = {fault.code for fault in render(text).problems}
    assert codes == ({expected} if expected else set())


# What a stranger can make of it


class Page(HTMLParser):
    """HTML as a browser would take it apart; anything that this site's Markdown never writes is an error."""

    TAGS = frozenset(
        "p h1 h2 h3 h4 h5 h6 a em strong s code pre blockquote ul ol li hr br img table thead tbody tr th td div".split()  # noqa: SIM905
    )
    ATTRIBUTES = frozenset(
        "id href title rel src alt loading decoding class start scope role aria-labelledby tabindex".split()  # noqa: SIM905
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: list[str] = []
        self.attributes = 0
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS
        assert {name for name, _ in attrs} <= self.ATTRIBUTES
        self.attributes += len(attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("hr", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        assert re.fullmatch(r"pay:[A-Za-z0-9:-]+/[a-z]+", data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


PIECES = st.sampled_from(
    ["<script>", "</p>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<a href=", '"', "'", ">", "<", "[", "]", "(", ")", "![", "](",
     "javascript:x", "//evil", "/ok/", "\n", "\n\n", "  ", "    ", "\t", "- ", "> ", "1. ", "# ", "## ", "|", "--|--", "`", "```", "~~",
     "*", "_", "**", "\\", "&lt;", "&#x3c;", "&#x202e;", "&quot;", "{pay:us/base}", "{pay", "}", "word", "é", "😀", "[r]: /x/ 't'", "[r]",
     ":", "---", "===", "<https://x.example>",
     "<svg/onload=x>", "\u2028", "\x00", "]]>", "<![CDATA[", "<?php", "${x}", "{{ x }}"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_becomes_anything_but_the_elements_this_site_knows(text: str) -> None:
    rendered = render(text)
    assert Page(rendered.html).attributes == rendered.html.count('="')  # so an address can be found by ` href="` alone
    lines = text.split("\n")
    for line, column, _, message, hint in rendered.problems:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert message
        assert hint
    for link in rendered.links:
        assert lines[link.line - 1][link.column - 1] in "[!<"
    for cite in rendered.cites:
        assert lines[cite.line - 1][cite.column - 1 :].startswith(f"{{pay:{cite.region}/{cite.component}}}")
    assert rendered.html.count("<!--") == len(rendered.cites)


@settings(max_examples=400)
@given(st.text("ab", min_size=1, max_size=2), st.lists(PIECES, max_size=25).map("".join))
def test_a_paragraph_of_one_line_is_parsed_as_all_blocks_are(first: str, rest: str) -> None:
    text = first + rest
    if not PARAGRAPH.fullmatch(text):
        return
    short: dict[str, object] = {}
    whole: dict[str, object] = {}
    tokens = [token.as_dict() for token in paragraph(parser(), text, short)]
    assert (tokens, short) == ([token.as_dict() for token in parser().parse(text, whole)], whole)


LINES = st.sampled_from(
    ["word", "Word two", "", "", "- item", "* item", "+ item", "- ", "-", "1. one", "  - inner", "    - deep", "      word", "> word",
     "# word", "---", "===", "| a | b |", "|---|---|", "[r]: /x/", "```", "<!-- c -->", "\tword", "   word", "- - item", "é", "> - item",
     "  word", "* * *"]
)  # fmt: skip


@settings(max_examples=1_500)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_the_rule_for_single_lines_finds_what_all_rules_find(text: str) -> None:
    whole = parser.__wrapped__()  # one of our own: the rule is switched off in it
    whole.disable(SINGLE)
    assert [token.as_dict() for token in parser().parse(text)] == [token.as_dict() for token in whole.parse(text)]


@pytest.mark.parametrize("text", ["word", "word\n\n", "word.", "a [r](/x/) {pay:us/base} <!-- no --> `code`", "a | b", "word\\"])
def test_most_answers_are_such_a_paragraph(text: str) -> None:
    assert PARAGRAPH.fullmatch(text)
    assert render(text).html.startswith("<p>")


@pytest.mark.parametrize("text", ["one\ntwo", "- one", "1. one", "# one", "> one", "    one", "one ", "[r]: /x/", "é", ""])
def test_what_could_be_another_block_is_parsed_with_every_rule(text: str) -> None:
    assert not PARAGRAPH.fullmatch(text)
