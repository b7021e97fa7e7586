"""Letters of formulas: bold, script and other alphabets, accents, and what stands raised or lowered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

_NAME = re.compile(r"(?:MATHEMATICAL )?(.+) (?:CAPITAL|SMALL|DIGIT) .*")
_STYLES = {"black-letter": "fraktur"}
_ALPHANUMERIC = range(0x1D400, 0x1D800)
_LETTERLIKE = range(0x2100, 0x2150)

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "`": "\N{COMBINING GRAVE ACCENT}",
        "\N{ACUTE ACCENT}": "\N{COMBINING ACUTE ACCENT}",
        "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
        "~": "\N{COMBINING TILDE}",
        "\N{MACRON}": "\N{COMBINING MACRON}",
        "\N{BREVE}": "\N{COMBINING BREVE}",
        "\N{CARON}": "\N{COMBINING CARON}",
        "\N{DOT ABOVE}": "\N{COMBINING DOT ABOVE}",
        "\N{DIAERESIS}": "\N{COMBINING DIAERESIS}",
        "\N{RING ABOVE}": "\N{COMBINING RING ABOVE}",
        "\N{COMBINING THREE DOTS ABOVE}": "\N{COMBINING THREE DOTS ABOVE}",
        "\N{COMBINING FOUR DOTS ABOVE}": "\N{COMBINING FOUR DOTS ABOVE}",
        "\N{RIGHTWARDS ARROW}": "\N{COMBINING RIGHT ARROW ABOVE}",
        "\N{LEFTWARDS ARROW}": "\N{COMBINING LEFT ARROW ABOVE}",
        "\N{LEFT RIGHT ARROW}": "\N{COMBINING LEFT RIGHT ARROW ABOVE}",
    }
)
"""What stands above a letter, and the combining character that says the same in text."""


def _alphabets() -> dict[str, dict[int, str]]:
    alphabets: dict[str, dict[int, str]] = {"italic": {ord("h"): "\N{PLANCK CONSTANT}"}}
    for letter in map(chr, chain(_ALPHANUMERIC, _LETTERLIKE)):
        kind, _, plain = unicodedata.decomposition(letter).partition(" ")
        named = _NAME.fullmatch(unicodedata.name(letter, ""))
        if kind == "<font>" and named:
            style = named[1].lower().replace(" ", "-")
            alphabets.setdefault(_STYLES.get(style, style), {})[int(plain, 16)] = letter
    return alphabets


def _scripts(kind: str) -> Iterator[tuple[int, str]]:
    """Characters of which Unicode has a raised or lowered form, which is the first one there is."""
    for number in chain(range(0xB2, 0xBA), range(0x2B0, 0x2D00)):
        found, _, plain = unicodedata.decomposition(chr(number)).partition(" ")
        if found == kind and " " not in plain:
            yield int(plain, 16), chr(number)


_ALPHABETS = _alphabets()
_RAISED = dict(reversed(list(_scripts("<super>"))))
_LOWERED = dict(reversed(list(_scripts("<sub>"))))
_PRIMES = re.compile(r"[\u2032-\u2034\u2057]+")


def styled(text: str, variant: str) -> str:
    """Letters and digits in another alphabet, as ``double-struck``; what it has no letter for stays.

    >>> styled("R2-", "double-struck")
    'ℝ𝟚-'
    """
    return text.translate(_ALPHABETS.get(variant, {}))


def unstyled(text: str) -> str:
    """Letters of the mathematical alphabets as those that people type; the few that older scripts have, as ℝ, stay.

    >>> unstyled("𝐱 ∈ ℝ")
    'x ∈ ℝ'
    """
    return "".join(unicodedata.normalize("NFKC", char) if ord(char) in _ALPHANUMERIC else char for char in text)


def raised(text: str) -> str:
    """Text as an exponent: in raised letters, or where there are none with a circumflex.

    >>> raised("2n"), raised("∗"), raised("x,y")
    ('²ⁿ', '^∗', '^(x,y)')
    """
    primes = _PRIMES.match(text)
    if primes:
        return primes[0] + (raised(text[primes.end() :]) if primes.end() < len(text) else "")
    return _scripted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Text as an index: in lowered letters, or where there are none behind a line.

    >>> lowered("ij"), lowered("b"), lowered("x,y")
    ('ᵢⱼ', '_b', '_(x,y)')
    """
    return _scripted(text, _LOWERED, "_")


def _scripted(text: str, letters: Mapping[int, str], mark: str) -> str:
    short = text.replace(" ", "")
    if all(ord(char) in letters for char in short):
        return short.translate(letters)
    return f"{mark}{text}" if len(text) == 1 or text.isalnum() else f"{mark}({text})"
