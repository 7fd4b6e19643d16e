"""Comments that writers leave for each other: `<!-- ... -->` is left out of the page, links and all.

They are the one piece of HTML that is understood; all other is shown as the text it is.
"""

# ruff: noqa: FBT001  # markdown-it passes `silent` to every rule by position
from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_OPEN, _CLOSE = "<!--", "-->"
_LONGEST = 10_000  # so that many unclosed ones do not each search the whole text


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match lines that hold one comment and nothing else."""
    opens = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith(_OPEN, opens):
        return False
    closes = _end(state.src, opens, len(state.src))
    if closes < 0:
        return False
    last = start + state.src.count("\n", opens, closes)
    if last >= end or state.src[closes + len(_CLOSE) : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def comment_inline(state: StateInline, silent: bool) -> bool:
    """Match a comment inside a block, and the beginning of one that is never closed."""
    if not state.src.startswith(_OPEN, state.pos, state.posMax):
        return False
    closes = _end(state.src, state.pos, state.posMax)
    if not silent:
        token = state.push("comment" if closes >= 0 else "open_comment", "", 0)
        token.meta["at"] = state.pos
    state.pos = closes + len(_CLOSE) if closes >= 0 else state.pos + len(_OPEN)
    return True


def _end(text: str, opens: int, limit: int) -> int:
    """Return where the end of the comment that `opens` begins, negative when it has none; `<!-->` is a whole comment."""
    return text.find(_CLOSE, opens + 2, min(limit, opens + _LONGEST))
