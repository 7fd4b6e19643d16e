"""The bytes of a file as they are stored: as they are, or compressed."""

from __future__ import annotations

import gzip
import hashlib
import zlib

from sitegen.publish.kinds import Headers

_MAGIC = b"\x1f\x8b"
_LEVEL = 9


def digest(data: bytes) -> str:
    """Return the name of these bytes: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def packed(data: bytes, headers: Headers) -> bytes:
    """Return the bytes to store for a file with these headers."""
    if ("Content-Encoding", "gzip") not in headers:
        return data
    made = gzip.compress(data, _LEVEL, mtime=0)
    return made[:9] + b"\xff" + made[10:]  # Python versions differ in this byte, the system that compressed


def unpacked(data: bytes, headers: Headers) -> bytes:
    """Return the file's own bytes from those stored; as they are where something on the way has unpacked them already.

    Raises: ValueError when they are torn.
    """
    if ("Content-Encoding", "gzip") not in headers or not data.startswith(_MAGIC):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError("the compressed bytes are torn") from error
