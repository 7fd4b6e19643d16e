"""The texts of a front matter that readers read as prose: those an editor would ask about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.markdown import Passage
from sitegen.source import Marks, Steps

_EVERY = "*"
# Not here: titles and search terms, which are said as others say them; notes of bands and changes, which are about amounts and days;
# answers, which are Markdown.
_PROSE = tuple(
    tuple(path.split("."))
    for path in (
        "summary",
        "skills.*.note",
        "responsibilities.*",
        "qualifications.must.*",
        "pay_drivers.*",
        "career_paths.*.note",
        "remote.note",
        "employers.industries.*",
        "employers.kinds.*",
        "employers.why",
        "regions.*.note",
        "stand_out.*",
        "interview.*.prompt",
        "interview.*.listens_for.*",
        "hiring.assess",
        "hiring.red_flags.*",
        "hiring.ratio",
        "job_description.about",
        "job_description.duties.*",
        "job_description.perks.*",
        "faqs.*.question",
    )
)


def field_passages(data: dict[str, Any], marks: Marks) -> Iterator[Passage]:
    """Return the prose of a validated front matter. Of a text that goes over several lines, the place of its first is known."""
    for steps, text in field_texts(data):
        mark = marks.text(steps)
        yield Passage(" ".join(text.split("\n")), ((0, mark.line, mark.column),))


def field_texts(data: dict[str, Any]) -> Iterator[tuple[Steps, str]]:
    """Return the prose of a validated front matter, each text with the steps that lead to it."""
    for path in _PROSE:
        yield from _texts(data, path, ())


def _texts(value: Any, path: tuple[str, ...], here: Steps) -> Iterator[tuple[Steps, str]]:
    if not path:
        if isinstance(value, str):
            yield here, value
    elif path[0] == _EVERY:
        for index, item in enumerate(value if isinstance(value, list | tuple) else ()):
            yield from _texts(item, path[1:], (*here, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from _texts(value[path[0]], path[1:], (*here, path[0]))
