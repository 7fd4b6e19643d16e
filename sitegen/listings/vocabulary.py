"""The ids that a mapping may name: those of the site's roles, families, levels and regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.files import listing, read
from sitegen.source import decode, parse_yaml

_LARGEST = 8_000_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known ids.

    Shape: `roles` leads from a role's id to its family's; None stands for a file that does not exist, where any id will do.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    families: frozenset[str] | None = None
    levels: frozenset[str] | None = None
    regions: frozenset[str] | None = None
    has_roles: bool = False


def read_vocabulary(root: Path) -> Vocabulary:
    """Read the ids from the data files below `root`. Faults inside those files are for `check` to report, not for an import."""
    roles, families, levels, regions = (_entries(root, name) for name in ("roles", "families", "levels", "regions"))
    return Vocabulary(
        {entry["id"]: str(entry.get("family", "")) for entry in roles or []},
        _ids(families),
        _ids(levels),
        _ids(regions),
        has_roles=roles is not None,
    )


def _ids(entries: list[dict[str, Any]] | None) -> frozenset[str] | None:
    return None if entries is None else frozenset(entry["id"] for entry in entries)


def _entries(root: Path, name: str) -> list[dict[str, Any]] | None:
    path = f"data/{name}.yaml"
    if path not in listing(root, "data", (".yaml",)).names:
        return None
    data = parse_yaml(decode(read(root, path, limit=_LARGEST), path), path).data
    return [entry for entry in data if isinstance(entry, dict) and isinstance(entry.get("id"), str)] if isinstance(data, list) else []
