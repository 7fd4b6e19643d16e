"""The page that gives a guide as a job advert, ready to copy."""

from __future__ import annotations

from sitegen.careers.advert import SHORT, advert
from sitegen.model import Guide, Site
from sitegen.page import Page
from sitegen.pages.career import Careers
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page


def advert_url(guide: Guide) -> str:
    """Return the address of a guide's job description, relative to the site."""
    return f"{guide.url}job-description/"


def job_description_page(shared: Frame, site: Site, guide: Guide, known: Careers) -> Page:
    """Return the job description of `guide`. It is a text to start from and no vacancy, so it is not marked up as one."""
    title = guide.front.title
    told = f"A job description for a {title}, made from the guide: duties, skills by importance, remote terms and pay, ready to copy."
    crumbs = (Link("", "Home"), Link("roles/", "Roles"), Link(guide.url, title))
    top = head(shared, advert_url(guide), f"Job description: {title}", told, crumbs=crumbs, here="roles/")
    text = advert(site, guide, known.figures[guide.slug])
    regions = tuple(dict.fromkeys(figure.region for figure in text.pay))
    return page(
        shared,
        top,
        "job-description.html",
        advert=text,
        regions=regions,
        short=SHORT,
        guide=Link(guide.url, title),
        file=f"{guide.slug}-job-description.md",
        data=(breadcrumbs(shared, top),),
    )
