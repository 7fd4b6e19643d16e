"""`import`: other people's Markdown as drafts that never keep the site from being built, and a report of what was lost."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cli import sitegen
from sitegen.desk.imports import Kind, bring_in
from sitegen.desk.imports.body import plain_markdown
from sitegen.desk.imports.front import split
from sitegen.desk.imports.mending import mended
from sitegen.desk.imports.reading import text_of
from sitegen.desk.imports.roles import Roles
from sitegen.desk.reading import content_of, site_of
from sitegen.model import Guide, TextPage
from sitegen.parse import parse_guide, parse_text
from sitegen.pipeline import inspect
from tests.sites import HERE, lay_out, smallest_site

GOVERNMENT = HERE.parent.parent / "shared/data/gov-role-pages"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = smallest_site()
    files["data/levels.yaml"] += "- {id: staff, name: Staff, rank: 50, track: ic, scope: Leads leaders.}\n"
    return lay_out(tmp_path / "site", files)


def bring(root: Path, files: Mapping[str, str | bytes], *options: str) -> Result:
    """Lay files out beside the site and import them; nothing the site has no fault of its own for may follow from that."""
    theirs = root.parent / "theirs"
    for name, text in files.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        (theirs / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    before = everything(root.parent)
    result = CliRunner().invoke(sitegen, ["--root", str(root), "import", str(theirs), *options], standalone_mode=False)
    assert result.exception is None, result.exception
    after = everything(root.parent)
    assert {name: text for name, text in after.items() if name in before} == before, "a file was changed"
    assert all(name.startswith(("site/content/", "site/.cache/")) for name in after.keys() - before.keys())
    assert [str(it) for it in inspect(root, date(2026, 11, 22)) if it.severity == "fault"] == []
    return result


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


def guide(root: Path, slug: str) -> Guide:
    return next(it for it in content_of(root).guides if it.slug == slug)


def page(root: Path, slug: str) -> TextPage:
    return next(it for it in content_of(root).texts if it.slug == slug)


def told(result: Result) -> list[str]:
    """Return the report, a line a problem, from the file's name on."""
    return [line.partition("/theirs/")[2] for line in result.stdout.splitlines() if "/theirs/" in line]


JEKYLL = """\
---
layout: position
title: Staff Maker
permalink: /positions/staff-maker/
tags: [wood, oak]
published: true
team: Bench
tools: [Saw, Hammer]
---
# Staff Maker

##Basic information:
**Pay:** see [the grades]({{ site.baseurl }}/pay/){:target="_blank"}

{% include apply.md %}

Read [how we hire](../hiring.md) and [the law](https://law.example/).
"""


def test_a_jekyll_page_becomes_a_draft_guide_with_its_fields_links_and_old_address(root: Path) -> None:
    result = bring(root, {"_positions/staff.md": JEKYLL, "hiring.md": "# How we hire\n\nWe talk first, then we work together for a day.\n"})
    made = guide(root, "staff")
    front = made.front
    assert (front.title, front.role, front.level, front.status) == ("Staff Maker", "maker", "staff", "draft")
    assert (front.search_terms, front.tools, front.redirect_from) == (("wood", "oak"), ("saw",), ("/positions/staff-maker/",))
    assert made.sections == ("Basic information:",)
    assert [link.href for link in made.links] == ["/hiring/", "https://law.example/"]
    assert told(result) == [
        "_positions/staff.md:1:1: warning: there is no summary; its first sentence stands in [not-mapped]",
        "_positions/staff.md:2:1: warning: 'layout' is not mapped: no field of ours means the same [not-mapped]",
        "_positions/staff.md:7:1: warning: 'team' is not mapped: no field of ours means the same [not-mapped]",
        "_positions/staff.md:8:1: warning: 'tools' is not mapped: not in data/tools.yaml: Hammer [not-mapped]",
        "_positions/staff.md:13:1: warning: the link /pay/ is taken out; its words stay [not-mapped]",
        "_positions/staff.md:15:1: warning: a template tag is left out: {% include apply.md %} [not-mapped]",
        "hiring.md:1:1: warning: it becomes a page, since it names no role of data/roles.yaml [not-mapped]",
        "hiring.md:1:1: warning: there is no summary; its first sentence stands in [not-mapped]",
    ]
    text = (root / "content/roles/staff.md").read_text("utf-8")
    assert "#   layout: position\n#   team: Bench\n#   tools: [Saw, Hammer]\n" in text
    assert "**Pay:** see the grades <!-- /pay/ -->" in text
    assert page(root, "hiring").front.summary == "We talk first, then we work together for a day."


