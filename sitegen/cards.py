"""The picture that a guide is shared with: its title, grade and family, drawn by Pillow in the one font that Pillow brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sitegen.errors import ToolError

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_EDGE, _BASE = 80, 118
# Colours are steps from the ground to white: the palette of the PNG. Both are those of img/card.png.
_GROUND = (11, 93, 87)
_TITLE, _TEXT, _QUIET, _LINE = 255, 225, 190, 130
_TITLE_SIZES, _TITLE_LINES = (84, 72, 60), 3
_TEXT_SIZE, _SUMMARY_LINES = 34, 3
_LEADING = 1.22
# What the font lacks and has a near relation of; Aileron as Pillow carries it knows ASCII, curly quotes and little else.
_NEAR = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "–": "-", "—": "-"})
_NO_GLYPH = "\uffff"


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says. Two equal faces are one picture."""

    title: str
    line: str
    """Where the guide stands: `Staff · Backend engineering`."""
    summary: str
    site: str

    @property
    def is_drawable(self) -> bool:
        """Tell whether the font has every letter but those of the summary, which may be left out."""
        return all(map(_has_letters, (self.title, self.line, self.site)))

    @property
    def words(self) -> str:
        """Return what the card says to those who do not see it."""
        return f"{self.title}: {self.line}"

    @property
    def path(self) -> str:
        """Return where the picture is published: the folder is named by all that decides its bytes, so it may be cached for ever."""
        parts = (edition(), self.title, self.line, self.summary, self.site)
        state = blake2b("\0".join(f"{len(it)}:{it}" for it in parts).encode("utf-8", "surrogatepass"), digest_size=6)
        return f"assets/{state.hexdigest()}/card.png"


@lru_cache(maxsize=1)
def edition() -> str:
    """Name what besides its words decides a picture: this code, Pillow, and the libraries inside it.

    Raises: ToolError when Pillow is not installed, or can draw no letters.
    """
    hint = "install the extra: pip install 'rolebook-sitegen[cards]', or in a checkout: make .venv/cards.stamp"
    try:
        import PIL
        from PIL import features
    except ImportError:
        raise ToolError("site.yaml asks for cards, which need the library Pillow, and it is not installed", hint) from None
    if not features.check("freetype2"):
        raise ToolError("site.yaml asks for cards, and this Pillow was built without FreeType, which draws letters", hint)
    inside = (f"{name} {features.version(name)}" for name in ("freetype2", "zlib"))
    return " ".join((blake2b(Path(__file__).read_bytes(), digest_size=16).hexdigest(), PIL.__version__, *inside))


def draw(face: Face) -> bytes:
    """Return the picture of a face as a PNG of 1200 by 630 pixels."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(picture)
    _ladder(pen)
    pen.rectangle((_EDGE, HEIGHT - _BASE, WIDTH - _EDGE, HEIGHT - _BASE + 2), _LINE)
    pen.text((_EDGE, HEIGHT - _BASE + 56), face.site, _TITLE, _font(_TEXT_SIZE), anchor="ls", stroke_width=0.6)
    size, lines = _fitting(face.title)
    y = _write(pen, (_EDGE, _EDGE + size), lines, size, _TITLE)
    y = _write(pen, (_EDGE, y + 4), (face.line.translate(_NEAR),), _TEXT_SIZE, _QUIET)
    room = int((HEIGHT - _BASE - 24 - y) / (_TEXT_SIZE * _LEADING))
    if room > 0 and _has_letters(face.summary):
        font = _font(_TEXT_SIZE)
        told = [*_wrapped(face.summary.translate(_NEAR), font)]
        _write(pen, (_EDGE, y + 16), _cut(told, min(room, _SUMMARY_LINES), font), _TEXT_SIZE, _TEXT)
    picture.putpalette([round(dark + (255 - dark) * step / 255) for step in range(256) for dark in _GROUND])
    written = BytesIO()
    picture.save(written, "PNG", optimize=False, compress_level=6)
    return written.getvalue()


def as_png(context: Mapping[str, Any]) -> bytes:
    """Draw the `face` of a page's context."""
    return draw(context["face"])


def _ladder(pen: ImageDraw) -> None:
    """Draw four rungs at the foot, as on the icon of the site."""
    for place, height in enumerate((14, 28, 42, 56)):
        left, foot = WIDTH - _EDGE - (4 - place) * 34 + 10, HEIGHT - 40
        pen.rectangle((left, foot - height, left + 24, foot), _QUIET if place < 3 else _TITLE)


def _fitting(title: str) -> tuple[int, Sequence[str]]:
    """Return the largest size at which a title fits, and its lines; at the smallest it is cut."""
    for size in _TITLE_SIZES:
        lines = [*_wrapped(title.translate(_NEAR), _font(size))]
        if len(lines) <= _TITLE_LINES:
            return size, lines
    smallest = min(_TITLE_SIZES)
    return smallest, _cut([*_wrapped(title.translate(_NEAR), _font(smallest))], _TITLE_LINES, _font(smallest))


def _write(pen: ImageDraw, at: tuple[int, int], lines: Sequence[str], size: int, shade: int) -> int:
    """Write lines from the baseline `at` on; return where the next baseline of the common text is."""
    x, y = at
    for line in lines:
        pen.text((x, y), line, shade, _font(size), anchor="ls", stroke_width=1 if shade == _TITLE else 0)
        y += round(size * _LEADING)
    return y - round(size * _LEADING) + round(_TEXT_SIZE * 1.7)


def _wrapped(text: str, font: FreeTypeFont) -> Iterator[str]:
    """Break a text into lines that fit, between words, and inside a word that is longer than a line."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _fits(longer, font):
            line = longer
            continue
        if line:
            yield line
        *pieces, line = _pieces(word, font)
        yield from pieces
    if line:
        yield line


def _pieces(word: str, font: FreeTypeFont) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if not _fits(word[start:end], font):
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def _cut(lines: Sequence[str], most: int, font: FreeTypeFont) -> Sequence[str]:
    """Return at most so many lines, the last with an ellipsis where something was left out."""
    if len(lines) <= most:
        return lines
    *whole, last = lines[:most]
    while not _fits(f"{last}…", font):
        last = last[:-1]
    return [*whole, f"{last.rstrip(' ,;:-')}…"]


def _fits(text: str, font: FreeTypeFont) -> bool:
    return font.getlength(text) <= WIDTH - 2 * _EDGE


def _has_letters(text: str) -> bool:
    return all(map(_has_letter, set(text.translate(_NEAR)) - {" "}))


@lru_cache(maxsize=4096)
def _has_letter(letter: str) -> bool:
    font = _font(_TEXT_SIZE)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NO_GLYPH))


@lru_cache(maxsize=8)
def _font(size: int) -> FreeTypeFont:
    """Return the font at a size. Laid out letter by letter, which needs no library of the system and is the same on each machine."""
    edition()  # says it where Pillow is missing
    from PIL import ImageFont

    return cast("FreeTypeFont", ImageFont.load_default(size))  # it is another one only where no size is given
