"""Series and time for the press: figures of the pictures against those of the database, in both languages."""

import csv
import io
import pickle
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from atlas.analysis.register import Filter
from atlas.export.picture_files import svg
from atlas.export.plate import Plate
from atlas.messages import LANGUAGES, words
from atlas.picture import Finish
from atlas.store import Store
from atlas.ui import press_gallery
from atlas.ui.comparison import SLOPE, Choice
from atlas.ui.comparison_plate import LONGEST, NoSeriesError, plate, series_plate
from atlas.ui.comparison_slope import shown as shown_slope
from atlas.ui.exposure import index_of
from atlas.ui.exposure_moved import moved_plate
from atlas.ui.exposure_plates import published_settings
from atlas.ui.profile_events import plate as reports_of_district
from atlas.ui.profile_plate import plate as profile_plate
from atlas.ui.profile_series import series
from atlas.ui.register import of
from atlas.ui.register_plate import timeline_plate
from atlas.ui.register_years import events_by_year_plate
from atlas.ui.visit import Visit
from geo import catchments
from tests.pages.visits import COMPARISON, EVENTS, EXPOSURE, LOOKUPS, PROFILE, visit

LAND, OWN, NEXT = "16", "16063", "16067"


def at(store: Store, language: str = "de") -> Visit:
    """Return a visit in a language."""
    return Visit(words(language), store, store.region())


def history(store: Store, indicator_id: str, code: str) -> dict[str, float]:
    """Return year -> figure of a place, as the database has them."""
    rows = store.history(indicator_id)
    own = rows[(rows["area_code"] == code) & rows["value"].notna()]
    return {period[:4]: value for period, value in zip(own["period"], own["value"], strict=True)}


def known(drawn: object) -> dict[str, float]:
    """Return year -> figure of a drawn series, gaps left out."""
    return {at: value for at, value in zip(drawn.at, drawn.values, strict=True) if value is not None}  # type: ignore[attr-defined]


def both(made: dict[str, Plate]) -> None:
    """Check what holds for every plate: same figures, own words, sources, a file that can be written."""
    german, english = made["de"], made["en"]
    assert [one.values for one in german.content.drawn()] == [one.values for one in english.content.drawn()]
    assert german.picture.title != english.picture.title
    for one in made.values():
        assert len(one.picture.title) <= LONGEST
        assert one.sheet.about.origins
        assert one.figure in ["", *(column.name for column in one.sheet.columns)]
        assert pickle.loads(pickle.dumps((one.picture, one.content))) == (one.picture, one.content)
        ElementTree.parse(io.BytesIO(svg(one, Finish(91.5, 105))))


@pytest.mark.parametrize("indicator_id", ["unemployment_rate", "employees", "insolvency_rate"])
def test_a_series_is_that_of_the_database(store: Store, indicator_id: str) -> None:
    made = {lang: series_plate(at(store, lang), indicator_id, (OWN, NEXT)) for lang in LANGUAGES}
    both(made)
    for drawn, code in zip(made["de"].content.drawn(), (OWN, NEXT), strict=True):
        assert known(drawn) == history(store, indicator_id, code)
        assert drawn.name == store.names["de"][code]
    frame = made["de"].sheet.frame
    own = frame[frame["area_code"] == OWN].dropna(subset="value")
    assert own["value"].tolist() == list(history(store, indicator_id, OWN).values())


def test_a_series_begins_where_it_is_asked_to_and_an_index_with_100(store: Store) -> None:
    (drawn,) = series_plate(at(store), "employees", (OWN,), 2015).content.drawn()
    assert drawn.at[0] == "2015"
    made = series_plate(at(store), "employees", (OWN,), 2015, base=2015)
    (index,) = made.content.drawn()
    counted = history(store, "employees", OWN)
    assert index.values[0] == 100
    assert index.values[-1] == pytest.approx(counted[index.at[-1]] / counted["2015"] * 100)
    assert made.own and made.figure == "index"
    assert set(made.sheet.frame["period"].str[-4:]) <= {str(year) for year in range(2015, 2030)}


