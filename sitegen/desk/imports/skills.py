"""Skills that a role page lists with a level, as lines that need an importance only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model import Content

_BULLET = re.compile(r"^ {0,3}[-*+] +(?P<said>\S.{0,400})$", re.MULTILINE)
_SIGNS = re.compile(r"[*_`\[\]]+|\]\([^)]*\)")
# "(practitioner)", "skill level: working", "– expert"; in "working with joins" the word is another.
_DEPTHS = re.compile(
    r"(?:[(:;,–—-]|\blevel\b)\s*(awareness|foundational|working|practitioner|expert)\s*(?:level|knowledge)?\s*(?=[).;,]|$)", re.IGNORECASE
)
_END = re.compile(r"\s*(?:[(:;.,–—|]|\s-\s|$)")  # a dash that lists have


def skills_told(text: str, content: Content) -> Iterator[tuple[str, str]]:
    """Find bullets that begin with a skill of data/skills.yaml and name one depth. Shape: id of the skill, proficiency."""
    names = {name.casefold(): skill.id for skill in content.skills.values() for name in (skill.name, skill.id)}
    seen: set[str] = set()
    for bullet in _BULLET.finditer(text):
        said = _SIGNS.sub("", bullet["said"])
        end = next((it.start() for it in _END.finditer(said) if said[: it.start()].strip().casefold() in names), 0)
        skill, depths = names.get(said[:end].strip().casefold(), ""), {depth.lower() for depth in _DEPTHS.findall(said[end:])}
        if skill and len(depths) == 1 and skill not in seen:
            seen.add(skill)
            yield skill, depths.pop()
