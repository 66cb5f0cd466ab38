"""Where names stand beside marks in print, so that they lie neither on marks nor on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from atlas.charts.printed.page import LINE, PT_PER_MM, Box
from atlas.charts.typeface import width_pt

# A letter's part above the baseline, in parts of the line.
_ABOVE = 0.78
# What lies outside counts so many times; a step away from the mark as much as so many mm² covered.
_OUTSIDE, _PER_STEP, _NOTHING = 4.0, 0.25, 1e-6
# A name that covers so small a part of its box only touches something.
_HARDLY = 0.1
_STEPS, _PARTS = 7, 8
# Steps of the name's middle from the mark's: right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


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
    """A name and the left end of its baseline, in mm.

    `free`: it hardly lies on anything, `away`: it stands so far from its mark that a line leads to it.
    `line` are its ends: at the edge of the mark, and at the point of the name's box that is nearest to it.
    """

    named: Named
    x: float
    y: float
    free: bool
    away: bool
    line: tuple[tuple[float, float], tuple[float, float]]


def placed(wanted: Sequence[Named], marks: Sequence[Box], room: Box) -> list[Placed]:
    """Return which names are written, and where: those first in order choose first, a `must` where it disturbs least.

    `marks` are all marks of the picture, those without a name too; a name that is no `must` stands where it lies on
    nothing and inside the `room`, or nowhere.
    """
    taken, found = list(marks), []
    for one in wanted:
        best = min(_places(one), key=lambda place: _cost(place, taken, room))
        trouble = sum(_overlap(best.box, other) for other in taken) + _outside(best.box, room)
        if one.must or trouble < _NOTHING:
            box = _inside(best.box, room) if one.must else best.box
            taken.append(box)
            line = _line(one, box)
            if best.steps:
                taken += _along(*line)
            at = (box.left, box.top - _ABOVE * box.height)
            found.append(Placed(one, *at, trouble < _HARDLY * box.width * box.height, best.steps > 0, line))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """A box for a name, and how many steps it lies away from its mark."""

    box: Box
    steps: int


def _places(one: Named) -> list[_Place]:
    """Return where a name may stand: right, left, above, below, at the corners; a `must` farther away too."""
    steps = range(_STEPS if one.must else 1)
    return [_Place(_beside(one, side, step), step) for step in steps for side in _SIDES]


def _line(one: Named, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    end = (min(max(one.x, box.left), box.right), min(max(one.y, box.bottom), box.top))
    far = max(hypot(end[0] - one.x, end[1] - one.y), _NOTHING)
    part = min(one.radius / far, 1.0)
    return (one.x + (end[0] - one.x) * part, one.y + (end[1] - one.y) * part), end


def _along(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    """Return small boxes along a line, so that no name is written across it."""
    parts = [i / _PARTS for i in range(_PARTS + 1)]
    middles = [(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in parts]
    return [Box(x - 0.2, y - 0.2, 0.4, 0.4) for x, y in middles]


def _cost(place: _Place, taken: Sequence[Box], room: Box) -> float:
    """Return how much a name there disturbs, in mm²: what it covers, and a little for each step away."""
    covered = sum(_overlap(place.box, other) for other in taken)
    return covered + _OUTSIDE * _outside(place.box, room) + _PER_STEP * place.steps


def _beside(one: Named, side: tuple[int, int], steps: int) -> Box:
    wide = width_pt(one.name, one.size_pt, one.bold) / PT_PER_MM
    high = one.size_pt * LINE / PT_PER_MM
    across, up = side
    away = one.radius * (0.7 if across and up else 1.0) + 0.35 + steps * high * 0.75
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
