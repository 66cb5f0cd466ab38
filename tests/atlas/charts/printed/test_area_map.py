"""The printed map: areas by class and pattern, names or numbers, marks, legend and scale bar in their places."""

import math
import re
from dataclasses import replace
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from pyproj import Transformer

from atlas.charts.area_map import Addresses, Area, AreaMap, KeyGroup, KeyRow, Shapes, class_fill, fill
from atlas.charts.colours import INKS, class_colours
from atlas.charts.printed import printed
from atlas.charts.printed.map_field import field_in, plane_of, scale_in
from atlas.charts.printed.page import Box, new_page
from atlas.charts.projection import Projection
from atlas.export.drawn import SETTINGS
from atlas.picture import Classing, EventMark, Finish, Frame, NodeMark, Picture, Spoke, Theme

NAMES = ("Abtal", "Bergen", "Schmalkalden-Meiningen", "Dorf")
PICTURE = Picture(
    kind="map",
    indicator_id="rate",
    area="Land",
    period="2025",
    language="de",
    title="Titel",
    subtitle="Untertitel",
    source="Quelle",
    stand="2025",
    classing=Classing("equal", (-2.0, -1.0, 1.0, 2.0), "diverging", 1),
    frame=Frame(10, 50, 12, 51),
    nodes=(NodeMark("n-1", "Knoten", "open", 10.1, 50.1),),
)


def square(i: int) -> bytes:
    """Return the i-th of squares in a row, 0.5 degrees wide."""
    return bytes(shapely.to_wkb(shapely.box(10 + i / 2, 50, 10.5 + i / 2, 51)))


# Below the middle, in it, of few cases, without a figure.
AREAS = (
    Area("01", NAMES[0], 10.25, 50.5, 3900, value=-1.5, step=0),
    Area("02", NAMES[1], 10.75, 50.5, 3900, value=0.0, step=1),
    Area("03", NAMES[2], 11.25, 50.5, 3900, value=1.5, few=True),
    Area("04", NAMES[3], 11.75, 50.5, 3900, sign="."),
)
KEY = (
    KeyGroup("Angaben in: %", (KeyRow("class", 0, "unter 1", "1"), KeyRow("none", ".", "keine Zahl", "1")), "Hinweis"),
    KeyGroup("", (KeyRow("region", "", "Umriss: Region"),)),
)
CONTENT = AreaMap(
    "classes",
    AREAS,
    Shapes({f"0{i + 1}": square(i) for i in range(4)}, (square(0),), (square(4),), square(1)),
    Addresses("d"),
    "Quote",
    KEY,
)
FINISH = Finish(91.5, 90)


def drawn(content: AreaMap = CONTENT, finish: Finish = FINISH, **changed: Any) -> Any:
    """Return the drawn figure of a map."""
    return printed(replace(PICTURE, **changed), content, finish).figure


def known(figure: Any, gid: str) -> list[Any]:
    """Return what is drawn under an id."""
    return [artist for artist in figure.findobj() if re.fullmatch(gid, artist.get_gid() or "")]


def said(figure: Any) -> list[str]:
    """Return all texts of a figure."""
    from matplotlib.text import Text

    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize("theme", ["light", "dark", "grey"])
def test_each_area_has_the_fill_of_its_class_or_says_why_it_has_none(theme: Theme) -> None:
    figure, inks = drawn(theme=theme), INKS[theme]
    from matplotlib.colors import to_hex

    found = {area.code: to_hex(known(figure, f"area-{area.code}")[0].get_facecolor()).upper() for area in AREAS}
    low, middle, _ = class_colours(Classing("equal", (-2.0, -1.0, 1.0, 2.0), "diverging", 1), theme)
    assert found == {"01": low, "02": middle, "03": inks.few, "04": inks.no_data}
    assert known(figure, "hatched-04") and known(figure, "dotted-03")
    # Greys do not say on which side of the middle a class lies: lines do.
    assert bool(known(figure, "lined-01")) == (theme == "grey")
    assert not known(figure, "lined-0[234]") and not known(figure, "hatched-0[123]")


def test_lines_of_a_hatch_stay_inside_their_area() -> None:
    figure = drawn()
    (area,), (lines,) = known(figure, "area-04"), known(figure, "hatched-04")
    inside = shapely.box(*area.get_path().get_extents().extents).buffer(0.01)
    segments = [shapely.LineString(segment) for segment in lines.get_segments()]
    assert len(segments) > 5 and all(inside.covers(line) for line in segments)


