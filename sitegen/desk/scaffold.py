"""A new guide, written from the schema: each field with the schema's own words, and what is known of it already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from sitegen.desk.quoting import quoted
from sitegen.desk.titles import level_beside, role_of
from sitegen.model import Content, Guide
from sitegen.schema import FrontMatter, Record
from sitegen.wording import lists

_PROMPTS: Mapping[str, str] = {
    "What the role does": "The purpose, in a scene and two or three paragraphs. Where is the border to the roles beside it?",
    "Day to day": "A week somebody could recognise, dull parts included.",
    "What makes it hard": "Four or five difficulties of this rung, each a bold lead and a few sentences.",
    "Remote work": "What distance takes from this work, and what helps.",
    "How to stand out": "What to prepare and bring, such that an interviewer could check it.",
    "Advice for recruiters": "How to describe the post, where to look, what to test.",
}
_EXAMPLES: Mapping[str, str] = {"reviewed": "2026-11-10", "publish_on": "2026-12-01", "review_after": "P12M"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a guide before it is written; empty where the writer has to say."""

    title: str
    role: str
    level: str
    beneath: Guide | None
    """The guide of the rung beneath, whose skills are carried over."""


def known_of(title: str, content: Content, beneath: Guide | None) -> Known:
    """Return what the title, and the guide of the rung beneath, say of a new guide. A rung that has a guide is not taken."""
    role = beneath.front.role if beneath else role_of(title, content)
    level = level_beside(title, role, content)
    if not level or owner_of(role, level, content):
        level = _next_level(beneath, content) if beneath else ""
    return Known(title, role, level, beneath)


def owner_of(role: str, level: str, content: Content) -> Guide | None:
    """Return the guide of a rung, if it has one."""
    rungs = (guide for guide in content.guides if guide.front.status != "archived")
    return next((guide for guide in rungs if (guide.front.role, guide.front.level) == (role, level)), None)


def scaffold(known: Known, content: Content) -> str:
    """Return the text of the new guide: a draft that has no fault but for what only its writer can say."""
    lines = ["---", *_front(known, content), "---"]
    for section in lists().sections:
        prompt = _PROMPTS.get(section)
        lines += ["", f"## {section}", *(["", f"<!-- {prompt} -->"] if prompt else [])]
    return "\n".join(lines) + "\n"


def _next_level(beneath: Guide, content: Content) -> str:
    """Return the level above that of a guide, on its track, that its role has no guide for."""
    here = content.levels.get(beneath.front.level)
    taken = {guide.front.level for guide in content.guides if guide.front.role == beneath.front.role}
    above = [it for it in content.levels.values() if here and it.track == here.track and it.rank > here.rank and it.id not in taken]
    return min(above, key=lambda level: level.rank).id if above else ""


def _front(known: Known, content: Content) -> Iterator[str]:
    values = {"title": quoted(known.title), "summary": "", "role": known.role, "level": known.level, "status": "draft"}
    choices = {"role": tuple(content.roles), "level": tuple(content.levels)}
    for name, field in FrontMatter.model_fields.items():
        yield f"# {field.description}"
        if name in choices and not values[name]:
            yield from _wrapped(f"One of: {', '.join(choices[name])}.")
        if name in values:
            yield f"{name}: {values[name]}".rstrip()
        elif name == "skills" and known.beneath:
            yield from _skills(known.beneath)
        else:
            yield from (f"# {line}" for line in _example(name, field.annotation))


def _skills(beneath: Guide) -> Iterator[str]:
    """Carry over the skills of the rung beneath: from one rung to the next a skill may rise or stay."""
    yield f"# Carried over from {beneath.front.title}: raise what this rung needs more of, drop what no longer tells the rungs apart."
    yield "skills:"
    for need in beneath.front.skills:
        what = f"skill: {need.skill}" if need.skill else f"any_of: [{', '.join(need.any_of)}], label: {quoted(need.label or '')}"
        yield f"  - {{{what}, proficiency: {need.proficiency}, importance: {need.importance}}}"


def _example(name: str, annotation: Any) -> Iterator[str]:
    """Return the lines that show how a field is written, its parts with the schema's words for them."""
    record, is_list = _record(annotation), _is_list(annotation)
    if record is None:
        yield f"{name}: {_EXAMPLES.get(name, '[]' if is_list else '')}".rstrip()
        return
    yield f"{name}:"
    lead = "  - " if is_list else "  "
    for part, field in record.model_fields.items():
        shape = " []" if _is_list(field.annotation) else ""
        yield f"{lead}{part}:{shape}  # {field.description}"
        lead = " " * len(lead)


def _record(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _record(inner))), None)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(inner) for inner in get_args(annotation))


def _wrapped(text: str, width: int = 120) -> Iterator[str]:
    line = "#"
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            yield line
            line = "#"
        line += f" {word}"
    yield line
