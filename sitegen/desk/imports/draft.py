"""One draft: what a file becomes, as text and as our own reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sitegen import markdown, source
from sitegen.desk.imports.front import Part
from sitegen.desk.imports.mapping import Fields
from sitegen.desk.quoting import quoted
from sitegen.errors import ContentError
from sitegen.prose import RESERVED_ANCHORS
from sitegen.schema import FrontMatter, PageMatter
from sitegen.schema.reading import record_of
from sitegen.source.text import UNWELCOME

_SUMMARY = 200
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")
_MOST_KEPT = 400
ORIGIN = "# Brought in from "
"""What stands before the place that a draft comes from, so that nothing is brought in twice."""


@dataclass(slots=True)
class Draft:
    """What a file becomes. Shape: a guide's role and level are empty where only its writer can say them."""

    is_guide: bool = False
    slug: str = ""
    role: str = ""
    level: str = ""
    title: str = ""
    summary: str = ""
    redirects: list[str] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    kept: list[Part] = field(default_factory=list)
    """Parts of their front matter that stand in a comment."""
    skills: tuple[tuple[str, str], ...] = ()
    """Skills that the body lists, with their depths."""
    body: str = ""

    @property
    def name(self) -> str:
        """Return the file it goes to."""
        return f"content/{'roles' if self.is_guide else 'pages'}/{self.slug}.md"

    @property
    def url(self) -> str:
        """Return its address, relative to the site."""
        return f"roles/{self.slug}/" if self.is_guide else f"{self.slug}/"

    def bare(self, parts: Sequence[Part]) -> Draft:
        """Return it with what has to be there, and all of `parts` in a comment."""
        return replace(self, redirects=[], fields=Fields(), kept=list(parts))


def draft_text(draft: Draft, origin: str) -> str:
    """Return the whole file."""
    return "\n".join(("---", *_front(draft, origin), "---", draft.body.rstrip("\n"))) + "\n"


def is_fit(draft: Draft, origin: str, body: str) -> bool:
    """Tell whether this site reads the draft without a fault but for a role and a level that are missing; `body` is known to have none."""
    whole = replace(draft, role=draft.role or "role", level=draft.level or "level")
    try:
        document = source.parse_guide(source.decode(draft_text(whole, origin).encode("utf-8", "replace"), draft.name), draft.name)
        record_of(FrontMatter if draft.is_guide else PageMatter, document.data, document.marks)
    except ContentError:
        return False
    is_known = document.body.strip("\n") == body.strip("\n")
    return not document.problems and (is_known or not markdown.render(document.body, reserved=RESERVED_ANCHORS).problems)


def opening(summary: str, lead: str, title: str) -> tuple[str, bool]:
    """Return a summary that fits, and whether it is less than what there was: a sentence of the text, or a part of a longer one."""
    if summary and len(summary) <= _SUMMARY:
        return summary, False
    words = " ".join((summary or lead or title).split())
    sentence = _SENTENCE.match(words)
    first = sentence[1] if sentence else words
    return (first if len(first) <= _SUMMARY else first[: _SUMMARY - 1].rpartition(" ")[0].rstrip(",;:–-") + "…"), True  # a dash


def _front(draft: Draft, origin: str) -> Iterator[str]:
    yield f"{ORIGIN}{_seen(origin)}"
    yield f"title: {quoted(draft.title)}"
    yield f"summary: {quoted(draft.summary)}"
    if draft.is_guide:
        yield f"role: {draft.role}".rstrip() + ("" if draft.role else "  # an id of data/roles.yaml")
        yield f"level: {draft.level}".rstrip() + ("" if draft.level else "  # an id of data/levels.yaml")
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
    if draft.skills:
        yield "# Skills that the text lists with a depth. Give each an importance, 1 to 5, and take the sign before it away:"
        yield "# skills:"
        yield from (f"#   - {{skill: {skill}, proficiency: {proficiency}, importance: }}" for skill, proficiency in draft.skills)
    lines = [line for part in draft.kept for line in part.lines]
    if lines:
        yield "# Not mapped, as it stood there:"
        yield from (f"#   {_seen(line)}".rstrip() for line in lines[:_MOST_KEPT])
        if len(lines) > _MOST_KEPT:
            yield f"#   … and {len(lines) - _MOST_KEPT} lines more"


def _seen(text: str) -> str:
    return UNWELCOME.sub("", text.replace("\n", " "))
