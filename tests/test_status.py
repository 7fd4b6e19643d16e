"""`status`: what is due, and how far each family is described."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sitegen.cli import sitegen
from tests.sites import lay_out, smallest_site

GUIDE = "content/roles/maker.md"


def status(root: Path, as_of: str = "2026-11-22") -> list[str]:
    result = CliRunner().invoke(sitegen, ["--root", str(root), "--as-of", as_of, "status"], standalone_mode=False)
    assert result.exception is None
    return result.stdout.splitlines()


def test_everything_that_is_due_is_listed_at_its_place(tmp_path: Path) -> None:
    files = smallest_site()
    files["data/levels.yaml"] += (
        "- {id: staff, name: Staff, rank: 50, track: ic, scope: x}\n- {id: principal, name: Principal, rank: 60, track: ic, scope: x}\n"
    )
    front = "---\ntitle: {0}\nsummary: x\nrole: {1}\nlevel: {2}\nstatus: {3}\n---\n\nWords.\n"
    files["content/roles/top.md"] = front.format("Top Maker", "maker", "principal", "published\nreviewed: 2026-06-20")
    files["content/roles/draft.md"] = front.format("Draft Maker", "maker", "staff", "draft")
    files["content/roles/next.md"] = front.format(
        "Next", "maker-lead", "manager", "published\nreviewed: 2026-06-01\npublish_on: 2027-09-01"
    )
    files["data/skills.yaml"] += (
        "- {id: planing, name: Planing, kind: technical, group: Craft, summary: x, "
        "proficiencies: {awareness: a, foundational: b, working: c, practitioner: d, expert: e}}\n"
    )
    files["data/salaries.yaml"] = files["data/salaries.yaml"].replace("refresh_after: P24M", "refresh_after: P12M")
    lines = status(lay_out(tmp_path, files), as_of="2027-06-10")
    assert lines == [
        "Reviews due: 3",
        "  content/roles/maker.md:7:11: Maker: reviewed on 2026-06-01, was due on 2027-06-01",
        "  content/roles/senior-maker.md:7:11: Senior Maker: reviewed on 2026-06-01, was due on 2027-06-01",
        "  content/roles/top.md:7:11: Top Maker: reviewed on 2026-06-20, is due on 2027-06-20",
        "Stale figures: 1",
        "  data/salaries.yaml:8:16: A survey: retrieved on 2026-01-10, to be refreshed since 2027-01-10",
        "Drafts: 1",
        "  content/roles/draft.md:6:9: Draft Maker: 1 words",
        "Scheduled: 1",
        "  content/roles/next.md:8:13: Next: public from 2027-09-01",
        "Thin guides: 3",
        "  content/roles/top.md:1:1: Top Maker: 1 words, 600 are the fewest",
        "  content/roles/maker.md:1:1: Maker: 28 words, 600 are the fewest",
        "  content/roles/senior-maker.md:1:1: Senior Maker: 29 words, 600 are the fewest",
        "Missing rungs: 1",
        "  Maker: no guide at Staff",
        "Skills without a description of their depths: 2",
        "  data/skills.yaml:1:8: Sawing",
        "  data/skills.yaml:2:8: Glueing",
        "Coverage by family",
        "  Making  1 of 2 roles, 3 guides, 2 with pay",
    ]


def test_a_site_with_nothing_due_says_so(tmp_path: Path) -> None:
    files = smallest_site()
    words = "\n" + "Oak is patient. " * 200 + "\n"
    for name in (GUIDE, "content/roles/senior-maker.md"):
        files[name] += words
    files["data/skills.yaml"] = files["data/skills.yaml"].replace(
        "}", ", proficiencies: {awareness: a, foundational: b, working: c, practitioner: d, expert: e}}"
    )
    files["data/roles.yaml"] = files["data/roles.yaml"].replace("- {id: maker-lead, name: Maker lead, family: making}\n", "")
    lines = status(lay_out(tmp_path, files))
    assert [line.rpartition(": ")[2] for line in lines if not line.startswith(("  ", "Coverage"))] == ["none"] * 7


def test_a_site_with_a_fault_says_the_fault(tmp_path: Path) -> None:
    files = smallest_site()
    files[GUIDE] = files[GUIDE].replace("tools: [saw]", "tools: [sew]")
    result = CliRunner().invoke(sitegen, ["--root", str(lay_out(tmp_path, files)), "status"], standalone_mode=False)
    assert "[unknown-tool]" in str(result.exception)
