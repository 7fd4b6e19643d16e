"""Their Markdown -> Markdown that this site takes: no HTML, no template tags, headings in order. Line numbers stay what they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Note = Callable[[int, str], None]

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_BLOCK = re.compile(r"<(script|style|iframe|svg|noscript)\b", re.IGNORECASE)
# Each is bounded, so that a long line of beginnings without an end is not searched to its end for every one.
_TEMPLATE = re.compile(r"\{%.{0,500}?%\}|\{\{.{0,500}?\}\}")
_COMMENT = re.compile(r"(<!--.{0,2000}?-->)")
# Tags that stand for an address, or for the part of one before the path.
_BASE = re.compile(r"\{\{-?\s*(?:site\.)?(?:base_?url|url|github\.url|params\.baseurl)\s*-?\}\}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\{\{[<%-]?\s*(?:ref|relref)\s+[\"']?(?P<hugo>[^\"'\s}>]+)[\"']?\s*[>%-]?\}\}"
    r"|\{%-?\s*(?:link|post_url)\s+(?P<jekyll>[^\s%]+)\s*-?%\}"
    r"|\{\{-?\s*[\"'](?P<filtered>[^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url|relURL|absURL|url)\s*-?\}\}"
)
_MODULE = re.compile(r"(?:import\s.+\sfrom\s+['\"].+['\"]|import\s+['\"].+['\"]|export\s+(?:default|const|function|let)\b.*);?\s*$")
_ADMONITION = re.compile(r":::+\s*(?P<kind>[A-Za-z]+)?\s*(?P<title>.*)$")
_ATTRIBUTES = re.compile(r"\s*\{:[^}\n]*\}|\s+\{#[\w-]+\}\s*$")
_TIGHT_HEADING = re.compile(r"^( {0,3}#{2,6})(?=[^#\s])")
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?href\s*=\s*[\"']([^\"'<>]{0,1000})[\"'][^<>]{0,500}>(.{0,1000}?)</a\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9.]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "br": " ", "p": "", "hr": ""}


def plain_markdown(text: str, note: Note) -> str:
    """Return the body without what other programs would make something of. Shape: `note` is told line, from 1, and what was changed."""
    return "\n".join(_lines(_without_blocks(text, note).split("\n"), note))


def comment(text: str) -> str:
    """Return a text as a comment that ends where it should."""
    return f"<!-- {text.replace('--', '- -').replace('<', '(').replace('>', ')').strip()} -->"


def _without_blocks(text: str, note: Note) -> str:
    """Leave out what is no text at all, with all inside it; the lines it stood on stay, empty. One that is never closed stays."""
    parts: list[str] = []
    at = 0
    endless: set[str] = set()
    for found in _BLOCK.finditer(text):
        name = found[1].lower()
        if found.start() < at or name in endless:
            continue
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.end())
        if closing is None:
            endless.add(name)
            continue
        note(text.count("\n", 0, found.start()) + 1, f"<{name}> is left out")
        parts += [text[at : found.start()], "\n" * text.count("\n", found.start(), closing.end())]
        at = closing.end()
    return "".join((*parts, text[at:]))


def _lines(lines: list[str], note: Note) -> Iterator[str]:
    fence = ""
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        if fence:
            if found and found["fence"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            yield line
        elif found:
            fence = found["fence"]
            yield line
        else:
            yield _line(line, number, note)


def _line(line: str, number: int, note: Note) -> str:
    if _MODULE.match(line):
        note(number, "an import or export of MDX is left out")
        return comment(line)
    admonition = _ADMONITION.match(line)
    if admonition:
        title = admonition["title"].strip("[] ") or (admonition["kind"] or "").title()
        return f"**{title}**" if title else ""
    line = _TIGHT_HEADING.sub(r"\1 ", line)
    parts = []
    at = 0
    for code in _CODE_SPAN.finditer(line):
        parts += [_prose(line[at : code.start()], number, note), code[0]]
        at = code.end()
    return "".join((*parts, _prose(line[at:], number, note)))


def _prose(text: str, number: int, note: Note) -> str:
    """Change a piece of a line that is no code."""

    def template(found: re.Match[str]) -> str:
        note(number, f"a template tag is left out: {found[0][:60]}")
        return comment(found[0])

    def tag(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name not in _SIGNS:
            note(number, f"the HTML tag <{name[:30]}> is left out")
        return _SIGNS.get(name, "")

    pieces = _COMMENT.split(text)
    for index in range(0, len(pieces), 2):
        piece = _ATTRIBUTES.sub("", pieces[index])
        piece = _ADDRESS.sub(lambda found: found["hugo"] or found["jekyll"] or found["filtered"], _BASE.sub("", piece))
        piece = _ANCHOR.sub(lambda found: f"[{found[2]}]({found[1]})", piece)
        pieces[index] = _TEMPLATE.sub(template, _TAG.sub(tag, piece))
    return "".join(pieces)
