"""The picture that a link to a page is shown with: its title in the site's colours, drawn without any other file.

A pixel is a number of the palette from beginning to end. What is drawn covers nothing else, so that layers add up.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from backissue.cards import typesetting

DESIGN = 1
"""Which look cards have. Count it up when they are drawn otherwise: only then are those that are there drawn anew."""

SIZE = (1200, 630)
"""Width and height in pixels: what developers.facebook.com ("Images in Link Shares") asks for."""

_Colour = tuple[int, int, int]
_SPINE, _INK, _MINT = (0x0A, 0x3D, 0x33), (0xF4, 0xFA, 0xF7), (0x74, 0xD6, 0xB8)
_TEAL, _GOLD = (0x3F, 0x9A, 0x85), (0xFF, 0xD8, 0x4D)
_RAMPS = ((_INK, 4), (_MINT, 3), (_TEAL, 1), (_GOLD, 3))
"""Every colour with its steps from that of the ground. At most sixteen in all, so that two pixels share a byte."""

_LEFT, _RIGHT = 84, SIZE[0] - 84
_SMALL = 36
_TITLE_TOP, _TITLE_HEIGHT = 150, 340
_FOOT = 584


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says: a title, a line above it, one below, and the name of the site."""

    title: str
    line: str = ""
    foot: str = ""
    site: str = ""


def draw(card: Card) -> bytes:
    """Return the picture as a PNG. The same card is always the same bytes, as long as Pillow is the same."""
    file = BytesIO()
    # Runs are nearly all there is to find in flat colour: other strategies take ten times as long for a tenth less.
    _picture(card).save(file, "PNG", compress_level=6, compress_type=zlib.Z_RLE)
    return file.getvalue()


def _picture(card: Card) -> Image.Image:
    title, line, foot, site = map(typesetting.drawable, (card.title, card.line, card.foot, card.site))
    if _is_lost(card.title, title):
        title, line = line, ""
    picture = ImageChops.add(_ground(), _layer(0, [*_title(title), *_name(site)]))
    picture = ImageChops.add(picture, _layer(1, [*_above(line), *_below(foot, site)]))
    picture.putpalette(_palette())
    return picture


def _is_lost(whole: str, shown: str) -> bool:
    """Return whether so little of a title can be shown that it would say something else."""
    return not shown or 2 * sum(map(str.isalnum, shown)) < sum(map(str.isalnum, whole))


_Text = tuple[int, int, str, int, str]
"""Where a text stands and what it is: x, y, the text, the height of its type, Pillow's anchor."""


def _title(title: str) -> Iterable[_Text]:
    setting = typesetting.set_title(title, _RIGHT - _LEFT, _TITLE_HEIGHT)
    leading = setting.size * typesetting.LEADING
    top = _TITLE_TOP + (_TITLE_HEIGHT - leading * len(setting.lines)) / 2
    for number, text in enumerate(setting.lines):
        yield _LEFT, round(top + leading * (number + 0.8)), text, setting.size, "ls"


def _name(site: str) -> Iterable[_Text]:
    if site:
        yield _LEFT + 62, _FOOT, typesetting.fit(site, 460, _SMALL), _SMALL, "ls"


def _above(line: str) -> Iterable[_Text]:
    if line:
        yield _LEFT, 122, typesetting.fit(line, _RIGHT - _LEFT, _SMALL), _SMALL, "ls"


def _below(foot: str, site: str) -> Iterable[_Text]:
    if foot:
        taken = typesetting.font(_SMALL).getlength(typesetting.fit(site, 460, _SMALL)) if site else 0
        room = int(_RIGHT - _LEFT - 62 - taken - 60)
        yield _RIGHT, _FOOT, typesetting.fit(foot, room, _SMALL), _SMALL, "rs"


def _layer(ramp: int, texts: Iterable[_Text]) -> Image.Image:
    """Return texts in the colour of a ramp, on nothing."""
    layer = Image.new("L", SIZE)
    pen = ImageDraw.Draw(layer)
    for x, y, text, size, anchor in texts:
        pen.text((x, y), text, fill=255, font=typesetting.font(size), anchor=anchor)
    return layer.point(_steps(ramp))


@lru_cache(1)
def _ground() -> Image.Image:
    """Return what all cards have: the site's mark, and a line above it."""
    ground = Image.new("L", SIZE)
    pen = ImageDraw.Draw(ground)
    pen.rectangle((_LEFT, 518, _RIGHT, 519), fill=_last(2))
    pen.rectangle((_LEFT, _FOOT - 37, _LEFT + 9, _FOOT + 2), fill=_last(1))
    pen.rectangle((_LEFT + 13, _FOOT - 30, _LEFT + 21, _FOOT + 2), fill=_last(2))
    book = [(40.0, _FOOT + 2.0), (31.0, _FOOT - 36.0), (41.0, _FOOT - 38.4), (50.0, _FOOT - 0.4)]
    return ImageChops.add(ground, _shape([(_LEFT + x - 4, y) for x, y in book], ramp=3))


def _shape(corners: Sequence[tuple[float, float]], ramp: int) -> Image.Image:
    """Return a shape with smooth edges: drawn four times as large."""
    large = Image.new("L", (4 * SIZE[0], 4 * SIZE[1]))
    ImageDraw.Draw(large).polygon([(4 * x, 4 * y) for x, y in corners], fill=255)
    return large.resize(SIZE, Image.Resampling.BOX).point(_steps(ramp))


def _first(ramp: int) -> int:
    return 1 + sum(steps for _, steps in _RAMPS[:ramp])


def _last(ramp: int) -> int:
    return _first(ramp + 1) - 1


@lru_cache(len(_RAMPS))
def _steps(ramp: int) -> list[int]:
    """Return for each grey from 0 to 255 the number of the palette that comes nearest, 0 being the ground."""
    steps = _RAMPS[ramp][1]
    nearest = (round(grey * steps / 255) for grey in range(256))
    return [_first(ramp) + step - 1 if step else 0 for step in nearest]


def _palette() -> list[int]:
    shades = [_shade(colour, step / steps) for colour, steps in _RAMPS for step in range(1, steps + 1)]
    return [part for shade in (_SPINE, *shades) for part in shade]


def _shade(colour: _Colour, share: float) -> _Colour:
    """Return a colour between that of the ground and ``colour``."""
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(_SPINE, colour, strict=True))
    return red, green, blue
