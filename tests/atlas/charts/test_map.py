"""The map for the screen: what it carries, what it says, how small it is."""

import json
import math
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas.charts.area_map import Addresses, Area, AreaMap, Shapes
from atlas.charts.colours import INKS, rgb
from atlas.charts.legend import class_rows, node_rows
from atlas.charts.map import district_map
from atlas.charts.map_layout import CLEAR, wrap
from atlas.charts.map_marks import bar_km
from atlas.charts.names import break_name, is_overview, place_names
from atlas.charts.screen import BUTTONS, DOTS, MAP_CSS, MAP_HTML, map_config
from atlas.picture import Classing, EventMark, Frame, NameMark, NodeMark, Picture

FRAME = Frame(10, 50, 12, 51)
ADDRESSES = Addresses("app/static/geo/a.geojson", "app/static/geo/l.geojson", ("16",), ("09",), "r.geojson", "region")
VALUES = pd.DataFrame(
    {
        "area_code": ["16001", "16002", "16003", "16004"],
        "value": [3.1, 4.5, 9.9, math.nan],
        "sign": ["", "", "", "."],
        "class_index": [0, 1, 1, -1],
    }
)
NODE = NodeMark("node-1", "Knoten <A>", "open", 10.5, 50.5, ("offen seit 1. März 2024",))
PICTURE = Picture(
    kind="map",
    indicator_id="unemployment_rate",
    area="land",
    period="2025",
    language="de",
    title="Titel",
    subtitle="Untertitel",
    source="Quelle",
    stand="Stand",
    credit="© GeoBasis-DE / BKG (2024)",
    hover=("Arbeitslosenquote, 2025", "Quelle"),
    classing=Classing("quantiles", (3.1, 4.0, 9.9)),
    frame=FRAME,
    names=(NameMark("16001", "Unstrut-Hainich-Kreis", 10.6, 50.6, 900, always=True),),
    nodes=(NODE,),
)


def said(value: float, sign: str) -> str:
    """Return a label as a page would write it."""
    return "unbekannt oder geheim" if sign else f"{value:.1f}".replace(".", ",") + "\u202f%"


def content(rows: pd.DataFrame, chosen: str | None = None) -> AreaMap:
    """Return the map of these rows: area_code, value, sign, class_index, perhaps few and added."""
    areas = tuple(
        Area(
            row["area_code"],
            f"Kreis {row['area_code']}",
            11,
            50.5,
            900,
            value=None if math.isnan(row["value"]) else row["value"],
            sign=row["sign"],
            step=int(row["class_index"]),
            few=bool(row.get("few", False)),
            text=said(row["value"], row["sign"]),
            added=str(row.get("added", "")),
        )
        for row in rows.to_dict("records")
    )
    return AreaMap("classes", areas, Shapes({}), ADDRESSES, "Arbeitslosenquote", chosen=chosen)


def traces(figure: dict[str, Any], address: str) -> list[dict[str, Any]]:
    """Return the traces drawn from an address."""
    return [trace for trace in figure["data"] if trace.get("geojson") == address]


def test_districts_carry_classes_and_what_is_said_of_them() -> None:
    classed, empty = traces(district_map(PICTURE, content(VALUES)), ADDRESSES.districts)
    assert (classed["locations"], classed["z"]) == (["16001", "16002", "16003"], [0, 1, 1])
    assert classed["text"] == ["3,1", "4,5", "9,9"]
    assert classed["hovertemplate"].startswith("<b>%{properties.name}</b><br>%{text}\u202f%<br>Arbeitslosenquote, 2025")
    assert (empty["locations"], empty["z"]) == (["16004"], [0])
    assert "unbekannt oder geheim" in empty["hovertemplate"]


def test_plotly_takes_the_figure_as_it_is() -> None:
    figure = district_map(PICTURE, content(VALUES, "16002"))
    assert len(go.Figure(figure).data) == len(figure["data"])


