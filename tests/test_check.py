"""`check`: what it reports, in which form, with which exit status, and what it does not look at twice."""

from __future__ import annotations

import gc
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sitegen import parse
from sitegen.cli import sitegen
from sitegen.desk import inspection
from sitegen.desk.frames import Frames
from sitegen.desk.proof import Miss, proof, survey
from sitegen.desk.recall import recall, remember, signature
from sitegen.desk.report import Setting, as_text, report
from sitegen.errors import Mark, Problem
from tests.sites import HERE, lay_out, smallest_site
from tests.test_history import git

AS_OF = "2026-11-22"
GUIDE = "content/roles/maker.md"
REVIEW = "content/roles/senior-maker.md"


def check(root: Path, *arguments: str, as_of: str = AS_OF) -> Result:
    return CliRunner().invoke(sitegen, ["--root", str(root), "--as-of", as_of, "check", *arguments], standalone_mode=False)


def status(result: Result) -> int:
    """Return the exit status; outside the console script, click leaves it as the command's value."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return int(result.return_value or 0)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "site", smallest_site())
    git(root, "init", "-q")
    git(root, "commit", "-q", "--allow-empty", "-m", "x")
    return root


@pytest.fixture
def faulty(site: Path) -> Path:
    """Return a site with a fault in each of two guides, and a warning in one."""
    edit(site, GUIDE, "tools: [saw]", "tools: [sew]")
    edit(site, GUIDE, "Makes things. See", "Makes things currently. See")
    edit(site, REVIEW, "level: senior", "levle: senior")
    return site


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


# What is reported, and how


@pytest.mark.parametrize("kind", ["none", "empty", "shallow"])
def test_a_site_whose_history_is_not_whole_is_warned_of_it_and_strictness_asks_no_writer_to_mend_that(site: Path, kind: str) -> None:
    if kind == "shallow":
        (site / ".git/shallow").write_text(git(site, "rev-parse", "HEAD"))
    else:
        shutil.rmtree(site / ".git")
    if kind == "empty":
        git(site, "init", "-q")
    result = check(site, "--strict")
    assert (status(result), result.stderr) == (0, "0 faults, 1 warning\n")
    assert "warning: pages carry no day of their last change: " in result.stdout
    why = {"none": "this is no git repository", "empty": "this git repository has no commit yet", "shallow": "this clone is shallow"}
    assert why[kind] in result.stdout
    if kind == "shallow":
        (site / ".git/shallow").unlink()
        assert check(site).stdout == ""


def test_files_that_nothing_reads_are_told_with_the_name_that_was_meant(site: Path) -> None:
    names = ("data/tool.yaml", "data/skills.yml", "content/roles/wright.markdown", "content/role/smith.md", "content/pages/note.txt")
    for name in (*names, "data/README.md", "content/README.txt", "data/mappings/x.yaml", "content/.draft.md"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("x")
    (site / "data/levels.json").symlink_to("/etc/passwd")
    told = [line for line in check(site).stdout.splitlines() if "unread-file" in line or "hint" in line]
    prose = "guides are content/roles/NAME.md, pages content/pages/NAME.md: move it, or call it"
    assert told == [
        "content/pages/note.txt:1:1: warning: nothing reads this file [unread-file]",
        f"    hint: {prose} content/pages/note.md",
        "content/role/smith.md:1:1: warning: nothing reads this file [unread-file]",
        f"    hint: {prose} content/roles/smith.md",
        "content/roles/wright.markdown:1:1: warning: nothing reads this file [unread-file]",
        f"    hint: {prose} content/roles/wright.md",
        "data/levels.json:1:1: warning: nothing reads this file [unread-file]",
        "    hint: did you mean 'data/levels.yaml'?",
        "data/skills.yml:1:1: warning: nothing reads this file [unread-file]",
        "    hint: did you mean 'data/skills.yaml'?",
        "data/tool.yaml:1:1: warning: nothing reads this file [unread-file]",
        "    hint: did you mean 'data/tools.yaml'?",
    ]


def test_packed_and_detached_heads_are_a_history(site: Path) -> None:
    git(site, "pack-refs", "--all")
    assert check(site).stdout == ""
    git(site, "checkout", "-q", "--detach")
    assert check(site).stdout == ""


def test_a_site_without_faults_is_reported_as_clean_with_status_0(site: Path) -> None:
    result = check(site)
    assert (status(result), result.stdout, result.stderr) == (0, "", "0 faults, 0 warnings\n")


def test_every_fault_comes_in_one_run_sorted_with_the_line_a_caret_and_a_hint(faulty: Path) -> None:
    result = check(faulty)
    assert status(result) == 1
    assert result.stdout == (
        "content/roles/maker.md:10:9: there is no tool 'sew' in data/tools.yaml [unknown-tool]\n"
        "   10 | tools: [sew]\n"
        "      |         ^\n"
        "    hint: did you mean 'saw'?\n"
        "content/roles/maker.md:19:14: warning: 'currently' will be false one day, and nobody will notice [dated-word]\n"
        "   19 | Makes things currently. See [the senior one](/roles/senior-maker/).\n"
        "      |              ^\n"
        "    hint: say it so that it stays true; the day of the review says when it was\n"
        "content/roles/senior-maker.md:5:1: 'levle' is not a known key [unknown-key]\n"
        "    5 | levle: senior\n"
        "      | ^\n"
        "    hint: did you mean 'level'?\n"
    )
    assert result.stderr == "2 faults, 1 warning\n"


def test_a_terminal_gets_colour_and_a_pipe_none(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["--root", str(faulty), "--as-of", AS_OF, "check"]
    coloured = CliRunner().invoke(sitegen, arguments, color=True).stdout
    assert "\x1b[31m" in coloured
    assert "\x1b" not in check(faulty).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(sitegen, arguments, color=True).stdout


def test_json_says_everything_under_stable_keys(faulty: Path) -> None:
    result = check(faulty, "--format", "json")
    said: dict[str, Any] = json.loads(result.stdout)
    assert (said["version"], said["faults"], said["warnings"]) == (1, 2, 1)
    assert said["problems"][0] == {
        "path": GUIDE,
        "line": 10,
        "column": 9,
        "severity": "fault",
        "code": "unknown-tool",
        "message": "there is no tool 'sew' in data/tools.yaml",
        "hint": "did you mean 'saw'?",
    }


def test_github_gets_one_annotation_a_line_with_its_own_signs_escaped() -> None:
    problem = Problem(Mark("content/a,b:c.md", 3, 4), "bad-value", "100% wrong\nand more", "do: it", "warning")
    assert report([problem], "github", Setting(Frames(Path()))) == (
        "::warning file=content/a%2Cb%3Ac.md,line=3,col=4,title=bad-value::100%25 wrong%0Aand more%0Ahint: do: it\n"
    )


def test_sarif_names_rules_levels_and_regions_and_explains_each_rule(faulty: Path) -> None:
    log: dict[str, Any] = json.loads(check(faulty, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert rules[0]["help"]["markdown"].count("Remedy:") == 1
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": GUIDE},
        "region": {"startLine": 10, "startColumn": 9},
    }


def test_reports_for_programs_name_files_from_where_the_command_runs(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(faulty.parent)
    assert json.loads(check(faulty, "--format", "json").stdout)["problems"][0]["path"] == f"site/{GUIDE}"
    assert check(faulty).stdout.startswith(GUIDE)


def test_paths_narrow_the_report_and_its_status_to_files_and_folders(faulty: Path) -> None:
    assert status(check(faulty, str(faulty / "data"))) == 0
    only = check(faulty, str(faulty / REVIEW))
    assert status(only) == 1
    assert GUIDE not in only.stdout
    assert only.stderr == "1 fault, 0 warnings\n"
    assert check(faulty, str(faulty)).stdout == check(faulty).stdout


def test_a_path_outside_the_site_is_wrong_usage(faulty: Path) -> None:
    assert CliRunner().invoke(sitegen, ["--root", str(faulty), "check", str(HERE)]).exit_code == 2


def test_warnings_alone_give_status_0_and_with_strict_they_are_faults(site: Path) -> None:
    edit(site, GUIDE, "Makes things. See", "Makes things currently. See")
    assert (status(check(site)), check(site).stderr) == (0, "0 faults, 1 warning\n")
    strict = check(site, "--strict")
    assert (status(strict), strict.stderr) == (1, "1 fault, 0 warnings\n")
    assert "warning:" not in strict.stdout


def test_the_day_decides_what_is_overdue(site: Path) -> None:
    assert status(check(site, as_of="2027-07-01")) == 0
    assert check(site, as_of="2027-07-01").stdout.count("[overdue-review]") == 2
    assert status(check(site, as_of="2028-07-01")) == 1


def test_quiet_leaves_the_faults_and_drops_the_count(faulty: Path) -> None:
    result = CliRunner().invoke(sitegen, ["--root", str(faulty), "--as-of", AS_OF, "--quiet", "check"], standalone_mode=False)
    assert result.stderr == ""
    assert "[unknown-tool]" in result.stdout


# Code frames


def frame_of(tmp_path: Path, text: str, line: int, column: int) -> tuple[str, str]:
    (tmp_path / "a.md").write_bytes(text.encode())
    return Frames(tmp_path).frame(Mark("a.md", line, column))


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("a: b", 4, "    1 | a: b\n      |    ^"),
        ("\ta: b", 5, "    1 |     a: b\n      |        ^"),
        ("日本: b", 5, "    1 | 日本: b\n      |       ^"),
        ("e\u0301: b", 5, "    1 | e\u0301: b\n      |    ^"),
        ("a\x1b[31m\u202e: b", 1, "    1 | a·[31m·: b\n      | ^"),
        ("ab", 99, "    1 | ab\n      |   ^"),
    ],
)
def test_a_caret_stands_under_the_place_and_nothing_in_a_file_can_move_the_terminal(
    tmp_path: Path, text: str, column: int, expected: str
) -> None:
    assert "\n".join(frame_of(tmp_path, text, 1, column)) == expected


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    line, caret = frame_of(tmp_path, "x" * 500 + "HERE" + "y" * 500, 1, 501)
    assert len(line) < 130
    assert line[caret.index("^") :].startswith("HERE")


def test_a_problem_of_a_file_that_is_not_there_has_no_frame(tmp_path: Path) -> None:
    assert as_text(Problem(Mark("gone.md"), "missing-file", "no"), Setting(Frames(tmp_path))) == "gone.md:1:1: no [missing-file]"
    assert Frames(tmp_path).frame(Mark("../../etc/hosts")) == ("", "")


# Finished pages


def test_a_dead_link_in_a_template_is_found_on_the_finished_pages_once_with_its_template(site: Path) -> None:
    lay_out(site, {"templates/404.html": '<h1 id="a">x</h1><a href="/nowhere/">x</a><a href="/#gone">x</a><p id="a"></p>'})
    result = check(site)
    assert status(result) == 1
    assert [line for line in result.stdout.splitlines() if line.endswith("]")] == [
        "templates/404.html:1:1: a finished page links to /#gone, and there is no such place on that page: 404.html [page-dead-anchor]",
        "templates/404.html:1:1: a finished page links to /nowhere/, which leads nowhere: 404.html [page-dead-link]",
        "templates/404.html:1:1: the id 'a' is on one finished page twice: 404.html [repeated-anchor]",
    ]


def test_a_template_that_cannot_be_read_is_told_beside_the_faults_of_content(faulty: Path) -> None:
    lay_out(faulty, {"templates/404.html": "\n{% if %}"})
    stdout = check(faulty).stdout
    assert "templates/404.html:2:1:" in stdout
    assert "[unknown-tool]" in stdout


def test_a_template_that_fails_on_every_page_is_told_once(site: Path) -> None:
    lay_out(site, {"templates/guide.html": "{{ gide }}"})
    assert check(site).stdout.count("[template-error]") == 1


def test_comments_scripts_and_values_that_look_like_attributes_are_not_misread() -> None:
    html = (
        """<!-- <a href="/no1/"> --><p title=" href=/no2/ id=no">&lt;a href="/no3/"></p><script>"<a href='/no4/'>"</script>"""
        """<style>a[href="/no5/"]{}</style><textarea><a href="/no6/"></textarea><a\nHREF='/yes?a=1&amp;b=2'><img alt="x > y" src=/i.png>"""
        """<meta http-equiv="refresh" content="0; url=/new/"><form action="/go/"><b id="x">"""
    )
    found = survey(html)
    assert found.addresses == ("/yes?a=1&b=2", "/i.png", "/new/", "/go/")
    assert found.ids == ("x",)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/careers/roles/a/", ""),
        ("/careers/roles/a/#top", ""),
        ("/careers/roles/a/#one", ""),
        ("/careers/roles/a/#tw%C3%B6", ""),
        ("/careers/roles/a/#:~:text=word", ""),
        ("/careers/roles/a/#no", "page-dead-anchor"),
        ("#no", "page-dead-anchor"),
        ("#", ""),
        ("../a/", ""),
        ("../b/", "page-dead-link"),
        ("/careers/roles/a/?x=1", ""),
        ("/careers/img/x%20y.png", ""),
        ("/careers/roles/a", "page-dead-link"),
        ("/roles/a/", "page-dead-link"),
        ("/careers/../roles/a/", "page-dead-link"),
        ("https://site.example/careers/", ""),
        ("https://site.example/other/", ""),
        ("https://site.example.evil/", ""),
        ("https://other.example/", ""),
        ("mailto:a@b.example", ""),
        ("//[broken", "page-dead-link"),
    ],
)
def test_an_address_on_a_finished_page_leads_somewhere_or_is_told(address: str, code: str) -> None:
    pages = {
        "index.html": survey(""),
        "roles/a/index.html": survey(f'<a href="{address}"></a><b id="one"></b><b id="twö"></b>'),
    }
    found = list(proof(pages, {"img/x y.png"}, origin="https://site.example", base="/careers/"))
    assert found == ([Miss("roles/a/index.html", code, address)] if code else [])


# What is not looked at again


def test_an_unchanged_site_is_not_read_again_and_says_the_same(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(faulty)

    def never(*arguments: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(inspection, "inspect", never)
    again = check(faulty)
    assert (again.stdout, again.stderr, status(again)) == (first.stdout, first.stderr, status(first))


def test_only_the_guide_that_changed_is_parsed_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    real = parse.parse_guide

    def noting(name: str, raw: bytes) -> parse.Parsed:
        parsed.append(name)
        return real(name, raw)

    monkeypatch.setattr(parse, "parse_guide", noting)
    check(site)
    edit(site, GUIDE, "Wood moves.", "Wood moves a little.")
    check(site)
    assert parsed == [GUIDE, REVIEW, GUIDE]


def test_an_edit_that_keeps_size_and_time_is_seen(site: Path) -> None:
    check(site)
    path = site / GUIDE
    before = path.stat()
    edit(site, GUIDE, "tools: [saw]", "tools: [sew]")
    import os

    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "[unknown-tool]" in check(site).stdout


@pytest.mark.parametrize(
    "kept", [b"", b"{", b"[]", b'{"asked": 1}', b"\xff\x00", b"[" * 5000, b'{"asked":"x","problems":[["a",1,1,"b","c","d","no"]]}']
)
def test_what_was_kept_is_data_from_outside_and_may_be_anything(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "check").mkdir()
    (tmp_path / "check/last.json").write_bytes(kept)
    assert recall(tmp_path, "x") is None
    problem = Problem(Mark("a.md", 1, 2), "tag", "x", "", "warning")
    remember(tmp_path, "x", [problem])
    assert recall(tmp_path, "x") == (problem,)
    assert recall(tmp_path, "y") is None


def test_another_day_or_another_template_is_another_question(site: Path) -> None:
    asked = {signature(site, date(2026, 1, 1)), signature(site, date(2026, 1, 2))}
    lay_out(site, {"templates/own.html": ""})
    assert len(asked | {signature(site, date(2026, 1, 1))}) == 3


def test_a_cache_that_cannot_be_written_changes_nothing(site: Path) -> None:
    (site / ".cache").write_text("a file")
    assert status(check(site)) == 0


def test_no_cache_looks_at_everything_and_keeps_nothing(site: Path) -> None:
    assert status(check(site, "--no-cache")) == 0
    assert not (site / ".cache").exists()


# The repository's own content


def test_the_repositorys_own_content_is_clean_as_of_the_day_kept_beside_this_test(repository: Path) -> None:
    as_of = date.fromisoformat((HERE / "as-of.txt").read_text("utf-8").strip())
    problems = inspection.inspect(repository, as_of, None)
    assert [str(problem) for problem in problems] == []


def test_the_collector_of_cycles_is_on_again_after_a_command(site: Path) -> None:
    assert gc.isenabled()
    check(site, "--no-cache")
    CliRunner().invoke(sitegen, ["--root", str(site), "--as-of", AS_OF, "--quiet", "build", "--no-search"], standalone_mode=False)
    assert gc.isenabled()
    gc.unfreeze()
