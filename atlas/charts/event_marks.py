"""The marks of events: a triangle down for jobs lost, up for jobs created, a square for all else.

The larger, the more jobs: the area of a mark is proportional to them from 125 jobs (10 px wide) to 2 000
(40 px wide: sixteen times the jobs, sixteen times the area). Fewer jobs, and events of which nobody says
how many, have the smallest mark; more have the largest. A halo of 3:1 keeps each mark apart from any ground.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, TypeVar
from urllib.parse import quote

from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.picture import Direction, EventMark, Theme, TimeMark

Mark = TypeVar("Mark", EventMark, TimeMark)

SMALLEST_PX, LARGEST_PX = 10.0, 40.0
LARGEST_JOBS = 2000
# The number of jobs of the smallest mark, of one twice and of one four times as wide.
KEY_JOBS = (125, 500, 2000)
# In the order in which a reader meets them.
DIRECTIONS: tuple[Direction, ...] = ("lost", "created", "other")
EVENT_PREFIX = "event:"

HALO_PX = 1.4
HOLLOW_LINE_PX = 1.6
_PLOTLY_SHAPE: dict[Direction, str] = {"lost": "triangle-down", "created": "triangle-up", "other": "square"}
# Plotly's triangle is 1.1547 of its size wide and 0.75 high. A line around it adds to the size by its width
# over the radius of the circle inside it, which is 0.284 of the size.
_TRIANGLE_WIDTH, _TRIANGLE_INSIDE = 1.1547, 0.284
# The height of a triangle of width 1, and the side of a square of the same area.
TRIANGLE_HEIGHT = 0.75 / _TRIANGLE_WIDTH
_SQUARE_SIDE = sqrt(TRIANGLE_HEIGHT / 2)


@dataclass(frozen=True, slots=True)
class EventRow:
    """The address of a mark's image (`px` wide and high), the direction it stands for, and how many have it."""

    image: str
    px: int
    direction: Direction
    count: int


@dataclass(frozen=True, slots=True)
class SizeRow:
    """The address of a mark's image (`px` wide and high) in the size for so many jobs.

    `or_less`: the smallest, also for fewer jobs and where nobody says; `or_more`: the largest.
    """

    image: str
    px: int
    jobs: int
    or_less: bool
    or_more: bool


def mark_px(jobs: int | None) -> float:
    """Return the width in px of a triangle for so many jobs, None where nobody says."""
    return min(max(LARGEST_PX * sqrt(max(jobs or 0, 0) / LARGEST_JOBS), SMALLEST_PX), LARGEST_PX)


def event_trace(events: Sequence[EventMark], theme: Theme, factor: float = 1.0) -> list[dict[str, Any]]:
    """Return one trace with the marks of all events, the largest first and lowest; no trace without events.

    `customdata` is the event's key behind `EVENT_PREFIX`; `factor` makes the marks smaller.
    """
    if not events:
        return []
    drawn = biggest_first(events)
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [event.lon for event in drawn],
            "lat": [event.lat for event in drawn],
            **said(drawn),
            "marker": marker(drawn, theme, factor),
        }
    ]


