"""The picture that a link to a page is shown with: its title in the site's colours, drawn without any other file.

A pixel is a number of the palette from beginning to end. What is drawn covers nothing else, so that layers add up.

Pictures are small: there is one for every item. Four colours take two bits a pixel, edges are not smoothed, and each
row of pixels comes twice, which costs next to nothing. Previews show a picture at half its size or less, where none of
this is seen.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from backissue.cards import typesetting

DESIGN = 2
"""Which look cards have. Count it up when they are drawn otherwise: only then are those that are there drawn anew."""

SIZE = (1200, 630)
"""Width and height in pixels: what developers.facebook.com ("Images in Link Shares") asks for."""

LARGEST = 6_000
"""Bytes of a picture. A title is set in smaller type where it would take more."""

_SPINE, _INK, _MINT, _GOLD = range(4)
_PALETTE = bytes.fromhex("0a3d33 f4faf7 74d6b8 ffd84d")
"""The colours, that of the ground first."""
_BITS = 2

_LEFT, _RIGHT = 84, SIZE[0] - 84
_SMALL = 36
_TITLE_TOP, _TITLE_HEIGHT = 150, 340
_ATTEMPTS = ((340, 7), (340, 9), (260, 9), (200, 9), (110, 9))
"""The room that a title gets, and how hard its picture is compressed (zlib's level), until it is small enough."""
_FOOT = 584


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says: a title, a line above it, one below, and the name of the site."""

    title: str
    line: str = ""
    foot: str = ""
    site: str = ""


def draw(card: Card) -> bytes:
    """Return the picture as a PNG. The same card is always the same bytes, as long as Pillow and zlib are the same."""
    data = b""
    for height, level in _ATTEMPTS:
        data = _png(_picture(card, height), level)
        if len(data) <= LARGEST:
            break
    return data


def _png(picture: Image.Image, level: int) -> bytes:
    """Return a picture of palette numbers as a PNG (W3C, "Portable Network Graphics"), its rows without filters.

    Pillow writes rows with filters, which make flat colours a tenth longer.
    """
    width = SIZE[0] * _BITS // 8
    packed = picture.tobytes("raw", f"P;{_BITS}")
    rows = b"".join(b"\0" + packed[at : at + width] for at in range(0, len(packed), width))
    head = struct.pack(">IIBBBBB", *SIZE, _BITS, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", _PALETTE), (b"IDAT", zlib.compress(rows, level)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _picture(card: Card, height: int) -> Image.Image:
    title, line, foot, site = map(typesetting.drawable, (card.title, card.line, card.foot, card.site))
    if _is_lost(card.title, title):
        title, line = line, ""
    picture = ImageChops.add(_ground(), _layer(_INK, [*_title(title, height), *_name(site)]))
    picture = ImageChops.add(picture, _layer(_MINT, [*_above(line), *_below(foot, site)]))
    picture.putpalette(_PALETTE)
    return picture


def _is_lost(whole: str, shown: str) -> bool:
    """Return whether so little of a title can be shown that it would say something else."""
    return not shown or 2 * sum(map(str.isalnum, shown)) < sum(map(str.isalnum, whole))


_Text = tuple[int, int, str, int, str]
"""Where a text stands and what it is: x, y, the text, the height of its type, Pillow's anchor."""


def _title(title: str, height: int) -> Iterable[_Text]:
    setting = typesetting.set_title(title, _RIGHT - _LEFT, height)
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


def _layer(colour: int, texts: Iterable[_Text]) -> Image.Image:
    """Return texts in a colour, on nothing."""
    layer = Image.new("L", SIZE)
    pen = ImageDraw.Draw(layer)
    for x, y, text, size, anchor in texts:
        pen.text((x, y), text, fill=255, font=typesetting.font(size), anchor=anchor)
    return _in_pairs(layer, colour)


def _in_pairs(layer: Image.Image, colour: int) -> Image.Image:
    """Return a grey layer in a colour, each two rows as one: what is more than half covered has the colour."""
    halved = layer.resize((SIZE[0], SIZE[1] // 2), Image.Resampling.BOX).point([0] * 128 + [colour] * 128)
    return halved.resize(SIZE, Image.Resampling.NEAREST)


@lru_cache(1)
def _ground() -> Image.Image:
    """Return what all cards have: the site's mark, and a line above it."""
    ground = Image.new("L", SIZE)
    pen = ImageDraw.Draw(ground)
    pen.rectangle((_LEFT, 518, _RIGHT, 519), fill=_MINT)
    pen.rectangle((_LEFT, _FOOT - 38, _LEFT + 9, _FOOT + 1), fill=_MINT)
    pen.rectangle((_LEFT + 13, _FOOT - 30, _LEFT + 21, _FOOT + 1), fill=_MINT)
    book = Image.new("L", SIZE)
    corners = [(40, _FOOT + 2), (31, _FOOT - 36), (41, _FOOT - 38), (50, _FOOT)]
    ImageDraw.Draw(book).polygon([(_LEFT + x - 4, y) for x, y in corners], fill=255)
    return ImageChops.add(ground, _in_pairs(book, _GOLD))
