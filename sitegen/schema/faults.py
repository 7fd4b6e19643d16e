"""What pydantic found wrong, said in the owner's words at the place in the file, each mistake once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sitegen.errors import Mark, Problem
from sitegen.schema.words import WANTED, limit, misfit, shown
from sitegen.source import Marks, Steps

HINT, AT = "hint", "at"  # the context keys under which our own validators leave the remedy, and the key inside the value that is at fault
_MANY = 12
_ELSEWHERE = {
    **dict.fromkeys(("description", "excerpt", "tagline", "abstract"), "summary"),
    **dict.fromkeys(("tags", "keywords", "categories", "synonyms"), "search_terms"),
    **dict.fromkeys(("permalink", "aliases", "alias", "redirects", "old_urls"), "redirect_from"),
    **dict.fromkeys(("date", "updated", "last_updated", "lastmod", "last_reviewed", "last_modified"), "reviewed"),
    **dict.fromkeys(("draft", "published", "visibility"), "status"),
    **dict.fromkeys(("salary", "salaries", "pay", "pay_bands", "bands", "compensation"), "salary_bands"),
    **dict.fromkeys(("seniority", "grade", "rung"), "level"),
    **dict.fromkeys(("aka", "other_names", "other_titles", "alternate_titles", "alternative_titles"), "also_known_as"),
    **dict.fromkeys(("related", "related_roles", "similar", "see_also"), "compare_with"),
    **dict.fromkeys(("next", "next_roles", "paths", "progression", "career_path"), "career_paths"),
    **dict.fromkeys(("technologies", "software", "tech_stack"), "tools"),
    **dict.fromkeys(("questions", "q_and_a"), "faqs"),
    **dict.fromkeys(("history", "changelog", "revisions"), "changes"),
    **dict.fromkeys(("job_family", "position"), "role"),
    "requirements": "qualifications",
    "interview_questions": "interview",
}
"""What other programs, and other writers, call what is called otherwise here."""
_KEY = "[key]"  # pydantic's last step to a key of a free mapping, in place of its value


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest known word, or an empty text."""
    near = _nearest(word, list(known))
    return f"did you mean '{near}'?" if near else ""


def problems(error: ValidationError, model: type[BaseModel], marks: Marks, at: Steps = ()) -> Iterator[Problem]:
    """Say each error of `error` at its mark. Shape: `at` leads from the document's root to what was validated."""
    details = error.errors(include_url=False)
    meant = _meant(details)
    for detail in details:
        loc = tuple(detail["loc"])
        if detail["type"] == "missing" and loc in meant.values():
            continue  # it is there, misspelt
        if detail["type"] == "too_short" and any(tuple(other["loc"])[: len(loc)] == loc for other in details if other is not detail):
            continue  # pydantic counts only the entries without a fault
        yield _Fault(detail, model, marks, at).told(meant.get(loc))


def _meant(details: Sequence[ErrorDetails]) -> dict[Steps, Steps]:
    """Return which missing key each unknown key stands for, where one is near. Shape: steps to the key -> steps to the missing one."""
    missing = [tuple(detail["loc"]) for detail in details if detail["type"] == "missing"]
    found: dict[Steps, Steps] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *parent, name = detail["loc"]
            beside = [str(loc[-1]) for loc in missing if loc[:-1] == tuple(parent) and loc not in found.values()]
            near = _nearest(str(name), beside)
            if near:
                found[tuple(detail["loc"])] = (*parent, near)
    return found


