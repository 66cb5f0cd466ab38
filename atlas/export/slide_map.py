"""A map on a slide: a freeform shape for each district, with its name and figure, lines, marks and a legend."""

from collections.abc import Iterator
from math import sqrt

import shapely

from atlas.charts.area_map import Area, AreaMap, Fill, KeyRow, class_fill, fill
from atlas.charts.cluster_map import fill as kind_colour
from atlas.charts.colours import INKS
from atlas.charts.event_marks import mark_px
from atlas.charts.printed.map_field import Field, field_in, plane_of
from atlas.charts.printed.page import Box, new_page
from atlas.charts.reach_map import reach_px, step_colour
from atlas.charts.typeface import lines_of
from atlas.export.plate import Plate
from atlas.export.press_figures import Writer, writer
from atlas.export.slide_page import HEIGHT_MM, WIDTH_MM, Slide
from atlas.export.slide_shapes import Canvas, Line, Point, group
from atlas.picture import Direction, Finish, NodeStatus, Picture

# Of more areas the names are not written into them: they are their shapes' names.
MOST_NAMES = 60
_NAME_PT = 9
_KEY_MM, _ROW_PT, _TITLE_PT = 82.0, 11, 12
_SIGN_MM, _GAP_MM = 6.0, 2.0
_MM_PER_PT = 25.4 / 72
_PX_MM = 0.2
_SHAPES: dict[NodeStatus, tuple[str, bool]] = {
    "open": ("ellipse", True),
    "planned": ("diamond", False),
    "not_yet_open": ("ellipse", False),
    "closed": ("flowChartSummingJunction", False),
    "proposed": ("star5", True),
}
_EVENTS: dict[Direction, str] = {"lost": "triangle-down", "created": "triangle", "other": "rect"}


def draw_map(slide: Slide, plate: Plate, labels: bool, alt: str) -> None:
    """Draw the map of a plate into the body of a slide, its legend on the right."""
    content, picture = plate.content, plate.picture
    if not isinstance(content, AreaMap):
        raise TypeError(f"{type(content).__name__}: wanted a map of areas")
    key_mm = _KEY_MM if content.key else 0.0
    room = slide.body.without(right=key_mm)
    page = new_page(Finish(WIDTH_MM, HEIGHT_MM), picture.theme, picture.language)
    field = field_in(page, room, plane_of(picture, content))
    canvas = group(slide, picture.title, alt)
    _ground(canvas, field, plate, content)
    _ways(canvas, field, content)
    _marks(canvas, field, picture)
    if labels and len(content.areas) <= MOST_NAMES:
        names = group(slide, plate.words("press_slide.names"), "")
        for area in content.areas:
            ground = fill(area, picture, content.look).colour
            names.word(area.name, field.place(area.lon, area.lat), _NAME_PT, ground)
    if content.key:
        key = group(slide, plate.words("press_slide.key"), plate.words("press_slide.key"))
        _legend(slide, key, picture, content, Box(room.right + 4, room.bottom, key_mm - 4, room.height))


def _ground(canvas: Canvas, field: Field, plate: Plate, content: AreaMap) -> None:
    ink, drawn = INKS[plate.picture.theme], content.drawn()
    write = writer(plate, drawn[0]) if drawn else None
    for area in content.areas:
        shape = field.plane.districts.get(area.code)
        if shape is not None:
            inside = fill(area, plate.picture, content.look)
            told = _told(plate, content, area, write)
            line = Line(ink.district_border, 0.75)
            canvas.freeform(list(_rings(field, shape)), inside, line, area.name, told)
    for land in field.plane.lands:
        canvas.freeform(list(_rings(field, land)), None, Line(ink.land_border, 1.25), "", "")
    if field.plane.region is not None:
        canvas.freeform(list(_rings(field, field.plane.region)), None, Line(ink.region_border, 2), "", "")
    chosen = field.plane.districts.get(content.chosen or "")
    if chosen is not None:
        canvas.freeform(list(_rings(field, chosen)), None, Line(ink.chosen_casing, 3.5), "", "")


def _told(plate: Plate, content: AreaMap, area: Area, write: Writer | None) -> str:
    """Return the figure of an area, or why there is none."""
    if area.value is not None and write is not None:
        return f"{area.name}: {write(area.value)}"
    return f"{area.name}: {area.added or plate.words.sign(area.sign)}" if content.look == "classes" else area.name


def _ways(canvas: Canvas, field: Field, content: AreaMap) -> None:
    ink = INKS[canvas.slide.theme]
    lines = [[field.place(one.lon, one.lat), field.place(one.node_lon, one.node_lat)] for one in content.spokes]
    if lines:
        canvas.freeform(lines, None, Line(ink.spoke, 0.5), canvas_name(content), "", closed=False)
    for dot in content.dots:
        shape = "rect" if dot.beyond else "ellipse"
        inside = Fill(step_colour(dot.step, canvas.slide.theme))
        canvas.mark(
            shape, field.place(dot.lon, dot.lat), reach_px(dot) * _PX_MM, inside, Line(ink.symbol, 0.25), dot.name
        )


