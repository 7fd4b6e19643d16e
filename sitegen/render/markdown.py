"""The HTML that Markdown became, written as Markdown again: whole addresses, figures filled in, comments gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import groupby
from typing import NamedTuple, TypeVar
from urllib.parse import urljoin

from markupsafe import Markup

F = TypeVar("F")

_TOKEN = re.compile(r"<!--pay:(?P<cite>[^>]*)-->|<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<attributes>[^>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_EMPTY = frozenset({"img", "br", "hr"})
_INLINE = frozenset({"a", "em", "strong", "s", "code", "img", "br"})
_SPECIAL = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;)|(?<= )#|!$")
_FIRST = re.compile(r"^(?=[-+=#~])|^(\d{1,9})(?=[.)](?:\s|$))")
_PIPE = re.compile(r"(?<!\\)\|")
_TICKS = re.compile(r"`+")
_ALIGNED = {"align-left": ":--", "align-center": ":-:", "align-right": "--:"}


class Element(NamedTuple):
    """One element. Shape: a child that is a text holds no markup any more."""

    name: str
    attributes: Mapping[str, str]
    children: list[Element | str]


def to_markdown(html: str, address: str, here: str, cites: Mapping[str, F], figure: Callable[[F], Markup]) -> str:
    """Write a text as Markdown that reads the same in any place.

    Shape: `html` is what the Markdown stage made, so it is well formed and of few elements; `address` is that of the site, put before
    every address that starts at its root, and `here` that of the text's page, from which all others are told; `figure(cites[key])` stands
    where a figure is cited.
    """

    def cited(key: str) -> str:
        return figure(cites[key]).striptags()

    return "\n\n".join(_blocks(_tree(html, address.rstrip("/"), here, cited).children))


def plain(text: str) -> str:
    """Write words of the data so that Markdown shows them as they are, in one line."""
    return _FIRST.sub(lambda found: f"{found[0]}\\", _SPECIAL.sub(r"\\\g<0>", " ".join(text.split())))


def _tree(html: str, address: str, here: str, cited: Callable[[str], str]) -> Element:
    root = Element("body", {}, [])
    stack = [root]
    for found in _TOKEN.finditer(html):
        inside = stack[-1].children
        if found["text"] is not None:
            inside.append(unescape(found["text"]))
        elif found["cite"] is not None:
            inside.append(cited(found["cite"]))
        elif found["end"]:
            stack.pop()
        else:
            element = Element(found["name"], dict(_attributes(found["attributes"], address, here)), [])
            inside.append(element)
            if element.name not in _EMPTY:
                stack.append(element)
    return root


def _attributes(written: str, address: str, here: str) -> Iterator[tuple[str, str]]:
    for name, value in _ATTRIBUTE.findall(written):
        plain = unescape(value)
        if name not in ("href", "src"):
            yield name, plain
        else:
            yield name, address + plain if plain.startswith("/") else urljoin(here, plain)


def _blocks(nodes: Iterable[Element | str]) -> Iterator[str]:
    """Write blocks; words that stand in no block of their own, as in a tight list, are one."""
    last = ("", "")
    for inline, run in groupby(nodes, key=lambda it: isinstance(it, str) or it.name in _INLINE):
        if inline:
            words = _words(run)
            if words:
                yield words
                last = ("", "")
            continue
        for node in run:
            if isinstance(node, Element):
                # Two lists in a row would become one, unless their marks differ.
                mark = ("*" if last == ("ul", "-") else "-") if node.name == "ul" else (")" if last == ("ol", ".") else ".")
                last = (node.name, mark)
                yield from _block(node, mark)


def _block(node: Element, mark: str) -> Iterator[str]:
    if node.name in ("ul", "ol"):
        yield _list(node, mark)
    elif node.name == "pre":
        yield _fenced(node)
    elif node.name == "blockquote":
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node.children)).split("\n"))
    elif node.name == "table":
        yield "\n".join(_table(node))
    elif node.name == "hr":
        yield "* * *"
    elif node.name == "div":
        yield from _blocks(node.children)
    elif node.name[0] == "h":
        yield f"{'#' * int(node.name[1])} {_words(node.children)}"
    else:
        yield _words(node.children)


def _list(node: Element, mark: str) -> str:
    items = _elements(node)
    loose = any(isinstance(child, Element) and child.name == "p" for item in items for child in item.children)
    return ("\n\n" if loose else "\n").join(_items(items, node, mark, "\n\n" if loose else "\n"))


def _items(items: Sequence[Element], node: Element, mark: str, between: str) -> Iterator[str]:
    for number, item in enumerate(items, int(node.attributes.get("start", "1"))):
        lead = f"{number}{mark} " if node.name == "ol" else f"{mark} "
        text = between.join(_blocks(item.children)).replace("\n", "\n" + " " * len(lead))
        yield re.sub(r"[ \t]+$", "", lead + text, flags=re.MULTILINE)


def _fenced(node: Element) -> str:
    code = node.children[0] if node.children else ""
    inner, language = ("", "") if isinstance(code, str) else (_text(code), code.attributes.get("class", "").removeprefix("language-"))
    fence = "`" * max(3, _longest_ticks(inner) + 1)
    return f"{fence}{language}\n{inner.removesuffix(chr(10))}\n{fence}"


def _table(node: Element) -> Iterator[str]:
    rows = [row for part in _elements(node) for row in _elements(part)]
    for place, row in enumerate(rows):
        cells = _elements(row)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
        if not place:
            yield f"| {' | '.join(_ALIGNED.get(cell.attributes.get('class', ''), '---') for cell in cells)} |"


def _cell(cell: Element) -> str:
    return _PIPE.sub(r"\\|", _words(cell.children))


def _words(nodes: Iterable[Element | str]) -> str:
    """Write words in one line."""
    text = "".join(map(_inline, nodes)).strip()
    return _FIRST.sub(lambda found: f"{found[0]}\\", text)


def _inline(node: Element | str) -> str:
    if isinstance(node, str):
        return _SPECIAL.sub(r"\\\g<0>", re.sub(r"\s+", " ", node))
    marks = {"em": "*", "strong": "**", "s": "~~"}
    inner = "".join(map(_inline, node.children))
    if node.name in marks:
        mark = "_" if node.name == "em" and "*" in (inner[:1], inner[-1:]) else marks[node.name]
        return f"{mark}{inner}{mark}"
    if node.name == "code":
        return _code(_text(node))
    if node.name == "a":
        return f"[{inner}]({_target(node.attributes['href'])}{_title(node)})"
    if node.name == "img":
        return f"![{_inline(node.attributes['alt'])}]({_target(node.attributes['src'])}{_title(node)})"
    return "\\\n" if node.name == "br" else inner


def _code(text: str) -> str:
    fence = "`" * (_longest_ticks(text) + 1)
    room = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{room}{text}{room}{fence}"


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _target(url: str) -> str:
    return f"<{url}>" if not url or re.search(r"[\s()]", url) else url


def _title(node: Element) -> str:
    title = node.attributes.get("title", "")
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"' if title else ""


def _text(node: Element) -> str:
    return "".join(child if isinstance(child, str) else _text(child) for child in node.children)


def _elements(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, Element)]
