"""`accept`: the one way past a judgement rule, and the rule that none stands without a use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.errors import Problem
from sitegen.model import Site
from sitegen.schema.faults import did_you_mean

JUDGEMENT = (
    "band-below-rung",
    "base-above-total",
    "band-off-observed",
    "figures-disagree",
    "overdue-review",
    "promotion-down",
    "skill-falls",
    "unreached-rung",
    "ladder-told-twice",
    "money-in-prose",
    "dated-word",
    "mixed-spelling",
    "missing-section",
    "long-answer",
    "filler",
    "long-sentence",
    "section-order",
    "shared-words",
)
"""Codes that a guide may accept with a reason; all others are plain mistakes."""
_THOROUGH = ("shared-words",)
"""Those of them that only a thorough check reports."""


def apply_accepts(site: Site, found: Iterable[Problem], *, thorough: bool = False) -> Iterator[Problem]:
    """Leave out the problems that a guide accepts, and find accepts that accept nothing.

    Where a file was refused, what an accept speaks of may stand in it, so that none is called unused. Nor is one of a code that was not
    looked for.
    """
    content = site.content
    accepts = {(guide.name, accept.problem) for guide in content.guides for accept in guide.front.accept}
    used: set[tuple[str, str]] = set()
    for problem in found:
        key = (problem.mark.path, problem.code)
        if key in accepts and problem.code in JUDGEMENT:
            used.add(key)
        else:
            yield problem
    for guide in content.guides:
        for index, accept in enumerate(guide.front.accept):
            if accept.problem not in JUDGEMENT:
                hint = did_you_mean(accept.problem, JUDGEMENT) or "only these can be accepted: " + ", ".join(JUDGEMENT)
                message = f"'{accept.problem}' is not a rule of judgement"
                yield Problem(guide.mark("accept", index, "problem"), "not-acceptable", message, hint)
            elif site.is_whole and (thorough or accept.problem not in _THOROUGH) and (guide.name, accept.problem) not in used:
                mark = guide.mark("accept", index, "problem")
                yield Problem(mark, "unused-accept", f"there is no '{accept.problem}' here to accept", "remove the entry")
