"""What owners get wrong: each archive in tests/broken/ is a change to the smallest site and the exact report it must give.

The file `expected` of an archive holds the report of `check`; its lines and columns were counted by hand. 1:1 stands only where the whole
file is at fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random

import pytest

from sitegen.desk.inspection import inspect
from sitegen.errors import ContentError, Problem
from sitegen.load import load
from sitegen.pipeline import Options, build
from sitegen.site import check
from tests.problem_codes import codes
from tests.rendered import NoMemo
from tests.sites import EXPECTED, HERE, files_of, lay_out, smallest_site

AS_OF = date(2026, 11, 22)
CASES = sorted((HERE / "broken").glob("*.txt"))
SEED = 20_261_122

# What no archive can hold, or what needs more than a small site: the file that tests it instead.
ELSEWHERE = {
    "symlink": "test_files.py",
    "not-a-file": "test_files.py",
    "unreadable": "test_files.py",
    "name-clash": "test_files.py",
    "too-large": "test_source.py",
    "too-many-values": "test_source.py",
    "too-much-growth": "test_markdown.py",
    "rare-skill": "test_faults.py",
    "shared-words": "test_library.py",
    "page-dead-link": "test_check.py",
    "page-dead-anchor": "test_check.py",
    "repeated-anchor": "test_check.py",
    "no-history": "test_history.py",
    "unread-file": "test_check.py",
    "host-limit": "test_hosts.py",
}
OTHER_COMMANDS = ("listings/", "desk/imports/", "schema/mapping", "cli/", "serve/", "publish/", "hosts/")


def report(root: Path) -> str:
    """Return what `check` says of a site, without the lines it shows."""
    return "".join(f"{problem}\n" for problem in inspect(root, AS_OF, None))


def test_the_smallest_site_has_no_fault(tmp_path: Path) -> None:
    assert report(lay_out(tmp_path, smallest_site())) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_fault_is_reported_at_its_place(case: Path, tmp_path: Path) -> None:
    changes = files_of(case.read_text("utf-8"))
    expected = changes.pop(EXPECTED)
    lay_out(tmp_path, smallest_site() | changes)
    assert report(tmp_path) == expected


def test_every_code_that_content_can_earn_has_an_archive_or_a_test_of_its_own(repository: Path) -> None:
    shown = set(re.findall(r"\[([a-z0-9-]+)\]$", "".join(case.read_text("utf-8") for case in CASES), re.MULTILINE))
    known = codes(repository / "sitegen").known
    here = [code for code, places in known.items() if not all(place.startswith(OTHER_COMMANDS) for place in places)]
    assert [code for code in here if code not in ELSEWHERE and not any(fnmatchcase(it, code) for it in shown)] == []
    assert [code for code, name in ELSEWHERE.items() if code in shown or code not in (HERE / name).read_text("utf-8")] == []


def test_only_what_has_no_line_is_told_at_the_first() -> None:
    first = re.compile(r"^(\S.*):1:1: (.*) \[(.*)\]$", re.MULTILINE)
    whole = {match[3] for case in CASES for match in first.finditer(files_of(case.read_text("utf-8"))[EXPECTED])}
    # The other kinds of the list are of files that are empty, or whose first character begins what is wrong.
    of_files = {"address-clash", "bad-name", "bad-slug", "image-kind", "missing-file", "too-deep"}
    of_front_matter = {"empty-front-matter", "no-front-matter", "unclosed-front-matter"}
    assert whole <= of_files | of_front_matter | {"not-utf-8", "wrong-type", "template-error", "dead-address"}


def test_words_that_other_readers_convert_reach_the_page_as_written(tmp_path: Path) -> None:
    files = smallest_site()
    guide = files["content/roles/maker.md"].replace("title: Maker", "title: no\nalso_known_as: [02134, 1:30, yes, 0x1F, 1_000]")
    root = lay_out(tmp_path, files | {"content/roles/maker.md": guide})
    build(Options(root=root, out=root / "dist", cache=None, as_of=AS_OF, search=False))
    page = (root / "dist/roles/maker/index.html").read_text("utf-8")
    assert "<h1>no</h1>" in page
    assert "02134, 1:30, yes, 0x1F and 1_000" in page or "02134, 1:30, yes, 0x1F, 1_000" in page


def test_a_skill_that_one_guide_alone_needs_is_asked_about_once_there_are_twenty(tmp_path: Path) -> None:
    need = "skills: [{skill: sawing, proficiency: working, importance: 1}]"
    more = {
        f"content/roles/maker-{number}.md": f"---\ntitle: M\nsummary: M.\nrole: maker\nlevel: mid\nstatus: archived\n{need}\n---\n"
        for number in range(18)
    }
    root = lay_out(tmp_path, smallest_site() | more)
    assert report(root).startswith("data/skills.yaml:2:8: warning: only the guide senior-maker needs 'glueing' [rare-skill]\n")
    (root / "content/roles/maker-0.md").unlink()
    assert report(root) == ""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_is_the_same_whatever_number_of_processes_found_it(jobs: int, tmp_path: Path) -> None:
    files = smallest_site()
    guide = files["content/roles/maker.md"].replace("role: maker\n", "role: makr\n")
    files |= {f"content/roles/maker-{number}.md": guide for number in range(24)}
    lay_out(tmp_path / "content", files)
    lay_out(tmp_path / "templates", smallest_site() | {"templates/guide/toc.html": "{{ gide }}", "templates/skill.html": "{{ skil }}"})
    assert faults(tmp_path / "content", jobs)[0].startswith("content/roles/maker-0.md:4:7: there is no role 'makr'")
    assert len(faults(tmp_path / "content", jobs)) == 24
    assert [line.partition(" [")[0] for line in faults(tmp_path / "templates", jobs)] == [
        "templates/guide/toc.html:1:1: 'gide' is undefined, while rendering roles/maker/index.html and 1 more page",
        "templates/skill.html:1:1: 'skil' is undefined, while rendering skills/sawing/index.html and 1 more page",
    ]


def faults(root: Path, jobs: int) -> list[str]:
    """Build with so many processes, and return what was told, a line each."""
    with pytest.raises(ContentError) as caught:
        build(Options(root=root, out=root / "dist", cache=None, as_of=AS_OF, search=False, jobs=jobs))
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def test_no_damage_to_any_file_makes_a_traceback_or_a_place_outside_the_file(tmp_path: Path) -> None:
    random = Random(SEED)
    for number in range(200):
        files = smallest_site()
        for _ in range(random.randrange(1, 4)):
            damage(files, random)
        root = lay_out(tmp_path / str(number), files)
        loaded = load(root, NoMemo())
        found = (*loaded.problems, *(check(loaded.content, AS_OF)[1] if loaded.content else ()))
        assert list(_outside(found, files)) == [], f"damage {number} of seed {SEED}"


def damage(files: dict[str, str], random: Random) -> None:
    """Do to one file what a slip of the hand, a bad merge or an odd program does."""
    name = random.choice(sorted(files))
    text = files[name]
    at = random.randrange(len(text) + 1)
    lines = text.splitlines(keepends=True)
    line = random.randrange(len(lines) + 1)
    odd = random.choice(
        ["{", "]", '"', "'", ":", "\t", "- ", "#", "&a ", "*a", "!x ", "\x00", "\u202e", "é", "💡", "[](", "{pay:us}", "no", "1e999"]
    )
    files[name] = random.choice([
        text[:at] + odd + text[at:],
        text[:at] + text[at + 1 :],
        text[:at],
        "".join(lines[:line] + lines[line + 1 :]),
        "".join(lines[:line] + lines[max(0, line - 1) :]),
        "".join([*lines[:line], "  ", *lines[line:]]),
        "".join(lines[::-1]),
        text.replace("\n", "\r\n"),
        re.sub(r"\b(\w+): (\S+)", lambda found: f"{found[1]}: {odd}" if random.random() < 0.1 else found[0], text),
    ])  # fmt: skip


def _outside(problems: tuple[Problem, ...], files: dict[str, str]) -> Iterator[Problem]:
    for problem in problems:
        text = files.get(problem.mark.path)
        lines = text.replace("\r\n", "\n").split("\n") if text is not None else [""]
        if problem.mark.line > len(lines) + 1 or problem.mark.column > max(len(line) for line in lines) + 1:
            yield problem
