"""A ranking with how sure it is: per row a dot at the rank, a bar of likely ranks behind it, whiskers to the extremes.

Rows are as high as a line of text, so that the picture's height follows from their number on any screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import CATEGORIES, INKS, Inks
from atlas.charts.map_layout import CLEAR, plain
from atlas.charts.names import LETTER
from atlas.charts.sheet import sheet, top_axis, vertical
from atlas.picture import Theme, Values

ROW_PX, TOP_PX, BOTTOM_PX, RIGHT_PX = 19, 40, 8, 14
NAME_PX, LONGEST_NAME_PX = 12, 150
BAR_PX, WHISKER_PX, DOT_PX = 9, 1.5, 9
NAME_LETTERS = 22


@dataclass(frozen=True, slots=True)
class RankRow:
    """A district of a ranking; without `low` … `worst` only its rank is drawn. `text` is said on pointing at it."""

    key: str
    name: str
    rank: int
    text: str
    low: float | None = None
    high: float | None = None
    best: float | None = None
    worst: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows, the first on top, over an axis of ranks from 1 to `last` with a title; `chosen` is the key of a row."""

    rows: tuple[RankRow, ...]
    last: int
    title: str
    chosen: str | None = None
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    @property
    def chosen_row(self) -> int | None:
        """Return the place of the chosen row, None where none of the rows is it."""
        return next((i for i, row in enumerate(self.rows) if row.key == self.chosen), None)

    def drawn(self) -> tuple[Values, ...]:
        """Return the ranks, with the ends of the likely ones."""
        return (
            Values(
                self.title,
                tuple(row.name for row in self.rows),
                tuple(float(row.rank) for row in self.rows),
                tuple(row.low for row in self.rows),
                tuple(row.high for row in self.rows),
                tuple(row.key for row in self.rows),
            ),
        )


def ranking_chart(ranking: Ranking, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of a ranking.

    The chosen row has a bold name, a larger ringed dot and a band behind it. A click names the row's key.
    """
    inks = INKS[theme]
    rows, last, title, chosen = ranking.rows, ranking.last, ranking.title, ranking.chosen
    place = {row.key: i for i, row in enumerate(rows)}
    told = [row for row in rows if row.low is not None]
    return {
        "data": [
            _segments([(row.best, row.worst, place[row.key]) for row in told], inks.quiet_text, WHISKER_PX),
            _segments([(row.low, row.high, place[row.key]) for row in told], bar_colour(theme), BAR_PX),
            _dots(rows, chosen, inks),
        ],
        "layout": row_layout(
            [row_name(row, row.key == chosen) for row in rows],
            inks,
            {
                **top_axis(title, inks),
                "range": [0.4, last + 0.6],
                "tickvals": rank_ticks(last),
                "ticktext": [str(tick) for tick in rank_ticks(last)],
            },
            band=place.get(chosen) if chosen else None,
        ),
    }


def rows_height(count: int) -> int:
    """Return the height in px of a picture of so many rows, on a screen of any width."""
    return count * ROW_PX + TOP_PX + BOTTOM_PX


def rank_ticks(last: int) -> list[int]:
    """Return the ranks written on an axis: 1, and at most five round ones up to the last."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if last <= 5 * step or step == 1000)
    return [1, *(tick for tick in range(step, last + 1, step) if tick > 1)]


def bar_colour(theme: Theme) -> str:
    """Return the colour of likely ranks: beside the page at least 1.5, so that the dot stands out from it."""
    return {"light": "#9CC3E4", "dark": "#2F618F", "grey": "#BDBDBD"}[theme]


def row_name(row: RankRow, chosen: bool) -> str:
    """Return how a row is named beside the picture: rank and name, bold where it is the chosen one."""
    name = row.name if len(row.name) <= NAME_LETTERS else f"{row.name[: NAME_LETTERS - 1].rstrip()}…"
    told = plain(f"{row.rank} {name}")
    return f"<b>▸ {told}</b>" if chosen else told


def row_layout(
    names: Sequence[str], inks: Inks, axis: dict[str, Any], band: int | None = None, zero: bool = False
) -> dict[str, Any]:
    """Return the layout of a picture made of rows: names at the left, an axis on top, a band behind one row."""
    longest = max((len(name.removeprefix("<b>").removesuffix("</b>")) for name in names), default=0)
    shapes = []
    if band is not None:
        shapes.append(_band(band, inks))
    if zero:
        shapes.append(vertical(0, inks.quiet_text, "solid"))
    return {
        **sheet(inks),
        "margin": {
            "l": min(round(longest * NAME_PX * LETTER) + 12, LONGEST_NAME_PX),
            "r": RIGHT_PX,
            "t": TOP_PX,
            "b": BOTTOM_PX,
            "pad": 0,
        },
        "xaxis": axis,
        "yaxis": {
            "range": [len(names) - 0.5, -0.5],
            "fixedrange": True,
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
            "tickfont": {"size": NAME_PX},
            "showgrid": False,
            "zeroline": False,
            "ticklen": 4,
            "tickcolor": CLEAR,
        },
        "shapes": shapes,
    }


def category(position: int) -> str:
    """Return the colour of a category; there are six."""
    return CATEGORIES[position % len(CATEGORIES)]


def _band(row: int, inks: Inks) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "fillcolor": inks.grid,
        "line": {"width": 0},
    }


def _segments(parts: Sequence[tuple[float | None, float | None, int]], colour: str, width: float) -> dict[str, Any]:
    """Return lines along rows, from a little before the first to a little behind the last rank."""
    reach = 0.25 if width > WHISKER_PX else 0.0
    xs: list[float | None] = []
    ys: list[float | None] = []
    for first, end, row in parts:
        if first is not None and end is not None:
            xs += [first - reach, end + reach, None]
            ys += [row, row, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _dots(rows: Sequence[RankRow], chosen: str | None, inks: Inks) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [row.rank for row in rows],
        "y": list(range(len(rows))),
        "customdata": [row.key for row in rows],
        "text": [plain(row.text).replace("\n", "<br>") for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "color": inks.symbol,
            "opacity": 1,
            "size": [DOT_PX + 4 if row.key == chosen else DOT_PX for row in rows],
            "line": {
                "color": [inks.chosen_border if row.key == chosen else inks.halo for row in rows],
                "width": [3 if row.key == chosen else 1 for row in rows],
            },
        },
    }
