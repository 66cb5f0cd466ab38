"""How ranks move with one weight: a line per district, each with a colour and a dash, its name at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import INKS
from atlas.charts.map_layout import plain
from atlas.charts.ranking import category, rank_ticks
from atlas.charts.sheet import AXIS_PX, sheet, vertical
from atlas.picture import Theme, Values

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
LINES_PX, LINES_TOP_PX, LINES_BOTTOM_PX, LABEL_PX, LABEL_LETTERS = 330, 10, 46, 14, 17


@dataclass(frozen=True, slots=True)
class RankLine:
    """A district: its name, and its rank at each of the shares that the weight takes."""

    name: str
    ranks: tuple[int, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class RankLines:
    """Ranks (1 on top, down to `last`) over the percent of one weight (`shares`), of which one is the `current`.

    `titles`: of the axis of weights and of that of ranks.
    """

    lines: tuple[RankLine, ...]
    shares: tuple[int, ...]
    current: float
    titles: tuple[str, str]
    last: int

    def drawn(self) -> tuple[Values, ...]:
        """Return the ranks of each district at each share."""
        at = tuple(str(share) for share in self.shares)
        return tuple(Values(one.name, at, tuple(float(rank) for rank in one.ranks)) for one in self.lines)


def rank_lines(content: RankLines, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of ranks over the percent of one weight, whose present value is dashed."""
    inks, last = INKS[theme], content.last
    room = (LINES_PX - LINES_TOP_PX - LINES_BOTTOM_PX) / max(last, 1)
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "cliponaxis": False,
            "x": list(content.shares),
            "y": list(one.ranks),
            "line": {"color": category(i), "width": 2.5, "dash": DASHES[i % len(DASHES)]},
            "hovertemplate": f"<b>{plain(one.name)}</b><br>%{{y}} · %{{x}} %<extra></extra>",
        }
        for i, one in enumerate(content.lines)
    ]
    small = {"size": AXIS_PX, "color": inks.quiet_text}
    weight, rank = ({"text": plain(title), "font": small} for title in content.titles)
    look = {"fixedrange": True, "showgrid": True, "gridcolor": inks.grid, "zeroline": False, "tickfont": small}
    ends = {one.name: one.ranks[-1] for one in content.lines}
    return {
        "data": traces,
        "layout": {
            **sheet(inks),
            "margin": {"l": 46, "r": 120, "t": LINES_TOP_PX, "b": LINES_BOTTOM_PX, "pad": 0},
            "xaxis": {
                **look,
                "range": [0, 100],
                "ticksuffix": " %",
                "title": weight,
            },
            "yaxis": {
                **look,
                "range": [last + 0.5, 0.5],
                "tickvals": rank_ticks(last),
                "title": rank,
            },
            "shapes": [vertical(content.current, inks.text, "dash")],
            "annotations": [
                {
                    "text": plain(name if len(name) <= LABEL_LETTERS else f"{name[: LABEL_LETTERS - 1]}…"),
                    "x": 100,
                    "xanchor": "left",
                    "xshift": 4,
                    "y": ends[name],
                    "yshift": shift,
                    "showarrow": False,
                    "font": {"size": 11, "color": inks.text},
                }
                for name, shift in _apart(ends, room).items()
            ],
        },
    }


def _apart(ends: Mapping[str, int], px_per_rank: float) -> dict[str, float]:
    """Return how far up (px) each label must move so that none lies on another; the order stays."""
    found: dict[str, float] = {}
    lowest = float("-inf")
    for name in sorted(ends, key=lambda name: ends[name]):
        at = ends[name] * px_per_rank
        place = max(at, lowest + LABEL_PX)
        found[name], lowest = round(at - place, 1), place
    return found
