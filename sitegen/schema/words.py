"""How a value, a field and its limits are named to the owner."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
}
"""Kind of error -> what should stand there."""

_MOST = 60
_CONTAINERS = {list: "a list", dict: "a mapping"}


def shown(value: object, most: int = _MOST) -> str:
    """Return a value as its owner wrote it, in quotes and cut to `most` characters; of a list or mapping, what it is."""
    if isinstance(value, list | dict):
        return _CONTAINERS[type(value)]
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f"'{text}'" if len(text) <= most else f"'{text[: most - 1]}…'"


def misfit(kind: str, value: object) -> tuple[str, str]:
    """Return what is wrong with a value of another type than the one wanted, and the remedy."""
    wanted = WANTED[kind]
    return f"should be {wanted}, not {_given(value)}", _remedy(wanted, value)


def _given(value: object) -> str:
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"the number {value}"
    return shown(value).strip("'")


def _remedy(wanted: str, value: object) -> str:
    if wanted == "a list":
        return "begin each entry with '- '" if isinstance(value, dict) else "write a list: [one, two], or a line each that begins with '- '"
    if wanted == "text":
        return "text that begins with [ or { needs quotes" if isinstance(value, list | dict) else f'write it in quotes: "{_bare(value)}"'
    if wanted == "true or false":
        return "write true or false, without quotes"
    if isinstance(value, float):
        return "write it without decimals"
    return "write plain digits, without quotes, commas, units or leading zeros" if wanted.endswith("number") else ""


def _bare(value: object) -> str:
    return shown(value).strip("'")


def limit(detail: ErrorDetails) -> tuple[str, str]:
    """Return what limit of size or form a value breaks, and the remedy; an empty one where the schema's own words are the best."""
    context, kind, value = detail.get("ctx", {}), detail["type"], detail["input"]
    if kind == "string_too_long":
        most = context["max_length"]
        return f"has {len(value)} characters, and at most {most} fit", "shorten it" if most >= _MOST else ""
    if kind == "greater_than_equal":
        return f"is {_number(value)}, which is below {_number(context['ge'])}", ""
    if kind == "less_than_equal":
        return f"is {_number(value)}, which is above {_number(context['le'])}", ""
    if kind == "too_long":
        return f"has {context['actual_length']} entries, and at most {context['max_length']} fit", ""
    if kind == "too_short":
        count = context["actual_length"]
        return (
            "is an empty list"
            if not count
            else f"has {count} {'entry' if count == 1 else 'entries'}, and {context['min_length']} are needed",
            "",
        )
    if kind == "string_pattern_mismatch" and "\n" in value:
        return "has to fit on one line", "write it behind its key; '>-' in place of '|' joins lines to one"
    if kind == "string_pattern_mismatch" and value != value.strip():
        return "begins or ends with white space", "delete it"
    return f"is not right: {detail['msg']}", ""


def _number(value: Any) -> str:
    """Return a number with its thousands apart, and no decimals where there are none."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"
