"""Series of several places in one picture: gaps stay gaps, breaks are marked, each line has its name at its end."""

from collections.abc import Sequence
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
from atlas.charts.small_multiples import Break, Point, apart, cut_years, year_axis
from atlas.picture import Theme

LINES_PX = 380
_TOP_PX, _BOTTOM_PX, _LEFT_PX, _TWO_WORDS_PX = 26, 26, 54, 12
_MARK_PX, _SMALL_MARK_PX, _FEW_POINTS, _LINE_WIDTH = 8, 5, 16, 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A place: its name, its points (oldest first) and how its newest value is written."""

    name: str
    points: tuple[Point, ...]
    newest: str


def line_comparison(
    lines: Sequence[Line],
    *,
    breaks: Sequence[Break] = (),
    theme: Theme,
    language: str,
    from_zero: bool = False,
    level: float | None = None,
) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of at most six lines over years.

    No line is drawn across a missing year, nor across a break that cuts. `level` is a value that a thin line marks,
    the 100 of an index; the axis of values begins at zero if `from_zero`.
    Raises ValueError where no point has a value.
    """
    known = [point for line in lines for point in line.points if point.value is not None]
    if not known:
        raise ValueError("lines: found no value, wanted at least one to draw")
    inks = INKS[theme]
    top = _TOP_PX + (_TWO_WORDS_PX if len(breaks) > 1 else 0)
    values = [point.value for point in known if point.value is not None]
    room = room_for([*values, *([] if level is None else [level])], LINES_PX - top - _BOTTOM_PX, from_zero=from_zero)
    first, last = min(point.year for point in known), max(point.year for point in known)
    labels = [_label(i, line) for i, line in enumerate(lines) if any(p.value is not None for p in line.points)]
    shapes, words = break_marks([(one.year - 0.5, one.word) for one in breaks], inks)
    if level is not None:
        shapes.append(_level(level, inks))
    return {
        "data": [_trace(i, line, cut_years(breaks)) for i, line in enumerate(lines)],
        "layout": {
            **sheet(inks),
            "separators": separators(language),
            "margin": {"l": _LEFT_PX, "r": label_px(labels), "t": top, "b": _BOTTOM_PX, "pad": 0},
            "xaxis": year_axis(first, last, inks) | {"tickfont": {"size": 11, "color": inks.quiet_text}},
            "yaxis": value_axis(inks, language, room=room),
            "shapes": shapes,
            "annotations": [*end_labels(labels, room, last + 0.5 + (last - first) * 0.02, inks), *words],
        },
    }


def _label(position: int, line: Line) -> EndLabel:
    end = next(point for point in reversed(line.points) if point.value is not None)
    return EndLabel(end.year, end.value or 0.0, line.newest, line.name, look(position).colour)


def _trace(position: int, line: Line, cuts: frozenset[int]) -> dict[str, Any]:
    """Return a line with an empty place wherever a year is missing or something new begins."""
    x: list[float] = []
    y: list[float | None] = []
    said: list[str] = []
    before: int | None = None
    for point in line.points:
        if before is not None and apart(before, point.year, cuts):
            x.append((before + point.year) / 2)
            y.append(None)
            said.append("")
        before = point.year
        x.append(point.year)
        y.append(None if point.value is None else round(point.value, 4))
        said.append(plain(point.said))
    drawn = look(position)
    size = _MARK_PX if len(x) <= _FEW_POINTS else _SMALL_MARK_PX
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(line.name),
        "x": x,
        "y": y,
        "hovertext": said,
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
