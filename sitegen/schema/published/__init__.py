"""The files under /api/v1/: what each holds, field by field. Files and their schemas are made from these records alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from sitegen.schema.published.base import LevelEntry, Named, Published, Terms
from sitegen.schema.published.changes import ChangeEntry, ChangesFile
from sitegen.schema.published.graph import EdgeEntry, GraphFile, Node, PayChange
from sitegen.schema.published.guides import (
    Destination,
    GuideEntry,
    GuideFile,
    HomeAmount,
    NeedEntry,
    PayEntry,
    RemoteTerms,
    RoleEntry,
    RolesFile,
    ToolUse,
)
from sitegen.schema.published.vocabulary import Needing, SkillEntry, SkillsFile, ToolEntry, ToolsFile

__all__ = [
    "FILES", "ChangeEntry", "ChangesFile", "Destination", "EdgeEntry", "GraphFile", "GuideEntry", "GuideFile", "HomeAmount", "LevelEntry",
    "Named", "NeedEntry", "Needing", "Node", "PayChange", "PayEntry", "Published", "RemoteTerms", "RoleEntry", "RolesFile", "SkillEntry",
    "SkillsFile", "Terms", "ToolEntry", "ToolUse", "ToolsFile", "json_schema",
]  # fmt: skip

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, type[Published]] = {
    "roles.json": RolesFile,
    "roles/SLUG.json": GuideFile,
    "skills.json": SkillsFile,
    "tools.json": ToolsFile,
    "graph.json": GraphFile,
    "changes.json": ChangesFile,
}
"""File under /api/v1/ -> what it holds."""


def json_schema(record: type[Published], address: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a file, published at `address`."""
    return {"$schema": DIALECT, "$id": address, **_schema(record)}


@cache
def _schema(record: type[Published]) -> dict[str, Any]:
    return record.model_json_schema(mode="serialization")
