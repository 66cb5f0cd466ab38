"""The atlas's typeface in print: its files, what it can write, how wide a text is, where a text breaks."""

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
FAMILY = "Atlas Sans"
# What Atlas Sans can write (static/fonts/make_fonts.py).
WRITTEN = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2009, 0x200B),
    (0x2010, 0x201E),
    (0x2020, 0x2023),
    (0x2026, 0x2026),
    (0x202F, 0x2033),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2199),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),
)
MISSING = "\u25a1"
_ELLIPSIS = "…"
# Freetype gives the advance of a letter in 65536ths of a point at 72 dots an inch.
_PARTS, _MEASURED_AT = 65536.0, 1000.0


def writable(text: str) -> str:
    """Return the text with an empty square for each character that the typeface has not."""
    return "".join(c if any(low <= ord(c) <= high for low, high in WRITTEN) else MISSING for c in text)


def font_file(bold: bool = False) -> Path:
    """Return the TrueType file of the regular or the semibold weight."""
    return FONTS / f"AtlasSans-{'SemiBold' if bold else 'Regular'}.ttf"


@cache
def face(bold: bool = False) -> Any:
    """Return matplotlib's properties of the regular or the semibold weight."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_file(bold)))
    return font_manager.FontProperties(family=FAMILY, weight=600 if bold else 400)


def width_pt(text: str, size_pt: float, bold: bool = False) -> float:
    """Return how wide a line of text is, in points: the sum of its letters.

    Letters that move together in print (kerning) make it up to 1 % narrower than that, hardly ever wider.
    """
    return sum(_share(letter, bold) for letter in text) * size_pt


@cache
def _share(letter: str, bold: bool) -> float:
    """Return how wide a letter is, in sizes of it; one that the typeface has not is as wide as the empty square."""
    from matplotlib.ft2font import LoadFlags

    glyph = _measured(bold).load_char(ord(writable(letter)), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / _PARTS / _MEASURED_AT


@cache
def _measured(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(font_file(bold)))
    font.set_size(_MEASURED_AT, 72)
    return font


def lines_of(text: str, size_pt: float, room_pt: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Return the text in lines that fit into a width (points), broken at blanks and after hyphens.

    A word that is wider than the room is broken where it must be; what does not fit into `most` lines is left out,
    with an ellipsis in its place. Never breaks at a no-break space.
    """
    lines: list[str] = []
    rest = writable(text).strip(" ")
    while rest:
        cut = _fitting(rest, size_pt, room_pt, bold)
        if len(lines) == most - 1 and cut < len(rest):
            return [*lines, _ended(rest[:cut], size_pt, room_pt, bold)]
        lines.append(rest[:cut].rstrip(" "))
        rest = rest[cut:].lstrip(" ")
    return lines


def shortened(text: str, size_pt: float, room_pt: float, *, bold: bool = False) -> str:
    """Return the text on one line that fits into a width (points), its end left out where it is longer."""
    return (lines_of(text, size_pt, room_pt, bold=bold, most=1) or [""])[0]


def _fitting(text: str, size_pt: float, room_pt: float, bold: bool) -> int:
    """Return how many letters stand on the first line."""
    ends = list(accumulate(_share(letter, bold) * size_pt for letter in text))
    if not ends or ends[-1] <= room_pt:
        return len(text)
    most = bisect_right(ends, room_pt)
    # A blank at the end of a line takes no room.
    for at in range(min(most + 1, len(text) - 1), 0, -1):
        before, after = text[at - 1], text[at]
        # A blank between digits is part of a number: 10 000.
        number = at > 1 and text[at - 2].isdigit() and after.isdigit()
        if (before == " " and not number) or (at <= most and at > 1 and before in "-–/" and after != " "):
            return at
    return max(1, most)


def _ended(text: str, size_pt: float, room_pt: float, bold: bool) -> str:
    kept = text.rstrip(" ,;.–-")
    while kept and width_pt(kept + _ELLIPSIS, size_pt, bold) > room_pt:
        kept = kept[:-1].rstrip(" ,;.–-")
    return kept + _ELLIPSIS
