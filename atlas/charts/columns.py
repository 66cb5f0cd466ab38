"""Columns over periods: what adds up above a line of zero, what falls away below it, each with its number.

A period that is not counted in full has hollow columns and a star.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import CLEAR, plain
from atlas.charts.sheet import AXIS_PX, LETTERS_PX, sheet
from atlas.picture import Theme, Values

COLUMNS_PX = 300
HALF = 0.36
# Room for the numbers beyond the ends of the columns, in parts of the picture.
AIR, OFF = 0.1, 0.012
STAR, UP, DOWN = "*", "↑", "↓"
_MARGIN = {"l": 8, "r": 8, "t": 26, "b": 44, "pad": 0}


@dataclass(frozen=True, slots=True)
class ColumnSeries:
    """A column per period, None where nothing is known: `texts` are their numbers, `said` is shown on pointing."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns over the periods `at`: those of `up` above a line, those of `down` below it; either may be missing.

    All values are zero or more: the side says the direction. `partial` are the places of periods that are not
    counted in full, `note` says so. Raises ValueError where there is no series.
    """

    at: tuple[str, ...]
    up: ColumnSeries | None
    down: ColumnSeries | None
    partial: frozenset[int] = frozenset()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.sides:
            raise ValueError("columns: found no series, wanted one above or below the line")

    @property
    def sides(self) -> tuple[tuple[ColumnSeries, int], ...]:
        """Return the series with their directions: 1 above the line, -1 below it."""
        return tuple((one, sign) for one, sign in ((self.up, 1), (self.down, -1)) if one is not None)

    def reach(self, air: float) -> tuple[float, float]:
        """Return the lower and the upper end of the axis: beyond the highest columns of the sides by so much."""
        highs = {sign: max((value or 0.0 for value in one.values), default=0.0) for one, sign in self.sides}
        low, high = (highs[sign] + air if sign in highs else 0.0 for sign in (-1, 1))
        return -low, high

    @property
    def height(self) -> float:
        """Return the sum of the highest columns of both sides, 1 where all are nil."""
        low, high = self.reach(0.0)
        return high - low or 1.0

    def period(self, position: int) -> str:
        """Return how a period is written below its columns."""
        return self.at[position] + (STAR if position in self.partial else "")

    def drawn(self) -> tuple[Values, ...]:
        """Return the values of each series by period."""
        return tuple(Values(one.name, self.at, one.values) for one, _ in self.sides)


def columns_chart(columns: Columns, *, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of columns, with the names of the sides above and below."""
    inks, last = INKS[theme], len(columns.at) - 1
    data = [trace for one, sign in columns.sides for trace in _side(columns, one, sign, inks)]
    low, high = columns.reach(columns.height * AIR)
    return {
        "data": data,
        "layout": {
            **sheet(inks),
            "margin": dict(_MARGIN),
            "xaxis": {
                "range": [-0.6, last + 0.6],
                "fixedrange": True,
                "tickvals": list(range(last + 1)),
                "ticktext": [plain(columns.period(i)) for i in range(last + 1)],
                "tickangle": 0,
                "tickfont": {"size": AXIS_PX, "color": inks.quiet_text},
                "showgrid": False,
                "zeroline": False,
            },
            "yaxis": {"range": [low, high], "fixedrange": True, "visible": False},
            "shapes": [_zero(inks)],
            "annotations": [_name(one, sign, inks) for one, sign in columns.sides],
        },
    }


def column_ink(sign: int, inks: Inks) -> str:
    """Return the colour of the columns above (1) or below (-1) the line: that of the marks of events."""
    return inks.created if sign > 0 else inks.symbol


def side_name(series: ColumnSeries, sign: int) -> str:
    """Return the name of a side with its arrow."""
    return f"{UP if sign > 0 else DOWN} {series.name}"


def _side(columns: Columns, series: ColumnSeries, sign: int, inks: Inks) -> list[dict[str, Any]]:
    """Return the filled columns of a side, the hollow ones, and their numbers."""
    known = [(i, value) for i, value in enumerate(series.values) if value is not None]
    whole = [pair for pair in known if pair[0] not in columns.partial]
    hollow = [pair for pair in known if pair[0] in columns.partial]
    colour = column_ink(sign, inks)
    parts = [_bars(found, sign, colour, fill) for found, fill in ((whole, colour), (hollow, CLEAR)) if found]
    return [*parts, _numbers(columns, series, known, sign, inks)]


def _bars(found: Sequence[tuple[int, float]], sign: int, colour: str, fill: str) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for at, value in found:
        if value:
            xs += [at - HALF, at - HALF, at + HALF, at + HALF, at - HALF, None]
            ys += [0, sign * value, sign * value, 0, 0, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": colour, "width": 1.5},
        "hoverinfo": "skip",
    }


def _numbers(
    columns: Columns, series: ColumnSeries, known: Sequence[tuple[int, float]], sign: int, inks: Inks
) -> dict[str, Any]:
    # A little off the end of the column, on which the letters would stand.
    off = columns.height * OFF
    return {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "x": [at for at, _ in known],
        "y": [sign * (value + off) for _, value in known],
        "text": [plain(series.texts[at]) for at, _ in known],
        "textposition": "top center" if sign > 0 else "bottom center",
        "textfont": {"size": AXIS_PX, "color": inks.text},
        "hovertext": [plain(series.said[at]).replace("\n", "<br>") for at, _ in known],
        "hoverinfo": "text",
    }


def _name(series: ColumnSeries, sign: int, inks: Inks) -> dict[str, Any]:
    return {
        "text": f"<b>{plain(side_name(series, sign))}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1 if sign > 0 else 0,
        "xanchor": "left",
        "yanchor": "bottom" if sign > 0 else "top",
        "yshift": 4 if sign > 0 else -22,
        "showarrow": False,
        "font": {"size": LETTERS_PX, "color": column_ink(sign, inks)},
    }


def _zero(inks: Inks) -> dict[str, Any]:
    line = {"color": inks.quiet_text, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": line}
