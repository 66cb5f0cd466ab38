"""The reader on a small wheel made here; the shipped outlines against another product of the same office."""

import hashlib
import subprocess
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Polygon, box

from etl.errors import SourceError
from etl.sources import boundaries
from geo.areas import side_by_side

SHIPPED = Path("data") / "snapshot" / "boundaries"


def wheel_of(folder: Path, rows: gpd.GeoDataFrame) -> Path:
    """Return a wheel that carries `rows` where the real one carries the districts."""
    shapefile = folder / "VG250_KRS.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows.to_file(shapefile, encoding="utf-8")
    wheel = folder / boundaries.WHEEL
    with zipfile.ZipFile(wheel, "w") as archive:
        for part in folder.glob("VG250_KRS.*"):
            archive.write(part, boundaries.LAYER.removesuffix(".shp") + part.suffix)
    return wheel


def pin(monkeypatch: pytest.MonkeyPatch, wheel: Path) -> None:
    monkeypatch.setattr(boundaries, "WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())


def table(**columns: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, crs="EPSG:4326")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a wheel with four districts of half a degree, one of them dissolved since, and some sea."""
    crossed = Polygon([(11.0, 50.0), (11.5, 50.5), (11.5, 50.0), (11.0, 50.5)])
    shapes = [box(10, 50, 10.5, 50.5), box(10.5, 50, 11, 50.5), crossed, box(10, 51, 10.5, 51.5)]
    return wheel_of(
        tmp_path,
        table(
            AGS=["16063", "16056", "16067", "01001", "01001"],
            GF=[4, 4, 4, 4, 2],
            geometry=[*shapes, box(10, 51.5, 10.5, 52)],
        ),
    )


def test_land_alone_with_dissolved_keys_in_their_successor(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(monkeypatch, small)
    frame = boundaries.clean(small)
    assert list(frame.columns) == ["layer", "level", "area_code", "label_lon", "label_lat", "geometry"]
    assert (frame.attrs["rows_read"], frame.attrs["rows_kept"]) == (5, 4)
    detailed = frame[frame["level"] == "detailed"].set_index("area_code")
    assert list(detailed.index) == ["01001", "16063", "16067", "01", "16", "DG"]
    assert detailed.loc["16063"].geometry.bounds == pytest.approx((10, 50, 11, 50.5), abs=1e-3)
    assert detailed.loc["01001"].geometry.bounds == pytest.approx((10, 51, 10.5, 51.5), abs=1e-3)
    assert set(frame["level"]) == {"detailed", "coarse"}
    assert frame.crs.to_epsg() == 4326


def test_other_bytes_are_refused(small: Path) -> None:
    with pytest.raises(SourceError, match="sha256"):
        boundaries.clean(small)
    with pytest.raises(SourceError, match="No such file"):
        boundaries.clean(small.with_name("absent.whl"))


def test_a_wheel_without_the_layer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / boundaries.WHEEL
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    pin(monkeypatch, wheel)
    with pytest.raises(SourceError, match="no such member"):
        boundaries.clean(wheel)


def test_a_renamed_column_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = wheel_of(tmp_path, table(KEY=["16063"], GF=[4], geometry=[box(10, 50, 11, 51)]))
    pin(monkeypatch, wheel)
    with pytest.raises(SourceError, match=r"also \['AGS'\]"):
        boundaries.clean(wheel)


def test_a_wheel_at_hand_is_not_fetched_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(monkeypatch, small)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("the network was asked"))
    assert boundaries.fetch_wheel(small.parent) == small


def test_a_failed_download_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[str], **_: object) -> None:
        assert "--no-deps" in command and boundaries.PACKAGE in command
        raise subprocess.CalledProcessError(1, command, stderr="no route to host")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(SourceError, match=r"no route to host.*by hand"):
        boundaries.fetch_wheel(tmp_path / "new")


def test_without_pip_uv_lends_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries.importlib.util, "find_spec", lambda name: None)
    assert boundaries._pip() == ["uv", "tool", "run", "pip"]


@pytest.fixture(scope="module")
def shipped(root: Path) -> gpd.GeoDataFrame:
    """Return the outlines that ship with the atlas."""
    (file,) = (root / SHIPPED).glob("*.parquet")
    return gpd.read_parquet(file)


@pytest.mark.parametrize("level", ["detailed", "coarse"])
def test_all_districts_lie_side_by_side(shipped: gpd.GeoDataFrame, level: str) -> None:
    rows = shipped[(shipped["level"] == level)]
    counts = rows["layer"].value_counts().to_dict()
    assert counts == {"district": 400, "land": 16, "country": 1}
    assert rows["area_code"].is_unique
    for layer in counts:
        assert side_by_side(rows[rows["layer"] == layer].geometry)
    assert not any(part.exterior.is_ccw for part in shapely.get_parts(rows.geometry.to_numpy()) if part.area > 0)
    keys = set(rows.loc[rows["layer"] == "district", "area_code"])
    assert {"02000", "11000", "16063"} <= keys and "16056" not in keys


@pytest.mark.parametrize("level", ["detailed", "coarse"])
def test_districts_fill_their_land_without_gaps(shipped: gpd.GeoDataFrame, level: str) -> None:
    rows = shipped[shipped["level"] == level].to_crs(boundaries.METRES)
    districts = rows[rows["layer"] == "district"]
    lands = rows[rows["layer"] == "land"].set_index("area_code").area
    sums = districts.area.groupby(districts["area_code"].str[:2]).sum()
    assert (sums / lands - 1).abs().max() < 1e-9


def test_the_moves_of_2019_are_in(shipped: gpd.GeoDataFrame) -> None:
    """Kaltennordheim changed its district on 1 January 2019: the edition is not older than that."""
    rows = shipped[(shipped["layer"] == "district") & (shipped["level"] == "detailed")]
    there = rows[rows.contains(shapely.Point(10.157, 50.627))]
    assert there["area_code"].tolist() == ["16066"]


def test_areas_agree_with_another_product(shipped: gpd.GeoDataFrame, raw: Path) -> None:
    """VG2500 of 31.12.2022 has the same 400 districts; both products are generalised."""
    rows = shipped[(shipped["layer"] == "district") & (shipped["level"] == "detailed")]
    ours = rows.to_crs(boundaries.METRES).set_index("area_code").area
    theirs = gpd.read_file(raw / "bkg" / "VG2500_KRS.shp").to_crs(boundaries.METRES).dissolve("AGS").area
    difference = (ours / theirs - 1).abs()
    assert len(difference) == 400 and difference.notna().all()
    assert abs(ours.sum() / theirs.sum() - 1) < 0.005
    assert difference.median() < 0.01
    assert difference.max() < 0.18
    # Only small towns are far off, and one district on the Elbe, whose water is left out here.
    assert difference[theirs > 250e6].nlargest(2).round(3).to_dict() == {"03359": 0.072, "08335": 0.056}
