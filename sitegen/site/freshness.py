"""What time does to content: reviews that are overdue, sources that are stale, dates that have not come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.errors import Mark, Problem
from sitegen.model import Site
from sitegen.schema import Duration

_DEFAULT_REVIEW = Duration(12, "M")


def reviews(site: Site) -> Iterator[Problem]:
    """Find guides whose review is overdue: a warning, and a fault at twice the time; and dates in the future."""
    for guide in site.listed:
        front = guide.front
        if front.reviewed is None:
            continue
        lasting = front.review_after or _DEFAULT_REVIEW
        if front.reviewed > site.as_of:
            message = f"the review is dated {front.reviewed}, after {site.as_of}"
            yield Problem(guide.mark("reviewed"), "future-date", message, "give the day on which the guide was re-read")
        elif site.as_of > lasting.after(front.reviewed):
            far = site.as_of > lasting.after(front.reviewed, 2)
            message = f"last reviewed on {front.reviewed}, {_ago(lasting, times=2 if far else 1)}"
            hint = "re-read the guide, mend it, and set `reviewed` to today"
            yield Problem(guide.mark("reviewed"), "overdue-review", message, hint, "fault" if far else "warning")
        for index, change in enumerate(front.changes):
            if change.date > site.as_of:
                mark = guide.mark("changes", index, "date")
                yield Problem(mark, "future-date", f"the change is dated {change.date}, after {site.as_of}", "give the day of the change")


def stale_sources(site: Site) -> Iterator[Problem]:
    """Find pay sources and rates older than their `refresh_after`: a warning, and a fault at twice that."""
    dated = [
        (it.mark("retrieved"), f"the source '{it.value.id}'", it.value.retrieved, it.value.refresh_after)
        for it in site.content.sources.values()
    ]
    if site.content.rates:
        rates = site.content.rates.value
        dated.append((site.content.rates.mark("retrieved"), "the rates", rates.retrieved, rates.refresh_after))
    for mark, what, taken, lasting in dated:
        yield from _stale(site, mark, what, taken, lasting)


def _stale(site: Site, mark: Mark, what: str, taken: date, lasting: Duration) -> Iterator[Problem]:
    if taken > site.as_of:
        yield Problem(mark, "future-date", f"{what}: retrieved on {taken}, after {site.as_of}", "give the day it was retrieved")
    elif site.as_of > lasting.after(taken):
        far = site.as_of > lasting.after(taken, 2)
        message = f"{what}: retrieved on {taken}, {_ago(lasting, times=2 if far else 1)}"
        yield Problem(mark, "stale-source", message, "retrieve it again, and set `retrieved`", "fault" if far else "warning")


def _ago(lasting: Duration, *, times: int) -> str:
    return f"more than {'twice ' if times > 1 else ''}{lasting.words} ago"
