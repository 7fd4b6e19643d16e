"""Guides that every generator can read, as full as real ones: `corpus.py --n 1000 --out FOLDER`. The same N and seed give the same bytes.

Each is roles/SLUG.md, some 7 KB of body below flat front matter: title, slug, discipline, level, summary, skills, tools, salary (region,
currency, low, mid, high, period, source, as_of), career (from, to), related, faq (q, a), updated. Links lead to other guides of the corpus.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIELDS = ("Timber", "Harbour", "Orchard", "Railway", "Glass", "Paper", "Wool", "Copper", "Grain", "Stone", "Lantern", "Canal", "Salt")
CRAFTS = {
    "Making": ("Joiner", "Fitter", "Finisher", "Toolmaker"),
    "Planning": ("Surveyor", "Scheduler", "Draughtsman", "Estimator"),
    "Trade": ("Buyer", "Broker", "Auctioneer", "Agent"),
    "Keeping": ("Archivist", "Storekeeper", "Inspector", "Registrar"),
}
LEVELS = {"associate": "Associate ", "mid": "", "senior": "Senior ", "lead": "Lead ", "staff": "Staff ", "principal": "Principal "}
SKILLS = tuple(f"{what} {how}" for what in ("Material", "Ledger", "Route", "Stock", "Safety", "Machine", "Contract", "Drawing", "Weather")
               for how in ("Planning", "Reading", "Repair", "Costing", "Testing", "Records"))  # fmt: skip
TOOLS = ("Lathe", "Sextant", "Abacus", "Ledger Book", "Loom", "Theodolite", "Kiln", "Press", "Scales", "Planer")
PLACES = {"United States": "USD", "United Kingdom": "GBP", "Germany": "EUR", "Canada": "CAD", "Netherlands": "EUR", "Australia": "AUD"}
SOURCES = ("Guild survey", "Advertised ranges", "Census of wages")
HEADINGS = ("What fills the week", "Tools and workplace", "Working with others", "What makes it hard", "How to grow", "Measures of success")
WHO = ("the yard", "a small crew", "the night shift", "two buyers", "the harbour office", "an apprentice", "the guild", "suppliers")
DOES = ("plans", "checks", "repairs", "prices", "explains", "orders", "measures", "hands over", "keeps", "improves")
WHAT = ("the order book", "a set of drawings", "the store", "old machines", "the weekly plan", "safety rules", "the price list", "the quay")
WHEN = ("before each delivery", "every quarter", "when the season turns", "after an accident", "once a month", "as the crew grows")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide before it is written: what others may refer to."""

    slug: str
    title: str
    discipline: str
    level: str


def corpus(n: int, seed: int = 1) -> dict[str, str]:
    """Return `n` guides. Shape: file name -> text."""
    random = Random(seed)
    guides = _guides(n, random)
    return {f"roles/{guide.slug}.md": "".join(f"{line}\n" for line in _lines(guide, guides, random)) for guide in guides}


def lay_out(folder: Path, n: int, seed: int = 1) -> None:
    """Write the corpus below `folder`."""
    (folder / "roles").mkdir(parents=True, exist_ok=True)
    for name, text in corpus(n, seed).items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _guides(n: int, random: Random) -> list[Guide]:
    every = [(field, discipline, craft) for field in FIELDS for discipline, crafts in CRAFTS.items() for craft in crafts]
    made: list[Guide] = []
    series = 0
    while len(made) < n:
        series += 1
        random.shuffle(every)
        for field, discipline, craft in every:
            named = field if series == 1 else f"{field} {_letters(series)}"
            for level, word in LEVELS.items():
                title = f"{word}{named} {craft}"
                made.append(Guide(title.lower().replace(" ", "-"), title, discipline, level))
    return made[:n]


def _letters(number: int) -> str:
    """Return a word for a number, so that titles stay words."""
    return chr(65 + number // 26) + chr(97 + number % 26)


def _lines(guide: Guide, guides: list[Guide], random: Random) -> Iterator[str]:
    near = random.sample(guides, min(8, len(guides)))
    yield from ("---", f"title: {_text(guide.title)}", f"slug: {guide.slug}", f"discipline: {guide.discipline}", f"level: {guide.level}")
    yield from ("summary: >-", f"  {_sentence(random)} {_sentence(random)}")
    yield from ("skills:", *(f"  - {skill}" for skill in random.sample(SKILLS, 14)))
    yield f"tools: [{', '.join(random.sample(TOOLS, 4))}]"
    yield "salary:"
    for place in random.sample(tuple(PLACES), 4):
        low = random.randrange(30_000, 90_000, 100)
        day = date(2026, 1, 1) + timedelta(days=random.randrange(250))
        yield from (f"  - region: {place}", f"    currency: {PLACES[place]}", f"    low: {low}", f"    mid: {low * 5 // 4}")
        yield from (f"    high: {low * 8 // 5}", "    period: year", f"    source: {random.choice(SOURCES)}", f"    as_of: {day}")
    slugs = [it.slug for it in near if it.slug != guide.slug]
    yield from ("career:", f"  from: [{', '.join(slugs[:2])}]", f"  to: [{', '.join(slugs[2:4])}]", f"related: [{', '.join(slugs[4:])}]")
    yield "faq:"
    for _ in range(4):
        yield from (f"  - q: {_text(f'Who {random.choice(DOES)} {random.choice(WHAT)}?')}", f"    a: {_text(_words(guide, near, random))}")
    yield from (f"updated: {date(2026, 1, 1) + timedelta(days=random.randrange(300))}", "---", "")
    yield from _body(guide, near, random)


def _body(guide: Guide, near: list[Guide], random: Random) -> Iterator[str]:
    for number, heading in enumerate(HEADINGS):
        yield from (f"## {heading}", "", " ".join(_words(guide, near, random) for _ in range(3)), "")
        yield from (f"- **{_part(random)}** – {_sentence(random)}" for _ in range(4))
        yield ""
        if number % 3 == 0:
            yield from ("| Task | Share | With |", "|:--|--:|:-:|")
            yield from (f"| {_part(random)} | {random.randrange(5, 45)}% | {random.choice(WHO)} |" for _ in range(4))
            yield ""
        if number % 3 == 1:
            yield from ("### In practice", "", f"1. {_sentence(random)}", f"2. Check `{random.choice(TOOLS)}` first", "")
            yield from (f"> {_sentence(random)}", "")
        yield from (" ".join(_words(guide, near, random) for _ in range(3)), "")


def _words(guide: Guide, near: list[Guide], random: Random) -> str:
    """Return a sentence, in every third a link, in every third some emphasis."""
    other, kind = random.choice(near), random.randrange(3)
    if kind == 0:
        return f"Much of it is shared with the [{other.title}](/roles/{other.slug}/), who {random.choice(DOES)} {random.choice(WHAT)}."
    if kind == 1:
        return f"{_sentence(random)[:-1]}, *{_part(random).lower()}* above all."
    return f"The {guide.title} {random.choice(DOES)} {random.choice(WHAT)} {random.choice(WHEN)}, so that the work can go on."


def _part(random: Random) -> str:
    return f"{random.choice(SKILLS).split()[1]} of {random.choice(WHAT)}".capitalize()


def _sentence(random: Random) -> str:
    return f"It {random.choice(DOES)} {random.choice(WHAT)} with {random.choice(WHO)} {random.choice(WHEN)}."


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Write one corpus."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--n", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    lay_out(given.out, given.n, given.seed)


if __name__ == "__main__":
    main()
