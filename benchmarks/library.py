"""A site of N guides, as full as real ones, made from the smallest site of the tests; the same N and seed give the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # run as a script, the tests' own sites are not on the path

from tests.sites import lay_out, smallest_site  # noqa: E402

LEVELS = (("junior", 10), ("mid", 20), ("senior", 30), ("staff", 40), ("principal", 50))
FAMILIES, SKILLS, TOOLS = 10, 120, 60
DEPTHS = ("awareness", "foundational", "working", "practitioner", "expert")
SECTIONS = ("What the role does", "Day to day", "What makes it hard", "Remote work", "How to stand out", "Advice for recruiters")
WORDS = (  # noqa: SIM905  # as words they fit on three lines
    "bench plane grain dovetail clamp shaving mallet varnish oak ash walnut joint tenon groove edge blade file rasp saw "
    "measure square level board panel frame drawer hinge handle finish sand oil wax repair plan sketch order deliver ask "
    "answer wait decide write read show teach learn keep move hold cut join glue press dry turn mark check test"
).split()


def library(guides: int, seed: int = 7) -> dict[str, str]:
    """Return the files of a site with `guides` guides. Shape: five rungs a role, each some 9 KB."""
    random = Random(seed)  # a corpus, no secret
    roles = -(-guides // len(LEVELS))
    site = smallest_site()
    files = {name: text for name, text in site.items() if not name.startswith("content/")}
    files["data/levels.yaml"] = "".join(
        f"- {{id: {name}, name: {name.title()}, rank: {rank}, track: ic, scope: {_sentence(random)}}}\n" for name, rank in LEVELS
    )
    files["data/families.yaml"] = "".join(
        f"- {{id: family-{n}, name: Family {n}, summary: {_sentence(random)}}}\n" for n in range(FAMILIES)
    )
    files["data/roles.yaml"] = "".join(f"- {{id: maker-{n}, name: Maker {n}, family: family-{n % FAMILIES}}}\n" for n in range(roles))
    files["data/skills.yaml"] = "".join(
        f"- {{id: skill-{n}, name: Skill {n}, kind: technical, group: Group {n % 12}, summary: {_sentence(random)}}}\n"
        for n in range(SKILLS)
    )
    files["data/tools.yaml"] = "".join(
        f"- {{id: tool-{n}, name: Tool {n}, group: Group {n % 9}, summary: {_sentence(random)}}}\n" for n in range(TOOLS)
    )
    for number in range(guides):
        role, rung = divmod(number, len(LEVELS))
        files[f"content/roles/{slug(role, rung)}.md"] = "\n".join(_guide(random, role, rung, guides)) + "\n"
    return files


def slug(role: int, rung: int) -> str:
    """Return the slug of the guide to a role at a rung."""
    return f"{LEVELS[rung][0]}-maker-{role}"


def lay_out_library(root: Path, guides: int, seed: int = 7) -> Path:
    """Write the site below `root`."""
    return lay_out(root, library(guides, seed))


def _guide(random: Random, role: int, rung: int, guides: int) -> Iterator[str]:
    level = LEVELS[rung][0]
    low = 50_000 + 15_000 * rung
    yield from ("---", f"title: {level.title()} Maker {role}", f"summary: {_sentence(random)}", f"role: maker-{role}", f"level: {level}")
    yield from ("status: published", "reviewed: 2026-06-01", f"also_known_as: [{_name(random)}, {_name(random)}]", "skills:")
    for skill in random.sample(range(SKILLS), 15):
        note = f", note: {_sentence(random, 6)}" if random.random() < 0.4 else ""
        yield f"  - {{skill: skill-{skill}, proficiency: {DEPTHS[min(rung + 1, 4)]}, importance: {random.randint(2, 5)}{note}}}"
    yield f"tools: [{', '.join(f'tool-{n}' for n in random.sample(range(TOOLS), 8))}]"
    yield from ("responsibilities:", *(f"  - {_sentence(random, 9)}" for _ in range(7)))
    yield f"salary_bands: [{{region: US, component: base, currency: USD, low: {low}, high: {low + 14_000}, source: survey}}]"
    if rung + 1 < len(LEVELS) and role * len(LEVELS) + rung + 1 < guides:
        yield f"career_paths: [{{to: {slug(role, rung + 1)}, kind: promotion, years: [2, 4]}}, {{title: {_name(random)}, kind: exit}}]"
    yield "remote: {arrangement: remote, fit: high, overlap_hours: 3, sync_load: low, on_call: never, eligible: [US]}"
    yield "interview:"
    for _ in range(6):
        yield f"  - {{theme: {_name(random)}, prompt: {_sentence(random, 20)}, listens_for: [{_name(random)}, {_name(random)}]}}"
    yield "faqs:"
    for _ in range(5):
        yield f"  - {{question: {_sentence(random, 6)[:-1]}?, answer: {_sentence(random, 30)}}}"
    yield "---"
    for section in SECTIONS:
        yield from ("", f"## {section}")
        for _ in range(3):
            yield from ("", " ".join(_sentence(random, 14) for _ in range(3)))
    yield from ("", f"See [another guide](/roles/{slug(0, 0)}/) and **{_name(random)}**.")


def _sentence(random: Random, length: int = 10) -> str:
    return " ".join(random.choices(WORDS, k=length)).capitalize() + "."


def _name(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=2)).title()
