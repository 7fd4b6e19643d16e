"""Headings of role pages that mean one of ours, and the order in which ours stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sitegen.markdown import Heading
from sitegen.wording import lists

_WORDS = re.compile(r"[^\W_]+")
_NAMES: Mapping[str, str] = {
    "What the role does": (
        "about the role, about this role, about the job, about this job, the role, role summary, role overview, role description,"
        "job summary, job overview, job purpose, position summary, position overview, overview of the role, purpose of the role,"
        "summary of the role, what does this role do, what this role does, what you will do, what you ll do, what they do"
    ),
    "Day to day": (
        "a day in the life, day in the life, a typical day, a typical week, typical day, typical week, day to day work, day to day duties,"
        "day to day responsibilities, your day to day, what a day looks like, what a typical day looks like"
    ),
    "What makes it hard": "challenges, the challenges, common challenges, difficulties, what is hard, what makes this role hard",
    "Remote work": "remote, remote working, working remotely, location and remote work",
    "How to stand out": "standing out, what makes a great candidate, what sets you apart",
    "Advice for recruiters": "for recruiters, for hiring managers, advice for hiring managers, hiring advice, notes for recruiters",
}
_OURS = {name.strip(): ours for ours, names in _NAMES.items() for name in (ours.casefold(), *names.split(","))}


def our_heading(words: str) -> str:
    """Return our heading for one of theirs, or an empty text."""
    plain = " ".join(_WORDS.findall(words.casefold()))
    known = _OURS.get(plain, "")
    return known if known in lists().sections else ""


def in_order(text: str, headings: Sequence[Heading]) -> str:
    """Move our sections to where readers of other guides look for them; what stands before the first stays there, all others come last."""
    lines = text.split("\n")
    starts = [it.line - 1 for it in headings if it.level == 2 and lines[it.line - 1].startswith("#")]  # a section
    titles = {it.line - 1: it.text.casefold() for it in headings}
    places = {title.casefold(): place for place, title in enumerate(lists().sections)}
    ranks = [places.get(titles[start], len(places)) for start in starts]
    if ranks == sorted(ranks):
        return text
    sections = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    moved = [section for _, section in sorted(zip(ranks, sections, strict=True), key=lambda it: it[0])]
    # Each ends with an empty line, so that nothing of one runs into the next.
    return "\n".join([*lines[: starts[0]], *(line for section in moved for line in (*section, *([""] if section[-1].strip() else [])))])
