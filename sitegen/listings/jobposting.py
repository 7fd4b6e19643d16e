"""schema.org JobPosting records -> flat cells with known names. Who is hiring is never read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sitegen.schema.mapping import Columns

COLUMNS = Columns(
    title="title",
    figure="figure",
    minimum="minimum",
    maximum="maximum",
    currency="currency",
    period="period",
    region="country",
    date="date",
    id="identifier",
)
"""The cells that a posting is flattened to; conditions may name them, and every key of the posting itself."""

_UNSPOKEN = frozenset({"hiringOrganization", "identifier", "url", "@id"})


def flatten(posting: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of one posting.

    Shape: baseSalary may be a MonetaryAmount over a QuantitativeValue, a MonetaryAmount with bounds of its own, a PriceSpecification
           or a bare number; of several salaries, locations or identifiers the first counts.
    """
    salary = _first(posting.get("baseSalary"))
    outer = salary if isinstance(salary, dict) else {}
    value = _first(outer.get("value", outer.get("price")))
    inner = value if isinstance(value, dict) else outer
    figure = inner.get("value") if isinstance(value, dict) else value
    cells = {key: item for key, item in posting.items() if key not in _UNSPOKEN}
    cells.update(
        title=_words(posting.get("title")),
        figure=_number(salary if not isinstance(salary, dict) else figure),
        minimum=_number(inner.get("minValue", outer.get("minValue", outer.get("minPrice")))),
        maximum=_number(inner.get("maxValue", outer.get("maxValue", outer.get("maxPrice")))),
        currency=_words(outer.get("currency", outer.get("priceCurrency", posting.get("salaryCurrency")))),
        period=_words(inner.get("unitText", outer.get("unitText"))),
        country=_country(posting),
        date=_words(posting.get("datePosted")),
        identifier=_identifier(posting),
    )
    return cells


def postings(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Find the postings in a record: itself, or those of a JSON-LD graph."""
    graph = record.get("@graph")
    for item in graph if isinstance(graph, list) else [record]:
        if isinstance(item, dict) and (graph is None or "JobPosting" in _types(item)):
            yield item


def _types(item: dict[str, Any]) -> list[Any]:
    kind = item.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _number(value: Any) -> Any:
    value = _first(value)
    return value if isinstance(value, str | int | float | Decimal) else None


def _words(value: Any) -> str:
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value", value.get("name"))
    return value if isinstance(value, str) else ""


def _country(posting: dict[str, Any]) -> str:
    place = _first(posting.get("jobLocation")) or _first(posting.get("applicantLocationRequirements"))
    if not isinstance(place, dict):
        return _words(place)
    address = _first(place.get("address"))
    if isinstance(address, dict):
        return _words(address.get("addressCountry"))
    return _words(place.get("addressCountry")) or (_words(place) if place.get("@type") == "Country" else "")


def _identifier(posting: dict[str, Any]) -> str:
    """Return what tells the posting from others: its own identifier, else its address; with the name of who gave it."""
    given = _first(posting.get("identifier"))
    if isinstance(given, dict):
        value = given.get("value", given.get("@value"))
        return f"{_words(given.get('name'))}:{value}" if value not in (None, "") else ""
    given = given or posting.get("url") or posting.get("@id")
    return str(given) if isinstance(given, str | int) else ""
