"""Tokens -> HTML, where this site's differs from markdown-it's own."""

# ruff: noqa: ARG002  # markdown-it calls every rule with the same four arguments
from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class Html(RendererHTML):
    """The renderer. What depends on more than one token was noted on the token before."""

    def pay(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Leave the place of a figure, which another stage fills; raw HTML is off, so nothing else makes a comment."""
        token = tokens[idx]
        return f"<!--pay:{token.info}-->" if token.info else escapeHtml(token.content)

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write an image, or its alternative text where there is none to show."""
        token = tokens[idx]
        return self.renderToken(tokens, idx, options, env) if token.attrs.get("src") else escapeHtml(str(token.attrs.get("alt", "")))

    def unwelcome(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Leave out an invisible character, which was reported."""
        return ""

    def comment(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Leave out a comment."""
        return ""

    def open_comment(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Show what is no comment for want of an end, which was reported."""
        return "&lt;!--"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Open a table inside the box that lets it scroll sideways.

        What the keyboard can reach needs a name; it is the heading above, without which the box does not scroll. A group is
        no landmark, so several tables may have one name.
        """
        heading = tokens[idx].meta.get("heading")
        box = f'class="table-scroll" role="group" aria-labelledby="{heading}" tabindex="0"' if heading else 'class="table-fixed"'
        return f"<div {box}>\n" + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Close a table and its box."""
        return self.renderToken(tokens, idx, options, env) + "</div>\n"
