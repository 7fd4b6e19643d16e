"""The way from a Markdown text to what is known of it: bound, parse, survey, write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.markdown.parser import parser
from sitegen.markdown.places import Places
from sitegen.markdown.rendered import Fault, Rendered
from sitegen.markdown.survey import Survey

_MOST_CHARACTERS = 256 * 1024
_ALWAYS_ALLOWED = 64 * 1024
_MOST_GROWTH = 20
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
# What begins with a letter and is one line long is a paragraph: every other block needs another first character or a second line.
PARAGRAPH = re.compile(r"[A-Za-z](?:[^\n]*[!-~])?\n*")
_NONE: frozenset[str] = frozenset()


def render(text: str, *, min_heading: int = 2, reserved: frozenset[str] = _NONE, first_line: int = 1, indent: int = 0) -> Rendered:
    """Return `text` as HTML with its headings, links, cited figures and faults.

    Shape: the text begins on line `first_line` of its file, where every line of it is indented by `indent`. The highest heading
    allowed is of level `min_heading`, and with 7 none is; no heading gets an id in `reserved`.
    Never raises for what the text holds. HTML longer than 64 KB and than twenty times the text is not made.
    """
    if len(text) > _MOST_CHARACTERS:
        return _refused(
            first_line, indent, "too-large", f"the text is longer than {_MOST_CHARACTERS:,} characters", "split it into several pages"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    limit = max(_ALWAYS_ALLOWED, _MOST_GROWTH * len(text))
    made = parser()
    env: dict[str, object] = {}
    tokens = paragraph(made, text, env) if PARAGRAPH.fullmatch(text) else made.parse(text, env)
    survey = Survey(Places(text, first_line, indent), min_heading, reserved, limit)
    survey.read(tokens, env)
    html = made.renderer.render(tokens, made.options, env) if survey.size <= limit else ""
    if survey.size > limit or len(html) > limit:
        hint = "repeat long links and wide tables less"
        return _refused(first_line, indent, "too-much-growth", "this text would become far more HTML than it is long", hint)
    plain = "\n".join(survey.blocks)
    return Rendered(
        html=html,
        headings=tuple(survey.headings),
        links=tuple(survey.links),
        cites=tuple(survey.cites),
        text=plain,
        words=len(_WORD.findall(plain)),
        problems=tuple(sorted(set(survey.faults))),
        passages=tuple(survey.passages),
    )


def paragraph(made: MarkdownIt, text: str, env: dict[str, object]) -> Sequence[Token]:
    """Return the tokens of a text that is one paragraph of one line, as most short answers are, without trying every kind of block."""
    tokens = made.parseInline(text.rstrip("\n"), env)
    tokens[0].level, tokens[0].block = 1, True
    opening, closing = Token("paragraph_open", "p", 1, map=[0, 1], block=True), Token("paragraph_close", "p", -1, block=True)
    return (opening, *tokens, closing)


def _refused(line: int, indent: int, code: str, message: str, hint: str) -> Rendered:
    return Rendered("", problems=(Fault(line, indent + 1, code, message, hint),))
