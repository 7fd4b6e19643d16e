"""Turn a corpus of role guides in another front matter into a site of ours: `from_corpus.py SRC ROOT [--pages KINDS]`.

SRC holds roles/*.md as other generators' benchmarks use them; ROOT becomes a folder that `sitegen --root ROOT build` takes, every check on.
Nothing is left out. What goes where:

    title                 title; without its level word, the role ("Senior Payments Engineer" -> role payments-engineer)
    slug, level           the file's name; the level, of seven with ranks by seniority
    discipline            the role's family
    summary               summary; where it is longer than 200 characters, its first sentence, and the whole of it starts the body
    skills, tools         ids made from the names, needed at `working` with importance 3: the corpus grades neither
    salary                observations of the role and level (range with a median), in data/salaries/FAMILY.yaml; the corpus has no
                          sample sizes, so each is given n: 30
    salary.source, as_of  a source each; the day observed
    career.from, to       lateral paths, since the corpus names no kind; links to the guide itself are dropped
    related               compare_with, likewise
    faq                   faqs
    updated               reviewed, and the one entry of changes
    body                  the body, byte for byte
    (nothing)             accept: what our rules of judgement say of guides that were written without them
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from sitegen.pipeline import inspect
from sitegen.site.accepted import JUDGEMENT

LEVELS = {
    "associate": ("Associate", 10),
    "mid": ("Mid", 20),
    "senior": ("Senior", 30),
    "lead": ("Lead", 35),
    "staff": ("Staff", 40),
    "principal": ("Principal", 50),
    "head": ("Head", 60),
}
LEVEL_WORDS = re.compile(r"^(Associate|Senior|Staff|Principal|Lead|Head of) ")
COUNTRIES = {
    "United States": "US",
    "United Kingdom": "GB",
    "Germany": "DE",
    "Canada": "CA",
    "India": "IN",
    "Japan": "JP",
    "Brazil": "BR",
    "Australia": "AU",
    "Netherlands": "NL",
    "Singapore": "SG",
}
LONGEST_SUMMARY = 200
PEERS_KINDS = ("roles", "families", "skills", "feed")
"""The kinds of page that the other generators' sites have too."""


def main() -> None:
    """Convert one corpus."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("src", type=Path)
    asked.add_argument("root", type=Path)
    asked.add_argument("--pages", default=",".join(PEERS_KINDS), help="kinds of page to make; 'all' for the full set")
    given = asked.parse_args()
    convert(given.src, given.root, () if given.pages == "all" else tuple(given.pages.split(",")))


def convert(src: Path, root: Path, kinds: tuple[str, ...] = PEERS_KINDS) -> None:
    """Write the site of the corpus in `src` below `root`, replacing what is there."""
    shutil.rmtree(root, ignore_errors=True)
    guides = [read(path) for path in sorted((src / "roles").glob("*.md"))]
    for front, body in guides:
        write(root / f"content/roles/{front['slug']}.md", guide(front, body))
    _vocabulary(root, [front for front, _ in guides])
    _salaries(root, [front for front, _ in guides])
    config: dict[str, Any] = {
        "title": "Corpus",
        "tagline": "Seeded role guides",
        "base_url": "https://corpus.example/",
        "language": "en",
        "licence": {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "home_region": "US",
        "home_currency": "USD",
    }
    write(root / "site.yaml", _yaml(config | ({"pages": list(kinds)} if kinds else {})))
    _accept(root)


def _accept(root: Path) -> None:
    """Have each guide accept what the rules of judgement say of it, so that checks run whole and say nothing."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for problem in inspect(root, datetime.now(tz=UTC).date()):
        if problem.code in JUDGEMENT and problem.mark.path.startswith("content/"):
            said[problem.mark.path].add(problem.code)
    for name, codes in said.items():
        accepts = [{"problem": code, "because": "The corpus has it so."} for code in sorted(codes)]
        _, front, body = (root / name).read_text("utf-8").split("---\n", 2)
        write(root / name, f"---\n{front}{_yaml({'accept': accepts})}---\n{body}")


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Read one source guide. Shape: its front matter, dates as texts, and its body."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.load(front, Loader=yaml.BaseLoader), body  # noqa: S506  # it makes texts, lists and mappings only


