"""Two periods side by side: a line per place from its value then to its value now, both written beside it."""

from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import EndLabel, break_marks, end_labels, label_px, look, room_for, separators, value_axis
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.sheet import sheet
from atlas.picture import Theme, Values

SLOPES_PX = 380
_TOP_PX, _BOTTOM_PX, _REACH = 30, 10, 0.08


@dataclass(frozen=True, slots=True)
class Slope:
    """A place with both values, how they are written, and what is said on pointing at either end."""

    name: str
    start: float
    end: float
    start_text: str
    end_text: str
    said: str


@dataclass(frozen=True, slots=True)
class Slopes:
    """At most six places between two periods.

    `looks`: each place's position among the chosen ones, which gives it colour, dash and symbol. `broken`: words for
    breaks of the series between the periods, drawn as a dashed line in the middle; with `cut` no line leads from one
    value to the other, because they cannot be compared. Raises ValueError for no place.
    """

    slopes: tuple[Slope, ...]
    periods: tuple[str, str]
    looks: tuple[int, ...]
    broken: tuple[str, ...] = ()
    cut: bool = False

    def __post_init__(self) -> None:
        if not self.slopes:
            raise ValueError("slopes: found none, wanted at least one place to draw")

    @property
    def values(self) -> list[float]:
        """Return all values of the picture."""
        return [value for one in self.slopes for value in (one.start, one.end)]

    def drawn(self) -> tuple[Values, ...]:
        """Return both values of each place."""
        return tuple(Values(one.name, self.periods, (one.start, one.end)) for one in self.slopes)


def slope_chart(content: Slopes, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of places between two periods."""
    slopes, looks, broken = content.slopes, content.looks, content.broken
    inks = INKS[theme]
    room = room_for(content.values, SLOPES_PX - _TOP_PX - _BOTTOM_PX)
    left = [EndLabel(0, one.start, one.start_text, "", look(i).colour) for i, one in zip(looks, slopes, strict=True)]
    right = [EndLabel(1, one.end, one.end_text, one.name, look(i).colour) for i, one in zip(looks, slopes, strict=True)]
    shapes, words = break_marks([(0.5, ", ".join(broken))] if broken else [], inks)
    return {
        "data": [_trace(i, one, content.cut) for i, one in zip(looks, slopes, strict=True)],
        "layout": {
            **sheet(inks),
            "separators": separators(language),
            "margin": {"l": label_px(left), "r": label_px(right), "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 0},
            "xaxis": _periods(content.periods, inks),
            "yaxis": {**value_axis(inks, language, room=room), "showticklabels": False, "showgrid": False},
            "shapes": shapes,
            "annotations": [
                *end_labels(left, room, -_REACH, inks, left=True),
                *end_labels(right, room, 1 + _REACH, inks),
                *words,
            ],
        },
    }


def _trace(position: int, slope: Slope, cut: bool) -> dict[str, Any]:
    drawn = look(position)
    x: list[float] = [0, 1]
    y: list[float | None] = [slope.start, slope.end]
    if cut:
        x, y = [0, 0.5, 1], [slope.start, None, slope.end]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(slope.name),
        "x": x,
        "y": y,
        "hovertext": [plain(slope.said).replace("\n", "<br>")] * len(x),
        "hoverinfo": "text",
        "cliponaxis": False,
        "line": {"color": drawn.colour, "width": 2.5, "dash": drawn.dash},
        "marker": {"color": drawn.colour, "size": 9, "symbol": drawn.symbol},
    }


def _periods(periods: tuple[str, str], inks: Inks) -> dict[str, Any]:
    return {
        "range": [-_REACH, 1 + _REACH],
        "fixedrange": True,
        "side": "top",
        "tickvals": [0, 1],
        "ticktext": [f"<b>{plain(period)}</b>" for period in periods],
        "tickangle": 0,
        "tickfont": {"size": 12, "color": inks.text},
        "showgrid": True,
        "gridcolor": inks.quiet_text,
        "zeroline": False,
    }
