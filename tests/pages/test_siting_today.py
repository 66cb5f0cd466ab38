"""Reach today, a view of the siting page: every figure worked out a second time, in plain Python."""

import csv
import io
from datetime import date
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import median

import pytest

from atlas.messages import LANGUAGES, Words, words
from atlas.store import Row, Store, records
from atlas.ui.profile_exposure import ranked
from tests.pages.conftest import Files
from tests.pages.visits import SITING, address, html, sentences, tables, text, visit

DE = words("de")
LAND, REGION = "16", "westthueringen"
OPENINGS = ("2024-03-01", "2024-08-02", "2024-09-06", "2024-10-14", "2024-11-15")
FACTOR = 1.3
Ways = list[tuple[Row, float, Row]]


def minutes(store: Store, km: float) -> float:
    """Return the minutes of a way, kilometre range by kilometre range."""
    found, start = 0.0, 0.0
    for row in records(store.speeds()):
        if km > start:
            found += (min(km, row["up_to_km"]) - start) / row["kmh"] * 60
        start = row["up_to_km"]
    return found


def way_km(a: Row, b: Row) -> float:
    """Return the way between two places by the textbook: haversine on a sphere, times the detour factor."""
    phi, to_phi = radians(a["lat"]), radians(b["lat"])
    h = sin((to_phi - phi) / 2) ** 2 + cos(phi) * cos(to_phi) * sin(radians(b["lon"] - a["lon"]) / 2) ** 2
    return FACTOR * 2 * 6371.0088 * asin(sqrt(h))


def ways(store: Store, area: str, day: str) -> Ways:
    """Return each municipality with the minutes to its nearest open node, and that node."""
    nodes = [row for row in records(store.nodes(date.fromisoformat(day))) if row["status"] == "open"]
    found = []
    for place in records(store.municipalities()):
        if place["in_region"] if area == REGION else place["land_code"] == area:
            node = min(nodes, key=lambda node: way_km(place, node))
            found.append((place, minutes(store, way_km(place, node)), node))
    return found


def mean(found: Ways) -> float:
    return sum(place["population_scaled"] * way for place, way, _ in found) / people(found)


def people(found: Ways) -> float:
    return sum(place["population_scaled"] for place, _, _ in found)


def within(found: Ways, limit: float) -> float:
    return people([row for row in found if row[1] <= limit])


def percentile(found: Ways, share: float) -> float:
    """Return the way within which so large a share of the people has a node."""
    reached = 0.0
    for place, way, _ in sorted(found, key=lambda row: row[1]):
        reached += place["population_scaled"]
        if reached >= share * people(found):
            return way
    raise AssertionError("the share is at most 1")


def number(cell: str) -> float:
    return float(cell.replace("\u202f", "").replace(",", "."))


def limit_text(w: Words, limit: int) -> str:
    return w.value(limit, w("siting.minutes"))


def of(app_tables: dict[str, list[list[str]]], caption: str) -> list[list[str]]:
    """Return the rows below the heading of the table with a caption."""
    return app_tables[caption][1:]


@pytest.mark.parametrize("area", [LAND, REGION])
def test_the_history_has_a_row_for_each_opening(store: Store, area: str) -> None:
    app = visit(SITING, view="reach", area=area, day="2024-09-30")
    rows = of(tables(app), DE("reach.history", area=store.names["de"][area]))
    assert [number(row[2]) for row in rows] == [1, 2, 3, 4, 5]
    for row, day in zip(rows, OPENINGS, strict=True):
        found = ways(store, area, day)
        shares = [100 * within(found, limit) / people(found) for limit in (15, 30, 45)]
        wanted = [mean(found), percentile(found, 0.9), *shares]
        assert row[3:] == [DE.number(value) for value in wanted]
        written = DE.date(day, long=False)
        assert row[0] == (DE("reach.valid", date=written) if day == "2024-09-06" else written)
    places = {row["node_id"]: row["place"] for row in records(store.nodes(date(2026, 1, 1)))}
    changes = records(store.node_days())
    assert [row[1] for row in rows] == [
        DE("reach.changed", place=places[step["node_id"]], status=DE("node.open"))
        for step in sorted(changes, key=lambda step: step["since"])
    ]


@pytest.mark.parametrize(("area", "day", "limit"), [(LAND, "2025-01-01", 30), (REGION, "2024-06-01", 45)])
def test_who_lives_beyond_the_limit(store: Store, area: str, day: str, limit: int) -> None:
    app = visit(SITING, view="reach", area=area, day=day, limit=str(limit))
    found = ways(store, area, day)
    name = store.names["de"][area]
    rows = of(tables(app), DE("reach.beyond_caption", limit=limit_text(DE, limit), area=name))
    codes = {store.names["de"][code]: code for code in {place["area_code"] for place, _, _ in found}}
    assert len(rows) == len(codes) + 1
    for row in rows:
        mine = [one for one in found if row[0] == name or one[0]["area_code"] == codes[row[0]]]
        over = [one for one in mine if one[1] > limit]
        assert number(row[1]) == pytest.approx(people(mine), abs=0.5)
        assert number(row[2]) == pytest.approx(people(over), abs=0.5)
        assert row[3] == DE.number(100 * people(over) / people(mine), 1)
        assert row[4] == DE("reach.of", n=DE.number(len(over)), total=DE.number(len(mine)))
        largest = sorted(over, key=lambda one: -one[0]["population_scaled"])[:3]
        assert row[0] == name or all(place["name"] in row[5] for place, _, _ in largest)
        assert bool(over) == (row[5] != DE("reach.nobody"))
    assert [number(row[2]) for row in rows[:-1]] == sorted((number(row[2]) for row in rows[:-1]), reverse=True)
    assert sum(number(row[2]) for row in rows[:-1]) == pytest.approx(number(rows[-1][2]), abs=len(rows))
    assert f"{rows[-1][2]} von {rows[-1][1]}" in sentences(app)[1]


