"""What tests of careers share: the assembled site of a folder."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from sitegen.cache import open_cache
from sitegen.careers.diff import Gaps
from sitegen.careers.graph import Graph, graph
from sitegen.load import load
from sitegen.model import Site
from sitegen.site import assemble

AS_OF = date(2026, 11, 22)


@lru_cache(maxsize=4)
def site_of(root: Path, as_of: date = AS_OF) -> Site:
    """Load and assemble the site in `root`, leaving checks across files aside."""
    with open_cache(None, b"") as memo:
        loaded = load(Path(os.fspath(root)), memo)
    assert loaded.content is not None, "\n".join(map(str, loaded.problems))
    return assemble(loaded.content, as_of)


def moves_of(site: Site) -> Graph:
    """Return the career graph of a site, leaving pay aside."""
    return graph(site, {}, Gaps({slug: guide.front.skills for slug, guide in site.guides.items()}))
