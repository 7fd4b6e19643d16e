"""Text of a mapping -> the mapping, or every fault in it at its line and column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from sitegen.errors import ContentError, Problem
from sitegen.listings.vocabulary import Vocabulary
from sitegen.schema.faults import did_you_mean
from sitegen.schema.mapping import ListingMapping, Mapping, StatisticsMapping
from sitegen.schema.mapping_parts import MOST_PATTERNS, Condition
from sitegen.schema.reading import record_of
from sitegen.source import Marks, Steps, decode, parse_yaml

_KINDS: dict[object, type[ListingMapping | StatisticsMapping]] = {"listings": ListingMapping, "statistics": StatisticsMapping}


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping that holds together. `fingerprint` marks what was made with it."""

    mapping: Mapping
    marks: Marks
    fingerprint: str


def read_mapping(raw: bytes, name: str, source: str, known: Vocabulary) -> MappingFile:
    """Read the mapping `name` for the source `source`.

    Raises: ContentError with every fault of its form, or else with everything in it that does not hold together.
    """
    document = parse_yaml(decode(raw, name), name)
    if document.problems:
        raise ContentError(document.problems)
    marks = document.marks
    kind = document.data.get("kind", "listings") if isinstance(document.data, dict) else "listings"
    model = _KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        hint = did_you_mean(str(kind), ["listings", "statistics"]) or "listings or statistics"
        raise ContentError([Problem(marks.value(("kind",)), "unknown-value", f"'{kind}' is not a kind of mapping", hint)])
    mapping = record_of(model, document.data, marks)
    faults = [
        *_of_any(mapping, marks, source, known),
        *(_of_listings(mapping, marks, known) if isinstance(mapping, ListingMapping) else ()),
    ]
    if isinstance(mapping, StatisticsMapping):
        faults += _of_statistics(mapping, marks)
    if faults:
        raise ContentError(faults)
    return MappingFile(mapping, marks, _fingerprint(mapping))


def _fingerprint(mapping: Mapping) -> str:
    """Return a mark of what the mapping says, which comments and layout do not change."""
    said = json.dumps(mapping.model_dump(mode="json", exclude_unset=True), sort_keys=True)
    return f"mapping-{sha256(said.encode()).hexdigest()[:12]}"


def _of_any(mapping: Mapping, marks: Marks, source: str, known: Vocabulary) -> Iterator[Problem]:
    if mapping.source != source:
        message = f"this mapping is for '{mapping.source}', not for '{source}'"
        yield Problem(marks.value(("source",)), "other-source", message, "name the right one with --source or --map")
    for key in ("keep", "leave_out"):
        for index, condition in enumerate(getattr(mapping, key)):
            yield from _tests_once(condition, (key, index), marks)
    if mapping.file.shape == "jobposting" and mapping.file.format == "csv":
        message = "job postings of schema.org are JSON, not CSV"
        yield Problem(marks.value(("file", "format")), "conflicting-keys", message, "drop `format`, or use shape: columns")
    if isinstance(mapping, StatisticsMapping):
        yield from _unknown(mapping.region, ("region",), marks, "region", known.regions)


def _tests_once(condition: Condition, steps: Steps, marks: Marks) -> Iterator[Problem]:
    tests = ("equals", "one_of", "none_of", "contains", "at_least", "at_most", "empty")
    given = [test for test in tests if getattr(condition, test) is not None]
    if len(given) != 1 and given != ["at_least", "at_most"]:
        message = f"a condition needs one test, {' and '.join(given) or 'none'} given"
        yield Problem(marks.value(steps), "one-of", message, f"one of {', '.join(tests)}; at_least and at_most go together")
    elif len(given) > 1 and type(condition.at_least) is not type(condition.at_most):
        yield Problem(marks.value(steps), "conflicting-keys", "one bound is a number and the other a date", "write both the same way")


def _of_statistics(mapping: StatisticsMapping, marks: Marks) -> Iterator[Problem]:
    columns = mapping.columns
    if (columns.population is None) == (columns.n is None):
        yield Problem(marks.value(("columns",)), "one-of", "exactly one of `population` and `n` is needed", "say which column holds it")
    if not any((columns.p10, columns.p25, columns.median, columns.p75, columns.p90)):
        yield Problem(
            marks.value(("columns",)), "missing-key", "no column holds a figure", "name at least one of p10, p25, median, p75, p90"
        )


def _of_listings(mapping: ListingMapping, marks: Marks, known: Vocabulary) -> Iterator[Problem]:
    for key in ("titles", "observations"):
        if not getattr(mapping, key):
            yield Problem(marks.value((key,)), "missing-key", f"'{key}' is empty", "without an entry there is no figure to make")
    yield from _columns(mapping, marks)
    yield from _numbers(mapping, marks)
    yield from _spellings(mapping, marks, known)
    yield from _titles(mapping, marks, known)
    yield from _outputs(mapping, marks, known)


def _columns(mapping: ListingMapping, marks: Marks) -> Iterator[Problem]:
    columns, constants = mapping.columns, mapping.constants
    if mapping.file.shape == "jobposting":
        if columns.model_fields_set:
            message = "the columns of job postings are known"
            yield Problem(marks.key(("columns",)), "conflicting-keys", message, "drop `columns`, or use shape: columns")
        return
    at = marks.value(("columns",))
    if columns.title is None:
        yield Problem(at, "missing-key", "'title' is missing", "name the column that holds the job title")
    if (columns.minimum is None) != (columns.maximum is None):
        yield Problem(at, "missing-key", "`minimum` and `maximum` go together", "name both columns, or use `figure`")
    if not (columns.figure or columns.minimum or columns.range):
        yield Problem(at, "missing-key", "no column holds pay", "name `figure`, or `minimum` and `maximum`, or `range`")
    if columns.range and (columns.figure or columns.minimum):
        yield Problem(marks.key(("columns", "range")), "conflicting-keys", "`range` goes with no other column of pay", "keep one of them")
    for name in ("currency", "period"):
        if (getattr(columns, name) is None) == (getattr(constants, name) is None):
            both = getattr(columns, name) is not None
            message = f"`{name}` is both a column and a constant" if both else f"`{name}` is neither a column nor a constant"
            hint = "keep one of them" if both else f"give columns: {{{name}: …}} or constants: {{{name}: …}}"
            yield Problem(at, "one-of", message, hint)


