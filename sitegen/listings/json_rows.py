"""The objects of one large JSON array, streamed, each with the line it stands on."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import ijson  # type: ignore[import-untyped]  # it carries no types

from sitegen.errors import ContentError

_PIECE = 1 << 20
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"')
_STRING_REST = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # what other characters end a line elsewhere may stand inside a string
Fault = Callable[[int, str, str], ContentError]


def array_rows(stream: BinaryIO, items: str | None, encoding: str, fault: Fault) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Find (line, object, fault) for each element of the array at `items`, or of the array that the file is.

    The line is that of the opening brace. Numbers with decimals come as Decimal.
    Raises: what `fault` makes, at the line where the text stops being JSON: a torn array has no figures to trust.
    """
    found = ijson.sendable_list()
    parser = ijson.items_coro(found, f"{items}.item" if items else "item")
    lines = _Lines(items.count(".") + 1 if items else 0)
    some = False
    for piece in _pieces(stream, encoding, fault):
        lines.take(piece)
        try:
            parser.send(piece)
        except ijson.JSONError as error:
            raise fault(lines.number, f"not JSON: {_words(error)}", "a JSON array is read whole or not at all") from None
        for index, record in enumerate(found):
            line = lines.start if index == 0 else lines.number
            yield (line, record, "") if isinstance(record, dict) else (line, {}, "not a JSON object")
        some = some or bool(found)
        del found[:]
    try:
        parser.close()
    except ijson.JSONError as error:
        raise fault(lines.number, f"not JSON: {_words(error)}", "the file ends too early; fetch it again") from None
    if not some:
        where = f"there is no array with anything in it at '{items}'" if items else "this is no JSON array with anything in it"
        raise fault(1, where, "name the key of the array as `items`; one object a line is `format: jsonl`")


class _Lines:
    """Counts lines, and knows on which line the object began that is the first to end in the piece just taken.

    The parser does not tell positions, so braces outside strings are counted beside it; `base` is the depth of the array.
    """

    def __init__(self, base: int) -> None:
        self.number = self.start = 1
        self._base = base
        self._depth = 0
        self._opened = 1
        self._ended = False
        self._inside = self._escaped = False

    def take(self, piece: bytes) -> None:
        """Take note of a piece of at most one line."""
        self.number += self._ended
        self._ended = piece.endswith(b"\n")
        self.start = self._opened if self._depth > self._base else self.number
        bare = self._without_strings(piece)
        depth = self._depth + bare.count(b"{") - bare.count(b"}")
        if b"{" in bare and (self._depth <= self._base or b"}" in bare) and depth > self._base:
            self._opened = self._last_opened(bare)
        self._depth = depth

    def _without_strings(self, piece: bytes) -> bytes:
        """Return what stands outside strings, one of which may have begun in a piece before and may end in one after."""
        if self._inside:
            end = _STRING_REST.match(piece, self._escaped).end()  # type: ignore[union-attr]  # it matches nothing, too
            if piece[end : end + 1] != b'"':
                self._escaped = end < len(piece)
                return b""
            piece = piece[end + 1 :]
        bare = _STRINGS.sub(b"", piece)
        opened = bare.find(b'"')
        self._inside = opened >= 0
        if not self._inside:
            return bare
        self._escaped = _STRING_REST.match(bare, opened + 1).end() < len(bare)  # type: ignore[union-attr]
        return bare[:opened]

    def _last_opened(self, bare: bytes) -> int:
        """Return the line on which the object that stays open began: this one if a brace here opened it."""
        depth = self._depth
        opened = self._opened
        for brace in re.findall(rb"[{}]", bare):
            if brace == b"{" and depth == self._base:
                opened = self.number
            depth += 1 if brace == b"{" else -1
        return opened


def _pieces(stream: BinaryIO, encoding: str, fault: Fault) -> Iterator[bytes]:
    """Find the file's text as UTF-8, in pieces of at most a line each."""
    decoder = codecs.getincrementaldecoder(encoding)()
    number = 1
    start = True
    while True:
        line = stream.readline(_PIECE)
        try:
            text = decoder.decode(line, not line)
        except UnicodeDecodeError as error:
            raise fault(number, f"the file is not {encoding}: {error.reason}", "name the file's `encoding`") from None
        if start and text:
            text, start = text.removeprefix("\ufeff"), False
        number += text.count("\n")
        yield from (part.encode() for part in _LINES.findall(text))
        if not line:
            return


def _words(error: Exception) -> str:
    """Return the parser's reason without its drawing of the place."""
    return str(error).partition("\n")[0].strip()[:80]