def test_names_stand_in_their_areas_and_the_legend_says_everything() -> None:
    figure = drawn(finish=Finish(183.5, 120))
    assert {"Abtal", "Bergen", "Dorf", "Angaben in: %", "unter 1 (1)", "keine Zahl (1)", "Hinweis"} <= set(said(figure))
    for area in AREAS:
        (patch,) = known(figure, f"area-{area.code}")
        box = patch.get_path().get_extents()
        x, _ = known(figure, f"name-{area.code}-0")[0].get_position()
        assert box.x0 < x < box.x1


def test_without_labels_no_name_is_written() -> None:
    figure = drawn(finish=replace(FINISH, labels=False))
    assert not known(figure, "name-.*") and not set(NAMES) & set(said(figure)) and "unter 1 (1)" in said(figure)


def many() -> AreaMap:
    """Return a map of 22 narrow areas with long names."""
    shapes = {f"{i:02d}": bytes(shapely.to_wkb(shapely.box(10 + i / 11, 50, 10 + (i + 1) / 11, 51))) for i in range(22)}
    areas = tuple(
        Area(code, f"Landkreis Nummer-{int(code) + 1}", 10 + (int(code) + 0.5) / 11, 50.5, 700, value=0.0, step=1)
        for code in shapes
    )
    return replace(CONTENT, areas=areas, shapes=Shapes(shapes))


@pytest.mark.parametrize("size", [(91.5, 60.0), (60.0, 60.0), (100.0, 70.0)])
def test_where_numbers_and_legend_have_no_room_the_legend_stays(size: tuple[float, float]) -> None:
    told = said(drawn(many(), Finish(*size)))
    assert any(text.startswith("unter 1") for text in told) and "Umriss: Region" in " ".join(told)
    assert not [text for text in told if text.isdecimal()]


def test_where_names_have_no_room_numbers_stand_for_them() -> None:
    figure = drawn(many(), Finish(45, 115))
    numbers = [text.get_text() for text in known(figure, "name-.*")]
    assert numbers == [str(i) for i in range(1, 23)]
    told = " ".join(said(figure))
    assert all(re.search(rf"Nummer-\s?{i}\b", told) for i in range(1, 23))


def test_a_line_of_the_legend_holds_whole_words() -> None:
    long = replace(CONTENT, key=(KeyGroup("Donaudampfschifffahrt der Kreise", KEY[0].rows),))
    told = " ".join(said(drawn(long, Finish(45, 90))))
    assert "Donaudampfschifffahrt" in told


def test_nodes_events_and_lines_are_drawn_in_their_places() -> None:
    event = EventMark("e", 11.5, 50.7, "lost", 500, "Werk")
    spoke = Spoke("Dorf", 10.6, 50.6, "n-1", 10.1, 50.1, 12.0, "12 km", 3000.0)
    content = replace(CONTENT, look="places", spokes=(spoke,))
    figure = drawn(content, events=(event,))
    plane = plane_of(replace(PICTURE, events=(event,)), content)
    (lines,), (node,) = known(figure, "spokes"), known(figure, "node-n-1-2")
    (start, end), (x, y) = lines.get_segments()[0], node.center
    assert end == pytest.approx((x, y), abs=0.01)
    east, north = plane.projection.km(np.array([10.6, 10.1]), np.array([50.6, 50.1]))
    way_km = math.hypot(east[0] - east[1], north[0] - north[1])
    (bar,) = known(figure, "scale-bar")
    bar_mm = np.ptp(bar.get_xdata())
    (km,) = [int(text.split("\u202f")[0]) for text in said(figure) if text.endswith("\u202fkm")]
    assert math.dist(start, end) / way_km == pytest.approx(bar_mm / km, rel=0.01)
    assert known(figure, "event-e") and known(figure, "places")
    assert content.drawn()[0].values == (-1.5, 0.0, 1.5, None)
    bare = replace(content, areas=tuple(replace(area, value=None) for area in AREAS))
    assert (bare.drawn()[0].at, bare.drawn()[0].values) == (("Dorf",), (12.0,))


def test_the_projection_is_that_of_the_other_library() -> None:
    lon, lat = np.array([5.9, 10.3, 15.0, 10.5]), np.array([47.3, 51.2, 54.9, 51.0])
    other = Transformer.from_crs("EPSG:4326", "+proj=laea +lon_0=10.5 +lat_0=51 +R=6371008.8 +units=km", always_xy=True)
    for ours, theirs in zip(Projection(10.5, 51).km(lon, lat), other.transform(lon, lat), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-6)


