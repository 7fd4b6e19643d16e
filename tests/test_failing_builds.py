"""What a build that fails leaves behind: faults on standard error, an exit status that says whose they are, the output as it was."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sitegen.cli import run
from tests.sites import EXPECTED, HERE, files_of, lay_out, smallest_site

AS_OF = "2026-11-22"
CASES = sorted((HERE / "broken").glob("*.txt"))
# `check` reads every template, a build those that its pages use.
CHECK_ALONE = {"template-unreadable"}

# Runs the real Pagefind, and hands its bundle on with the list of pages cut short.
CUTTING = """
import base64, json, subprocess, sys
real = subprocess.Popen([sys.argv[1], *sys.argv[2:]], stdout=subprocess.PIPE)
held = b""
while chunk := real.stdout.read1(1 << 20):
    *whole, held = (held + chunk).split(b",")
    for message in whole:
        said = json.loads(base64.b64decode(message))
        for file in said["payload"].get("files", ()):
            if file["path"].endswith(".pf_meta"):
                file["content"] = file["content"][:40]
        sys.stdout.buffer.write(base64.b64encode(json.dumps(said).encode()) + b",")
        sys.stdout.flush()
"""


class Outcome(NamedTuple):
    """What a command did. Shape: exit status, standard output, standard error."""

    status: int
    printed: str
    said: str


Command = Callable[..., Outcome]


@pytest.fixture
def sitegen(capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Run a command in this process."""

    def command(root: Path, *arguments: str | Path) -> Outcome:
        status = run(["--root", str(root), "--as-of", AS_OF, "--quiet", *map(str, arguments)])
        return Outcome(status, *capsys.readouterr())

    yield command
    gc.enable()  # a build has its process to itself, and switches this off


def in_a_process(*arguments: str | Path, cwd: Path) -> Outcome:
    """Run a command in a process of its own, as the console script does."""
    command = [sys.executable, "-c", "from sitegen.cli import main; main()", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)
    return Outcome(done.returncode, done.stdout, done.stderr)


def faults_of(report: str) -> list[str]:
    """Return the faults of a report, each with its hint; warnings are left out."""
    blocks = re.split(r"(?m)^(?=\S)", report)[1:]
    return [block for block in blocks if not re.match(r"\S.*?:\d+:\d+: warning: ", block)]


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return size, time and place on the disk of everything in a folder."""
    return {str(path): ((found := path.lstat()).st_size, found.st_mtime_ns, found.st_ino) for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("case", [case for case in CASES if case.stem not in CHECK_ALONE], ids=lambda case: case.stem)
def test_a_build_tells_the_faults_that_check_tells_and_writes_nothing(case: Path, tmp_path: Path, sitegen: Command) -> None:
    changes = files_of(case.read_text("utf-8"))
    faults = faults_of(changes.pop(EXPECTED))
    root = lay_out(tmp_path / "site", smallest_site() | changes)
    before = state(root)
    out = tmp_path / "published/site"
    built = sitegen(root, "build", "--no-cache", "--no-search", "--out", out)
    assert built.printed == ""
    if faults:
        count = f"{len(faults)} problem{'' if len(faults) == 1 else 's'}; nothing was written\n"
        assert built == (1, "", "".join(faults) + count)
        assert not out.exists()
    else:
        assert built.status == 0
        assert (out / "index.html").is_file()
    assert state(root) == before


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the smallest site in a process of its own."""
    root = lay_out(tmp_path_factory.mktemp("good") / "site", smallest_site())
    built = in_a_process("--as-of", AS_OF, "--root", root, "build", cwd=root)
    assert built.status == 0, built.said
    return root


def break_it(root: Path) -> None:
    lay_out(root, {"data/tools.yaml": "- {id: saw, name: Saw, group: Hand tools}\n"})


FAULT = "data/tools.yaml:1:3: 'summary' is missing [missing-key]\n    hint: What it is for, in a sentence.\n"


def test_the_real_command_exits_with_1_tells_the_faults_and_leaves_the_last_output_as_it_was(good: Path) -> None:
    before = state(good / "dist")
    break_it(good)
    try:
        built = in_a_process("--as-of", AS_OF, "build", cwd=good)
        quiet = in_a_process("--as-of", AS_OF, "--quiet", "build", cwd=good)
        checked = in_a_process("--as-of", AS_OF, "check", cwd=good)
    finally:
        lay_out(good, {"data/tools.yaml": smallest_site()["data/tools.yaml"]})
    assert quiet == (1, "", f"{FAULT}1 problem; nothing was written\n")
    assert built[:2] == quiet[:2]
    assert built.said.endswith(quiet.said)
    assert (checked.status, checked.said) == (1, "1 fault, 1 warning\n")  # the warning: this folder is no git repository
    assert FAULT.splitlines()[0] in checked.printed
    assert state(good / "dist") == before
    assert sorted(path.name for path in good.iterdir()) == [".cache", ".dist.work", "content", "data", "dist", "site.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--job", "2"), "No such option '--job'"),
        (("bild",), "No such command 'bild'"),
        (("--as-of", "yesterday", "build"), "'yesterday' is not a date; write it as 2026-11-10"),
        (("--root", "nowhere", "build"), "there is no folder nowhere"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(arguments: tuple[str, ...], said: str, good: Path) -> None:
    outcome = in_a_process(*arguments, cwd=good)
    assert outcome.status == 2
    assert outcome.printed == ""
    assert said in outcome.said


# Pagefind


@pytest.fixture
def pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a package in the place of the installed one, whose program runs the code that is given."""
    from pagefind_bin import get_executable

    real = get_executable()

    def replace(code: str) -> None:
        folder = tmp_path / "packages/pagefind_bin"
        folder.mkdir(parents=True)
        program = folder / "pagefind"
        program.write_text(f"#!{sys.executable}\nimport sys\nsys.argv.insert(1, {str(real)!r})\n{code}", "utf-8")
        program.chmod(0o755)
        (folder / "__init__.py").write_text(f"def get_executable():\n    return {str(program)!r}\n", "utf-8")
        monkeypatch.syspath_prepend(folder.parent)
        monkeypatch.delitem(sys.modules, "pagefind_bin")

    return replace


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sys.exit('no space left')", "error: Pagefind ended with status 1 before it had answered: no space left\n"),
        (CUTTING, "error: Pagefind left a damaged file: pagefind."),
    ],
    ids=["failing", "short-file"],
)
def test_pagefind_that_fails_exits_with_2_and_leaves_the_last_output_as_it_was(
    code: str, said: str, tmp_path: Path, sitegen: Command, pagefind: Callable[[str], None]
) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    assert sitegen(root, "build", "--no-cache").status == 0
    before = state(root / "dist")
    lay_out(root, {"content/pages/about.md": "---\ntitle: About\nsummary: What this is.\n---\n"})
    pagefind(code)
    built = sitegen(root, "build", "--no-cache")
    assert (built.status, built.printed) == (2, "")
    assert built.said.startswith(said)
    assert "\n    hint: " in built.said
    assert state(root / "dist") == before


def test_pagefind_that_is_missing_exits_with_2_unless_search_is_left_out(
    tmp_path: Path, sitegen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    built = sitegen(root, "build", "--no-cache")
    assert built.status == 2
    assert built.said.startswith("error: Pagefind is missing: the pagefind-bin package is not installed, or not whole\n    hint: install")
    assert not (root / "dist").exists()
    assert sitegen(root, "build", "--no-cache", "--no-search").status == 0
