from __future__ import annotations

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.schema.base import PROFICIENCIES
from sitegen.schema.vocabulary import Entry, Family, Level, Region, Role, Skill, Tool

REPOSITORY = Path(__file__).resolve().parent.parent
FIXTURES = REPOSITORY / "tests" / "fixtures"
ONET = REPOSITORY.parent / "shared" / "data" / "onet-29.3"
RECORDS: dict[str, type[Entry]] = {
    "levels": Level, "families": Family, "roles": Role, "skills": Skill, "tools": Tool, "regions": Region,
}  # fmt: skip

# The occupation in O*NET that each role belongs to, by its title: a code with a slip of the pen has another one.
OCCUPATIONS = {
    "analytics-engineer": "Business Intelligence Analysts",
    "backend-architect": "Software Developers",
    "backend-engineer": "Software Developers",
    "cloud-architect": "Computer Systems Engineers/Architects",
    "data-analyst": "Business Intelligence Analysts",
    "data-engineer": "Data Warehousing Specialists",
    "data-scientist": "Data Scientists",
    "database-administrator": "Database Administrators",
    "engineering-manager": "Computer and Information Systems Managers",
    "enterprise-architect": "Computer Systems Engineers/Architects",
    "frontend-engineer": "Web Developers",
    "machine-learning-engineer": "Data Scientists",
    "mobile-engineer": "Software Developers",
    "penetration-tester": "Penetration Testers",
    "platform-engineer": "Software Developers",
    "product-manager": "Marketing Managers",
    "quality-engineer": "Software Quality Assurance Analysts and Testers",
    "security-engineer": "Information Security Engineers",
    "site-reliability-engineer": "Software Developers",
    "solutions-architect": "Computer Systems Engineers/Architects",
    "systems-architect": "Computer Systems Engineers/Architects",
    "technical-lead": "Software Developers",
    "vp-engineering": "Computer and Information Systems Managers",
}


