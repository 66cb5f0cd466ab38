"""Names on a printed map: all of them where they have room, else numbers that the legend explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from atlas.charts.area_map import Area, AreaMap
from atlas.charts.event_marks import mark_px
from atlas.charts.names import LETTER, is_overview, place_names
from atlas.charts.printed.beside import Named, placed
from atlas.charts.printed.map_field import SCREEN_LETTERS_PX, Field, frame_in
from atlas.charts.printed.map_marks import mark_factor, overlap
from atlas.charts.printed.page import LINE, PT_PER_MM, Box, sized
from atlas.charts.symbols import SYMBOLS
from atlas.charts.typeface import width_pt
from atlas.picture import EventMark, NameMark, Picture

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch

# Up to so many areas are told one by one; of more only those are named that have room.
MOST_TOLD = 60
SMALLEST_PT = 5.0
_ORDER, _HALO_PX = 2.6, 3.0
# Two names may come so near to each other (mm²) before they count as overlapping.
_TOUCH_MM2 = 0.02


@dataclass(frozen=True)
class Written:
    """A name or number on the map: its lines, its letters (pt), the box that it fills (mm), a line to its mark."""

    code: str
    lines: tuple[str, ...]
    size: float
    box: Box
    bold: bool
    lead: tuple[tuple[float, float], tuple[float, float]] | None = None


def names_on(field: Field, picture: Picture, content: AreaMap, events: Sequence[EventMark]) -> list[Written] | None:
    """Return the names of a map; None where not all areas that must be told have room for theirs."""
    body = field.page.letters.body
    if len(content.areas) > MOST_TOLD:
        # Too many to tell: as on the screen, what has room; the region's name where nothing has.
        return _clear(_placed(field, picture, events, picture.names, picture.region, body * 0.9), field, content)
    marks = [_mark(area, area.name) for area in content.areas]
    for size in (body, body * 0.88, body * 0.76):
        written = _placed(field, picture, events, marks, None, max(size, SMALLEST_PT))
        if _fit(written, field, content):
            return written
    return None


def nodes_first(field: Field, picture: Picture, content: AreaMap) -> list[Written]:
    """Return the names of the nodes beside their signs, then those of areas where they touch no sign and no name."""
    size, px = max(field.page.letters.body * 0.88, SMALLEST_PT), mark_factor(field) * field.px
    nodes = [
        Named(*field.place(node.lon, node.lat), SYMBOLS[node.status][0].size * px / 2, node.name, size, True, True)
        for node in picture.nodes
    ]
    signs = [node.box for node in nodes]
    written = []
    for node, one in zip(picture.nodes, placed(nodes, signs, field.box), strict=True):
        wide, high = width_pt(node.name, size, True) / PT_PER_MM, size * LINE / PT_PER_MM
        box = Box(one.x, one.y - 0.2 * high, wide, high)
        written.append(Written(node.node_id, (node.name,), size, box, True, one.line if one.away else None))
    marks = [_mark(area, area.name) for area in content.areas]
    areas = _placed(field, picture, (), marks, None, max(size * 0.86, SMALLEST_PT)) if marks else []
    taken = [*signs, *(name.box for name in written)]
    called = {node.name for node in picture.nodes}
    free = [
        area
        for area in areas
        if " ".join(area.lines) not in called and all(overlap(area.box, box) <= _TOUCH_MM2 for box in taken)
    ]
    return [*written, *_clear(free, field, content)]


def numbers_on(field: Field, picture: Picture, content: AreaMap, events: Sequence[EventMark]) -> list[Written]:
    """Return the numbers of the areas, from 1 in their order."""
    marks = [_mark(area, str(i)) for i, area in enumerate(content.areas, 1)]
    return _placed(field, picture, events, marks, None, max(field.page.letters.body * 0.9, SMALLEST_PT), bold=True)


def write_names(field: Field, written: Sequence[Written]) -> None:
    """Write names on their halo. The halo is a shape of its own, so that text stays text in a file."""
    page = field.page
    for name in written:
        if name.lead:
            page.sheet.plot(
                *zip(*name.lead, strict=True), color=page.ink.text, linewidth=field.line_pt(1), zorder=_ORDER
            )
        step = name.size * LINE / PT_PER_MM
        for i, line in enumerate(name.lines):
            x = name.box.left + name.box.width / 2 - width_pt(line, name.size, name.bold) / PT_PER_MM / 2
            y = name.box.top - (i + 0.8) * step
            page.sheet.add_artist(_halo(field, line, x, y, name))
            page.write(x, y, line, name.size, bold=name.bold, zorder=_ORDER + 0.1, gid=f"name-{name.code}-{i}")


def _halo(field: Field, line: str, x: float, y: float, name: Written) -> "PathPatch":
    from matplotlib.patches import PathPatch
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    letters = TextPath((0, 0), line, size=name.size, prop=sized(name.size, name.bold))
    path = letters.transformed(Affine2D().scale(1 / PT_PER_MM).translate(x, y))
    colour = field.page.ink.halo
    drawn = PathPatch(path, facecolor=colour, edgecolor=colour, linewidth=field.line_pt(_HALO_PX), zorder=_ORDER)
    drawn.set_joinstyle("round")
    return drawn


def _mark(area: Area, text: str) -> NameMark:
    return NameMark(area.code, text, area.lon, area.lat, area.area_km2, always=True)


def _placed(
    field: Field,
    picture: Picture,
    events: Sequence[EventMark],
    marks: Sequence[NameMark],
    region: NameMark | None,
    size: float,
    bold: bool = False,
) -> list[Written]:
    """Return where names of a size (pt) stand; their middles are found as on the screen."""
    told = [*marks, *([region] if region else [])]
    finer = _finer(field, picture, marks) if region is None else 1.0
    frame, factor = frame_in(field, picture), mark_factor(field) * finer
    size_px = (round(field.size_px[0] * finer), round(field.size_px[1] * finer))
    # The screen guesses how wide a name is; here it is known, and no name is wider than it was said to be.
    wider = max(width_pt(mark.name, size) / (len(mark.name) * size * LETTER) for mark in told)
    font_px = size / field.page.letters.body * SCREEN_LETTERS_PX * max(wider, 1.0) * finer
    signs = [(event.lon, event.lat, mark_px(event.jobs) * factor) for event in events]
    signs += [(node.lon, node.lat, SYMBOLS[node.status][0].size * factor) for node in picture.nodes]
    found = place_names(marks, region, (), frame, size_px, font_px, marks=signs)
    written = []
    for name in found:
        lines = tuple(name.text.split("\n"))
        wide = max(width_pt(line, size, bold) for line in lines) / PT_PER_MM
        high = len(lines) * size * LINE / PT_PER_MM
        x, y = field.place(name.lon, name.lat)
        box = _inside(Box(x - wide / 2, y - high / 2, wide, high), field.box)
        written.append(Written(name.mark.area_code, lines, size, box, bold))
    return written


def _finer(field: Field, picture: Picture, marks: Sequence[NameMark]) -> float:
    """Return how much finer than here a screen must be, so that on it no name gives way to that of the region."""
    finer, frame = 1.0, frame_in(field, picture)
    while is_overview(marks, frame, (round(field.size_px[0] * finer), round(field.size_px[1] * finer))):
        finer *= 1.25
    return finer


def _inside(box: Box, field: Box) -> Box:
    """Return a box moved into the field, where it fits into it."""
    left = min(max(box.left, field.left), max(field.right - box.width, field.left))
    bottom = min(max(box.bottom, field.bottom), max(field.top - box.height, field.bottom))
    return Box(left, bottom, box.width, box.height)


def _fit(written: Sequence[Written], field: Field, content: AreaMap) -> bool:
    """Return whether all areas have their name, each touching its area, none another name."""
    if {name.code for name in written} != {area.code for area in content.areas}:
        return False
    shapes = field.plane.districts
    for i, name in enumerate(written):
        place = shapely.box(name.box.left, name.box.bottom, name.box.right, name.box.top)
        if not shapely.intersects(shapely.transform(shapes[name.code], field.mm), place):
            return False
        if any(overlap(name.box, other.box) > _TOUCH_MM2 for other in written[:i]):
            return False
    return True


def _clear(written: Sequence[Written], field: Field, content: AreaMap) -> list[Written]:
    """Return the names that touch none that came before them."""
    kept: list[Written] = []
    for name in written:
        if all(overlap(name.box, other.box) <= _TOUCH_MM2 for other in kept):
            kept.append(name)
    return kept
