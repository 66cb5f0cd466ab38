"""Four squares side by side, small enough to reckon by hand."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.areas import dissolved, for_display, generalised, repaired, side_by_side, successors

UTM = "EPSG:25832"
EAST, NORTH = 600_000.0, 5_650_000.0


def squares(**shapes: Polygon) -> gpd.GeoSeries:
    """Return shapes given in kilometres, moved to a place in UTM zone 32."""
    moved = {key: shapely.transform(shape, lambda pairs: pairs * 1000 + [EAST, NORTH]) for key, shape in shapes.items()}
    return gpd.GeoSeries(moved, crs=UTM)


def change(**line: str) -> dict[str, str]:
    return {"statistic": "*", "kind": "merger", "effective_on": "2020-01-01"} | line


def test_a_reform_of_a_reform_leads_to_the_last_key() -> None:
    changes = pd.DataFrame(
        [
            change(area_code_from="1", area_code_to="2"),
            change(area_code_from="2", area_code_to="3", kind="rename"),
            change(area_code_from="4", area_code_to="3", kind="transfer"),
            change(area_code_from="5", area_code_to="2", kind="split"),
            change(area_code_from="6", area_code_to="3", effective_on="2030-01-01"),
            change(area_code_from="7", area_code_to="3", statistic="13211"),
        ]
    )
    assert successors(changes, "2024-12-31") == {"1": "3", "2": "3"}
    assert successors(changes, "2019-12-31") == {}


def test_an_overlap_and_a_sliver_are_gone_and_a_crossed_ring_is_mended() -> None:
    crossed = Polygon([(2.01, 0), (4, 2), (4, 0), (2.01, 2)])
    faulty = squares(a=box(0, 0, 1.1, 2), b=box(1, 0, 2, 2), c=crossed)
    assert not side_by_side(faulty)
    mended = repaired(faulty)
    assert side_by_side(mended)
    assert list(mended.index) == ["a", "b", "c"]
    # 0 to 1.1 and 1 to 2 cover 0 to 2, two kilometres high
    assert mended[["a", "b"]].area.sum() / 1e6 == pytest.approx(4.0, abs=0.03)


def test_members_become_one_area_per_key() -> None:
    parts = squares(a=box(0, 0, 1, 1), b=box(1, 0, 2, 1), c=box(2, 0, 3, 1))
    whole = dissolved(parts, pd.Series(["y", "y", "x"]))
    assert list(whole.index) == ["x", "y"]
    assert whole.area.tolist() == [1e6, 2e6]
    assert whole.crs == parts.crs


def test_neighbours_lose_the_same_corner() -> None:
    left = Polygon([(0, 0), (1, 0), (1.02, 1), (1, 2), (0, 2)])
    right = Polygon([(1, 0), (3, 0), (3, 2), (1, 2), (1.02, 1)])
    coarse = generalised(squares(left=left, right=right), 500)
    assert side_by_side(coarse)
    assert coarse.area.tolist() == [2e6, 4e6]


def test_display_is_in_rounded_degrees_and_clockwise() -> None:
    shown = for_display(squares(a=box(0, 0, 1, 1)), 4)
    assert shown.crs.to_epsg() == 4326
    pairs = shapely.get_coordinates(shown["a"])
    assert (pairs.round(4) == pairs).all()
    assert not shown["a"].exterior.is_ccw
    assert 10 < pairs[0][0] < 11


def test_degrees_and_unknown_systems_are_refused() -> None:
    degrees = gpd.GeoSeries([box(10, 50, 11, 51)], crs="EPSG:4326")
    with pytest.raises(ValueError, match="metres"):
        generalised(degrees, 500)
    with pytest.raises(ValueError, match="metres"):
        repaired(degrees)
    with pytest.raises(ValueError, match="no CRS"):
        for_display(gpd.GeoSeries([box(0, 0, 1, 1)]), 4)