def canvas_name(content: AreaMap) -> str:
    """Return what the shape of all ways is called: as the legend calls them."""
    rows = [row for group_ in content.key for row in group_.rows if row.sign == "spoke"]
    return rows[0].text if rows else content.value_name


def _marks(canvas: Canvas, field: Field, picture: Picture) -> None:
    for event in sorted(picture.events, key=lambda one: -(one.jobs or 0)):
        _event(canvas, field.place(event.lon, event.lat), event.direction, mark_px(event.jobs) * _PX_MM, event.name)
    for node in picture.nodes:
        _node(canvas, field.place(node.lon, node.lat), node.status, node.name)


def _event(canvas: Canvas, at: Point, direction: Direction, width: float, name: str) -> None:
    ink = INKS[canvas.slide.theme]
    inside = {"lost": ink.symbol, "created": ink.created, "other": ink.page}[direction]
    line = Line(ink.symbol if direction == "other" else ink.halo, 1)
    side = width if direction != "other" else width / sqrt(2)
    canvas.mark(_EVENTS[direction], at, side, Fill(inside), line, name)


def _node(canvas: Canvas, at: Point, status: NodeStatus, name: str) -> None:
    ink = INKS[canvas.slide.theme]
    shape, filled = _SHAPES[status]
    canvas.mark("ellipse", at, 4.0, Fill(ink.halo), None, "")
    canvas.mark(shape, at, 3.2, Fill(ink.symbol if filled else ink.halo), Line(ink.symbol, 1.5), name)


def _legend(slide: Slide, canvas: Canvas, picture: Picture, content: AreaMap, box: Box) -> None:
    """Write the legend from the top down as far as there is room."""
    step, y = _ROW_PT * 1.25 * _MM_PER_PT, box.top
    for part in content.key:
        if part.title:
            y = _paragraph(
                slide, Box(box.left, box.bottom, box.width, y - box.bottom), part.title, _TITLE_PT, bold=True
            )
        for row in part.rows:
            text = f"{row.text} ({row.count})" if row.count else row.text
            room = box.without(left=_SIGN_MM + _GAP_MM, top=box.top - y)
            if y - step < box.bottom:
                return
            _sign(canvas, row, picture, (box.left + _SIGN_MM / 2, y - step / 2))
            y = _paragraph(slide, room, text, _ROW_PT)
        if part.note:
            y = _paragraph(slide, box.without(top=box.top - y), part.note, _ROW_PT - 2)
        y -= step * 0.4


def _paragraph(slide: Slide, box: Box, text: str, size: float, *, bold: bool = False) -> float:
    """Write a text at the top of a box; return where it ends."""
    lines = len(lines_of(text, size * 1.06, box.width / _MM_PER_PT, bold=bold))
    high = lines * size * 1.25 * _MM_PER_PT
    slide.write(Box(box.left, box.top - high, box.width, high), text, size, bold=bold)
    return box.top - high


def _sign(canvas: Canvas, row: KeyRow, picture: Picture, at: Point) -> None:
    ink, x, y = INKS[picture.theme], *at
    inside = _inside(row, picture)
    if inside is not None:
        ring = [(x - 3, y - 1.7), (x + 3, y - 1.7), (x + 3, y + 1.7), (x - 3, y + 1.7)]
        canvas.freeform([ring], inside, Line(ink.land_border, 0.5), row.text)
    elif row.sign in ("region", "spoke"):
        line = Line(ink.region_border, 2) if row.sign == "region" else Line(ink.spoke, 0.75)
        canvas.freeform([[(x - 3, y), (x + 3, y)]], None, line, row.text, closed=False)
    elif row.sign == "node" and row.which in _SHAPES:
        _node(canvas, at, row.which, row.text)
    elif row.sign == "event" and row.which in _EVENTS:
        _event(canvas, at, row.which, 3.2, row.text)
    elif row.sign == "size":
        _event(canvas, at, "lost", min(mark_px(int(row.which)) * _PX_MM, _SIGN_MM), row.text)
    elif row.sign in ("dot", "shape"):
        step = int(row.which) if row.sign == "dot" else 0
        shape = "rect" if row.sign == "shape" and row.which == "square" else "ellipse"
        canvas.mark(shape, at, 3.0, Fill(step_colour(step, picture.theme)), Line(ink.symbol, 0.25), row.text)


def _inside(row: KeyRow, picture: Picture) -> Fill | None:
    ink = INKS[picture.theme]
    if row.sign == "class":
        return class_fill(int(row.which), picture)
    if row.sign == "kind":
        return Fill(kind_colour(str(row.which), picture.theme))
    return {"few": Fill(ink.few, "dotted"), "none": Fill(ink.no_data, "hatched"), "ground": Fill(ink.ground)}.get(
        row.sign
    )


def _rings(field: Field, shape: shapely.Geometry) -> Iterator[list[Point]]:
    for part in shapely.get_parts(shape):
        for ring in shapely.get_parts(shapely.get_rings(part)):
            yield [(float(x), float(y)) for x, y in field.mm(shapely.get_coordinates(ring))]