def test_nothing_but_the_chosen_district_changes_when_one_is_chosen() -> None:
    before = district_map(PICTURE, content(VALUES))
    after = district_map(PICTURE, content(VALUES, "16002"))
    added = [trace for trace in after["data"] if trace not in before["data"]]
    assert [trace["locations"] for trace in added] == [["16002"], ["16002"]]
    assert all(trace["colorscale"] == [[0, CLEAR], [1, CLEAR]] for trace in added)
    assert before["layout"] == after["layout"]


def test_all_or_no_districts_without_a_figure() -> None:
    full = district_map(PICTURE, content(VALUES[:3]))
    assert len(traces(full, ADDRESSES.districts)) == 1
    nothing = replace(PICTURE, classing=Classing("quantiles", ()))
    bare = district_map(nothing, content(VALUES.assign(class_index=-1)))
    assert [trace["locations"] for trace in traces(bare, ADDRESSES.districts)] == [VALUES["area_code"].tolist()]
    assert traces(district_map(PICTURE, content(VALUES[:0])), ADDRESSES.districts) == []


def test_a_figure_of_few_cases_has_its_own_look_and_says_how_many() -> None:
    rows = VALUES.assign(class_index=[-1, 1, 1, -1], few=[True, False, False, False], added=["3 Fälle", "9", "20", ""])
    classed, few, empty = traces(district_map(PICTURE, content(rows)), ADDRESSES.districts)
    assert (classed["locations"], few["locations"], empty["locations"]) == (["16002", "16003"], ["16001"], ["16004"])
    assert few["colorscale"] == [[0, INKS["light"].few], [1, INKS["light"].few]]
    assert few["hovertext"] == ["3 Fälle"] and "<br>%{hovertext}<br>Arbeitslosenquote" in few["hovertemplate"]
    assert "3,1" in few["hovertemplate"] + few["text"][0]
    assert "hovertext" not in empty and len(go.Figure(district_map(PICTURE, content(rows))).data)
    assert rgb(INKS["light"].few) in MAP_CSS and f"{DOTS}-dark" in MAP_HTML


def test_events_lie_between_names_and_nodes() -> None:
    event = EventMark("e-1", 11.5, 50.2, "lost", 300, "Werk")
    figure = district_map(replace(PICTURE, events=(event,)), content(VALUES))
    names, events, nodes = figure["data"][-3:]
    assert (names["mode"], events["customdata"], nodes["customdata"][0]) == ("text", ["event:e-1"], "node-1")
    assert (events["lon"], events["lat"]) == ([11.5], [50.2])
    assert len(go.Figure(figure).data) == len(district_map(PICTURE, content(VALUES))["data"]) + 1


def test_names_give_way_to_events() -> None:
    name = NameMark("1", "Kreis", 11, 50.5, 1000, always=True)
    (placed,) = place_names((name,), None, (), FRAME, (760, 560), marks=[(11, 50.5, 20)])
    assert (placed.lon, placed.lat) != (11, 50.5)


def test_a_map_needs_a_frame() -> None:
    with pytest.raises(ValueError, match="wanted a frame"):
        district_map(replace(PICTURE, frame=None), content(VALUES))


def test_texts_are_shown_as_they_are() -> None:
    picture = replace(PICTURE, hover=("<b>%{z}</b>",), credit="<script>")
    figure = district_map(picture, content(VALUES))
    written = json.dumps(figure, ensure_ascii=False)
    assert "<script>" not in written and "%{z}" not in written and "Knoten &lt;A&gt;" in written


def test_four_hundred_districts_stay_small() -> None:
    codes = [f"{1000 + i:05d}" for i in range(400)]
    rows = pd.DataFrame(
        {
            "area_code": codes,
            "value": [i / 10 for i in range(400)],
            "sign": "",
            "class_index": [i % 5 for i in range(400)],
        }
    )
    picture = replace(PICTURE, classing=Classing("quantiles", (0, 1, 2, 3, 4, 5)), names=())
    # As it is sent: checked by plotly, which adds a template of its own where there is none.
    assert len(go.Figure(district_map(picture, content(rows))).to_json()) < 15_000


