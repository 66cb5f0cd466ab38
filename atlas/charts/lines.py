"""Series of several places in one picture: gaps stay gaps, breaks are marked, each line has its name at its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import (
    EndLabel,
    break_marks,
    end_labels,
    label_px,
    look,
    room_for,
    separators,
    value_axis,
)
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.sheet import sheet
from atlas.charts.small_multiples import Break, Point, apart, cut_years, last_known, series_values, year_axis, year_end
from atlas.picture import Theme, Values

LINES_PX = 380
_TOP_PX, _BOTTOM_PX, _LEFT_PX, _TWO_WORDS_PX = 26, 26, 54, 12
_MARK_PX, _SMALL_MARK_PX, FEW_POINTS, _LINE_WIDTH = 8, 5, 16, 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A place: its name, its points (oldest first) and how its newest value is written."""

    name: str
    points: tuple[Point, ...]
    newest: str

    @property
    def end(self) -> Point | None:
        """Return the newest point that has a value, None where none has."""
        return last_known(self.points)


@dataclass(frozen=True, slots=True)
class Lines:
    """At most six lines over years, and what breaks them.

    `level` is a value that a thin line marks, the 100 of an index; the axis of values begins at zero if `from_zero`.
    Raises ValueError where no point has a value.
    """

    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()
    level: float | None = None
    from_zero: bool = False

    def __post_init__(self) -> None:
        if not self.known:
            raise ValueError("lines: found no value, wanted at least one to draw")

    @property
    def known(self) -> list[Point]:
        """Return all points that have a value."""
        return [point for line in self.lines for point in line.points if point.value is not None]

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last year with a value."""
        years = [point.year for point in self.known]
        return min(years), max(years)

    @property
    def values(self) -> list[float]:
        """Return all values of the picture, the marked one too."""
        found = [point.value for point in self.known if point.value is not None]
        return found if self.level is None else [*found, self.level]

    def drawn(self) -> tuple[Values, ...]:
        """Return the figures of each place by year."""
        return tuple(series_values(line.name, line.points) for line in self.lines)


def line_comparison(lines: Lines, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of lines over years.

    No line is drawn across a missing year, nor across a break that cuts.
    """
    inks = INKS[theme]
    top = _TOP_PX + (_TWO_WORDS_PX if len(lines.breaks) > 1 else 0)
    room = room_for(lines.values, LINES_PX - top - _BOTTOM_PX, from_zero=lines.from_zero)
    first, last = lines.span
    labels = [label for i, line in enumerate(lines.lines) if (label := _label(i, line))]
    shapes, words = break_marks([(one.year - 0.5, one.word) for one in lines.breaks], inks)
    if lines.level is not None:
        shapes.append(_level(lines.level, inks))
    return {
        "data": [_trace(i, line, cut_years(lines.breaks)) for i, line in enumerate(lines.lines)],
        "layout": {
            **sheet(inks),
            "separators": separators(language),
            "margin": {"l": _LEFT_PX, "r": label_px(labels), "t": top, "b": _BOTTOM_PX, "pad": 0},
            "xaxis": year_axis(first, last, inks) | {"tickfont": {"size": 11, "color": inks.quiet_text}},
            "yaxis": value_axis(inks, language, room=room),
            "shapes": shapes,
            "annotations": [*end_labels(labels, room, year_end(last), inks), *words],
        },
    }


def stroke(points: Iterable[Point], cuts: frozenset[int]) -> tuple[list[float], list[float | None], list[str]]:
    """Return years, values and words of a line, with an empty place where a year is missing or something new begins."""
    x: list[float] = []
    y: list[float | None] = []
    said: list[str] = []
    before: int | None = None
    for point in points:
        if before is not None and apart(before, point.year, cuts):
            x.append((before + point.year) / 2)
            y.append(None)
            said.append("")
        before = point.year
        x.append(point.year)
        y.append(None if point.value is None else round(point.value, 4))
        said.append(point.said)
    return x, y, said


def _label(position: int, line: Line) -> EndLabel | None:
    end = line.end
    if end is None:
        return None
    return EndLabel(end.year, end.value or 0.0, line.newest, line.name, look(position).colour)


def _trace(position: int, line: Line, cuts: frozenset[int]) -> dict[str, Any]:
    x, y, said = stroke(line.points, cuts)
    drawn = look(position)
    size = _MARK_PX if len(x) <= FEW_POINTS else _SMALL_MARK_PX
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(line.name),
        "x": x,
        "y": y,
        "hovertext": [plain(text) for text in said],
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": drawn.colour, "width": _LINE_WIDTH, "dash": drawn.dash},
        "marker": {
            "color": drawn.colour,
            "size": size,
            "symbol": drawn.symbol,
        },
    }


def _level(value: float, inks: Inks) -> dict[str, Any]:
    line = {"color": inks.quiet_text, "width": 1}
    return {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}
