"""A guide in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.model import Guide, Site
from sitegen.pages.frame import Frame
from sitegen.pages.pay import Strip

_CODE_SETS = {
    scheme: {"@type": "CategoryCodeSet", "name": scheme, "url": url}
    for scheme, url in (
        ("isco-08", "https://www.ilo.org/public/english/bureau/stat/isco/isco08/"),
        ("soc-2018", "https://www.bls.gov/soc/2018/"),
        ("onet-soc", "https://www.onetcenter.org/taxonomy.html"),
    )
}


def occupation(shared: Frame, site: Site, guide: Guide, strip: Strip | None) -> Mapping[str, Any]:
    """Return the guide as an Occupation; what it does not say is left out."""
    front = guide.front
    skills = [site.content.skills[need.skill].name if need.skill else need.label for need in front.skills]
    codes = [code for code in front.codes or site.role(guide).codes if code.scheme in _CODE_SETS]
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": front.title,
        "alternateName": list(front.also_known_as),
        "description": front.summary,
        "mainEntityOfPage": shared.address(guide.url),
        "responsibilities": list(front.responsibilities),
        "skills": skills,
        "qualifications": list(front.qualifications.must) if front.qualifications else [],
        "occupationalCategory": [{"@type": "CategoryCode", "codeValue": code.code, "inCodeSet": _CODE_SETS[code.scheme]} for code in codes],
        "estimatedSalary": [_salary(strip)] if strip else [],
        "occupationLocation": [{"@type": "Country", "name": strip.region}] if strip and len(strip.region) == 2 else [],
    }
    return {key: value for key, value in said.items() if value != []}


def _salary(strip: Strip) -> Mapping[str, Any]:
    common = {"name": "base", "currency": strip.currency}
    if strip.quartiles:
        quartiles = {"percentile25": strip.low, "percentile75": strip.high}
        return {"@type": "MonetaryAmountDistribution", **common, "duration": "P1Y", **quartiles}
    value = {"@type": "QuantitativeValue", "minValue": strip.low, "maxValue": strip.high, "unitText": "YEAR"}
    return {"@type": "MonetaryAmount", **common, "value": value}
