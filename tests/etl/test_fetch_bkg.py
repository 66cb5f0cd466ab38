"""The publisher's edition of the boundaries: fetched once, pinned, in the place of what ships, said as what it is."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from atlas.store import Store
from etl import build, fetch, fetched
from etl.attempts import Attempt
from etl.errors import SourceError
from etl.http import Client
from etl.services import bkg as service
from etl.sources import boundaries
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.standin import bkg
from tests.standin.server import StandIn

PATH = service.PATH.format(edition=boundaries.EDITION)
SMALL = {"16063": box(10, 50, 10.5, 50.5), "16067": box(10.5, 50, 11, 50.5)}


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(sleep=lambda _: None) as made:
        yield made


def run(folder: Path, client: Client) -> Attempt:
    """Fetch the boundaries and return what came of it."""
    (attempt,) = fetch.run(["boundaries"], None, False, folder, client=client)
    return attempt


def test_an_edition_is_fetched_once(
    standin: StandIn, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(service.SERVICE[0], standin.url)
    data = bkg.edition(tmp_path / "made", SMALL, water=box(10, 51, 10.5, 51.5))
    bkg.serve(standin, PATH, data)
    first = run(tmp_path / "fetched", client)
    assert (first.outcome, first.periods) == ("fetched", ("2024-12-31",)), first
    assert run(tmp_path / "fetched", client).outcome == "unchanged"
    assert standin.paths() == [PATH]
    (file,) = (tmp_path / "fetched" / "raw" / "boundaries").glob("*.zip")
    assert file.read_bytes() == data
    frame = boundaries.clean(file)
    districts = frame[(frame["layer"] == "district") & (frame["level"] == "detailed")].set_index("area_code")
    assert sorted(districts.index) == ["16063", "16067"] and frame.crs == "EPSG:4326"
    assert districts.loc["16063", "geometry"].bounds == pytest.approx((10, 50, 10.5, 50.5), abs=0.01)


def test_another_file_than_the_pinned_one_is_refused(
    standin: StandIn, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(service.SERVICE[0], standin.url)
    data = bkg.edition(tmp_path / "made", SMALL)
    bkg.serve(standin, PATH, data)
    monkeypatch.setattr(boundaries, "EDITION_SHA256", "0" * 64)
    refused = run(tmp_path / "fetched", client)
    assert refused.outcome == "failed" and "sha256" in refused.reason
    assert not list((tmp_path / "fetched" / "raw").rglob("*.zip"))
    monkeypatch.setattr(boundaries, "EDITION_SHA256", hashlib.sha256(data).hexdigest())
    assert run(tmp_path / "fetched", client).outcome == "fetched"


def test_an_edition_that_is_not_there_is_told(
    standin: StandIn, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(service.SERVICE[0], standin.url)
    attempt = run(tmp_path, client)
    assert attempt.outcome == "failed" and "status 404" in attempt.reason and "EDITION" not in attempt.reason
    assert "boundaries.py" in attempt.do


@pytest.mark.parametrize("damage", ["cut", "empty"])
def test_a_damaged_edition_is_refused(tmp_path: Path, damage: str) -> None:
    data = bkg.edition(tmp_path / "made", SMALL)
    file = tmp_path / "vg250_12-31__retrieved-2026-11-23__2024.zip"
    file.write_bytes(data[:-50] if damage == "cut" else b"")
    with pytest.raises(SourceError, match="zip of shapefiles"):
        boundaries.clean(file)


def test_the_fetched_edition_takes_the_place_of_what_ships(tmp_path: Path) -> None:
    # The outlines that ship, moved a little east: what the database holds afterwards is not what ships.
    (shipped,) = (SNAPSHOTS / "boundaries").glob("*.parquet")
    frame = gpd.read_parquet(shipped)
    rows = frame[(frame["layer"] == "district") & (frame["level"] == "coarse")]
    moved = dict(zip(rows["area_code"], rows.geometry.translate(xoff=0.05), strict=True))
    raw = tmp_path / "raw" / "boundaries"
    raw.mkdir(parents=True)
    (raw / "vg250_12-31__retrieved-2026-11-23__2024.zip").write_bytes(bkg.edition(tmp_path / "made", moved))
    taken = fetched.take_new(tmp_path / "raw", tmp_path / "snapshot")
    assert not taken.refused
    (note,) = taken.notes
    assert "GeoBasis-DE / BKG (2026)" in note.attribution
    build.write(SNAPSHOTS, LOOKUPS, tmp_path / "atlas.duckdb", tmp_path / "snapshot")
    with closing(Store(tmp_path / "atlas.duckdb")) as store:
        found = store.boundaries("district", "coarse").set_index("area_code")
        here = shapely.from_wkb(bytes(found["wkb"].to_dict()["16063"]))
        assert here.bounds[2] - moved["16063"].bounds[2] == pytest.approx(0, abs=0.02)
        said = store.source_rows["boundaries"]
    assert "(2026)" in said["attribution"] and "31. Dezember 2024" in said["title_de"]
    assert not any("nicht angegeben" in caveat for caveat in said["caveats_de"])