def test_hugo_front_matter_in_toml_and_json_is_read_with_its_lines(root: Path) -> None:
    toml = (
        '+++\ntitle = "Senior Wright"\ndescription = "Makes wheels that turn."\naliases = ["/old/wright"]\n'
        'weight = 3\n[params]\nteam = "x"\n+++\n'
        '\nSee {{< ref "other.md" >}} and {{< figure src="a.png" >}}.\n'
    )
    other = '{"title": "Other", "summary": "Another page.", "weight": 4}\n\nText.\n'
    result = bring(root, {"wright.md": toml, "other.md": other})
    assert page(root, "wright").front.summary == "Makes wheels that turn."
    assert page(root, "other").front.title == "Other"
    lines = told(result)
    assert "wright.md:5:1: warning: 'weight' is not mapped: no field of ours means the same [not-mapped]" in lines
    assert "wright.md:6:1: warning: 'params' is not mapped: no field of ours means the same [not-mapped]" in lines
    assert "other.md:1:1: warning: 'weight' is not mapped: no field of ours means the same [not-mapped]" in lines
    assert '#   weight = 3\n#   [params]\n#   team = "x"\n' in (root / "content/pages/wright.md").read_text("utf-8")


def test_docusaurus_mdx_loses_its_code_and_keeps_its_words(root: Path) -> None:
    mdx = """\
---
id: intro
sidebar_position: 2
title: Welcome
---
import Tabs from '@theme/Tabs';

:::note Read this
Inside.
:::

<Tabs groupId="a"><b>Bold</b> and <a href="https://a.example/">a link</a> &amp; `<Tabs>` stays.</Tabs>

```jsx
import x from 'y';
<Tabs/>
```

## Heading {#own}
"""
    bring(root, {"docs/intro.mdx": mdx})
    text = (root / "content/pages/intro.md").read_text("utf-8")
    assert "\n**Read this**\nInside.\n" in text
    assert "**Bold** and [a link](https://a.example/) &amp; `<Tabs>` stays." in text
    assert "```jsx\nimport x from 'y';\n<Tabs/>\n```" in text
    assert "<!-- import Tabs from '@theme/Tabs'; -->" in text
    assert page(root, "intro").anchors == {"heading"}


def test_a_plain_file_takes_its_title_from_its_heading_or_its_name(root: Path) -> None:
    bring(
        root,
        {"2020-01-31-a_day.md": "We saw wood all day long.\n", "notes/README.md": "Some notes\n==========\n\nText of the notes is here.\n"},
    )
    assert (page(root, "a-day").front.title, page(root, "notes").front.title) == ("A Day", "Some notes")
    assert "====" not in (root / "content/pages/notes.md").read_text("utf-8")


def test_a_title_without_a_level_is_taken_as_the_plain_one_and_a_taken_rung_makes_a_page(root: Path) -> None:
    (root / "content/roles/maker.md").unlink()
    text = (root / "content/roles/senior-maker.md").read_text("utf-8")
    result = bring(
        root, {"a.md": "---\ntitle: Maker\n---\nMakes things out of wood.\n", "b.md": "---\ntitle: The Maker\n---\nMakes more.\n"}
    )
    assert (guide(root, "a").front.level, page(root, "b").front.title) == ("mid", "The Maker")
    assert "a.md:1:1: warning: the title names no level; 'mid' is taken [not-mapped]" in told(result)
    assert "b.md:1:1: warning: it becomes a page, since it names a rung that is taken, maker at mid [not-mapped]" in told(result)
    assert (root / "content/roles/senior-maker.md").read_text("utf-8") == text


