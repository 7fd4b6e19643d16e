"""Judge the bundle that came back: every file there, whole, and about the pages it was made from; then lay it out for a site."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sitegen.errors import ToolError
from sitegen.search import cbor

SIGNATURE: Final = b"pagefind_dcd"
WASM: Final = b"\0asm"
ENTRY: Final = "pagefind-entry.json"
SCRIPTS: Final = ("pagefind.js", "pagefind-worker.js")
"""What our interface runs. Pagefind's own interfaces and its highlighter stay behind: 420 KB that nothing here asks for."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything a browser may ask for while it searches."""

    folder: str
    """Below the site, named by the engine's content: all in it may be cached for ever, save the entry."""
    files: Mapping[str, bytes]
    """Relative to the folder."""
    tag: str
    """Which state of the index the entry describes."""
    fragments: Mapping[str, str]
    """A page's address -> Pagefind's id of it."""


def verified(files: Mapping[str, bytes], urls: AbstractSet[str]) -> Bundle:
    """Return the files a browser needs, once each was found whole and they cover exactly `urls`.

    Raises: ToolError naming the file that is missing, empty, damaged or about something else.
    """
    try:
        entry = json.loads(_present(files, ENTRY))
        (language,) = entry["languages"].values()
        meta_name = f"pagefind.{language['hash']}.pf_meta"
        _, pages, chunks, *_ = cbor.read(_decoded(files, meta_name))
        fragments = {_url(files, page[0]): page[0] for page in pages}
        words = [f"index/{chunk[-1]}.pf_index" for chunk in chunks]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ToolError(f"Pagefind left a bundle that is laid out in a way not known here: {error!r}", _AGAIN) from None
    for name in words:
        _decoded(files, name)
    if fragments.keys() != urls:
        page = min(fragments.keys() ^ urls)
        raise ToolError(f"Pagefind left a bundle that does not cover the site: the page {page!r} is missing or unasked for", _AGAIN)
    engine = _engine(files, f"wasm.{language['wasm'] or 'unknown'}.pagefind")
    index = [ENTRY, meta_name, *words, *(f"fragment/{name}.pf_fragment" for name in fragments.values())]
    kept = engine | {name: files[name] for name in index}
    return Bundle(f"pagefind/{_stamp(engine)}/", dict(sorted(kept.items())), language["hash"], fragments)


_AGAIN: Final = "build again; if it stays so, install the pinned version again: `pip install --force-reinstall pagefind-bin`"


def _engine(files: Mapping[str, bytes], wasm: str) -> dict[str, bytes]:
    if not _decoded(files, wasm).startswith(WASM):
        raise ToolError(f"Pagefind left a damaged file: {wasm}", _AGAIN)
    return {name: _present(files, name) for name in (*SCRIPTS, wasm)}


def _url(files: Mapping[str, bytes], fragment: str) -> str:
    data: dict[str, Any] = json.loads(_decoded(files, f"fragment/{fragment}.pf_fragment"))
    return str(data["url"])


def _decoded(files: Mapping[str, bytes], name: str) -> bytes:
    """Return what a compressed file holds. Its checksum is over the whole of it, so what decodes is what was written."""
    try:
        data = gzip.decompress(_present(files, name))
    except (OSError, EOFError, zlib.error):
        raise ToolError(f"Pagefind left a damaged file: {name}", _AGAIN) from None
    if not data.startswith(SIGNATURE):
        raise ToolError(f"Pagefind left a file of another kind: {name}", _AGAIN)
    return data.removeprefix(SIGNATURE)


def _present(files: Mapping[str, bytes], name: str) -> bytes:
    if not files.get(name):
        raise ToolError(f"Pagefind left {'an empty file' if name in files else 'a file out'}: {name}", _AGAIN)
    return files[name]


def _stamp(files: Mapping[str, bytes]) -> str:
    state = sha256()
    for name, data in sorted(files.items()):
        state.update(f"{name}\0{len(data)}\0".encode() + data)
    return state.hexdigest()[:12]
