"""Marks of a printed map: nodes, events, dots and lines of municipalities, signs of kinds, the scale bar."""

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np
import shapely

from atlas.charts.area_map import AreaMap
from atlas.charts.cluster_map import SIGN_PX
from atlas.charts.colours import INKS
from atlas.charts.event_marks import HALO_PX, biggest_first, event_corners, event_ink, mark_px
from atlas.charts.event_spread import spread_events
from atlas.charts.map_marks import BAR_SHARE
from atlas.charts.pattern_kinds import LOOKS
from atlas.charts.places_map import dot_px
from atlas.charts.printed.map_field import Field, frame_in
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.reach_map import reach_px, step_colour
from atlas.charts.symbols import SYMBOLS, Shape, corners
from atlas.picture import Direction, EventMark, NodeStatus, Picture

# Marks are drawn as large as on a screen of this width, smaller on a smaller map, but never smaller than this.
_FULL_PX, _SMALLEST = 560, 0.55
_SPOKES, _DOTS, _SIGNS, _EVENTS, _NODES = 1.45, 1.6, 1.7, 3.0, 3.1
_KM_STEPS = [step * 10.0**power for power in range(-1, 4) for step in (1, 2, 5)]


def mark_factor(field: Field) -> float:
    """Return how large marks are drawn on a map of this size: 1, and less where it is small."""
    return min(max(field.size_px[0] / _FULL_PX, _SMALLEST), 1.0)


def placed_events(field: Field, picture: Picture) -> list[EventMark]:
    """Return the events where their marks are drawn: beside each other."""
    frame = frame_in(field, picture)
    return spread_events(picture.events, picture.nodes, frame, field.size_px, mark_factor(field))


def draw_ways(field: Field, content: AreaMap) -> None:
    """Draw the lines from municipalities to nodes, and the dots of municipalities."""
    from matplotlib.collections import LineCollection

    page = field.page
    # One line of many that lie side by side.
    factor = min(field.size_px[0] / _FULL_PX, 1.0)
    if content.spokes:
        ways = [
            (field.place(spoke.lon, spoke.lat), field.place(spoke.node_lon, spoke.node_lat)) for spoke in content.spokes
        ]
        lines = LineCollection(ways, colors=page.ink.spoke, linewidths=field.line_pt(0.5), zorder=_SPOKES, gid="spokes")
        page.sheet.add_collection(lines, autolim=False)
        drawn = sorted(content.spokes, key=lambda spoke: -dot_px(spoke.inhabitants))
        at = [field.place(spoke.lon, spoke.lat) for spoke in drawn]
        widths = [dot_px(spoke.inhabitants) * factor * field.px for spoke in drawn]
        _circles(page, at, widths, [page.ink.quiet_text] * len(drawn), page.ink.halo, 0.15, "places")
    # The small ones on top, or they are not seen; squares above circles.
    ordered = sorted(content.dots, key=lambda dot: (dot.beyond, -dot.inhabitants))
    within = [dot for dot in ordered if not dot.beyond]
    places = [field.place(dot.lon, dot.lat) for dot in within]
    widths = [reach_px(dot) * factor * field.px for dot in within]
    colours = [step_colour(dot.step, page.theme) for dot in within]
    _circles(page, places, widths, colours, page.ink.symbol, 0.2, "places")
    for dot in ordered[len(within) :]:
        draw_dot(page, field.place(dot.lon, dot.lat), reach_px(dot) * factor * field.px, dot.step, True, _DOTS)


def _circles(
    page: Page, at: list[tuple[float, float]], widths: list[float], colours: list[str], line: str, line_pt: float,
    gid: str,
) -> None:  # fmt: skip
    """Draw many circles (mm) at once: one by one they take a second."""
    from matplotlib.collections import EllipseCollection

    if at:
        drawn = EllipseCollection(
            widths, widths, np.zeros(len(at)), units="xy", offsets=np.array(at), offset_transform=page.sheet.transData,
            facecolors=colours, edgecolors=line, linewidths=line_pt, zorder=_DOTS, gid=gid,
        )  # fmt: skip
        page.sheet.add_collection(drawn, autolim=False)


def draw_dot(page: Page, at: tuple[float, float], width: float, step: int, beyond: bool, order: float) -> None:
    """Draw the dot of a municipality in the class of its way (width in mm): a square beyond the limit."""
    shape = "square" if beyond else "circle"
    _shape(page, shape, at, width, step_colour(step, page.theme), page.ink.symbol, 0.25, order)


def draw_marks(field: Field, picture: Picture, content: AreaMap, events: Sequence[EventMark]) -> None:
    """Draw the signs of kinds, the events and the nodes, the lowest first."""
    page, factor = field.page, mark_factor(field) * field.px
    for area in content.areas:
        if area.kind in LOOKS:
            draw_kind(page, field.place(area.lon, area.lat), area.kind, SIGN_PX * factor, _SIGNS, f"kind-{area.code}")
    for event in biggest_first(events):
        at = field.place(event.lon, event.lat)
        draw_event(page, at, event.direction, mark_px(event.jobs) * factor, factor, _EVENTS, f"event-{event.key}")
    for node in picture.nodes:
        draw_node(page, field.place(node.lon, node.lat), node.status, factor, _NODES, f"node-{node.node_id}")