def test_headings_are_put_in_order_and_long_summaries_stand_whole_above_the_body(root: Path) -> None:
    long = "It begins here and says what it is about. " + "And then it goes on for a while. " * 10
    body = "#### Deep\n\n# Top\n\n###### Deeper\n\nSetext\n------\n\n#\n"
    bring(root, {"long.md": f"---\ntitle: Long\ndescription: {long}\n---\n{body}"})
    made = page(root, "long")
    assert made.front.summary == "It begins here and says what it is about."
    assert [(heading.level, heading.text) for heading in made.prose.value.body.headings] == [
        (2, "Deep"),
        (2, "Top"),
        (3, "Deeper"),
        (3, "Setext"),
    ]
    assert " ".join(long.split()) in (root / "content/pages/long.md").read_text("utf-8")


@pytest.mark.parametrize(
    "front",
    [
        "title: a: b",
        "title: [x",
        "title: &a x\nother: *a",
        "title: !!python/object:os.system x",
        "<<: *base",
        "- a list",
        "just words",
        "title: {deep: [[[[]]]]}",
        "title: 5\ntitle: 6",
        "2020: x\ntrue: y",
        "? [a]\n: b",
        "permalink: ../../etc/passwd\naliases: [//evil.example, 'C:x', /%2e%2e/, /roles/maker/, /]",
        "tags: {a: b}\ntools: 5\ndescription: [1]\nkeywords: ''",
        "description: " + "x" * 5000,
        "title: " + "x" * 300,
        "a" * 3000 + ": b",
        "role: maker\nlevel: senior",
        "\ttitle: x",
        "title: x\x00y\u202e",
    ],
)
def test_broken_and_hostile_front_matter_is_brought_in_as_far_as_it_goes(root: Path, front: str) -> None:
    bring(root, {"x.md": f"---\n{front}\n---\nSome words that make a sentence.\n"})
    assert any("x" in path.name or "maker" in path.name for path in (root / "content/pages").iterdir())


@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1)) [y](//evil.example) ![](data:image/png;base64,xx) <img src=x onerror=alert(1)>",
        "[a][b] ![c][d] <javascript:x> [e]\n\n[b]: ../x\n[d]: http://x.example/y.png\n[e]: data:x",
        "[multi\nline](../gone.md) and ![multi\nline](x.png)",
        "- # in a list\n> ## in a quote\n\n1. ### third",
        "# " + "x" * 500,
        "<!-- never closed",
        "{pay:nothing} {pay:us/base}",
        "[" * 3000 + "](x)" * 3000,
        "> " * 3000 + "x",
        "<script>\nalert(1)\n</script>\n<style>*{}</style>\n<iframe src=x></iframe>\ntext",
        "<script>" * 5000,
        "{% " * 20000 + "{{ " * 20000,
        "<!--" * 20000,
        "`" * 5000 + " ``" * 5000,
        "|" + "a|" * 200 + "\n|" + "-|" * 200,
        "[a]: /" + "x" * 20_000 + "\n\n" + "[a] " * 15_000,
        "word " * 60_000,
        "---\nsecond: front\n---\nx",
        "[x](#gone) [y](#here)\n\n## Here",
        "&#0; &#x202e; &nbsp;",
        "<pre>\n&#0; &#x202e; &#10; ``````\n</pre>",
        "<img " * 50_000 + '<a href="' * 20_000 + "<td x='" * 20_000,
        "<li>" * 50_000 + "<h2>" * 50_000,
        "<svg></svg>" * 20_000,
        "\\[x](../y) \\# x {: .c} {#id}",
    ],
)
def test_any_body_becomes_one_that_this_site_takes(root: Path, body: str) -> None:
    start = time.perf_counter()
    bring(root, {"x.md": f"---\ntitle: X\n---\n{body}\n"})
    assert page(root, "x").front.title == "X"
    assert time.perf_counter() - start < 20


