"""Sizes of pictures: those that newspapers, the web and sheets of paper have, and one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

from atlas.export.press_error import PressError
from atlas.messages import Words

MM_PER_INCH = 25.4
# A dot of the web is the 96th part of an inch, whatever the screen (CSS).
WEB_DOTS = 96
# Below 30 mm no letter can be read; above 1.2 m it is no picture of a page any more.
SMALLEST_MM, LARGEST_MM = 30.0, 1200.0
SMALLEST_PX, LARGEST_PX = 200, 4500
# A sheet A3 at 300 dpi has 17 million dots; more than this takes a server's memory for one picture.
MOST_DOTS = 40_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture; with `pixels` a PNG has exactly so many, whatever its dots an inch."""

    width_mm: float
    height_mm: float
    pixels: tuple[int, int] | None = None

    def dots(self, dpi: int) -> tuple[int, int]:
        """Return width and height of a PNG, in pixels."""
        if self.pixels is not None:
            return self.pixels
        return round(self.width_mm * dpi / MM_PER_INCH), round(self.height_mm * dpi / MM_PER_INCH)


def in_mm(width: float, height: float) -> Size:
    """Return a size in millimetres; raises PressError for one that no picture can have."""
    if not all(isfinite(side) and SMALLEST_MM <= side <= LARGEST_MM for side in (width, height)):
        raise PressError("press_file.size_mm", least=round(SMALLEST_MM), most=round(LARGEST_MM))
    return Size(float(width), float(height))


def in_px(width: float, height: float) -> Size:
    """Return a size in dots of the web; raises PressError for one that no picture can have."""
    if not all(isfinite(side) and SMALLEST_PX <= side <= LARGEST_PX for side in (width, height)):
        raise PressError("press_file.size_px", least=SMALLEST_PX, most=LARGEST_PX)
    across, high = round(width), round(height)
    return Size(across * MM_PER_INCH / WEB_DOTS, high * MM_PER_INCH / WEB_DOTS, (across, high))


def check_png(size: Size, dpi: int) -> None:
    """Raise PressError where a PNG of this size would have too many dots."""
    across, high = size.dots(dpi)
    if across * high > MOST_DOTS:
        raise PressError("press_file.png_large", millions=round(across * high / 1e6), most=MOST_DOTS // 1_000_000)


# Newspaper columns are one, two, three and four columns wide, and as high as a map of two dozen districts needs.
PRESETS: Mapping[str, Size] = MappingProxyType(
    {
        "column_one": Size(45.0, 110.0),
        "column_two": Size(91.5, 105.0),
        "column_three": Size(137.5, 115.0),
        "column_four": Size(183.5, 135.0),
        "web": in_px(1200, 800),
        "wide": in_px(1280, 720),
        "square": in_px(1080, 1080),
        "portrait": in_px(1080, 1350),
        "sheet": Size(297.0, 210.0),
        "large_sheet": Size(420.0, 297.0),
    }
)


def preset_name(w: Words, key: str) -> str:
    """Return what a preset is called."""
    return w(f"press_file.preset_{key}")