def test_exposed_districts_that_are_far_are_above_both_medians(store: Store) -> None:
    app = visit(SITING, view="reach", area=LAND, day="2025-01-01")
    rows = of(tables(app), DE("reach.exposed_caption", area="Thüringen"))
    found = ways(store, LAND, "2025-01-01")
    means, scores = {}, {}
    for code in sorted({place["area_code"] for place, _, _ in found}):
        held = ranked(store, code)
        assert held is not None
        scores[code] = held["score"] * 100
        means[code] = mean([one for one in found if one[0]["area_code"] == code])
    middle = median(means.values()), median(scores.values())
    order = sorted(means, key=lambda code: -means[code])
    assert [row[0] for row in rows] == [store.names["de"][code] for code in order]
    for row, code in zip(rows, order, strict=True):
        held = ranked(store, code) or {}
        assert row[1:3] == [DE.number(means[code]), DE.number(scores[code], 1)]
        assert row[3].startswith(f"{int(held['rank'])} von 22 (")
        both = means[code] > middle[0] and scores[code] > middle[1]
        assert row[4] == DE("reach.yes" if both else "reach.no")
    named = [row[0] for row in rows if row[4] == DE("reach.yes")]
    assert 0 < len(named) < 11
    assert all(name in sentences(app)[1] for name in named)


def test_before_the_first_opening_there_is_only_the_history() -> None:
    app = visit(SITING, view="reach", area=LAND, day="2024-01-10")
    assert [note.value for note in app.info] == [DE("reach.empty", date=DE.date("2024-01-10"))]
    assert list(tables(app)) == [DE("reach.history", area="Thüringen")]
    assert DE("reach.valid", date="").strip() not in text(app), "no opening holds on that day"


def test_the_twin_and_the_file_hold_every_municipality(store: Store, offered: Files) -> None:
    app = visit(SITING, view="reach", area=REGION, day="2025-01-01", limit="20")
    rows = of(tables(app), DE("reach.table", area=store.names["de"][REGION], date=DE.date("2025-01-01")))
    found = {place["municipality_code"]: (way, place, node) for place, way, node in ways(store, REGION, "2025-01-01")}
    assert len(rows) == len(found) == 175
    assert [found[row[0]][0] for row in rows] == sorted((way for way, _, _ in found.values()), reverse=True)
    for code, _, _, counted, node, way, km, _, beyond in rows:
        minutes_there, place, nearest = found[code]
        assert (node, way) == (nearest["place"], DE.number(minutes_there))
        assert km == DE.number(way_km(place, nearest))
        assert number(counted) == pytest.approx(place["population_scaled"], abs=0.5)
        assert beyond == DE("reach.yes" if minutes_there > 20 else "reach.no")
    listed = list(csv.DictReader(io.StringIO(offered["csv_program"]().decode())))
    assert [row["municipality_code"] for row in listed] == [row[0] for row in rows]
    assert float(listed[0]["minutes"]) == pytest.approx(found[listed[0]["municipality_code"]][0])


def test_classes_hold_all_municipalities(store: Store) -> None:
    markup = html(visit(SITING, view="reach", area=REGION, day="2025-01-01"))
    legend = next(part for part in markup.split('<div class="atlas-legend">')[1:] if "data:image" in part)
    counts = [int(part.partition("</span>")[0]) for part in legend.split("<span>")[1:]]
    found = [way for _, way, _ in ways(store, REGION, "2025-01-01")]
    ends = [0, 15, 30, 45, 60, float("inf")]
    wanted = [sum(low < way <= high for way in found) for low, high in pairwise(ends)]
    wanted[0] += found.count(0)
    assert counts[:5] == wanted
    assert counts[5:7] == [sum(way <= 30 for way in found), sum(way > 30 for way in found)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_limit_is_a_control_and_stands_in_the_address(lang: str) -> None:
    w = words(lang)
    app = visit(SITING, view="reach", area=REGION, lang=lang)
    assert (app.selectbox("widget_limit").value, address(app)["limit"]) == ("30", "30")
    app.selectbox("widget_limit").select("45").run()
    assert not app.exception
    assert (address(app)["limit"], address(app)["view"]) == ("45", "reach")
    assert w("reach.beyond", limit=limit_text(w, 45)) in text(app)


def test_people_are_counted_as_people_whatever_weighs_them(store: Store) -> None:
    app = visit(SITING, view="reach", area=LAND, whom="exposed", limit="45", day="2025-01-01")
    head, *rows = tables(app)[DE("reach.beyond_caption", limit=limit_text(DE, 45), area="Thüringen")]
    assert DE("siting.whom_employees") in head
    figures = store.newest_values(("employees",)).set_index("area_code")["value"]
    districts = store.areas[(store.areas["kind"] == "district") & (store.areas["land_code"] == LAND)]
    assert number(rows[-1][1]) == figures[districts.index].sum()


def test_it_leads_to_the_catchments_in_km() -> None:
    pages = {link.proto.page for link in visit(SITING, view="reach").get("page_link")}
    assert Path("pages/knoten.py").stem in pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_without_nodes_says_so(lang: str, second_region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(SITING, view="reach", lang=lang)
    assert not app.exception
    assert len(sentences(app)) == 1
    assert tables(app) == {}
