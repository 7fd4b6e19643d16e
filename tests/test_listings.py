"""Importing listings: what is counted, computed, written and refused."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sitegen import pay
from sitegen.errors import Mark, Problem
from sitegen.listings import Report, as_json, as_text, import_listings, pay_files
from sitegen.source import parse_yaml
from tests.listing_sites import REPOSITORY, SMALLEST, SOURCE, ListingSite, as_csv, make_site, rows, shared

FIXTURES = Path(__file__).parent / "fixtures" / "listings"
PERCENTS = (10, 25, 50, 75, 90)


def observations(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parse_yaml(path.read_text(encoding="utf-8"), path.name).data["observations"]
    return found


def figures(observation: dict[str, Any]) -> dict[str, float]:
    return {name: observation[name] for name in (*pay.PERCENTS, "low", "high") if name in observation}


def expected(amounts: list[float]) -> dict[str, float]:
    """Compute with numpy what an observation of these amounts should state."""
    values = dict(zip(pay.PERCENTS, np.percentile(amounts, PERCENTS), strict=True))
    return {name: float(value) for name, value in values.items() if len(amounts) >= pay.THRESHOLDS[name]}


# What is computed


@pytest.fixture
def survey(tmp_path: Path) -> tuple[ListingSite, Report]:
    site = make_site(tmp_path, (FIXTURES / "survey.yaml").read_text(encoding="utf-8"))
    return site, site.run(FIXTURES / "survey.csv")


@pytest.mark.parametrize(
    ("identity", "job", "grades", "land"),
    [
        ("data-engineer.world.base.adverts", "data engineer", "JMS", ""),
        ("data-analyst.world.base.adverts", "data analyst", "JMS", ""),
        ("data-engineer.senior.world.base.by-grade.adverts", "data engineer", "S", ""),
        ("data-engineer.mid.world.base.by-grade.adverts", "data engineer", "M", ""),
        ("data-analyst.mid.world.base.by-grade.adverts", "data analyst", "M", ""),
        ("family.data.us.base.adverts", "data engineer, data analyst", "JMS", "US"),
    ],
)
def test_counts_and_percentiles_of_the_made_up_survey_equal_numpys(
    survey: tuple[ListingSite, Report], identity: str, job: str, grades: str, land: str
) -> None:
    with (FIXTURES / "survey.csv").open(encoding="utf-8", newline="") as stream:
        table = {row["ref"]: row for row in csv.DictReader(stream) if row["ref"] < "s100"}
    amounts = [
        float(row["pay"])
        for row in table.values()
        if row["job"].strip().casefold() in job.split(", ") and row["grade"] in grades and land in row["land"]
    ]
    found = {observation["id"]: observation for observation in observations(survey[0].pay)}[identity]
    assert found["n"] == len(amounts)
    assert figures(found) == pytest.approx(expected(amounts))


def test_the_survey_yields_these_observations_and_no_more(survey: tuple[ListingSite, Report]) -> None:
    assert [observation["id"] for observation in observations(survey[0].pay)] == [
        "data-engineer.world.base.adverts",
        "data-analyst.world.base.adverts",
        "data-engineer.mid.world.base.by-grade.adverts",
        "data-engineer.senior.world.base.by-grade.adverts",
        "data-analyst.mid.world.base.by-grade.adverts",
        "family.data.us.base.adverts",
    ]


def test_each_row_that_does_not_count_is_counted_once_under_its_reason_at_its_line(survey: tuple[ListingSite, Report]) -> None:
    report = survey[1]
    assert [(left.code, left.reason, left.rows, left.lines) for left in report.left_out] == [
        ("bad-row", "the row cannot be read", 1, (43,)),
        ("condition", "keep: year equals 2025", 1, ()),
        ("condition", "leave_out: contract equals PT", 1, ()),
        ("unmapped-title", "the title maps to nothing", 3, ()),
        ("repeated-id", "its id was met before", 1, ()),
        ("no-pay", "no pay is stated", 1, (25,)),
        ("zero-pay", "pay of zero or less", 1, (19,)),
        ("bad-amount", "the amount cannot be read", 1, (31,)),
        ("other-currency", "the amount carries the sign of another currency", 1, (49,)),
        ("implausible", "no pay is that low or high: see pay.PLAUSIBLE_YEAR", 1, (37,)),
    ]
    assert report.rows_read == report.rows_used + sum(left.rows for left in report.left_out)
    assert report.unmapped == (("ANALYTICS WIZARD", 3),)


def test_bad_rows_are_warnings_that_name_line_and_remedy(survey: tuple[ListingSite, Report]) -> None:
    told = [str(problem).replace((FIXTURES / "survey.csv").as_posix(), "survey.csv") for problem in survey[1].problems]
    assert told == [
        "survey.csv:19:1: warning: left out: pay of zero or less (0.00 to 0.00) [listing-row]",
        "survey.csv:25:1: warning: left out: no pay is stated [listing-row]",
        (
            "survey.csv:31:1: warning: left out: the amount cannot be read ('ask me' is no amount) [listing-row]\n"
            "    hint: say under `numbers` how amounts are written"
        ),
        (
            "survey.csv:37:1: warning: left out: no pay is that low or high: see pay.PLAUSIBLE_YEAR (145.00 to 145.00 USD a year) "
            "[listing-row]\n    hint: check the period and the currency that the mapping gives"
        ),
        "survey.csv:43:1: warning: left out: the row cannot be read (6 cells where the header has 7) [listing-row]",
        "survey.csv:49:1: warning: left out: the amount carries the sign of another currency (€ where the currency is USD) [listing-row]",
    ]


def test_ranges_yield_percentiles_of_midpoints_and_the_typical_band(tmp_path: Path) -> None:
    mapping = SMALLEST.replace("figure: pay", "minimum: low, maximum: high, period: per").replace(", period: year}", "}")
    site = make_site(tmp_path, mapping)
    made = [(40 + index % 7, 55 + index % 11, "hour") for index in range(20)]
    made += [(90_000 + 700 * index, 120_000 + 900 * index, "year") for index in range(15)]
    made += [(7_000 + 10 * index, 9_000 + 10 * index, "Month") for index in range(5)]
    text = "title,low,high,per\n" + "".join(f"Data Engineer,{low},{high},{per}\n" for low, high, per in made)
    site.run(site.listing("ranges.csv", text))
    factor = {"hour": 2080, "year": 1, "Month": 12}
    yearly = [(low * factor[per], high * factor[per]) for low, high, per in made]
    middles, band = observations(site.pay)
    assert (middles["method"], middles["n"], band["method"], band["statistic"]) == ("midpoints-type7", 40, "band-p25min-p75max", "range")
    assert figures(middles) == pytest.approx(expected([(low + high) / 2 for low, high in yearly]))
    lows, highs = zip(*yearly, strict=True)
    assert figures(band) == pytest.approx({"low": np.percentile(lows, 25), "high": np.percentile(highs, 75)})


def test_currencies_never_meet_in_one_figure(tmp_path: Path) -> None:
    mapping = SMALLEST.replace("figure: pay", "figure: pay, currency: cur").replace("currency: USD, ", "")
    mapping += 'currencies: {Euro: EUR, "US$": USD}\n'
    site = make_site(tmp_path, mapping)
    text = "title,pay,cur\n" + "".join(f"Data Engineer,{90_000 + 10 * index},{('Euro', 'US$', 'usd')[index % 3]}\n" for index in range(60))
    site.run(site.listing("two.csv", text))
    assert [(found["id"], found["currency"], found["n"]) for found in observations(site.pay)] == [
        ("data-engineer.world.base.adverts.eur", "EUR", 20),
        ("data-engineer.world.base.adverts.usd", "USD", 40),
    ]


def test_content_that_repeats_is_kept_and_counted_or_dropped_as_the_mapping_says(tmp_path: Path) -> None:
    text = as_csv([*rows(15), *rows(5)])
    kept = make_site(tmp_path / "kept")
    report = kept.run(kept.listing("twice.csv", text))
    assert (report.rows_used, report.repeats, observations(kept.pay)[0]["repeats"]) == (20, 5, 5)
    dropped = make_site(tmp_path / "dropped", SMALLEST + "duplicates: {by_content: drop}\n")
    report = dropped.run(dropped.listing("twice.csv", text))
    assert (report.rows_used, report.repeats, [(left.code, left.rows) for left in report.left_out]) == (15, 0, [("repeated-content", 5)])


def test_an_id_counts_once_but_not_for_a_row_that_did_not_count(tmp_path: Path) -> None:
    site = make_site(tmp_path, SMALLEST.replace("title: title", "title: title, id: ref"))
    made = "".join(f"{index},Data Engineer,{100_000 + index}\n" for index in range(10))
    report = site.run(
        site.listing("ids.csv", "ref,title,pay\n7,Data Engineer,none\n" + made + "3,Data Engineer,1\n,Data Engineer,100500\n")
    )
    assert (report.rows_used, [(left.code, left.rows) for left in report.left_out]) == (11, [("repeated-id", 1), ("bad-amount", 1)])


def test_without_observed_the_days_are_those_of_the_rows_of_each_group(tmp_path: Path) -> None:
    mapping = SMALLEST.replace("figure: pay", "figure: pay, date: day").replace(", observed: 2026-01-01/2026-06-30", "")
    site = make_site(tmp_path, mapping + 'dates: ["%d.%m.%Y"]\n')
    days = ["2024-03-05", "2024-02", "09.11.2024", "2024-05-01T08:00:00Z", "soon", "2024-13-40", *["2024-06-01"] * 8]
    text = "title,pay,day\n" + "".join(f"Data Engineer,100000,{day}\n" for day in days)
    report = site.run(site.listing("days.csv", text))
    assert observations(site.pay)[0]["observed"] == "2024-02-01/2024-11-09"
    assert [(left.code, left.lines) for left in report.left_out] == [("bad-date", (6, 7))]


# Published by others


SALARIES = ("ai-jobs-2023", "salaries-2023-12-31.csv")


@pytest.mark.parametrize("job", ["Data Engineer", "Data Scientist", "Data Analyst", "Machine Learning Engineer"])
def test_counts_and_percentiles_of_the_published_salaries_equal_numpys(job: str) -> None:
    file = shared(*SALARIES)
    report = import_listings(REPOSITORY, file, source="ai-jobs-2023", dry_run=True)
    with file.open(encoding="utf-8", newline="") as stream:
        kept = [row for row in csv.DictReader(stream) if (row["employment_type"], row["work_year"]) == ("FT", "2023")]
    amounts = [float(row["salary_in_usd"]) for row in kept if row["job_title"].strip().casefold() == job.casefold()]
    found = next(t for t in report.tallies if (t.subject, t.level, t.region) == (job.lower().replace(" ", "-"), "", "world"))
    assert found.n == len(amounts)
    assert {name: float(value) for name, value in found.figures.items()} == pytest.approx(expected(amounts), abs=0.005)


def test_the_published_data_engineers_repeat_as_often_as_was_measured() -> None:
    report = import_listings(REPOSITORY, shared(*SALARIES), source="ai-jobs-2023", dry_run=True)
    found = next(tally for tally in report.tallies if (tally.subject, tally.level, tally.region) == ("data-engineer", "", "world"))
    assert (found.n, found.repeats) == (1850, 976)


def test_bands_of_the_federal_adverts_equal_numpys() -> None:
    file = shared("usajobs-2016", "listings.csv")
    report = import_listings(REPOSITORY, file, source="usajobs-2016", dry_run=True)
    words = ("appsw", "application software", "applications software", "software engineer")
    with file.open(encoding="utf-8", newline="") as stream:
        kept = [
            (float(row["salary_min"]), float(row["salary_max"]))
            for row in csv.DictReader(stream)
            if "2210" in row["series"] and row["schedule"] == "Full-time" and "United States" in row["locations"]
            if any(word in row["title"].casefold() for word in words)
            if not any(word in row["title"].casefold() for word in ("supervisory", "supv", "chief", "manager"))
        ]
    found = next(tally for tally in report.tallies if tally.subject == "soc-2018 15-1252")
    lows, highs = zip(*kept, strict=True)
    assert found.n == len(kept)
    assert found.band is not None
    assert [float(end) for end in found.band] == pytest.approx([np.percentile(lows, 25), np.percentile(highs, 75)])


def test_official_percentiles_are_taken_over_as_published_for_every_code_asked_for() -> None:
    file = shared("bls-oews-2025", "national.csv")
    carried = [("onet-soc", "15-1299.08"), ("isco-08", "2512"), ("soc-2018", "29-1228"), ("onet-soc", "17-2061.00")]
    report = import_listings(REPOSITORY, file, source="bls-oews-2025", dry_run=True, carried=carried)
    with file.open(encoding="utf-8", newline="") as stream:
        table = {f"soc-2018 {row['soc_code']}": row for row in csv.DictReader(stream)}
    assert {"soc-2018 15-1252", "soc-2018 15-1299", "soc-2018 17-2061"} <= {tally.subject for tally in report.tallies}
    for tally in report.tallies:
        row = table[tally.subject]
        assert tally.population == int(row["employment"])
        assert {name: str(value) for name, value in tally.figures.items()} == {
            name: row[f"annual_{name}"] for name in pay.PERCENTS if row[f"annual_{name}"] != "-"
        }


@pytest.mark.parametrize("source", ["ai-jobs-2023", "usajobs-2016", "bls-oews-2025"])
def test_importing_again_finds_the_repositorys_figures_as_they_stand(source: str) -> None:
    names = {"ai-jobs-2023": SALARIES[1], "usajobs-2016": "listings.csv", "bls-oews-2025": "national.csv"}
    before = (REPOSITORY / "data" / "salaries.yaml").read_bytes()
    home = pay_files.find_pay_file(REPOSITORY, source)
    report = import_listings(REPOSITORY, shared(source, names[source]), source=source, dry_run=True)
    generated = [entry for entry in parse_yaml(home.raw.decode(), home.name).data["observations"] if entry.get("generated")]
    mine = [entry for entry in generated if entry["source"] == source]
    assert (report.observations, report.replaced) == (len(mine), len(mine))
    stated = {(tally.n or tally.population, *map(float, tally.figures.values())) for tally in report.tallies if tally.figures}
    assert {
        (entry.get("n", entry.get("population")), *figures(entry).values()) for entry in mine if entry["statistic"] != "range"
    } == stated
    assert (REPOSITORY / "data" / "salaries.yaml").read_bytes() == before


STATISTICS = """\
source: adverts
kind: statistics
columns: {code: soc, title: name, population: jobs, p10: a10, p25: a25, median: a50, p75: a75, p90: a90}
scheme: soc-2018
region: US
currency: USD
period: year
observed: 2025-05
codes: ["15-1252", "29-1228", "51-0000", "27-2011", "15-9999", "35-1011", "35-1012"]
keep:
  - {column: level, equals: 3}
