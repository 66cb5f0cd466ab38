"""Two indicators against each other: a small dot per district, the chosen places with symbol, colour and name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import LABEL_PX, Room, look, room_for, separators, shortened, value_axis
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.names import LETTER
from atlas.charts.sheet import sheet
from atlas.picture import Theme, Values

SCATTER_PX = 430
_MARGIN = {"l": 62, "r": 16, "t": 10, "b": 48, "pad": 0}
_DOT_PX, _MARK_PX = 7, 12
# The width between the axes for which names find their places: that of a phone.
_NARROW_PX = 250.0
# Where a name may stand beside its mark, the better places first.
_SIDES = ("top center", "bottom center", "middle right", "middle left")
# Among more places than these names would be a matter of luck.
NAMED_AT_MOST = 60

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A place with both values; `chosen` is its position among the chosen ones, None for all others."""

    key: str
    name: str
    x: float
    y: float
    text: str
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Scatter:
    """Places over two axes with `titles` (below, beside), and where asked for dashed lines at the `middle` of both.

    Raises ValueError for no pair.
    """

    pairs: tuple[Pair, ...]
    titles: tuple[str, str]
    middle: tuple[float, float] | None = None
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.pairs:
            raise ValueError("pairs: found none, wanted at least one place with both values")

    @property
    def others(self) -> list[Pair]:
        """Return the places that are not chosen."""
        return [pair for pair in self.pairs if pair.chosen is None]

    @property
    def chosen(self) -> list[Pair]:
        """Return the chosen places."""
        return [pair for pair in self.pairs if pair.chosen is not None]

    def drawn(self) -> tuple[Values, ...]:
        """Return the values along both axes, those below first."""
        names, keys = tuple(pair.name for pair in self.pairs), tuple(pair.key for pair in self.pairs)
        sides = (tuple(pair.x for pair in self.pairs), tuple(pair.y for pair in self.pairs))
        return tuple(Values(title, names, side, keys=keys) for title, side in zip(self.titles, sides, strict=True))


def scatter_chart(content: Scatter, *, theme: Theme, language: str, clickable: bool = True) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of all places over two axes. A click names the place's key."""
    inks, others, chosen = INKS[theme], content.others, content.chosen
    across = room_for([pair.x for pair in content.pairs], _NARROW_PX)
    up = room_for([pair.y for pair in content.pairs], SCATTER_PX - _MARGIN["t"] - _MARGIN["b"])
    sides = label_sides(chosen, across, up)
    return {
        "data": [
            {**_dots(others, inks, clickable), "mode": "markers"},
            *(_mark(pair, inks, clickable) for pair in chosen),
        ],
        "layout": {
            **sheet(inks),
            "separators": separators(language),
            "margin": dict(_MARGIN),
            "xaxis": value_axis(inks, language, content.titles[0], across),
            "yaxis": value_axis(inks, language, content.titles[1], up),
            "shapes": _middle_lines(content.middle, inks),
            "annotations": [
                *(_small_name(pair, side, inks) for pair, side in free_sides(others, chosen, sides, across, up)),
                *(_name(pair, side, inks) for pair, side in zip(chosen, sides, strict=True)),
            ],
        },
    }


def _middle_lines(middle: tuple[float, float] | None, inks: Inks) -> list[dict[str, Any]]:
    if middle is None:
        return []
    line = {"type": "line", "line": {"color": inks.quiet_text, "width": 1, "dash": "dash"}}
    across, up = middle
    return [
        {**line, "xref": "x", "x0": across, "x1": across, "yref": "paper", "y0": 0, "y1": 1},
        {**line, "yref": "y", "y0": up, "y1": up, "xref": "paper", "x0": 0, "x1": 1},
    ]


def label_sides(chosen: Sequence[Pair], across: Room, up: Room) -> list[str]:
    """Return where the name of each chosen place stands, so that it lies least on marks and names placed before."""
    taken = [_dot(pair, _MARK_PX, across, up) for pair in chosen]
    found = []
    for pair in chosen:
        boxes = [_box(shortened(pair.name), *_middle(pair, across, up), side) for side in _SIDES]
        costs = [sum(_overlap(box, other) for other in taken) + 4 * _outside(box, across, up) for box in boxes]
        best = costs.index(min(costs))
        found.append(_SIDES[best])
        taken.append(boxes[best])
    return found


