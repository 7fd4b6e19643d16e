"""The front matter of a page that is no guide."""

from __future__ import annotations

from typing import Literal

from sitegen.schema.base import Line, Record


class PageMatter(Record):
    """The front matter of a page in content/pages/."""

    title: Line
    """The page's title."""
    summary: Line
    """One plain sentence about the page."""
    status: Literal["draft", "published"] = "published"
    """draft or published."""