def entries(name: str) -> list[dict[str, Any]]:
    text = (REPOSITORY / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def extract(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VOCABULARY = {name: entries(name) for name in RECORDS}
SKILLS, TOOLS, ROLES = VOCABULARY["skills"], VOCABULARY["tools"], VOCABULARY["roles"]
OCCUPATION_TITLES = {row["onet_soc"]: row["title"] for row in extract("onet-extract.csv")}


def proficiency_lines() -> Iterator[tuple[str, str, str]]:
    for skill in SKILLS:
        for proficiency, line in skill["proficiencies"].items():
            yield skill["id"], proficiency, line


def occupation_codes(records: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for record in records:
        for code in record.get("codes", []):
            if code["scheme"] == "onet-soc":
                yield record.get("id") or record["title"], code["code"]


def guides() -> list[dict[str, Any]]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "content" / "roles").glob("*.md")))
    return [yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n")) for text in texts]


@pytest.mark.parametrize("name", RECORDS)
def test_every_entry_is_what_the_schema_describes(name: str) -> None:
    for entry in VOCABULARY[name]:
        assert RECORDS[name].model_validate(entry).id == entry["id"]


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("key", ["id", "name", "summary", "link"])
def test_no_two_entries_of_a_file_share_an_id_a_name_a_summary_or_a_link(name: str, key: str) -> None:
    values = Counter(str(entry[key]).casefold() for entry in VOCABULARY[name] if key in entry)
    assert [value for value, count in values.items() if count > 1] == []


@pytest.mark.parametrize("records", [SKILLS, TOOLS], ids=["skills", "tools"])
def test_a_group_stands_together_so_that_none_is_spelled_in_two_ways(records: list[dict[str, Any]]) -> None:
    runs = [group for group, _ in itertools.groupby(entry["group"] for entry in records)]
    assert len(runs) == len({group.casefold() for group in runs})
    assert all(count >= 3 for count in Counter(entry["group"] for entry in records).values())


def test_a_group_of_skills_is_technical_or_behavioural_and_never_both() -> None:
    kinds = defaultdict(set)
    for skill in SKILLS:
        kinds[skill["group"]].add(skill["kind"])
    assert [group for group, found in kinds.items() if len(found) > 1] == []


def test_the_vocabulary_holds_at_least_150_skills_and_120_tools() -> None:
    assert len(SKILLS) >= 150
    assert len(TOOLS) >= 120


def test_every_skill_has_five_proficiencies_from_awareness_to_expert() -> None:
    assert [skill["id"] for skill in SKILLS if tuple(skill["proficiencies"]) != PROFICIENCIES] == []


def test_a_proficiency_completes_you_can_as_one_plain_phrase() -> None:
    phrase = re.compile(r"(?!you can|.*\bone's\b)[a-z](?:[^.;:!?…]|\.(?=\w)){18,160}")
    assert [line for _, _, line in proficiency_lines() if not phrase.fullmatch(line)] == []


def test_no_two_proficiencies_share_a_sentence_or_a_run_of_seven_words() -> None:
    homes = defaultdict(set)
    for skill, proficiency, line in proficiency_lines():
        words = re.findall(r"[\w'-]+", line.lower())
        for start in range(max(1, len(words) - 6)):
            homes[tuple(words[start : start + 7])].add((skill, proficiency))
    assert {" ".join(run): found for run, found in homes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", ["families", "skills", "tools"])
def test_a_summary_is_one_sentence_with_a_full_stop(name: str) -> None:
    summaries = [entry["summary"] for entry in VOCABULARY[name]]
    assert [text for text in summaries if not re.fullmatch(r"[A-Z].{20,170}[^.]\.", text)] == []


@pytest.mark.parametrize("name", RECORDS)
def test_one_spelling_is_kept_throughout(name: str) -> None:
    text = (REPOSITORY / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    other = r"\b\w*(?:organiz|optimiz|modeling|behavior|color|catalog\b|center\b|license\b|serializ|prioritiz|synchroniz|analyz)\w*"
    assert re.findall(other, text, re.IGNORECASE) == []


def test_every_role_has_a_family_and_every_family_a_role() -> None:
    assert {role["family"] for role in ROLES} == {family["id"] for family in VOCABULARY["families"]}


def test_a_role_is_coded_by_the_occupation_whose_title_fits_it() -> None:
    assert {role: OCCUPATION_TITLES[code] for role, code in occupation_codes(ROLES)} == OCCUPATIONS


def test_a_role_has_the_same_occupation_in_both_american_schemes_and_one_in_isco() -> None:
    isco = {row["isco_08"] for row in extract("isco-extract.csv")}
    for role in ROLES:
        codes = {code["scheme"]: code["code"] for code in role["codes"]}
        assert codes["onet-soc"].startswith(codes["soc-2018"] + "."), role["id"]
        assert codes["isco-08"] in isco, role["id"]


def test_a_code_that_names_a_whole_occupation_is_exact_in_both_schemes_or_in_none() -> None:
    for role in ROLES:
        match = {code["scheme"]: code["match"] for code in role["codes"]}
        whole = any(code["code"].endswith(".00") for code in role["codes"])
        assert not whole or match["onet-soc"] == match["soc-2018"], role["id"]


def test_the_occupation_codes_of_guides_are_in_the_extract() -> None:
    assert [found for found in occupation_codes(guides()) if found[1] not in OCCUPATION_TITLES] == []


def test_the_external_codes_of_skills_are_in_the_extract() -> None:
    known = {(row["scheme"], row["code"]) for row in extract("onet-skills-extract.csv")}
    used = {(code["scheme"], code["code"]) for skill in SKILLS for code in skill.get("codes", [])}
    assert used == known


@pytest.mark.skipif(not ONET.is_dir(), reason="the O*NET 29.3 files are not beside this repository")
def test_the_extract_says_what_onet_says() -> None:
    with (ONET / "occupations.csv").open(encoding="utf-8", newline="") as file:
        published = {row["onet_soc"]: row["title"] for row in csv.DictReader(file)}
    assert {code: published.get(code) for code in OCCUPATION_TITLES} == OCCUPATION_TITLES


def test_grades_of_a_track_rise_in_rank_and_years_without_a_tie() -> None:
    for track in ("ic", "management"):
        levels = sorted((level for level in VOCABULARY["levels"] if level["track"] == track), key=lambda level: int(level["rank"]))
        for lower, upper in itertools.pairwise(levels):
            assert lower["rank"] < upper["rank"]
            assert lower["years"][0] <= upper["years"][0]


def test_regions_list_countries_once_in_order_and_nest_as_the_world_does() -> None:
    regions = {region["id"]: region["countries"] for region in VOCABULARY["regions"]}
    for name, countries in regions.items():
        assert countries == sorted(set(countries)), name
    members = {name: set(countries) for name, countries in regions.items()}
    assert len(members["eu"]) == 27
    assert members["euro-area"] < members["eu"] < members["eea"] < members["europe"] < members["emea"]
    assert members["emea"] == members["europe"] | members["middle-east"] | members["africa"]
    assert members["americas"] == members["latam"] | members["north-america"]
    assert members["south-asia"] | members["south-east-asia"] | members["anz"] < members["apac"]
    assert members["apac"] & (members["emea"] | members["americas"]) == set()


def test_tools_link_to_their_own_site_over_https() -> None:
    assert [tool["id"] for tool in TOOLS if not tool["link"].startswith("https://")] == []
