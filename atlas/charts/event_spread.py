"""Events of one place beside each other: marks on top of each other could neither be counted nor reached."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import pi, sqrt

import numpy as np

from atlas.charts.event_marks import HALO_PX, biggest_first, mark_px
from atlas.charts.names import KM_PER_DEGREE, NODE_PX, frame_km, px_per_km
from atlas.picture import EventMark, Frame, NodeMark

# Marks may overlap by this share of their radii: triangles do not fill their circles.
CLOSER = 0.82
# How far a mark may be moved, in px and in km; where a place is fuller than that, marks overlap.
FURTHEST_PX, FURTHEST_KM = 60.0, 15.0
# The sunflower's way around a place: even in all directions, ever further out.
_TURN, _STEP_PX = pi * (3 - sqrt(5)), 2.5
_PLACES = np.arange(int((FURTHEST_PX / _STEP_PX) ** 2))
_STEPS = _STEP_PX * np.sqrt(_PLACES)[:, None] * np.column_stack([np.cos(_PLACES * _TURN), np.sin(_PLACES * _TURN)])

Circle = tuple[float, float, float]


def spread_events(
    events: Sequence[EventMark],
    nodes: Iterable[NodeMark],
    frame: Frame,
    size_px: tuple[int, int],
    factor: float = 1.0,
) -> list[EventMark]:
    """Return the events where their marks are drawn, in a frame of a size (width, height in px).

    A mark stays at its place while there is room, else it stands as near to it as it can; the largest are
    placed first, and nodes have their room already. The same events are always placed alike.
    """
    px = px_per_km(frame, size_px) * KM_PER_DEGREE
    reach = min(FURTHEST_PX, FURTHEST_KM * px / KM_PER_DEGREE)
    across = px * frame_km(frame)[0] / ((frame.east - frame.west) * KM_PER_DEGREE)
    taken: list[Circle] = [(node.lon * across, -node.lat * px, NODE_PX / 2 * factor) for node in nodes]
    placed = []
    for event in biggest_first(events):
        radius = mark_px(event.jobs) / 2 * factor + HALO_PX
        x, y = _free_place(event.lon * across, -event.lat * px, radius, taken, reach)
        taken.append((x, y, radius))
        placed.append(replace(event, lon=round(x / across, 4), lat=round(-y / px, 4)))
    return placed


def _free_place(x: float, y: float, radius: float, taken: Sequence[Circle], reach: float) -> tuple[float, float]:
    """Return the nearest place where a circle overlaps nothing, or else the one where it overlaps least.

    No place is further away than `reach`.
    """
    tried = np.array([x, y]) + _STEPS[: int((reach / _STEP_PX) ** 2) + 1]
    if not taken:
        return x, y
    others = np.array(taken)
    away = np.hypot(tried[:, :1] - others[:, 0], tried[:, 1:] - others[:, 1])
    over = (CLOSER * (radius + others[:, 2]) - away).max(axis=1).clip(min=0)
    # The first of the least: places go from near to far.
    best = tried[over.argmin()]
    return float(best[0]), float(best[1])
