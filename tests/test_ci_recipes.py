"""The CI recipes: valid by the published schemas, and every command in them one that exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from sitegen.cli import sitegen

GITHUB, GITLAB = ".github/workflows/site.yml", ".gitlab-ci.yml"


def recipe(repository: Path, name: str) -> Any:
    return yaml.safe_load((repository / name).read_text("utf-8"))


def commands(text: str) -> list[list[str]]:
    """Return every call of build.py in a recipe, as words."""
    return [shlex.split(found, comments=True) for found in re.findall(r"build\.py (.+)$", text, flags=re.MULTILINE)]


@pytest.mark.parametrize(("name", "schema"), [(GITHUB, "vendor.github-workflows"), (GITLAB, "vendor.gitlab-ci")])
def test_a_recipe_is_valid_by_the_schema_its_host_publishes(repository: Path, name: str, schema: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / "check-jsonschema"
    more = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    line = [str(program), "--builtin-schema", schema, *more, str(repository / name)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_every_command_of_a_recipe_and_its_options_exist(repository: Path, name: str) -> None:
    found = commands((repository / name).read_text("utf-8"))
    assert {words[0] for words in found} == {"check", "build", "publish"}
    for words in found:
        told = CliRunner().invoke(sitegen, [words[0], "--help"], obj=repository).output
        assert all(option in told for option in words if option.startswith("--")), words


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_every_make_target_of_a_recipe_exists(repository: Path, name: str) -> None:
    makefile = (repository / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    targets = set(re.findall(r"\bmake (\S+)", (repository / name).read_text("utf-8"))) - {">"}
    assert targets == {".venv/site.stamp", ".venv/publish.stamp"}
    assert all(f"\n{target}:" in makefile for target in targets)


def test_strangers_pull_requests_run_without_secrets_and_cannot_write(repository: Path) -> None:
    jobs = recipe(repository, GITHUB)
    assert True in jobs  # YAML 1.1 reads the key `on` so
    assert "pull_request_target" not in jobs[True]
    assert jobs["permissions"] == {"contents": "read"}
    assert [name for name, job in jobs["jobs"].items() if "secrets." in str(job)] == ["publish"]
    assert "github.event_name != 'pull_request'" in jobs["jobs"]["publish"]["if"]


def test_the_whole_history_is_fetched_and_the_cache_kept(repository: Path) -> None:
    for job in recipe(repository, GITHUB)["jobs"].values():
        (checkout,) = (step for step in job["steps"] if "checkout" in step.get("uses", ""))
        assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    gitlab = recipe(repository, GITLAB)
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    assert gitlab["site"]["cache"]["paths"] == [".cache/"]


def test_no_expression_is_put_into_a_shell_line(repository: Path) -> None:
    steps = [step for job in recipe(repository, GITHUB)["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
