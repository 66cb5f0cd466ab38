"""What a score is made of: stacked bars, one per district. A part has a colour and a pattern, not a colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import RankRow, category, row_layout, row_name
from atlas.charts.sheet import top_axis
from atlas.picture import Theme, Values

# Plotly's names of the patterns, and the path of each in a square of 8 px for the legend.
PATTERNS = ("", "/", ".", "\\", "-", "x")
PATHS = {"/": "M0,8L8,0", "\\": "M0,0L8,8", "-": "M0,4L8,4", "x": "M0,8L8,0M0,0L8,8", ".": "M3,4L5,4"}
HALF_BAR = 0.38


@dataclass(frozen=True, slots=True)
class Part:
    """What one part adds in each row (None: the row has no such part), and what is said on pointing at it."""

    name: str
    sizes: tuple[float | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contributions:
    """Rows, the first on top, each with the parts one after the other; `chosen` is the key of a row."""

    rows: tuple[RankRow, ...]
    parts: tuple[Part, ...]
    title: str
    chosen: str | None = None
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    @property
    def chosen_row(self) -> int | None:
        """Return the place of the chosen row, None where none of the rows is it."""
        return next((i for i, row in enumerate(self.rows) if row.key == self.chosen), None)

    def edges(self) -> list[list[tuple[float, float]]]:
        """Return where each part begins and ends in each row; negative ones go to the left of 0."""
        up, down = [0.0] * len(self.rows), [0.0] * len(self.rows)
        found = []
        for part in self.parts:
            edges: list[tuple[float, float]] = []
            for i, known in enumerate(part.sizes):
                size = known or 0.0
                side = up if size >= 0 else down
                edges.append((side[i], side[i] + size))
                side[i] += size
            found.append(edges)
        return found

    def reach(self) -> tuple[float, float]:
        """Return the axis that holds all parts with a little air."""
        ends = [end for edges in self.edges() for _, end in edges]
        return min([0.0, *ends]) * 1.03, (max([0.0, *ends]) or 1.0) * 1.03

    def drawn(self) -> tuple[Values, ...]:
        """Return what each part adds, part by part."""
        names, keys = tuple(row.name for row in self.rows), tuple(row.key for row in self.rows)
        return tuple(Values(part.name, names, part.sizes, keys=keys) for part in self.parts)


def contribution_bars(content: Contributions, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of the parts. A click names the row's key."""
    inks, rows, reach = INKS[theme], content.rows, content.reach()
    traces = []
    for position, (part, edges) in enumerate(zip(content.parts, content.edges(), strict=True)):
        traces += [_polygons(edges, position, inks), _hover(rows, edges, part.texts)]
    names = [row_name(row, row.key == content.chosen) for row in rows]
    axis = {**top_axis(content.title, inks), "range": list(reach)}
    return {"data": traces, "layout": row_layout(names, inks, axis, content.chosen_row, zero=reach[0] < 0)}


def swatch(position: int, theme: Theme) -> str:
    """Return the address of an image of the colour and pattern of a part, 24 by 16 px, for the legend."""
    path = PATHS.get(pattern(position), "")
    page = INKS[theme].page
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><defs><pattern id="p" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><path d="{path}" stroke="{page}" stroke-width="2"/></pattern></defs>'
        f'<rect width="24" height="16" fill="{category(position)}"/><rect width="24" height="16" fill="url(#p)"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"


def pattern(position: int) -> str:
    """Return plotly's name of the pattern of a part: another one where the colours begin anew."""
    return PATTERNS[(position + position // len(PATTERNS)) % len(PATTERNS)]


def _polygons(edges: Sequence[tuple[float, float]], position: int, inks: Inks) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, (start, end) in enumerate(edges):
        if start != end:
            xs += [start, end, end, start, start, None]
            ys += [row - HALF_BAR, row - HALF_BAR, row + HALF_BAR, row + HALF_BAR, row - HALF_BAR, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": category(position),
        "fillpattern": {
            "shape": pattern(position),
            "bgcolor": category(position),
            "fgcolor": inks.page,
            "size": 8,
            "solidity": 0.25,
        },
        "line": {"color": inks.page, "width": 1},
        "hoverinfo": "skip",
    }


def _hover(rows: Sequence[RankRow], edges: Sequence[tuple[float, float]], texts: Sequence[str]) -> dict[str, Any]:
    """Return unseen marks in the middle of each part: they are what pointing and clicking find."""
    found = [i for i, (start, end) in enumerate(edges) if start != end]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [sum(edges[i]) / 2 for i in found],
        "y": found,
        "customdata": [rows[i].key for i in found],
        "text": [plain(texts[i]).replace("\n", "<br>") for i in found],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 16, "opacity": 0},
    }