def free_sides(
    others: Sequence[Pair], chosen: Sequence[Pair], sides: Sequence[str], across: Room, up: Room
) -> list[tuple[Pair, str]]:
    """Return the places that are not chosen whose names find room of their own, and where they stand.

    Those farthest from the middle come first: they are what a reader asks for. `sides`: where the chosen names stand.
    """
    if len(others) > NAMED_AT_MOST:
        return []
    taken = [_dot(pair, _DOT_PX, across, up) for pair in others] + [_dot(one, _MARK_PX, across, up) for one in chosen]
    for pair, side in zip(chosen, sides, strict=True):
        taken.append(_box(shortened(pair.name), *_middle(pair, across, up), side))
    found = []
    for pair in sorted(others, key=lambda one: -_from_the_middle(one, across, up)):
        for side in reversed(_SIDES):
            box = _box(shortened(pair.name), *_middle(pair, across, up), side)
            if not _outside(box, across, up) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append((pair, side))
                break
    return found


def _middle(pair: Pair, across: Room, up: Room) -> tuple[float, float]:
    return across.px - across.down(pair.x), up.down(pair.y)


def _dot(pair: Pair, size: float, across: Room, up: Room) -> Box:
    x, y = _middle(pair, across, up)
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _from_the_middle(pair: Pair, across: Room, up: Room) -> float:
    """Return how far a place lies from the middle of the picture, in parts of its half sides."""
    x, y = _middle(pair, across, up)
    return abs(2 * x / across.px - 1) + abs(2 * y / up.px - 1)


def _box(name: str, x: float, y: float, side: str) -> Box:
    width, height, away = len(name) * LETTER * LABEL_PX, LABEL_PX * 1.2, _MARK_PX / 2 + 2
    middle = {"middle right": x + away + width / 2, "middle left": x - away - width / 2}.get(side, x)
    level = {"top center": y - away - height / 2, "bottom center": y + away + height / 2}.get(side, y)
    return middle - width / 2, level - height / 2, middle + width / 2, level + height / 2


def _overlap(one: Box, other: Box) -> float:
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)


def _outside(box: Box, across: Room, up: Room) -> float:
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide * high - _overlap(box, (0.0, 0.0, across.px, up.px))


def _dots(pairs: Sequence[Pair], inks: Inks, clickable: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "cliponaxis": False,
        "x": [pair.x for pair in pairs],
        "y": [pair.y for pair in pairs],
        "text": [plain(pair.text).replace("\n", "<br>") for pair in pairs],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": inks.spoke, "size": _DOT_PX, "opacity": 0.65, "line": {"width": 0}},
        **({"customdata": [pair.key for pair in pairs]} if clickable else {}),
    }


def _name(pair: Pair, side: str, inks: Inks) -> dict[str, Any]:
    """Return a name beside its mark, on a ground of the page's colour: dots may lie behind it."""
    away = _MARK_PX / 2 + 2
    across = {"middle right": ("left", away), "middle left": ("right", -away)}.get(side, ("center", 0))
    up = {"top center": ("bottom", away), "bottom center": ("top", -away)}.get(side, ("middle", 0))
    return {
        "x": pair.x,
        "y": pair.y,
        "xanchor": across[0],
        "xshift": across[1],
        "yanchor": up[0],
        "yshift": up[1],
        "text": f"<b>{plain(shortened(pair.name))}</b>",
        "showarrow": False,
        "borderpad": 1,
        "bgcolor": f"{inks.page}D9",
        "font": {"size": LABEL_PX, "color": inks.text},
    }


def _small_name(pair: Pair, side: str, inks: Inks) -> dict[str, Any]:
    """Return the name of a place that is not chosen: quieter, and behind the chosen ones."""
    quiet = {"size": LABEL_PX, "color": inks.quiet_text}
    return _name(pair, side, inks) | {"text": plain(shortened(pair.name)), "font": quiet, "bgcolor": "rgba(0,0,0,0)"}


def _mark(pair: Pair, inks: Inks, clickable: bool) -> dict[str, Any]:
    drawn = look(pair.chosen or 0)
    return {
        **_dots([pair], inks, clickable),
        "mode": "markers",
        "marker": {
            "color": drawn.colour,
            "symbol": drawn.symbol,
            "size": _MARK_PX,
            "opacity": 1,
            "line": {"color": inks.halo, "width": 1.5},
        },
    }
