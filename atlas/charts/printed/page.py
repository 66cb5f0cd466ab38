"""The printed page: where title, picture, source and logo stand, and with which letters, at any size.

All places are millimetres from the lower left corner; letters are points. A narrow column has small letters, a large
sheet large ones: nothing is scaled after it is drawn.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas.charts.colours import INKS, Inks
from atlas.charts.typeface import face, lines_of, writable
from atlas.picture import Finish, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PT_PER_MM = 72 / 25.4
MM_PER_INCH = 25.4
# The height of a line, in sizes of its letters.
LINE = 1.22
# Letters of a picture 45 mm and 420 mm wide; what lies between is in between. Below 5.5 pt newsprint cannot be read.
_SMALLEST_PT, _LARGEST_PT, _PT_AT_0, _PT_PER_MM_WIDE = 5.8, 15.0, 4.7, 0.0245


@dataclass(frozen=True, slots=True)
class Letters:
    """Sizes of letters in points: of the picture's own words, the title, the subtitle, the lines below."""

    body: float
    title: float
    subtitle: float
    small: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page, in mm from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return self.bottom + self.height

    def without(self, *, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0) -> "Box":
        """Return the box less strips at its edges."""
        width, height = self.width - left - right, self.height - top - bottom
        return Box(self.left + left, self.bottom + bottom, max(width, 1.0), max(height, 1.0))


@dataclass
class Page:
    """A page in the making: matplotlib's figure, and what a drawer needs to know of it."""

    figure: "Figure"
    finish: Finish
    theme: Theme
    language: str
    letters: Letters
    ink: Inks
    sheet: "Axes" = field(repr=False)

    @property
    def margin(self) -> float:
        """Return the free edge of the page, in mm."""
        given = self.finish.edge_mm
        return min(max(self.finish.width_mm * 0.025, 1.2), 8.0) if given is None else given

    def line_mm(self, size_pt: float) -> float:
        """Return the height of a line of such letters, in mm."""
        return size_pt * LINE / PT_PER_MM

    def axes(self, box: Box) -> "Axes":
        """Return new axes in a box, with nothing drawn: no frame, no ticks."""
        width, height = self.finish.width_mm, self.finish.height_mm
        place = (box.left / width, box.bottom / height, box.width / width, box.height / height)
        axes = self.figure.add_axes(place)
        axes.set_facecolor("none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0, labelsize=self.letters.body, labelcolor=self.ink.quiet_text)
        return axes

    def write(
        self, x: float, y: float, text: str, size_pt: float, *, bold: bool = False, colour: str = "", **more: Any
    ) -> Any:
        """Write a line on the page; its baseline begins at x, y (mm). What cannot be written is an empty square."""
        ink = colour or self.ink.text
        text = writable(text)
        return self.sheet.text(x, y, text, size=size_pt, fontproperties=sized(size_pt, bold), color=ink, **more)

    def paragraph(
        self, box: Box, text: str, size_pt: float, *, bold: bool = False, colour: str = "", most: int = 99
    ) -> float:
        """Write a text from the top of a box downwards, in lines as wide as it; return the height used, in mm."""
        lines = lines_of(text, size_pt, box.width * PT_PER_MM, bold=bold, most=most)
        step = self.line_mm(size_pt)
        for i, line in enumerate(lines):
            # Four fifths of a line lie above its baseline.
            self.write(box.left, box.top - (i + 0.8) * step, line, size_pt, bold=bold, colour=colour)
        return len(lines) * step


def new_page(finish: Finish, theme: Theme, language: str) -> Page:
    """Return an empty page in the colour of its theme; raises ValueError for a size that no page can have."""
    from matplotlib.figure import Figure

    if not (10 <= finish.width_mm <= 2000 and 10 <= finish.height_mm <= 2000):
        found = f"{finish.width_mm:g} x {finish.height_mm:g} mm"
        raise ValueError(f"size: found {found}, wanted 10 to 2000 mm each way")
    ink = INKS[theme]
    size = (finish.width_mm / MM_PER_INCH, finish.height_mm / MM_PER_INCH)
    figure = Figure(figsize=size, facecolor=ink.page, edgecolor="none")
    sheet = figure.add_axes((0, 0, 1, 1), frameon=False)
    sheet.set(xlim=(0, finish.width_mm), ylim=(0, finish.height_mm), xticks=[], yticks=[])
    sheet.set_zorder(5)
    return Page(figure, finish, theme, language, letters_for(finish), ink, sheet)


def letters_for(finish: Finish) -> Letters:
    """Return the sizes of letters for a page: by its width, and by its height where it is very flat."""
    across = min(finish.width_mm, finish.height_mm * 1.9)
    body = min(max(_PT_AT_0 + _PT_PER_MM_WIDE * across, _SMALLEST_PT), _LARGEST_PT) * finish.letters
    return Letters(body, body * 1.5, body * 1.05, max(body * 0.8, 5.0))


def sized(size_pt: float, bold: bool = False) -> Any:
    """Return the typeface in a size."""
    found = face(bold).copy()
    found.set_size(size_pt)
    return found
