"""Stacked parts in print: bars with a colour and a pattern for each part, and the legend that names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.charts.colours import INKS, contrast
from atlas.charts.contributions import HALF_BAR, Contributions, pattern
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import MIDDLE, widest_mm
from atlas.charts.printed.row_sheet import Rows, row_plot, values_on_top, with_notes
from atlas.charts.ranking import category
from atlas.charts.typeface import lines_of
from atlas.picture import Picture, Theme

# Without colours: neighbours differ in lightness, and every one has its pattern.
_GREYS = ("#3A3A3A", "#D6D6D6", "#8C8C8C", "#F0F0F0", "#646464", "#B4B4B4")
# How many lines of a hatch matplotlib draws an inch, at letters of 8 pt: fewer dots than lines.
_LINES, _DOTS = 4, 3
_LEAST_CONTRAST = 2.0
_SWATCH_MM, _GAP_MM, _NAME_LINES = 3.2, 1.0, 3


@dataclass(frozen=True, slots=True)
class Fill:
    """How a part is filled: its colour, matplotlib's hatch, the colour of the hatch."""

    colour: str
    hatch: str
    line: str


def fill_of(position: int, theme: Theme, body_pt: float = 8.0) -> Fill:
    """Return how a part is filled: on colours with lines of the page's colour, on light greys with dark ones.

    The lines lie the closer the smaller the letters (`body_pt`) of the picture are.
    """
    inks = INKS[theme]
    colour = _GREYS[position % len(_GREYS)] if theme == "grey" else category(position)
    line = inks.page if contrast(colour, inks.page) >= _LEAST_CONTRAST or theme != "grey" else inks.quiet_text
    sign = pattern(position)
    often = round((_DOTS if sign == "." else _LINES) * 8 / body_pt)
    return Fill(colour, sign * max(often, 1), line)


def contributions(page: Page, body: Box, picture: Picture, content: Contributions) -> None:
    """Draw per row the parts one after the other, negative ones to the left of 0, and a legend above."""
    body = with_notes(page, body, content.legend)
    body = _legend(page, body, [part.name for part in content.parts])
    marked = () if content.chosen_row is None else (content.chosen_row,)
    rows = Rows([f"{row.rank} {row.name}" for row in content.rows], bold=marked)
    plot = row_plot(page, body, rows, content.title, content.reach())
    values_on_top(plot)
    outline = page.ink.text if page.theme == "grey" else page.ink.page
    for position, edges in enumerate(content.edges()):
        fill = fill_of(position, page.theme, page.letters.body)
        drawn = [i for i, (start, end) in enumerate(edges) if start != end]
        bars = plot.axes.barh(
            drawn, [edges[i][1] - edges[i][0] for i in drawn], left=[edges[i][0] for i in drawn], height=2 * HALF_BAR,
            facecolor=fill.colour, hatch=fill.hatch, hatchcolor=fill.line, edgecolor=outline, linewidth=plot.thin_pt,
            zorder=3,
        )  # fmt: skip
        for i, bar in zip(drawn, bars, strict=True):
            bar.set_gid(f"part-{position}-{content.rows[i].key}")
    if plot.across[0] < 0:
        plot.axes.axvline(0, color=page.ink.quiet_text, linewidth=2 * plot.thin_pt, zorder=4)


def _legend(page: Page, body: Box, names: Sequence[str]) -> Box:
    """Write what the colours and patterns stand for, as many on a line as find room; return what is left of the box."""
    size, step = page.letters.small, page.line_mm(page.letters.small) * 1.12
    swatch = _SWATCH_MM * page.letters.body / 8
    x, line = body.left, 0
    for position, name in enumerate(names):
        lines = lines_of(name, size, (body.width - swatch - _GAP_MM) * PT_PER_MM, most=_NAME_LINES)
        wide = swatch + _GAP_MM + widest_mm(lines, size)
        if x > body.left and x + wide > body.right + 0.1:
            x, line = body.left, line + 1
        for i, told in enumerate(lines):
            middle = body.top - (line + i + 0.5) * step
            page.write(x + swatch + _GAP_MM, middle - size * MIDDLE / PT_PER_MM, told, size)
        _swatch(page, Box(x, body.top - (line + 0.86) * step, swatch, step * 0.72), position)
        # A name of several lines fills the width: the next one begins below it.
        line += len(lines) - 1
        x += wide + 2 * _GAP_MM
    return body.without(top=(line + 1) * step + _GAP_MM)


def _swatch(page: Page, box: Box, position: int) -> None:
    from matplotlib.patches import Rectangle

    fill = fill_of(position, page.theme, page.letters.body)
    outline = page.ink.text if page.theme == "grey" else page.ink.page
    page.sheet.add_patch(
        Rectangle(
            (box.left, box.bottom), box.width, box.height, facecolor=fill.colour, hatch=fill.hatch,
            hatchcolor=fill.line, edgecolor=outline, linewidth=0.4, gid=f"legend-{position}",
        )
    )  # fmt: skip