def _numbers(mapping: ListingMapping, marks: Marks) -> Iterator[Problem]:
    for index, separator in enumerate(mapping.numbers.thousands or ()):
        if separator == mapping.numbers.decimal or separator.isdigit():
            message = f"{separator!r} cannot part thousands here"
            yield Problem(marks.value(("numbers", "thousands", index)), "conflicting-keys", message, "it must differ from `decimal`")


def _spellings(mapping: ListingMapping, marks: Marks, known: Vocabulary) -> Iterator[Problem]:
    for spelling, level in mapping.levels.items():
        yield from _unknown(level, ("levels", spelling), marks, "level", known.levels)
    for spelling, region in mapping.regions.items():
        yield from _unknown(region, ("regions", spelling), marks, "region", known.regions)
    for key in ("currencies", "periods", "regions", "levels"):
        folded: dict[str, str] = {}
        for spelling in getattr(mapping, key):
            twin = folded.setdefault(spelling.strip().casefold(), spelling)
            if twin != spelling:
                message = f"'{spelling}' and '{twin}' are one spelling: case and outer spaces do not count"
                yield Problem(marks.key((key, spelling)), "duplicate-key", message, "keep one of them")
    yield from _unknown(mapping.constants.level, ("constants", "level"), marks, "level", known.levels)
    yield from _unknown(mapping.constants.region, ("constants", "region"), marks, "region", known.regions)


def _titles(mapping: ListingMapping, marks: Marks, known: Vocabulary) -> Iterator[Problem]:
    owners: dict[str, int] = {}
    patterns = 0
    for index, rule in enumerate(mapping.titles):
        at: Steps = ("titles", index)
        patterns += len(rule.patterns) + len(rule.unless)
        if (rule.role or rule.occupation) is None and rule.family is None:
            yield Problem(marks.value(at), "one-of", "this rule says nothing about its titles", "give role, family or occupation")
        if rule.family and (rule.role or rule.occupation):
            message = "a family stands alone: rows of a role count for its family too"
            yield Problem(marks.key((*at, "family")), "conflicting-keys", message, "drop `family`")
        if not (rule.exact or rule.patterns):
            yield Problem(marks.value(at), "missing-key", "this rule names no title", "give `exact` or `patterns`")
        yield from _unknown(rule.role, (*at, "role"), marks, "role", known.roles if known.has_roles else None)
        yield from _unknown(rule.family, (*at, "family"), marks, "family", known.families)
        yield from _unknown(rule.level, (*at, "level"), marks, "level", known.levels)
        for place, title in enumerate(rule.exact):
            first = owners.setdefault(title.strip().casefold(), index)
            if first != index:
                message = f"'{title}' already belongs to the rule on line {marks.value(('titles', first)).line}"
                yield Problem(marks.value((*at, "exact", place)), "duplicate-title", message, "keep it in one of them")
    if patterns > MOST_PATTERNS:
        message = f"{patterns} patterns, at most {MOST_PATTERNS} are tried on a title"
        yield Problem(marks.key(("titles",)), "too-many-patterns", message, "list the commonest titles as `exact`")


def _outputs(mapping: ListingMapping, marks: Marks, known: Vocabulary) -> Iterator[Problem]:
    has_level = mapping.columns.level or mapping.constants.level or any(rule.level for rule in mapping.titles)
    has_region = mapping.columns.region or mapping.constants.region or mapping.file.shape == "jobposting"
    has_date = mapping.columns.date or mapping.file.shape == "jobposting"
    cells: dict[tuple[str, ...], int] = {}
    for index, output in zip(count(), mapping.observations, strict=False):
        at: Steps = ("observations", index)
        cell = (output.by, output.region, output.component, output.scope or "")
        if cells.setdefault(cell, index) != index:
            line = marks.value(("observations", cells[cell])).line
            message = f"these are the same cells as those of line {line}"
            yield Problem(marks.value(at), "duplicate-cell", message, "give one of them a `scope` that says whom it speaks of")
        if output.by == "role-and-level" and not has_level:
            yield Problem(marks.value((*at, "by")), "missing-key", "no row has a level", "name columns: {level: …} and `levels`")
        if output.region == "each" and not has_region:
            yield Problem(marks.value((*at, "region")), "missing-key", "no row has a region", "name columns: {region: …}")
        if output.observed is None and not has_date:
            yield Problem(marks.value(at), "missing-key", "'observed' is missing, and no column holds a date", "give one of the two")
        if output.region != "each":
            yield from _unknown(output.region, (*at, "region"), marks, "region", known.regions)
        for place, condition in enumerate(output.where):
            yield from _tests_once(condition, (*at, "where", place), marks)


def _unknown(word: str | None, steps: Steps, marks: Marks, what: str, known: Iterable[str] | None) -> Iterator[Problem]:
    """Report an id that no data file knows; countries are not ids."""
    if word is None or known is None or word in known or (what == "region" and word[0].isupper()):
        return
    plural = "families" if what == "family" else what + "s"
    hint = did_you_mean(word, sorted(known)) or f"see data/{plural}.yaml"
    yield Problem(marks.value(steps), f"unknown-{what}", f"there is no {what} '{word}'", hint)