def test_files_in_other_encodings_are_read_and_said(root: Path) -> None:
    result = bring(
        root,
        {
            "utf16.md": "---\ntitle: Säge\n---\nWörter, die etwas sagen.\n".encode("utf-16"),
            "cp1252.md": "---\ntitle: Säge\n---\nWörter – die etwas sagen.\n".encode("cp1252"),
            "bom.md": b"\xef\xbb\xbf---\r\ntitle: Crlf\r\n---\r\nSome words stand here.\r\n",
            "binary.md": bytes(random.Random(5).randbytes(2000)),
            "wide.md": "---\ntitle: Without a mark\n---\nSome words stand here.\n".encode("utf-16-le"),
            "empty.md": b"",
        },
    )
    assert page(root, "wide").front.title == "Without a mark"
    assert "binary.md:1:1: it is no text [not-imported]" in told(result)
    assert (page(root, "utf16").front.title, page(root, "cp1252").front.title, page(root, "bom").front.title) == ("Säge", "Säge", "Crlf")
    assert any("utf16.md:1:1: warning: it was UTF-16" in line for line in told(result))
    assert any("cp1252.md:1:1: warning: byte 12 is not UTF-8; it was read as Windows-1252" in line for line in told(result))


def test_links_pipes_hidden_folders_and_huge_files_are_left_where_they_are(root: Path, tmp_path: Path) -> None:
    theirs = root.parent / "theirs"
    theirs.mkdir()
    (tmp_path / "secret.md").write_text("# Secret\n")
    (theirs / "link.md").symlink_to(tmp_path / "secret.md")
    (theirs / "loop").symlink_to(theirs)
    os.mkfifo(theirs / "pipe.md")
    lay_out(theirs, {".git/x.md": "x", "node_modules/y.md": "y"})
    result = bring(root, {"ok.md": "Words of one sentence stand here.", "huge.md": "x" * 1_000_001})
    assert [line for line in told(result) if "left out" in line] == [
        "link.md:1:1: warning: it is left out: it is a symbolic link, which is not followed [not-mapped]",
        "loop:1:1: warning: it is left out: it is a symbolic link, which is not followed [not-mapped]",
        "pipe.md:1:1: warning: it is left out: it is no plain file [not-mapped]",
    ]
    assert result.return_value == 1
    assert sorted(path.name for path in (root / "content/pages").iterdir()) == ["ok.md"]
    assert [line for line in told(result) if "not-imported" in line] == ["huge.md:1:1: it is larger than 1,000,000 bytes [not-imported]"]


def test_names_become_slugs_that_are_free(root: Path) -> None:
    words = "Some words that make a sentence.\n"
    names = (
        "search.md",
        "Search.md",
        "search/index.md",
        "con.md",
        "日本.md",
        "a vs b.md",
        "x" * 150 + ".md",
        "roles.md",
        "maker.md",
    )
    bring(root, dict.fromkeys(names, words))
    slugs = sorted(path.stem for path in (root / "content/pages").iterdir())
    assert len(slugs) == len(names)
    assert "search" not in slugs
    assert "roles" not in slugs


def test_a_second_import_leaves_alone_what_was_brought_in_whatever_it_is_called_by_now(root: Path) -> None:
    files = {"a.md": "Words of one sentence stand here.", "staff.md": "# Staff Maker\n\nLeads those who make.\n", "b.md": "Others.\n"}
    bring(root, files)
    (root / "content/pages/a.md").rename(root / "content/pages/renamed.md")
    said = bring(root, {"b.md": "Others, and more of them.\n"})
    assert sorted(path.name for path in (root / "content/pages").iterdir()) == ["b-2.md", "b.md", "renamed.md"]
    assert not (root / "content/roles/staff-2.md").exists()
    assert "b.md:1:1: warning: it has changed since it became content/pages/b.md; this is a second draft [not-mapped]" in told(said)
    assert "2 files were brought in before and are left alone" in said.stderr


def test_a_site_with_faults_takes_drafts_all_the_same(root: Path) -> None:
    (root / "content/roles/broken.md").write_text("---\ntitle: Broken\n---\n")
    (root.parent / "theirs").mkdir()
    (root.parent / "theirs/broken.md").write_text("# Broken\n\nIt was whole.\n")
    result = CliRunner().invoke(sitegen, ["--root", str(root), "import", str(root.parent / "theirs")], standalone_mode=False)
    assert result.exception is None
    assert (root / "content/pages/broken.md").exists()


