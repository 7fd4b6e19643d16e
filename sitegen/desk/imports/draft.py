"""The text of one draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sitegen import parse
from sitegen.desk.imports.front import Part
from sitegen.desk.imports.mapping import Fields
from sitegen.desk.quoting import quoted
from sitegen.markdown import LEFT_OUT, Rendered
from sitegen.source.text import UNWELCOME

_SUMMARY = 200
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")
_FEWEST_WORDS = 4
_MOST_KEPT = 400


@dataclass(slots=True)
class Draft:
    """What a file becomes: a guide where it has a role, else a page."""

    slug: str = ""
    role: str = ""
    level: str = ""
    title: str = ""
    summary: str = ""
    redirects: list[str] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    kept: list[Part] = field(default_factory=list)
    """Parts of their front matter that stand in a comment."""
    body: str = ""

    @property
    def name(self) -> str:
        """Return the file it goes to."""
        return f"content/{'roles' if self.role else 'pages'}/{self.slug}.md"

    @property
    def url(self) -> str:
        """Return its address, relative to the site."""
        return f"roles/{self.slug}/" if self.role else f"{self.slug}/"

    def bare(self, parts: Sequence[Part]) -> Draft:
        """Return it with what has to be there, and all of `parts` in a comment."""
        return replace(self, redirects=[], fields=Fields(), kept=list(parts))


def draft_text(draft: Draft, origin: str) -> str:
    """Return the whole file."""
    return "\n".join(("---", *_front(draft, origin), "---", draft.body.rstrip("\n"))) + "\n"


def is_fit(draft: Draft, data: bytes) -> bool:
    """Tell whether this site reads the file without a fault."""
    read = parse.parse_guide if draft.role else parse.parse_text
    return not read(draft.name, data).problems


def opening(summary: str, body: Rendered, title: str) -> tuple[str, bool]:
    """Return a summary that fits, and whether it is less than what there was: a sentence of the text, or a part of a longer one."""
    if summary and len(summary) <= _SUMMARY:
        return summary, False
    texts = [summary, *(passage.text.replace(LEFT_OUT, "") for passage in body.passages)] if summary else [
        passage.text.replace(LEFT_OUT, "") for passage in body.passages
    ]  # fmt: skip
    for text in texts:
        words = " ".join(text.split())
        if len(words.split()) >= _FEWEST_WORDS:
            sentence = _SENTENCE.match(words)
            first = sentence[1] if sentence else words
            return (first if len(first) <= _SUMMARY else first[: _SUMMARY - 1].rpartition(" ")[0].rstrip(",;:–-") + "…"), True
    return title, True


def _front(draft: Draft, origin: str) -> Iterator[str]:
    yield f"# Brought in from {_seen(origin)}"
    yield f"title: {quoted(draft.title)}"
    yield f"summary: {quoted(draft.summary)}"
    if draft.role:
        yield f"role: {draft.role}"
        yield f"level: {draft.level}"
    yield "status: draft"
    lists = (
        ("also_known_as", draft.fields.other_names),
        ("search_terms", draft.fields.searched),
        ("tools", draft.fields.tools),
        ("responsibilities", draft.fields.duties),
        ("redirect_from", draft.redirects),
    )
    for key, values in lists:
        if values:
            yield f"{key}:"
            yield from (f"  - {quoted(value)}" for value in values)
    lines = [line for part in draft.kept for line in part.lines]
    if lines:
        yield "# Not mapped, as it stood there:"
        yield from (f"#   {_seen(line)}".rstrip() for line in lines[:_MOST_KEPT])
        if len(lines) > _MOST_KEPT:
            yield f"#   … and {len(lines) - _MOST_KEPT} lines more"


def _seen(text: str) -> str:
    return UNWELCOME.sub("", text.replace("\n", " "))
