"""A timeline in print: the lanes and marks of the screen, as high as the page gives them, and what the marks mean."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from atlas.charts.colours import INKS
from atlas.charts.event_marks import (
    HALO_PX,
    HOLLOW_LINE_PX,
    TRIANGLE_HEIGHT,
    biggest_first,
    event_corners,
    event_ink,
    mark_px,
)
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import GAP_MM, MIDDLE, Plot, new_plot, widest_mm
from atlas.charts.timeline import Lane, Placed, Timeline
from atlas.charts.typeface import lines_of, width_pt
from atlas.picture import Direction, Picture, TimeMark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME_SHARE, _NARROW_SHARE, _NARROW_MM, _SMALLEST_PT = 0.28, 0.34, 60.0, 5.0
# How large a px of the screen may be drawn, in mm at letters of 8 pt: from the largest marks to the smallest.
_SCALES = tuple(0.36 * 0.9**i for i in range(20))
_NOTE_LINES, _WAY_PX, _TEXT_MM = 3, 10.0, 0.8


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark of the key, its width in px of the screen, its word, and where it begins, in mm."""

    direction: Direction
    px: float
    text: str
    x: float


def timeline(page: Page, body: Box, picture: Picture, content: Timeline) -> None:
    """Draw marks in lanes over calendar days: larger ones first, hollow where the day is not known."""
    scale, body, box, placed = _fitted(page, body, content)
    days = max((placed.last - placed.first).days, 1)
    plot = new_plot(page, box, (0, days), (max(placed.height, 1.0), 0))
    _years(plot, placed, content.title)
    for key, lane in placed.lanes.items():
        _lane(plot, lane, box.left - body.left - GAP_MM, bold=key == content.chosen)
    marks = new_plot(page, box, (0, box.width), (0, box.height))
    for mark in biggest_first(placed.marks):
        x = (mark.day - placed.first).days / days * box.width
        y = box.height * (1 - placed.lanes[mark.lane].places[mark.key] / placed.height)
        _mark(page, marks.axes, mark, (x, y), scale)


def _fitted(page: Page, body: Box, content: Timeline) -> tuple[float, Box, Box, Placed]:
    """Write the key to the marks, as large as they can be drawn; return their scale, the body above it, lanes, places.

    Marks are as large as their rows have room for; on a wide page they need fewer rows than on a phone.
    """
    share = _NARROW_SHARE if body.width < _NARROW_MM else _NAME_SHARE
    names = widest_mm([name for _, name in content.lanes], page.letters.body, bold=True) + GAP_MM
    inside = body.without(left=min(names, body.width * share), top=page.line_mm(page.letters.small) * 2.2, right=1.5)
    for scale in (one * page.letters.body / 8 for one in _SCALES):
        rows, key = key_rows(page, content, body.width, scale)
        box = inside.without(bottom=key)
        placed = content.layout(box.width / scale)
        if placed.height * scale <= box.height and key <= body.height / 3:
            break
    if key:
        draw_key(page, Box(body.left, body.bottom, body.width, key), content, rows, scale)
    return scale, body.without(bottom=key), box, placed


