"""markdown-it as this site uses it: which rules are on, and the few that note where they matched."""

# ruff: noqa: FBT001, FBT003  # markdown-it passes `silent` to every rule by position
from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, entity, image, link
from markdown_it.token import Token

from sitegen.markdown.comments import comment_block, comment_inline
from sitegen.markdown.html import Html
from sitegen.source.text import UNWELCOME

DEEPEST = 40
_UNUSED = ["html_block", "html_inline", "linkify", "replacements", "smartquotes"]
_MOST_COLUMNS = 32
_MOST_SHIFT = 3
_MOST_IMAGES_IN_ALT = 2
# Characters that end a stretch of plain text, since a rule begins or ends with them. Those of rules that are off are not among them.
_TELLING = re.compile(r"[\n!&<\[\\\]_`{~*]")
_PAY = re.compile(r"\{pay\b[^{}\n]{0,80}\}")

_ITEM = re.compile(r"[-*+] {1,4}[A-Za-z]")
SINGLE = "single"
"""The rule for paragraphs of one line. It finds nothing that the others would not: it saves them the work."""

InlineRule = Callable[[StateInline, bool], bool]


@cache
def parser() -> MarkdownIt:
    """Return the one parser; it keeps nothing of a text between two calls."""
    made = MarkdownIt("js-default", {"maxNesting": DEEPEST}, renderer_cls=Html)
    made.disable(_UNUSED)
    made.core.ruler.at("inline", _inline)
    made.inline.ruler.at("text", _text)
    made.inline.ruler.at("link", _noting("[", link))
    made.inline.ruler.at("autolink", _noting("<", autolink))
    made.inline.ruler.at("entity", _entity)
    made.inline.ruler.at("image", _image)
    made.inline.ruler.before("link", "pay", _pay)
    made.inline.ruler.before("autolink", "comment", comment_inline)
    made.block.ruler.before("table", SINGLE, _single)
    made.block.ruler.before("heading", "comment", comment_block, {"alt": ["paragraph", "reference", "blockquote"]})
    made.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    # Every address is let through here, and judged once its place is known: a refusal here would leave no trace to report.
    made.validateLink = _any_address  # type: ignore[method-assign]
    return made


def _any_address(url: str) -> bool:  # noqa: ARG001
    return True


def _inline(state: StateCore) -> None:
    """Parse the words of every block; those without a telling character are one text, as most cells and items are."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content and not _TELLING.search(token.content):
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])


def _text(state: StateInline, silent: bool) -> bool:
    """Match text up to the next telling character."""
    found = _TELLING.search(state.src, state.pos)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _single(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a line that begins with a letter and can only be a whole paragraph, as most items of lists and many paragraphs are."""
    at = state.bMarks[start] + state.tShift[start]
    if silent or not (state.src[at].isascii() and state.src[at].isalpha()) or state.is_code_block(start):
        return False
    after = start + 1
    if after < end and not state.isEmpty(after) and not _is_sibling(state, after):
        return False
    return paragraph(state, start, after, silent)


def _is_sibling(state: StateBlock, line: int) -> bool:
    """Tell whether the next item begins on `line` of the list that is read; it ends what stands in the one before."""
    shift = state.sCount[line]
    if not 0 <= shift < state.blkIndent or (state.listIndent >= 0 and shift - state.listIndent > _MOST_SHIFT):
        return False
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def _noting(first: str, rule: InlineRule) -> InlineRule:
    """Return `rule`, whose construct begins with the character `first`, noting its offset on the token it makes."""

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] != first:
            return False
        made = len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            # Text that was pending is made a token first, unless there was none.
            token = state.tokens[made]
            (state.tokens[made + 1] if token.type == "text" else token).meta["at"] = start
        return True

    return noting


_one_image = _noting("!", image)
_one_entity = _noting("&", entity)


def _entity(state: StateInline, silent: bool) -> bool:
    """Match an entity; one that stands for an invisible character stays apart from the text around it, to be reported."""
    if not _one_entity(state, silent):
        return False
    if not silent and UNWELCOME.search(state.tokens[-1].content):
        state.tokens[-1].type = "unwelcome"
    return True


def _image(state: StateInline, silent: bool) -> bool:
    """Match an image; one that holds images that hold images is text, for each level takes the parser a call deeper."""
    depth = state.env.get("images", 0)
    if depth > _MOST_IMAGES_IN_ALT:
        return False
    state.env["images"] = depth + 1
    try:
        return _one_image(state, silent)
    finally:
        state.env["images"] = depth


def _pay(state: StateInline, silent: bool) -> bool:
    """Match `{pay:us/base}`, and what looks as if it was meant to be that."""
    found = _PAY.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("pay", "", 0)
        token.content = found[0]
        token.meta["at"] = state.pos
    state.pos = found.end()
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a table of at most 32 columns, noting on each cell where its row begins and which of the row's it is."""
    if state.src.count("|", state.bMarks[start], state.eMarks[start]) > _MOST_COLUMNS:
        if not silent and table(state, start, end, True):
            state.env["wide"] = start
        return False
    made = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cell = 0
    for token in state.tokens[made:]:
        if token.type == "tr_open":
            cell = 0
        elif token.type == "inline" and token.map:
            line = token.map[0]
            begins = state.bMarks[line] + state.tShift[line]
            token.meta = {"cell": cell, "row": begins - state.src.rfind("\n", 0, begins) - 1}
            cell += 1
    return True
