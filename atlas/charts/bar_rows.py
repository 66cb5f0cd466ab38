"""Rows with a bar from zero: how large a share each has; what holds always is filled, what holds at times hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import separators
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import category, row_layout
from atlas.charts.sheet import top_axis
from atlas.picture import Theme, Values

HALF_BAR, _LETTERS, _LABEL_PX = 0.34, 26, 44
FULL = 100.0
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its name, its share in percent, how that is written, what is said on pointing; `chosen` is bold."""

    name: str
    share: float
    label: str
    text: str
    chosen: bool = False

    @property
    def full(self) -> bool:
        """Return whether it holds always."""
        return self.share >= FULL


@dataclass(frozen=True, slots=True)
class BarRows:
    """Rows, the first on top, over an axis of percent with a title."""

    rows: tuple[BarRow, ...]
    title: str
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    def drawn(self) -> tuple[Values, ...]:
        """Return the shares, in percent."""
        names, shares = tuple(row.name for row in self.rows), tuple(row.share for row in self.rows)
        return (Values(self.title, names, shares),)


def bar_rows(content: BarRows, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of rows with bars."""
    inks, rows = INKS[theme], content.rows
    axis = {**top_axis(content.title, inks), "range": [0, FULL], "tickvals": list(TICKS), "ticksuffix": " %"}
    layout = row_layout([_name(row) for row in rows], inks, axis)
    layout["margin"] = {**layout["margin"], "r": _LABEL_PX}
    return {
        "data": [
            *(_bars(rows, inks, full=full) for full in (True, False)),
            _ends(rows, inks),
        ],
        "layout": {**layout, "separators": separators(language)},
    }


def _name(row: BarRow) -> str:
    name = row.name if len(row.name) <= _LETTERS else f"{row.name[: _LETTERS - 1].rstrip(' ,-(')}…"
    return f"<b>★ {plain(name)}</b>" if row.chosen else plain(name)


def _bars(rows: Sequence[BarRow], inks: Inks, *, full: bool) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for i, row in enumerate(rows):
        if row.share > 0 and row.full == full:
            xs += [0, row.share, row.share, 0, 0, None]
            ys += [i - HALF_BAR, i - HALF_BAR, i + HALF_BAR, i + HALF_BAR, i - HALF_BAR, None]
    colour = category(0)
    pattern = {"shape": "" if full else "/", "bgcolor": colour, "fgcolor": inks.page, "size": 7, "solidity": 0.3}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": colour,
        "fillpattern": pattern,
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
    }


def _ends(rows: Sequence[BarRow], inks: Inks) -> dict[str, Any]:
    """Return the shares as text at the ends of the bars; they are what pointing finds."""
    return {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "x": [row.share for row in rows],
        "y": list(range(len(rows))),
        "text": [plain(f" {row.label}") for row in rows],
        "textposition": "middle right",
        "textfont": {"size": 11, "color": inks.text},
        "hovertext": [plain(row.text).replace("\n", "<br>") for row in rows],
        "hoverinfo": "text",
    }
