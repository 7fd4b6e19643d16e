"""The same files and day give the same bytes, the search bundle included, whatever machine, user, folder or clock builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.output import digests
from tests.awkward import awkward_site
from tests.sites import HERE, lay_out

DAY = "2026-11-22"
SECONDS_OF_DAY = "1795348799"  # the last of it
AS_OF = ("--as-of", DAY)
GUIDES = 24
"""So many are parsed in several processes where more than one is asked for, and their pages are rendered there."""

Tree = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Way:
    """How a build is run. Shape: options of the group and of the command; `below` is the folder it is started in, `/` or the site's."""

    group: Sequence[str] = AS_OF
    command: Sequence[str] = ("--no-cache",)
    environment: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cwd: Path | None = None


PLAIN = Way(command=("--no-cache", "--jobs", "1"), environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})


def corpus() -> dict[str, str]:
    """Return a site large enough to be divided among processes, with every awkward text in it."""
    files = awkward_site()
    files["data/roles.yaml"] += "".join(f"- {{id: maker-{n}, name: Maker {n}, family: making}}\n" for n in range(GUIDES))
    guide = files["content/roles/senior-maker.md"]
    for n in range(GUIDES):
        text = guide.replace("role: maker\n", f"role: maker-{n}\n").replace("title: Senior Maker", f"title: Maker of kind {n}")
        files[f"content/roles/maker-{n}.md"] = text.replace("glueing", ("glueing", f"skill-{n}")[n % 2])
    files["content/images/saw.png (bytes)"] = r"\x89PNG\r\n\x1a\n"
    return files


def built(root: Path, out: Path, way: Way) -> Tree:
    """Build in a process of its own, and return digest and mode of every file."""
    cwd = way.cwd or root
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    command = [sys.executable, "-c", "from sitegen.cli import main; main()", "--root", os.path.relpath(root, cwd), *way.group]
    done = subprocess.run(
        [*command, "build", "--out", str(out), *way.command],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(HERE.parent), **way.environment},
        umask=way.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {path: (digest, (out / path).stat().st_mode) for path, digest in digests(out).items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("corpus") / "site", corpus())


@pytest.fixture(scope="module")
def expected(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    tree = built(site, tmp_path_factory.mktemp("expected") / "out", PLAIN)
    assert sum(path.startswith("roles/") for path in tree) > GUIDES
    assert sum(path.endswith((".pf_fragment", ".pf_index", ".pf_meta")) for path in tree) > GUIDES
    return tree


TURKISH = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "20261122"}
# Text is ASCII here unless a program says otherwise.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SOURCE_DATE_EPOCH": "0", "COLUMNS": "20", "NO_COLOR": "1"}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(Way(environment=TURKISH, umask=0o077, cwd=Path("/")), id="a-day-ahead-in-another-language"),
        pytest.param(Way(environment=ASCII), id="ascii-only-among-other-variables"),
        pytest.param(Way(command=("--no-cache", "--jobs", "2")), id="two-processes"),
        pytest.param(Way(group=(), environment={"SOURCE_DATE_EPOCH": SECONDS_OF_DAY}), id="the-day-from-the-environment"),
    ],
)
def test_neither_the_machine_nor_its_user_changes_a_byte(way: Way, site: Path, expected: Tree, tmp_path: Path) -> None:
    assert built(site, tmp_path / "out", way) == expected


def test_neither_the_folder_nor_the_order_and_times_of_its_files_change_a_byte(expected: Tree, tmp_path: Path) -> None:
    root = tmp_path / "a folder/with a name é and a long way down/site"
    lay_out(root, dict(reversed(corpus().items())))
    for place in sorted(root.rglob("*"), reverse=True):
        os.utime(place, (915_148_800, 915_148_800))
        place.chmod(0o700 if place.is_dir() else 0o400)
    assert built(root, tmp_path / "out", Way()) == expected


def test_building_twice_into_one_folder_with_what_is_known_from_the_first_time_changes_nothing(
    site: Path, expected: Tree, tmp_path: Path
) -> None:
    way = Way(command=("--cache", str(tmp_path / "cache")))
    first = built(site, tmp_path / "out", way)
    times = {path: (tmp_path / "out" / path).stat().st_mtime_ns for path in first}
    assert built(site, tmp_path / "out", way) == first == expected
    assert {path: (tmp_path / "out" / path).stat().st_mtime_ns for path in first} == times


def test_a_day_on_which_nothing_falls_due_changes_no_byte(site: Path, expected: Tree, tmp_path: Path) -> None:
    assert built(site, tmp_path / "out", Way(group=("--as-of", "2026-11-23"))) == expected
