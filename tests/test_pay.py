"""What the arithmetic on pay promises, over made-up figures."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import pay
from sitegen.schema import Observation, SalaryBand

FIGURES = st.lists(st.integers(1, 10**7), min_size=1, max_size=80)
MANY = st.lists(st.integers(1, 10**7), min_size=30, max_size=80)
RANGES = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=20, max_size=60)


# Percentiles


@given(FIGURES, st.integers(0, 100))
def test_a_percentile_equals_numpys_linear_one(figures: list[int], percent: int) -> None:
    ours = pay.percentile(sorted(figures), percent)
    assert float(ours) == pytest.approx(float(np.percentile(figures, percent, method="linear")), rel=1e-12)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(figures: list[int], chance: random.Random) -> None:
    shuffled = figures[:]
    chance.shuffle(shuffled)
    assert pay.percentiles(shuffled) == pay.percentiles(figures)


@given(FIGURES)
def test_percentiles_never_fall_from_low_to_high_and_stay_within_the_figures(figures: list[int]) -> None:
    values = [pay.percentile(sorted(figures), percent) for percent in range(101)]
    assert values == sorted(values)
    assert [values[0], values[-1]] == [min(figures), max(figures)]


@given(MANY, st.integers(1, 1000), st.integers(0, 10**6))
def test_scaling_or_shifting_pay_scales_or_shifts_each_percentile_exactly(figures: list[int], factor: int, raise_: int) -> None:
    before = pay.percentiles(figures)
    assert pay.percentiles(factor * figure + raise_ for figure in figures) == {n: factor * v + raise_ for n, v in before.items()}


@pytest.mark.parametrize(
    ("n", "names"),
    [
        (0, ""),
        (9, ""),
        (10, "median"),
        (19, "median"),
        (20, "p25 median p75"),
        (29, "p25 median p75"),
        (30, "p10 p25 median p75 p90"),
    ],
)
def test_a_percentile_is_computed_only_from_its_threshold_on(n: int, names: str) -> None:
    assert list(pay.percentiles(range(1, n + 1))) == names.split()


def test_a_percentile_of_nothing_or_beyond_a_hundred_is_refused() -> None:
    with pytest.raises(ValueError, match="no percentile 50 of 0 figures"):
        pay.percentile([], 50)
    with pytest.raises(ValueError, match="no percentile 101 of 2 figures"):
        pay.percentile([1, 2], 101)


@given(RANGES, st.randoms(use_true_random=False))
def test_the_typical_band_is_numpys_lower_quartile_of_minima_to_upper_quartile_of_maxima(
    widths: list[tuple[int, int]], chance: random.Random
) -> None:
    minima, maxima = [low for low, _ in widths], [low + width for low, width in widths]
    chance.shuffle(maxima)
    band = pay.band(minima, maxima)
    assert band is not None
    assert float(band[0]) == pytest.approx(float(np.percentile(minima, 25)))
    assert float(band[1]) == pytest.approx(float(np.percentile(maxima, 75)))


def test_no_band_is_made_of_fewer_ranges_than_quartiles_need() -> None:
    assert pay.band(range(1, 20), range(1, 20)) is None
    assert pay.band(range(1, 21), range(1, 21)) is not None
    with pytest.raises(ValueError, match="1 minima for 0 maxima"):
        pay.band([1], [])


def test_the_midpoint_of_a_range_is_exact_and_a_reversed_range_is_refused() -> None:
    assert pay.midpoints([(1, 2), (100, 100)]) == [Fraction(3, 2), 100]
    with pytest.raises(ValueError, match="minimum 3 is above maximum 2"):
        pay.midpoints([(3, 2)])


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        (142_200, "142200"),
        (Fraction(142_200), "142200"),
        (Fraction("1.5"), "1.50"),
        (Fraction("0.005"), "0"),
        (Fraction("0.015"), "0.02"),
        (Fraction(1, 3), "0.33"),
    ],
)
def test_a_figure_is_stated_whole_or_with_two_decimals_halves_to_even(value: int | Fraction, stated: str) -> None:
    assert str(pay.rounded(value)) == stated


@given(MANY)
def test_two_decimals_lose_nothing_of_whole_figures(figures: list[int]) -> None:
    for value in pay.percentiles(figures).values():
        assert Fraction(pay.rounded(value)) == value


# Periods, magnitude, currency


def test_each_period_comes_to_a_year_by_its_named_factor() -> None:
    assert {period: pay.annual(10, period) for period in pay.PERIODS_A_YEAR} == {
        "hour": 20_800,
        "day": 2_600,
        "week": 520,
        "month": 120,
        "year": 10,
    }
    assert pay.annual(Fraction("19.51"), "hour") == Fraction("40580.8")
    with pytest.raises(KeyError):
        pay.annual(1, "fortnight")


@pytest.mark.parametrize(
    ("amount", "currency", "period", "verdict"),
    [
        (0, "USD", "year", "low"),
        (-5, "XXX", "year", "low"),
        (19.51, "USD", "year", "low"),
        (19.51, "USD", "hour", None),
        (120, "USD", "year", "low"),
        (120_000, "USD", "year", None),
        (120_000, "USD", "hour", "high"),
        (12_000_000, "USD", "year", "high"),
        (12_000_000, "JPY", "year", None),
        (250_000, "INR", "year", None),
        (8_000, "EUR", "month", None),
        (8_000, "EUR", "week", None),
        (80_000, "EUR", "day", "high"),
        (10**12, "XXX", "year", None),
    ],
)
def test_an_amount_is_implausible_by_its_currency_and_period(amount: float, currency: str, period: str, verdict: str | None) -> None:
    assert pay.implausible(amount, currency, period) == verdict


def test_the_plausible_range_of_a_period_is_the_years_divided_by_its_factor() -> None:
    least, most = pay.PLAUSIBLE_YEAR
    assert pay.plausible_range("USD", "hour") == (Fraction(least, 2_080), Fraction(most, 2_080))
    assert pay.plausible_range("XXX", "year") is None


RATES = pay.ReferenceRates("EUR", date(2026, 11, 20), {"USD": Decimal("1.0812"), "JPY": Decimal("163.45")})


@pytest.mark.parametrize(
    ("amount", "currency", "into", "rate", "converted"),
    [
        (100_000, "EUR", "USD", "1.0812", 108_120),
        (108_120, "USD", "EUR", "0.924898", 100_000),
        (100_000, "USD", "JPY", "151.175", 15_117_500),
        (Decimal("0.5"), "EUR", "EUR", "1", 0),
        (Decimal("1.5"), "EUR", "EUR", "1", 2),
    ],
)
def test_a_conversion_can_be_checked_with_the_rate_and_date_it_carries(
    amount: int | Decimal, currency: str, into: str, rate: str, converted: int
) -> None:
    result = pay.convert(amount, currency, into, RATES)
    assert result == pay.Conversion(converted, into, Decimal(rate), date(2026, 11, 20))
    assert abs(amount * result.rate - result.amount) <= Decimal("0.5")


def test_a_currency_without_a_rate_is_named() -> None:
    with pytest.raises(KeyError, match="GBP"):
        pay.convert(1, "GBP", "EUR", RATES)


# What may be shown, and how far to trust it


def test_figures_below_their_threshold_are_left_out_and_never_become_zero() -> None:
    figures = {"p10": 1.0, "p25": 2.0, "median": 3.0, "p75": 4.0, "p90": None}
    assert pay.shown(figures, 9) == {}
    assert pay.shown(figures, 10) == {"median": 3.0}
    assert pay.shown(figures, 20) == {"p25": 2.0, "median": 3.0, "p75": 4.0}
    assert pay.shown(figures, 30) == {"p10": 1.0, "p25": 2.0, "median": 3.0, "p75": 4.0}
    assert pay.shown(figures, None) == pay.shown(figures, 30)
    assert pay.shown({"low": 1.0, "high": 2.0}, 19) == {}
    assert pay.shown({"low": 1.0, "high": 2.0}, 20) == {"low": 1.0, "high": 2.0}


@given(st.integers(0, 40), st.integers(0, 40))
def test_more_figures_never_show_less(n: int, more: int) -> None:
    figures = dict.fromkeys(pay.NEEDS, 1.0)
    assert set(pay.shown(figures, n)) <= set(pay.shown(figures, n + more))


@pytest.mark.parametrize(
    ("basis", "n", "age_days", "word", "limits"),
    [
        ("official-statistic", None, 200, "high", ()),
        ("official-statistic", None, 731, "fair", ("age",)),
        ("official-statistic", None, 5_000, "low", ("age",)),
        ("advertised-range", 100, 0, "high", ()),
        ("advertised-range", 99, 0, "fair", ("size",)),
        ("advertised-range", 29, 0, "low", ("size",)),
        ("self-report", 1_850, 0, "fair", ("basis",)),
        ("self-report", 40, 0, "fair", ("basis", "size")),
        ("self-report", 1_850, 1_000, "low", ("basis", "age")),
        ("editorial", 401, -3, "low", ("basis",)),
    ],
)
def test_confidence_is_the_worst_of_basis_and_size_lowered_by_age(
    basis: str, n: int | None, age_days: int, word: str, limits: tuple[str, ...]
) -> None:
    found = pay.confidence(basis, n, age_days)
    assert (found.word, found.limits) == (word, limits)


@given(st.sampled_from(sorted(pay.CONFIDENCE.by_basis)), st.integers(0, 300), st.integers(0, 3_000), st.integers(0, 3_000))
def test_confidence_never_grows_with_age_nor_falls_with_size(basis: str, n: int, age: int, more: int) -> None:
    words = pay.CONFIDENCE.words
    word = words.index(pay.confidence(basis, n, age).word)
    assert words.index(pay.confidence(basis, n, age + more).word) >= word
    assert words.index(pay.confidence(basis, n + more, age).word) <= word


# Comparison


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 10), (20, 30), Fraction(0)),
        ((0, 10), (10, 30), Fraction(0)),
        ((0, 10), (5, 25), Fraction(1, 2)),
        ((0, 10), (2, 4), Fraction(1)),
        ((5, 5), (0, 10), Fraction(1)),
    ],
)
def test_overlap_is_the_share_of_the_narrower_range_either_way_round(one: tuple[int, int], other: tuple[int, int], share: Fraction) -> None:
    assert pay.overlap(one, other) == pay.overlap(other, one) == share


def test_one_source_contradicts_itself_where_it_states_two_amounts_for_one_figure() -> None:
    one, other = {"median": 100.0, "p25": 80.0, "p75": None}, {"median": 101.0, "p25": 80.0, "p75": 120.0}
    assert list(pay.contradictions(one, other, same_source=True)) == ["median"]
    assert list(pay.contradictions(one, other, same_source=False)) == []


def test_two_sources_contradict_each_other_where_their_typical_ranges_do_not_meet() -> None:
    low, high = {"p25": 80.0, "p75": 100.0}, {"low": 101.0, "high": 130.0}
    assert list(pay.contradictions(low, high, same_source=False)) == ["middle"]
    assert list(pay.contradictions(low, {**high, "low": 99.0}, same_source=False)) == []


def test_an_editorial_band_departs_when_its_midpoint_leaves_p10_to_p90() -> None:
    assert pay.band_departs((90, 150), 80, 130) is None
    assert pay.band_departs((120, 150), 80, 130) == "above"
    assert pay.band_departs((60, 90), 80, 130) == "below"


# The pay strip


@dataclass(frozen=True)
class Days:
    last: date


@dataclass(frozen=True)
class Code:
    scheme: str
    code: str


@dataclass(frozen=True)
class Figure:
    id: str
    role: str | None = None
    level: str | None = None
    family: str | None = None
    occupation: Code | None = None
    region: str = "US"
    currency: str = "USD"
    period: str = "year"
    component: str = "base"
    scope: str | None = None
    p25: float | None = 100.0
    p75: float | None = 150.0
    low: float | None = None
    high: float | None = None
    n: int | None = 50
    observed: Days = Days(date(2023, 12, 31))


@dataclass(frozen=True)
class Band:
    low: float
    high: float
    region: str = "US"
    component: str = "base"
    currency: str = "USD"
    period: str = "year"
    scope: str | None = None


ASKED = pay.Asked("data-engineer", "senior", "data", (("soc-2018", "15-1243"), ("soc-2018", "15-2051")), "US", "USD")
OWN = Figure("own", role="data-engineer", level="senior")
ROLE = Figure("role", role="data-engineer")
OCCUPATION = Figure("occupation", occupation=Code("soc-2018", "15-1243"), n=None)
BROADER = Figure("broader", occupation=Code("soc-2018", "15-2051"), n=None)
FAMILY = Figure("family", family="data", p25=None, p75=None, low=90.0, high=160.0)
BAND = Band(120, 180)


def test_the_strip_falls_from_the_guides_own_cell_to_ever_wider_ones_and_says_where_it_stopped() -> None:
    left: list[Figure] = [FAMILY, BROADER, OCCUPATION, ROLE, OWN]
    found = []
    while left:
        choice = pay.choose_strip(ASKED, left, [BAND])
        assert choice.figure is not None
        found.append((choice.step, choice.figure.id))
        left.remove(choice.figure)
    assert found == [
        ("role-and-level", "own"),
        ("role", "role"),
        ("occupation", "occupation"),
        ("occupation", "broader"),
        ("family", "family"),
    ]
    editorial = pay.choose_strip(ASKED, left, [BAND])
    assert (editorial.step, editorial.band, editorial.low, editorial.high) == ("editorial", BAND, 120, 180)
    nothing = pay.choose_strip(ASKED, left, list[Band]())
    assert (nothing.step, nothing.low, nothing.high) == ("none", None, None)


def test_a_figure_below_its_threshold_or_without_quartiles_is_passed_over_by_name() -> None:
    few = replace(OWN, id="few", n=19)
    middle_only = replace(OWN, id="middle-only", p25=None, p75=None)
    choice = pay.choose_strip(ASKED, [ROLE, few, middle_only], [BAND])
    assert (choice.step, choice.figure) == ("role", ROLE)
    assert {(passed.figure.id, passed.why) for passed in choice.passed_over} == {
        ("few", "below-threshold"),
        ("middle-only", "no-range"),
    }


def test_within_a_step_the_newest_wins_unless_it_speaks_of_some_people_only() -> None:
    newer = replace(OWN, id="newer", observed=Days(date(2026, 5, 31)))
    some = replace(OWN, id="some", scope="top-tier employers", observed=Days(date(2026, 6, 1)))
    choice = pay.choose_strip(ASKED, [OWN, some, newer], [BAND])
    assert choice.figure == newer
    assert [(passed.figure.id, passed.why) for passed in choice.passed_over] == [("own", "not-the-newest"), ("some", "not-the-newest")]


@given(st.permutations([OWN, replace(OWN, id="twin"), ROLE, OCCUPATION, BROADER, FAMILY, replace(OWN, id="euro", currency="EUR")]))
def test_the_choice_does_not_depend_on_the_order_of_observations(figures: list[Figure]) -> None:
    choice = pay.choose_strip(ASKED, figures, [BAND])
    assert choice.figure == OWN
    assert [passed.figure.id for passed in choice.passed_over] == ["twin", "euro"]


def test_another_region_or_component_never_stands_in() -> None:
    elsewhere = [replace(OWN, region="world"), replace(ROLE, component="total"), replace(FAMILY, region="GB")]
    choice = pay.choose_strip(ASKED, elsewhere, [replace(BAND, region="GB"), replace(BAND, component="total")])
    assert (choice.step, choice.figure, choice.band, choice.passed_over) == ("none", None, None, ())


def test_the_strip_states_pay_a_year_whatever_the_period_of_what_it_chose() -> None:
    hourly = replace(OWN, period="hour", p25=40.0, p75=60.0)
    choice = pay.choose_strip(ASKED, [hourly], list[Band]())
    assert (choice.low, choice.high) == (83_200, 124_800)


def test_the_records_of_the_schema_can_be_chosen_from() -> None:
    plain = {
        "id": "data-engineer.us.base", "role": "data-engineer", "region": "US", "currency": "USD", "period": "year", "component": "base",
        "statistic": "percentiles", "p25": 110_000, "median": 142_200, "p75": 180_514, "n": 1_850,
        "observed": "2023-01-01/2023-12-31", "source": "ai-jobs-2023", "method": "figures-type7",
    }  # fmt: skip
    band = SalaryBand.model_validate({"region": "US", "component": "base", "currency": "USD", "low": 1, "high": 2, "source": "seed-guides"})
    observation = Observation.model_validate(plain)
    choice = pay.choose_strip(ASKED, [observation], [band])
    assert (choice.figure, choice.low, choice.high) == (observation, 110_000, 180_514)
