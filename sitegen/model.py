"""What the first stages hand to each other: content as loaded, and the assembled site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from sitegen.errors import Mark
from sitegen.kept import Kept
from sitegen.markdown import Cite, Link
from sitegen.prose import Prose
from sitegen.schema import (
    Entry,
    Family,
    FrontMatter,
    Level,
    Observation,
    PageMatter,
    Rates,
    Region,
    Role,
    SiteConfig,
    Skill,
    Source,
    Tool,
)
from sitegen.source import Marks, Step
from sitegen.wording import Wording

V_co = TypeVar("V_co", covariant=True)
E_co = TypeVar("E_co", bound=Entry, covariant=True)


@dataclass(frozen=True, slots=True)
class Guide:
    """One rung: one role at one level, as its file says it."""

    slug: str
    name: str
    """The file's path, relative to the root."""
    front: FrontMatter
    prose: Kept[Prose]
    marks: Kept[Marks]
    start: Mark
    """Where its front matter begins."""
    digest: str
    """Of the file's bytes and everything that reads them."""
    words: int
    said: str
    """Stands for the words of its body and answers: a hash."""
    anchors: frozenset[str]
    """The ids of the headings in its body."""
    sections: tuple[str, ...]
    """The second-level headings of its body, in order."""
    links: tuple[Link, ...]
    """Every link and image of body and answers, at its line of the file."""
    cites: tuple[Cite, ...]
    """Every cited figure, at its line of the file."""
    wording: Wording = field(default_factory=Wording)
    """What an editor would ask about its texts."""

    @property
    def url(self) -> str:
        """Return the guide's address, relative to the site."""
        return f"roles/{self.slug}/"

    def mark(self, *steps: Step) -> Mark:
        """Return the place of a value of the front matter."""
        return self.marks.value.value(steps) if steps else self.start


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of content/pages/."""

    slug: str
    name: str
    front: PageMatter
    prose: Kept[Prose]
    digest: str
    anchors: frozenset[str]
    links: tuple[Link, ...]

    @property
    def url(self) -> str:
        """Return the page's address, relative to the site."""
        return f"{self.slug}/"


@dataclass(frozen=True, slots=True)
class Located(Generic[V_co]):
    """A value of a data file with its place."""

    value: V_co
    marks: Marks
    at: tuple[Step, ...]

    def mark(self, *steps: Step) -> Mark:
        """Return the place of a value inside it."""
        return self.marks.value(self.at + steps)

    def key_mark(self, *steps: Step) -> Mark:
        """Return the place of a key inside it."""
        return self.marks.key(self.at + steps)


@dataclass(frozen=True, slots=True)
class Table(Generic[E_co]):
    """A vocabulary file: its entries by id, in the file's order."""

    name: str
    entries: Mapping[str, Located[E_co]]
    broken: frozenset[str] = frozenset()
    """Ids of entries that were refused: referring to them is no second fault."""
    lost: bool = False
    """Whether the file as a whole could not be read: then nobody knows which ids there are."""

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def __getitem__(self, key: str) -> E_co:
        return self.entries[key].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, key: str) -> E_co | None:
        """Return the entry, or None."""
        found = self.entries.get(key)
        return found.value if found else None

    def values(self) -> Iterator[E_co]:
        """Return the entries in the file's order."""
        return (located.value for located in self.entries.values())

    def knows(self, key: str) -> bool:
        """Tell whether a reference to `key` is no fault."""
        return self.lost or key in self.entries or key in self.broken


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an owner wrote, read and validated file by file; nothing is checked across files yet."""

    config: SiteConfig
    guides: tuple[Guide, ...]
    """By slug; drafts and scheduled ones too."""
    texts: tuple[TextPage, ...]
    levels: Table[Level]
    families: Table[Family]
    roles: Table[Role]
    skills: Table[Skill]
    tools: Table[Tool]
    regions: Table[Region]
    sources: Mapping[str, Located[Source]]
    observations: tuple[Located[Observation], ...]
    rates: Located[Rates] | None
    images: Mapping[str, str]
    """File under content/images/ -> digest of its bytes."""
    known_urls: tuple[tuple[str, Mark], ...]
    """The lines of data/urls.txt."""
    changed: Mapping[str, date] = field(default_factory=dict)
    """File -> the day of the last commit that changed it; only of files of which git can say."""
    config_marks: Marks | None = None
    """Where the values of site.yaml stand."""
    broken_guides: frozenset[str] = frozenset()
    """Slugs of guides that were refused."""
    broken_texts: frozenset[str] = frozenset()
    """Slugs of pages that were refused."""
    broken_images: frozenset[str] = frozenset()
    """Files under content/images/ that were refused."""
    sources_lost: bool = False
    """Whether a source was refused, or a pay file as a whole."""
    figures_lost: bool = False
    """Whether an observation was refused, or a pay file as a whole."""

    @property
    def prose_files(self) -> tuple[Guide | TextPage, ...]:
        """Return the files of Markdown: guides, then pages."""
        return (*self.guides, *self.texts)

    @property
    def tables(self) -> tuple[Table[Entry], ...]:
        """Return the vocabulary files."""
        return (self.levels, self.families, self.roles, self.skills, self.tools, self.regions)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was refused: only then is what seems to be missing really missing."""
        broken = self.broken_guides or self.broken_texts or self.broken_images or self.sources_lost or self.figures_lost
        return not broken and not any(table.lost or table.broken for table in self.tables)


@dataclass(frozen=True, slots=True)
class Move:
    """A declared career path between two guides, or out of the map."""

    origin: str
    """The slug of the guide that declares it."""
    index: int
    """Its place in that guide's `career_paths`."""
    to: str | None
    """The slug of the destination, or None where it has no guide."""
    title: str
    kind: str
    years: tuple[int, ...] | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """The assembled site: what is public on the day, and everything that is derived from more than one file."""

    content: Content
    as_of: date
    guides: Mapping[str, Guide]
    """Every guide that has a page, by slug: published ones and archived ones."""
    listed: tuple[Guide, ...]
    """The published ones by title: what lists, search and feed show."""
    ladders: Mapping[str, tuple[Guide, ...]]
    """Role id -> its listed rungs, lowest first."""
    arrivals: Mapping[str, tuple[Move, ...]]
    """Slug -> the moves that lead there."""
    moves: Mapping[str, tuple[Move, ...]]
    """Slug -> the moves that start there; destinations that are not public are left out."""
    needs: Mapping[str, tuple[tuple[Guide, int], ...]]
    """Skill id -> (guide, place in its `skills`) by rank."""
    users: Mapping[str, tuple[Guide, ...]]
    """Tool id -> guides that name it."""
    compares: Mapping[str, tuple[str, ...]]
    """Slug -> the slugs it is compared with, counted in both directions."""
    redirects: Mapping[str, str]
    """Old address -> the address that took its place; both relative to the site."""
    is_whole: bool = True
    """Whether everything that an owner wrote is in here; where something was refused, what seems to be missing may be just that."""

    def level(self, guide: Guide) -> Level:
        """Return the guide's level."""
        return self.content.levels[guide.front.level]

    def role(self, guide: Guide) -> Role:
        """Return the guide's role."""
        return self.content.roles[guide.front.role]

    def family(self, guide: Guide) -> Family:
        """Return the family of the guide's role."""
        return self.content.families[self.role(guide).family]
