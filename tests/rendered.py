"""Sites made into pages without an output folder, and ways to read those pages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html

from sitegen import bundle, pages, render
from sitegen.load import load
from sitegen.model import Site
from sitegen.site import check
from tests.sites import lay_out

AS_OF = date(2026, 11, 22)

Files = dict[str, str]


class NoMemo:
    """A memo that never knows anything."""

    version = b"test"
    keeps = False

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def put(self, key: str, value: bytes) -> None:
        pass

    def flush(self) -> None:
        pass

    def prune(self, used: Collection[str]) -> None:
        pass


def assembled(root: Path, files: dict[str, str], as_of: date = AS_OF) -> Site:
    """Load and assemble a site that has no fault."""
    (root / "content/images").mkdir(parents=True)
    (root / "content/images/saw.png").write_bytes((bundle.home() / "templates/static/img/card.png").read_bytes())
    loaded = load(lay_out(root, files), NoMemo())
    assert loaded.content is not None, loaded.problems
    site, problems = check(loaded.content, as_of)
    assert [it for it in (*loaded.problems, *problems) if it.severity == "fault"] == []
    return site


def rendered(site: Site) -> Files:
    """Render every page of a site."""
    packaged = bundle.load(bundle.home())
    made = render.render_batch(packaged, site.content.config.language, pages.pages(site, packaged.folder))
    assert len({it.path for it in made}) == len(made)
    return {it.path: it.data.decode() for it in made}


def tree(files: Files, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files[path])


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def readable(files: Files) -> Iterator[str]:
    """Find the pages for readers: HTML that does not lead on at once."""
    return (path for path, text in files.items() if path.endswith(".html") and 'http-equiv="refresh"' not in text)


def json_ld(files: Files, path: str) -> list[Any]:
    return [json.loads(block.text) for block in tree(files, path).iterfind(".//script[@type='application/ld+json']")]