def test_a_map_fills_its_box_as_far_as_its_shape_allows() -> None:
    plane = plane_of(PICTURE, CONTENT)
    page = new_page(FINISH, "light", "de")
    field = field_in(page, Box(10, 10, 60, 60), plane)
    west, south, east, north = plane.bounds
    corners = field.mm(np.array([[west, south], [east, north]]))
    assert corners[0][0] > 10 and corners[1][0] < 70 and corners[0][1] > 10 and corners[1][1] < 70
    assert np.ptp(corners[:, 0]) == pytest.approx(60 * 0.95, abs=0.1)
    assert scale_in(60, 5, plane) < field.scale


@pytest.mark.parametrize("content", [CONTENT, replace(CONTENT, areas=())])
def test_a_map_without_frame_or_areas_is_refused(content: AreaMap) -> None:
    picture = PICTURE if not content.areas else replace(PICTURE, frame=None)
    with pytest.raises(ValueError, match="frame and areas"):
        printed(picture, content, FINISH)
    with pytest.raises(ValueError, match="classes"):
        class_fill(0, replace(PICTURE, classing=None))


def test_kinds_and_places_have_their_own_fills() -> None:
    kinds = [replace(AREAS[0], kind=kind) for kind in ("high_high", "none", "missing")]
    patterns = [fill(area, PICTURE, "kinds").pattern for area in kinds]
    assert patterns == ["", "", "hatched"]
    assert fill(AREAS[0], PICTURE, "places").colour == INKS["light"].ground


@pytest.mark.parametrize("size", [(45, 90), (91.5, 60), (183.5, 100), (300, 100), (80, 200)])
def test_no_text_is_cut_and_none_lies_on_another(size: tuple[float, float]) -> None:
    boxes = text_boxes(drawn(finish=Finish(*size)), size)
    for (text, box), (other, beside) in combinations(boxes, 2):
        assert box.intersection(beside).area < 0.05, (text, other)


def text_boxes(figure: Any, size: tuple[float, float]) -> list[tuple[str, Any]]:
    """Return the texts of a figure with their boxes in mm, all of them on the page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    found = []
    for text in figure.findobj(Text):
        if text.get_text():
            x0, y0, x1, y1 = text.get_window_extent(canvas.get_renderer()).extents * 25.4 / figure.dpi
            # A box is as high as a line with all its accents; letters fill two thirds of it.
            free = (y1 - y0) / 6
            found.append((text.get_text(), shapely.box(x0, y0 + free, x1, y1 - free)))
    page = shapely.box(0, 0, *size).buffer(0.2)
    assert found and all(page.covers(box) for _, box in found), [t for t, box in found if not page.covers(box)]
    return found


def test_svg_elements_have_telling_names() -> None:
    import io

    memory = io.BytesIO()
    drawn().savefig(memory, format="svg")
    ids = {element.get("id") for element in ElementTree.fromstring(memory.getvalue()).iter()}
    assert {"area-01", "area-04", "hatched-04", "dotted-03", "region", "lands", "node-n-1-0"} <= ids


def test_where_nodes_are_told_each_has_its_name_and_areas_give_way() -> None:
    nodes = (
        NodeMark("n-1", "Anfang & Ende", "open", 11.0, 50.5),
        NodeMark("n-2", "Beinahe dort", "proposed", 11.12, 50.5),
        NodeMark("n-3", "Am Rand", "closed", 11.99, 50.99),
        NodeMark("n-4", "Dorf", "open", 11.6, 50.2),
    )
    figure = drawn(replace(CONTENT, look="places", told="nodes"), Finish(137.5, 115), nodes=nodes)
    with matplotlib.rc_context(SETTINGS):
        renderer = FigureCanvasAgg(figure).get_renderer()
        names = {text.get_text(): text.get_window_extent(renderer) for text in known(figure, "name-.*")}
    assert {node.name for node in nodes} <= set(names)
    assert said(figure).count("Dorf") == 1, "an area called like a node is not named twice"
    signs = [known(figure, f"node-n-{i}-0")[0].get_window_extent() for i in range(1, 5)]
    for one, other in combinations([*names.values(), *signs], 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        high = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert wide < 1 or high < 0.4 * min(one.height, other.height)
