"""The words every record is made of: ids, texts, dates, durations, places and money, each with its grammar."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal, LiteralString, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from sitegen.files import is_slug, is_url_path
from sitegen.schema.words import shown

_HOST = re.compile(r"^https?://[^/]*", re.IGNORECASE)
_LONG_AGO = 1900
_DAY = re.compile(r"(\d{4}|\d\d?)[./ -](\d\d?)[./ -](\d{4}|\d\d?)")
_URL_PATH_HINT = "write it as /old-name/ or /old-name.html, in plain letters, digits, '.', '-', '_' and '~'"
T = TypeVar("T")


class Record(BaseModel):
    """A mapping as an owner writes it: no other keys, no conversions, never changed afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True)


def _slug(text: str) -> str:
    if not is_slug(text):
        near = re.sub(r"[\W_]+", "-", text.lower()).strip("-")
        hint = (f"write it as {near}: " if is_slug(near) else "") + "an id is lower-case letters, digits and single hyphens"
        raise PydanticCustomError("bad-id", "{text} is not an id", {"text": shown(text), "hint": hint})
    return text


def _redirect(text: str) -> str:
    if not is_url_path(text):
        meant = f"/{_HOST.sub('', text).strip('/')}/"
        hint = f"did you mean '{meant}'?" if is_url_path(meant) else _URL_PATH_HINT
        raise PydanticCustomError("bad-url-path", "{text} is not a path of this site", {"text": shown(text), "hint": hint})
    return text


_REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|(region:)?[a-z][a-z0-9-]*")


