"""Every problem code that the package can report, read from its source.

A code is the argument for `code` of a call that makes a problem. Where a function hands on a parameter of its own there, its callers say
the code, so it counts as such a call itself; this is repeated until nothing new is found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Callable -> the place of the code among its arguments, from the end where the first are spread. A private one counts in its own file.
MAKERS = {"Problem": 1, "PydanticCustomError": 0, "Fault": -3, "Unwelcome": 0, "Miss": 1}
KEYWORD = "code"


@dataclass(slots=True)
class Codes:
    """What was found. Shape: code -> places; a `*` in a code stands for whatever the program puts there; `unread` are calls beyond this."""

    known: dict[str, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Call:
    place: str
    name: str
    node: ast.Call
    function: ast.FunctionDef | None

    def keyed(self, name: str) -> str:
        """Return what a callable of this name is known by here."""
        return f"{self.place.partition(':')[0]}:{name}" if name.startswith("_") else name


def codes(package: Path) -> Codes:
    """Return every code in the files of `package`."""
    calls = [call for path in sorted(package.rglob("*.py")) for call in _calls(path, package)]
    makers, found = dict(MAKERS), Codes()
    while grown := {name: place for call in calls for name, place in _handed_on(call, makers) if name not in makers}:
        makers |= grown
    for call in calls:
        value = _argument(call, makers)
        if value is not None:
            _take(value, call, makers, found)
    return found


def _calls(path: Path, package: Path) -> Iterator[_Call]:
    """Find every call of a file with the innermost function around it."""

    def walk(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[_Call]:
        inner = node if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call) and (name := _name(node.func)):
            yield _Call(f"{path.relative_to(package)}:{node.lineno}", name, node, function)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    yield from walk(ast.parse(path.read_bytes()), None)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _argument(call: _Call, makers: dict[str, int]) -> ast.expr | None:
    """Return what a call gives as the code; None when it makes no problem, or spreads what another call made."""
    if call.keyed(call.name) not in makers:
        return None
    named = [keyword.value for keyword in call.node.keywords if keyword.arg == KEYWORD]
    if named:
        return named[0]
    place, given = makers[call.keyed(call.name)], call.node.args
    is_spread = any(isinstance(argument, ast.Starred) for argument in given)
    if not -len(given) <= place < len(given) or (is_spread and place >= 0) or isinstance(given[place], ast.Starred):
        return None
    return given[place]


def _handed_on(call: _Call, makers: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Find the function that hands a parameter of its own on as the code."""
    value = _argument(call, makers)
    if isinstance(value, ast.Name) and call.function:
        parameters = [argument.arg for argument in call.function.args.args if argument.arg != "self"]
        if value.id in parameters:
            yield call.keyed(call.function.name), parameters.index(value.id)


def _take(value: ast.expr, call: _Call, makers: dict[str, int], found: Codes) -> None:
    match value:
        case ast.Constant(value=str(code)):
            found.known.setdefault(code, []).append(call.place)
        case ast.JoinedStr(values=parts):
            code = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
            found.known.setdefault(code, []).append(call.place)
        case ast.IfExp(body=body, orelse=orelse):
            _take(body, call, makers, found)
            _take(orelse, call, makers, found)
        case ast.Name() if call.function and call.keyed(call.function.name) in makers:
            pass  # a parameter, which the callers give
        case _:
            found.unread.append(f"{call.place}: {ast.unparse(value)}")