def draw_kind(
    page: Page, at: tuple[float, float], kind: str, width: float, order: float, gid: str | None = None
) -> None:
    """Draw the sign of a kind of pattern, so wide (mm)."""
    _shape(page, LOOKS[kind].shape, at, width, page.ink.symbol, page.ink.halo, width * 0.25, order, gid)


def draw_node(
    page: Page, at: tuple[float, float], status: NodeStatus, px: float, order: float, gid: str | None = None
) -> None:
    """Draw the symbol of a node; a px of it is so large (mm)."""
    inks = {"symbol": page.ink.symbol, "halo": page.ink.halo}
    for i, mark in enumerate(SYMBOLS[status]):
        line = mark.line * px * PT_PER_MM
        _shape(
            page, mark.shape, at, mark.size * px, inks[mark.fill], page.ink.symbol if line else "none", line,
            order + i / 1000, f"{gid}-{i}" if gid else None,
        )  # fmt: skip


def draw_event(
    page: Page, at: tuple[float, float], direction: Direction, width: float, px: float, order: float,
    gid: str | None = None,
) -> None:  # fmt: skip
    """Draw the mark of an event on its halo: `width` in mm, a px of the halo is `px` mm."""
    places = event_corners(direction, width)
    halo = 2 * HALO_PX * px * PT_PER_MM
    _polygon(page, places, at, page.ink.halo, page.ink.halo, halo, order, None)
    _polygon(page, places, at, event_ink(direction, INKS[page.theme]), "none", 0, order, gid)


def draw_scale_bar(field: Field, taken: Sequence[Box]) -> None:
    """Draw a bar of a round length in a corner of the field that is free, lower left where none is."""
    page, size = field.page, field.page.letters.small
    longest = max(field.box.width, 20) * BAR_SHARE / field.scale
    length = max((step for step in _KM_STEPS if step <= longest), default=_KM_STEPS[0])
    wide, high = length * field.scale, page.line_mm(size) * 1.35
    text = f"{length:g}\u202fkm" if page.language != "de" else f"{length:g}\u202fkm".replace(".", ",")
    box = _free_corner(field, max(wide, 6.0), high, taken)
    y, tick = box.bottom + 0.6, 0.7
    page.sheet.plot(
        [box.left, box.left, box.left, box.left + wide, box.left + wide, box.left + wide],
        [y - tick, y + tick, y, y, y - tick, y + tick],
        color=page.ink.text, linewidth=field.line_pt(1.3), zorder=2.5, gid="scale-bar",
    )  # fmt: skip
    page.write(box.left + wide / 2, y + 0.35 * high, text, size, ha="center", zorder=2.5)


def _free_corner(field: Field, wide: float, high: float, taken: Sequence[Box]) -> Box:
    areas = shapely.transform(shapely.union_all(list(field.plane.districts.values())), field.mm)
    box, edge = field.box, 0.6
    left, right = box.left + edge, box.right - wide - edge
    low, top = box.bottom + edge, box.top - high - edge
    corners_of = [Box(x, y, wide, high) for y in (low, top) for x in (left, right)]
    for corner in corners_of:
        place = shapely.box(corner.left, corner.bottom, corner.right, corner.top)
        if not shapely.intersects(place, areas) and not any(overlap(corner, other) for other in taken):
            return corner
    return corners_of[0]


def overlap(one: Box, other: Box) -> float:
    """Return the area (mm²) in which two boxes overlap."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(wide, 0.0) * max(high, 0.0)


def _shape(
    page: Page, shape: str, at: tuple[float, float], width: float, fill: str, line: str, line_pt: float,
    order: float, gid: str | None = None,
) -> None:  # fmt: skip
    if shape == "circle":
        from matplotlib.patches import Circle

        page.sheet.add_artist(
            Circle(at, width / 2, facecolor=fill, edgecolor=line, linewidth=line_pt, zorder=order, gid=gid)
        )
    else:
        _polygon(page, _corners(shape, width / 2), at, fill, line, line_pt, order, gid)


def _corners(shape: str, r: float) -> list[tuple[float, float]]:
    """Return corners around the origin, y downwards."""
    if shape == "square":
        return [(-r, -r), (r, -r), (r, r), (-r, r)]
    if shape in ("triangle-up", "triangle-down"):
        high = r * sqrt(3) / 2
        up = [(-r, high), (r, high), (0.0, -high)]
        return up if shape == "triangle-up" else [(x, -y) for x, y in up]
    known: dict[str, Shape] = {"diamond": "diamond", "star": "star", "x": "x"}
    return corners(known[shape], r)


def _polygon(
    page: Page, places: list[tuple[float, float]], at: tuple[float, float], fill: str, line: str, line_pt: float,
    order: float, gid: str | None,
) -> None:  # fmt: skip
    from matplotlib.patches import Polygon

    points: Any = [(at[0] + x, at[1] - y) for x, y in places]
    page.sheet.add_artist(
        Polygon(points, facecolor=fill, edgecolor=line, linewidth=line_pt, zorder=order, joinstyle="miter", gid=gid)
    )
