"""No address dies: data/urls.txt remembers what was public, `urls --update` adds to it, and a line nothing stands at is a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import sitegen
from sitegen.desk.reading import content_of
from sitegen.errors import ContentError
from sitegen.pipeline import Options, build, inspect
from sitegen.site import assemble
from tests.sites import lay_out, smallest_site

AS_OF = date(2026, 11, 22)
GUIDE = "content/roles/maker.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "site", smallest_site())


def urls(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(sitegen, ["--root", str(root), "--as-of", str(AS_OF), "urls", *arguments], standalone_mode=False)


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


def told(root: Path) -> list[str]:
    return [str(problem).replace("\n    hint:", " |") for problem in inspect(root, AS_OF) if problem.severity == "fault"]


def test_new_addresses_are_listed_and_added_once_sorted(root: Path) -> None:
    listed = urls(root).stdout.splitlines()
    assert {"/", "/roles/maker/", "/roles/senior-maker/", "/skills/sawing/", "/search/"} <= set(listed)
    assert not (root / "data/urls.txt").exists()
    assert urls(root, "--update").stdout.splitlines() == listed
    lines = (root / "data/urls.txt").read_text().splitlines()
    assert lines == sorted(listed)
    assert urls(root, "--update").stdout == ""
    assert told(root) == []


def test_what_was_known_stays_known_and_in_its_place(root: Path) -> None:
    lay_out(root, {"data/urls.txt": "roles/maker/\n/roles/senior-maker/\n"})
    urls(root, "--update")
    lines = (root / "data/urls.txt").read_text().splitlines()
    assert lines.count("/roles/maker/") == 1
    assert lines == sorted(lines)


def test_a_guide_that_is_gone_leaves_a_fault_that_says_how_to_mend_it(root: Path) -> None:
    urls(root, "--update")
    (root / GUIDE).rename(root / "content/roles/builder.md")
    edit(root, "content/roles/builder.md", "title: Maker", "title: Builder")
    faults = [line for line in told(root) if "[dead-address]" in line]
    assert any("/roles/maker/ was public once" in line and "redirect_from: [/roles/maker/]" in line for line in faults)


def test_a_redirect_or_an_archived_guide_keeps_the_address(root: Path) -> None:
    urls(root, "--update")
    (root / GUIDE).rename(root / "content/roles/builder.md")
    pages = [line for line in (root / "data/urls.txt").read_text().splitlines() if line.startswith("/roles/maker/")]
    edit(root, "content/roles/builder.md", "status: published", f"redirect_from: [{', '.join(pages)}]\nstatus: published")
    faults = [line for line in told(root) if "/roles/maker/" in line and "[dead-address]" in line]
    assert faults == []


def test_what_hangs_on_a_guide_follows_it_when_it_is_renamed_or_archived(root: Path, tmp_path: Path) -> None:
    urls(root, "--update")
    (root / GUIDE).rename(root / "content/roles/builder.md")
    edit(root, "content/roles/builder.md", "status: published", "redirect_from: [/roles/maker/]\nstatus: published")
    edit(root, "content/roles/senior-maker.md", "status: published", "status: archived")
    edit(root, "content/roles/senior-maker.md", "  - {skill: glueing, proficiency: working, importance: 3}\n", "")
    edit(root, "content/roles/builder.md", "tools: [saw]\n", "")
    edit(root, "content/roles/builder.md", "See [the senior one](/roles/senior-maker/).", "")
    assert told(root) == []
    built = assemble(content_of(root), AS_OF).redirects
    assert built == {
        "roles/maker/": "roles/builder/",
        "roles/maker/job-description/": "roles/builder/job-description/",
        "roles/senior-maker/job-description/": "roles/senior-maker/",
        "skills/glueing/": "skills/",
        "tools/saw/": "tools/",
    }
    build(Options(root=root, out=tmp_path / "out", cache=None, as_of=AS_OF, search=False, jobs=1))
    assert 'url=/skills/"' in (tmp_path / "out/skills/glueing/index.html").read_text()
    assert len((root / "data/urls.txt").read_text().splitlines()) == len(set((root / "data/urls.txt").read_text().splitlines()))


def test_an_id_that_is_gone_and_a_kind_of_page_that_is_left_out_are_told_with_their_own_remedies(root: Path) -> None:
    urls(root, "--update")
    for name in ("maker", "senior-maker"):
        text = (root / f"content/roles/{name}.md").read_text()
        (root / f"content/roles/{name}.md").write_text(text.replace("sawing", "cutting").replace("#skills", ""))
    edit(root, "data/skills.yaml", "id: sawing", "id: cutting")
    assert any("add its old id to `formerly` of the new one in data/skills.yaml" in line for line in told(root))
    edit(root, "data/skills.yaml", "id: cutting,", "id: cutting, formerly: [sawing],")
    assert told(root) == []
    edit(root, "site.yaml", "language: en-GB", "language: en-GB\npages: [roles, families, skills, tools, salaries, paths, search, api]")
    assert {line.partition("|")[2].partition(":")[0] for line in told(root)} >= {" `pages` in site.yaml leaves out 'compare'"}


def test_a_guide_made_a_draft_again_is_told_to_be_archived(root: Path) -> None:
    urls(root, "--update")
    edit(root, GUIDE, "status: published", "status: draft")
    (fault,) = [line for line in told(root) if "/roles/maker/ was" in line]
    assert "archive it instead (status: archived)" in fault


def test_a_build_says_how_many_addresses_are_new_and_fails_where_one_died(root: Path, tmp_path: Path) -> None:
    options = Options(root=root, out=tmp_path / "out", cache=None, as_of=AS_OF, search=False, jobs=1)
    assert build(options).new_addresses > 5
    urls(root, "--update")
    assert build(options).new_addresses == 0
    with (root / "data/urls.txt").open("a") as file:
        file.write("/zebra/\n")
    with pytest.raises(ContentError, match="zebra"):
        build(options)


def test_a_file_that_cannot_be_written_is_said_and_left_as_it_was(root: Path) -> None:
    (root / "data/urls.txt").mkdir()
    assert "cannot be written" in str(urls(root, "--update").exception) or "[not-a-file]" in str(urls(root, "--update").exception)
