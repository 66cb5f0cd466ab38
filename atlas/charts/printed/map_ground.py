"""The ground of a printed map: areas with their fills, hatches and dots, and the lines above them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from atlas.charts.area_map import AreaMap, Fill, fill
from atlas.charts.printed.map_field import Field
from atlas.charts.printed.page import Page
from atlas.picture import Picture

if TYPE_CHECKING:
    from matplotlib.path import Path

# How far apart the lines of a hatch and the dots of few cases lie, in mm per point of the letters.
HATCH_MM, DOTS_MM = 0.13, 0.14
_HATCH_PT, _DOT_MM = 0.05, 0.045
# Below areas, areas, lines across them, borders, outlines.
_AROUND, _AREAS, _ACROSS, _LANDS, _REGION, _CHOSEN = 1.0, 1.1, 1.2, 1.3, 1.4, 1.5


def draw_ground(field: Field, picture: Picture, content: AreaMap) -> None:
    """Draw everything that lies below marks and names; each area is a shape of its own, known by `area-<code>`."""
    _surroundings(field)
    inks = field.page.ink
    width = field.line_pt(0.6)
    for area in content.areas:
        look = fill(area, picture, content.look)
        shape = field.plane.districts[area.code]
        path = field.path(shape)
        _patch(field.page, path, look.colour, inks.district_border, width, _AREAS, f"area-{area.code}")
        if look.pattern:
            across(field.page, path, look, _ACROSS, f"{look.pattern}-{area.code}", field.px)
    _outlines(field, content)


def across(page: Page, path: "Path", look: Fill, order: float, gid: str, unit_mm: float) -> None:
    """Draw what lies across a filled shape: lines or dots, clipped to it. `unit_mm` is a px of the screen in mm."""
    shape = shapely.union_all(shapely.make_valid(shapely.polygons([ring for ring in _rings(path)])))
    if look.pattern == "dotted":
        _dots(page, shape, order, gid, unit_mm)
    else:
        lines = shapely.intersection(shape, _slants(shape, 4.2 * unit_mm, look.pattern == "lined"))
        _lines(page, [lines], page.ink.hatch if look.pattern == "hatched" else page.ink.text, 0.9, order, gid)


def _rings(path: "Path") -> list[np.ndarray[Any, Any]]:
    places = np.asarray(path.vertices)
    starts = [*np.flatnonzero(path.codes == path.MOVETO).tolist(), len(places)] if path.codes is not None else [0, 5]
    return [places[a:b] for a, b in pairwise(starts) if b - a > 3]


def _slants(shape: shapely.Geometry, gap: float, falling: bool) -> shapely.Geometry:
    """Return parallel lines at 45 degrees over a shape; their places do not depend on it, so that they go through."""
    west, south, east, north = shapely.bounds(shape)
    step = gap * 2**0.5
    low, high = (south - east, north - west) if not falling else (south + west, north + east)
    offsets = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    ends = [
        ((west, west + c), (east, east + c)) if not falling else ((west, c - west), (east, c - east)) for c in offsets
    ]
    return shapely.multilinestrings(np.array(ends)) if len(ends) else shapely.MultiLineString()


def _dots(page: Page, shape: shapely.Geometry, order: float, gid: str, unit_mm: float) -> None:
    from matplotlib.collections import EllipseCollection

    gap, size = 4.6 * unit_mm, 1.7 * unit_mm
    west, south, east, north = shapely.bounds(shape)
    xs = np.arange(np.floor(west / gap), np.ceil(east / gap) + 1) * gap
    ys = np.arange(np.floor(south / gap), np.ceil(north / gap) + 1) * gap
    places = np.array([(x + gap / 2 * (i % 2), y) for i, y in enumerate(ys) for x in xs])
    within = shapely.contains_xy(shape, places[:, 0], places[:, 1])
    if not within.any():
        # An area smaller than the gap has one dot.
        places, within = shapely.get_coordinates(shapely.point_on_surface(shape)), np.array([True])
    drawn = EllipseCollection(
        size, size, 0, units="xy", offsets=places[within], offset_transform=page.sheet.transData,
        facecolors=page.ink.hatch, linewidths=0, zorder=order, gid=gid,
    )  # fmt: skip
    page.sheet.add_collection(drawn, autolim=False)


def _surroundings(field: Field) -> None:
    inks, window = field.page.ink, field.window()
    for shape in field.plane.around:
        inside = shapely.clip_by_rect(shape, *window)
        if not inside.is_empty:
            _patch(field.page, field.path(inside), inks.around, "none", 0, _AROUND, "around")
    borders = [_border(shape, field) for shape in field.plane.around]
    _lines(field.page, borders, inks.around_border, field.line_pt(0.8), _AROUND, "around-borders")


def _outlines(field: Field, content: AreaMap) -> None:
    """Draw the lines above the areas: Länder, the region on a halo, the chosen area on top."""
    page, inks = field.page, field.page.ink
    lands = [_border(shape, field) for shape in field.plane.lands]
    _lines(page, lands, inks.land_border, field.line_pt(1.1), _LANDS, "lands")
    if field.plane.region is not None:
        outline = [_border(field.plane.region, field)]
        _lines(page, outline, inks.halo, field.line_pt(4.5), _REGION, "region-halo")
        _lines(page, outline, inks.region_border, field.line_pt(2.2), _REGION, "region")
    if content.chosen in field.plane.districts:
        chosen = [_border(field.plane.districts[content.chosen], field)]
        _lines(page, chosen, inks.chosen_casing, field.line_pt(6), _CHOSEN, "chosen-casing")
        _lines(page, chosen, inks.chosen_border, field.line_pt(3), _CHOSEN, "chosen")


def _border(shape: shapely.Geometry, field: Field) -> shapely.Geometry:
    """Return the border of a shape inside the field, in mm of the page."""
    inside = shapely.clip_by_rect(shapely.boundary(shape), *field.window())
    return shapely.transform(inside, field.mm)


def _lines(page: Page, shapes: Iterable[shapely.Geometry], colour: str, width: float, order: float, gid: str) -> None:
    """Draw lines (mm of the page); nothing where there is none."""
    from matplotlib.collections import LineCollection

    parts = [part for shape in shapes for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 1]
    if parts:
        segments = [shapely.get_coordinates(part).round(3) for part in parts]
        drawn = LineCollection(segments, colors=colour, linewidths=width, zorder=order, gid=gid)
        drawn.set(capstyle="round", joinstyle="round")
        page.sheet.add_collection(drawn, autolim=False)


def _patch(page: Page, path: "Path", colour: str, border: str, width: float, order: float, gid: str) -> None:
    from matplotlib.patches import PathPatch

    drawn = PathPatch(path, facecolor=colour, edgecolor=border, linewidth=width, zorder=order, gid=gid)
    drawn.set_joinstyle("round")
    page.sheet.add_artist(drawn)
