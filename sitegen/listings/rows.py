"""The rows of a listing file, one at a time, whatever its format, compression and encoding."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, cast

from sitegen.errors import ContentError, Mark, Problem
from sitegen.listings.json_rows import array_rows
from sitegen.schema.mapping_parts import FileForm

LONGEST_LINE = 4_000_000
"""Characters; a longer line is not a listing but a file without line breaks, or with a quote that never closes."""

_GZIP = b"\x1f\x8b"
_SUFFIXES = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".jsonld": "json"}


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file.

    Shape: `cells` by column, as the format gives them: text from CSV, any JSON value from JSON; `fault` says why the record
           cannot be read, and `cells` is then empty.
    """

    line: int
    cells: dict[str, Any]
    fault: str = ""


@dataclass(slots=True)
class Source:
    """An open listing file. `read_bytes` and `size` tell how far reading has come."""

    name: str
    form: FileForm
    format: str
    stream: BinaryIO
    raw: BinaryIO
    size: int
    columns: tuple[str, ...] = ()

    def read_bytes(self) -> int:
        """Return how many bytes of the file have been read."""
        return self.size if self.raw.closed else self.raw.tell()

    def fault(self, line: int, message: str, hint: str = "") -> ContentError:
        """Return the error that makes the whole file unusable."""
        return ContentError([Problem(Mark(self.name, line), "unusable-file", message, hint)])


@contextmanager
def open_listing(path: Path, form: FileForm) -> Iterator[Source]:
    """Open a listing file, unpacking gzip, and find out its format.

    Raises: ContentError [unusable-file] when it cannot be opened or is empty.
    """
    name = path.as_posix()
    try:
        raw = path.open("rb")
    except OSError as error:
        raise ContentError([Problem(Mark(name), "unusable-file", f"the file cannot be read: {error.strerror}", "check its name")]) from None
    with raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw, mode="rb")) if packed else cast("BinaryIO", raw)
        buffered = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
        source = Source(name, form, "", cast("BinaryIO", buffered), cast("BinaryIO", raw), path.stat().st_size)
        source.format = form.format or _guess(path, form, _peek(source))
        yield source


def rows(source: Source) -> Iterator[Row]:
    """Find the records of an open listing file in order.

    Raises: ContentError [unusable-file] at the line where the file stops making sense; single bad records are rows with a fault.
    """
    reader: dict[str, Callable[[Source], Iterator[Row]]] = {"csv": _csv_rows, "jsonl": _line_rows, "json": _array_rows}
    try:
        yield from reader[source.format](source)
    except UnicodeError as error:
        raise source.fault(1, f"the file is not {source.form.encoding}: {error}", "name the file's `encoding`") from None
    except (OSError, EOFError, zlib.error) as error:  # of gzip: a torn or foreign file
        raise source.fault(1, f"the file cannot be unpacked: {error}", "fetch it again") from None


def _peek(source: Source) -> bytes:
    try:
        start = cast("io.BufferedReader", source.stream).peek(4096)[:4096]
    except (OSError, EOFError, zlib.error) as error:
        raise source.fault(1, f"the file cannot be unpacked: {error}", "fetch it again") from None
    if not start:
        raise source.fault(1, "the file is empty", "fetch it again")
    return start


def _guess(path: Path, form: FileForm, start: bytes) -> str:
    """Tell the format by the suffix, and JSON arrays from JSON Lines by how the file begins."""
    suffixes = [suffix for suffix in path.suffixes if suffix != ".gz"]
    by_name = _SUFFIXES.get(suffixes[-1].lower(), "") if suffixes else ""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if by_name in ("csv", "jsonl") or (not by_name and not text.startswith((b"[", b"{"))):
        return by_name or "csv"
    line, end, _ = text.partition(b"\n")
    an_object_a_line = text.startswith(b"{") and end and line.rstrip().endswith(b"}")
    return "jsonl" if an_object_a_line and not form.items else "json"


def _lines(source: Source, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            raise source.fault(number, f"a line of more than {LONGEST_LINE:,} characters", "check `format` and `quote`")
        yield line


def _text(source: Source) -> io.TextIOWrapper:
    encoding = "utf-8-sig" if source.form.encoding == "utf-8" else source.form.encoding
    # A byte that the encoding does not have spoils its row, not the file: it comes through as a lone surrogate, which `_spoilt` sees.
    return io.TextIOWrapper(source.stream, encoding, errors="surrogateescape", newline="")


def _spoilt(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _csv_rows(source: Source) -> Iterator[Row]:
    form = source.form
    with _text(source) as text:
        lines = _lines(source, text)
        skipped = sum(1 for _ in zip(range(form.skip_lines), lines, strict=False))
        reader = csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote)
        try:
            header = list(form.header) or [name.strip() for name in next(reader, [])]
        except csv.Error as error:
            raise source.fault(reader.line_num + skipped, f"the header row cannot be read: {error}", "check `delimiter`") from None
        _check_header(source, header, skipped + 1)
        source.columns = tuple(header)
        while True:
            line = reader.line_num + skipped + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Row(line, {}, f"not CSV: {error}")
                continue
            if cells is None:
                return
            if cells:
                yield _csv_row(header, cells, line, form)


def _csv_row(header: list[str], cells: list[str], line: int, form: FileForm) -> Row:
    if len(cells) != len(header):
        extra = cells[len(header) :]
        if len(cells) < len(header) or any(cell.strip() for cell in extra):
            return Row(line, {}, f"{len(cells)} cells where the header has {len(header)}")
    if any(map(_spoilt, cells)):
        return Row(line, {}, f"a byte that is not {form.encoding}")
    return Row(line, dict(zip(header, cells, strict=False)))


def _check_header(source: Source, header: list[str], line: int) -> None:
    if not any(header):
        raise source.fault(line, "there is no header row", "check `skip_lines` and `delimiter`, or give the names as `header`")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise source.fault(line, f"two columns are called '{twice[0]}'", "give all names as `header`, and skip the row with skip_lines")
    if any(map(_spoilt, header)):
        raise source.fault(line, f"the header row is not {source.form.encoding}", "name the file's `encoding`")


def _line_rows(source: Source) -> Iterator[Row]:
    with _text(source) as text:
        for number, line in enumerate(_lines(source, text), 1):
            if line.strip():
                yield _line_row(line, number, source.form)


def _line_row(line: str, number: int, form: FileForm) -> Row:
    if _spoilt(line):
        return Row(number, {}, f"a byte that is not {form.encoding}")
    try:
        record = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return Row(number, {}, f"not JSON: {str(error)[:80]}")
    return Row(number, record) if isinstance(record, dict) else Row(number, {}, "not a JSON object")


def _array_rows(source: Source) -> Iterator[Row]:
    for line, record, fault in array_rows(source.stream, source.form.items, source.form.encoding, source.fault):
        yield Row(line, record, fault)