def biggest_first(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks in the order of drawing: small ones lie on top and stay within reach."""
    return sorted(marks, key=lambda mark: (-mark_px(mark.jobs), mark.key))


def said(marks: Sequence[EventMark] | Sequence[TimeMark]) -> dict[str, Any]:
    """Return what a trace of marks says on pointing, and what it tells the page on a click."""
    return {
        "customdata": [f"{EVENT_PREFIX}{mark.key}" for mark in marks],
        "text": ["<br>".join([f"<b>{plain(mark.name)}</b>", *map(plain, mark.lines)]) for mark in marks],
        "hovertemplate": "%{text}<extra></extra>",
    }


def marker(marks: Sequence[EventMark] | Sequence[TimeMark], theme: Theme, factor: float = 1.0) -> dict[str, Any]:
    """Return plotly's marker of a trace of marks: shape, size, fill and halo of each.

    A mark of a day that is only known by its month or year is hollow: its line runs along the edge.
    """
    inks = INKS[theme]
    inked = [event_ink(mark.direction, inks) for mark in marks]
    hollow = [isinstance(mark, TimeMark) and not mark.exact for mark in marks]
    lines = [round((HOLLOW_LINE_PX if empty else 2 * HALO_PX) * factor, 1) for empty in hollow]
    return {
        "opacity": 1,
        "symbol": [_PLOTLY_SHAPE[mark.direction] for mark in marks],
        "size": [
            # A line lies half within the mark, from which a halo shall take nothing.
            _plotly_size(mark.direction, mark_px(mark.jobs) * factor, 0 if empty else line / 2)
            for mark, line, empty in zip(list[EventMark | TimeMark](marks), lines, hollow, strict=True)
        ],
        "color": [inks.halo if empty else ink for ink, empty in zip(inked, hollow, strict=True)],
        "line": {
            "color": [ink if empty else inks.halo for ink, empty in zip(inked, hollow, strict=True)],
            "width": lines,
        },
    }


def event_rows(events: Sequence[EventMark] | Sequence[TimeMark], theme: Theme) -> list[EventRow]:
    """Return a row per direction that occurs among the events, with a mark of one size."""
    found = [event.direction for event in events]
    return [
        EventRow(event_image(direction, theme, 16), _image_px(16), direction, found.count(direction))
        for direction in DIRECTIONS
        if direction in found
    ]


def size_rows(events: Sequence[EventMark] | Sequence[TimeMark], theme: Theme, factor: float = 1.0) -> list[SizeRow]:
    """Return the key to the sizes, at most three: as large as marks are drawn with this factor.

    Sizes beyond those that occur are left out; without a known number of jobs there is no key.
    """
    most = max((event.jobs for event in events if event.jobs is not None), default=0)
    shown = [jobs for i, jobs in enumerate(KEY_JOBS) if most and (i == 0 or most > KEY_JOBS[i - 1])]
    direction: Direction = next((way for way in DIRECTIONS if any(event.direction == way for event in events)), "lost")
    return [
        SizeRow(
            event_image(direction, theme, mark_px(jobs) * factor),
            _image_px(mark_px(jobs) * factor),
            jobs,
            jobs == KEY_JOBS[0],
            jobs == LARGEST_JOBS,
        )
        for jobs in shown
    ]


def event_image(direction: Direction, theme: Theme, width_px: float, hollow: bool = False) -> str:
    """Return the address of a mark as a square image just large enough for it and its halo, for a legend."""
    return f"data:image/svg+xml,{quote(event_svg(direction, theme, width_px, hollow), safe='')}"


def event_svg(direction: Direction, theme: Theme, width_px: float, hollow: bool = False) -> str:
    """Return a mark of a triangle's width as an SVG document."""
    side = _image_px(width_px)
    box = f'width="{side}" height="{side}" viewBox="{-side / 2} {-side / 2} {side} {side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{event_shape(direction, theme, width_px, hollow)}</svg>'


def event_shape(direction: Direction, theme: Theme, width_px: float, hollow: bool = False) -> str:
    """Return a mark around the origin as an element of an SVG document."""
    inks = INKS[theme]
    ink = event_ink(direction, inks)
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in event_corners(direction, width_px))
    shape = f'<polygon points="{points}"'
    if hollow:
        return f'{shape} fill="{inks.halo}" stroke="{ink}" stroke-width="{HOLLOW_LINE_PX}"/>'
    return f'{shape} fill="{ink}" stroke="{inks.halo}" stroke-width="{2 * HALO_PX}" paint-order="stroke"/>'


def event_ink(direction: Direction, inks: Inks) -> str:
    """Return the colour (#RRGGBB) of a direction."""
    return {"lost": inks.symbol, "created": inks.created, "other": inks.quiet_text}[direction]


def _plotly_size(direction: Direction, width: float, wider: float) -> float:
    """Return the size of plotly's shape for a triangle of a width whose sides are moved out by so many px."""
    if direction == "other":
        return round(width * _SQUARE_SIDE + 2 * wider, 1)
    return round(width / _TRIANGLE_WIDTH + wider / _TRIANGLE_INSIDE, 1)


def _image_px(width_px: float) -> int:
    return round(width_px + 4 * HALO_PX + 2)


def event_corners(direction: Direction, width: float) -> list[tuple[float, float]]:
    """Return the corners of a mark around the origin, y downwards; `width` is that of a triangle."""
    if direction == "other":
        half = width * _SQUARE_SIDE / 2
        return [(-half, -half), (half, -half), (half, half), (-half, half)]
    half, high = width / 2, width * TRIANGLE_HEIGHT / 2
    corners = [(-half, -high), (half, -high), (0.0, high)]
    return corners if direction == "lost" else [(x, -y) for x, y in corners]