def test_what_is_asked_for_as_guides_waits_for_what_only_its_writer_knows(root: Path) -> None:
    theirs = lay_out(
        root.parent / "theirs",
        {
            "writer.md": "---\ntitle: Senior Content Designer\n---\nDesigns what people read on the way through a service.\n",
            "maker.md": "# Maker\n\nMakes more things out of wood than others.\n",
            "staff.md": "# Staff Maker\n\nLeads those who make things out of wood.\n",
        },
    )
    said = CliRunner().invoke(sitegen, ["--root", str(root), "import", "--as", "roles", str(theirs)], standalone_mode=False)
    assert "2 guides wait for a role or a level" in said.stderr
    faults = {(it.mark.path, it.mark.line, it.code) for it in inspect(root, date(2026, 11, 22)) if it.severity == "fault"}
    assert {(path, code) for path, _, code in faults} == {
        ("content/roles/maker-2.md", "wrong-type"),
        ("content/roles/writer.md", "wrong-type"),
    }
    text = (root / "content/roles/writer.md").read_text("utf-8")
    assert "\nrole:  # an id of data/roles.yaml\nlevel: senior\n" in text
    assert guide(root, "staff").front.level == "staff"
    (root / "content/roles/writer.md").write_text(text.replace("role:  #", "role: maker-lead  #"))
    assert "content/roles/writer.md" not in {it.mark.path for it in inspect(root, date(2026, 11, 22)) if it.severity == "fault"}


def test_what_is_asked_for_as_pages_stays_pages_and_the_sites_own_content_is_no_source(root: Path) -> None:
    bring(root, {"staff.md": "# Staff Maker\n\nLeads those who make.\n"}, "--as", "pages")
    assert page(root, "staff").front.title == "Staff Maker"
    own = CliRunner().invoke(sitegen, ["--root", str(root), "import", str(root / "content")], standalone_mode=False)
    assert "is this site's own content" in str(own.exception)
    around = CliRunner().invoke(sitegen, ["--root", str(root), "import", str(root.parent)], standalone_mode=False)
    assert "holds this site" in str(around.exception)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Maker", "maker"),
        ("The Maker role", "maker"),
        ("Sr. Maker II, Payments", "maker"),
        ("Job description: Maker (remote)", "maker"),
        ("Oak Maker Lead", "maker-lead"),
        ("Makers", ""),
        ("How to interview a Maker", ""),
        ("Maker interview questions", ""),
        ("Wood Maker of things", ""),
        ("", ""),
    ],
)
def test_a_title_that_is_about_a_role_is_told_from_one_that_mentions_it(root: Path, title: str, role: str) -> None:
    assert Roles(content_of(root)).of(title) == role


def test_developers_are_engineers_and_other_names_of_guides_count(root: Path) -> None:
    role = "- {id: frontend-engineer, name: Frontend Engineer, family: making}\n"
    (root / "data/roles.yaml").write_text((root / "data/roles.yaml").read_text() + role)
    text = (root / "content/roles/maker.md").read_text("utf-8")
    (root / "content/roles/maker.md").write_text(text.replace("status:", "also_known_as: [Wood Wright]\nstatus:", 1))
    roles = Roles(content_of(root))
    assert [roles.of(it) for it in ("Front-End Web Developer", "front end developers", "Wood wright", "Senior Wood Wright")] == [
        "frontend-engineer",
        "frontend-engineer",
        "maker",
        "maker",
    ]


def test_headings_that_mean_ours_become_ours_in_our_order_and_listed_skills_are_offered(root: Path) -> None:
    body = (
        "# Staff Maker\n\nMakes things that hold.\n\n## Pay\n\nGood.\n\n## A typical day\n\nSawing.\n\n## Role summary:\n\nIt makes.\n\n"
        "### Part\n\nMore.\n\n## About the role\n\nAgain.\n\n## Skills\n\n"
        "- **Sawing** (practitioner)\n- Sawing: expert\n- Unheard of (expert)\n"
    )
    bring(root, {"staff.md": body})
    made = guide(root, "staff")
    assert made.sections == ("What the role does", "Day to day", "Pay", "About the role", "Skills")
    text = (root / "content/roles/staff.md").read_text("utf-8")
    assert "# skills:\n#   - {skill: sawing, proficiency: practitioner, importance: }\n---\n" in text
    offered = text.replace("# skills:\n#   - ", "skills:\n  - ").replace("importance: }", "importance: 3}")
    (root / "content/roles/staff.md").write_text(offered)
    assert [need.skill for need in guide(root, "staff").front.skills] == ["sawing"]