class _Fault:
    """One error, with what is needed to say it."""

    def __init__(self, detail: ErrorDetails, model: type[BaseModel], marks: Marks, at: Steps) -> None:
        self._detail, self._model, self._marks, self._at = detail, model, marks, at
        self._loc: Steps = tuple(detail["loc"])

    def told(self, meant: Steps | None) -> Problem:
        """Return the problem. Shape: `meant` leads to the missing key that an unknown one stands for."""
        detail, value = self._detail, self._detail["input"]
        kind, context = detail["type"], detail.get("ctx", {})
        if kind == "extra_forbidden":
            return self._unknown_key(str(meant[-1]) if meant else "")
        if kind == "missing":
            above = self._marks.value((self._at + self._loc)[:-1])
            return Problem(above, "missing-key", f"'{self._loc[-1]}' is missing", self._description())
        if value is None:
            return Problem(self._mark(), "wrong-type", f"{self._subject()} is empty", self._fill())
        if HINT in context:
            return Problem(self._mark(str(context.get(AT, ""))), kind, detail["msg"], str(context[HINT]))
        if kind == "literal_error":
            return Problem(
                self._mark(), "unknown-value", f"{shown(value)} is not a value of '{self._field()}'", self._choices(context["expected"])
            )
        if kind in WANTED:
            message, hint = misfit(kind, value)
            return Problem(self._mark(), "wrong-type", f"{self._subject()} {message}", hint or self._keys_here())
        if kind == "string_too_short":
            return Problem(self._mark(), "bad-value", f"{self._subject()} is empty", self._fill())
        message, hint = limit(detail)
        return Problem(self._mark(), "bad-value", f"{self._subject()} {message}", hint or self._description())

    def _mark(self, inside: str = "") -> Mark:
        steps = self._at + self._loc
        if self._loc and self._loc[-1] == _KEY:
            return self._marks.key(steps[:-1])
        return self._marks.value((*steps, inside) if inside else steps)

    def _subject(self) -> str:
        """Name what is at fault."""
        if self._loc:
            return f"an entry of '{self._field()}'" if isinstance(self._loc[-1], int) else f"'{self._field()}'"
        return "this entry" if self._at else "the front matter" if self._marks.path.endswith(".md") else "the file"

    def _field(self) -> str:
        return next((str(step) for step in reversed(self._loc) if isinstance(step, str)), "this entry")

    def _unknown_key(self, meant: str) -> Problem:
        name = str(self._loc[-1])
        keys = _keys(self._model, self._loc[:-1])
        if meant:
            hint = f"did you mean '{meant}'?"
        elif name.isdecimal() and self._detail["input"] is None:
            hint = "a comma ends the value before it: write numbers without commas"
        else:
            known_as = _ELSEWHERE.get(name.lower().replace("-", "_"), "")
            is_ours = known_as in keys and name not in keys
            hint = f"it is called '{known_as}' here" if is_ours else did_you_mean(name, keys) or f"the keys here are {', '.join(keys)}"
        return Problem(self._marks.key(self._at + self._loc), "unknown-key", f"'{name[:80]}' is not a known key", hint)

    def _fill(self) -> str:
        field = _field_at(self._model, self._loc) if self._loc and isinstance(self._loc[-1], str) else None
        if not self._loc and not self._at:
            return self._keys_here()
        if field and field.is_required():
            return f"give it a value: {self._description()}".removesuffix(": ")
        return f"give it a value, or remove the {'key' if field else 'entry'}"

    def _choices(self, expected: object) -> str:
        known = [part.strip("' ") for part in str(expected).replace(" or ", ", ").split(",")]
        value = self._detail["input"]
        return (did_you_mean(value, known) if isinstance(value, str) else "") or "one of " + ", ".join(known)

    def _keys_here(self) -> str:
        keys = _keys(self._model, self._loc)
        if len(keys) > _MANY:
            return "write 'key: value' lines"
        return f"its keys are {', '.join(keys)}" if keys else self._description()

    def _description(self) -> str:
        """Return the schema's own words for the field."""
        field = _field_at(self._model, self._loc)
        return (field.description or "") if field else ""


def _nearest(word: str, known: list[str]) -> str:
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return near[0] if near else ""


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Find the record types inside an annotation, whatever wraps them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple, list) or get_args(annotation):
        for inner in get_args(annotation):
            yield from _models(inner)


def _model_at(model: type[BaseModel], loc: Steps) -> type[BaseModel] | None:
    for step in loc:
        if isinstance(step, str):
            field = model.model_fields.get(step)
            inner = next(_models(field.annotation), None) if field else None
            if inner is None:
                return None
            model = inner
    return model


def _keys(model: type[BaseModel], loc: Steps) -> list[str]:
    owner = _model_at(model, loc)
    return list(owner.model_fields) if owner else []


def _field_at(model: type[BaseModel], loc: Steps) -> FieldInfo | None:
    """Return the field that `loc` leads to or into."""
    last = max((index for index, step in enumerate(loc) if isinstance(step, str)), default=-1)
    owner = _model_at(model, loc[:last]) if last >= 0 else None
    return owner.model_fields.get(str(loc[last])) if owner else None
