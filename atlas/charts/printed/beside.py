"""Where names stand beside marks in print, so that they lie neither on marks nor on each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.charts.printed.page import LINE, PT_PER_MM, Box
from atlas.charts.typeface import width_pt

# A letter's part above the baseline, in parts of the line.
_ABOVE = 0.78
_OUTSIDE = 4.0


@dataclass(frozen=True, slots=True)
class Named:
    """A mark (its middle and radius, mm) and the name that is to stand beside it; a `must` is written anyhow."""

    x: float
    y: float
    radius: float
    name: str
    size_pt: float
    bold: bool = False
    must: bool = False

    @property
    def box(self) -> Box:
        """Return the square around the mark."""
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name and the left end of its baseline, in mm."""

    named: Named
    x: float
    y: float


def placed(wanted: Sequence[Named], marks: Sequence[Box], room: Box) -> list[Placed]:
    """Return which names are written, and where: those first in order choose first, a `must` where it disturbs least.

    `marks` are all marks of the picture, those without a name too; a name that is no `must` stands where it lies on
    nothing and inside the `room`, or nowhere.
    """
    taken, found = list(marks), []
    for one in wanted:
        boxes = [_beside(one, side) for side in _SIDES]
        costs = [sum(_overlap(box, other) for other in taken) + _OUTSIDE * _outside(box, room) for box in boxes]
        best = costs.index(min(costs))
        if one.must or costs[best] < 1e-6:
            box = boxes[best] if not one.must else _inside(boxes[best], room)
            taken.append(box)
            found.append(Placed(one, box.left, box.top - _ABOVE * box.height))
    return found


# Steps of the name's middle from the mark's: right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def _beside(one: Named, side: tuple[int, int]) -> Box:
    wide = width_pt(one.name, one.size_pt, one.bold) / PT_PER_MM
    high = one.size_pt * LINE / PT_PER_MM
    across, up = side
    away = one.radius * (0.7 if across and up else 1.0) + 0.35
    left = one.x + (across * (away + wide / 2) if across else 0.0) - wide / 2
    # Letters do not fill their line: above and below it comes closer.
    middle = one.y + up * (away + high * 0.38)
    return Box(left, middle - high / 2, wide, high)


def _inside(box: Box, room: Box) -> Box:
    left = min(max(box.left, room.left), max(room.right - box.width, room.left))
    bottom = min(max(box.bottom, room.bottom), room.top - box.height)
    return Box(left, bottom, box.width, box.height)


def _overlap(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(width, 0.0) * max(height, 0.0)


def _outside(box: Box, room: Box) -> float:
    return box.width * box.height - _overlap(box, room)
