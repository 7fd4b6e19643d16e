"""The page of all figures and its data files: nothing on record is missing, nothing too small is published."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sitegen.model import Site
from sitegen.site import reach
from sitegen.site.addresses import addresses
from tests.pay_site import pay_site
from tests.rendered import Files, assembled, json_ld, rendered, tree, words

PAGE = "salaries/index.html"
OBSERVED = {"maker.mid.us.told", "maker.us.told", "maker.eu.told", "soc.15-1252.us.office", "family.making.us.told"}
BANDS = {"maker.band-1", "maker.band-2", "senior-maker.band-1"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return assembled(tmp_path_factory.mktemp("salaries"), pay_site())


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return rendered(site)


@pytest.fixture(scope="module")
def published(files: Files) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files["api/v1/salaries.json"])
    return data


def rows(files: Files, page: str = PAGE) -> dict[str, list[str]]:
    """Return the cells of every row of the table, by its id."""
    found = tree(files, page).xpath("//tbody[@data-rows]/tr")
    return {row.get("id").removeprefix("figure-"): [words(cell) for cell in row] for row in found}


def test_every_observation_and_every_band_has_a_row(files: Files) -> None:
    assert set(rows(files)) == OBSERVED | BANDS | {"rester.none"}


def test_a_row_says_whom_where_what_how_much_from_how_many_when_and_from_whom(files: Files) -> None:
    assert rows(files)["maker.mid.us.told"] == [
        "Maker Mid",
        "United States Base pay",
        "US$60,000–85,000 eight in ten: 50,000–100,000",
        "US$70,000",
        "40 (3 equal to another)",
        "2025",
        "Told by makers Self-reports, percentiles of single figures; confidence fair, for its kind of evidence and its small number.",
    ]


def test_a_conversion_in_the_table_carries_its_rate_and_day(files: Files) -> None:
    assert rows(files)["maker.band-2"][2] == "€48,000–60,000 given as €4,000–5,000 a month about US$57,600–72,000 at 1.2, 1 May 2026"


def test_a_figure_of_more_than_one_rung_says_of_whom_it_speaks(files: Files) -> None:
    first = {key: cells[0] for key, cells in rows(files).items()}
    assert first["maker.us.told"] == "Maker all levels"
    assert first["soc.15-1252.us.office"] == "Wood workers (15-1252) whole occupation, all levels"
    assert first["family.making.us.told"] == "Making whole family, all levels"


def test_a_subject_leads_to_its_guide_or_its_family(files: Files) -> None:
    links = {row.get("id"): row.xpath("./th/a/@href") for row in tree(files, PAGE).xpath("//tbody/tr")}
    assert links["figure-maker.mid.us.told"] == ["/roles/maker/"]
    assert links["figure-maker.us.told"] == ["/families/making/"]
    assert links["figure-soc.15-1252.us.office"] == []


def test_what_is_not_there_stands_last_in_words_and_never_as_zero(files: Files) -> None:
    said = rows(files)
    assert list(said)[-1] == "rester.none"
    assert said["rester.none"] == [
        "Rester Mid",
        "No figure yet for this rung.",
    ]
    assert said["maker.eu.told"][2:4] == ["not enough data (n = 7, 10 needed)", ""]


def test_a_row_says_what_it_can_be_narrowed_down_by(files: Files) -> None:
    row = tree(files, PAGE).get_element_by_id("figure-soc.15-1252.us.office")
    assert {name: value for name, value in row.items() if name.startswith("data-")} == {
        "data-role": "maker",
        "data-family": "making",
        "data-level": "all",
        "data-region": "US",
        "data-currency": "USD",
        "data-component": "base",
        "data-basis": "official-statistic",
        "data-amount": "63440.0",
        "data-day": "2025-05-31",
    }


def test_amounts_of_other_currencies_are_put_in_order_in_the_sites_own(files: Files) -> None:
    row = tree(files, PAGE).get_element_by_id("figure-maker.band-2")
    assert float(row.get("data-amount")) == 54_000 * 1.2


def test_each_choice_is_one_that_some_row_has(files: Files) -> None:
    page = tree(files, PAGE)
    for select in page.xpath("//form[@data-filter-form]//select[@name != 'order']"):
        name = select.get("name")
        held = {value for it in page.xpath(f"//tbody/tr/@data-{name}") for value in it.split()}
        assert {it.get("value") for it in select if it.get("value")} == held, name


def test_the_form_waits_for_its_script(files: Files) -> None:
    [form] = tree(files, PAGE).xpath("//form[@data-filter-form]")
    assert form.get("hidden") is not None


def test_every_source_has_an_entry_with_terms_days_and_the_line_its_licence_asks_for(files: Files) -> None:
    entries = {it.get("id"): words(it) for it in tree(files, PAGE).xpath("//section[h2[@id='sources']]/ul/li")}
    assert list(entries) == ["source-survey", "source-office", "source-told", "source-bank"]
    assert entries["source-office"] == (
        "Wages of makers Office of Wages: official statistics. Licence: public domain. Retrieved 1 February 2026; "
        "due again after 18 months. 1 figure here. Source: Office of Wages."
    )
    assert "a closed series" in entries["source-told"]
    assert entries["source-told"].endswith("Nobody checked them. There is no address to look it up at.")
    assert "rates of exchange" in entries["source-bank"]


def test_the_page_is_described_as_a_dataset_with_its_files(files: Files) -> None:
    [dataset] = [it for it in json_ld(files, PAGE) if it["@type"] == "Dataset"]
    assert dataset["temporalCoverage"] == "2024-05-02/2025-12-31"
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    for it in dataset["distribution"]:
        assert it["contentUrl"].removeprefix("https://guides.example/") in files


# The data files


def test_the_data_validates_against_its_published_schema(files: Files, published: Mapping[str, Any]) -> None:
    schema = json.loads(files["api/v1/salaries.schema.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(published)
    assert schema["$id"] == "https://guides.example/api/v1/salaries.schema.json"


def test_the_data_holds_every_figure_as_its_file_states_it(published: Mapping[str, Any]) -> None:
    figures = {it["id"]: it for it in published["figures"]}
    assert set(figures) == OBSERVED | BANDS
    office = figures["soc.15-1252.us.office"]
    assert office["subject"] == {"kind": "occupation", "id": "15-1252", "name": "Wood workers", "level": None, "scheme": "soc-2018"}
    assert office["amounts"] == dict.fromkeys(("p10", "low", "high", "p90", "value")) | {"p25": 25, "median": 30.5, "p75": 40}
    assert (office["period"], office["population"], office["n"]) == ("hour", 12_000, None)
    assert (office["observed_from"], office["observed_to"]) == ("2025-05-01", "2025-05-31")
    assert published["rates"] == {"source": "bank", "date": "2026-05-01", "base": "EUR", "rates": {"USD": "1.2"}}


def test_a_figure_below_its_threshold_is_not_published_and_the_file_says_why(published: Mapping[str, Any]) -> None:
    [few] = [it for it in published["figures"] if it["id"] == "maker.eu.told"]
    assert set(few["amounts"].values()) == {None}
    assert few["withheld"] == {"p10": 30, "p25": 20, "median": 10, "p75": 20, "p90": 30}


def test_every_figure_names_its_row_and_a_source_that_is_there(files: Files, published: Mapping[str, Any]) -> None:
    sources = {it["id"] for it in published["sources"]}
    for it in published["figures"]:
        page, _, anchor = it["url"].partition("#")
        assert tree(files, f"{page}index.html").xpath("//*[@id=$it]", it=anchor), it["id"]
        assert it["source"] in sources


def test_the_csv_holds_the_same_figures_and_nothing_that_a_spreadsheet_runs(files: Files, published: Mapping[str, Any]) -> None:
    text = files["api/v1/salaries.csv"]
    assert text.count("\r\n") == len(published["figures"]) + 1
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    for row, it in zip(table, published["figures"], strict=True):
        assert row["id"] == it["id"]
        for name, amount in it["amounts"].items():
            assert row[name] == ("" if amount is None else str(amount))
    [family] = [row for row in table if row["id"] == "family.making.us.told"]
    assert (family["scope"], family["note"]) == ("'=workshops", "'-1 is no pay.")


def test_without_the_interface_there_are_no_data_files(tmp_path: Path) -> None:
    files = pay_site()
    files["site.yaml"] += "pages: [roles, families, salaries]\n"
    made = rendered(assembled(tmp_path, files))
    assert not [path for path in made if path.startswith("api/")]
    assert "api/" not in made[PAGE]


# Above one page


def many(count: int) -> dict[str, str]:
    """Return the site with `count` more observations of an occupation that no role carries."""
    files = pay_site()
    files["data/salaries.yaml"] += "".join(
        f'  - {{id: other.{place}, occupation: {{scheme: soc-2018, code: "{place}"}}, region: US, currency: USD, period: year,'
        " component: base, statistic: point, value: 50000, n: 99, observed: 2025-05, source: told, method: as-published}\n"
        for place in range(count)
    )
    return files


def test_above_300_rows_each_family_has_a_page_and_none_is_lost(tmp_path: Path) -> None:
    here = len(OBSERVED | BANDS | {"rester.none"})
    whole = assembled(tmp_path / "whole", many(reach.SPLIT_ABOVE - here))
    assert reach.split_families(whole) == frozenset()
    split = assembled(tmp_path / "split", many(reach.SPLIT_ABOVE - here + 1))
    made = rendered(split)
    assert {"salaries/making/", "salaries/resting/"} <= addresses(split)
    on_pages = [rows(made, f"salaries/{it}index.html") for it in ("", "making/", "resting/")]
    assert [len(it) for it in on_pages] == [reach.SPLIT_ABOVE - here + 1, here - 1, 1]
    assert set(rows(rendered(whole))) <= {key for it in on_pages for key in it}
    assert tree(made, PAGE).xpath("//*[@id='source-told']")
    assert tree(made, PAGE).xpath("//ul[@class='index']//a/@href") == ["/salaries/making/", "/salaries/resting/"]
    [more] = tree(made, "roles/maker/index.html").xpath("//a[text()='All figures of the role']/@href")
    assert more == "/salaries/making/?role=maker"
    data = json.loads(made["api/v1/salaries.json"])
    assert {it["url"] for it in data["figures"] if it["id"] == "maker.us.told"} == {"salaries/making/#figure-maker.us.told"}


def test_once_split_the_pages_stay_split(tmp_path: Path) -> None:
    files = pay_site() | {"data/urls.txt": "/salaries/\n/salaries/making/\n"}
    assert "salaries/making/" in addresses(assembled(tmp_path, files))
