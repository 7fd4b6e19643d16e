"""Bytes -> text that every editor shows alike: UTF-8, one kind of line end, nothing invisible that deceives."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.errors import ContentError, Mark, Problem

# Other programs break lines at NEL, U+2028 and U+2029; here only \n does, so that every tool counts the same lines.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
UNWELCOME = re.compile(f"[{_CONTROL}{_BIDI}]")
_TURNS = re.compile(f"[{_BIDI}]")

_SAMPLE = 64
_MOST_REPORTED = 20


def decode(raw: bytes, name: str) -> str:
    """Return `raw` as text, with the byte order mark dropped and every line end made a line feed.

    Raises: ContentError: [not-utf-8], or each [control-character] and [bidi-character] up to twenty.
    """
    guess = _other_encoding(raw)
    if guess:
        raise ContentError([_not_utf_8(Mark(name), f"the file is {guess}, not UTF-8, from byte 0")])
    try:
        text = _one_line_end(raw.decode("utf-8")).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _one_line_end(raw[: error.start].decode("utf-8")).removeprefix("\ufeff")
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8"
        raise ContentError([_not_utf_8(_mark_after(before, name), message)]) from None
    if UNWELCOME.search(text):
        raise ContentError(_unwelcome(text, name))
    return text


class Unwelcome(NamedTuple):
    """What is wrong with an invisible character."""

    code: str
    message: str
    hint: str


def unwelcome(character: str) -> Unwelcome:
    """Return what is wrong with one that UNWELCOME matches."""
    name = f"U+{ord(character):04X}"
    if _TURNS.match(character):
        hint = "it makes text read otherwise than it is written; delete it"
        return Unwelcome("bidi-character", f"{name} changes the direction of the text around it", hint)
    return Unwelcome("control-character", f"{name} is an invisible control character", "delete it and type the text again")


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unwelcome(text: str, name: str) -> Iterator[Problem]:
    for count, found in enumerate(UNWELCOME.finditer(text)):
        if count == _MOST_REPORTED:
            return
        yield Problem(_mark_after(text[: found.start()], name), *unwelcome(found[0]))


def _mark_after(before: str, name: str) -> Mark:
    return Mark(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _other_encoding(raw: bytes) -> str:
    """Name the encoding that `raw` gives away by its mark, or by a NUL in every other byte; empty when none."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    even, odd = raw[:_SAMPLE:2], raw[1:_SAMPLE:2]
    looks_wide = len(odd) > 1 and ((not any(even) and all(odd)) or (not any(odd) and all(even)))
    return "UTF-16" if looks_wide else ""


def _not_utf_8(mark: Mark, message: str) -> Problem:
    return Problem(mark, "not-utf-8", message, "save the file as UTF-8 in your editor")
