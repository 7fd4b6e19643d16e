"""One walk over the tokens of a text: it collects what other stages ask for, finds the faults, and readies tokens for writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from sitegen.markdown.addresses import image_path, is_external, link_fault
from sitegen.markdown.anchors import Anchors
from sitegen.markdown.parser import DEEPEST
from sitegen.markdown.passages import Passage, passage
from sitegen.markdown.places import Places
from sitegen.markdown.rendered import Cite, Fault, Heading, Link
from sitegen.source.text import UNWELCOME, unwelcome

_CITED = re.compile(r"\{pay:([A-Za-z0-9]+(?:[:-][A-Za-z0-9]+)*)/([a-z]+)\}")
_TAG_SIZE = 12


class Survey:
    """What was found so far.

    Shape: `blocks` are the words of each block in order, `passages` its prose; `size` is about how long the HTML will be.
    """

    def __init__(self, places: Places, min_heading: int, reserved: frozenset[str], limit: int) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.cites: list[Cite] = []
        self.faults: list[Fault] = []
        self.blocks: list[str] = []
        self.passages: list[Passage] = []
        self.size = 0
        self._limit = limit
        self._min_heading = min_heading
        self._level = min_heading - 1
        self._anchors = Anchors(reserved)
        self._places = places

    def read(self, tokens: Sequence[Token], env: dict[str, Any]) -> None:
        """Walk over `tokens`, and stop early when their HTML would pass the limit."""
        if "wide" in env:
            at = self._places.line(env["wide"])
            self._fault(at, "too-much-growth", "this table has more columns than anybody reads", "split it, or turn it round")
        block: dict[str, Callable[[Sequence[Token], int], None]] = {
            "inline": self._inline,
            "heading_open": self._heading,
            "table_open": self._table,
            "th_open": self._header_cell,
            "td_open": self._cell,
            "fence": self._code,
            "code_block": self._code,
            "blockquote_open": self._nested,
            "list_item_open": self._nested,
        }
        for index, token in enumerate(tokens):
            self.size += _TAG_SIZE + len(token.content)
            if token.type in block:
                block[token.type](tokens, index)
            if self.size > self._limit:
                return

    def _inline(self, tokens: Sequence[Token], index: int) -> None:
        inline = tokens[index]
        children = inline.children
        if not children:
            return
        if len(children) == 1 and children[0].type == "text" and children[0].content == inline.content:
            self.blocks.append(inline.content)
            self.passages.append(Passage(inline.content, ((0, *self._places.plain(inline)),)))
            return
        block = self._places.block(inline)
        for number, child in enumerate(children):
            if "at" in child.meta:
                self._mark(children, number, block.place(child.meta["at"]))
                self.size += sum(len(str(value)) for value in child.attrs.values())
        words = plain(children)
        if words:
            self.blocks.append(words)
        prose = passage(inline, block.place)
        if prose:
            self.passages.append(prose)

    def _mark(self, children: list[Token], number: int, at: tuple[int, int]) -> None:
        """Take in one token whose offset the parser noted."""
        token = children[number]
        if token.type == "link_open":
            self._link(children, number, at)
        elif token.type == "image":
            self._image(token, at)
        elif token.type == "pay":
            self._cite(token, at)
        elif token.type == "open_comment":
            self._fault(at, "unclosed-comment", "a comment is opened here and never closed", "end it with -->")
        inside = (child.content for child in token.children or [])
        self._unwelcome((token.content, token.attrs.get("title"), *inside), at)

    def _link(self, children: list[Token], number: int, at: tuple[int, int]) -> None:
        opened = children[number]
        end = next(i for i in range(number, len(children)) if children[i].type == "link_close")
        words = plain(children[number + 1 : end])
        href = str(opened.attrs["href"])
        fault = link_fault(href)
        if fault:
            self._fault(at, "unsafe-link", f"this link cannot be followed safely: {fault}", "link to https://…, /a/page/ or #a-heading")
            opened.hidden = children[end].hidden = True
            return
        if not href or not words.strip():
            missing = "address" if not href else "words"
            self._fault(at, "empty-link", f"this link has no {missing}", "write [words](address)")
        if is_external(href):
            opened.attrs["rel"] = "noopener"
        self.links.append(Link(href, *at, "link", words))

    def _image(self, token: Token, at: tuple[int, int]) -> None:
        alt = plain(token.children or []).strip()
        token.attrs["alt"] = alt
        self._no_cites(token.children or [], at, "the alternative text of an image")
        written = str(token.attrs["src"])
        src = image_path(written)
        if not alt:
            self._fault(at, "missing-alt", "this image has no alternative text", "say in the [ ] what the image shows")
        if src:
            token.attrs |= {"src": src, "loading": "lazy", "decoding": "async"}
            self.links.append(Link(src, *at, "image", alt))
        else:
            hint = "put a PNG, JPEG, WebP or AVIF in content/images/ and write /images/NAME"
            self._fault(at, "image-source", "an image must be one of this site's own", hint)
            token.attrs["src"] = "" if is_external(written) or link_fault(written) else written

    def _cite(self, token: Token, at: tuple[int, int]) -> None:
        cited = _CITED.fullmatch(token.content)
        if cited:
            token.info = f"{cited[1]}/{cited[2]}"
            self.cites.append(Cite(cited[1], cited[2], *at))
        else:
            self._fault(at, "bad-cite", f"{token.content} names no figure", "write {pay:REGION/COMPONENT}, such as {pay:us/base}")

    def _no_cites(self, tokens: Iterable[Token], at: tuple[int, int], where: str) -> None:
        if any(token.type == "pay" for token in tokens):
            self._fault(at, "bad-cite", f"no figure can be cited in {where}", "cite it in the text")

    def _heading(self, tokens: Sequence[Token], index: int) -> None:
        token, inline = tokens[index], tokens[index + 1]
        at = self._places.start(token)
        level = int(token.tag[1])
        words = plain(inline.children or []).strip()
        self._no_cites(inline.children or [], at, "a heading, which is also an entry of the contents")
        self._heading_faults(level, words, at)
        self._level = max(level, self._min_heading)
        anchor = self._anchors.give(words)
        token.attrs["id"] = anchor
        self.headings.append(Heading(level, words, anchor, *at))

    def _heading_faults(self, level: int, words: str, at: tuple[int, int]) -> None:
        lowest = 6
        if self._min_heading > lowest:
            self._fault(at, "heading-level", "no heading can stand here", "begin the paragraph with **bold words** instead")
        elif level < self._min_heading:
            hint = f"begin with {'#' * self._min_heading}; the level above is the page's title"
            self._fault(at, "heading-level", f"a heading of level {level} cannot stand here", hint)
        elif level > self._level + 1:
            hint = f"write {'#' * (self._level + 1)}, so that no level is left out"
            self._fault(at, "heading-jump", f"a heading of level {level} follows level {self._level}", hint)
        if not words:
            self._fault(at, "empty-heading", "this heading has no words", "write some or delete it")

    def _table(self, tokens: Sequence[Token], index: int) -> None:
        if self.headings:
            tokens[index].meta["heading"] = self.headings[-1].anchor

    def _header_cell(self, tokens: Sequence[Token], index: int) -> None:
        self._cell(tokens, index)
        if tokens[index + 1].content:
            tokens[index].attrs["scope"] = "col"
        else:
            # A header without words is announced as nothing: the empty corner of a table is a plain cell.
            tokens[index].tag = tokens[index + 2].tag = "td"

    def _cell(self, tokens: Sequence[Token], index: int) -> None:
        style = str(tokens[index].attrs.pop("style", ""))
        if style:  # the site's policy forbids style attributes
            tokens[index].attrs["class"] = "align-" + style.removeprefix("text-align:")

    def _code(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        self.blocks.append(token.content.rstrip("\n"))
        self._unwelcome((unescapeAll(token.info),), self._places.start(token))

    def _nested(self, tokens: Sequence[Token], index: int) -> None:
        if tokens[index].level >= DEEPEST - 1:
            at = self._places.start(tokens[index])
            self._fault(at, "too-deep", "lists and quotations are nested too deep; what is inside is lost", "nest less")

    def _unwelcome(self, texts: Iterable[Any], at: tuple[int, int]) -> None:
        """Find invisible characters that were written as entities, which the reading of the file could not see."""
        for text in texts:
            found = UNWELCOME.search(str(text or ""))
            if found:
                self._fault(at, *unwelcome(found[0]))

    def _fault(self, at: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.faults.append(Fault(*at, code, message, hint))


def plain(tokens: Iterable[Token]) -> str:
    """Return the words of inline `tokens` without any markup."""
    return "".join(map(_words, tokens))


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "unwelcome":
        return ""
    return plain(token.children or []) if token.type == "image" else token.content
