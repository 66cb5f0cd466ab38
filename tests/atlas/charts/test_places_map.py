"""The map of places: quiet districts that can be clicked, spokes, events below nodes."""

import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from atlas.charts.area_map import Addresses, Area, AreaMap, Shapes
from atlas.charts.colours import INKS, contrast
from atlas.charts.map import mark_factor
from atlas.charts.places_map import places_map
from atlas.picture import EventMark, Frame, NameMark, NodeMark, Picture, Spoke, Theme

ADDRESSES = Addresses("app/static/geo/a.geojson", "app/static/geo/l.geojson", ("16",), ("09",), "r.geojson", "region")
NODE = NodeMark("node-1", "Knoten A", "open", 10.5, 50.5)
EVENT = EventMark("e-1", 11.5, 50.5, "lost", 300, "Werk")
PICTURE = Picture(
    kind="map",
    indicator_id="",
    area="land",
    period="2026",
    language="de",
    title="Titel",
    subtitle="",
    source="Quelle",
    stand="Stand",
    credit="© GeoBasis-DE / BKG (2024)",
    hover=("Stand: 2026",),
    frame=Frame(10, 50, 12, 51),
    names=(NameMark("16001", "Kreis", 11, 50.8, 900, always=True),),
    nodes=(NODE,),
    events=(EVENT,),
)
DISTRICTS = {"16001": "3 Meldungen", "16002": ""}
SPOKES = (
    Spoke("Dorf", 10.6, 50.6, "node-1", 10.5, 50.5, 13.0, "13 km bis <A>", 900),
    Spoke("Stadt", 10.9, 50.2, "node-1", 10.5, 50.5, 44.1, "44 km", 18_000),
)


def content(told: dict[str, str], **more: Any) -> AreaMap:
    """Return a map of districts of which this is said."""
    areas = tuple(Area(code, code, 11, 50.5, 900, text=text) for code, text in told.items())
    return AreaMap("places", areas, Shapes({}), ADDRESSES, "", **more)


def of_type(figure: dict[str, Any], kind: str, mode: str = "") -> list[dict[str, Any]]:
    """Return the traces of a type and, where said, of a mode."""
    return [trace for trace in figure["data"] if trace["type"] == kind and trace.get("mode", "") == mode]


def test_districts_are_quiet_and_can_be_clicked() -> None:
    figure = places_map(PICTURE, content(DISTRICTS))
    (ground,) = [trace for trace in figure["data"] if trace.get("geojson") == ADDRESSES.districts]
    assert ground["locations"] == ["16001", "16002"]
    assert {colour for _, colour in ground["colorscale"]} == {INKS["light"].ground}
    assert ground["text"] == ["<br>3 Meldungen", ""]
    assert ground["hoverinfo"] == "all"
    assert ground["hovertemplate"] == "<b>%{properties.name}</b>%{text}<br>Stand: 2026<extra></extra>"


def test_plotly_takes_the_figure_as_it_is() -> None:
    figure = places_map(PICTURE, content(DISTRICTS, spokes=SPOKES, chosen="16002"))
    assert len(go.Figure(figure).data) == len(figure["data"])
    assert len(go.Figure(places_map(PICTURE, content({}))).data) == len(figure["data"]) - 5


def test_nodes_lie_above_events_and_events_above_names() -> None:
    figure = places_map(PICTURE, content(DISTRICTS, spokes=SPOKES))
    names, events, nodes = figure["data"][-3:]
    assert names["text"] == ["Kreis"]
    assert events["customdata"] == ["event:e-1"]
    assert set(nodes["customdata"]) == {"node-1"}


def test_each_municipality_has_a_line_to_its_node() -> None:
    figure = places_map(PICTURE, content(DISTRICTS, spokes=SPOKES))
    (lines,) = of_type(figure, "scattergeo", "lines")
    assert lines["lon"] == [10.6, 10.5, None, 10.9, 10.5, None]
    assert lines["lat"] == [50.6, 50.5, None, 50.2, 50.5, None]
    assert lines["hoverinfo"] == "skip"


def test_a_dot_grows_with_its_inhabitants_and_says_its_text() -> None:
    figure = places_map(replace(PICTURE, nodes=(), events=()), content(DISTRICTS, spokes=SPOKES))
    (dots,) = of_type(figure, "scattergeo", "markers")
    # 18 000 inhabitants are nine times 2 000: three times as wide. The smaller one lies on top.
    assert dots["marker"]["size"] == [10.5, 3.5]
    assert dots["text"] == ["<b>Stadt</b><br>44 km", "<b>Dorf</b><br>13 km bis &lt;A&gt;"]
    alike = [replace(spoke, inhabitants=None) for spoke in SPOKES]
    figure = places_map(replace(PICTURE, nodes=(), events=()), content(DISTRICTS, spokes=alike))
    assert of_type(figure, "scattergeo", "markers")[0]["marker"]["size"] == [3.5, 3.5]


def test_a_dot_names_its_district_and_leaves_room_to_point_at_others() -> None:
    bare = replace(PICTURE, nodes=(), events=())
    figure = places_map(bare, content(DISTRICTS, spokes=(replace(SPOKES[0], area_code="16001"), SPOKES[1])))
    assert of_type(figure, "scattergeo", "markers")[0]["customdata"] == [None, "area:16001"]
    assert figure["layout"]["hoverdistance"] < places_map(bare, content(DISTRICTS))["layout"]["hoverdistance"]


def test_a_chosen_district_is_outlined() -> None:
    before = places_map(PICTURE, content(DISTRICTS))["data"]
    added = [trace for trace in places_map(PICTURE, content(DISTRICTS, chosen="16002"))["data"] if trace not in before]
    assert [trace["locations"] for trace in added] == [["16002"], ["16002"]]


def test_a_thousand_spokes_stay_small() -> None:
    spokes = [replace(SPOKES[0], name=f"Gemeinde {i}", lon=10 + i / 1000) for i in range(1000)]
    figure = places_map(PICTURE, content(DISTRICTS, spokes=spokes))
    assert len(json.dumps(figure, separators=(",", ":"))) < 125_000


def test_a_map_needs_a_frame() -> None:
    with pytest.raises(ValueError, match="wanted a frame"):
        places_map(replace(PICTURE, frame=None), content(DISTRICTS))


def test_marks_are_smaller_where_the_frame_is_wide() -> None:
    assert mark_factor(PICTURE) == 1
    assert mark_factor(replace(PICTURE, frame=Frame(5, 47, 15, 55))) == 0.6


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dots_and_lines_are_seen_on_the_ground(theme: Theme) -> None:
    inks = INKS[theme]
    assert contrast(inks.spoke, inks.ground) >= 3
    assert contrast(inks.quiet_text, inks.ground) >= 3
    assert contrast(inks.text, inks.ground) >= 4.5