"""

STATISTICS_CSV = """\
soc,name,level,jobs,a10,a25,a50,a75,a90
15-1252,Software Developers,3,1687890,82460,105210,135980,171980,214670
15-2051,Data Scientists,3,262440,67240,85660,120230,158880,199130
29-1228,"Physicians, All Other",3,310080,71530,124980,#,#,#
27-2011,Actors,3,57600,-,-,-,-,-
51-0000,Production Occupations,0,8600000,30000,36000,45000,58000,75000
35-1011,Chefs and Head Cooks,3,-,37000,46000,61000,77000,97000
35-1012,Supervisors,3,1200,37000,36000,61000,77000,97000
15-1252,Software Developers,3,1687890,82460,105210,135980,171980,214670
"""


def test_published_statistics_keep_what_is_published_and_count_what_is_not(tmp_path: Path) -> None:
    site = make_site(tmp_path, STATISTICS)
    report = site.run(site.listing("oews.csv", STATISTICS_CSV), carried=[("onet-soc", "15-2051.01")])
    assert [(found["id"], found["population"], figures(found)) for found in observations(site.pay)] == [
        (
            "soc-2018.15-1252.us.base.adverts",
            1_687_890,
            {"p10": 82_460, "p25": 105_210, "median": 135_980, "p75": 171_980, "p90": 214_670},
        ),
        ("soc-2018.15-2051.us.base.adverts", 262_440, {"p10": 67_240, "p25": 85_660, "median": 120_230, "p75": 158_880, "p90": 199_130}),
        ("soc-2018.29-1228.us.base.adverts", 310_080, {"p10": 71_530, "p25": 124_980}),
    ]
    first = observations(site.pay)[0]
    assert (first["method"], first["occupation"]) == (
        "as-published",
        {"scheme": "soc-2018", "code": "15-1252", "title": "Software Developers"},
    )
    assert [(left.code, left.rows, left.lines) for left in report.left_out] == [
        ("condition", 1, ()),
        ("repeated-code", 1, (9,)),
        ("reversed-range", 1, (8,)),
        ("no-figure", 1, (5,)),
        ("no-size", 1, (7,)),
    ]


# What is written


def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    file = site.listing("adverts.csv", as_csv(rows(30)))
    before = site.pay.read_bytes()
    dry = site.run(file, dry_run=True)
    assert site.pay.read_bytes() == before
    wet = site.run(file)
    assert site.pay.read_bytes() != before
    assert (dry.tallies, dry.observations, dry.written, wet.written) == (wet.tallies, wet.observations, False, True)


def test_importing_the_same_again_changes_no_byte_and_says_so(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    file = site.listing("adverts.csv", as_csv(rows(30)))
    site.run(file)
    before, stamp = site.pay.read_bytes(), site.pay.stat().st_mtime_ns
    report = site.run(file)
    assert (site.pay.read_bytes(), site.pay.stat().st_mtime_ns) == (before, stamp)
    assert not report.written
    assert as_text(report).endswith("data/salaries.yaml held these 1 observation already.\n")


def test_the_pay_file_in_which_the_source_stands_is_the_one_edited(tmp_path: Path) -> None:
    site = make_site(tmp_path, pay="sources: []\nobservations: []\n")
    other = site.root / "data" / "salaries" / "boards.yaml"
    other.parent.mkdir()
    other.write_text(f"sources:\n{SOURCE}", encoding="utf-8")
    report = site.run(site.listing("adverts.csv", as_csv(rows(12))))
    assert report.edited == "data/salaries/boards.yaml"
    assert observations(other)[0]["median"] == 105_500
    assert site.pay.read_text(encoding="utf-8") == "sources: []\nobservations: []\n"


HAND = """\
  - id: data-engineer.world.base.adverts
    family: data
    region: US
    currency: USD
    period: year
    component: base
    statistic: point
    value: 1
    n: 1
    observed: 2026-01-01
    source: adverts
    method: as-published
