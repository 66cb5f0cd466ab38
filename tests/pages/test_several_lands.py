"""A region that lies in two Länder: its pages open, both are the ground of its maps, no report is out of sight."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from atlas.messages import words
from atlas.store import Store
from atlas.ui.geometry import geometry
from atlas.ui.register_map import frame_of
from atlas.ui.visit import Visit, is_known
from tests.databases import LOOKUPS, ROOT, built_once, lookups_of
from tests.pages.visits import COMPARISON, EVENTS, MAP, NETWORK, PROFILE, SITUATION, address, sentences, visit

LANDS = ("14", "16")


@pytest.fixture(scope="module")
def two_lands(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of the second region with two districts of the Land beside it, and with our register."""
    lookups = lookups_of(ROOT / "tests" / "regions" / "chemnitz", tmp_path_factory.mktemp("lookups") / "two")
    file = lookups / "region.toml"
    told = file.read_text(encoding="utf-8")
    wider = told.replace('["14"]', '["14", "16"]').replace('"14524"]', '"14524", "16076", "16077"]')
    assert wider.count('"16') == 3
    file.write_text(wider, encoding="utf-8")
    for name in ("events.csv", "event_coverage.csv"):
        (lookups / name).write_bytes((LOOKUPS / name).read_bytes())
    return built_once(shared_folder, lookups=lookups)


@pytest.fixture(scope="module")
def wide(two_lands: Path) -> Iterator[Store]:
    with closing(Store(two_lands)) as opened:
        yield opened


@pytest.mark.parametrize("page", [SITUATION, MAP, EVENTS, NETWORK, PROFILE])
def test_the_pages_with_its_home_open(page: str, two_lands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(two_lands))
    app = visit(page)
    assert not app.exception
    assert not app.error
    assert not app.warning


def test_the_region_itself_is_shown_first_beside_both_lands(two_lands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(two_lands))
    app = visit(MAP)
    assert address(app)["area"] == "chemnitz"
    assert all(name in sentences(app)[0] for name in ("alle 7 Kreise", "Sachsen 6,9", "Thüringen 6,4"))
    assert set(LANDS) < set(address(visit(COMPARISON))["places"].split(","))


def test_the_region_lies_in_no_one_land(wide: Store, store: Store) -> None:
    assert not is_known(wide.areas.at["chemnitz", "land_code"])
    assert Visit(words("de"), wide, wide.region()).home_area == "chemnitz"
    assert Visit(words("de"), store, store.region()).home_area == "16"


def test_its_map_has_both_lands_as_ground_and_every_report_in_the_frame(wide: Store, store: Store) -> None:
    assert geometry(wide, "chemnitz", "de").addresses.lands_shown == LANDS
    frame, own = frame_of(wide, "chemnitz", "de"), geometry(wide, "chemnitz", "de").frame
    events = wide.events()
    assert events["lon"].between(frame.west, frame.east).all() and events["lat"].between(frame.south, frame.north).all()
    assert not events["lon"].between(own.west, own.east).all(), "wanted reports from around the region"
    assert frame.east == own.east, "the region is wholly in it"
    # In one Land the frame is that of every map of it.
    assert frame_of(store, "16", "de") == geometry(store, "16", "de").frame
