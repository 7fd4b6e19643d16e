"""Which names files, guides and addresses may have: those that every system and every host can hold."""

from __future__ import annotations

import re
import unicodedata

from sitegen.errors import Mark, Problem

_LONGEST_NAME = 200
_LONGEST_SLUG = 80
_LONGEST_URL_PATH = 1000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
# Windows keeps these names for devices, whatever the suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UNSEEN = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_UNSEEN_ONE = re.compile(f"[{_UNSEEN}]")
_UNFIT = re.compile(f'[<>:"|?*\\\\{_UNSEEN}]')
_FIRST_STRAY_BYTE = 0xDC00  # Python holds a byte b that is no UTF-8 as the code point U+DC00 + b


def is_slug(text: str) -> bool:
    """Say whether `text` can name a guide: lower-case words joined by single hyphens, at most 80 characters.

    `-vs-` joins the two slugs of a comparison's address, so none may hold it, begin with `vs-` or end with `-vs`.
    """
    return bool(len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) and "-vs-" not in f"-{text}-" and not _RESERVED.fullmatch(text))


def is_url_path(text: str) -> bool:
    """Say whether `text` is an address on this site that a redirect can stand at: `/old/page/` or `/old/page.html`."""
    if not text.startswith("/") or len(text) > _LONGEST_URL_PATH or not _URL_PATH.fullmatch(text):
        return False
    parts = text.strip("/").split("/")
    return (text.endswith("/") or "." in parts[-1]) and not any(name_fault(part) for part in parts if part)


def name_fault(part: str) -> str:
    """Say what keeps `part` from being a file's or a folder's name on every system; empty when nothing does."""
    if _UNFIT.search(part):
        return "it holds a character that some systems refuse or do not show"
    if len(part.encode()) > _LONGEST_NAME:
        return f"it is longer than {_LONGEST_NAME} bytes"
    if _RESERVED.fullmatch(part):
        return "Windows keeps this name for a device"
    return "it ends with a dot or a space" if part.endswith((".", " ")) else ""


def folded(name: str) -> str:
    """Return `name` as a system sees it that tells neither case nor the two ways to write an accent apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(name: str) -> str:
    """Return `name` with what cannot be seen escaped, so that no file's name can forge a line of a report."""
    return _UNSEEN_ONE.sub(_escape, name)


def bad_name(name: str, fault: str) -> Problem:
    """Return the problem that `fault` makes of the file `name`."""
    hint = "rename it; lower-case letters, digits and hyphens always work"
    return Problem(Mark(shown(name)), "bad-name", f"this name cannot be used: {fault}", hint)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - _FIRST_STRAY_BYTE:02x}" if code >= _FIRST_STRAY_BYTE and code < 0xE000 else f"\\u{code:04x}"
