"""Where each value and each key of a document stands, kept small enough to store beside the data."""

from __future__ import annotations

import json
from typing import Any

from sitegen.errors import Mark

Step = str | int
Steps = tuple[Step, ...]

# A place is one integer, line << 20 | column: half a million of them fit where as many Mark objects would not.
_COLUMN_BITS = 20
_WIDEST = (1 << _COLUMN_BITS) - 1

# Shape: a scalar is its place, or [place, its text's place] where quotes or a | come before the text; a sequence is
# [place, [node, ...]]; a mapping [place, {key: [key's place, node]}].
Node = Any


def place(line: int, column: int) -> int:
    """Pack a line and a column, both from 1, into one integer."""
    return line << _COLUMN_BITS | min(column, _WIDEST)


def mark_at(path: str, packed: int) -> Mark:
    """Return a place in the file `path` as a mark."""
    return Mark(path, packed >> _COLUMN_BITS, packed & _WIDEST)


class Marks:
    """The marks of one document, by the steps that lead to a value: `("career_paths", 0, "to")`.

    Those that come from bytes stay bytes until one is asked for: a site without faults never reads them.
    """

    __slots__ = ("_bytes", "_read", "path")

    def __init__(self, path: str, tree: Node) -> None:
        self.path = path
        self._read = tree
        self._bytes = b""

    def value(self, steps: Steps) -> Mark:
        """Return the mark of the value at `steps`, or of the nearest parent that exists."""
        node = self._nearest(steps)
        return self._mark(node if isinstance(node, int) else node[0])

    def text(self, steps: Steps) -> Mark:
        """Return where the text of the value at `steps` begins: behind its quote mark, or on the line below its `|`."""
        node = self._nearest(steps)
        if isinstance(node, int):
            return self._mark(node)
        return self._mark(node[1] if isinstance(node[1], int) else node[0])

    def key(self, steps: Steps) -> Mark:
        """Return the mark of the key that is the last of `steps`; of a list's item, the item; else of the nearest parent."""
        node = self._tree
        for step in steps[:-1]:
            child = _child(node, step)
            if child is None:
                return self.value(steps)
            node = child[1]
        child = _child(node, steps[-1]) if steps else None
        return self._mark(child[0]) if child else self.value(steps)

    def to_bytes(self) -> bytes:
        """Return these marks, but for their path, as `from_bytes` reads them: a line of JSON."""
        return self._bytes or json.dumps(self._read, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Marks:
        """Return the marks of the file `path` that `to_bytes` gave away."""
        marks = cls(path, None)
        marks._bytes = data
        return marks

    @property
    def _tree(self) -> Node:
        if self._bytes:
            self._read, self._bytes = json.loads(self._bytes), b""
        return self._read

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and (self.path, self._tree) == (other.path, other._tree)

    __hash__ = None  # type: ignore[assignment]  # the tree inside is made of lists

    def _nearest(self, steps: Steps) -> Node:
        node = self._tree
        for step in steps:
            child = _child(node, step)
            if child is None:
                break
            node = child[1]
        return node

    def _mark(self, packed: int) -> Mark:
        return mark_at(self.path, packed)


def _child(node: Node, step: Step) -> tuple[int, Node] | None:
    """Return where the key of a child stands, and the child; None when there is no such child."""
    inside = None if isinstance(node, int) else node[1]
    if isinstance(inside, dict) and step in inside:
        key_place, child = inside[step]
        return key_place, child
    if isinstance(inside, list) and isinstance(step, int) and 0 <= step < len(inside):
        child = inside[step]
        return (child if isinstance(child, int) else child[0]), child
    return None
