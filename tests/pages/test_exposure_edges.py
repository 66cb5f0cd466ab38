"""The exposure index where there is nothing to rank or to compare, in a region made for it; and where it fails."""

import re
from pathlib import Path

import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import open_current
from atlas.ui import exposure, exposure_sliders
from tests.databases import ROOT, built_once, lookups_of
from tests.pages.visits import EXPOSURE, address, sentences, tables, visit

# A Land of one district, and another district with the same unemployment rate; neither has a figure of car plants.
DISTRICTS = ("02000", "05962")
LANDS = ("02", "05")
SAME, MISSING = "unemployment_rate", "vehicle_dependence"
ALL_ON_SAME, ALL_ON_MISSING = "0,0,100,0,0,0", "0,0,0,0,0,0,0,100"


@pytest.fixture(scope="module")
def odd_region(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of the same figures for a region of these two districts."""
    lookups = lookups_of(ROOT / "tests" / "regions" / "chemnitz", tmp_path_factory.mktemp("lookups") / "odd")
    file = lookups / "region.toml"
    text = file.read_text(encoding="utf-8")
    for key, codes in (("land_codes", LANDS), ("district_codes", DISTRICTS)):
        listed = ", ".join(f'"{code}"' for code in codes)
        text, found = re.subn(rf"^{key} = \[.*?\]$", f"{key} = [{listed}]", text, flags=re.M)
        assert found == 1
    file.write_text(text, encoding="utf-8")
    return built_once(shared_folder, lookups=lookups)


@pytest.fixture
def region(odd_region: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the code of that region, which the pages now show."""
    monkeypatch.setenv("ATLAS_DB", str(odd_region))
    return open_current().region().area_code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_area_of_one_district_is_explained(region: str, lang: str) -> None:
    app = visit(EXPOSURE, area=LANDS[0], lang=lang)
    assert not app.exception
    assert [box.value for box in app.info] == [words(lang)("exposure.too_few")]
    assert not tables(app)
    app.selectbox(key="widget_area").set_value(region).run()
    assert not app.info
    assert sentences(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("given", "key", "name"),
    [
        ({"scale": "zscore"}, "exposure.no_spread", SAME),
        ({"scale": "rank", "weights": ALL_ON_SAME}, "exposure.no_spread", SAME),
        ({"weights": ALL_ON_MISSING}, "exposure.no_values", MISSING),
        ({"weights": ALL_ON_MISSING, "missing": "1"}, "exposure.no_values", MISSING),
    ],
)
def test_an_ingredient_of_no_use_is_named(region: str, given: dict[str, str], key: str, name: str, lang: str) -> None:
    app = visit(EXPOSURE, area=region, lang=lang, **given)
    assert not app.exception
    title = open_current().indicator_rows[name][f"title_{lang}"]
    assert [box.value for box in app.info] == [words(lang)(key, title=title)]
    assert not tables(app)


def test_the_way_out_that_is_named_is_one(region: str) -> None:
    app = visit(EXPOSURE, area=region, scale="zscore")
    app.slider(key="widget_weight_3").set_value(0).run()
    assert address(app)["weights"].split(",")[2] == "0"
    assert not app.info
    assert len(next(iter(tables(app).values()))) == 1 + len(DISTRICTS)


def test_what_is_the_same_everywhere_is_a_tie_on_fixed_limits(region: str) -> None:
    app = visit(EXPOSURE, area=region, weights=ALL_ON_SAME)
    assert not app.exception
    assert not app.info
    rows = next(iter(tables(app).values()))[1:]
    assert [(row[1], *row[3:10]) for row in rows] == [
        (code, "1", "1", "1", "1", "1", "100,0", "100,0") for code in DISTRICTS
    ]
    assert "teilen sich Rang 1" in sentences(app)[0]
    assert words("de")("exposure.correlation") not in tables(app), "a single ingredient has no pairs"


@pytest.mark.usefixtures("page_fails")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_control_that_fails_tells_so_and_the_page_stands(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit(EXPOSURE, lang=lang)
    before = address(app)
    monkeypatch.setattr(exposure_sliders, "moved", _fails)
    app.slider(key="widget_weight_1").set_value(44).run()
    assert not app.exception, "that would be the framework's English text"
    assert [box.value for box in app.error] == [words(lang)("error.unexpected")]
    assert address(app) == before
    assert app.slider(key="widget_weight_1").value == 25
    assert len(next(iter(tables(app).values()))) == 23


@pytest.mark.usefixtures("page_fails")
def test_intervals_that_fail_are_told_and_the_scores_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit(EXPOSURE)
    monkeypatch.setattr(exposure, "_intervals", _fails)
    monkeypatch.setattr("atlas.ui.exposure_follow._component", _fails)
    app.slider(key="widget_weight_1").set_value(43).run()
    assert not app.exception
    assert [box.value for box in app.error] == [words("de")("error.unexpected")]
    rows = next(iter(tables(app).values()))[1:]
    assert len(rows) == 22
    assert {cell for row in rows for cell in row[4:10]} == {"..."}


def _fails(*_: object) -> None:
    raise RuntimeError("on purpose")