"""


def test_an_id_that_another_observation_has_is_refused_at_its_line(tmp_path: Path) -> None:
    site = make_site(tmp_path, pay=f"sources:\n{SOURCE}\nobservations:\n{HAND}")
    assert site.refusal(site.listing("adverts.csv", as_csv(rows(12)))) == (
        "data/salaries.yaml:25:9: 'data-engineer.world.base.adverts' is the id of another observation too [duplicate-id]\n"
        "    hint: rename the one that is not generated"
    )


def test_what_the_whole_site_has_against_the_result_stops_the_import(tmp_path: Path) -> None:
    site = make_site(tmp_path)

    def validate(name: str, text: str) -> list[Problem]:
        assert "median: 105500" in text
        return [Problem(Mark(name, 3, 5), "contradiction", "two figures of one source contradict each other")]

    file = site.listing("adverts.csv", as_csv(rows(12)))
    assert site.refusal(file, validate=validate).startswith("data/salaries.yaml:3:5: two figures of one source")


KILLED = """
import os, signal, sys
from pathlib import Path
from sitegen.listings import import_listings
os.{call} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
import_listings(Path(sys.argv[1]), Path(sys.argv[2]), source="adverts")
"""


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_killed_import_leaves_the_pay_file_as_it_was_and_hinders_no_later_one(tmp_path: Path, call: str) -> None:
    site = make_site(tmp_path)
    file = site.listing("adverts.csv", as_csv(rows(12)))
    before = site.pay.read_bytes()
    program = KILLED.format(call=call) if call == "fsync" else KILLED.replace("os.{call} =", "Path.replace =")
    done = subprocess.run([sys.executable, "-c", program, str(site.root), str(file)], cwd=REPOSITORY, check=False)
    assert done.returncode == -signal.SIGKILL
    assert site.pay.read_bytes() == before
    assert site.run(file).written
    assert sorted(path.name for path in site.pay.parent.iterdir() if path.name.startswith(".")) == []


def test_a_pay_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    file = site.listing("adverts.csv", as_csv(rows(12)))
    edited = site.pay.read_bytes() + b"# a note made meanwhile\n"

    def meanwhile(_read: int, _size: int) -> None:
        site.pay.write_bytes(edited)

    with pytest.raises(Exception, match=r"data/salaries\.yaml was changed while the import ran"):
        site.run(file, progress=meanwhile)
    assert site.pay.read_bytes() == edited


def test_two_imports_do_not_write_at_once(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    with (
        pay_files._alone_in(site.pay.parent),
        pytest.raises(Exception, match="another import is writing in data/"),
    ):
        site.run(site.listing("adverts.csv", as_csv(rows(12))))


def test_permissions_of_the_pay_file_stay(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.pay.chmod(0o640)
    site.run(site.listing("adverts.csv", as_csv(rows(12))))
    assert site.pay.stat().st_mode & 0o777 == 0o640


# What is refused


def test_a_source_that_stands_nowhere_is_refused_with_the_nearest_that_does(tmp_path: Path) -> None:
    site = make_site(tmp_path, pay=f"sources:\n{SOURCE.replace('id: adverts', 'id: advert')}")
    assert site.refusal(site.listing("adverts.csv", as_csv(rows(12)))) == (
        "data/salaries.yaml:1:1: no source 'adverts' stands in the pay files [unknown-source]\n    hint: did you mean 'advert'?"
    )


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (rows(9), "adverts.csv:1:1: 9 rows can be used, but no group has the 10 that a figure takes [no-figures]"),
        (
            rows(12, title="Chef"),
            "adverts.csv:1:1: none of 12 rows can be used [no-figures]\n    hint: left out: 12 the title maps to nothing",
        ),
        (
            rows(12, start=0, step=1),
            "adverts.csv:1:1: none of 12 rows can be used [no-figures]\n    hint: left out: 11 no pay is that low or high",
        ),
        ([], "adverts.csv:1:1: the file has no rows [unusable-file]"),
    ],
)
def test_an_import_that_yields_no_figure_is_refused_with_its_commonest_reasons(
    tmp_path: Path, made: list[tuple[str, int]], told: str
) -> None:
    site = make_site(tmp_path)
    assert site.refusal(site.listing("adverts.csv", as_csv(made))).startswith(told)


# The report


def test_the_table_says_what_was_read_used_left_out_and_found(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    made = [*rows(31), *rows(4, title="Pastry Chef"), *rows(2, title="pastry chef"), *rows(1, start=5)]
    report = site.run(site.listing("adverts.csv", as_csv(made)))
    assert as_text(report).replace(report.listing, "adverts.csv") == textwrap.dedent("""\
        adverts.csv -> data/salaries.yaml, source adverts, by data/mappings/adverts.yaml

                 38  rows read
                 31  used
                  7  left out:
                  6    the title maps to nothing
                  1    no pay is that low or high: see pay.PLAUSIBLE_YEAR  (line 39)

        observations of                n      p10      p25   median      p75      p90
        data-engineer world USD base  31  103,000  107,500  115,000  122,500  127,000

        Commonest titles that map to nothing: Pastry Chef 6

        data/salaries.yaml holds 1 observation in place of 0.
        """)


def test_the_report_as_json_holds_the_same_as_plain_numbers(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    report = site.run(site.listing("adverts.csv", as_csv([*rows(10), ("Chef", 1)])), dry_run=True)
    plain = json.loads(json.dumps(as_json(report)))
    assert plain.pop("listing").endswith("adverts.csv")
    assert plain == {
        "mapping": "data/mappings/adverts.yaml",
        "source": "adverts",
        "file": "data/salaries.yaml",
        "rows": {"read": 11, "used": 10, "repeating_content": 0},
        "left_out": [{"code": "unmapped-title", "reason": "the title maps to nothing", "rows": 1, "first_lines": []}],
        "groups": [
            {
                "subject": "data-engineer", "level": None, "region": "world", "currency": "USD", "component": "base", "scope": None,
                "n": 10, "population": None, "repeats": 0, "figures": {"median": 104_500}, "band": None,
            }
        ],
        "unmapped_titles": [{"title": "Chef", "rows": 1}],
        "problems": [],
        "observations": {"new": 1, "replaced": 0},
        "dry_run": True,
        "written": False,
    }  # fmt: skip


def test_progress_is_told_from_the_first_row_to_the_last_byte(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    file = site.listing("adverts.csv", as_csv(rows(5_000, step=1)))
    told: list[tuple[int, int]] = []
    site.run(file, progress=lambda read, size: told.append((read, size)))
    size = file.stat().st_size
    assert {end for _, end in told} == {size}
    assert [read for read, _ in told] == sorted(read for read, _ in told)
    assert told[-1] == (size, size)


MEASURED = """
import re, sys, time
from pathlib import Path
from sitegen.listings import import_listings
begin = time.monotonic()
report = import_listings(Path(sys.argv[1]), Path(sys.argv[2]), source="adverts", dry_run=True)
# Not getrusage: its peak is that of the process that started this one, where that was larger.
print(report.rows_used, time.monotonic() - begin, re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc: it was NOT measured")
@pytest.mark.parametrize("name", ["adverts.csv", "adverts.json"])
def test_200_000_rows_take_less_than_30_seconds_and_200_megabytes(tmp_path: Path, name: str) -> None:
    site = make_site(tmp_path, SMALLEST.replace("title: title", "title: title, id: ref"))
    made = [{"ref": str(index), "title": "Senior Data Engineer", "pay": 100_000 + index % 9_973} for index in range(200_000)]
    text = json.dumps(made, indent=1)
    if name.endswith(".csv"):
        text = "ref,title,pay\n" + "".join(",".join(map(str, row.values())) + "\n" for row in made)
    file = site.listing(name, text)
    command = [sys.executable, "-c", MEASURED, str(site.root), str(file)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    used, seconds, peak = done.stdout.split()
    assert used == "200000"
    assert float(seconds) < 30
    assert int(peak) < 200_000
