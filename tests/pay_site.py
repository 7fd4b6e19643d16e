"""A small site whose pay shows every state: a rung of its own, all levels, an occupation, too few people, other money, nothing."""

from __future__ import annotations

from tests.sites import smallest_site

SOURCES = """
  - id: office
    title: Wages of makers
    publisher: Office of Wages
    url: https://wages.example/
    licence: public domain
    attribution: "Source: Office of Wages."
    basis: official-statistic
    retrieved: 2026-02-01
    refresh_after: P18M
  - id: told
    title: Told by makers
    publisher: Makers' Club
    licence: CC0-1.0
    basis: self-report
    retrieved: 2026-01-31
    refresh_after: never
    note: "Nobody checked them."
"""

OBSERVATIONS = """
  - {id: maker.mid.us.told, role: maker, level: mid, region: US, currency: USD, period: year, component: base,
     statistic: percentiles, p10: 50000, p25: 60000, median: 70000, p75: 85000, p90: 100000, n: 40, repeats: 3,
     observed: 2025-01-01/2025-12-31, source: told, method: figures-type7}
  - {id: maker.us.told, role: maker, region: US, currency: USD, period: year, component: base,
     statistic: percentiles, p25: 55000, median: 72000, p75: 95000, n: 24,
     observed: 2025-01-01/2025-12-31, source: told, method: figures-type7}
  - {id: maker.eu.told, role: maker, region: eu, currency: EUR, period: year, component: base,
     statistic: percentiles, median: 44000, n: 7, observed: 2025-06, source: told, method: figures-type7}
  - {id: soc.15-1252.us.office, occupation: {scheme: soc-2018, code: "15-1252", title: Wood workers}, region: US, currency: USD,
     period: hour, component: base, statistic: percentiles, p25: 25, median: 30.50, p75: 40, population: 12000,
     observed: 2025-05, source: office, method: as-published}
  - {id: family.making.us.told, family: making, region: US, currency: USD, period: year, component: base, scope: "=workshops",
     statistic: range, low: 52000, high: 90000, n: 25, observed: 2024-05-02, source: told, method: band-p25min-p75max,
     note: "-1 is no pay."}
"""

RATES = """
source: bank
title: Rates of the bank
publisher: The Bank
url: https://bank.example/
attribution: "Source: The Bank."
retrieved: 2026-05-02
refresh_after: P12M
base: EUR
date: 2026-05-01
rates: {USD: "1.2"}
"""

RESTER = """---
title: Rester
summary: Rests, which nobody has counted.
role: rester
level: mid
status: published
reviewed: 2026-06-01
---

## What the role does

Rests.
"""

METHODOLOGY = "---\ntitle: Methodology\nsummary: How figures are judged.\n---\n\nWith care.\n"


def pay_site() -> dict[str, str]:
    """Return the files of the site; it has no fault."""
    files = smallest_site()
    pay = files["data/salaries.yaml"].replace("observations: []", SOURCES.lstrip("\n") + "observations:" + OBSERVATIONS)
    families = files["data/families.yaml"] + "- {id: resting, name: Resting, summary: People who rest.}\n"
    band = "  - {region: US, component: base, currency: USD, low: 60000, high: 80000, source: survey}\n"
    more = (
        "  - {region: 'region:eu', component: total, scope: guild, currency: EUR, period: month, low: 4000, high: 5000, source: survey}\n"
    )
    prose = "Makes things for {pay:us/base}, in a guild {pay:region:eu/total}. See"
    maker = files["content/roles/maker.md"].replace(band, band + more).replace("Makes things. See", prose)
    return files | {
        "data/salaries.yaml": pay,
        "data/rates.yaml": RATES,
        "data/families.yaml": families,
        "data/roles.yaml": files["data/roles.yaml"] + "- {id: rester, name: Rester, family: resting}\n",
        "content/roles/maker.md": maker,
        "content/roles/rester.md": RESTER,
        "content/pages/methodology.md": METHODOLOGY,
    }
