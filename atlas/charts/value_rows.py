"""A ranking by value: per row a dot at the value, behind it the interval in which the true one likely lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import Room, look, room_for, separators
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import row_layout
from atlas.charts.sheet import top_axis
from atlas.picture import Theme, Values

_DOT_PX, _MARK_PX, _INTERVAL_PX = 8, 12, 2
_LETTERS = 22


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row: its name, its value (None: a row that only says what was left out), what is said of it.

    `chosen` is its position among the chosen places; `hollow` marks a value that rests on something else than the
    others, and the words beside it say on what. `told` is the value as it is read, for a picture without pointing.
    """

    key: str
    name: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    chosen: int | None = None
    hollow: bool = False
    rank: int | None = None
    told: str = ""

    @property
    def label(self) -> str:
        """Return what stands beside the row: the name, behind the rank where it has one."""
        return self.name if self.rank is None else f"{self.rank} {self.name}"


@dataclass(frozen=True, slots=True)
class ValueRows:
    """Rows, the first on top, over an axis of values with a title, which begins at `zero` where that is asked for.

    Raises ValueError where no row has a value.
    """

    rows: tuple[ValueRow, ...]
    title: str
    zero: bool
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if all(row.value is None for row in self.rows):
            raise ValueError("rows: found no value, wanted at least one to draw")

    @property
    def room(self) -> Room:
        """Return the axis that holds all values and intervals."""
        known = [v for row in self.rows for v in (row.value, row.low, row.high) if v is not None]
        return room_for(known, 100, from_zero=self.zero)

    def drawn(self) -> tuple[Values, ...]:
        """Return the values with the ends of their intervals."""
        rows = [row for row in self.rows if row.value is not None]
        return (
            Values(
                self.title,
                tuple(row.name for row in rows),
                tuple(row.value for row in rows),
                tuple(row.low for row in rows),
                tuple(row.high for row in rows),
                tuple(row.key for row in rows),
            ),
        )


def value_rows(content: ValueRows, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of rows of values. A click names the row's key."""
    inks, rows, room = INKS[theme], content.rows, content.room
    axis = {**top_axis(content.title, inks), "range": [room.low, room.high], "nticks": 5, "tickformat": ",.2~f"}
    layout = row_layout([_name(row) for row in rows], inks, axis)
    return {
        "data": [_intervals(rows, inks), *_dots(rows, inks)],
        "layout": {**layout, "separators": separators(language)},
    }


def _name(row: ValueRow) -> str:
    name = row.label if len(row.label) <= _LETTERS else f"{row.label[: _LETTERS - 1].rstrip(' ,-(')}…"
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