def test_links_within_a_page_follow_their_headings_and_never_lead_to_what_a_guide_alone_would_have(root: Path) -> None:
    body = "[a](#related) [b](#what-it-does) [c](#faq) [d](#What-It-Does) [e](#v12)\n\n## Related\n\n## What it does!\n\n## v1.2\n"
    bring(root, {"page.md": body})
    made = page(root, "page")
    assert [link.href for link in made.links] == ["#section-related", "#what-it-does", "#what-it-does", "#v1-2"]
    assert {link.href.removeprefix("#") for link in made.links} <= made.anchors


def test_html_becomes_markdown_and_only_what_is_lost_is_told(root: Path) -> None:
    body = """\
<h1 align="center">The page</h1>
<p>First words of it, <b>bold</b> and with <kbd>keys</kbd>.</p>
<ul>
    <li>One <a id="x"></a></li>
    <li><a href="https://a.example/">Two</a></li>
</ul>
<h3>Below</h3>
<pre><code>
a &lt; b <span>c</span>
</code></pre>
<img src="https://a.example/x.png" alt="A [x]"> Type <name> or <your.thing here>, 10<sup>9</sup>.
<table><tr><td>left</td><td>right</td></tr></table>
"""
    said = told(bring(root, {"page.md": body}))
    text = (root / "content/pages/page.md").read_text("utf-8").partition("---\n")[2].partition("---\n")[2]
    assert text.split("\n") == [
        "",
        "First words of it, **bold** and with keys.",
        "",
        "- One ",
        "- [Two](https://a.example/)",
        "",
        "## Below",
        "``````",
        "a < b c",
        "``````",
        "A (x) <!-- https://a.example/x.png --> Type <name> or <your.thing here>, 109.",
        " | left | right",
        "",
    ]
    assert page(root, "page").front.title == "The page"
    assert [line.partition(": warning: ")[2] for line in said if ":11:" in line or ":12:" in line] == [
        "an image must be one of this site's own [not-mapped]",
        "the HTML tag <sup> is left out [not-mapped]",
        "the HTML tag <table> is left out [not-mapped]",
        "the HTML tag <td> is left out [not-mapped]",
        "the HTML tag <tr> is left out [not-mapped]",
    ]


def test_code_and_contents_of_jekyll_and_hugo_are_known(root: Path) -> None:
    body = (
        "# Page\n\n* A list of contents\n{:toc}\n\n{% highlight ruby %}\nputs '<b>' # {{ x }}\n{% endhighlight %}\n\n"
        '{{< highlight go "linenos=table" >}}\na < b\n{{< /highlight >}}\n\n{% raw %}Kept.{% endraw %} {{< highlight go >}}\n'
    )
    bring(root, {"page.md": body})
    text = (root / "content/pages/page.md").read_text("utf-8").partition("---\n")[2].partition("---\n")[2]
    fence = "``````"
    assert text.split("\n")[4:] == [
        "",
        fence,
        "puts '<b>' # {{ x }}",
        fence,
        "",
        fence,
        "a < b",
        fence,
        "",
        "Kept. <!-- {{( highlight go )}} -->",
        "",
    ]
    assert "contents" not in text


def test_pelicans_header_and_middlemans_names_are_known(root: Path) -> None:
    bring(
        root,
        {
            "note.md": "Title: A note\nDate: 2020-01-02\nSummary: What it notes.\n\nThe text of the note.\n",
            "senior-wright/index.html.md": "---\ntitle: Wright\n---\nWorks with wheels, mostly.\n",
            "other.md": "See [it](senior-wright/index.html.md) and [again](/senior-wright/).\n",
            "long.md": "---\ntitle: " + "word " * 30 + "\nempty:\n---\nSome text of a page.\n",
        },
    )
    assert (page(root, "note").front.title, page(root, "note").front.summary) == ("A note", "What it notes.")
    assert [link.href for link in page(root, "other").links] == ["/senior-wright/", "/senior-wright/"]
    assert len(page(root, "long").front.title) <= 100