def test_names_that_always_stand_do_and_others_give_way() -> None:
    names = (
        NameMark("1", "Immer", 11, 50.5, 1000, always=True),
        NameMark("2", "Daneben", 11, 50.5, 4000),
        NameMark("3", "Frei", 10.3, 50.8, 900),
        NameMark("4", "Viel zu langer Name für das Gebiet", 11.5, 50.2, 20),
    )
    placed = place_names(names, None, (), FRAME, (760, 560))
    assert placed[0].text == "Immer"
    assert "Frei" in [name.text for name in placed] and len(placed) == 3
    crowded = place_names(names, None, (NodeMark("n", "n", "open", 11, 50.5),), FRAME, (760, 560))
    assert (crowded[0].lon, crowded[0].lat) != (11, 50.5)


def test_on_an_overview_the_region_is_named_instead() -> None:
    names = (NameMark("1", "Klein", 10.5, 50.5, 1000, always=True), NameMark("2", "Groß", 11, 50.5, 9000))
    wide = Frame(5, 47, 15, 55)
    region = NameMark("r", "Region", 10.5, 50.5, 6000, always=True)
    assert not is_overview(names, FRAME, (760, 560))
    assert is_overview(names, wide, (760, 560))
    assert [name.text for name in place_names(names, region, (), wide, (760, 560))] == ["Region"]


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Gotha", "Gotha"),
        ("Unstrut-Hainich-Kreis", "Unstrut-\nHainich-Kreis"),
        ("Schmalkalden-Meiningen", "Schmalkalden-\nMeiningen"),
        ("Altenburger Land", "Altenburger\nLand"),
        ("Kyffhäuserkreis", "Kyffhäuserkreis"),
    ],
)
def test_long_names_break_where_they_may(name: str, broken: str) -> None:
    assert break_name(name) == broken


def test_the_scale_bar_has_a_round_length() -> None:
    # 10 degrees at 51 degrees north are 700 km, 2 degrees 141 km, 0.2 degrees 14 km.
    assert bar_km(Frame(5, 47, 15, 55)) == 100
    assert bar_km(FRAME) == 20
    assert bar_km(Frame(10, 50, 10.2, 50.1)) == 2


def test_credits_wrap_between_words() -> None:
    assert wrap("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrap("", 5) == []


def test_the_legend_says_what_is_drawn() -> None:
    rows = class_rows(PICTURE, (1, 2), lambda low, high, last: f"{low}-{high}{last}", [("unbekannt", 1)])
    assert [(row.text, row.count, row.hatched) for row in rows] == [
        ("3.1-4.0False", 1, False),
        ("4.0-9.9True", 2, False),
        ("unbekannt", 1, True),
    ]
    drawn = traces(district_map(PICTURE, content(VALUES)), ADDRESSES.districts)
    assert {row.colour for row in rows} == {step[1] for trace in drawn for step in trace["colorscale"]}
    *_, few, missing = class_rows(PICTURE, (1, 2), lambda low, high, last: "", [("unbekannt", 1)], [("unter 5", 3)])
    assert (few.text, few.count, few.dotted, few.hatched) == ("unter 5", 3, True, False)
    assert few.colour not in {row.colour for row in rows} and missing.hatched
    with pytest.raises(ValueError, match="3 counts"):
        class_rows(PICTURE, (1, 2, 3), lambda low, high, last: "")
    symbols = node_rows((NODE, replace(NODE, status="closed"), NODE), PICTURE)
    assert [(row.status, row.count) for row in symbols] == [("open", 2), ("closed", 1)]


def test_settings_are_in_the_page_s_language_and_ask_nobody() -> None:
    config = map_config("de", "karte", lambda word: f"de:{word}")
    assert config["locales"]["de"]["dictionary"]["Zoom in"] == "de:Zoom in"
    assert set(config["locales"]["de"]["dictionary"]) == set(BUTTONS)
    assert config["topojsonURL"].startswith("data:")
    assert "http" not in MAP_CSS + MAP_HTML
