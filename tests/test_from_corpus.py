"""The corpus of the benchmarks turned into a site of ours: nothing that a source guide says is lost on its built pages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import html5lib
import pytest

from benchmarks import corpus
from benchmarks.from_corpus import convert, read
from sitegen.pipeline import Options, build

GUIDES = 50
NOT_WORDS = {"slug", "level", "period", "currency", "as_of", "updated", "low", "mid", "high"}
"""Keys whose values are ids, codes, days and amounts: the pages show them in words of their own."""
LAB = Path(__file__).resolve().parent.parent.parent / "shared/lab/bench/corpus.py"


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Find every text of a front matter that readers are meant to meet."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from strings(inside, name)
    elif isinstance(value, list):
        for inside in value:
            yield from strings(inside, key)
    elif isinstance(value, str) and key not in NOT_WORDS:
        yield value


def words(text: str) -> str:
    """Return what a reader sees of HTML: its text with single spaces."""
    return " ".join("".join(html5lib.parse(text, namespaceHTMLElements=False).itertext()).split())


def said(source: str) -> str:
    """Return a text of the corpus as its page says it: emphasis, code and links are markup there."""
    body = html5lib.parse(f"<p>{unescape(source)}", namespaceHTMLElements=False)
    text = re.sub(r"(\*\*?)(\S[^*`]*)\1", r"\2", "".join(body.itertext())).replace("`", "")
    return " ".join(text.split())


def missing(src: Path, folder: Path) -> list[str]:
    """Build the corpus in `src`, and return each text of its guides that is not on the guide's page."""
    convert(src, folder / "root")
    build(Options(root=folder / "root", out=folder / "out", cache=None, as_of=date(2026, 11, 22), search=False, jobs=1))
    guides = [read(path) for path in sorted((src / "roles").glob("*.md"))[:GUIDES]]
    assert len(guides) == GUIDES
    titles = {front["slug"]: front["title"] for front, _ in (read(path) for path in (src / "roles").glob("*.md"))}
    lost = []
    for front, _ in guides:
        page = words((folder / f"out/roles/{front['slug']}/index.html").read_text("utf-8"))
        links = {"career": front.pop("career"), "related": front.pop("related")}
        others = [titles[slug] for slug in strings(links) if slug in titles and slug != front["slug"]]
        texts = [said(_unlinked(line)) for text in (*strings(front), *others) for line in text.split("\n")]
        lost += [f"{front['slug']}: {text}" for text in texts if text not in page]
    return lost


def _unlinked(text: str) -> str:
    """Leave of a line with Markdown's links and list items their words."""
    return re.sub(r"^(?:- |\d+\. )", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


def test_every_text_of_fifty_front_matters_is_on_the_pages_built_from_them(tmp_path: Path) -> None:
    corpus.lay_out(tmp_path / "src", GUIDES, seed=3)
    assert missing(tmp_path / "src", tmp_path) == []


def test_the_same_number_and_seed_give_the_same_guides() -> None:
    assert corpus.corpus(20, 5) == corpus.corpus(20, 5)
    assert corpus.corpus(20, 5) != corpus.corpus(20, 6)


def test_the_laboratorys_corpus_loses_nothing_either(tmp_path: Path) -> None:
    if not LAB.exists():
        pytest.skip("the laboratory's corpus generator is not beside this repository")
    subprocess.run([sys.executable, str(LAB), "--n", str(GUIDES), "--out", str(tmp_path / "src")], check=True, capture_output=True)
    assert missing(tmp_path / "src", tmp_path) == []
