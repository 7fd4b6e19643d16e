"""What is known of the last index: what was in it, and which of its files belong to which shard."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_OF_A_SHARD = re.compile(r"(?:(?:fragment|index)/|pagefind\.)([^/_]+)_[^/_]+\.pf_(?:fragment|index|meta)")


@dataclass(frozen=True, slots=True)
class Part:
    """A shard that was indexed, as far as browsers and the next build have to know it."""

    digest: str
    """The shard's: of everything that Pagefind was told."""
    code: str
    """The language that the engine takes it for; the names of its files begin with it."""
    language: Mapping[str, Any]
    """What the entry says of it: `hash`, `wasm`, `page_count`."""
    files: int
    """How many it has."""


@dataclass(frozen=True, slots=True)
class Last:
    """An index as it was made; nothing, where there was none."""

    folder: str = ""
    """Where all its files lie, below the site."""
    engine: int = 0
    """How many files run it."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What the entry says of all shards."""
    parts: tuple[Part, ...] = ()

    def code(self, path: str) -> str | None:
        """Return the shard that the file at `path` belongs to: '' for what all shards share, None for a file of another kind."""
        if not self.folder or not path.startswith(self.folder):
            return None
        found = _OF_A_SHARD.fullmatch(path, len(self.folder))
        return found[1] if found else ""

    def entry(self) -> bytes:
        """Return the entry, by which the engine finds the shards."""
        entry = {**self.settings, "languages": {part.code: part.language for part in self.parts}}
        return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    def to_json(self) -> str:
        """Return this as a text that `read` reads."""
        return json.dumps(asdict(self))


def read(text: str) -> Last:
    """Return what `Last.to_json` wrote; of anything else, nothing."""
    try:
        known = json.loads(text)
        parts = [Part(str(it["digest"]), str(it["code"]), dict(it["language"]), int(it["files"])) for it in known["parts"]]
        return Last(str(known["folder"]), int(known["engine"]), dict(known["settings"]), tuple(parts))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Last()
