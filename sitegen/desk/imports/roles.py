"""Which role a title is about: that of data/roles.yaml, or one that a guide here already goes by, in the words others use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.desk.titles import level_of
from sitegen.model import Content

_APART = re.compile(r"[,:;()\[\]/|•·–—]|\s-\s|\s(?:at|in|for|with|–)\s")  # a dash that titles have
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"\b(front|back|full)[\s-]+(end|stack)\b")
_SAME: Mapping[str, str] = {
    **dict.fromkeys(("developer", "developers", "programmer", "programmers", "engineers"), "engineer"),
    **{f"{word}s": word for word in ("manager", "analyst", "architect", "scientist", "administrator", "tester", "lead")},
}
_FILLER = frozenset({"the", "a", "an", "role", "roles", "job", "jobs", "description", "position", "positions", "guide", "remote", "web"})
_FEWEST = 2  # words of a name that another word may stand before, as in "Cloud Data Engineer"

Words = tuple[str, ...]


class Roles:
    """The names by which the site knows its roles."""

    def __init__(self, content: Content) -> None:
        self._content = content
        names = [(name, role.id) for role in content.roles.values() for name in (role.name, role.id)]
        known = {_words(name): role for name, role in names}
        others: dict[Words, set[str]] = {}
        for guide in content.guides:
            for name in (guide.front.title, *guide.front.also_known_as):
                for words in self._after_level(_words(name)):
                    others.setdefault(words, set()).add(guide.front.role)
        # A name that two roles go by tells neither.
        clear = {words: min(roles) for words, roles in others.items() if len(roles) == 1 and len(words) >= _FEWEST}
        self._known: Mapping[Words, str] = {**clear, **known}

    def of(self, title: str) -> str:
        """Return the id of the role that a title, or a part of it between signs, is about; empty for a title that only mentions one."""
        for part in (title, *_APART.split(title)):
            for words in self._without_level(_words(part)):
                role = self._known.get(words, "")
                if not role and len(words) > _FEWEST and len(words[1:]) >= _FEWEST:
                    role = self._known.get(words[1:], "")
                if role in self._content.roles:
                    return role
        return ""

    def _after_level(self, words: Words) -> Iterator[Words]:
        """Return the words as they are, then without what names a level before them."""
        yield words
        while words and level_of(words[0], self._content):
            words = words[1:]
            yield words

    def _without_level(self, words: Words) -> Iterator[Words]:
        """Return the words as they are, then without what names a level before and after them."""
        for shorter in self._after_level(words):
            words = shorter
            yield words
        while words and (level_of(words[-1], self._content) or words[-1].isdecimal() or not words[-1].strip("iv")):
            words = words[:-1]
            yield words


def _words(text: str) -> Words:
    plain = _JOINED.sub(r"\1\2", text.casefold().replace("_", " ").replace("-", " "))
    return tuple(_SAME.get(word, word) for word in _WORD.findall(plain) if word not in _FILLER)
