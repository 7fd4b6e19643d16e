"""The files under /api/v1/: each holds what its schema says, names things that exist, and is the same however often it is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sitegen.careers.diff import diff, step_of
from sitegen.careers.graph import A_MOVE
from sitegen.model import Site
from tests.awkward import awkward_site
from tests.careers import site_of
from tests.rendered import Files, assembled, rendered, tree, words

FOLDER = "api/v1/"


@pytest.fixture(scope="module")
def site(repository: Path) -> Site:
    return site_of(repository)


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


def read(files: Files, name: str) -> Any:
    return json.loads(files[FOLDER + name])


def schema_of(name: str) -> str:
    return "roles/SLUG.schema.json" if name.startswith("roles/") else f"{name.removesuffix('.json')}.schema.json"


def ours(files: Files) -> list[str]:
    names = (path.removeprefix(FOLDER) for path in files if path.startswith(FOLDER) and path.endswith(".json"))
    mine = ("roles.", "skills.", "tools.", "graph.", "roles/")
    return [name for name in names if name.startswith(mine)]


def test_every_file_holds_what_the_schema_beside_it_says(files: Files) -> None:
    made = [name for name in ours(files) if not name.endswith(".schema.json")]
    assert {"roles.json", "skills.json", "tools.json", "graph.json"} <= set(made)
    for name in made:
        schema = read(files, schema_of(name))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        jsonschema.Draft202012Validator(schema).validate(read(files, name))


def test_every_schema_is_one_says_what_each_key_means_and_lets_no_other_key_in(files: Files) -> None:
    for name in (it for it in ours(files) if it.endswith(".schema.json")):
        schema = read(files, name)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"].endswith(f"/{FOLDER}{name}")
        for record in (schema, *schema["$defs"].values()):
            assert record["additionalProperties"] is False
            assert list(record["properties"]) == record["required"]
            assert all("description" in field for field in record["properties"].values()), name


def test_keys_stand_in_the_order_of_the_schema(files: Files) -> None:
    for name in ("roles.json", "graph.json", "roles/data-engineer.json"):
        assert list(read(files, name)) == list(read(files, schema_of(name))["properties"])


def test_making_the_files_again_changes_no_byte(site: Site, files: Files) -> None:
    again = rendered(site)
    assert [name for name in ours(files) if again[FOLDER + name] != files[FOLDER + name]] == []


def test_every_guide_named_anywhere_has_a_file_and_a_page(files: Files) -> None:
    guides = {entry["slug"]: entry for entry in read(files, "roles.json")["guides"]}
    assert all(f"{entry['url']}index.html" in files and f"{FOLDER}roles/{slug}.json" in files for slug, entry in guides.items())
    named = [need["slug"] for skill in read(files, "skills.json")["skills"] for need in skill["guides"]]
    named += [slug for tool in read(files, "tools.json")["tools"] for slug in tool["guides"]]
    named += [node["slug"] for node in read(files, "graph.json")["nodes"]]
    assert set(named) <= set(guides)


def test_a_guide_s_file_is_enough_to_compare_it(site: Site, files: Files) -> None:
    guide = site.guides["senior-data-engineer"]
    told = read(files, "roles/senior-data-engineer.json")
    assert [need["step"] for need in told["skills"]] == [step_of(need.proficiency) for need in guide.front.skills]
    assert told["pay"][0]["home"]["currency"] == site.content.config.home_currency


def test_the_graph_tells_each_move_with_what_it_asks_for(site: Site, files: Files) -> None:
    graph = read(files, "graph.json")
    slugs = [node["slug"] for node in graph["nodes"]]
    assert slugs == [guide.slug for guide in site.listed]
    assert len({(edge["origin"], edge["to"]) for edge in graph["edges"]}) == len(graph["edges"])
    for edge in graph["edges"]:
        found = diff(*(site.guides[slugs[edge[end]]].front.skills for end in ("origin", "to")))
        assert (edge["raised"], edge["new"], edge["share"], edge["effort"]) == (
            len(found.raised),
            len(found.new),
            found.share,
            found.effort,
        )
        assert edge["effort"] < A_MOVE
        assert edge["kind"] != "suggested" or edge["share"] >= graph["threshold"]


def test_the_page_explains_every_key_of_every_file_and_leads_to_it(files: Files) -> None:
    page = tree(files, "api/index.html")
    told = words(page)
    for name in ("roles.json", "skills.json", "tools.json", "graph.json", "roles/data-engineer.json"):
        for field in read(files, schema_of(name))["properties"].values():
            assert " ".join(field["description"].split()) in told
    links = {link.get("href").removeprefix("/") for link in page.iterfind(".//main//a") if link.get("href", "").startswith("/")}
    assert {link for link in links if link.startswith(FOLDER) and link not in files} == set()


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return rendered(assembled(tmp_path_factory.mktemp("awkward"), awkward_site()))


def test_awkward_texts_stand_as_they_were_written_and_archived_guides_are_left_out(awkward: Files) -> None:
    slugs = {entry["slug"] for entry in read(awkward, "roles.json")["guides"]}
    assert "markup" in slugs
    assert "archived" not in slugs
    assert f"{FOLDER}roles/archived.json" not in awkward
    assert "<script>" in read(awkward, "roles/markup.json")["title"]


@pytest.mark.parametrize(("kinds", "made"), [("roles", False), ("compare", True), ("paths", True), ("api", True)])
def test_the_files_are_made_where_something_reads_them(tmp_path: Path, kinds: str, made: bool) -> None:
    site = awkward_site()
    site["site.yaml"] += f"pages: [{kinds}]\n"
    files = rendered(assembled(tmp_path, site))
    assert (f"{FOLDER}roles.json" in files) is made
    assert ("api/index.html" in files) is (kinds == "api")
    assert ("compare/index.html" in files) is (kinds == "compare")
    assert ("paths/index.html" in files) is (kinds == "paths")
    assert 'href="/compare/' not in "".join(files.values()) or kinds == "compare"
    assert "/job-description/" not in "".join(files.values())
