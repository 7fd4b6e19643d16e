"""The files of all figures for programs: api/v1/salaries.json and the same as salaries.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.model import Site
from sitegen.page import CSV, JSON, Page
from sitegen.pages.frame import Frame
from sitegen.pages.pay import Figure, Ledger, Record
from sitegen.schema import FIGURES, Source, published_pay
from sitegen.schema.published import Terms, json_schema

_FOLDER = "api/v1/"
_NESTED = ("subject", "amounts")


def salary_files(shared: Frame, site: Site, ledger: Ledger, records: Sequence[Record]) -> Iterator[Page]:
    """Return the figures on record as JSON with its schema, and as CSV. Figures below their threshold are in neither."""
    figures = tuple(_entry(shared, it, it.figure, _page(ledger, it)) for it in records if it.figure)
    rates = site.content.rates.value if site.content.rates else None
    whole = published_pay.SalariesFile(
        licence=Terms(name=shared.licence.text, url=shared.licence.url),
        sources=tuple(_source(it.value) for it in site.content.sources.values()),
        figures=figures,
        rates=published_pay.RatesEntry(source=rates.source, date=rates.date.isoformat(), base=rates.base, rates=rates.rates)
        if rates
        else None,
    )
    yield Page(f"{_FOLDER}salaries.json", JSON, whole.model_dump())
    schema = f"{_FOLDER}salaries.schema.json"
    yield Page(schema, JSON, json_schema(published_pay.SalariesFile, shared.address(schema)))
    yield Page(f"{_FOLDER}salaries.csv", CSV, {"header": tuple(columns()), "rows": tuple(_row(it) for it in figures)})


def columns() -> Iterator[str]:
    """Name the columns of the CSV: the fields of a figure, what is nested in them laid side by side."""
    for name in published_pay.FigureEntry.model_fields:
        if name == "subject":
            yield from ("subject_kind", "subject", "subject_name", "level", "scheme")
        elif name == "amounts":
            yield from FIGURES
        elif name not in _NESTED:
            yield name


def _row(it: published_pay.FigureEntry) -> tuple[object, ...]:
    whom, amounts = it.subject, it.amounts
    flat = {
        **{name: getattr(it, name) for name in published_pay.FigureEntry.model_fields if name not in _NESTED},
        **{name: getattr(amounts, name) for name in FIGURES},
        "withheld": " ".join(it.withheld),
        "limits": " ".join(it.limits),
        "subject_kind": whom.kind,
        "subject": whom.id,
        "subject_name": whom.name,
        "level": whom.level,
        "scheme": whom.scheme,
    }
    return tuple(flat[name] for name in columns())


def _source(it: Source) -> published_pay.SourceEntry:
    return published_pay.SourceEntry(
        id=it.id,
        title=it.title,
        publisher=it.publisher,
        url=it.url or "",
        licence=it.licence or "",
        attribution=it.attribution,
        basis=it.basis,
        retrieved=it.retrieved.isoformat(),
        refresh_after=str(it.refresh_after),
        note=it.note or "",
    )


def _page(ledger: Ledger, record: Record) -> str:
    """Return the first page that a figure stands on."""
    pages = (ledger.page(family) for family in record.families)
    return next((page for page in pages if page != "salaries/"), ledger.page(""))


def _subject(record: Record) -> published_pay.SubjectEntry:
    observation = record.observation
    occupation = observation.occupation if observation else None
    if occupation:
        return published_pay.SubjectEntry(kind="occupation", id=occupation.code, name=record.name, level=None, scheme=occupation.scheme)
    family = observation.family if observation else None
    return published_pay.SubjectEntry(
        kind="family" if family else "role", id=family or record.roles[0], name=record.name, level=record.level or None, scheme=None
    )


def _entry(shared: Frame, record: Record, it: Figure, page: str) -> published_pay.FigureEntry:
    return published_pay.FigureEntry(
        id=record.id,
        kind="observation" if record.observation else "band",
        subject=_subject(record),
        region=it.region,
        place=shared.places.get(it.region, ""),
        currency=it.currency,
        period=it.period,
        component=it.component,
        scope=it.scope,
        statistic=it.statistic,
        amounts=published_pay.Amounts(**{name: it.stated.get(name) for name in FIGURES}),
        withheld=dict(it.withheld),
        n=it.n,
        repeats=it.repeats,
        population=it.population,
        observed_from=it.observed.first.isoformat() if it.observed else None,
        observed_to=it.observed.last.isoformat() if it.observed else None,
        basis=it.basis,
        source=it.origin.id,
        method=it.method,
        confidence=it.confidence.word,
        limits=it.confidence.limits,
        note=it.note,
        url=f"{page}#figure-{record.id}" if page else "",
    )
