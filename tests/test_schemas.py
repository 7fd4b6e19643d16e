"""The JSON Schemas: sound, current, as strict as the program, and with the ids that exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sitegen.cli import sitegen
from sitegen.desk import schemas as made
from sitegen.desk.reading import content_of
from sitegen.errors import ContentError
from sitegen.schema import FrontMatter
from sitegen.schema.guide_parts import Change
from sitegen.schema.reading import record_of
from sitegen.source import decode, parse_guide, parse_yaml
from tests.sites import lay_out, smallest_site

REPOSITORY = Path(__file__).resolve().parent.parent


@cache
def current() -> Mapping[str, Any]:
    return {name: json.loads(text) for name, text in made.schemas(content_of(REPOSITORY))}


def data_of(name: str) -> Any:
    text = decode((REPOSITORY / name).read_bytes(), name)
    return parse_guide(text, name).data if name.endswith(".md") else parse_yaml(text, name).data


def files() -> list[tuple[str, str]]:
    """Return every file that owners of this repository write, with its schema."""
    found = [("site.yaml", "site"), ("data/salaries.yaml", "salaries"), ("data/rates.yaml", "rates")]
    found += [(f"data/{name}.yaml", name) for name in ("levels", "families", "roles", "skills", "tools", "regions")]
    for folder, schema in (("content/roles", "guide"), ("content/pages", "page")):
        found += [(path.relative_to(REPOSITORY).as_posix(), schema) for path in sorted((REPOSITORY / folder).glob("*.md"))]
    return found


@pytest.mark.parametrize("name", sorted(current()))
def test_each_schema_is_one_of_the_2020_12_dialect(name: str) -> None:
    Draft202012Validator.check_schema(current()[name])
    assert current()[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(("name", "schema"), files(), ids=str)
def test_every_file_of_this_repository_is_valid_against_its_schema(name: str, schema: str) -> None:
    found = Draft202012Validator(current()[schema + made.SUFFIX]).iter_errors(data_of(name))
    assert [error.message for error in found] == []


def test_the_committed_schemas_are_current() -> None:
    folder = REPOSITORY / "schemas"
    committed = {path.name: path.read_text("utf-8") for path in folder.glob("*")}
    assert committed == dict(made.schemas(content_of(REPOSITORY))), "run `python build.py schema`"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"relatd": ["x"]}, ()),
        ({"tools": ["sew"]}, ("tools",)),
        ({"role": "no-role"}, ("role",)),
        ({"level": "sr"}, ("level",)),
        ({"status": "publish"}, ("status",)),
        ({"summary": "x" * 201}, ("summary",)),
        ({"title": 2026}, ("title",)),
        ({"skills": [{"skill": "no-skill", "proficiency": "working", "importance": 3}]}, ("skills",)),
        ({"accept": [{"problem": "dead-link", "because": "x"}]}, ("accept",)),
        ({"regions": [{"region": "usa", "note": "x"}]}, ("regions",)),
        ({"career_paths": [{"to": "no-guide", "kind": "promotion"}]}, ("career_paths",)),
        ({"compare_with": ["no-guide"]}, ("compare_with",)),
    ],
)
def test_what_the_program_refuses_the_schema_refuses_at_the_same_key(change: dict[str, Any], where: tuple[str, ...]) -> None:
    guide = data_of("content/roles/backend-engineer.md") | change
    found = list(Draft202012Validator(current()["guide.schema.json"]).iter_errors(guide))
    assert {tuple(error.absolute_path)[:1] for error in found} == {where}


def test_every_field_that_takes_an_id_is_held_to_the_ids_that_exist_or_is_known_to_be_open() -> None:
    fields = {field for record in (*made._RECORDS.values(), *made._LISTS.values()) for field in made.fields_with_ids(record)}
    assert fields - made._IDS.keys() - made.OPEN == set()
    assert made._IDS.keys() - fields == set()


def test_descriptions_are_the_words_of_the_records() -> None:
    fields = current()["guide.schema.json"]["properties"]
    assert {name: field["description"] for name, field in fields.items()} == {
        name: field.description for name, field in FrontMatter.model_fields.items()
    }


def test_the_command_writes_what_changed_and_says_when_nothing_did(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "site", smallest_site())
    run = ["--root", str(root), "schema"]
    assert CliRunner().invoke(sitegen, run, standalone_mode=False).stderr == f"{len(current())} written to {root / 'schemas'}\n"
    assert "is current" in CliRunner().invoke(sitegen, run, standalone_mode=False).stderr
    assert json.loads((root / "schemas/guide.schema.json").read_text())["properties"]["role"]["enum"] == ["maker", "maker-lead"]
    CliRunner().invoke(sitegen, [*run, "--out", str(tmp_path / "out")], standalone_mode=False)
    assert len(list((tmp_path / "out").iterdir())) == len(current())


def test_the_editor_settings_name_schemas_and_files_that_exist() -> None:
    settings = json.loads((REPOSITORY / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {Path(name).name for name in settings} <= current().keys()
    named = [pattern for patterns in settings.values() for pattern in ([patterns] if isinstance(patterns, str) else patterns)]
    plain = {pattern.lstrip("/") for pattern in named if "*" not in pattern}
    assert plain == {name for name, _ in files() if name.endswith(".yaml")}


def test_the_pre_commit_hook_runs_a_command_that_exists() -> None:
    (hook,) = parse_yaml((REPOSITORY / ".pre-commit-hooks.yaml").read_text(), "x").data
    program, command = hook["entry"].split()
    assert (program, hook["language"]) == ("sitegen", "python")
    assert command in sitegen.list_commands(None)  # type: ignore[arg-type]  # the context is not looked at


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("22/11/2026", "write it as 2026-11-22"),
        ("11/22/2026", "write it as 2026-11-22"),
        ("2026/11/5", "write it as 2026-11-05"),
        ("5.5.2026", "write it as 2026-05-05"),
        ("1/2/2026", "write it as 2026-11-10"),  # either way: an example
        ("26-11-10", "write it as 2026-11-10"),
    ],
)
def test_a_day_written_otherwise_is_offered_as_we_write_it_where_it_can_only_be_one(written: str, hint: str) -> None:
    document = parse_yaml(f"{{date: '{written}', note: x}}", "x.yaml")
    with pytest.raises(ContentError) as caught:
        record_of(Change, document.data, document.marks)
    assert caught.value.problems[0].hint == hint
