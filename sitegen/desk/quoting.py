"""Texts as YAML holds them."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W\d_][^\n\t]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """Return a text as a YAML scalar: in quotes where it would not stay the text it is."""
    is_plain = _PLAIN.fullmatch(text) and text.strip() == text and text.casefold() not in _WORDS
    if is_plain and not any(sign in text for sign in (": ", " #", "]", "}", ",")) and not text.endswith(":"):
        return text
    return json.dumps(text, ensure_ascii=False)
