"""A site of what breaks layouts and escapes: markup in every text, long words, right-to-left names, sixty skills, nothing at all."""

from __future__ import annotations

import json
from typing import Any

from tests.sites import smallest_site

LONG = "Donaudampfschifffahrtsgesellschaftskapitän"
ARABIC = "مهندس برمجيات أول 🛠️"
MARKUP = "<b>bold</b> & \"quoted\" 'single' </script><script>alert(1)</script> {{ 7 * 7 }}"
SKILLS = 60
FAQS = 12


def awkward_site(base_url: str = "https://guides.example/") -> dict[str, str]:
    """Return the files of the site; every guide in it is without a fault."""
    files = smallest_site()
    files["site.yaml"] = files["site.yaml"].replace("https://guides.example/", base_url) + "repository: https://git.example/roles\n"
    files["data/skills.yaml"] += "".join(_entry(f"skill-{n}", f"Skill number {n}") for n in range(SKILLS)) + _entry("markup", MARKUP)
    files["data/tools.yaml"] += f"- {{id: markup, name: {_quoted(MARKUP)}, group: {_quoted(MARKUP)}, summary: {_quoted(MARKUP)}}}\n"
    files["content/pages/about.md"] = "---\ntitle: About\nsummary: What this is.\n---\n\nSee [the maker](/roles/maker/).\n"
    files["content/pages/methodology.md"] = "---\ntitle: Methodology\nsummary: How it is done.\n---\n\nWith care.\n"
    guides = (_markup(), _full(), _long(), _bare(), _archived())
    return files | {f"content/roles/{slug}.md": _guide(front, body) for slug, front, body in guides}


def _markup() -> tuple[str, dict[str, Any], str]:
    """Return a guide whose every text is an attack."""
    texts = {name: [MARKUP] for name in ("also_known_as", "search_terms", "responsibilities", "pay_drivers", "stand_out")}
    need = {"skill": "markup", "proficiency": "working", "importance": 3, "note": MARKUP}
    choice = {"any_of": ["sawing", "glueing"], "label": MARKUP, "proficiency": "expert", "importance": 2}
    band = {
        "region": "US",
        "component": "total",
        "scope": MARKUP,
        "currency": "USD",
        "low": 90000,
        "high": 99000,
        "source": "survey",
        "note": MARKUP,
    }
    front = {
        **_front(MARKUP, "manager"),
        **texts,
        "summary": MARKUP,
        "skills": [need, choice],
        "tools": ["markup"],
        "qualifications": {"years": 1, "education": "bachelor", "must": [MARKUP]},
        "salary_bands": [band],
        "career_paths": [{"title": MARKUP, "kind": "exit", "note": MARKUP}],
        "remote": {"arrangement": "varies", "fit": "low", "note": MARKUP, "eligible": ["US", "region:eu"]},
        "employers": {"industries": [MARKUP], "kinds": [MARKUP], "why": MARKUP},
        "regions": [{"region": "region:eu", "note": MARKUP}],
        "interview": [{"theme": MARKUP, "prompt": MARKUP, "listens_for": [MARKUP]}],
        "hiring": {"assess": MARKUP, "red_flags": [MARKUP], "ratio": MARKUP},
        "faqs": [{"question": MARKUP, "answer": MARKUP}],
        "changes": [{"date": "2026-05-01", "note": MARKUP}],
    }
    return "markup", front, f"## {MARKUP}\n\n{MARKUP}\n\n> ## Quoted\n>\n> Inside a quotation.\n"


def _full() -> tuple[str, dict[str, Any], str]:
    """Return a guide with sixty skills, twelve questions, and a figure cited in its prose and in an answer."""
    depths = ("awareness", "foundational", "working", "practitioner", "expert")
    skills = [{"skill": f"skill-{n}", "proficiency": depths[n % 5], "importance": n % 5 + 1} for n in range(SKILLS)]
    faqs = [{"question": f"Question {n}?", "answer": f"Answer {n}: {{pay:us/base}}, [home](/)."} for n in range(FAQS)]
    front = {
        **_front(ARABIC, "mid", role="maker-lead"),
        "skills": skills,
        "faqs": faqs,
        "salary_bands": [{"region": "US", "component": "base", "currency": "USD", "low": 60000, "high": 80000, "source": "survey"}],
        "changes": [{"date": "2026-05-01", "note": "Begun."}, {"date": "2026-06-02", "note": "Mended."}],
    }
    return (
        "full",
        front,
        "Before any heading, {pay:us/base}.\n\n## Remote work\n\nFrom anywhere.\n\n## My own heading\n\n![A saw](/images/saw.png)\n",
    )


def _long() -> tuple[str, dict[str, Any], str]:
    """Return a guide of words that do not fit on a phone, without pay."""
    front = {**_front(f"{LONG} {LONG}", "senior", role="maker-lead"), "also_known_as": [LONG * 2], "responsibilities": [LONG * 3]}
    return "long", front, f"## {LONG}\n\n{LONG * 3}\n\n| {LONG} | {LONG} | {LONG} |\n|---|---|---|\n| {LONG} | {LONG} | {LONG} |\n"


def _bare() -> tuple[str, dict[str, Any], str]:
    """Return a guide that says nothing beyond what it must."""
    return "bare", _front("Bare", "manager", role="maker-lead"), ""


def _archived() -> tuple[str, dict[str, Any], str]:
    """Return a guide that was put away, with an old address of its own."""
    return "archived", {**_front("Old Maker", "mid"), "status": "archived", "redirect_from": ["/old/maker/", "/older.html"]}, "Once.\n"


def _front(title: str, level: str, role: str = "maker") -> dict[str, Any]:
    head = {"title": title, "summary": f"About {level} at {role}.", "role": role, "level": level}
    return {**head, "status": "published", "reviewed": "2026-06-01"}


def _guide(front: dict[str, Any], body: str) -> str:
    """Write a guide. JSON is YAML, so each value stands on a line of its own as JSON."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{lines}---\n\n{body}"


def _entry(slug: str, name: str) -> str:
    return f"- {{id: {slug}, name: {_quoted(name)}, kind: behavioural, group: {_quoted(name[:8])}, summary: {_quoted(name)}}}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
