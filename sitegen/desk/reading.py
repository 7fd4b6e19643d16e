"""The site of a folder, for the commands that look at it without building it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sitegen.cache import open_cache
from sitegen.errors import ContentError
from sitegen.load import load
from sitegen.model import Content, Site
from sitegen.pipeline import edition
from sitegen.site import check


def content_of(root: Path) -> Content:
    """Return what is written in `root`, as far as it can be read. Raises: ContentError when site.yaml cannot."""
    with open_cache(root / ".cache", edition()) as memo:
        loaded = load(root, memo)
        memo.save()
    if loaded.content is None:
        raise ContentError(loaded.problems)
    return loaded.content


def site_of(root: Path, as_of: date, *, whole: bool = True) -> Site:
    """Return the site in `root`; what earlier builds know of its guides is used.

    Raises: ContentError with every fault; when not asked for the `whole` site, only where site.yaml cannot be read.
    """
    with open_cache(root / ".cache", edition()) as memo:
        loaded = load(root, memo)
        if loaded.content is None:
            raise ContentError(loaded.problems)
        site, problems = check(loaded.content, as_of)
        faults = [problem for problem in (*loaded.problems, *problems) if problem.severity == "fault"]
        if faults and whole:
            raise ContentError(faults)
        memo.save()
    return site
