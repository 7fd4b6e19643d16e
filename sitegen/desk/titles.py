"""What a job title says: its slug, and where data names them its role and level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from sitegen import files
from sitegen.model import Content

_LONGEST = 80
_GAP = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"\w+")
# How titles say a level beside its own name; ids that a site does not have are passed over.
_SPELLINGS: Mapping[str, str] = {
    "jr": "junior", "graduate": "junior", "trainee": "junior", "associate": "junior", "intermediate": "mid", "middle": "mid",
    "sr": "senior", "snr": "senior", "head": "director", "chief": "vp",
}  # fmt: skip
_PLAIN = "mid"


def slug_of(title: str) -> str:
    """Return the title as a slug, or an empty text where nothing of it can be part of an address."""
    plain = unicodedata.normalize("NFKD", title.casefold().replace("&", " and ").replace("+", " plus ").replace("#", " sharp "))
    slug = _GAP.sub("-", plain.encode("ascii", "ignore").decode()).strip("-").replace("-vs-", "-versus-")
    cut = slug if len(slug) <= _LONGEST else slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]
    return cut if files.is_slug(cut) else f"{cut}-role" if files.is_slug(f"{cut}-role") else ""


def level_of(title: str, content: Content) -> str:
    """Return the id of the level that a title names, or an empty text."""
    words = _words(title)
    names = {" ".join(_words(name)): level.id for level in content.levels.values() for name in (level.name, level.id)}
    names |= {word: level for word, level in _SPELLINGS.items() if level in content.levels}
    said = f" {' '.join(words)} "
    return max(((name, level) for name, level in names.items() if f" {name} " in said), key=lambda it: len(it[0]), default=("", ""))[1]


def level_beside(title: str, role: str, content: Content) -> str:
    """Return the level that a title names beside its role: a Product Manager is no manager, unless that role has a guide at that level."""
    names = {" ".join(_words(name)) for name in (content.roles[role].name, role)} if role in content.roles else set()
    rest = f" {' '.join(_words(title))} "
    for name in names:
        rest = rest.replace(f" {name} ", " ")
    whole = level_of(title, content)
    is_held = any((guide.front.role, guide.front.level) == (role, whole) for guide in content.guides)
    return level_of(rest, content) or (whole if is_held else "")


def plain_level(content: Content) -> str:
    """Return the level that a title without a word for it usually means, where the site has it."""
    return _PLAIN if _PLAIN in content.levels else ""


def role_of(title: str, content: Content) -> str:
    """Return the id of the role that a title names, or an empty text. The longest name found in it counts."""
    said = f" {' '.join(_words(title))} "
    names = [(" ".join(_words(name)), role.id) for role in content.roles.values() for name in (role.name, role.id)]
    return max(((name, role) for name, role in names if name and f" {name} " in said), key=lambda it: len(it[0]), default=("", ""))[1]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("-", " ").replace("_", " "))]
