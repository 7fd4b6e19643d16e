"""What an index needs: the shards whose pages changed are made anew, the files of the others are taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sitegen.search.bundle import ENTRY, Bundle, verified
from sitegen.search.engine import answer, binary
from sitegen.search.last import Last, Part
from sitegen.search.names import Facets, names
from sitegen.search.reword import Documents, pack
from sitegen.search.shards import Shard

_SHARED = ""


class Made(NamedTuple):
    """An index, as far as it was made now."""

    files: dict[str, bytes]
    """Those that were not taken over, by their address below the site."""
    last: Last
    """What is known of the whole."""
    documents: dict[str, bytes]
    """What its shards were made from, by code: to keep, so that an edit of words needs nothing else."""


@dataclass(frozen=True)
class Plan:
    """What is to be searched, and what was made of it last."""

    shards: tuple[Shard, ...]
    facets: Facets
    last: Last

    def keeps(self, path: str) -> bool:
        """Tell whether the file at `path` is one of the last index that this one has as well."""
        code, same = self.last.code(path), self._same
        return bool(same) and (code in same or (code == _SHARED and not path.endswith(".json")))

    def work(self, kept: Collection[str] = ()) -> Work:
        """Return what is left to do where the files in `kept` were taken over. Reads the long texts of what is indexed anew."""
        counts = Counter(self.last.code(path) for path in kept)
        whole = {part.digest: part for part in self.last.parts if counts[part.code] == part.files and counts[_SHARED] == self.last.engine}
        return Work(self, frozenset(kept), [whole.get(shard.digest) or shard.documents() for shard in self.shards])

    @cached_property
    def _same(self) -> frozenset[str]:
        """Name the shards whose pages are as they were."""
        digests = {shard.digest for shard in self.shards}
        return frozenset(part.code for part in self.last.parts if part.digest in digests)


@dataclass(frozen=True, slots=True)
class Work:
    """What is left to do for an index; it needs nothing from elsewhere, so that another thread can do it."""

    plan: Plan
    kept: frozenset[str]
    orders: list[Part | Documents]
    """For each shard what is known of it, or the documents that it is made from."""

    def do(self, tool: Path | None, timeout: float) -> Made:
        """Index what has to be. Raises: ToolError, as `index` does."""
        if not self.plan.shards:
            return Made({}, Last(), {})
        files, documents = dict[str, bytes](), dict[str, bytes]()
        known = replace(self.plan.last, parts=())
        for part, bundle, order in self._parts(tool, timeout):
            if bundle:
                documents[part.code] = pack(order)
                known = replace(known, folder=bundle.folder, engine=len(bundle.engine), settings=bundle.settings)
                files |= {bundle.folder + name: data for name, data in {**bundle.engine, **bundle.files}.items()}
            known = replace(known, parts=(*known.parts, part))
        files = {path: data for path, data in files.items() if path not in self.kept}
        files[known.folder + ENTRY] = known.entry()
        return Made({**names(self.plan.shards, known, self.plan.facets), **files}, known, documents)

    def _parts(self, tool: Path | None, timeout: float) -> Iterator[tuple[Part, Bundle | None, Documents]]:
        """Index what has to be, one shard after the other: each takes some 300 MB for a thousand guides while it is made."""
        for number, shard in enumerate(self.plan.shards):
            order, self.orders[number] = self.orders[number], []
            if isinstance(order, Part):
                yield order, None, []
                continue
            answered = answer(tool or binary(), order, timeout=timeout, piece=shard.piece)
            bundle = verified(answered, [url for url, _ in order], suffix=shard.suffix)
            yield Part(shard.digest, bundle.code, bundle.language, len(bundle.files)), bundle, order
