"""Arithmetic on pay: pure functions over numbers and plain records; nothing here formats text or opens a file."""

from sitegen.pay.compare import band_departs, contradictions, middle, overlap
from sitegen.pay.confidence import CONFIDENCE, Confidence, confidence
from sitegen.pay.currency import RATE_DIGITS, Conversion, ReferenceRates, convert
from sitegen.pay.magnitude import PLAUSIBLE_YEAR, UNITS_A_DOLLAR, implausible, plausible_range
from sitegen.pay.percentiles import DECIMALS, PERCENTS, THRESHOLDS, band, midpoints, percentile, percentiles, rounded
from sitegen.pay.periods import PERIODS_A_YEAR, annual
from sitegen.pay.shown import NEEDS, shown, suppressed
from sitegen.pay.strip import FALLBACK, Asked, Choice, PassedOver, choose_strip

__all__ = [
    "CONFIDENCE", "DECIMALS", "FALLBACK", "NEEDS", "PERCENTS", "PERIODS_A_YEAR", "PLAUSIBLE_YEAR", "RATE_DIGITS", "THRESHOLDS",
    "UNITS_A_DOLLAR", "Asked", "Choice", "Confidence", "Conversion", "PassedOver", "ReferenceRates", "annual", "band", "band_departs",
    "choose_strip", "confidence", "contradictions", "convert", "implausible", "middle", "midpoints", "overlap", "percentile",
    "percentiles", "plausible_range", "rounded", "shown", "suppressed",
]  # fmt: skip