def _region(text: str) -> str:
    if not _REGION.fullmatch(text):
        raise PydanticCustomError(
            "bad-region",
            "{text} is not a region",
            {"text": shown(text), "hint": "write a country as US, a part of one as US-CA, or an id of data/regions.yaml as region:eu"},
        )
    return text.removeprefix("region:")


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`\\{}|^]+", text) or len(text) > 1000:
        raise PydanticCustomError("bad-url", "{text} is not a web address", {"text": shown(text), "hint": "write it in full: https://…"})
    return text


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            hint = "check the month, and how many days it has"
            raise PydanticCustomError("bad-date", "there is no day {text}", {"text": value, "hint": hint}) from None
    raise PydanticCustomError("bad-date", "{text} is not a date", {"text": shown(value), "hint": f"write it as {_meant_day(value)}"})


def _meant_day(value: object) -> str:
    """Return the day that one written in another way can only mean, or an example."""
    found = _DAY.fullmatch(str(value).strip())
    days = set()
    if found:
        one, two, three = map(int, found.groups())
        for year, month, day in [(one, two, three)] if len(found[1]) == 4 else [(three, two, one), (three, one, two)]:
            with suppress(ValueError):
                days.add(date(year, month, day))
    likely = [day for day in days if day.year > _LONG_AGO]
    return likely[0].isoformat() if len(likely) == 1 else "2026-11-10"


def _month(text: str) -> date:
    """Return the first day of the month that `2023-05` names."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        hint = "months are written 01 to 12"
        raise PydanticCustomError("bad-date", "there is no month {text}", {"text": text, "hint": hint}) from None


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days a figure speaks of. Shape: first day <= last day, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def _interval(value: object) -> Interval:
    if isinstance(value, Interval):
        return value
    ends = value.split("/") if isinstance(value, str) else []
    if len(ends) == 1 and re.fullmatch(r"\d{4}-\d\d", ends[0]):
        first = _month(ends[0])
        return Interval(first, first.replace(day=monthrange(first.year, first.month)[1]))
    if len(ends) not in (1, 2) or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in ends):
        hint = "write 2023-01-01/2023-12-31, 2023-05 or 2023-05-17"
        raise PydanticCustomError("bad-date", "{text} is neither a date nor a range of dates", {"text": shown(value), "hint": hint})
    first, last = _date(ends[0]), _date(ends[-1])
    if first > last:
        raise PydanticCustomError("bad-date", "the range {text} ends before it starts", {"text": str(value), "hint": "swap the two dates"})
    return Interval(first, last)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time on the calendar, as ISO 8601 writes it with one unit: P12M, P1Y, P90D; or `never` to end.

    Unit: days, weeks, months or years by `unit`; `count` 0 with unit `-` stands for never.
    """

    count: int
    unit: str

    def after(self, day: date, times: int = 1) -> date:
        """Return the day that lies this long after `day`, `times` over; the end of a shorter month where the day is missing."""
        if self.unit == "-":
            return date.max
        if self.unit in "DW":
            return day + timedelta(days=self.count * times * (7 if self.unit == "W" else 1))
        months = day.year * 12 + day.month - 1 + self.count * times * (12 if self.unit == "Y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    @property
    def words(self) -> str:
        """Return it for a sentence: 12 months."""
        unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}.get(self.unit)
        return f"{self.count} {unit}{'' if self.count == 1 else 's'}" if unit else "never"

    def __str__(self) -> str:
        return "never" if self.unit == "-" else f"P{self.count}{self.unit}"


def _duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    if value == "never":
        return Duration(0, "-")
    match = re.fullmatch(r"P([1-9]\d{0,3})([DWMY])", value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError(
            "bad-duration", "{text} is not a length of time", {"text": shown(value), "hint": "write P12M, P1Y, P90D or never"}
        )
    return Duration(int(match[1]), match[2])


def _number(value: object) -> object:
    """Let nothing but a number through; a choice of two types would be told as two faults."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticKnownError("float_type")
    return value


def form(pattern: str, code: LiteralString, what: str, hint: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Return what makes a text one of a form, and says so in words: "'usd' is not a currency"."""
    return AfterValidator(lambda text: _fitting(text, pattern, code, what, hint)), WithJsonSchema(
        {"type": "string", "pattern": f"^{pattern}$"}
    )


def _fitting(text: str, pattern: str, code: LiteralString, what: str, hint: str) -> str:
    if not re.fullmatch(pattern, text):
        raise PydanticCustomError(code, "{text} is not {what}", {"text": shown(text), "what": what, "hint": hint})
    return text


_THREE_CAPITALS = form("[A-Z]{3}", "unknown-currency", "a currency", "write its three capital letters in ISO 4217, such as USD or EUR")

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
REGION_PATTERN = f"^({_REGION.pattern})$"
"""As JSON Schemas write them; `desk.schemas` puts the ids that exist in their place."""
Id = Annotated[str, AfterValidator(_slug), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S([^\n]*\S)?$")]
Note = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=8_000)]
Url = Annotated[str, AfterValidator(_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})]
UrlPath = Annotated[str, AfterValidator(_redirect), WithJsonSchema({"type": "string", "pattern": "^/"})]
RegionRef = Annotated[str, AfterValidator(_region), WithJsonSchema({"type": "string", "pattern": REGION_PATTERN})]
Currency = Annotated[str, *_THREE_CAPITALS]
Date = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Span = Annotated[
    Interval, BeforeValidator(_interval), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d(-\d\d)?(/\d{4}-\d\d-\d\d)?$"})
]
Lasting = Annotated[Duration, BeforeValidator(_duration), WithJsonSchema({"type": "string", "pattern": r"^(never|P[1-9]\d*[DWMY])$"})]
Amount = Annotated[int | float, BeforeValidator(_number), Field(ge=0, le=1e12)]
Importance = Annotated[int, Field(ge=1, le=5)]
Seq = Annotated[tuple[T, ...], Strict(strict=False), Field(max_length=400)]

Proficiency = Literal["awareness", "foundational", "working", "practitioner", "expert"]
PROFICIENCIES: tuple[Proficiency, ...] = ("awareness", "foundational", "working", "practitioner", "expert")
Component = Literal["base", "bonus", "equity", "total"]
Period = Literal["year", "month", "week", "day", "hour"]
Basis = Literal["advertised-range", "survey", "self-report", "official-statistic", "editorial"]


class Code(Record):
    """The place of a role or skill in a published classification."""

    scheme: Literal["isco-08", "soc-2018", "onet-soc", "esco", "onet-element", "onet-technology"]
    """The classification: isco-08, soc-2018, onet-soc, esco, onet-element or onet-technology."""
    code: Line
    """The code as the classification prints it, in quotes."""
    match: Literal["exact", "close", "broad"] = "exact"
    """How well it fits: exact, close, or broad where the classification is wider."""


def one_of(record: Any, *names: str) -> None:
    """Require that exactly one of the named fields was given.

    Raises: PydanticCustomError of the code `one-of`.
    """
    given = [name for name in names if getattr(record, name) not in (None, ())]
    if len(given) != 1:
        listed = " and ".join(f"'{name}'" for name in given) + " are" if given else "none is"
        hint, at = ("keep one of them", given[1]) if given else ("give one of them", "")
        details = {"names": ", ".join(f"'{name}'" for name in names), "given": listed, "hint": hint, "at": at}
        raise PydanticCustomError("one-of", "exactly one of {names} belongs here, and {given} given", details)


def in_order(low: float, high: float, names: tuple[str, str] = ("", ""), at: str = "") -> None:
    """Require low <= high. Shape: `names` are theirs, `at` the key to point at, else the second name.

    Raises: PydanticCustomError of the code `low-above-high`.
    """
    if low > high:
        details = {"low": f"{names[0]} {low}".strip(), "high": f"{names[1]} {high}".strip(), "hint": "swap them, or mend the typo"}
        raise PydanticCustomError("low-above-high", "{low} is above {high}", {**details, "at": at or names[1]})
