"""Random edits of a site, as its owner might make them: each a change of files and of the day it is built for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sitegen import bundle

WORDS = "steady oak plane chisel bench grain dovetail clamp shaving mallet varnish spokeshave".split()  # noqa: SIM905  # as words they fit on a line


@dataclass(slots=True)
class Workshop:
    """A site being edited. Shape: `files` is what stands below `root`; every edit changes both."""

    root: Path
    files: dict[str, str]
    random: Random
    as_of: date = date(2026, 11, 22)
    done: list[str] = field(default_factory=list)

    def put(self, name: str, text: str) -> None:
        """Write one file."""
        self.files[name] = text
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    def drop(self, name: str) -> None:
        """Delete one file."""
        del self.files[name]
        (self.root / name).unlink()

    def edit(self) -> str:
        """Make one random edit and return its kind."""
        kind = self.random.choice(list(EDITS))
        EDITS[kind](self)
        self.done.append(kind)
        return kind

    def guides(self) -> list[str]:
        """Return the files of the guides."""
        return sorted(name for name in self.files if name.startswith("content/roles/"))

    def phrase(self) -> str:
        """Return a few words."""
        return " ".join(self.random.choices(WORDS, k=4)).capitalize()


def _body(shop: Workshop) -> None:
    name = shop.random.choice(shop.guides())
    shop.put(name, f"{shop.files[name]}\n{shop.phrase()} and **{shop.phrase()}**.\n")


def _front(shop: Workshop) -> None:
    name = shop.random.choice(shop.guides())
    lines = shop.files[name].split("\n")
    lines = [f"summary: {shop.phrase()}." if line.startswith("summary:") else line for line in lines]
    if shop.random.random() < 0.3:
        status = shop.random.choice(("draft", "published", "archived"))
        lines = [f"status: {status}" if line.startswith("status:") else line for line in lines]
    shop.put(name, "\n".join(lines))


def _add(shop: Workshop) -> None:
    slug = f"maker-{shop.random.randrange(10_000)}"
    used = "".join(shop.files.values())
    role = next((f"role-{number}" for number in range(200) if f"role: role-{number}\n" not in used), "role-0")
    text = (
        f"---\ntitle: {shop.phrase()}\nsummary: {shop.phrase()}.\nrole: {role}\nlevel: mid\nstatus: published\nreviewed: 2026-06-01\n"
        f"skills:\n  - {{skill: glueing, proficiency: expert, importance: 2}}\ntools: [saw]\n"
        f"career_paths:\n  - {{to: maker, kind: lateral}}\n---\n\n## What the role does\n\n{shop.phrase()}.\n"
    )
    roles = "data/roles.yaml"
    if f"id: {role}," not in shop.files[roles]:
        shop.put(roles, f"{shop.files[roles]}- {{id: {role}, name: {shop.phrase()} {role}, family: making}}\n")
    shop.put(f"content/roles/{slug}.md", text)


def _delete(shop: Workshop) -> None:
    added = [name for name in shop.guides() if "/maker-" in name]
    if added:
        shop.drop(shop.random.choice(added))
    else:
        _add(shop)


def _rename(shop: Workshop) -> None:
    name = shop.random.choice(shop.guides())
    text = shop.files[name]
    shop.drop(name)
    # Renaming the two first guides leaves links that lead nowhere: a fault that both builds must tell alike.
    shop.put(f"content/roles/maker-{shop.random.randrange(10_000)}x.md" if shop.random.random() < 0.8 else name, text)


def _row(shop: Workshop) -> None:
    name, key = shop.random.choice((("skills", "summary"), ("tools", "summary"), ("families", "summary"), ("levels", "scope")))
    path = f"data/{name}.yaml"
    lines = shop.files[path].rstrip("\n").split("\n")
    index = shop.random.randrange(len(lines))
    head, _, rest = lines[index].partition(f"{key}: ")
    cut = min((place for place in (rest.find(","), rest.find("}")) if place >= 0), default=len(rest))
    lines[index] = f"{head}{key}: {shop.phrase()}.{rest[cut:]}"
    shop.put(path, "\n".join(lines) + "\n")


def _figure(shop: Workshop) -> None:
    path = "data/salaries.yaml"
    median = shop.random.randrange(60_000, 90_000)
    base = shop.files[path].split("observations:")[0]
    figures = f"p25: {median - 9_000}, median: {median}, p75: {median + 9_000}, n: {shop.random.randrange(5, 60)}"
    row = "id: one, role: maker, level: mid, region: US, currency: USD, period: year, component: base, statistic: percentiles"
    shop.put(path, f"{base}observations:\n  - {{{row}, {figures}, observed: 2026-01, source: survey, method: figures-type7}}\n")


def _packaged(name: str) -> str:
    return (bundle.home() / "templates" / name).read_text("utf-8")


def _template(shop: Workshop) -> None:
    name = shop.random.choice(("tool.html", "family.html", "guide.html", "base.html", "feed.xml"))
    shop.put(f"templates/{name}", f"{_packaged(name)}{{# {shop.phrase()} #}}\n" if shop.random.random() < 0.5 else _packaged(name))


def _include(shop: Workshop) -> None:
    shop.put("templates/guide/related.html", _packaged("guide/related.html") + f"<p>{shop.phrase()}</p>\n")


def _static(shop: Workshop) -> None:
    shop.put("templates/static/css/own.css", f"body {{ --own: {shop.random.randrange(100)}px; }}\n")


def _config(shop: Workshop) -> None:
    config = shop.files["site.yaml"].split("\n")
    choice = shop.random.choice(("title", "base_url"))
    value = {"title": shop.phrase(), "base_url": f"https://guides.example/{shop.random.choice(('', 'careers/'))}"}[choice]
    shop.put("site.yaml", "\n".join(f"{choice}: {value}" if line.startswith(f"{choice}:") else line for line in config))


def _day(shop: Workshop) -> None:
    shop.as_of += timedelta(days=shop.random.choice((1, 40, 400, -40)))


def _page(shop: Workshop) -> None:
    text = f"---\ntitle: {shop.phrase()}\nsummary: {shop.phrase()}.\n---\n\n{shop.phrase()}, see [the maker](/roles/maker/).\n"
    shop.put("content/pages/workshop.md", text)


EDITS: Mapping[str, Callable[[Workshop], None]] = {
    "guide body": _body,
    "front matter": _front,
    "add": _add,
    "delete": _delete,
    "rename": _rename,
    "data row": _row,
    "figure": _figure,
    "template": _template,
    "include": _include,
    "static file": _static,
    "config": _config,
    "date": _day,
    "text page": _page,
}
