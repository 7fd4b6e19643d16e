"""Problems as people and other programs read them: text with code frames, JSON, GitHub's annotations, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from sitegen import __version__
from sitegen.desk.frames import Frames, visible
from sitegen.errors import Problem

Format = Literal["text", "json", "github", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "json", "github", "sarif")
Role = Literal["place", "fault", "warning", "code", "line", "caret", "hint"]
Paint = Callable[[str, Role], str]

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_VALUE = {**_GITHUB, ord(":"): "%3A", ord(","): "%2C"}


def _plain(text: str, role: Role) -> str:  # noqa: ARG001  # the signature of a paint
    return text


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report is made with.

    Shape: `prefix` stands before every path where the reader of the report is in another folder than the site's, and ends with a slash;
    `explained` is docs/problems.md by code.
    """

    frames: Frames
    prefix: str = ""
    paint: Paint = _plain
    explained: Mapping[str, str] | None = None


def report(problems: Sequence[Problem], form: Format, setting: Setting) -> str:
    """Return the report of `problems` in one of the FORMATS."""
    if form == "json":
        return as_json(problems, setting)
    if form == "sarif":
        return as_sarif(problems, setting)
    lines = (_annotation(it, setting) for it in problems) if form == "github" else (as_text(it, setting) for it in problems)
    return "".join(f"{line}\n" for line in lines)


def as_text(problem: Problem, setting: Setting) -> str:
    """Return one problem as `place: message [code]`, the line it is about, and the hint."""
    return "\n".join(_text_lines(problem, setting))


def _text_lines(problem: Problem, setting: Setting) -> Iterator[str]:
    paint, mark = setting.paint, problem.mark
    label = paint("warning: ", "warning") if problem.severity == "warning" else ""
    place = paint(visible(f"{setting.prefix}{mark}:"), "place")
    message = visible(problem.message)
    said = paint(message, "fault") if problem.severity == "fault" else message
    yield f"{place} {label}{said} {paint(f'[{problem.code}]', 'code')}"
    line, caret = setting.frames.frame(mark)
    if line:
        yield paint(line, "line")
        yield paint(caret, "caret")
    if problem.hint:
        yield f"    {paint('hint:', 'hint')} {visible(problem.hint)}"


def as_json(problems: Sequence[Problem], setting: Setting) -> str:
    """Return the problems as one JSON object. Its keys are stable; more may be added."""
    faults = sum(problem.severity == "fault" for problem in problems)
    return _dump(
        {
            "version": 1,
            "faults": faults,
            "warnings": len(problems) - faults,
            "problems": [
                {
                    "path": setting.prefix + it.mark.path,
                    "line": it.mark.line,
                    "column": it.mark.column,
                    "severity": it.severity,
                    "code": it.code,
                    "message": it.message,
                    "hint": it.hint,
                }
                for it in problems
            ],
        }
    )


def as_sarif(problems: Sequence[Problem], setting: Setting) -> str:
    """Return the problems as a log of SARIF 2.1.0, which code hosts and editors show beside the lines."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "sitegen",
        "semanticVersion": __version__,
        "rules": [_rule(code, (setting.explained or {}).get(code, "")) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code), setting.prefix) for problem in problems],
    }
    return _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _rule(code: str, text: str) -> dict[str, Any]:
    first = " ".join(text.partition("\n\n")[0].split()) or code
    return {"id": code, "shortDescription": {"text": first}, "help": {"text": text or code, "markdown": text or code}}


def _result(problem: Problem, rule: int, prefix: str) -> dict[str, Any]:
    mark = problem.mark
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": "warning" if problem.severity == "warning" else "error",
        "message": {"text": f"{problem.message}. {problem.hint}" if problem.hint else problem.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(prefix + mark.path, errors="replace")},
                    "region": {"startLine": mark.line, "startColumn": mark.column},
                }
            }
        ],
    }


def _annotation(problem: Problem, setting: Setting) -> str:
    """Return a problem as a command of GitHub's runner, which shows it beside the line of a pull request."""
    mark, kind = problem.mark, "warning" if problem.severity == "warning" else "error"
    values: Iterable[tuple[str, object]] = (
        ("file", setting.prefix + mark.path),
        ("line", mark.line),
        ("col", mark.column),
        ("title", problem.code),
    )
    place = ",".join(f"{name}={str(value).translate(_GITHUB_VALUE)}" for name, value in values)
    said = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{kind} {place}::{said.translate(_GITHUB)}"


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"
