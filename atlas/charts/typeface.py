"""The atlas's typeface in print: its files, what it can write, how wide a text is, where a text breaks."""

from functools import cache, lru_cache
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
# Freetype measures in 64ths of a point at 72 dots an inch.
_PARTS = 64.0


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


@lru_cache(maxsize=4096)
def width_pt(text: str, size_pt: float, bold: bool = False) -> float:
    """Return how wide a line of text is, in points."""
    from matplotlib.ft2font import FT2Font, LoadFlags

    font = FT2Font(str(font_file(bold)))
    font.set_size(size_pt, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / _PARTS


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
    if width_pt(text, size_pt, bold) <= room_pt:
        return len(text)
    breaks = [i + 1 for i, c in enumerate(text[:-1]) if c == " " or (c in "-–/" and i and text[i + 1] != " ")]
    fitting = [at for at in breaks if width_pt(text[:at].rstrip(" "), size_pt, bold) <= room_pt]
    if fitting:
        return fitting[-1]
    return max(1, next((i for i in range(1, len(text)) if width_pt(text[: i + 1], size_pt, bold) > room_pt), 1))


def _ended(text: str, size_pt: float, room_pt: float, bold: bool) -> str:
    kept = text.rstrip(" ,;.–-")
    while kept and width_pt(kept + _ELLIPSIS, size_pt, bold) > room_pt:
        kept = kept[:-1].rstrip(" ,;.–-")
    return kept + _ELLIPSIS
