"""Events over time: one lane per district, the marks of the map at their days.

Lanes are as high as their marks need: marks that would lie on each other stand in rows. Rows are found for a
narrow screen, so that the picture has one height on all of them and its order never changes with the width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from atlas.charts.colours import INKS, Inks
from atlas.charts.event_marks import HALO_PX, TRIANGLE_HEIGHT, biggest_first, mark_px, marker, said
from atlas.charts.map_layout import CLEAR, plain
from atlas.charts.names import LETTER, break_name
from atlas.charts.sheet import sheet, top_axis
from atlas.picture import Direction, Theme, TimeMark, Values

# The least height of a lane and of a row, the room between marks of two rows and around a lane's rows, in px.
LANE_PX, ROW_PX, BETWEEN_PX, AROUND_PX = 32.0, 16.0, 3.0, 8.0
# Years above the lanes and the title over them; a little below.
TOP_PX, BOTTOM_PX, RIGHT_PX = 42, 8, 14
# So many years have room for their numbers on a phone; of more, every second is written.
YEARS = 9
NAME_PX, NAME_LETTERS, LONGEST_NAME_PX = 12, 16, 110
# The width between names and edge for which rows are found: that of a phone.
NARROW_PX = 200.0
# How near the middles of two marks of a row may come, in parts of their widths.
CLOSER = 0.85


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane in px from the top of all lanes: its middle, its height, where each mark (by its key) stands."""

    name: str
    middle: float
    height: float
    places: dict[str, float]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks in lanes (key -> name, topmost first) over calendar days; the name of the `chosen` lane is bold.

    The axis runs from the year of the first mark, or of `since` if that is earlier, to the day `until`; later marks
    lengthen it. Marks of lanes that are not asked for are left out. `title` is that of the axis; `ways` are the words
    for what marks mean for jobs, `sizes` those for the sizes of marks of so many jobs, `note` what else must be said:
    the legend in print.
    """

    marks: tuple[TimeMark, ...]
    lanes: tuple[tuple[str, str], ...]
    until: date
    title: str
    since: date | None = None
    chosen: str | None = None
    ways: tuple[tuple[Direction, str], ...] = ()
    sizes: tuple[tuple[int, str], ...] = ()
    note: str = ""

    def layout(self, across_px: float = NARROW_PX) -> "Placed":
        """Return where lanes and marks stand on a picture of lanes so wide (px)."""
        names = dict(self.lanes)
        shown = tuple(mark for mark in self.marks if mark.lane in names)
        first, last = _days(shown, self.since, self.until)
        return Placed(shown, first, last, _lanes(shown, names, first, last, across_px))

    @property
    def height(self) -> int:
        """Return the height in px on a screen of any width."""
        return round(self.layout().height) + TOP_PX + BOTTOM_PX

    def drawn(self) -> tuple[Values, ...]:
        """Return the jobs of the marks of each lane at their days, oldest first; None where nobody says how many."""
        found = []
        for key, name in self.lanes:
            own = sorted((mark for mark in self.marks if mark.lane == key), key=lambda mark: (mark.day, mark.key))
            jobs = tuple(None if mark.jobs is None else float(mark.jobs) for mark in own)
            found.append(Values(name, tuple(map(written_day, own)), jobs, keys=tuple(mark.key for mark in own)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Placed:
    """The marks of a timeline, the first and the last day of its axis, and where each lane (by its key) stands."""

    marks: tuple[TimeMark, ...]
    first: date
    last: date
    lanes: dict[str, Lane]

    @property
    def height(self) -> float:
        """Return the height of all lanes, in px."""
        return sum(lane.height for lane in self.lanes.values())


def event_timeline(timeline: Timeline, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of marks in lanes. A click names the event as on the map."""
    inks = INKS[theme]
    placed = timeline.layout()
    return {
        "data": _trace(placed.marks, placed.lanes, theme),
        "layout": {
            **sheet(inks),
            "margin": {"l": _names_px(placed.lanes), "r": RIGHT_PX, "t": TOP_PX, "b": BOTTOM_PX, "pad": 0},
            "xaxis": _time_axis(placed.first, placed.last, timeline.title, inks),
            "yaxis": _lane_axis(placed.lanes, timeline.chosen),
            "shapes": _borders(placed.lanes, inks),
        },
    }


def written_day(mark: TimeMark) -> str:
    """Return the day of a mark as far as it is known: 2024-03-01, 2024-03 or 2024."""
    if mark.exact:
        return mark.day.isoformat()
    return str(mark.day.year) if (mark.day.month, mark.day.day) == (7, 2) else mark.day.isoformat()[:7]


def drawn_day(written: str) -> tuple[date, bool]:
    """Return the day at which a date is drawn and whether it is that very day.

    `written` is '2024-03-01', '2024-03' (drawn at the 16th) or '2024' (drawn at 2 July). Raises ValueError
    for anything else.
    """
    middle = {4: "-07-02", 7: "-16"}.get(len(written), "")
    return date.fromisoformat(written + middle), not middle


