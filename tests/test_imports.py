"""The one-way flow of docs/architecture.md as a table: which module may import which, and where each outside library lives."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "sitegen"

# In the order of the flow: a module imports only from modules above it, and only the outside libraries beside its name.
FLOW: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "kept": frozenset(),
    "page": frozenset(),
    "workers": frozenset(),
    "files": frozenset(),
    "history": frozenset(),
    "source": frozenset({"yaml"}),
    "markdown": frozenset({"markdown_it", "mdit_py_plugins"}),
    "wording": frozenset(),
    "prose": frozenset(),
    "pay": frozenset(),
    "schema": frozenset({"pydantic", "pydantic_core"}),
    "model": frozenset(),
    "cards": frozenset({"PIL"}),
    "parse": frozenset(),
    "inputs": frozenset(),
    "bundle": frozenset(),
    "load": frozenset(),
    "careers": frozenset(),
    "site": frozenset({"babel"}),
    "search": frozenset({"pagefind_bin"}),
    "hosts": frozenset(),
    "pages": frozenset(),
    "contexts": frozenset(),
    "render": frozenset({"babel", "jinja2", "markupsafe"}),
    "output": frozenset(),
    "cache": frozenset({"sqlite3"}),
    "listings": frozenset({"currency_converter", "ijson"}),
    "job": frozenset(),
    "retouch": frozenset(),
    "stages": frozenset(),
    "pipeline": frozenset(),
    "desk": frozenset(),
    "serve": frozenset({"livereload", "tornado", "watchfiles"}),
    "publish": frozenset({"obstore"}),
    "cli": frozenset({"click", "rich"}),
    "__main__": frozenset(),
}

# Of the standard library, what has one home or none. pickle and marshal would run what a cache or a stranger wrote.
GUARDED = frozenset({"sqlite3", "pickle", "marshal", "shelve", "locale"})


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """One module named by an import statement, wherever in the file it stands: at the top, in a function, for types only."""

    importer: str
    imported: str
    place: str

    @property
    def room(self) -> str:
        """Name the module of the flow that imports: the first name below the package."""
        return room_of(self.importer)

    def __str__(self) -> str:
        return f"{self.place}: {self.importer} imports {self.imported}"


def room_of(module: str) -> str:
    """Name the first part of a dotted module below the package, "" for the package itself."""
    return module.removeprefix(PACKAGE).lstrip(".").partition(".")[0]


def modules(root: Path) -> dict[str, Path]:
    """Map every module of the package to its file."""
    names: dict[str, Path] = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


def imports(root: Path) -> Iterator[Import]:
    """Find every import of the package, late and type-only ones and `import_module("…")` included."""
    known = modules(root)
    for importer, path in known.items():
        for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
            for imported in named_by(node, importer, is_package=path.stem == "__init__"):
                # `from sitegen.pay import strip` names a module, `from sitegen.errors import Mark` a thing in one.
                module = imported if imported in known or not imported.startswith(PACKAGE + ".") else imported.rpartition(".")[0]
                yield Import(importer, module, f"{path.relative_to(root)}:{getattr(node, 'lineno', 1)}")


def named_by(node: ast.AST, importer: str, *, is_package: bool) -> Iterator[str]:
    """List what one syntax node imports, as absolute dotted names."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            parts = importer.split(".")
            base = parts[: len(parts) - level + is_package] if level else []
            stem = ".".join([*base, *([module] if module else [])])
            yield from (f"{stem}.{alias.name}" if stem.startswith(PACKAGE) else stem for alias in names)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(imported)), *_]) if name in {
            "__import__",
            "import_module",
        }:
            yield imported


@pytest.fixture(scope="module")
def found(repository: Path) -> tuple[Import, ...]:
    return tuple(sorted(set(imports(repository))))


def inside(found: tuple[Import, ...]) -> Iterator[Import]:
    """Keep what the package imports of itself; its version is everybody's."""
    return (each for each in found if each.imported.startswith(PACKAGE + "."))


def test_every_module_has_its_place_in_the_flow(repository: Path) -> None:
    assert {room_of(name) for name in modules(repository)} - {""} - set(FLOW) == set()


def test_modules_import_only_from_those_above_them_in_the_flow(found: tuple[Import, ...]) -> None:
    order = {name: place for place, name in enumerate(FLOW)}
    upward = [str(each) for each in inside(found) if each.room and order[room_of(each.imported)] > order[each.room]]
    assert upward == []


def test_no_two_files_import_each_other_even_inside_a_folder(found: tuple[Import, ...]) -> None:
    graph: dict[str, set[str]] = {}
    for each in inside(found):
        if each.importer != each.imported:
            graph.setdefault(each.importer, set()).add(each.imported)
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        pytest.fail(" -> ".join(cycle.args[1]))
    assert f"{PACKAGE}.errors" in order


def test_an_outside_library_is_imported_only_where_the_table_says(found: tuple[Import, ...]) -> None:
    usual = sys.stdlib_module_names - GUARDED
    strays = [
        str(each)
        for each in found
        if (library := each.imported.partition(".")[0]) not in usual
        if library != PACKAGE and library not in FLOW.get(each.room, frozenset())
    ]
    assert strays == []


def test_every_library_in_the_table_is_a_declared_dependency() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in requires("rolebook-sitegen") or ()}
    libraries = frozenset.union(*FLOW.values()) - sys.stdlib_module_names
    homes = packages_distributions()
    carried_by_another = {"markupsafe", "pydantic-core"}  # the halves of Jinja and pydantic
    needed = {canonicalize_name(homes[library][0]) for library in libraries} - carried_by_another
    assert needed - declared == set()


def test_late_relative_type_only_and_spelt_out_imports_all_count(tmp_path: Path) -> None:
    planted = {
        "sitegen/__init__.py": "",
        "sitegen/errors.py": "def late():\n    from . import cli\n",
        "sitegen/cli.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sitegen.pay.strip as strip\n",
        "sitegen/pay/__init__.py": "from .strip import shown\n",
        "sitegen/pay/strip.py": "import importlib\nfrom ..errors import Mark\nimportlib.import_module('yaml')\n",
    }
    for name, text in planted.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert {(each.importer, each.imported) for each in imports(tmp_path)} == {
        ("sitegen.errors", "sitegen.cli"),
        ("sitegen.cli", "typing"),
        ("sitegen.cli", "sitegen.pay.strip"),
        ("sitegen.pay", "sitegen.pay.strip"),
        ("sitegen.pay.strip", "importlib"),
        ("sitegen.pay.strip", "sitegen.errors"),
        ("sitegen.pay.strip", "yaml"),
    }
