"""Going back: the files of an earlier publish, from where the store still has their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sitegen.errors import ToolError
from sitegen.publish.body import digest, unpacked
from sitegen.publish.manifest import Entry, Manifest
from sitegen.publish.plan import Survey, kept_name
from sitegen.publish.retry import Patience
from sitegen.publish.stores import Missing, Store, Unreachable

PREVIOUS = "previous"


def target(history: Sequence[Manifest], asked: str) -> Manifest:
    """Return the publish to go back to. `previous` is the one before what readers see: gone back twice, it is the one before that.

    Shape: `history` is newest first.
    Raises: ToolError when there is none.
    """
    numbers = ", ".join(str(manifest.number) for manifest in history[1:]) or "none"
    if asked == PREVIOUS:
        restores = {manifest.number: manifest.restores for manifest in history}
        shown = history[0].number if history else 0
        while before := restores.get(shown):
            shown = before
        found = next((it for it in history if it.number < shown), None)
    else:
        found = next((it for it in history[1:] if str(it.number) == asked.lstrip("0")), None)
    if found is None:
        raise ToolError(f"there is no publish '{asked}' to go back to", f"those that can be restored: {numbers}")
    return found


@dataclass(frozen=True, slots=True)
class Restored:
    """The files of an earlier publish as a source. Made by `restored`."""

    store: Store
    places: Mapping[str, tuple[str, Entry]]
    """Digest -> an object that has these bytes, and how they are packed there."""
    patience: Patience

    def read(self, path: str, want: Entry) -> bytes:
        """Return a file's bytes. Raises: ToolError when the store has them no longer."""
        kept = (kept_name(want), Entry(want.digest, want.size))
        for place, entry in (self.places[want.digest], kept):  # this very publish may have kept what it has overwritten since
            with suppress(Missing, Unreachable):
                return self.patience.persist(lambda place=place, entry=entry: self._read(place, entry))  # type: ignore[misc]
        raise ToolError(f"{self.store.where()}: the old bytes of {path} are damaged", "publish from a checkout of its commit")

    def _read(self, place: str, entry: Entry) -> bytes:
        """Return an object's bytes. Raises: Missing; Unreachable where others come back."""
        try:
            data = unpacked(self.store.get(place).data, entry.headers)
        except ValueError:
            data = b""
        if digest(data) != entry.digest:
            raise Unreachable(f"{self.store.where()}: {place} does not come back as it was stored")
        return data


def wanted(manifest: Manifest) -> dict[str, Entry]:
    """Return the files to bring back."""
    return {path: replace(entry, tag="") for path, entry in manifest.files.items()}


def restored(store: Store, seen: Survey, manifest: Manifest, patience: Patience) -> Restored:
    """Find where the bytes of an earlier publish lie. Raises: ToolError naming files whose bytes are not there any more."""
    kept = {it.digest: (kept_name(it), Entry(it.digest, it.size)) for it in manifest.files.values() if kept_name(it) in seen.found}
    places = {**dict(_public(seen)), **kept}
    lost = sorted(path for path, entry in manifest.files.items() if entry.digest not in places)
    if lost:
        raise ToolError(
            f"{len(lost)} files of publish {manifest.number} are not in the store any more: {', '.join(lost[:5])}",
            f"publish from a checkout of its commit, {manifest.commit[:12]}",
        )
    return Restored(store, places, patience)


def _public(seen: Survey) -> Iterator[tuple[str, tuple[str, Entry]]]:
    for manifest in (seen.open, seen.live):
        if manifest:
            known = {**{path: it.entry for path, it in manifest.gone.items()}, **manifest.files}
            yield from ((entry.digest, (path, entry)) for path, entry in known.items() if seen.is_as_left(path, entry))
