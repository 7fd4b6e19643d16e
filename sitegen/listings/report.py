"""What an import did, as a record, as a table of plain text and as data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sitegen import pay
from sitegen.errors import Problem
from sitegen.listings.observations import Tally

_MOST_FEW = 30
_COLUMNS = ("p10", "p25", "median", "p75", "p90")


@dataclass(frozen=True, slots=True)
class LeftOutCount:
    """How many rows were left out for one reason. Shape: `code` is one of REASONS, or of a statistic's; `lines` are the first few."""

    code: str
    reason: str
    rows: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one import.

    Shape: rows_read = rows_used + the rows of left_out. `unmapped` are the commonest titles that map to nothing, `problems` the
           first bad rows at their lines of the listing file, `written` is False after a dry run and when nothing changed.
    """

    listing: str
    mapping: str
    source: str
    edited: str
    rows_read: int
    rows_used: int
    repeats: int
    left_out: tuple[LeftOutCount, ...]
    tallies: tuple[Tally, ...]
    unmapped: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    observations: int
    replaced: int
    dry_run: bool
    written: bool


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain data. Unit: figures are units of their currency a year; whole, or with two decimals."""
    return {
        "listing": report.listing,
        "mapping": report.mapping,
        "source": report.source,
        "file": report.edited,
        "rows": {"read": report.rows_read, "used": report.rows_used, "repeating_content": report.repeats},
        "left_out": [
            {"code": left.code, "reason": left.reason, "rows": left.rows, "first_lines": list(left.lines)} for left in report.left_out
        ],
        "groups": [_group(tally) for tally in report.tallies],
        "unmapped_titles": [{"title": title, "rows": rows} for title, rows in report.unmapped],
        "problems": [
            {"path": p.mark.path, "line": p.mark.line, "column": p.mark.column, "code": p.code, "message": p.message, "hint": p.hint}
            for p in report.problems
        ],
        "observations": {"new": report.observations, "replaced": report.replaced},
        "dry_run": report.dry_run,
        "written": report.written,
    }


def _group(tally: Tally) -> dict[str, Any]:
    return {
        "subject": tally.subject,
        "level": tally.level or None,
        "region": tally.region,
        "currency": tally.currency,
        "component": tally.component,
        "scope": tally.scope or None,
        "n": tally.n,
        "population": tally.population,
        "repeats": tally.repeats,
        "figures": {name: _number(value) for name, value in tally.figures.items()},
        "band": [_number(value) for value in tally.band] if tally.band else None,
    }


def _number(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def as_text(report: Report) -> str:
    """Return the report as a table for a terminal, a line ending every line."""
    return "".join(line.rstrip() + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.listing} -> {report.edited}, source {report.source}, by {report.mapping}"
    yield ""
    yield f"{report.rows_read:>11,}  rows read"
    repeats = f"; {report.repeats:,} of them repeat the content of an earlier one" if report.repeats else ""
    yield f"{report.rows_used:>11,}  used{repeats}"
    yield f"{report.rows_read - report.rows_used:>11,}  left out{':' if report.left_out else ''}"
    for left in report.left_out:
        lines = f"  (line {', '.join(map(str, left.lines))}{', …' if left.rows > len(left.lines) else ''})" if left.lines else ""
        yield f"{left.rows:>11,}    {left.reason}{lines}"
    yield ""
    yield from _table([tally for tally in report.tallies if tally.figures])
    few = [tally for tally in report.tallies if not tally.figures]
    if few:
        more = f"; and {len(few) - _MOST_FEW:,} more" if len(few) > _MOST_FEW else ""
        named = "; ".join(f"{_subject(tally)} {tally.n}" for tally in few[:_MOST_FEW])
        yield f"Too few rows for any figure ({pay.THRESHOLDS['median']} make a median): {named}{more}"
        yield ""
    if report.unmapped:
        yield "Commonest titles that map to nothing: " + "; ".join(f"{title} {rows:,}" for title, rows in report.unmapped)
        yield ""
    yield _outcome(report)


def _outcome(report: Report) -> str:
    number = f"{report.observations:,} observation{'' if report.observations == 1 else 's'}"
    made = f"{number} in place of {report.replaced:,}"
    if report.dry_run:
        return f"Dry run: {report.edited} would hold {made}; nothing was written."
    return f"{report.edited} holds {made}." if report.written else f"{report.edited} held these {number} already."


def _subject(tally: Tally) -> str:
    words = (tally.subject, tally.level, tally.region, tally.currency, tally.component, tally.scope)
    return " ".join(word for word in words if word)


def _table(tallies: list[Tally]) -> Iterator[str]:
    if not tallies:
        return
    rows: list[tuple[str, ...]] = [("observations of", "n", "repeats", *_COLUMNS, "typical band")]
    for tally in tallies:
        size = tally.n if tally.n is not None else tally.population or 0
        figures = (_amount(tally.figures.get(name)) for name in _COLUMNS)
        band = f"{_amount(tally.band[0])}–{_amount(tally.band[1])}" if tally.band else ""
        rows.append((_subject(tally), f"{size:,}", f"{tally.repeats:,}" if tally.repeats else "", *figures, band))
    used = [index for index in range(len(rows[0])) if any(row[index] for row in rows[1:])]
    widths = [max(len(row[index]) for row in rows) for index in used]
    for row in rows:
        first, *others = (
            row[index].ljust(width) if index == 0 else row[index].rjust(width) for index, width in zip(used, widths, strict=True)
        )
        yield "  ".join([first, *others])
    yield ""


def _amount(value: int | Decimal | None) -> str:
    return "" if value is None else f"{round(value):,}"
