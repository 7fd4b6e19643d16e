"""Card -> the picture that a guide is shared with, and the page of data that becomes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.cards import HEIGHT, WIDTH, Face
from sitegen.page import CARD, Page
from sitegen.pages.cards import Card
from sitegen.pages.frame import Frame, Picture


def picture(shared: Frame, card: Card) -> Picture | None:
    """Return the picture of a guide's own, where the site asks for them and the font has its letters. Raises: ToolError without Pillow."""
    face = _face(shared, card)
    return Picture(face.path, face.words, WIDTH, HEIGHT) if face else None


def card_pages(shared: Frame, cards: Iterable[Card]) -> Iterator[Page]:
    """Return a page for each picture there is to draw; two guides that say the same share one."""
    faces = {face.path: face for card in cards if (face := _face(shared, card))}
    yield from (Page(path, CARD, {"face": face}) for path, face in faces.items())


def _face(shared: Frame, card: Card) -> Face | None:
    face = Face(card.title, f"{card.level} · {card.family}", card.summary, shared.title)
    return face if shared.cards and face.is_drawable else None
