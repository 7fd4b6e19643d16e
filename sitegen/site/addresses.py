"""Every public address; redirects, resolved to one hop; the memory that no link dies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sitegen.careers import layout
from sitegen.careers.pairs import pair_redirects, pair_url, pairs
from sitegen.errors import Mark, Problem
from sitegen.files import is_url_path
from sitegen.model import Content, Guide, Site
from sitegen.schema.faults import did_you_mean
from sitegen.site.reach import split_families

FIXED = {
    "roles": ("roles/",),
    "families": (),
    "skills": ("skills/",),
    "tools": ("tools/",),
    "salaries": ("salaries/",),
    "compare": ("compare/",),
    "paths": ("paths/",),
    "search": ("search/",),
    "api": ("api/",),
}
"""Kind of page -> its addresses that depend on no content."""


def addresses(site: Site) -> frozenset[str]:
    """Return the address of every page readers can open, relative to the site: "" is the home page.

    Pages for machines are not among them.
    """
    content = site.content
    kinds = content.config.pages
    found = {"", *(fixed for kind in kinds for fixed in FIXED.get(kind, ()))}
    found |= {guide.url for guide in site.guides.values()}
    found |= {text.url for text in content.texts if text.front.status == "published"}
    if "job-descriptions" in kinds:
        found |= {f"{guide.url}job-description/" for guide in site.listed}
    if "compare" in kinds:
        found |= {pair_url(pair) for pair in pairs(site)}
    if "families" in kinds:
        found |= {f"families/{content.roles[role].family}/" for role in site.ladders}
    if "paths" in kinds:
        found |= {f"paths/{family}/" for family in layout.split_families(site)}
    if "salaries" in kinds:
        found |= {f"salaries/{family}/" for family in split_families(site)}
    if "skills" in kinds:
        found |= {f"skills/{skill}/" for skill in site.needs if skill in content.skills}
    if "tools" in kinds:
        found |= {f"tools/{tool}/" for tool in site.users if tool in content.tools}
    return frozenset(found)


def new_addresses(site: Site) -> tuple[str, ...]:
    """Return the public addresses that data/urls.txt does not hold yet, sorted. Shape: relative to the site, with a slash in front."""
    known = {address.removeprefix("/") for address, _ in site.content.known_urls}
    return tuple(f"/{address}" for address in sorted(addresses(site) - known))


def resolved_redirects(content: Content, shown: Mapping[str, Guide]) -> Mapping[str, str]:
    """Return old address -> the guide, or vocabulary page, that took its place; each in one hop since guides never redirect."""
    found = {path.removeprefix("/"): guide.url for guide in shown.values() for path in guide.front.redirect_from}
    for folder, table in (("families", content.families), ("skills", content.skills), ("tools", content.tools)):
        for entry in table.values():
            found |= {f"{folder}/{old}/": f"{folder}/{entry.id}/" for old in entry.formerly if old not in table}
    return dict(sorted(found.items()))


def kept_redirects(site: Site) -> Iterator[tuple[str, str]]:
    """Return where addresses of data/urls.txt lead whose page has left with what it was about, while that is still known: one hop up.

    A skill that no guide needs any more leads to the list of skills; the advert of an archived or renamed guide to its guide.
    """
    content, kinds = site.content, site.content.config.pages
    listed = {guide.slug for guide in site.listed}
    held = {content.roles[role].family for role in site.ladders}
    lists = {
        "skills": (content.skills, site.needs, "skills/", "skills"),
        "tools": (content.tools, site.users, "tools/", "tools"),
        "families": (content.families, held, "roles/", "roles"),
    }
    for address, _ in content.known_urls:
        folder, _, rest = address.removeprefix("/").partition("/")
        name, _, below = rest.partition("/")
        if folder == "roles" and below == "job-description/" and not (name in listed and "job-descriptions" in kinds):
            guide = site.redirects.get(f"roles/{name}/", f"roles/{name}/")
            slug = guide.removeprefix("roles/").rstrip("/")
            if slug in site.guides:
                yield f"roles/{name}/{below}", f"{guide}{below}" if slug in listed and "job-descriptions" in kinds else guide
        elif name and not below and folder in lists and rest.endswith("/"):
            known, there, up, kind = lists[folder]
            if name in known and (name not in there or folder not in kinds) and kind in kinds:
                yield f"{folder}/{name}/", up


def dead_addresses(site: Site) -> Iterator[Problem]:
    """Find lines of data/urls.txt that are neither built nor redirected."""
    if not site.content.known_urls:
        return
    alive = addresses(site) | set(site.redirects)
    if "compare" in site.content.config.pages:
        alive |= {old for old, _ in pair_redirects(site)}
    hidden = {guide.url for guide in site.content.guides} - {guide.url for guide in site.guides.values()}
    for address, mark in site.content.known_urls:
        path = address.removeprefix("/")
        if path not in alive:
            yield Problem(
                mark,
                "dead-address",
                f"/{path} was public once and is not built any more",
                _remedy(path, alive, hidden, site.content.config.pages),
            )


def _remedy(path: str, alive: Collection[str], hidden: Collection[str], kinds: Collection[str]) -> str:
    if path in hidden:
        return "its guide is not published: archive it instead (status: archived), so that its page stays"
    if not is_url_path(f"/{path}"):
        return "write one address a line, below the site's own: /roles/data-engineer/"
    kind = path.partition("/")[0]
    if kind in FIXED and kind not in kinds:
        return f"`pages` in site.yaml leaves out '{kind}': take it in again, or delete this line if nobody can have linked there"
    near = did_you_mean(f"/{path}", [f"/{it}" for it in sorted(alive)])
    if kind in ("skills", "tools", "families"):
        return f"if it was renamed, add its old id to `formerly` of the new one in data/{kind}.yaml" + (f"; {near}" if near else "")
    mend = f"add `redirect_from: [/{path}]` to the guide that took its place"
    return f"{mend}; {near}" if near else mend


def owner_of(site: Site, address: str) -> Mark | None:
    """Return the file that an address comes from, where it is a guide."""
    guide = next((it for it in site.guides.values() if it.url == address), None)
    return Mark(guide.name) if guide else None
