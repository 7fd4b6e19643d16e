"""A text of YAML -> one document: its data, the marks of its values, and its faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from sitegen.errors import Problem
from sitegen.source.marks import Marks, place
from sitegen.source.syntax import syntax_problem
from sitegen.source.tree import LimitError, Tree

# libyaml is several times as fast; the parser in pure Python gives the same data where it was not built in.
_Parser: Any = getattr(yaml, "CLoader", None) or yaml.Loader
_MOST_VALUES = 5_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """What one source file says.

    Shape: `data` is as far as the file could be read, None when that is nothing; `body` is the text below the front
    matter, whose first line is line `body_line` of the file.
    """

    data: Any
    marks: Marks
    body: str
    body_line: int
    problems: tuple[Problem, ...]


def parse_yaml(text: str, name: str, *, first_line: int = 1, most_values: int = _MOST_VALUES) -> Document:
    """Read YAML `text` that begins on line `first_line` of the file `name`.

    Never raises for what the text holds: each fault is among the document's problems, all of them in one go but for
    what makes reading on pointless: broken syntax and broken limits.
    """
    tree = Tree(text, name, first_line, most_values)
    try:
        _feed(tree, text)
    except LimitError as error:
        tree.problems.append(error.problem)
    except yaml.YAMLError as error:
        tree.problems.append(syntax_problem(error, text, name, first_line))
    marks = Marks(name, tree.places[0] if tree.places else place(first_line, 1))
    return Document(tree.values[0] if tree.values else None, marks, "", 1, tuple(sorted(set(tree.problems))))


def _feed(tree: Tree, text: str) -> None:
    """Hand every event of `text` to `tree`; what lies deep in the text is never deep in calls."""
    take = {
        yaml.ScalarEvent: tree.scalar,
        yaml.MappingStartEvent: tree.mapping,
        yaml.SequenceStartEvent: tree.sequence,
        yaml.MappingEndEvent: tree.close,
        yaml.SequenceEndEvent: tree.close,
        yaml.AliasEvent: tree.alias,
        yaml.DocumentStartEvent: tree.document,
    }
    parser = _Parser(text)
    try:
        while (event := parser.get_event()) is not None:
            step = take.get(type(event))
            if step is not None:
                step(event)
    finally:
        parser.dispose()
