"""The front matter of a guide: one role at one level."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from sitegen.schema.base import (
    Code,
    Date,
    Id,
    Lasting,
    Line,
    Record,
    Seq,
    UrlPath,
)
from sitegen.schema.guide_parts import (
    Accept,
    CareerPath,
    Change,
    Employers,
    Faq,
    Hiring,
    InterviewPrompt,
    JobDescription,
    Qualifications,
    RegionNote,
    Remote,
    SalaryBand,
    SkillNeed,
)


class FrontMatter(Record):
    """The front matter of a guide in content/roles/: one role at one level."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^\S([^\n]*\S)?$")]
    """The role's title at this level."""
    summary: Line
    """One plain sentence, at most 200 characters."""
    role: Id
    """An id of data/roles.yaml."""
    level: Id
    """An id of data/levels.yaml: the grade, not the word in the title."""
    also_known_as: Seq[Line] = ()
    """Other titles for the same work: shown and searched."""
    search_terms: Seq[Line] = ()
    """Words people search by: searched, never shown."""
    status: Literal["draft", "published", "archived"] = "draft"
    """draft, published or archived."""
    publish_on: Date | None = None
    """The day a published guide appears, when it is in the future."""
    reviewed: Date | None = None
    """The day a person last re-read the guide."""
    review_after: Lasting | None = None
    """How long a review holds, such as P12M."""
    codes: Seq[Code] = ()
    """Occupation codes; those of the role where none are given."""
    skills: Seq[SkillNeed] = ()
    """What the role needs, most important first."""
    tools: Seq[Id] = ()
    """Ids of data/tools.yaml."""
    responsibilities: Seq[Line] = ()
    """What the role answers for, each a short phrase."""
    qualifications: Qualifications | None = None
    """What a candidate brings."""
    salary_bands: Seq[SalaryBand] = ()
    """Editorial bands, each with a source."""
    pay_drivers: Seq[Line] = ()
    """What moves pay up or down within the band."""
    career_paths: Seq[CareerPath] = ()
    """Where the role leads."""
    compare_with: Seq[Id] = ()
    """Slugs of guides that readers confuse with this one."""
    remote: Remote | None = None
    """How the role works from afar."""
    employers: Employers | None = None
    """Who hires."""
    regions: Seq[RegionNote] = ()
    """What differs by region."""
    stand_out: Seq[Line] = ()
    """What makes a candidate stand out."""
    interview: Seq[InterviewPrompt] = ()
    """Questions to prepare for."""
    hiring: Hiring | None = None
    """Advice for recruiters."""
    job_description: JobDescription | None = None
    """Text for an advert."""
    faqs: Seq[Faq] = ()
    """Questions readers ask."""
    changes: Seq[Change] = ()
    """What changed and when, newest first or last."""
    redirect_from: Seq[UrlPath] = ()
    """Old addresses that lead here."""
    accept: Seq[Accept] = ()
    """Judgement rules broken knowingly."""

    @model_validator(mode="after")
    def _dated_if_published(self) -> Self:
        if self.status == "published" and self.reviewed is None:
            raise PydanticCustomError(
                "not-reviewed",
                "a published guide needs 'reviewed'",
                {"hint": "add the day a person last re-read it: reviewed: 2026-11-10", "at": "status"},
            )
        return self