def test_the_message_says_from_where_to_where_and_who_is_highest(store: Store) -> None:
    figures = history(store, "unemployment_rate", OWN)
    first, last = min(figures), max(figures)
    one = series_plate(at(store), "unemployment_rate", (OWN,)).picture
    w = words("de")
    assert w.value(figures[first], "%", 1) in one.title and f"({first})" in one.title
    assert w.value(figures[last], "%", 1) in one.title and one.title.endswith("gesunken")
    assert "comparison.one_place" not in one.notes and w("comparison.one_place") not in one.notes
    two = series_plate(at(store, "en"), "unemployment_rate", (OWN, NEXT)).picture
    assert words("en").value(history(store, "unemployment_rate", NEXT)[last], "%", 1) in two.title
    named = {series_plate(at(store), "unemployment_rate", (code,)).named for code in (OWN, NEXT)}
    assert len(named) == 2


def test_where_nothing_is_known_there_is_no_picture(store: Store) -> None:
    with pytest.raises(NoSeriesError, match="unemployment_rate"):
        series_plate(at(store), "unemployment_rate", (OWN,), since=2100)


def test_a_slope_says_the_largest_and_the_smallest_change(store: Store) -> None:
    made = {}
    for lang in LANGUAGES:
        v = at(store, lang)
        choice = Choice(SLOPE, (OWN, NEXT), v.indicator("unemployment_rate"), "2025", LAND, start=2005, end=2025)
        made[lang] = plate(v, choice, shown_slope(v, choice))
    both(made)
    changes = {}
    for drawn, code in zip(made["de"].content.drawn(), (OWN, NEXT), strict=True):
        figures = history(store, "unemployment_rate", code)
        assert drawn.values == (figures["2005"], figures["2025"])
        changes[code] = figures["2025"] - figures["2005"]
    for code in (max(changes, key=changes.__getitem__), min(changes, key=changes.__getitem__)):
        told = f"{store.names['de'][code]} {words('de').number(changes[code], 1)}"
        assert told in made["de"].picture.title


