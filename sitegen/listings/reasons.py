"""Why a row of a listing file does not count."""

from __future__ import annotations

REASONS = {
    "bad-row": "the row cannot be read",
    "condition": "a condition of the mapping",
    "other-occupation": "its occupation is not asked for",
    "repeated-code": "its occupation was met before",
    "unmapped-title": "the title maps to nothing",
    "repeated-id": "its id was met before",
    "no-pay": "no pay is stated",
    "one-bound": "only one end of the range is stated",
    "zero-pay": "pay of zero or less",
    "bad-amount": "the amount cannot be read",
    "reversed-range": "the minimum is above the maximum",
    "unknown-period": "the period is not mapped",
    "unknown-currency": "the currency is not known",
    "other-currency": "the amount carries the sign of another currency",
    "implausible": "no pay is that low or high: see pay.PLAUSIBLE_YEAR",
    "no-figure": "no figure is published",
    "no-size": "neither a population nor a number of answers is published",
    "bad-date": "the date cannot be read",
    "no-group": "it belongs to none of the observations asked for",
    "repeated-content": "its content equals an earlier row's",
}
"""Why a row is left out, in the order in which it is asked; a row counts under the first reason that holds."""


class LeftOut(Exception):  # noqa: N818  an outcome of a row, not an error of the program
    """The row does not count, for one of REASONS. `detail` says what was found in it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail
