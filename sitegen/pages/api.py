"""The files under /api/v1/ with their schemas, and the page that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.careers.diff import options, step_of
from sitegen.careers.graph import Edge
from sitegen.careers.pay_change import Change, PayFigure
from sitegen.careers.similarity import HIGHEST_STEP, MOST, THRESHOLD
from sitegen.model import Guide, Site
from sitegen.page import JSON, Page
from sitegen.pages.career import Careers
from sitegen.pages.changes import edits
from sitegen.pages.frame import Frame, Link, breadcrumbs, head, page
from sitegen.pages.home_currency import HomeCurrency
from sitegen.schema import SkillNeed, published, published_pay
from sitegen.schema.published import json_schema

FOLDER = "api/v1/"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of the interface as its page explains it. Shape: `example` is an address below the folder, `fields` (name, meaning)."""

    name: str
    about: str
    example: str
    schema: str
    fields: tuple[tuple[str, str], ...]


def data_files(shared: Frame, site: Site, known: Careers) -> Iterator[Page]:
    """Return the files under /api/v1/, each kind with its schema beside it."""
    terms = published.Terms(name=shared.licence.text, url=shared.licence.url)
    yield _file("roles.json", _roles(site, terms))
    yield _file("graph.json", _graph(site, known, terms))
    yield _file("skills.json", _skills(site, known, terms))
    yield _file("tools.json", _tools(site, terms))
    yield _file("changes.json", _changes(shared, site, terms))
    home = HomeCurrency(site)
    for guide in site.listed:
        yield _file(f"roles/{guide.slug}.json", _guide(site, guide, known, terms, home))
    for name, record in published.FILES.items():
        path = f"{FOLDER}{name.removesuffix('.json')}.schema.json"
        yield Page(path, JSON, json_schema(record, shared.address(path)))


def _file(name: str, record: published.Published) -> Page:
    return Page(FOLDER + name, JSON, record.model_dump())


def api_page(shared: Frame, site: Site) -> Page:
    """Return the page that explains the files."""
    about = "Every guide, skill, tool and move as JSON, with a schema beside each file; no key and no account is needed."
    top = head(shared, "api/", "Data for programs", about, crumbs=(Link("", "Home"),))
    first = site.listed[0].slug if site.listed else ""
    rules = {"threshold": THRESHOLD, "highest_step": HIGHEST_STEP, "most": MOST}
    files = tuple(_view(name, record, first) for name, record in (published.FILES | published_pay.FILES).items())
    return page(shared, top, "api.html", files=files, folder=FOLDER, rules=rules, data=(breadcrumbs(shared, top),))


def _view(name: str, record: type[published.Published], slug: str) -> FileView:
    about = (record.__doc__ or "").partition(": ")[2]
    fields = tuple((field, info.description or "") for field, info in record.model_fields.items())
    schema = f"{name.removesuffix('.json')}.schema.json"
    return FileView(name, about[:1].upper() + about[1:], name.replace("SLUG", slug) if slug else "", schema, fields)


def _roles(site: Site, terms: published.Terms) -> published.RolesFile:
    content = site.content
    levels = sorted(content.levels.values(), key=lambda level: level.rank)
    return published.RolesFile(
        licence=terms,
        levels=tuple(published.LevelEntry(id=it.id, name=it.name, rank=it.rank, track=it.track) for it in levels),
        families=tuple(published.Named(id=it.id, name=it.name) for it in content.families.values()),
        roles=tuple(published.RoleEntry(id=it.id, name=it.name, family=it.family) for it in content.roles.values()),
        guides=tuple(
            published.GuideEntry(
                slug=guide.slug,
                url=guide.url,
                title=guide.front.title,
                also_known_as=guide.front.also_known_as,
                role=guide.front.role,
                level=guide.front.level,
            )
            for guide in site.listed
        ),
    )


def _guide(site: Site, guide: Guide, known: Careers, terms: published.Terms, home: HomeCurrency) -> published.GuideFile:
    front, level, role, family = guide.front, site.level(guide), site.role(guide), site.family(guide)
    asked = front.qualifications.years if front.qualifications else None
    tools = (site.content.tools[tool] for tool in front.tools)
    remote = front.remote
    return published.GuideFile(
        licence=terms,
        slug=guide.slug,
        url=guide.url,
        title=front.title,
        summary=front.summary,
        also_known_as=front.also_known_as,
        role=published.Named(id=role.id, name=role.name),
        level=published.LevelEntry(id=level.id, name=level.name, rank=level.rank, track=level.track),
        family=published.Named(id=family.id, name=family.name),
        reviewed=front.reviewed.isoformat() if front.reviewed else None,
        years=(asked,) if asked is not None else tuple(level.years or ()),
        skills=tuple(_need(site, need) for need in front.skills),
        tools=tuple(published.ToolUse(id=tool.id, name=tool.name, group=tool.group) for tool in tools),
        responsibilities=front.responsibilities,
        remote=published.RemoteTerms(**remote.model_dump(include=set(published.RemoteTerms.model_fields))) if remote else None,
        pay=tuple(_pay(site, figure, home) for figure in known.figures[guide.slug]),
        career_paths=tuple(
            published.Destination(to=move.to, title=move.title, kind=_kind(move.kind), years=_years(move.years), note=move.note or "")
            for move in site.moves[guide.slug]
        ),
    )


def _need(site: Site, need: SkillNeed) -> published.NeedEntry:
    return published.NeedEntry(
        options=tuple(published.Named(id=skill, name=site.content.skills[skill].name) for skill in options(need)),
        label=need.label or "",
        step=step_of(need.proficiency),
        importance=need.importance,
        note=need.note or "",
    )


def _pay(site: Site, figure: PayFigure, home: HomeCurrency) -> published.PayEntry:
    region, found = site.content.regions.get(figure.region), home.range(figure.low, figure.high, figure.currency)
    amount = (
        published.HomeAmount(
            currency=found.currency, low=found.low, high=found.high, rate=found.rate, date=found.date.isoformat() if found.date else None
        )
        if found
        else None
    )
    said: dict[str, Any] = {name: getattr(figure, name) for name in published.PayEntry.model_fields if name not in ("home", "place")}
    return published.PayEntry(home=amount, place=region.name if region else "", **said)


def _skills(site: Site, known: Careers, terms: published.Terms) -> published.SkillsFile:
    return published.SkillsFile(
        licence=terms,
        skills=tuple(
            published.SkillEntry(
                id=skill.id,
                name=skill.name,
                kind=skill.kind,
                group=skill.group,
                summary=skill.summary,
                guides=tuple(_needing(guide, guide.front.skills[place]) for guide, place in site.needs[skill.id]),
                goes_with=tuple(other for other, _ in known.skills_beside.get(skill.id, ())),
            )
            for skill in site.content.skills.values()
            if skill.id in site.needs
        ),
    )


def _needing(guide: Guide, need: SkillNeed) -> published.Needing:
    return published.Needing(slug=guide.slug, step=step_of(need.proficiency), importance=need.importance, choice=bool(need.any_of))


def _changes(shared: Frame, site: Site, terms: published.Terms) -> published.ChangesFile:
    told = (
        published.ChangeEntry(slug=it.slug, title=it.title, url=shared.address(it.url), date=it.day.isoformat(), note=it.note)
        for it in edits(site)
    )
    return published.ChangesFile(licence=terms, changes=tuple(told))


def _tools(site: Site, terms: published.Terms) -> published.ToolsFile:
    return published.ToolsFile(
        licence=terms,
        tools=tuple(
            published.ToolEntry(
                id=tool.id,
                name=tool.name,
                group=tool.group,
                summary=tool.summary,
                link=tool.link or "",
                guides=tuple(guide.slug for guide in site.users[tool.id]),
            )
            for tool in site.content.tools.values()
            if tool.id in site.users
        ),
    )


def _graph(site: Site, known: Careers, terms: published.Terms) -> published.GraphFile:
    places = {slug: place for place, slug in enumerate(known.graph)}
    regions = {region.id: region.name for region in site.content.regions.values()}
    return published.GraphFile(
        licence=terms,
        threshold=THRESHOLD,
        nodes=tuple(
            published.Node(
                slug=guide.slug,
                title=guide.front.title,
                also_known_as=guide.front.also_known_as,
                level=site.level(guide).name,
                family=site.family(guide).name,
            )
            for guide in site.listed
        ),
        edges=tuple(_edge(edge, places, regions) for edges in known.graph.values() for edge in edges),
    )


def _edge(edge: Edge, places: Mapping[str, int], regions: Mapping[str, str]) -> published.EdgeEntry:
    return published.EdgeEntry(
        origin=places[edge.origin],
        to=places[edge.to],
        kind=_kind(edge.kind),
        years=_years(edge.years),
        raised=edge.raised,
        new=edge.new,
        share=edge.share,
        effort=edge.effort,
        pay=_change(edge.pay, regions) if isinstance(edge.pay, Change) else None,
    )


def _change(change: Change, regions: Mapping[str, str]) -> published.PayChange:
    return published.PayChange(
        percent=change.percent,
        region=regions.get(change.start.region, change.start.region),
        component=_kind(change.start.component),
        basis=(change.start.basis, change.end.basis),
        caveats=change.caveats,
    )


def _kind(word: str) -> Any:
    """Hand on a word of the data; the record refuses it where it is none of its own."""
    return word


def _years(years: tuple[int, ...] | None) -> tuple[int, int] | None:
    return (years[0], years[1]) if years else None
