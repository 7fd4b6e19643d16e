"""What pydantic found wrong, said in the owner's words at the place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.errors import Problem
from sitegen.source import Marks, Steps

CUSTOM_HINT = "hint"  # the context key under which our own validators leave the remedy
KIND = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
}


def did_you_mean(word: str, known: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    """Return "did you mean 'x'?" for the nearest known word, or an empty text."""
    near = get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def problems(error: ValidationError, model: type[BaseModel], marks: Marks, at: Steps = ()) -> Iterator[Problem]:
    """Say each error of `error` at its mark. Shape: `at` leads from the document's root to what was validated."""
    for detail in error.errors(include_url=False):
        loc = tuple(detail["loc"])
        yield _problem(detail, model, marks, at + loc, loc)


def _problem(detail: ErrorDetails, model: type[BaseModel], marks: Marks, steps: Steps, loc: Steps) -> Problem:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = str(loc[-1]) if loc else ""
    mark = marks.value(steps)
    if kind == "extra_forbidden":
        keys = _keys(model, loc[:-1])
        hint = did_you_mean(name, keys) or f"the keys here are {', '.join(keys)}"
        return Problem(marks.key(steps), "unknown-key", f"'{name[:80]}' is not a known key", hint)
    if kind == "missing":
        return Problem(marks.value(steps[:-1]), "missing-key", f"'{name}' is missing", _describe(model, loc))
    if CUSTOM_HINT in context:
        return Problem(mark, kind, detail["msg"], str(context[CUSTOM_HINT]))
    if kind == "literal_error":
        return Problem(
            mark, "unknown-value", f"'{_short(value)}' is not a value of '{_field(loc)}'", _choices(value, str(context["expected"]))
        )
    if kind in KIND:
        return Problem(mark, "wrong-type", f"'{_field(loc)}' should be {KIND[kind]}, not {_kind_of(value)}", _type_hint(value, KIND[kind]))
    return Problem(mark, "bad-value", f"'{_field(loc)}': {_plain(detail)}", _describe(model, loc))


def _field(loc: Steps) -> str:
    return next((str(step) for step in reversed(loc) if isinstance(step, str)), "this entry")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _kind_of(value: object) -> str:
    names = {type(None): "empty", bool: "true/false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a mapping"}
    return names.get(type(value), type(value).__name__)


def _type_hint(value: object, wanted: str) -> str:
    if value is None:
        return "give it a value, or remove the key"
    if wanted == "a list":
        return "write a list: [one, two], or a line each starting with '- '"
    if wanted == "a text" and isinstance(value, int | float):
        return f'write it in quotes: "{value}"'
    if wanted == "a whole number" and isinstance(value, str):
        return "write plain digits, without quotes, commas or leading zeros"
    return ""


def _choices(value: object, expected: str) -> str:
    known = tuple(part.strip("' ") for part in expected.replace(" or ", ", ").split(","))
    return did_you_mean(_short(value), known) or "one of " + ", ".join(known)


def _plain(detail: ErrorDetails) -> str:
    """Say the commonest limits in plain words."""
    context, kind = detail.get("ctx", {}), detail["type"]
    value = detail["input"]
    if kind == "string_too_long":
        return f"{len(value)} characters, at most {context['max_length']} fit"
    if kind == "string_too_short":
        return "it is empty"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return f"{_short(value)} is {'below' if 'ge' in context else 'above'} {limit:g}"
    if kind == "too_long":
        return f"{context['actual_length']} entries, at most {context['max_length']} fit"
    if kind == "too_short":
        return f"{context['actual_length']} entries, at least {context['min_length']} are needed"
    if kind == "string_pattern_mismatch":
        if value != value.strip():
            return "it starts or ends with white space"
        return "it has to fit on one line" if "\n" in value else f"'{_short(value)}' is not of the form that is wanted here"
    return detail["msg"]


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
    return sorted(owner.model_fields) if owner else []


def _describe(model: type[BaseModel], loc: Steps) -> str:
    """Return the schema's own words for the field at `loc`."""
    names = [step for step in loc if isinstance(step, str)]
    if not names:
        return ""
    last = max(index for index, step in enumerate(loc) if isinstance(step, str))
    owner = _model_at(model, loc[:last])
    field = owner.model_fields.get(names[-1]) if owner else None
    return (field.description or "") if field else ""
