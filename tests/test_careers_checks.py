"""Checks on the career graph, and the addresses of comparisons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.errors import Problem
from sitegen.pipeline import inspect
from tests.rendered import Files, assembled, rendered, tree, words
from tests.sites import lay_out, smallest_site

AS_OF = date(2026, 11, 22)
SENIOR = "content/roles/senior-maker.md"
MAKER = "content/roles/maker.md"


def found(root: Path, files: dict[str, str], *codes: str) -> list[str]:
    """Return what a check says of a site, without hints."""
    problems = inspect(lay_out(root, files), AS_OF)
    return [str(Problem(it.mark, it.code, it.message, "", it.severity)) for it in problems if it.code in codes]


def edited(**changes: tuple[str, str]) -> dict[str, str]:
    """Return the smallest site with one passage of some guides replaced."""
    files = smallest_site()
    for slug, (old, new) in changes.items():
        name = f"content/roles/{slug.replace('_', '-')}.md"
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    return files


def test_a_skill_that_falls_on_promotion_is_a_fault_at_its_depth(tmp_path: Path) -> None:
    files = edited(senior_maker=("proficiency: expert", "proficiency: awareness"))
    assert found(tmp_path, files, "skill-falls") == [
        f"{SENIOR}:9:34: 'sawing' falls from working to awareness on promotion from Maker [skill-falls]"
    ]


def test_a_fall_that_the_guide_accepts_is_none(tmp_path: Path) -> None:
    files = edited(senior_maker=("proficiency: expert", "proficiency: awareness"))
    files[SENIOR] = files[SENIOR].replace("salary_bands:", "accept: [{problem: skill-falls, because: Others saw.}]\nsalary_bands:")
    assert found(tmp_path, files, "skill-falls", "unused-accept") == []


def test_a_rung_that_no_move_leads_to_is_told_once_with_what_follows_from_it(tmp_path: Path) -> None:
    lost = smallest_site()[SENIOR].replace("Senior Maker", "Lone Lead").replace("role: maker", "role: maker-lead")
    files = smallest_site() | {"content/roles/lone-lead.md": lost}
    files["content/roles/lone-lead.md"] = lost.replace("salary_bands:", "career_paths: [{to: lone-boss, kind: promotion}]\nsalary_bands:")
    files["content/roles/lone-boss.md"] = lost.replace("level: senior", "level: manager").replace("Lone Lead", "Lone Boss")
    assert found(tmp_path, files, "unreached-rung") == [
        "content/roles/lone-lead.md:5:8: warning: no move leads from an entry rung to Lone Lead [unreached-rung]"
    ]


def test_rungs_that_reach_each_other_and_nobody_reaches_are_one_warning(tmp_path: Path) -> None:
    lost = smallest_site()[SENIOR].replace("role: maker", "role: maker-lead")
    moves = "career_paths: [{to: other, kind: lateral}]\nsalary_bands:"
    files = smallest_site() | {
        "content/roles/ring.md": lost.replace("salary_bands:", moves.replace("other", "ring-2")),
        "content/roles/ring-2.md": lost.replace("level: senior", "level: manager").replace("salary_bands:", moves.replace("other", "ring")),
    }
    assert [line.split(":")[0] for line in found(tmp_path, files, "unreached-rung")] == ["content/roles/ring.md"]


def test_a_career_may_start_at_the_level_that_the_owner_names(tmp_path: Path) -> None:
    files = edited(maker=("  - {to: senior-maker, kind: promotion, years: [2, 4]}", "  - {title: Elsewhere, kind: exit}"))
    assert len(found(tmp_path, files, "unreached-rung")) == 1
    files["site.yaml"] += "entry_level: senior\n"
    assert found(tmp_path, files, "unreached-rung") == []


def test_a_skill_that_no_guide_needs_is_a_warning_at_its_entry(tmp_path: Path) -> None:
    files = smallest_site()
    files["data/skills.yaml"] += "- {id: idling, name: Idling, kind: technical, group: Craft, summary: Waiting.}\n"
    assert found(tmp_path, files, "unused-skill") == ["data/skills.yaml:3:8: warning: no guide needs 'idling' [unused-skill]"]


def three_rungs(moves: str) -> dict[str, str]:
    files = smallest_site()
    files["data/levels.yaml"] += "- {id: staff, name: Staff, rank: 40, track: ic, scope: Leads many.}\n"
    top = files[SENIOR].replace("level: senior", "level: staff").replace("Senior Maker", "Staff Maker").replace("low: 8", "low: 9")
    files["content/roles/staff-maker.md"] = top
    files[MAKER] = files[MAKER].replace("  - {to: senior-maker, kind: promotion, years: [2, 4]}", moves)
    return files


def test_a_promotion_that_passes_over_the_next_rung_tells_the_ladder_in_a_second_way(tmp_path: Path) -> None:
    files = three_rungs("  - {to: staff-maker, kind: promotion}\n  - {to: senior-maker, kind: lateral}")
    assert found(tmp_path, files, "ladder-told-twice") == [
        f"{MAKER}:14:5: warning: the promotion to Staff Maker passes over Senior Maker, the next rung of maker [ladder-told-twice]",
        f"{SENIOR}:5:8: warning: by their levels Staff Maker is the next rung of maker, but no promotion leads there [ladder-told-twice]",
    ]


def test_a_move_that_is_declared_twice_is_a_fault(tmp_path: Path) -> None:
    files = edited(maker=("career_paths:\n", "career_paths:\n  - {to: senior-maker, kind: lateral}\n"))
    assert found(tmp_path, files, "ladder-told-twice") == [
        f"{MAKER}:15:5: the move to 'senior-maker' is declared twice, as lateral and as promotion [ladder-told-twice]"
    ]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    site = smallest_site()
    site["data/urls.txt"] = "/\n/compare/senior-maker-vs-maker/\n/compare/old-maker-vs-senior-maker/\n"
    site[MAKER] = site[MAKER].replace("tools:", "redirect_from: [/roles/old-maker/]\ntools:")
    return rendered(assembled(tmp_path_factory.mktemp("pairs"), site))


def test_a_pair_has_one_page_at_the_lower_rank_first_and_the_reverse_leads_there(files: Files) -> None:
    page = tree(files, "compare/maker-vs-senior-maker/index.html")
    assert words(page.find(".//h1")) == "Maker and Senior Maker"
    assert words(page.find(".//main//p[@class='lede']")) == (
        "From Maker to Senior Maker: 1 skill to raise, 1 new skill; base pay +29% (United States, editorial bands)."
    )
    back = files["compare/senior-maker-vs-maker/index.html"]
    assert 'content="0; url=/compare/maker-vs-senior-maker/"' in back


def test_a_pair_s_page_holds_both_directions(files: Files) -> None:
    page = tree(files, "compare/maker-vs-senior-maker/index.html")
    there, back = page.findall(".//section[@class='direction']")
    assert words(there).startswith("From Maker to Senior Maker Promotion, 2–4 years. Somebody in the first role already brings 37% of")
    assert "Sawing from Working → to Expert Essential" in words(there)
    assert "New 1 Glueing Working Important" in words(there)
    assert "Already met 1 Sawing Working Very important" in words(back)
    assert "No longer listed 1 Glueing Working" in words(back)


def test_an_address_of_a_pair_lives_on_when_one_of_the_two_was_renamed(files: Files) -> None:
    assert 'content="0; url=/compare/maker-vs-senior-maker/"' in files["compare/old-maker-vs-senior-maker/index.html"]


def test_a_pair_that_is_declared_no_more_leads_to_the_same_two_chosen(tmp_path: Path) -> None:
    site = smallest_site()
    site["data/urls.txt"] = "/compare/maker-vs-senior-maker/\n"
    site[MAKER] = site[MAKER].replace("career_paths:\n  - {to: senior-maker, kind: promotion, years: [2, 4]}\n", "")
    made = rendered(assembled(tmp_path, site))
    assert "url=/compare/?a=maker&amp;b=senior-maker" in made["compare/maker-vs-senior-maker/index.html"]


def test_an_address_of_a_pair_that_never_was_is_dead(tmp_path: Path) -> None:
    files = smallest_site() | {"data/urls.txt": "/compare/maker-vs-nobody/\n"}
    assert len(found(tmp_path, files, "dead-address")) == 1
