"""Labels at the ends of lines in print: value and name, moved so that all can be read, a thin line to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.charts.axes import without_overlap
from atlas.charts.printed.page import PT_PER_MM, Page
from atlas.charts.printed.plot import Plot, widest_mm
from atlas.charts.typeface import lines_of, shortened, width_pt

# Between the end of a line and its label, and between two labels, in mm.
_LEAD_MM, _BETWEEN_MM = 2.2, 0.5
_SMALLEST_PT = 5.0


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends, the value as it is read, the name (or none), and the colour of the line."""

    x: float
    y: float
    value: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Ends:
    """Labels laid out: the lines of each (the first one bold if `bold`), their size in points, their width in mm."""

    texts: tuple[tuple[str, ...], ...]
    size: float
    width: float
    bold: bool = True

    @property
    def takes(self) -> float:
        """Return the width of the strip beside the picture that labels and their lines take, in mm."""
        return self.width + _LEAD_MM + 0.6 if self.texts else 0.0


def laid_out(page: Page, ends: Sequence[End], width_mm: float, height_mm: float) -> Ends:
    """Return labels that fit into a strip: name below value where there is room, else beside it, else small.

    No label where the picture is printed without any.
    """
    if not page.finish.labels or not ends:
        return Ends((), page.letters.body, 0.0)
    room = width_mm - _LEAD_MM - 0.6
    for size, most in ((page.letters.body, 2), (page.letters.body, 1), (page.letters.small, 1)):
        texts = tuple(_lines(one, size, room, most) for one in ends)
        if sum(_height(page, text, size) for text in texts) <= height_mm:
            return Ends(texts, size, min(_width(texts, size), room))
    size = max(min(page.letters.small, height_mm / len(ends) / page.line_mm(1.0)), _SMALLEST_PT)
    listed = tuple((shortened(" ".join(filter(None, (one.value, one.name))), size, room * PT_PER_MM),) for one in ends)
    return Ends(listed, size, min(widest_mm([line for (line,) in listed], size), room), bold=False)


def write_ends(plot: Plot, ends: Sequence[End], labels: Ends, *, left: bool = False) -> None:
    """Write labels right (or left) of a plot, with a line from each end to its label."""
    if not labels.texts:
        return
    page, box, step = plot.page, plot.box, plot.page.line_mm(labels.size)
    heights = [_height(page, text, labels.size) for text in labels.texts]
    downs = without_overlap([box.top - plot.y(one.y) for one in ends], heights, box.height)
    sign = -1 if left else 1
    edge = (box.left if left else box.right) + sign * _LEAD_MM
    for one, text, height, down in zip(ends, labels.texts, heights, downs, strict=True):
        middle = box.top - down
        start = plot.x(one.x) + sign * 0.6
        page.sheet.plot(
            (start, edge - sign * 0.4), (plot.y(one.y), middle), color=one.colour, linewidth=plot.thin_pt, zorder=1
        )
        for i, line in enumerate(text):
            baseline = middle + (height - _BETWEEN_MM) / 2 - (i + 0.8) * step
            bold = labels.bold and i == 0 and bool(one.value)
            page.write(edge, baseline, line, labels.size, bold=bold, ha="right" if left else "left")


def _lines(end: End, size: float, room: float, most: int) -> tuple[str, ...]:
    name = lines_of(end.name, size, room * PT_PER_MM, most=most) if end.name else []
    return (*filter(None, (end.value,)), *name)


def _height(page: Page, text: Sequence[str], size: float) -> float:
    return len(text) * page.line_mm(size) + _BETWEEN_MM


def _width(texts: Sequence[Sequence[str]], size: float) -> float:
    return max(width_pt(line, size, i == 0) for text in texts for i, line in enumerate(text)) / PT_PER_MM
