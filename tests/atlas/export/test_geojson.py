"""A table of places as GeoJSON: read back by another program, with its sources, and nothing made up."""

import io
import json
from math import nan

import geopandas as gpd
import pandas as pd
import pytest

from atlas.export import About, Column, Origin, Sheet
from atlas.export.geojson import geojson
from atlas.messages import words

ORIGIN = Origin("© Amt für Zahlen", "dl-de/by-2-0", "https://example.org/terms", "1. Mai 2025", "2025-06-01")
ABOUT = About(
    "Orte", (ORIGIN,), area="Land", notes=("Schätzung",), address="https://example.org/?a=1", data_version="v7"
)
COLUMNS = (
    Column("site_id", "Kennung"),
    Column("name", "Ort"),
    Column("people", "Einwohner", "number", sign="people_sign"),
    Column("lon", "Länge", "number", decimals=5),
    Column("lat", "Breite", "number", decimals=5),
)
FRAME = pd.DataFrame(
    {
        "site_id": ["16063001", "own:Ä"],
        "name": ["Zella\u0007 <b>", "=1+1"],
        "people": [1234.0, nan],
        "people_sign": ["", "."],
        "lon": [10.123456789, 11.5],
        "lat": [50.25, 51.0],
        "end_lon": [10.5, nan],
        "end_lat": [50.5, nan],
    }
)
SHEET = Sheet(ABOUT, COLUMNS, FRAME, words("de"))


def test_points_are_read_back_by_another_program() -> None:
    found = gpd.read_file(io.BytesIO(geojson(SHEET)))
    assert found.crs.to_epsg() == 4326
    assert [(point.x, point.y) for point in found.geometry] == [(10.123457, 50.25), (11.5, 51.0)]
    assert found["site_id"].tolist() == ["16063001", "own:Ä"]
    assert found["people"].tolist()[0] == 1234


def test_the_file_keeps_to_the_standard() -> None:
    held = json.loads(geojson(SHEET))
    assert held["type"] == "FeatureCollection"
    assert "crs" not in held
    assert [one["properties"] for one in held["features"]] == [
        {"site_id": "16063001", "name": "Zella <b>", "people": 1234.0, "people_sign": ""},
        {"site_id": "own:Ä", "name": "=1+1", "people": None, "people_sign": "."},
    ]


def test_sources_licence_and_version_travel_along() -> None:
    about = json.loads(geojson(SHEET))["about"]
    assert (about["data_version"], about["notes"], about["coordinates"]) == ("v7", ["Schätzung"], "WGS 84")
    assert about["sources"] == [
        {
            "attribution": "© Amt für Zahlen",
            "licence": "dl-de/by-2-0",
            "licence_url": "https://example.org/terms",
            "as_of": "1. Mai 2025",
            "retrieved_on": "2025-06-01",
        }
    ]


def test_two_places_make_a_line_and_none_no_geometry() -> None:
    features = json.loads(geojson(SHEET, (("lon", "lat"), ("end_lon", "end_lat"))))["features"]
    assert features[0]["geometry"] == {"type": "LineString", "coordinates": [[10.123457, 50.25], [10.5, 50.5]]}
    assert features[1]["geometry"] is None
    assert "lon" not in features[0]["properties"]


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_no_figure_without_an_end_is_written(value: float) -> None:
    endless = Sheet(ABOUT, COLUMNS, FRAME.assign(people=[value, nan]), words("de"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        geojson(endless)
