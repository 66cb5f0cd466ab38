"""A ranking by value: per row a dot at the value, behind it the interval in which the true one likely lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import look, room_for, separators
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import row_layout
from atlas.charts.sheet import top_axis
from atlas.picture import Theme

_DOT_PX, _MARK_PX, _INTERVAL_PX = 8, 12, 2
_LETTERS = 22


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row: what stands beside it, its value (None: a row that only says what was left out), what is said of it.

    `chosen` is its position among the chosen places; `hollow` marks a value that rests on something else than the
    others, and the words beside it say on what.
    """

    key: str
    name: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    chosen: int | None = None
    hollow: bool = False


def value_rows(rows: Sequence[ValueRow], *, title: str, theme: Theme, language: str, zero: bool) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of rows, the first on top, over an axis of values with a `title`.

    With `zero` the axis begins there. A click names the row's key. Raises ValueError where no row has a value.
    """
    known = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
    if not known:
        raise ValueError("rows: found no value, wanted at least one to draw")
    inks = INKS[theme]
    room = room_for(known, 100, from_zero=zero)
    axis = {**top_axis(title, inks), "range": [room.low, room.high], "nticks": 5, "tickformat": ",.2~f"}
    layout = row_layout([_name(row) for row in rows], inks, axis)
    return {
        "data": [_intervals(rows, inks), *_dots(rows, inks)],
        "layout": {**layout, "separators": separators(language)},
    }


def _name(row: ValueRow) -> str:
    name = row.name if len(row.name) <= _LETTERS else f"{row.name[: _LETTERS - 1].rstrip(' ,-(')}…"
    return f"<b>{plain(name)}</b>" if row.chosen is not None else plain(name)


def _intervals(rows: Sequence[ValueRow], inks: Inks) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for i, row in enumerate(rows):
        if row.low is not None and row.high is not None:
            xs += [row.low, row.high, None]
            ys += [i, i, None]
    line = {"color": inks.spoke, "width": _INTERVAL_PX}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _dots(rows: Sequence[ValueRow], inks: Inks) -> list[dict[str, Any]]:
    known = [(i, row) for i, row in enumerate(rows) if row.value is not None]
    colours = [inks.quiet_text if row.chosen is None else look(row.chosen).colour for _, row in known]
    symbols = ["circle" if row.chosen is None else look(row.chosen).symbol for _, row in known]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "cliponaxis": False,
            "x": [row.value for _, row in known],
            "y": [i for i, _ in known],
            "customdata": [row.key for _, row in known],
            "text": [plain(row.text).replace("\n", "<br>") for _, row in known],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "color": colours,
                "symbol": [
                    f"{symbol}-open" if row.hollow else symbol for symbol, (_, row) in zip(symbols, known, strict=True)
                ],
                "opacity": 1,
                "size": [_DOT_PX if row.chosen is None else _MARK_PX for _, row in known],
                "line": {"color": inks.halo, "width": 1},
            },
        }
    ]
