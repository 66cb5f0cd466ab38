"""The timeline of events in print: the lanes, rows and marks of the screen, as SVG."""

from datetime import date
from html import escape

from atlas.charts.colours import INKS
from atlas.charts.event_marks import biggest_first, event_shape, mark_px
from atlas.charts.line_svg import svg
from atlas.charts.names import break_name
from atlas.charts.timeline import YEARS, Timeline

WIDTH_PX = 660
NAMES_PX, TOP_PX, RIGHT_PX, TEXT_PX = 130, 20, 14, 10
NAME_LETTERS, LINE_PX = 22, 12
INK = INKS["light"]


def timeline_svg(timeline: Timeline) -> str:
    """Return an SVG document of what `event_timeline` shows, on white."""
    placed = timeline.layout()
    first, last, lanes = placed.first, placed.last, placed.lanes
    height = TOP_PX + placed.height + 1
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return NAMES_PX + (WIDTH_PX - NAMES_PX - RIGHT_PX) * (day - first).days / days

    drawn = []
    step = (last.year - first.year) // YEARS + 1
    for year in range(first.year, last.year + 1):
        drawn.append(_rule(x(date(year, 1, 1)), TOP_PX, f"V{height}"))
        if (last.year - year) % step == 0:
            middle = (x(date(year, 1, 1)) + x(min(date(year, 12, 31), last))) / 2
            drawn.append(_text(middle, TOP_PX - 6, "middle", str(year)))
    for lane in lanes.values():
        drawn.append(_rule(0, TOP_PX + lane.middle + lane.height / 2, f"H{WIDTH_PX}"))
        drawn += _name(lane.name, TOP_PX + lane.middle)
    for mark in biggest_first(placed.marks):
        at = x(mark.day), TOP_PX + lanes[mark.lane].places[mark.key]
        shape = event_shape(mark.direction, "light", mark_px(mark.jobs), hollow=not mark.exact)
        drawn.append(f'<g transform="translate({at[0]:.1f} {at[1]:.1f})">{shape}</g>')
    return svg(WIDTH_PX, round(height), drawn)


def _name(name: str, middle: float) -> list[str]:
    """Return the name of a lane on as many lines as its room needs."""
    lines = break_name(name, NAME_LETTERS).split("\n")
    first = middle + TEXT_PX / 3 - (len(lines) - 1) * LINE_PX / 2
    return [_text(0, first + i * LINE_PX, "start", line) for i, line in enumerate(lines)]


def _rule(x: float, y: float, way: str) -> str:
    return f'<path d="M{x:.1f} {y:.1f}{way}" stroke="{INK.grid}" stroke-width="0.7"/>'


def _text(x: float, y: float, anchor: str, text: str) -> str:
    look = f'font-size="{TEXT_PX}" text-anchor="{anchor}" fill="{INK.text}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'
