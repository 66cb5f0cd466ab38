"""Series in print: lines over years with their gaps and breaks, values and names at their ends."""

from collections.abc import Sequence

from atlas.charts.axes import Look, look, room_for
from atlas.charts.lines import FEW_POINTS, Line, Lines, stroke
from atlas.charts.printed.ends import End, laid_out, write_ends
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import (
    DASHED,
    GAP_MM,
    Plot,
    draw_below,
    draw_values,
    new_plot,
    value_ticks,
    widest_mm,
    year_ticks,
)
from atlas.charts.printed.strokes import ink, line_look
from atlas.charts.small_multiples import LINE, Break, OneLine, cut_years, last_known
from atlas.charts.typeface import width_pt
from atlas.picture import Picture

# Labels at the ends take at most this part of the width: more of a narrow picture.
_LABELS_WIDE, _LABELS_NARROW, _NARROW_MM = 0.3, 0.42, 80.0
_MARK_PT, _SMALL_MARK_PT = 0.55, 0.34


def lines(page: Page, body: Box, picture: Picture, content: Lines) -> None:
    """Draw lines over years; no line leads across a missing year, nor across a break that cuts."""
    ends = [end for i, line in enumerate(content.lines) if (end := _end(page, i, line))]
    plot = year_plot(page, body, content, ends)
    cuts = cut_years(content.breaks)
    if content.level is not None:
        plot.axes.axhline(content.level, color=page.ink.quiet_text, linewidth=plot.thin_pt * 1.6, zorder=1, gid="level")
    many = max(len(line.points) for line in content.lines) > FEW_POINTS
    for i, line in enumerate(content.lines):
        x, y, _ = stroke(line.points, cuts)
        mark = page.letters.body * (_SMALL_MARK_PT if many else _MARK_PT)
        drawn = line_look(look(i), page.theme, plot.series_pt, mark)
        plot.axes.plot(x, nan(y), zorder=3, gid=f"line-{i}", **drawn)


def one_line(page: Page, body: Box, picture: Picture, content: OneLine) -> None:
    """Draw a series and, thin and dotted, the one to compare it with."""
    colours = ink(LINE[page.theme], page.theme), page.ink.quiet_text
    texts = content.newest, ""
    drawn = [
        (points, name, colour, text)
        for points, name, colour, text in zip((content.own, content.other), content.names, colours, texts, strict=True)
        if last_known(points)
    ]
    ends = []
    for points, name, colour, text in drawn:
        end = last_known(points)
        assert end is not None
        if text or name:
            ends.append(End(end.year, end.value or 0.0, text, name, colour))
    plot = year_plot(page, body, content, ends)
    looks = Look(colours[0], "solid", "circle"), Look(colours[1], "dot", "circle")
    for i, (points, *_) in reversed(list(enumerate(drawn))):
        x, y, _ = stroke(points, cut_years(content.breaks))
        mark = page.letters.body * (_SMALL_MARK_PT if len(points) > FEW_POINTS else _MARK_PT)
        width, part = (plot.series_pt, 1.0) if i == 0 else (plot.series_pt * 0.6, 0.6)
        plot.axes.plot(x, nan(y), zorder=3 - i, gid=f"line-{i}", **line_look(looks[i], page.theme, width, mark * part))


def nan(values: Sequence[float | None]) -> list[float]:
    """Return values with NaN where there is none: no line is drawn to it."""
    return [float("nan") if value is None else value for value in values]


def year_plot(page: Page, body: Box, content: Lines | OneLine, ends: Sequence[End]) -> Plot:
    """Return the plot of a picture over years with all that stands around the lines: values, years, breaks, labels."""
    small = page.line_mm(page.letters.small)
    first, last = content.span
    below = small + GAP_MM
    rows = break_rows(page, body, content.breaks, content.span)
    above = (max(rows, default=-1) + 1) * small + 0.6
    high = max(body.height - below - above, 1.0)
    room = room_for(content.values, high, from_zero=content.from_zero)
    ticks, texts = value_ticks(page, room.low, room.high, high)
    left = widest_mm(texts, page.letters.small) + GAP_MM
    labels = laid_out(page, ends, body.width * label_share(body), high)
    box = body.without(left=left, right=max(labels.takes, 1.5), bottom=below, top=above)
    plot = new_plot(page, box, (first - 0.5, last + 0.4), (room.low, room.high))
    draw_values(plot, ticks, texts)
    if room.low < 0 < room.high:
        plot.axes.axhline(0, color=page.ink.quiet_text, linewidth=plot.thin_pt, zorder=1)
    years = year_ticks(page, first, last, box.width)
    draw_below(plot, years, [str(year) for year in years])
    draw_breaks(plot, content.breaks, rows)
    write_ends(plot, ends, labels)
    return plot


def label_share(body: Box) -> float:
    """Return the part of the width that labels at the ends of lines may take."""
    return _LABELS_NARROW if body.width < _NARROW_MM else _LABELS_WIDE


def break_rows(page: Page, body: Box, breaks: Sequence[Break], span: tuple[int, int]) -> list[int]:
    """Return for each break the row above the picture in which its word stands clear of the others; 0 is the lowest."""
    per_year = body.width * 0.6 / (span[1] - span[0] + 0.9)
    found: list[int] = []
    ends: list[float] = []
    for one in breaks:
        half = width_pt(one.word, page.letters.small) / PT_PER_MM / 2
        middle = (one.year - span[0]) * per_year
        row = next((i for i, end in enumerate(ends) if middle - half > end + 1.0), len(ends))
        ends[row : row + 1] = [middle + half]
        found.append(row)
    return found


def draw_breaks(plot: Plot, breaks: Sequence[Break], rows: Sequence[int]) -> None:
    """Draw a dashed line for each break of a series, and its word above it."""
    page, size = plot.page, plot.page.letters.small
    for one, row in zip(breaks, rows, strict=True):
        at = one.year - 0.5
        plot.axes.axvline(
            at, color=page.ink.quiet_text, linewidth=plot.thin_pt * 1.4, linestyle=DASHED, zorder=1, gid="break"
        )
        half = width_pt(one.word, size) / PT_PER_MM / 2
        x = min(max(plot.x(at), page.margin + half), page.finish.width_mm - page.margin - half)
        baseline = plot.box.top + 0.6 + (row + 0.2) * page.line_mm(size)
        page.write(x, baseline, one.word, size, colour=page.ink.quiet_text, ha="center")


def _end(page: Page, position: int, line: Line) -> End | None:
    end = line.end
    if end is None:
        return None
    return End(end.year, end.value or 0.0, line.newest, line.name, ink(look(position).colour, page.theme))
