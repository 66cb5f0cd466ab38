"""Pictures with axes in print: a box of the page with values across and upwards, and the numbers along its edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.typeface import width_pt
from atlas.messages import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From the middle of a line of letters down to its baseline, in sizes of its letters.
MIDDLE = 0.35
# Between the numbers of an axis and the picture.
GAP_MM = 1.0
# A line that is no series: strokes and gaps in widths of the line.
DASHED = (0, (4, 2.5))
# Lines of the picture in points, at letters of 8 pt: guides, series.
_THIN_PT, _SERIES_PT = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Plot:
    """A box of the page: its left lower corner is (across[0], up[0]), its right upper one (across[1], up[1])."""

    page: Page
    box: Box
    across: tuple[float, float]
    up: tuple[float, float]
    axes: "Axes"

    def x(self, value: float) -> float:
        """Return where a value lies on the page, in mm from its left edge."""
        return self.box.left + self.box.width * (value - self.across[0]) / (self.across[1] - self.across[0])

    def y(self, value: float) -> float:
        """Return where a value lies on the page, in mm from its lower edge."""
        return self.box.bottom + self.box.height * (value - self.up[0]) / (self.up[1] - self.up[0])

    @property
    def thin_pt(self) -> float:
        """Return the width of lines that guide the eye, in points."""
        return _THIN_PT * self.page.letters.body / 8

    @property
    def series_pt(self) -> float:
        """Return the width of a line of figures, in points."""
        return _SERIES_PT * self.page.letters.body / 8


def new_plot(page: Page, box: Box, across: tuple[float, float], up: tuple[float, float]) -> Plot:
    """Return an empty plot in a box: no frame, no numbers."""
    axes = page.axes(box)
    axes.set(xlim=across, ylim=up, xticks=[], yticks=[])
    return Plot(page, box, across, up, axes)


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most so many round values from low to high: multiples of 1, 2 or 5 times a power of ten.

    One at least, where a round value lies between them; nothing where high is not above low.
    """
    if not high > low:
        return []
    power = 10.0 ** floor(log10((high - low) / max(most, 1)))
    for step in (factor * power for factor in (1, 2, 5, 10, 20, 50, 100)):
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first + 1 <= max(most, 1):
            return [round(i * step, 10) for i in range(first, last + 1)]
    return []


def tick_texts(ticks: Sequence[float], language: str) -> list[str]:
    """Return how values are written along an axis: all with as many decimals as the finest of them needs."""
    decimals = max((len(f"{tick:.10g}".partition(".")[2]) for tick in ticks), default=0)
    return [words(language).number(tick, decimals) for tick in ticks]


def value_ticks(page: Page, low: float, high: float, height_mm: float) -> tuple[list[float], list[str]]:
    """Return the values along an axis that stands so high, with air between them, and how they are written."""
    most = int(height_mm / (page.line_mm(page.letters.small) * 2))
    ticks = round_ticks(low, high, min(max(most, 3), 7))
    return ticks, tick_texts(ticks, page.language)


def widest_mm(texts: Sequence[str], size_pt: float, bold: bool = False) -> float:
    """Return the width of the widest of these lines of text, in mm."""
    return max((width_pt(text, size_pt, bold) for text in texts), default=0.0) / PT_PER_MM


def draw_values(plot: Plot, ticks: Sequence[float], texts: Sequence[str], *, lines: bool = True) -> None:
    """Write values left of a plot, with a faint line across for each."""
    page, size = plot.page, plot.page.letters.small
    for tick, text in zip(ticks, texts, strict=True):
        if lines:
            plot.axes.axhline(tick, color=page.ink.grid, linewidth=plot.thin_pt, zorder=0)
        page.write(
            plot.box.left - GAP_MM, plot.y(tick) - size * MIDDLE / PT_PER_MM, text, size,
            colour=page.ink.quiet_text, ha="right",
        )  # fmt: skip


def draw_below(plot: Plot, places: Sequence[float], texts: Sequence[str]) -> None:
    """Write what stands below a plot, each text under its place; one that would stand over the page's edge moves in."""
    page, size = plot.page, plot.page.letters.small
    for place, text in zip(places, texts, strict=True):
        half = width_pt(text, size) / PT_PER_MM / 2
        x = min(max(plot.x(place), half + 0.3), page.finish.width_mm - half - 0.3)
        baseline = plot.box.bottom - page.line_mm(size) * 0.8 - GAP_MM / 2
        page.write(x, baseline, text, size, colour=page.ink.quiet_text, ha="center")


def year_ticks(page: Page, first: int, last: int, width_mm: float) -> list[int]:
    """Return the years that are written below a plot of a width, evenly apart, the last one always."""
    each = widest_mm([str(last)], page.letters.small) * 1.6
    most = max(int(width_mm / each), 2)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step < most or step == 100)
    return list(range(last, first - 1, -step))[::-1]
