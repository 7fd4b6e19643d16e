"""What owners may write, as records: the only place that knows pydantic."""

from sitegen.schema.base import PROFICIENCIES, Code, Duration, Interval, Record
from sitegen.schema.guide import FrontMatter
from sitegen.schema.guide_parts import Accept, CareerPath, Change, SalaryBand, SkillNeed
from sitegen.schema.page import PageMatter
from sitegen.schema.salaries import FIGURES, PERCENTILES, Observation, Occupation, Rates, SalaryFile, Source
from sitegen.schema.site import PAGE_KINDS, SiteConfig
from sitegen.schema.vocabulary import Entry, Family, Level, Region, Role, Skill, Tool

__all__ = [
    "FIGURES", "PAGE_KINDS", "PERCENTILES", "PROFICIENCIES",
    "Accept", "CareerPath", "Change", "Code", "Duration", "Entry", "Family", "FrontMatter", "Interval", "Level", "Observation",
    "Occupation", "PageMatter", "Rates", "Record", "Region", "Role", "SalaryBand", "SalaryFile", "SiteConfig", "Skill", "SkillNeed",
    "Source", "Tool",
]  # fmt: skip