def test_a_dry_run_reports_and_writes_nothing(root: Path) -> None:
    result = bring(root, {"a.md": "---\nlayout: x\n---\nWords of one sentence.\n"}, "--dry-run", "--format", "json")
    assert not (root / "content/pages").exists()
    said = json.loads(result.stdout)
    assert [problem["code"] for problem in said["problems"]].count("not-mapped") == len(said["problems"]) == 3


@given(st.text(max_size=400))
@settings(max_examples=200)
def test_any_text_is_cut_into_front_matter_and_body_that_make_it_up(text: str) -> None:
    text = text_of(text.encode("utf-8", "replace"))[0]
    front = split(text)
    assert text.endswith(front.body)
    assert text.count("\n") - front.body.count("\n") == front.body_line - 1 or not front.parts


@given(
    st.lists(
        st.sampled_from([*"[]()<>!#*`{}|-:\\\n\n  ax/.", "](", "![", "<!--", "-->", "{%", "%}", "---\n", "# ", "javascript:", "&#0;"]),
        max_size=120,
    )
)
@settings(max_examples=300)
def test_any_body_ends_without_a_fault(pieces: list[str]) -> None:
    made = mended(plain_markdown("".join(pieces), lambda *_: None), lambda _: None, lambda *_: None)
    assert made.rendered.problems == ()


BITS = (
    "---\n", "+++\n", "title: Staff Maker\n", "title = 'x'\n", "role: maker\n", "tags: [a, b]\n", "permalink: /x/\n", "- ",
    "key:\n", "  deep: [\n", "{", "}", "# Staff Maker\n", "#### Role summary\n", "## Related\n", "Setext\n===\n",
    "words of a sentence.\n", "\n\n", "    ", "> ", "* Sawing (expert)\n", "[a](../x.md)", "[b](#related)", "![c](d.png)",
    "<a href='x'>y</a>", "<h2>z</h2>\n", "<pre>\n", "</pre>\n", "<table><td>", "```\n", "``", "{{< ref x >}}", "{% if %}",
    "{pay:us/base}", "<!--", "-->", ":::note\n", "import a from 'b'\n", "&#x202e;", "\u202e", "\x00", "\u2028", "\r", "\t",
    "|a|b|\n|-|-|\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(BITS), max_size=60), st.sampled_from(["auto", "roles", "pages"]))
@settings(max_examples=150)
def test_any_file_becomes_a_draft_that_has_no_fault_but_for_what_only_its_writer_knows(pieces: list[str], kind: Kind) -> None:
    with TemporaryDirectory() as folder:
        site = site_of(lay_out(Path(folder, "site"), smallest_site()), date(2026, 11, 22))
        Path(folder, "x.md").write_bytes("".join(pieces).encode())
        brought = bring_in(Path(folder, "x.md"), site, kind=kind)
        assert {problem.message for problem in brought.problems if problem.severity == "fault"} <= {"it is no text"}
        for name, data in brought.drafts:
            faults = (parse_guide if name.startswith("content/roles/") else parse_text)(name, data).problems
            assert {(it.code, it.message) for it in faults} <= {("wrong-type", "'role' is empty"), ("wrong-type", "'level' is empty")}
            assert kind != "pages" or name.startswith("content/pages/")


@pytest.mark.skipif(not GOVERNMENT.is_dir(), reason="the shared government pages are not on this machine")
def test_real_pages_of_a_government_come_in_whole(root: Path) -> None:
    files = {path.relative_to(GOVERNMENT).as_posix(): path.read_bytes() for path in sorted(GOVERNMENT.rglob("*.md"))}
    bring(root, files)
    made: list[TextPage | Guide] = [*content_of(root).texts, *(it for it in content_of(root).guides if it.front.status == "draft")]
    assert len(made) == len(files) == 18
    assert all(len(it.prose.value.body.text) > 200 for it in made)
