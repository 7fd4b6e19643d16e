"""Judge the bundle that came back: every file there, whole, and about the pages it was made from; then lay it out for a site."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
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
    """Everything a browser may ask for while it searches in one shard, but for the entry, which all shards share."""

    folder: str
    """Below the site, named by the engine's content: all in it may be cached for ever, save the entry."""
    engine: Mapping[str, bytes]
    """What runs; relative to the folder, the same for every shard."""
    files: Mapping[str, bytes]
    """What is searched; relative to the folder."""
    code: str
    """The language that the engine takes the shard for."""
    language: Mapping[str, Any]
    """What the entry says of it: `hash`, `wasm`, `page_count`."""
    settings: Mapping[str, Any]
    """What the entry says of all."""


def verified(files: Mapping[str, bytes], urls: Sequence[str], *, suffix: str = "") -> Bundle:
    """Return the files a browser needs, once each was found whole and they hold exactly `urls`, in that order.

    Shape:  `suffix` is what a shard's language has that the site's has not; the engine's files are named without it.
    Raises: ToolError naming the file that is missing, empty, damaged or about something else.
    """
    try:
        entry = json.loads(_present(files, ENTRY))
        ((code, language),) = entry.pop("languages").items()
        meta_name = f"pagefind.{language['hash']}.pf_meta"
        _, pages, chunks, *_ = cbor.read(_decoded(files, meta_name))
        fragments = {page[0]: _url(files, page[0]) for page in pages}
        words = [f"index/{chunk[-1]}.pf_index" for chunk in chunks]
        wasm = language["wasm"]
        engine = _engine(files, wasm or "unknown", (wasm or "unknown").removesuffix(suffix))
        language = {**language, "wasm": wasm and wasm.removesuffix(suffix)}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ToolError(f"Pagefind left a bundle that is laid out in a way not known here: {error!r}", _AGAIN) from None
    for name in words:
        _decoded(files, name)
    _covering(list(fragments.values()), urls)
    index = [meta_name, *words, *(f"fragment/{name}.pf_fragment" for name in fragments)]
    searched = {name: files[name] for name in sorted(index)}
    return Bundle(f"pagefind/{_stamp(engine)}/", engine, searched, code, language, entry)


def _covering(found: Sequence[str], urls: Sequence[str]) -> None:
    """Hold a bundle to its pages: a browser knows them by their places in the order."""
    if found == list(urls):
        return
    page = min({*found} ^ {*urls}, default=None)
    if page is None:
        raise ToolError("Pagefind left a bundle that numbers the pages in another order than they were given", _AGAIN)
    raise ToolError(f"Pagefind left a bundle that does not cover the site: the page {page!r} is missing or unasked for", _AGAIN)


_AGAIN: Final = "build again; if it stays so, install the pinned version again: `pip install --force-reinstall pagefind-bin`"


def _engine(files: Mapping[str, bytes], wasm: str, name: str) -> dict[str, bytes]:
    if not _decoded(files, f"wasm.{wasm}.pagefind").startswith(WASM):
        raise ToolError(f"Pagefind left a damaged file: wasm.{wasm}.pagefind", _AGAIN)
    return {**{script: _present(files, script) for script in SCRIPTS}, f"wasm.{name}.pagefind": files[f"wasm.{wasm}.pagefind"]}


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
