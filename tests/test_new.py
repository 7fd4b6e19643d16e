"""`new`: a draft that only its writer can finish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import sitegen
from sitegen.desk.inspection import inspect
from sitegen.desk.reading import content_of
from sitegen.desk.titles import level_of, role_of, slug_of
from sitegen.schema import FrontMatter
from tests.sites import lay_out, smallest_site

MANAGER = "content/roles/manager-maker.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = smallest_site()
    files["data/levels.yaml"] += "- {id: staff, name: Staff, rank: 50, track: ic, scope: Leads leaders.}\n"
    return lay_out(tmp_path / "site", files)


def new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(sitegen, ["--root", str(root), "new", *arguments], standalone_mode=False)


def faults(root: Path) -> list[str]:
    return [f"{it.mark.path} {it.message}" for it in inspect(root, date(2026, 11, 22), None) if it.severity == "fault"]


def test_a_new_guide_passes_check_but_for_what_only_its_writer_can_say(root: Path) -> None:
    result = new(root, "Staff Maker", "--from", "senior-maker")
    assert result.exception is None
    assert result.stdout == "content/roles/staff-maker.md\n"
    assert [line for line in faults(root) if "staff-maker" in line] == [
        "content/roles/staff-maker.md 'summary' is empty",
    ]
    path = root / "content/roles/staff-maker.md"
    path.write_text(path.read_text("utf-8").replace("\nsummary:\n", "\nsummary: Makes the plan.\n"), "utf-8")
    assert faults(root) == []


def test_the_skills_of_the_rung_beneath_are_carried_over_with_role_and_next_level(root: Path) -> None:
    new(root, "Chief Wright", "--from", "senior-maker")
    path = root / "content/roles/chief-wright.md"
    text = path.read_text("utf-8").replace("\nsummary:\n", "\nsummary: x\n")
    path.write_text(text, "utf-8")
    guide = next(guide for guide in content_of(root).guides if guide.slug == "chief-wright")
    assert (guide.front.role, guide.front.level, guide.front.status) == ("maker", "staff", "draft")
    assert [(need.skill, need.proficiency, need.importance) for need in guide.front.skills] == [
        ("sawing", "expert", 5),
        ("glueing", "working", 3),
    ]


def test_every_field_is_explained_in_the_schemas_own_words(root: Path) -> None:
    new(root, "Staff Maker")
    text = (root / "content/roles/staff-maker.md").read_text("utf-8")
    missing = [name for name, field in FrontMatter.model_fields.items() if f"# {field.description}\n" not in text or f"{name}:" not in text]
    assert missing == []
    assert "One of: maker, maker-lead." not in text


def test_what_cannot_be_known_from_the_title_is_left_with_a_choice(root: Path) -> None:
    result = new(root, "Llama Groomer")
    text = (root / "content/roles/llama-groomer.md").read_text("utf-8")
    assert "\n# One of: maker, maker-lead.\nrole:\n" in text
    assert "Fill in summary, role, level;" in result.stderr


def test_a_rung_that_has_a_guide_is_not_given_to_a_second_one(root: Path) -> None:
    result = new(root, "Senior Maker of Chairs")
    assert "\nlevel:\n" in (root / "content/roles/senior-maker-of-chairs.md").read_text("utf-8")
    assert "content/roles/senior-maker.md is already the guide of the rung" in result.stderr


@pytest.mark.parametrize(
    ("title", "said"),
    [("Data: the Guide #1", 'title: "Data: the Guide #1"'), ("true", 'title: "true"'), ("007", 'title: "007"'), ("-- x", 'title: "-- x"')],
)
def test_any_title_stays_the_text_it_is(root: Path, title: str, said: str) -> None:
    result = new(root, "--", title)
    assert said in (root / result.stdout.strip()).read_text("utf-8")


def test_a_guide_to_start_from_that_is_not_there_is_wrong_usage(root: Path) -> None:
    assert "there is no guide 'makr'; did you mean 'maker'?" in str(new(root, "Staff Maker", "--from", "makr").exception)


def test_a_guide_that_is_there_is_never_written_over_and_no_link_is_followed(root: Path, tmp_path: Path) -> None:
    assert "is there already" in str(new(root, "Maker").exception)
    (tmp_path / "outside").mkdir()
    (root / "content").rename(root / "was")
    (root / "content").mkdir()
    (root / "content/roles").symlink_to(tmp_path / "outside")
    assert "cannot be written" in str(new(root, "Staff Maker").exception)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Senior Data Engineer", "senior-data-engineer"),
        ("C++ Developer", "c-plus-plus-developer"),
        ("R&D Lead", "r-and-d-lead"),
        ("Ingénieur Données", "ingenieur-donnees"),
        ("Dev vs Ops", "dev-versus-ops"),
        ("con", "con-role"),
        ("データ", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 300, "x" * 80),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_title_becomes_a_slug_that_can_be_an_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("title", "role", "level"),
    [
        ("Senior Maker", "maker", "senior"),
        ("Sr. Maker", "maker", "senior"),
        ("Maker Lead", "maker-lead", ""),
        ("maker-lead, manager", "maker-lead", "manager"),
        ("Homemaker", "", ""),
        ("Middle maker", "maker", "mid"),
        ("", "", ""),
    ],
)
def test_role_and_level_are_read_from_a_title_by_whole_words(root: Path, title: str, role: str, level: str) -> None:
    content = content_of(root)
    assert (role_of(title, content), level_of(title, content)) == (role, level)
