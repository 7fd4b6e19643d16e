"""A site compared with the tree it should become, file by file; `python -m tests.test_golden` renews the tree for review.

Shape of tests/golden/: `site.txt` is the site, as changes to the smallest one; `tree/` its pages and texts; `other-files.txt` the digests
of its other files, the search index and the schemas among them. The folder of styles and scripts is named by their bytes, which no page is
about: it is called `assets/HASH/` here, and of what is in it only the names are held.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from sitegen.pipeline import Options, build
from sitegen.schema import FrontMatter
from sitegen.source import parse_guide
from tests.sites import HERE, files_of, lay_out, smallest_site

GOLDEN = HERE / "golden"
OTHERS = "other-files.txt"
AS_OF = date(2026, 11, 22)
MOST_BYTES = 300_000
_ASSETS = re.compile(r"\bassets/[0-9a-f]{12}/")
_TEXTS = (".html", ".xml", ".txt", ".json", ".csv", ".md")

Tree = Mapping[str, bytes]


def sources() -> dict[str, str]:
    """Return the files of the golden site."""
    return smallest_site() | files_of((GOLDEN / "site.txt").read_text("utf-8"))


def made(folder: Path, *, jobs: int = 1) -> Tree:
    """Build the golden site below `folder`, and return it as the tree is held."""
    root = lay_out(folder / "site", sources())
    build(Options(root=root, out=folder / "out", cache=None, as_of=AS_OF, jobs=jobs))
    return dict(_held(folder / "out"))


def _held(out: Path) -> Iterator[tuple[str, bytes]]:
    others = []
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = _ASSETS.sub("assets/HASH/", path.relative_to(out).as_posix())
        data = path.read_bytes()
        if name.startswith(("assets/", ".")):
            others.append(name)
        elif name.endswith(_TEXTS) and not name.startswith("pagefind/") and not name.endswith(".schema.json"):
            yield name, _ASSETS.sub("assets/HASH/", data.decode()).encode()
        else:
            others.append(f"{name} {hashlib.sha256(data).hexdigest()}")
    yield OTHERS, "".join(f"{line}\n" for line in sorted(others)).encode()


def kept() -> Tree:
    """Return the tree as it is held."""
    tree = GOLDEN / "tree"
    held = {path.relative_to(tree).as_posix(): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}
    return held | {OTHERS: (GOLDEN / OTHERS).read_bytes()}


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return made(tmp_path_factory.mktemp("golden"))


def test_the_golden_site_is_the_tree_that_is_held_file_by_file(golden: Tree) -> None:
    held = kept()
    assert sorted(golden) == sorted(held)
    changed = [name for name in held if golden[name] != held[name]]
    assert changed == [], "if this is meant: python -m tests.test_golden, then read `git diff tests/golden`"


def test_what_is_not_public_is_in_no_file_of_the_site(golden: Tree) -> None:
    for secret in (b"A secret", b"Another secret", b"Nobody sees this", b"draft-maker", b"coming-maker", b"Not for now"):
        assert [name for name, data in golden.items() if secret in data] == []


def test_every_field_of_a_guide_is_used_in_the_golden_site() -> None:
    guides = [text for name, text in sources().items() if name.startswith("content/roles/")]
    used = {field for text in guides for field in _used(parse_guide(text, "guide").data, FrontMatter)}
    assert sorted(_fields(FrontMatter) - used) == []


def test_the_tree_stays_small() -> None:
    assert sum(len(data) for data in kept().values()) < MOST_BYTES


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _fields(model: type[BaseModel]) -> set[str]:
    """Return every field of a record and of the records inside it."""
    own = {f"{model.__name__}.{name}" for name in model.model_fields}
    return own.union(*(_fields(inner) for field in model.model_fields.values() for inner in _models(field.annotation)))


def _used(data: Any, model: type[BaseModel]) -> Iterator[str]:
    for name, value in data.items():
        yield f"{model.__name__}.{name}"
        for inner in _models(model.model_fields[name].annotation):
            for entry in value if isinstance(value, list) else [value]:
                yield from _used(entry, inner)


def renew() -> None:
    """Hold the site as it is built now."""
    with tempfile.TemporaryDirectory() as folder:
        tree = made(Path(folder))
    shutil.rmtree(GOLDEN / "tree", ignore_errors=True)
    for name, data in tree.items():
        path = GOLDEN / name if name == OTHERS else GOLDEN / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(tree)} files, {sum(map(len, tree.values()))} bytes: now read `git diff tests/golden`")


if __name__ == "__main__":
    renew()
