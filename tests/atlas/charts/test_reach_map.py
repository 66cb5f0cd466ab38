"""The map of the reach: a dot per municipality, its colour the class of its way, its shape the limit."""

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from atlas.charts.area_map import Addresses, Area, AreaMap, Dot, Shapes
from atlas.charts.colours import INKS, SEQUENTIAL
from atlas.charts.reach_map import dot_image, reach_map, step_colour
from atlas.picture import Frame, NameMark, NodeMark, Picture, Theme

ADDRESSES = Addresses("app/static/geo/a.geojson", "app/static/geo/l.geojson", ("16",), ("09",), "r.geojson", "region")
PICTURE = Picture(
    kind="map",
    indicator_id="",
    area="land",
    period="2026-01-01",
    language="de",
    title="Titel",
    subtitle="",
    source="Quelle",
    stand="Stand",
    credit="©",
    frame=Frame(10, 50, 12, 51),
    names=(NameMark("16001", "Kreis", 11, 50.8, 900, always=True),),
    nodes=(NodeMark("node-1", "Knoten A", "open", 10.5, 50.5),),
)
NEAR = Dot("Dorf", 10.6, 50.6, 0, False, "12 Min. bis <A>", 900)
FAR = Dot("Stadt", 10.9, 50.2, 4, True, "75 Min.", 500_000)
BARE = AreaMap(
    "places", (Area("16001", "Kreis", 11, 50.8, 900, text="Weg im Mittel: 20 Min."),), Shapes({}), ADDRESSES, ""
)
REACH = replace(BARE, dots=(NEAR, FAR))


def test_colour_says_the_class_and_shape_the_limit() -> None:
    figure = reach_map(PICTURE, REACH)
    (dots,) = [trace for trace in figure["data"] if trace.get("lon") == [10.9, 10.6]]
    marker = dots["marker"]
    assert marker["symbol"] == ["square", "circle"], "the larger one first, so that the small one lies on top"
    assert marker["color"] == [SEQUENTIAL["light"][4], SEQUENTIAL["light"][0]]
    assert marker["size"][0] > marker["size"][1] == 5.0
    assert dots["text"] == ["<b>Stadt</b><br>75 Min.", "<b>Dorf</b><br>12 Min. bis &lt;A&gt;"]


def test_dots_lie_above_the_areas_and_below_the_nodes() -> None:
    data = reach_map(PICTURE, REACH)["data"]
    at = next(i for i, trace in enumerate(data) if trace.get("lon") == [10.9, 10.6])
    assert max(i for i, trace in enumerate(data) if trace["type"] == "choropleth") < at
    assert max(i for i, trace in enumerate(data) if trace.get("customdata", [None])[0] == "node-1") > at


def test_plotly_takes_the_figure_and_it_is_plain() -> None:
    figure = reach_map(PICTURE, REACH)
    assert len(go.Figure(figure).data) == len(figure["data"])
    assert json.loads(json.dumps(figure)) == figure
    assert len(reach_map(PICTURE, BARE)["data"]) == len(figure["data"]) - 1


def test_a_picture_without_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="frame"):
        reach_map(replace(PICTURE, frame=None), REACH)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_shows_the_same_colour_and_shape(theme: Theme) -> None:
    circle, square = (dot_image(step_colour(2, theme), theme, beyond=beyond) for beyond in (False, True))
    assert "circle" in circle and "rect" in square
    for image in (circle, square):
        assert SEQUENTIAL[theme][2].removeprefix("#") in image
        assert INKS[theme].symbol.removeprefix("#") in image