def _days(marks: Sequence[TimeMark], since: date | None, until: date) -> tuple[date, date]:
    first = min([mark.day for mark in marks] + [since or until])
    return date(first.year, 1, 1), max([mark.day for mark in marks] + [until])


def _lanes(
    marks: Sequence[TimeMark], lanes: Mapping[str, str], first: date, last: date, across_px: float
) -> dict[str, Lane]:
    per_px = max((last - first).days, 1) / across_px
    found: dict[str, Lane] = {}
    top = 0.0
    for key, name in lanes.items():
        places, room = _places([mark for mark in marks if mark.lane == key], per_px)
        height = max(LANE_PX, room + 2 * AROUND_PX)
        first_row = top + (height - room) / 2
        found[key] = Lane(name, top + height / 2, height, {mark: first_row + y for mark, y in places.items()})
        top += height
    return found


def _places(marks: Sequence[TimeMark], days_per_px: float) -> tuple[dict[str, float], float]:
    """Return where each mark of a lane stands, in px from the top of its rows, and how high all rows are.

    The first row is in the middle, the next ones below and above it; a row is as high as its highest mark.
    """
    rows = _rows(marks, days_per_px)
    heights = [ROW_PX] * (max(rows.values(), default=-1) + 1)
    for mark in marks:
        row = rows[mark.key]
        heights[row] = max(heights[row], TRIANGLE_HEIGHT * mark_px(mark.jobs) + BETWEEN_PX)
    middles, top = {}, 0.0
    for row in sorted(range(len(heights)), key=lambda row: row if row % 2 else -row):
        middles[row] = top + heights[row] / 2
        top += heights[row]
    return {key: middles[row] for key, row in rows.items()}, top


def _rows(marks: Sequence[TimeMark], days_per_px: float) -> dict[str, int]:
    """Return the row of each mark of a lane: the first in which it is clear of the marks before it."""
    ends: list[tuple[date, float]] = []
    found = {}
    for mark in sorted(marks, key=lambda mark: (mark.day, mark.key)):
        width = mark_px(mark.jobs) + 2 * HALO_PX
        free = (
            row
            for row, (day, other) in enumerate(ends)
            if (mark.day - day).days >= CLOSER * (width + other) / 2 * days_per_px
        )
        row = next(free, len(ends))
        ends[row : row + 1] = [(mark.day, width)]
        found[mark.key] = row
    return found


def _trace(marks: Sequence[TimeMark], lanes: Mapping[str, Lane], theme: Theme) -> list[dict[str, Any]]:
    if not marks:
        return []
    drawn = biggest_first(marks)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "cliponaxis": False,
            "x": [mark.day.isoformat() for mark in drawn],
            "y": [round(lanes[mark.lane].places[mark.key], 1) for mark in drawn],
            **said(drawn),
            "marker": marker(drawn, theme),
        }
    ]


def _time_axis(first: date, last: date, title: str, inks: Inks) -> dict[str, Any]:
    return {
        **top_axis(title, inks),
        "type": "date",
        "range": [first.isoformat(), (last + timedelta(days=1)).isoformat()],
        "tick0": first.isoformat(),
        "dtick": "M12",
        "tickformat": "%Y",
        # A year's number stands above the year, between the lines of its turns.
        "ticklabelmode": "period",
        "ticklabelstep": (last.year - first.year) // YEARS + 1,
    }


def _lane_axis(lanes: Mapping[str, Lane], chosen: str | None) -> dict[str, Any]:
    names = {key: "<br>".join(map(plain, _lines(lane.name))) for key, lane in lanes.items()}
    return {
        # In px from the top, so that a lane can be as high as it must be.
        "range": [sum(lane.height for lane in lanes.values()), 0],
        "fixedrange": True,
        "tickvals": [lane.middle for lane in lanes.values()],
        "ticktext": [f"<b>{name}</b>" if key == chosen else name for key, name in names.items()],
        "tickfont": {"size": NAME_PX},
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticklen": 6,
        "tickcolor": CLEAR,
    }


def _borders(lanes: Mapping[str, Lane], inks: Inks) -> list[dict[str, Any]]:
    """Return a faint line between lanes, from the edge of the names to the end."""
    edges = [lane.middle + lane.height / 2 for lane in lanes.values()]
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": edge,
            "y1": edge,
            "line": {"color": inks.grid, "width": 1},
        }
        for edge in [0.0, *edges]
    ]


def _lines(name: str) -> list[str]:
    """Return the lines of a lane's name: broken where the caller did, else where a long name may be."""
    broken = name.replace("<br>", "\n")
    return (broken if "\n" in broken else break_name(broken, NAME_LETTERS)).split("\n")


def _names_px(lanes: Mapping[str, Lane]) -> int:
    longest = max((len(line) for lane in lanes.values() for line in _lines(lane.name)), default=0)
    return min(round(longest * NAME_PX * LETTER * 1.05) + 10, LONGEST_NAME_PX + 10)
