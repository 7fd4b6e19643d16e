"""The import: a listing file and its mapping become observations in a pay file, or nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitegen import pay
from sitegen.errors import ContentError, Mark, Problem, ToolError
from sitegen.files import listing, read
from sitegen.listings import pay_files
from sitegen.listings.columns import ColumnCheck
from sitegen.listings.counting import Counting
from sitegen.listings.edit import replace_generated
from sitegen.listings.groups import Groups
from sitegen.listings.jobposting import flatten, postings
from sitegen.listings.mapping_file import MappingFile, read_mapping
from sitegen.listings.observations import Observation, Tally, of_group, of_statistic, tallied
from sitegen.listings.reasons import LeftOut
from sitegen.listings.report import Report
from sitegen.listings.rows import Row, Source, open_listing, rows
from sitegen.listings.sift import Sieve, content_digest
from sitegen.listings.statistics import Code, published, wanted_codes
from sitegen.listings.vocabulary import Vocabulary, read_vocabulary
from sitegen.schema.mapping import ListingMapping, StatisticsMapping

Progress = Callable[[int, int], None]
"""(bytes read, bytes in all), called now and then."""

_LARGEST_MAPPING = 4_000_000
_ROWS_A_STEP = 2_000
_MOST_REASONS = 5


@dataclass(slots=True)
class _Result:
    """What the rows came to."""

    counting: Counting
    read: int = 0
    used: int = 0
    repeats: int = 0
    tallies: list[Tally] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)


def _silent(_read: int, _size: int) -> None:
    """Tell nobody."""


def import_listings(  # noqa: PLR0913  each is the caller's own decision, and named
    root: Path,
    file: Path,
    *,
    source: str,
    mapping: Path | None = None,
    dry_run: bool = False,
    carried: Iterable[Code] = (),
    progress: Progress = _silent,
    validate: pay_files.Validate | None = None,
) -> Report:
    """Replace the generated observations of `source` by those that `file` yields.

    Shape:  `mapping` is data/mappings/SOURCE.yaml below `root` unless given; `carried` are the (scheme, code) of roles and guides.
    Raises: ContentError when the source, the mapping or the file is at fault, or the result would not be a valid pay file;
            ToolError when the disk refuses. Nothing is written then, nor in a dry run.
    """
    home = pay_files.find_pay_file(root, source)
    known = read_vocabulary(root)
    name, raw = _mapping_bytes(root, source, mapping)
    mapped = read_mapping(raw, name, source, known)
    result = _Result(Counting(file.as_posix()))
    with open_listing(file, mapped.mapping.file) as opened:
        found = _watched(opened, mapped, result, progress)
        if isinstance(mapped.mapping, StatisticsMapping):
            _take_statistics(mapped.mapping, found, carried, mapped.fingerprint, result)
        else:
            groups = _take_listings(mapped.mapping, found, known, result)
            _tally_groups(mapped.mapping, groups, mapped.fingerprint, result)
    _require_figures(result, file)
    edited = replace_generated(home.raw, home.name, source, result.observations)
    pay_files.check(home, edited.raw, source, validate)
    changed = edited.raw != home.raw
    if changed and not dry_run:
        pay_files.replace(root, home, edited.raw)
    counting = result.counting
    return Report(
        file.as_posix(), name, source, home.name, result.read, result.used, result.repeats, counting.counts(), tuple(result.tallies),
        counting.unmapped(), tuple(counting.problems), len(result.observations), edited.replaced, dry_run, changed and not dry_run,
    )  # fmt: skip


def _mapping_bytes(root: Path, source: str, given: Path | None) -> tuple[str, bytes]:
    if given is None:
        name = f"data/mappings/{source}.yaml"
        if name not in listing(root, "data/mappings", (".yaml",)).names:
            hint = "write it (docs/listings.md says how), or name another with --map"
            raise ContentError([Problem(Mark(name), "missing-file", f"there is no mapping for '{source}'", hint)])
        return name, read(root, name, limit=_LARGEST_MAPPING)
    try:
        raw = given.read_bytes()
    except OSError as error:
        raise ToolError(f"{given} cannot be read: {error.strerror}", "check the path given with --map") from None
    return given.as_posix(), raw


def _watched(opened: Source, mapped: MappingFile, result: _Result, progress: Progress) -> Iterator[Row]:
    """Hand the rows on, counting them, telling progress, and making sure that the file has every column that the mapping names."""
    check = ColumnCheck(mapped, opened.name)
    header_seen = False
    for row in _records(opened, mapped):
        if opened.columns and not header_seen:
            check.see_header(opened.columns)
            header_seen = True
        elif not opened.columns:
            check.see(row.cells)
        if result.read % _ROWS_A_STEP == 0:
            progress(opened.read_bytes(), opened.size)
        result.read += 1
        yield row
    if result.read == 0:
        raise opened.fault(1, "the file has no rows", "check `format` and `skip_lines`")
    check.finish()
    progress(opened.size, opened.size)


def _records(opened: Source, mapped: MappingFile) -> Iterator[Row]:
    for row in rows(opened):
        if mapped.mapping.file.shape != "jobposting" or row.fault:
            yield row
        else:
            yield from (Row(row.line, flatten(posting)) for posting in postings(row.cells))


def _take_listings(mapping: ListingMapping, found: Iterable[Row], known: Vocabulary, result: _Result) -> Groups:
    """Sift the rows into groups."""
    sieve = Sieve(mapping)
    groups = Groups(mapping, sieve, known)
    content = content_digest(sieve.columns.id)
    drops = mapping.duplicates.by_content == "drop"
    met: set[bytes] = set()
    for row in found:
        try:
            sifted = sieve.sift(row)
            cells = groups.cells(sifted)
        except LeftOut as left:
            result.counting.leave_out(row.line, left)
            continue
        mark = content(row.cells)
        repeated = mark in met
        if repeated and drops:
            result.counting.leave_out(row.line, LeftOut("repeated-content"))
            continue
        met.add(mark)
        groups.add(cells, sifted, repeated=repeated)
        result.used += 1
        result.repeats += repeated
    return groups


def _tally_groups(mapping: ListingMapping, groups: Groups, fingerprint: str, result: _Result) -> None:
    for cell, group in groups:
        tally = tallied(cell, group, mapping.observations[cell.output])
        result.tallies.append(tally)
        result.observations += of_group(cell, group, tally, mapping, fingerprint)


def _take_statistics(mapping: StatisticsMapping, found: Iterable[Row], codes: Iterable[Code], fingerprint: str, result: _Result) -> None:
    for code, title, tally in published(mapping, found, wanted_codes(mapping, codes), result.counting):
        result.used += 1
        result.tallies.append(tally)
        result.observations.append(of_statistic(code, title, tally, mapping, fingerprint))


def _require_figures(result: _Result, file: Path) -> None:
    """Refuse an import that would leave the source without a figure: that is a mapping that misses, more often than the truth."""
    if result.observations:
        return
    message = f"none of {result.read:,} rows can be used"
    if result.used:
        message = f"{result.used:,} rows can be used, but no group has the {pay.THRESHOLDS['median']} that a figure takes"
    reasons = sorted(result.counting.counts(), key=lambda left: -left.rows)[:_MOST_REASONS]
    hint = "left out: " + "; ".join(f"{left.rows:,} {left.reason}" for left in reasons) if reasons else ""
    refused = Problem(Mark(file.as_posix()), "no-figures", message, hint)
    raise ContentError([refused, *result.counting.problems[:_MOST_REASONS]])
