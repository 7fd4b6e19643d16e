"""The body of one file on its way, as work that any process can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sitegen.desk.imports.body import plain_markdown
from sitegen.desk.imports.leads import resolver
from sitegen.desk.imports.mending import mended
from sitegen.markdown import LEFT_OUT, Rendered

_FEWEST_WORDS, _SENTENCE_WORDS, _MOST_PASSAGES = 4, 6, 30


class Task(NamedTuple):
    """A body, and the path of its file without suffix."""

    below: str
    body: str
    is_guide: bool


class Told(NamedTuple):
    """A body as this site takes it, the words of its title, its first sentences, and by line of the body what was lost."""

    text: str
    title: str
    lead: str
    notes: tuple[tuple[int, str], ...]


def mend_batch(leads: Mapping[str, str], tasks: Sequence[Task]) -> list[Told]:
    """Make each body fit."""
    return [_mend(task, leads) for task in tasks]


def _mend(task: Task, leads: Mapping[str, str]) -> Told:
    notes: list[tuple[int, str]] = []

    def note(number: int, what: str) -> None:
        notes.append((number, what))

    made = mended(plain_markdown(task.body, note), resolver(task.below, leads), note, is_guide=task.is_guide)
    return Told(made.text, made.title, _lead(made.rendered), tuple(notes))


def _lead(body: Rendered) -> str:
    """Return the first block that reads as a sentence, else the first that has some words."""
    texts = list(_texts(body))
    sentence = (text for text in texts if text.endswith((".", "!", "?")) and len(text.split()) >= _SENTENCE_WORDS)
    return next(sentence, texts[0] if texts else "")


def _texts(body: Rendered) -> Iterator[str]:
    for passage in body.passages[:_MOST_PASSAGES]:
        text = " ".join(passage.text.replace(LEFT_OUT, "").split())
        if len(text.split()) >= _FEWEST_WORDS:
            yield text
