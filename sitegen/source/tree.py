"""The nested data of one document as it grows, event by event, within limits and without recursion."""

from __future__ import annotations

from typing import Any

from sitegen.errors import Mark, Problem
from sitegen.source.marks import Node, mark_at, place
from sitegen.source.scalars import BadNumberError, resolve
from sitegen.source.text import UNWELCOME, unwelcome

_DEEPEST = 20
_CORE = "tag:yaml.org,2002:"
_KINDS: dict[str, type | tuple[type, ...]] = {
    "int": int, "float": (int, float), "bool": bool, "null": type(None), "map": dict, "seq": list,
}  # fmt: skip
_WANTED: Any = object()  # a mapping waits for a key
_DROPPED: Any = object()  # a key that is not kept, and neither will its value be


class LimitError(Exception):
    """The document breaks a limit, so reading on would only cost time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class _Frame:
    """One open list or mapping: what it holds so far, and in a mapping the key that waits for its value."""

    __slots__ = ("key", "key_place", "keyed", "place", "places", "values")

    def __init__(self, start: int, values: Any, places: Any) -> None:
        self.place, self.values, self.places = start, values, places
        self.keyed = isinstance(values, dict)
        self.key: Any = _WANTED
        self.key_place = 0


class Tree:
    """The document under construction. `values` and `places` hold its root once there is one."""

    def __init__(self, text: str, name: str, first_line: int, most_values: int) -> None:
        self.values: list[Any] = []
        self.places: list[Node] = []
        self.problems: list[Problem] = []
        self._text = text
        self._lines: list[str] = []
        self._name, self._first_line, self._left = name, first_line, most_values
        self._frame = _Frame(0, self.values, self.places)
        self._open: list[_Frame] = []

    def document(self, event: Any) -> None:
        """Take in the start of a document: the first is the last."""
        if self.values:
            problem = Problem(self._mark(event), "several-documents", "a second YAML document begins here", "keep one document in a file")
            raise LimitError(problem)

    def scalar(self, event: Any) -> None:
        """Take in a value that holds no others, or a key."""
        mark = event.start_mark
        at = place(mark.line + self._first_line, mark.column + 1)
        if event.style or event.tag is not None or event.anchor is not None:
            self._put(self._styled(event), [at, self._text_place(event)] if event.style else at, event)
        else:
            self._put(self._plain(event), at, event)

    def mapping(self, event: Any) -> None:
        """Take in the start of a mapping."""
        self._enter(event, {}, {})

    def sequence(self, event: Any) -> None:
        """Take in the start of a list."""
        self._enter(event, [], [])

    def close(self, event: Any) -> None:
        """Take in the end of the innermost mapping or list."""
        frame = self._frame
        self._frame = self._open.pop()
        self._put(frame.values, [frame.place, frame.places], event)

    def alias(self, event: Any) -> None:
        """Take in a reference to another value, which is refused: it can make a short text mean gigabytes."""
        self._anchored(event)
        mark = event.start_mark
        self._put(None, place(mark.line + self._first_line, mark.column + 1), event)

    def _plain(self, event: Any) -> Any:
        try:
            return resolve(event.value)
        except BadNumberError as error:
            self._report(event, "bad-number", str(error), "write it in quotes if it is text")
            return event.value

    def _styled(self, event: Any) -> Any:
        """Return the value of a scalar that is quoted, a block, tagged or anchored."""
        if event.anchor is not None:
            self._anchored(event)
        hidden = UNWELCOME.search(event.value)
        if hidden:  # written as an escape, such as "\0"
            self.problems.append(Problem(self._mark(event), *unwelcome(hidden[0])))
            return UNWELCOME.sub("", event.value)
        if event.tag in (None, "!", _CORE + "str"):
            return event.value if event.style or event.tag else self._plain(event)
        value = self._plain(event)
        self._check_tag(event, value)
        return value

    def _text_place(self, event: Any) -> int:
        """Return where the first line of a quoted or block scalar's text begins."""
        mark = event.start_mark
        if event.style in "'\"":
            return place(mark.line + self._first_line, mark.column + 2)
        self._lines = self._lines or self._text.split("\n")
        block = self._lines[mark.line + 1 : event.end_mark.line + 1]
        indent = next((len(line) - len(line.lstrip(" ")) for line in block if line.strip()), 0)
        return place(mark.line + self._first_line + 1, indent + 1)

    def _enter(self, event: Any, values: Any, places: Any) -> None:
        if event.anchor is not None:
            self._anchored(event)
        if event.tag is not None:
            self._check_tag(event, values)
        if len(self._open) >= _DEEPEST:
            hint = "nothing in a guide or data file is that deep"
            raise LimitError(Problem(self._mark(event), "too-deep", f"values are nested more than {_DEEPEST} deep", hint))
        self._open.append(self._frame)
        mark = event.start_mark
        self._frame = _Frame(place(mark.line + self._first_line, mark.column + 1), values, places)

    def _put(self, value: Any, node: Node, event: Any) -> None:
        """Give `value` to the innermost open list or mapping, as its next item, key or value."""
        self._left -= 1
        if self._left < 0:
            raise LimitError(Problem(self._mark(event), "too-many-values", "the file holds more values than any real one", "split it"))
        frame = self._frame
        if not frame.keyed:
            frame.values.append(value)
            frame.places.append(node)
        elif frame.key is _WANTED:
            frame.key_place = node if isinstance(node, int) else node[0]
            frame.key = self._key(value, event)
        else:
            if frame.key is not _DROPPED:
                frame.values[frame.key] = value
                frame.places[frame.key] = [frame.key_place, node]
            frame.key = _WANTED

    def _key(self, key: Any, event: Any) -> Any:
        """Return `key` if it may stand in the innermost mapping, else report it and have its value dropped."""
        frame = self._frame
        mark = mark_at(self._name, frame.key_place)
        if isinstance(key, (list, dict)):
            self.problems.append(Problem(mark, "bad-key", "a list or mapping cannot be a key", "put text before the colon"))
        elif not isinstance(key, str):
            written = getattr(event, "value", "")
            hint = f'write it in quotes: "{written}"' if written else "put text before the colon"
            self.problems.append(Problem(mark, "bad-key", f"the key {written!r} is not text", hint))
        elif key == "<<" and not event.style:
            self._anchored(event)
        elif key in frame.values:
            first = mark_at(self._name, frame.places[key][0]).line
            self.problems.append(Problem(mark, "duplicate-key", f"'{key}' is given twice; first on line {first}", "keep one of the two"))
        else:
            return key
        return _DROPPED

    def _anchored(self, event: Any) -> None:
        hint = "write the value out in full; text that begins with & or * needs quotes"
        self._report(event, "alias", "anchors (&), aliases (*) and merge keys (<<) are not used here", hint)

    def _check_tag(self, event: Any, value: Any) -> None:
        kind = event.tag.removeprefix(_CORE) if event.tag.startswith(_CORE) else ""
        if event.tag != "!" and not (kind in _KINDS and isinstance(value, _KINDS[kind])):
            written = "!!" + kind if kind else event.tag
            self._report(event, "tag", f"the tag '{written}' is not used here", "delete it; text that begins with ! needs quotes")

    def _report(self, event: Any, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self._mark(event), code, message, hint))

    def _mark(self, event: Any) -> Mark:
        return Mark(self._name, event.start_mark.line + self._first_line, event.start_mark.column + 1)