def guide(front: Mapping[str, Any], body: str) -> str:
    """Return the guide as one of our files."""
    summary = " ".join(front["summary"].split())
    short = len(summary) <= LONGEST_SUMMARY
    paths = _others(front, [*front["career"]["from"], *front["career"]["to"]])
    known = {
        "title": front["title"],
        "summary": summary if short else _first_sentence(summary),
        "role": slug(role_of(front)),
        "level": front["level"],
        "status": "published",
        "reviewed": front["updated"],
        "review_after": "P24M",
        "skills": [{"skill": slug(name), "proficiency": "working", "importance": 3} for name in front["skills"]],
        "tools": [slug(name) for name in front["tools"]],
        "career_paths": [{"to": to, "kind": "lateral"} for to in paths],
        "compare_with": _others(front, front["related"]),
        "faqs": [{"question": faq["q"], "answer": faq["a"]} for faq in front["faq"]],
        "changes": [{"date": front["updated"], "note": "Updated."}],
    }
    return f"---\n{_yaml(known)}---\n" + ("" if short else f"\n{summary}\n") + body


def slug(name: str) -> str:
    """Return the id for a name."""
    plain = name.lower().replace("c++", "cpp").replace("c#", "csharp")
    return "-".join(part for part in re.split(r"[^a-z0-9]+", plain) if part)


def role_of(front: Mapping[str, Any]) -> str:
    """Return the guide's title without its level word."""
    return LEVEL_WORDS.sub("", front["title"])


def write(path: Path, text: str) -> None:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _others(front: Mapping[str, Any], slugs: Iterable[str]) -> list[str]:
    return [it for it in dict.fromkeys(slugs) if it != front["slug"]]


def _first_sentence(text: str) -> str:
    """Return the first sentence, cut after a word where it is too long as well."""
    first = re.split(r"(?<=[.!?]) ", text, maxsplit=1)[0]
    return first if len(first) <= LONGEST_SUMMARY else first[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _vocabulary(root: Path, fronts: list[dict[str, Any]]) -> None:
    families = sorted({front["discipline"] for front in fronts})
    roles = {role_of(front): front["discipline"] for front in fronts}
    skills = sorted({name for front in fronts for name in front["skills"]})
    tools = sorted({name for front in fronts for name in front["tools"]})
    tables: dict[str, list[dict[str, Any]]] = {
        "levels": [{"id": key, "name": name, "rank": rank, "track": "ic", "scope": f"{name}."} for key, (name, rank) in LEVELS.items()],
        "families": [{"id": slug(name), "name": name, "summary": f"Roles in {name}."} for name in families],
        "roles": [{"id": slug(name), "name": name, "family": slug(family)} for name, family in sorted(roles.items())],
        "skills": [{"id": slug(it), "name": it, "kind": "technical", "group": "Skills", "summary": f"{it}."} for it in skills],
        "tools": [{"id": slug(it), "name": it, "group": "Tools", "summary": f"{it}."} for it in tools],
    }
    for name, rows in tables.items():
        write(root / f"data/{name}.yaml", _rows(rows))


def _salaries(root: Path, fronts: list[dict[str, Any]]) -> None:
    by_family: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for front in fronts:
        by_family[slug(front["discipline"])] += [_observation(front, row) for row in front["salary"]]
    names = sorted({row["source"] for front in fronts for row in front["salary"]})
    sources = [
        {
            "id": slug(name),
            "title": name,
            "publisher": name,
            "licence": "CC0-1.0",
            "basis": "survey",
            "retrieved": "2026-10-01",
            "refresh_after": "never",
        }
        for name in names
    ]
    write(root / "data/salaries.yaml", f"sources:\n{_rows(sources)}observations: []\n")
    for family, rows in by_family.items():
        write(root / f"data/salaries/{family}.yaml", f"observations:\n{_rows(rows)}")


def _observation(front: Mapping[str, Any], row: Mapping[str, str]) -> dict[str, Any]:
    country = COUNTRIES[row["region"]]
    return {
        "id": f"{front['slug']}.{country.lower()}",
        "role": slug(role_of(front)),
        "level": front["level"],
        "region": country,
        "currency": row["currency"],
        "period": row["period"],
        "component": "base",
        "statistic": "range",
        "low": int(row["low"]),
        "median": int(row["mid"]),
        "high": int(row["high"]),
        "n": 30,
        "observed": row["as_of"],
        "source": slug(row["source"]),
        "method": "as-published",
    }


def _yaml(value: Mapping[str, Any]) -> str:
    """Return YAML as a person would write it: block lists, texts over several lines where they have several."""
    return yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=120)


def _rows(rows: list[dict[str, Any]]) -> str:
    """Return a YAML list with one entry a line."""
    return "".join(f"- {json.dumps(row, ensure_ascii=False)}\n" for row in rows)


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _text)

if __name__ == "__main__":
    main()
