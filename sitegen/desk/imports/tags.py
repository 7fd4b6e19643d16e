"""HTML inside a line of Markdown -> Markdown; what has no counterpart is left out and reported."""

from __future__ import annotations

import re
from collections.abc import Callable

Note = Callable[[int, str], None]
"""Is told a line, from 1, and what was changed there."""

# Each pattern is bounded, so that a long line of beginnings without an end is not searched to its end for every one.
_VALUES = r"(?:[^<>\"']|\"[^\"<>]{0,1000}\"|'[^'<>]{0,1000}'){0,1000}"
_TAG = re.compile(rf"</?(?P<name>[A-Za-z][A-Za-z0-9.]*)(?=[\s/>]){_VALUES}>")
_IMAGE = re.compile(rf"<img\s{_VALUES}>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?href\s*=\s*[\"']([^\"'<>]{0,1000})[\"'][^<>]{0,500}>(.{0,1000}?)</a\s*>", re.IGNORECASE)
_VALUE = re.compile(r"\b(?P<name>src|alt)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))", re.IGNORECASE)
_ITEM = re.compile(r"^\s*<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_HEADING = re.compile(r"^\s*<h(?P<level>[1-6])(?:\s[^<>]*)?>(?P<words>[^\n]*?)(?:</h[1-6]\s*>\s*)?$", re.IGNORECASE)
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "br": " ", "summary": "**", "caption": "**", "figcaption": "*"}
_CELLS = {"td": " | ", "th": " | "}
_LAYOUT = frozenset({
    "a", "abbr", "article", "aside", "big", "blockquote", "center", "cite", "dd", "details", "div", "dl", "dt", "figure", "font",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "ins", "kbd", "li", "main", "mark", "nav", "nobr", "ol", "p",
    "picture", "section", "small", "source", "span", "u", "ul", "var", "wbr",
})  # fmt: skip
"""Tags that say how text is laid out: nothing is lost without them."""
_LOST = frozenset({
    "audio", "base", "body", "button", "canvas", "col", "colgroup", "del", "dialog", "embed", "fieldset", "form", "frame", "frameset",
    "head", "html", "img", "input", "label", "legend", "link", "map", "marquee", "meta", "object", "optgroup", "option", "param", "pre",
    "progress", "q", "s", "samp", "select", "strike", "style", "sub", "sup", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
    "template", "time", "title", "tr", "track", "tt", "video",
})  # fmt: skip
"""Tags without which something is lost. Any other in small letters is no HTML, such as `<name>`, and stays as it is."""
_NO_BRACKETS = str.maketrans("[]", "()")


def without_layout(line: str) -> str:
    """Write an item or a heading that begins a line as Markdown does; what tags alone set in stands at the margin, or it would be code."""
    line = _ITEM.sub("- ", line)
    heading = _HEADING.match(line)
    if heading and heading["words"].strip():
        return f"{'#' * int(heading['level'])} {heading['words'].strip()}"
    return line.lstrip() if line.startswith("    ") and line.lstrip().startswith("<") else line


def without_tags(text: str, number: int, note: Note) -> str:
    """Return a piece of line `number`, none of it code, with signs in the place of tags."""

    def sign(found: re.Match[str]) -> str:
        name, is_end = found["name"].lower(), found[0].startswith("</")
        is_component = found["name"][:1].isupper() and not found["name"].isupper()
        if not (name in _SIGNS or name in _LAYOUT or name in _LOST or is_component):
            return found[0]
        if name in _LOST or is_component or (name == "a" and "href" in found[0]):
            note(number, f"the HTML tag <{name[:30]}> is left out")
        return "" if is_end and name in _CELLS else _CELLS.get(name, _SIGNS.get(name, ""))

    return _TAG.sub(sign, _ANCHOR.sub(_linked, _IMAGE.sub(_pictured, text)))


def _linked(found: re.Match[str]) -> str:
    """Write a link; of one around a picture, or around no words, what it stands around."""
    words = found[2].strip()
    return f"[{words}]({found[1]})" if words and "![" not in words and "]" not in words else words


def _pictured(found: re.Match[str]) -> str:
    values = {it["name"].lower(): it["double"] or it["single"] or it["bare"] or "" for it in _VALUE.finditer(found[0])}
    alt, address = " ".join(values.get("alt", "").translate(_NO_BRACKETS).split()), values.get("src", "").split()
    return f"![{alt}]({address[0]})" if address else alt
