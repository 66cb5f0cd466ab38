"""What pictures with axes share: how places are told apart, axes, labels at the ends of lines, breaks of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import CATEGORIES, Inks
from atlas.charts.map_layout import plain
from atlas.charts.names import LETTER
from atlas.charts.sheet import AXIS_PX
from atlas.charts.small_multiples import SEPARATORS

LABEL_PX = 12.0
LINE_PX = LABEL_PX * 1.25
# Around a label, between the picture and its margin; between two of them.
PAD_PX, BETWEEN_PX = 5, 4
NAME_LETTERS = 17
MOST_PLACES = len(CATEGORIES)
# The colours that stand out best from both pages come first.
_COLOURS = tuple(CATEGORIES[i] for i in (0, 4, 2, 3, 1, 5))
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")


@dataclass(frozen=True, slots=True)
class Look:
    """How a place is drawn, everywhere the same: colour, dash and symbol each tell it from the others."""

    colour: str
    dash: str
    symbol: str


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at an end of a line: where the line ends, the value as it is read, the name (or none)."""

    x: float
    y: float
    value: str
    name: str
    colour: str

    @property
    def height(self) -> float:
        """Return how high the label is, in px."""
        return LINE_PX * (2 if self.name else 1) + BETWEEN_PX

    @property
    def width(self) -> float:
        """Return how wide the label is, in px."""
        return max(len(shortened(self.name)) * LETTER, len(self.value) * LETTER * 1.1) * LABEL_PX


@dataclass(frozen=True, slots=True)
class Room:
    """The axis of values of a picture: from `low` at the bottom to `high` on top, `px` high."""

    low: float
    high: float
    px: float

    def down(self, value: float) -> float:
        """Return how far (px) a value lies below the top."""
        return (self.high - value) / (self.high - self.low) * self.px

    def value(self, down: float) -> float:
        """Return the value that lies so far (px) below the top."""
        return self.high - down / self.px * (self.high - self.low)


def look(position: int) -> Look:
    """Return how the place at a position is drawn; there are six."""
    i = position % MOST_PLACES
    return Look(_COLOURS[i], _DASHES[i], _SYMBOLS[i])


def room_for(values: Sequence[float], px: float, *, from_zero: bool = False) -> Room:
    """Return an axis that holds all values with a little air, from zero where asked for and none is below it."""
    low, high = min(values), max(values)
    if from_zero and low >= 0:
        return Room(0.0, high * 1.06 or 1.0, px)
    air = (high - low) * 0.07 or abs(high) * 0.05 or 1.0
    return Room(low - air, high + air, px)


def without_overlap(places: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return where the middles of labels stand (px from the top) so that none lies on another, in the order given.

    `places` are where they would like to stand. Labels keep their order from top to bottom; those that push each
    other stand as one block around their wishes. They stay between 0 and `room` where all of them fit.
    """
    blocks: list[list[int]] = []
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        block = [i]
        while blocks and _top(blocks[-1], places, heights, room) + _sum(blocks[-1], heights) > _top(
            block, places, heights, room
        ):
            block = blocks.pop() + block
        blocks.append(block)
    found = [0.0] * len(places)
    for block in blocks:
        top = _top(block, places, heights, room)
        for i in block:
            found[i] = top + heights[i] / 2
            top += heights[i]
    return found


def _top(block: Sequence[int], places: Sequence[float], heights: Sequence[float], room: float) -> float:
    """Return where a block of labels begins: where its labels on average want it, inside the room."""
    wishes, above = [], 0.0
    for i in block:
        wishes.append(places[i] - above - heights[i] / 2)
        above += heights[i]
    return max(min(sum(wishes) / len(wishes), room - above), 0.0)


def _sum(block: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[i] for i in block)


def end_labels(labels: Sequence[EndLabel], room: Room, edge: float, inks: Inks, *, left: bool = False) -> list[Any]:
    """Return annotations beside the ends of lines, moved so that all can be read; a thin line leads to each.

    `edge` is where on the axis of x they stand, to its left or right.
    """
    downs = without_overlap([room.down(label.y) for label in labels], [label.height for label in labels], room.px)
    told = []
    for label, down in zip(labels, downs, strict=True):
        name = f"<br>{plain(shortened(label.name))}" if label.name else ""
        told.append(
            {
                "x": label.x,
                "y": label.y,
                "ax": edge,
                "ay": room.value(down),
                "axref": "x",
                "ayref": "y",
                "xanchor": "right" if left else "left",
                "yanchor": "middle",
                "align": "right" if left else "left",
                "text": f"<b>{plain(label.value)}</b>{name}",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": label.colour,
                # In px: a distance along the axis would grow with the picture, and the margin does not.
                "borderpad": PAD_PX,
                "font": {"size": LABEL_PX, "color": inks.text},
            }
        )
    return told


def label_px(labels: Sequence[EndLabel]) -> int:
    """Return the margin (px) that labels beside a picture need."""
    return round(max((label.width for label in labels), default=0)) + 2 * PAD_PX


def shortened(name: str, letters: int = NAME_LETTERS) -> str:
    """Return a name of at most so many letters, its end left out where it is longer."""
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip(' ,-(')}…"


def value_axis(inks: Inks, language: str, title: str = "", room: Room | None = None) -> dict[str, Any]:
    """Return an axis of values: faint lines, few numbers as the language writes them, a title where given."""
    axis = {
        "fixedrange": True,
        "nticks": 6,
        "tickformat": ",.2~f",
        "tickangle": 0,
        "tickfont": {"size": AXIS_PX, "color": inks.quiet_text},
        "showgrid": True,
        "gridcolor": inks.grid,
        "zeroline": bool(room and room.low < 0 < room.high),
        "zerolinecolor": inks.quiet_text,
        "zerolinewidth": 1,
    }
    if title:
        axis["title"] = {"text": plain(title), "font": {"size": 11, "color": inks.quiet_text}, "standoff": 6}
    return axis | ({"range": [room.low, room.high]} if room else {})


def separators(language: str) -> str:
    """Return the marks of decimals and thousands on an axis."""
    return SEPARATORS[language]


def break_marks(breaks: Sequence[tuple[float, str]], inks: Inks) -> tuple[list[Any], list[Any]]:
    """Return a dashed line for each break of a series (where it stands, its word), and the words above them.

    Words of breaks that stand close together are written one above the other.
    """
    shapes, words = [], []
    for i, (at, word) in enumerate(sorted(breaks)):
        line = {"color": inks.quiet_text, "width": 1, "dash": "dash"}
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}
        )
        words.append(
            {
                "x": at,
                "y": 1,
                "xref": "x",
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "center",
                "yshift": 12 * (i % 2),
                "text": plain(word),
                "showarrow": False,
                "font": {"size": AXIS_PX, "color": inks.quiet_text},
            }
        )
    return shapes, words
