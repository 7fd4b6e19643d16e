"""The wheel and the locks: what is installed elsewhere builds the same site from content, data and site.yaml alone."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.sites import lay_out, smallest_site

LOCKS = ("requirements.lock", "requirements-publish.lock", "requirements-cards.lock", "requirements-test.lock")
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from this repository, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tree(folder: Path) -> dict[str, str]:
    """Map every file below `folder` to the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-qq", "--no-index", "--no-deps", "--no-build-isolation", "-w", work, repository, cwd=work)
    (built,) = work.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, which borrows the libraries installed here; return its console script."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # Paths that a .pth file adds are not searched for further .pth files, so the editable package of this repository stays out.
    (libraries / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    run(python, "-m", "pip", "install", "-qq", "--no-index", "--no-deps", "--force-reinstall", wheel, cwd=folder)
    assert run(python, "-c", "import sitegen; print(sitegen.__file__)", cwd=folder).startswith(str(libraries))
    return folder / "bin" / "sitegen"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Lay out content, data and site.yaml, and nothing else, in an empty folder."""
    files = smallest_site()
    assert not [name for name in files if name.startswith("templates/")]
    return lay_out(tmp_path / "site", files)


def test_the_wheel_carries_every_template_and_nothing_that_is_not_the_package(wheel: Path, repository: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    templates = {path.relative_to(repository) for path in (repository / "templates").rglob("*") if path.is_file()}
    assert templates
    assert {f"sitegen/{path.as_posix()}" for path in templates} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"sitegen"}


def test_an_installed_sitegen_builds_the_same_site_as_build_py(installed: Path, sources: Path, repository: Path, tmp_path: Path) -> None:
    run(installed, "--root", sources, "--as-of", "2026-11-22", "build", cwd=tmp_path)
    here = tmp_path / "here"
    run(
        sys.executable,
        repository / "build.py",
        "--root",
        sources,
        "--as-of",
        "2026-11-22",
        "build",
        "--out",
        here,
        "--no-cache",
        cwd=tmp_path,
    )
    assert tree(sources / "dist") == tree(here)


def test_one_template_of_the_owner_replaces_the_packaged_one_of_its_name(installed: Path, sources: Path, tmp_path: Path) -> None:
    (sources / "templates").mkdir()
    (sources / "templates" / "404.html").write_text("<!doctype html><title>Ours</title>", encoding="utf-8")
    run(installed, "--root", sources, "build", "--no-search", cwd=tmp_path)
    assert "<title>Ours</title>" in (sources / "dist" / "404.html").read_text(encoding="utf-8")
    assert "<title>Ours</title>" not in (sources / "dist" / "index.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_the_locked_dependencies_alone_are_enough_to_build(wheel: Path, sources: Path, repository: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = (python, "-m", "pip", "install", "-qq", "--only-binary", ":all:")
    run(*pip, "--require-hashes", "-r", repository / "requirements.lock", cwd=tmp_path)
    run(*pip, "--no-index", wheel, cwd=tmp_path)
    run(tmp_path / "env" / "bin" / "sitegen", "--root", sources, "build", cwd=tmp_path)
    assert (sources / "dist" / "index.html").is_file()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_names_no_address(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block for block in blocks if not PINNED.match(block) or "--hash=sha256:" not in block] == []


def test_the_locks_agree_and_pin_everything_that_is_declared(repository: Path) -> None:
    runtime, publish, cards, test = (dict(PINNED.findall((repository / name).read_text(encoding="utf-8"))) for name in LOCKS)
    assert {name: version for name, version in (runtime | publish | cards).items() if test.get(name) != version} == {}
    assert publish.keys() - runtime.keys() == {"obstore"}
    assert cards.keys() - runtime.keys() == {"pillow"}
    declared = [Requirement(line) for line in requires("rolebook-sitegen") or ()]
    outdated = [str(each) for each in declared if not each.specifier.contains(test.get(canonicalize_name(each.name), "0"))]
    assert outdated == []
    assert {canonicalize_name(each.name) for each in declared if each.marker is None} <= set(runtime)


def test_an_installed_program_explains_its_problem_codes_and_serves_its_own_files(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--root", tmp_path, "check", "--explain", "dead-link", cwd=tmp_path).startswith("dead-link\n")
    package = "import sitegen.serve.inject as it; print(all(it.own_file(name) for name in it.FILES) and bool(it.waiting()))"
    assert run(installed.with_name("python"), "-c", package, cwd=tmp_path) == "True\n"
    lists = "from sitegen.wording import lists; print(len(lists().spelling) > 100)"
    assert run(installed.with_name("python"), "-c", lists, cwd=tmp_path) == "True\n"
