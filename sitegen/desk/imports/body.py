"""Their Markdown -> Markdown that this site takes: no HTML, no template tags, headings in order. Line numbers stay what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.desk.imports.tags import Note, without_layout, without_tags
from sitegen.source.text import UNWELCOME

_OWN_FENCE = "``````"
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
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_NEVER = re.compile(r"(?!)")
_PRE_ENDS = re.compile(r"\s*(?:</code\s*>)?\s*</pre\s*>\s*", re.IGNORECASE)
_CODE = (
    (re.compile(r"\s*<pre\b[^<>]{0,500}>\s*(?:<code\b[^<>]{0,500}>)?\s*", re.IGNORECASE), _PRE_ENDS),
    (re.compile(r"\s*\{%-?\s*highlight\b[^%]{0,200}%\}\s*"), re.compile(r"\s*\{%-?\s*endhighlight\s*-?%\}\s*")),
    (re.compile(r"\s*\{\{[<%]\s*highlight\b[^{}]{0,200}[>%]\}\}\s*"), re.compile(r"\s*\{\{[<%]\s*/\s*highlight\s*[>%]\}\}\s*")),
)
"""Lines between which others write code: of HTML, Liquid and Hugo."""
_CONTENTS = re.compile(r"^ {0,3}(?:[-*+]|\d+\.) +[^\n]{0,80}\n\s{0,3}\{:\s*\.?toc\b[^}\n]*\}", re.IGNORECASE | re.MULTILINE)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")


def plain_markdown(text: str, note: Note) -> str:
    """Return the body without what other programs would make something of. Shape: `note` is told line, from 1, and what was changed."""
    return "\n".join(_lines(_without_blocks(_CONTENTS.sub("\n", text), note).split("\n"), note))


def comment(text: str) -> str:
    """Return a text as a comment that ends where it should."""
    return f"<!-- {text.replace('--', '- -').replace('<', '(').replace('>', ')').strip()} -->"


def _without_blocks(text: str, note: Note) -> str:
    """Leave out what is no text at all, with all inside it; the lines it stood on stay, empty. One that is never closed stays."""
    parts: list[str] = []
    at, line = 0, 1
    endless: set[str] = set()
    for found in _BLOCK.finditer(text):
        name = found[1].lower()
        if found.start() < at or name in endless:
            continue
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.end())
        if closing is None:
            endless.add(name)
            continue
        line += text.count("\n", at, found.start())
        note(line, f"<{name}> is left out")
        empty = "\n" * text.count("\n", found.start(), closing.end())
        parts += [text[at : found.start()], empty]
        at, line = closing.end(), line + len(empty)
    return "".join((*parts, text[at:]))


def _lines(lines: list[str], note: Note) -> Iterator[str]:
    fence = ""
    ends = _NEVER
    last = {end: max((number for number, line in enumerate(lines) if end.fullmatch(line)), default=-1) for _, end in _CODE}
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        begun = None if fence or ends is not _NEVER else next((it for it in _CODE if it[0].fullmatch(line) and number < last[it[1]]), None)
        if ends is not _NEVER:
            is_end = bool(ends.fullmatch(line))
            yield _OWN_FENCE if is_end else _as_code(line) if ends is _PRE_ENDS else line
            ends = _NEVER if is_end else ends
        elif begun:
            ends = begun[1]
            yield _OWN_FENCE
        elif fence:
            if found and found["fence"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            yield line
        elif found:
            fence = found["fence"]
            yield line
        else:
            yield _line(line, number + 1, note)


def _as_code(line: str) -> str:
    """Return a line of HTML's `<pre>` as the characters that it shows."""
    return UNWELCOME.sub("", unescape(_ANY_TAG.sub("", line))).replace("\n", " ")


def _line(line: str, number: int, note: Note) -> str:
    if _MODULE.match(line):
        note(number, "an import or export of MDX is left out")
        return comment(line)
    admonition = _ADMONITION.match(line)
    if admonition:
        title = admonition["title"].strip("[] ") or (admonition["kind"] or "").title()
        return f"**{title}**" if title else ""
    line = _TIGHT_HEADING.sub(r"\1 ", line)
    if "<" not in line and "{" not in line:
        return line
    line = without_layout(line)
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

    pieces = _COMMENT.split(text)
    for index in range(0, len(pieces), 2):
        piece = _ATTRIBUTES.sub("", pieces[index])
        piece = _ADDRESS.sub(lambda found: found["hugo"] or found["jekyll"] or found["filtered"], _BASE.sub("", _RAW.sub("", piece)))
        pieces[index] = _TEMPLATE.sub(template, without_tags(piece, number, note))
    return "".join(pieces)