def test_announced_jobs_by_year_are_those_of_the_register(store: Store) -> None:
    with (Path(LOOKUPS) / "events.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["count_jobs"] == "true" and row["jobs"]]
    for code in (LAND, OWN):
        wanted: Counter[tuple[str, str]] = Counter()
        for row in rows:
            if row["area_code"].startswith(code):
                wanted[row["announced_on"][:4], row["jobs_direction"]] += int(row["jobs"])
        made = {lang: events_by_year_plate(at(store, lang), code) for lang in LANGUAGES}
        both(made)
        up, down = made["de"].content.drawn()
        for drawn, way in ((up, "created"), (down, "lost")):
            found = {year: value for year, value in known(drawn).items() if value}
            assert found == {year: jobs for (year, one), jobs in wanted.items() if one == way}
        assert made["de"].sheet.frame["lost"].sum() == sum(n for (_, way), n in wanted.items() if way == "lost")


def test_a_year_that_the_register_does_not_cover_is_not_nil(store: Store) -> None:
    made = events_by_year_plate(at(store), LAND)
    up, _ = made.content.drawn()
    assert dict(zip(up.at, up.values, strict=True))["2026"] is None
    assert dict(zip(up.at, up.values, strict=True))["2025"] == 0
    # For no year does the register cover a Land without reports, nor the whole country.
    for code in ("09", "DG"):
        content = events_by_year_plate(at(store), code).content
        assert content.partial == frozenset(range(len(content.at)))  # type: ignore[attr-defined]
    assert all(value is None for one in events_by_year_plate(at(store), "09").content.drawn() for value in one.values)


def test_a_timeline_holds_every_report_once(store: Store) -> None:
    events = store.events()
    for made, wanted in (
        ({lang: timeline_plate(at(store, lang), of(store, Filter())) for lang in LANGUAGES}, events),
        ({lang: reports_of_district(at(store, lang), OWN) for lang in LANGUAGES}, events[events["area_code"] == OWN]),
    ):
        both(made)
        drawn = made["de"].content.drawn()
        assert sorted(key for lane in drawn for key in lane.keys) == sorted(wanted["event_id"])
        assert sum(value or 0 for lane in drawn for value in lane.values) == wanted["jobs"].sum()
        assert {day for lane in drawn for day in lane.at} == set(wanted["announced_on"])
        assert len(made["de"].sheet.frame) == len(wanted)


def test_a_small_chart_leaves_as_it_is_drawn(store: Store) -> None:
    for one in series(store, OWN, "de")[0]:
        key = one.indicator["indicator_id"]
        made = {lang: profile_plate(at(store, lang), OWN, key) for lang in LANGUAGES}
        both(made)
        assert made["de"].content == one.line
        codes = set(made["de"].sheet.frame["area_code"])
        assert codes == ({OWN, LAND} if one.line.other else {OWN})


def test_ranks_over_a_weight_are_the_published_ones_at_its_place(store: Store) -> None:
    settings = published_settings(store, LAND)
    index = index_of(store, settings)
    moved = str(index.shares.index[0])
    made = {lang: moved_plate(at(store, lang), settings, moved, OWN) for lang in LANGUAGES}
    both(made)
    now = str(round(index.shares[moved] * 100))
    for one in made["de"].content.drawn():
        code = next(code for code in index.ranked if store.names["de"][code] == one.name)
        assert dict(zip(one.at, one.values, strict=True))[now] == index.places[code]
    assert len(made["de"].sheet.frame) == sum(len(one.values) for one in made["de"].content.drawn())


@pytest.mark.parametrize(
    ("page", "key", "address"),
    [
        (COMPARISON, "comparison_lines", {"form": "lines"}),
        (COMPARISON, "comparison_slope", {"form": "slope"}),
        (EVENTS, "register_timeline", {}),
        (EVENTS, "register_years", {"district": OWN}),
        (PROFILE, "series_population", {"district": OWN, "chart": "population"}),
        (PROFILE, "profile_timeline", {"district": OWN}),
        (EXPOSURE, "exposure_lines", {}),
    ],
)
def test_a_chart_is_offered_to_the_press_below_it(page: str, key: str, address: dict[str, str]) -> None:
    app = visit(page, lang="de", **address)
    app.session_state[f"press_{key}_fold"] = True
    app.run()
    assert not app.exception
    assert [area.value for area in app.text_area if str(area.key).startswith(f"press_{key}_")]


@pytest.mark.parametrize("code", [LAND, "DG", None], ids=["land", "country", "region"])
def test_every_indicator_makes_a_series_or_says_that_there_is_none(store: Store, code: str | None) -> None:
    of_area, made = code or store.region().area_code, set()
    for indicator_id in store.indicator_rows:
        for lang in LANGUAGES if indicator_id in ("distance_to_node_km", "gdp_per_head") else ("de",):
            visit = at(store, lang)
            asked = replace(press_gallery.series(visit, indicator_id), area_code=of_area)
            try:
                found = press_gallery.plate_of(visit, asked, catchments)
            except press_gallery.NOTHING:
                continue
            assert 0 < len(found.picture.title) <= LONGEST
            made.add(indicator_id)
    # Of one year that can be compared; of which the Land has none, but the country has.
    assert "distance_to_node_km" in made or code == "DG"
    assert len(made) > 10


def test_a_district_that_is_told_alone_may_have_no_figure(store: Store) -> None:
    visit = at(store)
    asked = replace(press_gallery.series(visit, "jobs_lost_announced"), area_code="DG", district="09162")
    with pytest.raises(press_gallery.NOTHING):
        press_gallery.plate_of(visit, asked, catchments)
