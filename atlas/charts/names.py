"""Names on a map: which ones have room, where they stand, where they break. Pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians, sqrt
from statistics import median

from atlas.picture import Frame, NameMark, NodeMark

KM_PER_DEGREE = 111.32
# Of the open sans fonts in use: mean width of a letter, height of a line, in units of the font size.
LETTER, LINE = 0.53, 1.2
# From this width on (px) a district of the region bears its name.
ROOM_FOR_NAMES_PX = 26
# A name may be wider than its area (the root of its size) by this.
WIDER_THAN_AREA = 1.5
NODE_PX, OVERVIEW_NODE_PX = 20, 12
# Where a name may stand around its point, in parts of the way that takes it just out of its area.
STEPS = [(i / 4, j / 4) for i in range(-4, 5) for j in range(-4, 5)]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name with its line breaks (a newline each) and where its middle stands, in degrees (WGS 84)."""

    mark: NameMark
    text: str
    lon: float
    lat: float


def place_names(
    names: Sequence[NameMark],
    region: NameMark | None,
    nodes: Iterable[NodeMark],
    frame: Frame,
    size_px: tuple[int, int],
    font_px: float = 12,
    marks: Iterable[tuple[float, float, float]] = (),
) -> tuple[PlacedName, ...]:
    """Return the names that are written in a frame drawn at a size (width, height in px).

    Names marked `always` are placed first, where they overlap least; the others, largest area first, only
    where they overlap nothing and fit into their area. On an overview the region's name stands for all.
    `marks` are what stands there besides nodes: degrees east and north, width in px.
    """
    return _placed(tuple(names), region, tuple(nodes), frame, size_px, font_px, tuple(marks))


# Measured: 8 ms a map, and nothing of it depends on the figures shown.
@lru_cache(maxsize=256)
def _placed(
    names: tuple[NameMark, ...],
    region: NameMark | None,
    nodes: tuple[NodeMark, ...],
    frame: Frame,
    size_px: tuple[int, int],
    font_px: float,
    marks: tuple[tuple[float, float, float], ...],
) -> tuple[PlacedName, ...]:
    scale = px_per_km(frame, size_px)
    overview = is_overview(names, frame, size_px)
    node_px = OVERVIEW_NODE_PX if overview else NODE_PX
    taken = [_around(_place_px(node.lon, node.lat, frame, scale), node_px, node_px) for node in nodes]
    taken += [_around(_place_px(lon, lat, frame, scale), px, px) for lon, lat, px in marks]
    if overview:
        names = (region,) if region else ()
        # Beside the region, not across it.
        taken += [_around(_place_px(at.lon, at.lat, frame, scale), *[_width_px(at, scale)] * 2) for at in names]
    placed = []
    for name in sorted(names, key=lambda name: (not name.always, -name.area_km2, name.area_code)):
        found = _best_place(name, taken, frame, scale, font_px)
        if found:
            placed.append(found[0])
            taken.append(found[1])
    return tuple(placed)


def is_overview(names: Sequence[NameMark], frame: Frame, size_px: tuple[int, int]) -> bool:
    """Return whether the frame is too wide for names: those that should always stand have no room."""
    always = [name for name in names if name.always] or names
    scale = px_per_km(frame, size_px)
    return bool(always) and median(_width_px(name, scale) for name in always) < ROOM_FOR_NAMES_PX


def px_per_km(frame: Frame, size_px: tuple[int, int]) -> float:
    """Return the scale at which a frame fits into a size (width, height in px)."""
    width_km, height_km = frame_km(frame)
    return min(size_px[0] / width_km, size_px[1] / height_km)


def frame_km(frame: Frame) -> tuple[float, float]:
    """Return width (at its middle) and height of a frame in km."""
    height = (frame.north - frame.south) * KM_PER_DEGREE
    return (frame.east - frame.west) * KM_PER_DEGREE * cos(_middle(frame)), height


def break_name(name: str, longest: int = 13) -> str:
    """Return a name in one line or, if it is longer, in two, broken after a hyphen or at a space.

    The break nearest to the middle is taken; a name without one stays whole.
    """
    breaks = [i + 1 for i, letter in enumerate(name) if letter in "- " and 1 < i < len(name) - 2]
    if len(name) <= longest or not breaks:
        return name
    cut = min(breaks, key=lambda i: (abs(i - len(name) / 2), i))
    return f"{name[:cut].rstrip(' ')}\n{name[cut:]}"


def _best_place(
    name: NameMark, taken: Sequence[Box], frame: Frame, scale: float, font_px: float
) -> tuple[PlacedName, Box] | None:
    text = break_name(name.name)
    width = max(len(line) for line in text.split("\n")) * font_px * LETTER
    height = (text.count("\n") + 1) * font_px * LINE
    room = _width_px(name, scale)
    if not name.always and width > WIDER_THAN_AREA * room:
        return None
    x, y = _place_px(name.lon, name.lat, frame, scale)
    beside, below = (room + width) / 2, (room + height) / 2
    best, box, dx, dy = float("inf"), _around((x, y), width, height), 0.0, 0.0
    for away, right, down in sorted((hypot(i * beside, j * below), i * beside, j * below) for i, j in STEPS):
        if away >= best:
            break
        # A square pixel of overlap is as bad as moving away by a pixel.
        tried = _around((x + right, y + down), width, height)
        cost = away + sum(_overlap(tried, other) for other in taken)
        if cost < best:
            best, box, dx, dy = cost, tried, right, down
    if not name.always and any(_overlap(box, other) for other in taken):
        return None
    lon = name.lon + dx / (KM_PER_DEGREE * scale * cos(_middle(frame)))
    return PlacedName(name, text, round(lon, 4), round(name.lat - dy / (KM_PER_DEGREE * scale), 4)), box


def _width_px(name: NameMark, scale: float) -> float:
    return sqrt(name.area_km2) * scale


def _middle(frame: Frame) -> float:
    return radians((frame.south + frame.north) / 2)


def _place_px(lon: float, lat: float, frame: Frame, scale: float) -> tuple[float, float]:
    px = KM_PER_DEGREE * scale
    return (lon - frame.west) * cos(_middle(frame)) * px, (frame.north - lat) * px


def _around(centre: tuple[float, float], width: float, height: float) -> Box:
    x, y = centre
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
