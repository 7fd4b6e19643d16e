"""Whole sites as one text: `-- path --` starts a file, as in a txtar archive."""

from __future__ import annotations

import re
from pathlib import Path

_HEADER = re.compile(r"^-- (?P<name>\S.*?) --$", re.MULTILINE)
HERE = Path(__file__).parent
EXPECTED = "expected"
_BYTES = " (bytes)"


def files_of(text: str) -> dict[str, str]:
    """Return the files of an archive by name, in order; what stands before the first is a comment."""
    parts = _HEADER.split(text)
    return {name: body.removeprefix("\n") for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def smallest_site() -> dict[str, str]:
    """Return a site of two guides that has no fault: what the broken ones start from."""
    return files_of((HERE / "fixtures/smallest.txt").read_text("utf-8"))


def lay_out(root: Path, files: dict[str, str]) -> Path:
    """Write the files below `root` as they stand.

    A file whose text is `(absent)` is removed instead. A name that ends with ` (bytes)` holds what no text can: its lines are joined,
    and only its escapes count, such as \\xff, \\r and \\n.
    """
    for name, body in files.items():
        path = root / name.removesuffix(_BYTES)
        path.parent.mkdir(parents=True, exist_ok=True)
        if body.strip() == "(absent)":
            path.unlink(missing_ok=True)
        elif name.endswith(_BYTES):
            path.write_bytes(body.replace("\n", "").encode("ascii").decode("unicode_escape").encode("latin-1"))
        else:
            path.write_bytes(body.encode("utf-8"))
    return root
