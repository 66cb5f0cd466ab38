"""What pictures made of rows share in print: names at the left, words at the right, an axis on top, notes below."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import MIDDLE, Plot, new_plot, round_ticks, tick_texts, widest_mm
from atlas.charts.typeface import lines_of, shortened, width_pt

# Names take at most this part of the width; words at the right leave at least that part to the picture.
_NAME_SHARE, _LEAST_PLOT_SHARE = 0.54, 0.32
_GAP_MM, _SMALLEST_PT = 1.4, 4.6
# The height of a row at least, in sizes of its letters.
_NAME_LINE = 1.04
# Notes take at most this part of the height.
_NOTES_SHARE = 0.4
_ROUNDING_PT = 0.1
_TITLE_LINES, _MOST_TICKS = 2, 7


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands beside the rows, the first on top: their names, words at their right ends, which of them are bold.

    `quiet` rows only say something about the others; `starred` ones have a star before their names.
    """

    names: Sequence[str]
    words: Sequence[str] = ()
    bold: Collection[int] = ()
    quiet: Collection[int] = ()
    starred: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Letters of names and words in points, and the strips (mm) that they take at the left and at the right."""

    name_pt: float
    left: float
    right: float


def row_plot(page: Page, body: Box, rows: Rows, title: str, across: tuple[float, float]) -> Plot:
    """Return a plot with row i at height i, its names written, below an axis title; `ticks_on_top` writes its axis."""
    title_lines = lines_of(title, page.letters.small, body.width * PT_PER_MM, most=_TITLE_LINES)
    top = (len(title_lines) + 1.25) * page.line_mm(page.letters.small)
    pitch = (body.height - top) / len(rows.names)
    sizes = _sizes(page, body, rows, pitch)
    box = body.without(left=sizes.left, top=top, right=sizes.right)
    plot = new_plot(page, box, across, (len(rows.names) - 0.5, -0.5))
    if page.finish.labels:
        _write_names(plot, body, rows, sizes, pitch)
    _write_title(plot, body, title_lines)
    return plot


def ticks_on_top(plot: Plot, ticks: Sequence[float], texts: Sequence[str]) -> None:
    """Write values above a plot, each with a faint line downwards; those that would touch another are left out."""
    page, size = plot.page, plot.page.letters.small
    end = float("-inf")
    for tick, text in zip(ticks, texts, strict=True):
        plot.axes.axvline(tick, color=page.ink.grid, linewidth=plot.thin_pt, zorder=0)
        half = width_pt(text, size) / PT_PER_MM / 2
        x = min(max(plot.x(tick), half + 0.3), page.finish.width_mm - half - 0.3)
        if x - half > end + 0.6:
            page.write(x, plot.box.top + 0.6, text, size, colour=page.ink.quiet_text, ha="center")
            end = x + half


def values_on_top(plot: Plot) -> None:
    """Write round values above a plot, as many as find room."""
    low, high = plot.across
    for most in range(_MOST_TICKS, 1, -1):
        ticks = round_ticks(low, high, most)
        texts = tick_texts(ticks, plot.page.language)
        if sum(widest_mm([text], plot.page.letters.small) + 1.6 for text in texts) <= plot.box.width:
            break
    ticks_on_top(plot, ticks, texts)


def with_notes(page: Page, body: Box, notes: Sequence[str]) -> Box:
    """Write what the signs of a picture mean along the lower edge of a box; return what is left of it.

    In a box too low for picture and notes there are none: half a legend would mislead.
    """
    size, step = page.letters.small, page.line_mm(page.letters.small)
    lines = [line for note in notes for line in lines_of(note, size, body.width * PT_PER_MM)]
    high = len(lines) * step
    if not lines or high > body.height * _NOTES_SHARE:
        return body
    for i, line in enumerate(lines):
        page.write(body.left, body.bottom + high - (i + 0.8) * step, line, size, colour=page.ink.quiet_text)
    return body.without(bottom=high + _GAP_MM)


def shown_names(count: int, apart: int, first: Collection[int]) -> list[int]:
    """Return which of so many rows are named where there is room for a name every `apart` rows only.

    Those asked for `first`, then the first and the last one, then the others evenly.
    """
    if apart <= 1:
        return list(range(count))
    found: list[int] = []
    for row in (*sorted(first), 0, count - 1, *range(0, count, apart)):
        if all(abs(row - other) >= apart for other in found):
            found.append(row)
    return sorted(found)


def _sizes(page: Page, body: Box, rows: Rows, pitch: float) -> _Sizes:
    if not page.finish.labels:
        return _Sizes(page.letters.body, 0.0, _GAP_MM)
    size = min(page.letters.body, max(pitch * PT_PER_MM / _NAME_LINE, _SMALLEST_PT))
    star = size / PT_PER_MM if rows.starred else 0.0
    room = body.width * _NAME_SHARE - star
    wide = _widest(rows, size)
    if wide > room:
        size = max(size * room / wide, _SMALLEST_PT)
        wide = min(_widest(rows, size), room)
    left = wide + star + _GAP_MM
    words = widest_mm(rows.words, size) + _GAP_MM if rows.words else 0.0
    fits = body.width - left - words >= body.width * _LEAST_PLOT_SHARE
    return _Sizes(size, left, (words if fits else 0.0) + _GAP_MM)


def _widest(rows: Rows, size: float) -> float:
    return max(width_pt(name, size, i in rows.bold) for i, name in enumerate(rows.names)) / PT_PER_MM


def _write_names(plot: Plot, body: Box, rows: Rows, sizes: _Sizes, pitch: float) -> None:
    page, size = plot.page, sizes.name_pt
    apart = ceil(size * _NAME_LINE / PT_PER_MM / pitch - 1e-6)
    star = size / PT_PER_MM if rows.starred else 0.0
    room = (sizes.left - _GAP_MM - star) * PT_PER_MM + _ROUNDING_PT
    for i in shown_names(len(rows.names), apart, rows.bold):
        middle = plot.y(i)
        baseline = middle - size * MIDDLE / PT_PER_MM
        bold, colour = i in rows.bold, page.ink.quiet_text if i in rows.quiet else ""
        told = shortened(rows.names[i], size, room, bold=bold)
        page.write(body.left + star, baseline, told, size, bold=bold, colour=colour)
        if i in rows.starred:
            at = ([body.left + star * 0.4], [middle])
            page.sheet.scatter(*at, s=(size * 0.75) ** 2, marker="*", color=page.ink.text, linewidths=0)
        if rows.words and sizes.right > _GAP_MM:
            page.write(body.right, baseline, rows.words[i], size, bold=bold, ha="right")


def _write_title(plot: Plot, body: Box, lines: Sequence[str]) -> None:
    """Write the title of the axis: above the plot where it fits there, else to the right edge or over the whole."""
    page, size = plot.page, plot.page.letters.small
    wide, step = widest_mm(lines, size), page.line_mm(size)
    left = plot.box.left if wide <= body.right - plot.box.left else body.right - wide
    for i, line in enumerate(lines):
        page.write(left, body.top - (i + 0.8) * step, line, size, colour=page.ink.quiet_text)
