"""The map of patterns and the scatter plot: each kind by colour and sign, quiet ground, what a click names."""

from typing import Any
from urllib.parse import unquote

import pytest

from atlas.charts.area_map import Addresses, Area, AreaMap, Shapes
from atlas.charts.cluster_map import cluster_map, kind_image
from atlas.charts.colours import DIVERGING, INKS
from atlas.charts.moran_scatter import MoranScatter, Names, Pair, moran_scatter
from atlas.charts.pattern_kinds import LOOKS, fill, is_hatched
from atlas.picture import Frame, Picture

PICTURE = Picture(
    kind="map",
    indicator_id="unemployment_rate",
    area="land",
    period="2025",
    language="de",
    title="Titel",
    subtitle="",
    source="Quelle",
    stand="2025",
    hover=("Arbeitslosenquote, 2025",),
    frame=Frame(10, 50, 12, 51),
)
ADDRESSES = Addresses("districts.geojson", "lands.geojson", ("16",))
KINDS = {"01": "high_high", "02": "none", "03": "low_low", "04": "missing", "05": "high_high"}
TEXTS = {code: f"{code} <b>\nzweite Zeile" for code in KINDS}
PLACES = {code: (10.0 + i / 10, 50.5) for i, code in enumerate(KINDS)}
NAMES = Names("quer", "hoch", "HH", "LL", "HL", "LH")


def content(kinds: dict[str, str], chosen: str | None = None) -> AreaMap:
    """Return the map of districts of these kinds."""
    areas = tuple(Area(code, code, *PLACES[code], 900, kind=kind, text=TEXTS[code]) for code, kind in kinds.items())
    return AreaMap("kinds", areas, Shapes({}), ADDRESSES, "", chosen=chosen)


def drawn(chosen: str | None = None) -> dict[str, Any]:
    """Return the map of the five districts."""
    return cluster_map(PICTURE, content(KINDS, chosen))


def test_every_district_is_drawn_once_in_the_colour_of_its_kind() -> None:
    areas = [trace for trace in drawn()["data"] if trace.get("geojson") == ADDRESSES.districts]
    found = {code: trace["colorscale"][0][1] for trace in areas for code in trace["locations"]}
    light = DIVERGING["light"]
    assert found == {
        "01": light[4],
        "05": light[4],
        "03": light[0],
        "02": INKS["light"].ground,
        "04": INKS["light"].no_data,
    }
    assert sum(len(trace["locations"]) for trace in areas) == len(KINDS)


def test_signs_say_what_colours_say_and_name_their_district() -> None:
    signs = next(trace for trace in drawn()["data"] if trace.get("mode") == "markers")
    assert signs["customdata"] == ["01", "03", "05"]
    assert signs["marker"]["symbol"] == ["triangle-up", "triangle-down", "triangle-up"]
    assert signs["lon"] == [10.0, 10.2, 10.4]
    of_moran = [LOOKS[kind] for kind in ("high_high", "low_low", "high_low", "low_high")]
    assert len({look.shape for look in of_moran}) == len({look.step for look in of_moran}) == 4


def test_texts_are_no_markup_and_without_patterns_there_are_no_signs() -> None:
    areas = next(trace for trace in drawn()["data"] if trace.get("geojson") == ADDRESSES.districts)
    assert areas["text"][0] == "01 &lt;b&gt;<br>zweite Zeile"
    quiet = cluster_map(PICTURE, content({"02": "none"}))
    assert not [trace for trace in quiet["data"] if trace.get("mode") == "markers"]


def test_a_picture_without_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="frame"):
        cluster_map(Picture("map", "", "", "", "de", "", "", "", ""), content({}))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_shows_the_colours_of_the_map(theme: Any) -> None:
    for kind in LOOKS:
        assert f'fill="{fill(kind, theme)}"' in unquote(kind_image(kind, theme))
    assert [kind for kind in (*LOOKS, "none", "few", "island", "missing") if is_hatched(kind)] == [
        "few",
        "island",
        "missing",
    ]


def test_the_scatter_plot_has_a_line_of_the_slope_through_the_mean() -> None:
    pairs = (Pair("01", "A", -1.0, -0.5, "low_low", "A\nx"), Pair("02", "B", 1.0, 0.7, "none", "B"))
    figure = moran_scatter(MoranScatter(pairs, 0.6, NAMES, chosen="02"), "light")
    line, quiet, told = figure["data"]
    assert (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0]) == pytest.approx(0.6)
    assert line["y"][0] == pytest.approx(0.1 + 0.6 * line["x"][0])
    assert (quiet["customdata"], told["customdata"]) == (["02"], ["01"])
    assert told["marker"]["symbol"] == ["triangle-down"]
    assert quiet["marker"]["line"]["width"] == [3]
    assert quiet["marker"]["size"][0] > 6
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < -1 < 1 < high
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["HH", "LL", "HL", "LH", "B"]


def test_a_scatter_plot_of_nothing_is_drawn() -> None:
    assert [trace["x"] for trace in moran_scatter(MoranScatter((), 0.0, NAMES), "dark")["data"][1:]] == [[], []]
