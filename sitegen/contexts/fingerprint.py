"""The hash of a page's complete context, part by part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b

from sitegen.contexts.text import text_of
from sitegen.page import DATA


class Fingerprints:
    """Hashes contexts under the digest of a template bundle, and remembers the hash of each part that several pages share.

    A part is known again by its identity, so it is held for as long as its hash is.
    """

    def __init__(self, bundle: str) -> None:
        self._bundle = bundle
        self._shared: dict[int, tuple[object, str]] = {}

    def of(self, template: str, context: Mapping[str, object]) -> str:
        """Return the hash of a template's name and everything it is given. What no template makes does not depend on any.

        Raises: TypeError for what is not plain data.
        """
        return joined("" if template in DATA else self._bundle, template, {name: self._part(value) for name, value in context.items()})

    def _part(self, value: object) -> str:
        if isinstance(value, str | int | float | bool | None):
            return json.dumps(value, ensure_ascii=False)
        known = self._shared.get(id(value))
        if known is None:
            known = self._shared[id(value)] = (value, hashed(text_of(value)))
        return known[1]


def joined(bundle: str, template: str, parts: Mapping[str, str]) -> str:
    """Return the hash of a context from those of its parts, which stand under their names; a text or a number stands for itself."""
    state = blake2b(f"{bundle}\0{template}".encode(), digest_size=16)
    for name in sorted(parts):
        state.update(f"\0{name}\0{parts[name]}".encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def hashed(text: str) -> str:
    """Return the hash of the text of one part."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
