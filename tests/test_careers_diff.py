"""What changes between two roles, and how their pay differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.careers.diff import Diff, Want, diff
from sitegen.careers.pay_change import Change, PayFigure, Whom, pay_change
from sitegen.schema import PROFICIENCIES, SkillNeed

SKILLS = [f"skill-{n}" for n in range(8)]


def need(skill: str, proficiency: str = "working", importance: int = 3) -> SkillNeed:
    return SkillNeed.model_validate({"skill": skill, "proficiency": proficiency, "importance": importance})


def choice(*skills: str, proficiency: str = "working", importance: int = 3, label: str = "A language") -> SkillNeed:
    return SkillNeed.model_validate({"any_of": list(skills), "label": label, "proficiency": proficiency, "importance": importance})


@st.composite
def roles(draw: st.DrawFn, *, choices: bool = True) -> tuple[SkillNeed, ...]:
    """Draw the needs of a role: each skill at most once, and perhaps a choice."""
    depth, weight = st.sampled_from(PROFICIENCIES), st.integers(1, 5)
    needs = [need(skill, draw(depth), draw(weight)) for skill in draw(st.lists(st.sampled_from(SKILLS), unique=True))]
    if choices and draw(st.booleans()):
        some = draw(st.lists(st.sampled_from(SKILLS), unique=True, min_size=2, max_size=4))
        needs.append(choice(*some, proficiency=draw(depth), importance=draw(weight)))
    return tuple(needs)


def names(wants: tuple[Want, ...]) -> list[str]:
    return [want.need.skill or want.need.label or "" for want in wants]


def test_skills_are_grouped_as_met_to_raise_new_and_no_longer_listed() -> None:
    origin = (need("go", "expert"), need("sql", "working"), need("talking"))
    destination = (need("sql", "expert", 4), need("go", "working", 2), need("leading", "foundational", 5))
    found = diff(origin, destination)
    assert names(found.met) == ["go"]
    assert [(want.need.skill, want.have, want.want) for want in found.raised] == [("sql", 3, 5)]
    assert names(found.new) == ["leading"]
    assert [each.skill for each in found.dropped] == ["talking"]
    # go 2 of 2 and sql 4 x 3/5 of the 11 points of importance there are.
    assert found.share == 40
    assert found.effort == 4 * 2 + 5 * 2


def test_a_group_is_in_order_of_importance_then_of_steps_missing_then_as_the_writer_has_it() -> None:
    wanted = (need("a", "awareness", 3), need("b", "working", 3), need("c", "expert", 5), need("d", "working", 3))
    assert names(diff((), wanted).new) == ["c", "b", "d", "a"]


def test_one_option_of_a_choice_is_enough_and_the_deepest_counts() -> None:
    wanted = (choice("go", "java", "rust", proficiency="practitioner"),)
    assert names(diff((need("java", "expert"), need("go", "awareness")), wanted).met) == ["A language"]
    assert [want.have for want in diff((need("rust", "working"),), wanted).raised] == [3]
    assert names(diff((need("sql"),), wanted).new) == ["A language"]


def test_a_skill_that_is_known_through_a_choice_only_says_so() -> None:
    [met] = diff((choice("go", "java", proficiency="expert", label="A backend language"),), (need("go"),)).met
    assert met.through == "A backend language"
    [certain] = diff((choice("go", "java"), need("go")), (need("go"),)).met
    assert certain.through == ""


def test_a_role_that_asks_for_nothing_has_no_share() -> None:
    assert diff((need("go"),), ()) == Diff((), (), (), (need("go"),), None, 0)


@given(roles())
def test_nothing_changes_between_a_role_and_itself(role: tuple[SkillNeed, ...]) -> None:
    found = diff(role, role)
    assert found.empty
    assert found.effort == 0
    assert found.share in (100, None)
    assert len(found.met) == len(role)


@given(roles(), roles())
def test_what_is_new_one_way_is_no_longer_listed_the_other_way(a: tuple[SkillNeed, ...], b: tuple[SkillNeed, ...]) -> None:
    there, back = diff(a, b), diff(b, a)
    assert sorted(names(there.new)) == sorted(each.skill or each.label or "" for each in back.dropped)
    assert sorted(names(back.new)) == sorted(each.skill or each.label or "" for each in there.dropped)


@given(roles(choices=False), roles(choices=False))
def test_what_is_to_raise_one_way_is_met_the_other_way(a: tuple[SkillNeed, ...], b: tuple[SkillNeed, ...]) -> None:
    there, back = diff(a, b), diff(b, a)
    assert set(names(there.raised)) <= set(names(back.met))
    assert set(names(there.met)) | set(names(there.raised)) == set(names(back.met)) | set(names(back.raised))


@given(roles(), roles())
def test_every_need_is_in_one_group_and_the_share_is_full_when_none_is_missing(a: tuple[SkillNeed, ...], b: tuple[SkillNeed, ...]) -> None:
    found = diff(a, b)
    assert sorted(want.place for want in (*found.met, *found.raised, *found.new)) == list(range(len(b)))
    if b:
        assert found.share is not None
        assert 0 <= found.share <= 100
        assert (found.share == 100) == (not found.raised and not found.new)


BASE = PayFigure("US", "base", "", "rung", "x", "USD", 100_000, 140_000, None, (100_000, 140_000), "self-report", 2023, 100, "survey")


def test_pay_of_one_cell_is_compared_by_its_middles() -> None:
    change = pay_change((BASE,), (replace(BASE, low=110_000, high=160_000),))
    assert isinstance(change, Change)
    assert (change.percent, change.caveats) == (13, ())


def test_what_weakens_a_comparison_is_said() -> None:
    other = replace(BASE, basis="survey", year=2025, currency="EUR", home=(110_000, 130_000))
    change = pay_change((BASE,), (other,))
    assert isinstance(change, Change)
    assert change.percent == 0
    assert change.caveats == ("different-evidence", "different-years", "converted")


def test_medians_are_compared_where_both_figures_have_one() -> None:
    start, end = replace(BASE, median=105_000), replace(BASE, low=90_000, high=200_000, median=126_000)
    change = pay_change((start,), (end,))
    assert isinstance(change, Change)
    assert change.percent == 20
    without = pay_change((start,), (replace(end, median=None),))
    assert isinstance(without, Change)
    assert without.percent == 21
    abroad = pay_change((start,), (replace(end, currency="EUR", home=(180_000, 400_000)),))
    assert isinstance(abroad, Change)
    assert abroad.percent == 140


def test_one_figure_shown_twice_makes_no_difference_and_says_why() -> None:
    wide = replace(BASE, whom="occupation", subject="bls:15-1252")
    assert pay_change((wide,), (wide,)) == "same-figure"


def test_two_roles_at_all_levels_are_compared_with_a_caveat() -> None:
    role = replace(BASE, whom="role", subject="observed:a")
    change = pay_change((role,), (replace(role, subject="observed:b", low=110_000, high=160_000),))
    assert isinstance(change, Change)
    assert change.caveats == ("not-this-level",)


@pytest.mark.parametrize("whom", ["occupation", "family"])
def test_two_whole_occupations_say_nothing_about_two_roles(whom: Whom) -> None:
    wide = replace(BASE, whom=whom, subject="bls:15-1252")
    assert pay_change((wide,), (replace(wide, subject="bls:15-1299", low=80_000, high=120_000),)) == "whole-occupations"


def test_a_rung_is_never_compared_with_a_whole_occupation() -> None:
    assert pay_change((BASE,), (replace(BASE, whom="occupation"),)) == "not-comparable"


def test_the_first_comparable_figure_is_taken_when_the_first_is_not() -> None:
    band = replace(BASE, component="total", basis="editorial", year=None)
    wide = replace(BASE, whom="occupation", subject="bls")
    change = pay_change((wide, band), (wide, replace(band, low=150_000, high=210_000)))
    assert isinstance(change, Change)
    assert (change.start.component, change.percent) == ("total", 50)


@pytest.mark.parametrize(("origin", "destination"), [((), (BASE,)), ((BASE,), ())])
def test_without_a_figure_on_both_sides_nothing_is_compared(origin: tuple[PayFigure, ...], destination: tuple[PayFigure, ...]) -> None:
    assert pay_change(origin, destination) == "no-figure"


def test_amounts_without_a_common_currency_are_not_compared() -> None:
    assert pay_change((BASE,), (replace(BASE, currency="XOF", home=None),)) == "not-comparable"
