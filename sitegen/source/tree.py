"""YAML events -> nested data with its marks, without recursion and within limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from sitegen.errors import Mark, Problem
from sitegen.source.marks import Marks, Node, place
from sitegen.source.scalars import BadNumberError, resolve
from sitegen.source.syntax import syntax_problem
from sitegen.source.text import UNWELCOME, unwelcome

# libyaml is eight times as fast; the parser in pure Python gives the same data where it was not built in.
_Parser: Any = getattr(yaml, "CLoader", None) or yaml.Loader

_DEEPEST = 20
_MOST_VALUES = 5_000_000
_CORE = "tag:yaml.org,2002:"
_KINDS: dict[str, type | tuple[type, ...]] = {
    "int": int, "float": (int, float), "bool": bool, "null": type(None), "map": dict, "seq": list,
}  # fmt: skip


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

    Never raises for what the text holds: each fault is among the document's problems.
    """
    tree = _Tree(name, first_line, most_values)
    try:
        tree.read(text)
    except _LimitError:
        pass
    except yaml.YAMLError as error:
        tree.problems.append(syntax_problem(error, text, name, first_line))
    marks = Marks(name, tree.places[0] if tree.places else place(first_line, 1))
    return Document(tree.values[0] if tree.values else None, marks, "", 1, tuple(sorted(set(tree.problems))))


class _LimitError(Exception):
    """The document breaks a limit: reading on would only cost time."""


class _Dropped:
    """The key of a value that is read but not kept."""


_WANTED: Any = object()
_DROPPED: Any = _Dropped()


class _Frame:
    """One open list or mapping: what it holds so far, and the key that waits for its value."""

    __slots__ = ("key", "key_place", "keyed", "place", "places", "values")

    def __init__(self, keyed: bool, start: int, values: Any, places: Any) -> None:
        self.keyed, self.place, self.values, self.places = keyed, start, values, places
        self.key: Any = _WANTED
        self.key_place = 0


class _Tree:
    """The document under construction. `values` and `places` hold its root once there is one."""

    def __init__(self, name: str, first_line: int, most_values: int) -> None:
        self.name, self.first_line, self.left = name, first_line, most_values
        self.values: list[Any] = []
        self.places: list[Node] = []
        self.problems: list[Problem] = []
        self.frame = _Frame(False, 0, self.values, self.places)
        self.open: list[_Frame] = []

    def read(self, text: str) -> None:
        """Take in every event of `text`. Raises _LimitError at a broken limit, YAMLError where it is not YAML."""
        take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        parser = _Parser(text)
        try:
            while (event := parser.get_event()) is not None:
                step = take.get(type(event))
                if step is not None:
                    step(event)
        finally:
            parser.dispose()

    def _document(self, event: Any) -> None:
        if self.values:
            self._stop(event, "several-documents", "a second YAML document begins here", "keep one document in a file")

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        if event.style or event.tag is not None or event.anchor is not None:
            value = self._marked_scalar(event)
        else:
            value = self._plain(event)
        self._put(value, place(mark.line + self.first_line, mark.column + 1), event)

    def _plain(self, event: Any) -> Any:
        try:
            return resolve(event.value)
        except BadNumberError as error:
            self._report(event, "bad-number", str(error), "write it in quotes if it is text")
            return event.value

    def _marked_scalar(self, event: Any) -> Any:
        """Return the value of a scalar that is quoted, tagged or anchored."""
        if event.anchor is not None:
            self._anchored(event)
        hidden = UNWELCOME.search(event.value)
        if hidden:
            self.problems.append(Problem(self._mark(event), *unwelcome(hidden[0])))
            return UNWELCOME.sub("", event.value)
        if event.tag in (None, "!", _CORE + "str"):
            return event.value if event.style or event.tag else self._plain(event)
        value = self._plain(event)
        self._check_tag(event, value)
        return value

    def _mapping(self, event: Any) -> None:
        self._enter(event, True, {}, {})

    def _sequence(self, event: Any) -> None:
        self._enter(event, False, [], [])

    def _enter(self, event: Any, keyed: bool, values: Any, places: Any) -> None:
        if event.anchor is not None:
            self._anchored(event)
        if event.tag is not None:
            self._check_tag(event, values)
        if len(self.open) >= _DEEPEST:
            self._stop(event, "too-deep", f"values are nested more than {_DEEPEST} deep", "nothing in a guide or data file is that deep")
        self.open.append(self.frame)
        mark = event.start_mark
        self.frame = _Frame(keyed, place(mark.line + self.first_line, mark.column + 1), values, places)

    def _close(self, event: Any) -> None:
        frame = self.frame
        self.frame = self.open.pop()
        self._put(frame.values, [frame.place, frame.places], event)

    def _alias(self, event: Any) -> None:
        self._anchored(event)
        mark = event.start_mark
        self._put(None, place(mark.line + self.first_line, mark.column + 1), event)

    def _put(self, value: Any, node: Node, event: Any) -> None:
        """Give `value` to the innermost open list or mapping, as its next item, key or value."""
        self.left -= 1
        if self.left < 0:
            self._stop(event, "too-many-values", "the document holds more values than any real one does", "split the file")
        frame = self.frame
        if not frame.keyed:
            frame.values.append(value)
            frame.places.append(node)
        elif frame.key is _WANTED:
            frame.key = self._key(value, node, event)
            frame.key_place = node
        else:
            if frame.key is not _DROPPED:
                frame.values[frame.key] = value
                frame.places[frame.key] = [frame.key_place, node]
            frame.key = _WANTED

    def _key(self, key: Any, node: Node, event: Any) -> Any:
        """Return `key` if it may stand in the innermost mapping, else report it and have its value dropped."""
        if isinstance(key, str) and key not in self.frame.values and key != "<<":
            return key
        mark = self._mark_of(node)
        if not isinstance(key, str):
            shape = isinstance(key, (list, dict))
            message = "a list or mapping cannot be a key" if shape else f"the key {event.value or 'before the colon'} is not text"
            self.problems.append(Problem(mark, "bad-key", message, "" if shape else f'write it in quotes: "{event.value}"'))
        elif key == "<<":
            self._anchored(event)
        else:
            first = Marks(self.name, self.frame.places[key][0]).value(())
            message = f"'{key}' is given twice; first on line {first.line}"
            self.problems.append(Problem(mark, "duplicate-key", message, "keep one of the two"))
        return _DROPPED

    def _anchored(self, event: Any) -> None:
        hint = "write the value out in full; text that begins with & or * needs quotes"
        self._report(event, "alias", "anchors (&), aliases (*) and merge keys (<<) are not used here", hint)

    def _check_tag(self, event: Any, value: Any) -> None:
        kind = event.tag.removeprefix(_CORE) if event.tag.startswith(_CORE) else ""
        if event.tag != "!" and not (kind in _KINDS and isinstance(value, _KINDS[kind])):
            shown = "!!" + kind if kind else event.tag
            self._report(event, "tag", f"the tag {shown!r} is not used here", "delete it; text that begins with ! needs quotes")

    def _mark(self, event: Any) -> Mark:
        return Mark(self.name, event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def _mark_of(self, node: Node) -> Mark:
        return Marks(self.name, node).value(())

    def _report(self, event: Any, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self._mark(event), code, message, hint))

    def _stop(self, event: Any, code: str, message: str, hint: str) -> None:
        self._report(event, code, message, hint)
        raise _LimitError
