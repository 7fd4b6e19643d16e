"""The built site as something to publish: its files by path, with the headers they are to be served with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sitegen import output
from sitegen.errors import ToolError
from sitegen.publish.body import digest
from sitegen.publish.kinds import COMPRESSED, headers, is_for_hosts_alone
from sitegen.publish.manifest import Entry

_TWIN = ".gz"
_PACKED = (("Content-Encoding", "gzip"),)
_WORTH_IT = 1_000


class Built:
    """The folder that a build made, each file read when it is sent and held against the hash it had when the plan was made."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def read(self, path: str, want: Entry) -> bytes:
        """Return a file's bytes. Raises: ToolError where they are not those that were planned."""
        place = self._out / path
        if not place.is_file() and path.endswith(_TWIN):
            place = self._out / path.removesuffix(_TWIN)
        try:
            data = place.read_bytes()
        except OSError as error:
            raise ToolError(f"{place}: {error.strerror}", "do not build while you publish; publish again") from error
        if digest(data) != want.digest:
            raise ToolError(f"{path} was built anew while it was published", "do not build while you publish; publish again")
        return data


def entries(out: Path, *, compress: bool, twins: bool) -> dict[str, Entry]:
    """Return what is to be published of the site in `out`.

    Shape: by path. With `twins`, for a folder, files keep no headers and compressed ones lie beside those worth it; otherwise, for an
    object store, each has its headers, and `compress` packs the object itself.
    Raises: ToolError when no build made `out`.
    """
    if not (out / output.MARKER).is_file():
        raise ToolError(f"{out} holds no built site", "build it first: sitegen build")
    files = {path: value for path, value in output.digests(out).items() if path != output.MARKER}
    if twins:
        return dict(sorted(_with_twins(out, files, compress=compress)))
    return {
        path: Entry(value, (out / path).stat().st_size, headers(path, compress=compress))
        for path, value in files.items()
        if not is_for_hosts_alone(path)
    }


def _with_twins(out: Path, files: dict[str, str], *, compress: bool) -> Iterator[tuple[str, Entry]]:
    for path, value in files.items():
        size = (out / path).stat().st_size
        yield path, Entry(value, size)
        if compress and PurePosixPath(path).suffix in COMPRESSED and size >= _WORTH_IT and path + _TWIN not in files:
            yield path + _TWIN, Entry(value, size, _PACKED)