def _years(plot: Plot, placed: Placed, title: str) -> None:
    """Write the years above the lanes, between the lines of their turns, below the title of the axis."""
    page, size = plot.page, plot.page.letters.small
    line = page.line_mm(size)
    page.write(plot.box.left, plot.box.top + line * 1.35, title, size, colour=page.ink.quiet_text)
    days, years = plot.across[1], range(placed.first.year, placed.last.year + 1)
    each = plot.box.width / max(days / 365.25, 1.0)
    step = int(-(-width_pt("2000", size) * 1.25 / PT_PER_MM // each)) or 1
    for year in years:
        start = (date(year, 1, 1) - placed.first).days
        plot.axes.axvline(start, color=page.ink.grid, linewidth=plot.thin_pt, zorder=0)
        end = min((date(year, 12, 31) - placed.first).days, days)
        if (placed.last.year - year) % step == 0:
            page.write(
                plot.x((start + end) / 2), plot.box.top + line * 0.35, str(year), size, colour=page.ink.quiet_text,
                ha="center",
            )  # fmt: skip


def _lane(plot: Plot, lane: Lane, room: float, *, bold: bool) -> None:
    """Draw the edges of a lane and its name, in as many lines as the lane has room for."""
    page, left = plot.page, plot.box.left - GAP_MM - room
    edges = [plot.y(lane.middle + half) for half in (lane.height / 2, -lane.height / 2)]
    for y in edges:
        page.sheet.plot((left, plot.box.right), (y, y), color=page.ink.grid, linewidth=plot.thin_pt, zorder=0)
    high = edges[1] - edges[0]
    for size in (page.letters.body, page.letters.small, _SMALLEST_PT):
        step = page.line_mm(size)
        lines = lines_of(lane.name, size, room * PT_PER_MM, bold=bold, most=max(int(high / step), 1))
        if step <= high and not lines[-1].endswith("…"):
            break
    first = plot.y(lane.middle) + (len(lines) - 1) * step / 2 - size * MIDDLE / PT_PER_MM
    for i, line in enumerate(lines):
        page.write(left, first - i * step, line, size, bold=bold)


def _mark(page: Page, axes: "Axes", mark: TimeMark, at: tuple[float, float], scale: float) -> None:
    """Draw a mark around a place (mm), with a halo, or hollow."""
    draw_mark(
        page, axes, mark.direction, at, mark_px(mark.jobs) * scale, hollow=not mark.exact, gid=f"event-{mark.key}"
    )


def draw_mark(
    page: Page, axes: "Axes", direction: Direction, at: tuple[float, float], width: float, *, hollow: bool, gid: str
) -> None:
    """Draw the mark of an event around a place: all in mm."""
    from matplotlib.patches import Polygon

    inks = INKS[page.theme]
    colour = event_ink(direction, inks)
    # The corners are those of the screen, whose y runs downwards.
    points = [(at[0] + x, at[1] - y) for x, y in event_corners(direction, width)]
    line = (HOLLOW_LINE_PX if hollow else 2 * HALO_PX) * min(page.letters.body / 12, 1.0) * 0.75
    if not hollow:
        axes.add_patch(
            Polygon(points, closed=True, facecolor="none", edgecolor=inks.halo, linewidth=line, clip_on=False)
        )
    look = {"facecolor": inks.halo if hollow else colour, "edgecolor": colour, "linewidth": line if hollow else 0}
    axes.add_artist(Polygon(points, closed=True, gid=gid, clip_on=False, joinstyle="miter", **look))


def key_rows(page: Page, content: Timeline, width: float, scale: float) -> tuple[list[list[Entry]], float]:
    """Return the key to shapes and sizes in rows no wider than the picture, and how high all of it is, in mm."""
    ways = [(direction, _WAY_PX, text) for direction, text in content.ways]
    first: Direction = content.ways[0][0] if content.ways else "lost"
    sizes = [(first, mark_px(jobs), text) for jobs, text in content.sizes]
    rows = [*_flow(page, ways, width, scale), *_flow(page, sizes, width, scale)]
    note = lines_of(content.note, page.letters.small, width * PT_PER_MM, most=_NOTE_LINES) if content.note else []
    high = sum(_row_mm(page, row, scale) for row in rows) + len(note) * page.line_mm(page.letters.small)
    return rows, high + GAP_MM if high else 0.0


def draw_key(page: Page, box: Box, content: Timeline, rows: list[list[Entry]], scale: float) -> None:
    """Write what shapes and sizes of the marks mean, from the top of a box downwards."""
    size = page.letters.small
    marks = new_plot(page, box, (0, box.width), (0, box.height))
    down = GAP_MM
    for row in rows:
        height = _row_mm(page, row, scale)
        middle = box.height - down - height / 2
        for one in row:
            wide = one.px * scale
            draw_mark(page, marks.axes, one.direction, (one.x + wide / 2, middle), wide, hollow=False, gid="key")
            baseline = box.bottom + middle - size * MIDDLE / PT_PER_MM
            page.write(box.left + one.x + wide + _TEXT_MM, baseline, one.text, size, colour=page.ink.quiet_text)
        down += height
    rest = Box(box.left, box.bottom, box.width, box.height - down)
    page.paragraph(rest, content.note, size, colour=page.ink.quiet_text, most=_NOTE_LINES)


def _row_mm(page: Page, row: list[Entry], scale: float) -> float:
    return max(page.line_mm(page.letters.small) * 1.15, max(one.px for one in row) * scale * TRIANGLE_HEIGHT + 0.6)


def _flow(page: Page, entries: list[tuple[Direction, float, str]], width: float, scale: float) -> list[list[Entry]]:
    """Return entries of a key in rows no wider than the picture."""
    rows: list[list[Entry]] = []
    x = 0.0
    for direction, px, text in entries:
        wide = px * scale + _TEXT_MM + width_pt(text, page.letters.small) / PT_PER_MM
        if not rows or x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append(Entry(direction, px, text, x))
        x += wide + 2.5
    return rows
