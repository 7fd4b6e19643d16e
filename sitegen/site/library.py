"""Checks on the guides as one library: words that two of them share, the order of sections, skills that only one guide needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sitegen.errors import Mark, Problem
from sitegen.model import Guide, Site
from sitegen.site.words import current
from sitegen.source import Steps
from sitegen.wording import RUN_WORDS, field_texts, lists, shared_runs

_LIBRARY = 20  # guides; a younger site names most skills once


def rare_skills(site: Site) -> Iterator[Problem]:
    """Find skills that one guide alone needs, drafts counted: their pages lead nowhere, and no two guides can be compared by them.

    Asked once there are twenty guides.
    """
    users: dict[str, set[str]] = {}
    if len(site.content.guides) < _LIBRARY:
        return
    for guide in site.content.guides:
        for need in guide.front.skills:
            for skill in (need.skill, *need.any_of):
                if skill:
                    users.setdefault(skill, set()).add(guide.slug)
    for skill, located in site.content.skills.entries.items():
        if len(users.get(skill, ())) == 1:
            message = f"only the guide {min(users[skill])} needs '{skill}'"
            hint = "name it in another guide that needs it, or name a skill there that others share and remove the entry"
            yield Problem(located.mark("id"), "rare-skill", message, hint, "warning")


def section_order(site: Site) -> Iterator[Problem]:
    """Find second-level headings that do not stand where readers of other guides look for them."""
    known = {title.casefold(): place for place, title in enumerate(lists().sections)}
    for guide in current(site):
        places = [known.get(title.casefold(), len(known)) for title in guide.sections]  # all others come last, in any order
        for at, place in enumerate(places):
            first = next((it for it in range(at) if places[it] > place), None)
            if first is not None:
                message = f"'{guide.sections[at]}' stands after '{guide.sections[first]}', and before it in other guides"
                hint = f"move it to where it belongs: {', '.join(lists().sections)}, then anything else"
                yield Problem(_section_mark(guide, at), "section-order", message, hint, "warning")


def _section_mark(guide: Guide, at: int) -> Mark:
    heading = [heading for heading in guide.prose.value.body.headings if heading.level == 2][at]
    return Mark(guide.name, heading.line, heading.column)


def shared_words(site: Site) -> Iterator[Problem]:
    """Find runs of twelve words and more that two guides share; told at the later one, the longest run of each two guides."""
    guides = list(current(site))
    texts = [list(_texts(guide)) for guide in guides]
    longest: dict[tuple[int, int], tuple[int, Mark, str]] = {}
    for run in shared_runs([text for _, text in it] for it in texts):
        pair, length = (run.document, run.other), run.words.count(" ") + 1
        if run.document != run.other and length > longest.get(pair, (0,))[0]:
            longest[pair] = (length, _mark(guides[run.document], *texts[run.document][run.text]), run.words)
    for (_, other), (length, mark, words) in longest.items():
        first = " ".join(words.split()[:RUN_WORDS])
        message = f"{length} words in a row stand in {guides[other].name} too: '{first}{' …' if length > RUN_WORDS else ''}'"
        yield Problem(mark, "shared-words", message, "say in each guide what is true of this role alone, in its own words", "warning")


def _texts(guide: Guide) -> Iterator[tuple[Steps, str]]:
    """Return every text of a guide, block by block. Shape: the steps to its field; none for a block of the body."""
    answers = ((("faqs", index, "answer"), answer) for index, answer in enumerate(guide.prose.value.answers))
    yield from field_texts(guide.front.model_dump(exclude_unset=True))
    for steps, rendered in chain([((), guide.prose.value.body)], answers):
        yield from ((steps, block) for block in rendered.text.splitlines())


def _mark(guide: Guide, steps: Steps, text: str) -> Mark:
    """Return where a text stands: its field, or the heading of its section."""
    if steps:
        return guide.marks.value.text(steps)
    body = guide.prose.value.body
    above = body.text[: body.text.find(text)].count("\n")
    titles = {heading.text: heading for heading in body.headings}
    near = next((titles[line] for line in reversed(body.text.splitlines()[: above + 1]) if line in titles), None)
    return Mark(guide.name, near.line, near.column) if near else guide.mark()
