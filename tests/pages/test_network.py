"""The page of the nodes: its figures are worked out here a second time, in plain Python."""

import csv
import io
from collections import Counter
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Row, Store, records
from atlas.ui.network import NEAR_KM
from atlas.ui.visit import is_known
from tests.pages.conftest import Files
from tests.pages.visits import DATA, EVENTS, MAP, NETWORK, address, html, plain, sentences, tables, text, visit

DE = words("de")
# Day -> open nodes, nodes not yet open.
DAYS = {"2024-01-10": (0, 5), "2024-06-01": (1, 4), "2024-09-30": (3, 2), "2025-01-01": (5, 0)}
LAND, REGION = "16", "westthueringen"


def way_km(a: Row, b: Row, factor: float) -> float:
    """Return the way between two places by the textbook: haversine on a sphere, times the detour factor."""
    phi, to_phi = radians(a["lat"]), radians(b["lat"])
    h = sin((to_phi - phi) / 2) ** 2 + cos(phi) * cos(to_phi) * sin(radians(b["lon"] - a["lon"]) / 2) ** 2
    return factor * 2 * 6371.0088 * asin(sqrt(h))


def reached(store: Store, area: str, day: str) -> list[Row]:
    """Return the municipalities of an area, each with its nearest open node and the way there."""
    nodes = [row for row in records(store.nodes(date.fromisoformat(day))) if row["status"] == "open"]
    found = []
    for place in records(store.municipalities()):
        if place["in_region"] if area == REGION else place["land_code"] == area:
            km, node_id = min((way_km(place, node, 1.3), node["node_id"]) for node in nodes)
            found.append(place | {"km": km, "node_id": node_id})
    return found


def number(text: str) -> float:
    """Return a number as the German page writes it."""
    return float(text.replace("\u202f", "").replace(",", "."))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_the_answer_counts_the_nodes_of_the_day(day: str, lang: str) -> None:
    w, (n, others) = words(lang), DAYS[day]
    app = visit(NETWORK, day=day, lang=lang)
    assert not app.exception
    told = sentences(app)[0]
    assert told.startswith(w("sentence.nodes", n=n, date=w.date(day)))
    assert (w("network.count_not_yet_open", n=others) in told) == bool(others)
    assert (w("node.last_confirmed", when=w.period("2024-12")).partition(":")[0] in told) == (day == "2025-01-01")


def test_without_an_open_node_there_is_no_table_and_no_file() -> None:
    app = visit(NETWORK, day="2024-01-10")
    assert [note.value for note in app.info] == [DE("network.empty", date=DE.date("2024-01-10"))]
    assert tables(app) == {}
    assert not app.get("download_button")
    assert DE("network.each", nodes="QTI-Knoten") in text(app), "what is known of them is told all the same"


@pytest.mark.parametrize("day", ["2024-06-01", "2024-09-30", "2025-01-01"])
@pytest.mark.parametrize("area", [LAND, REGION])
def test_the_catchments_add_up(store: Store, area: str, day: str) -> None:
    app = visit(NETWORK, area=area, day=day)
    rows = tables(app)[DE("network.catchments", area=store.names["de"][area], date=DE.date(day))][1:]
    found = reached(store, area, day)
    places = {row["node_id"]: row["place"] for row in records(store.nodes(date.fromisoformat(day)))}
    assert len(rows) == DAYS[day][0] + 1
    for name, count, people, mean, farthest in rows:
        mine = [one for one in found if name in (places[one["node_id"]], store.names["de"][area])]
        assert number(count) == len(mine)
        assert number(people) == pytest.approx(sum(one["population_scaled"] for one in mine), abs=0.5)
        assert number(mean) == pytest.approx(
            sum(one["population_scaled"] * one["km"] for one in mine) / number(people), abs=0.5
        )
        last = max(mine, key=lambda one: one["km"])
        assert farthest == f"{last['name']}, {DE.value(last['km'], 'km')}"
    assert sum(number(row[1]) for row in rows[:-1]) == number(rows[-1][1])
    assert sum(number(row[2]) for row in rows[:-1]) == pytest.approx(number(rows[-1][2]), abs=2), "rounded, row by row"


def test_the_region_is_shown_first_and_the_land_is_one_choice_away() -> None:
    app = visit(NETWORK)
    assert (address(app)["area"], app.selectbox("widget_area").value) == (REGION, REGION)
    app.selectbox("widget_area").select(LAND).run()
    assert address(app)["area"] == LAND
    assert any(caption.endswith("Thüringen") for caption in tables(app))


def test_the_source_of_the_factor_stands_beside_it(store: Store) -> None:
    markup = html(visit(NETWORK))
    note = markup[markup.index("Faktor 1,3 (Quelle: ") :].partition("</p>")[0]
    addresses = store.region().words["distance"]["source_urls"]
    assert addresses
    assert all(f'href="{one}"' in note for one in addresses)


def test_the_whole_land_is_counted() -> None:
    rows = next(
        rows for caption, rows in tables(visit(NETWORK, area=LAND)).items() if caption.startswith("Einzugsbereiche")
    )
    assert rows[-1][1:3] == ["605", "2\u202f100\u202f277"]


@pytest.mark.parametrize("area", [LAND, REGION])
def test_the_share_within_reach(store: Store, area: str) -> None:
    found = reached(store, area, "2025-01-01")
    near = sum(one["population_scaled"] for one in found if one["km"] <= NEAR_KM)
    share = DE.value(100 * near / sum(one["population_scaled"] for one in found), "%")
    told = sentences(visit(NETWORK, area=area, day="2025-01-01"))[0]
    way = DE.value(NEAR_KM, "km")
    assert DE("network.near", area=store.names["de"][area], share=share, way=way, factor="1,3") in told


@pytest.mark.parametrize("code", ["16063", "16070", REGION, LAND])
def test_the_mean_way_is_that_of_the_indicator(store: Store, code: str) -> None:
    """The indicator is worked out by SQL as of the build; the page must not say another thing."""
    period = store.periods("distance_to_node_km")[-1]
    values = store.values("distance_to_node_km", period).set_index("area_code")["value"]
    found = [one for one in reached(store, LAND, period) if code in (LAND, one["area_code"]) or code == REGION]
    found = [one for one in found if code != REGION or one["in_region"]]
    people = sum(one["population_scaled"] for one in found)
    assert sum(one["population_scaled"] * one["km"] for one in found) / people == pytest.approx(values[code], abs=1e-6)


@pytest.mark.parametrize("day", ["2024-06-01", "2025-01-01"])
@pytest.mark.parametrize("area", [LAND, REGION])
def test_announced_jobs_lie_where_their_municipality_does(store: Store, area: str, day: str) -> None:
    app = visit(NETWORK, area=area, day=day)
    rows = tables(app)[DE("network.announced_caption", area=store.names["de"][area])][1:]
    belongs = {one["municipality_code"]: one["node_id"] for one in reached(store, area, day)}
    places = {row["node_id"]: row["place"] for row in records(store.nodes(date.fromisoformat(day)))}
    reports: Counter[str] = Counter()
    jobs: Counter[tuple[str, str]] = Counter()
    for event in records(store.events()):
        if event["in_region"] if area == REGION else event["land_code"] == area:
            node_id = belongs.get(event["municipality_code"])
            name = places[node_id] if node_id else DE("network.unassigned")
            for row in (name, store.names["de"][area]):
                reports[row] += 1
                if event["count_jobs"] and is_known(event["jobs"]):
                    jobs[row, event["jobs_direction"]] += event["jobs"]
    told = {row[0]: [number(cell) for cell in row[1:]] for row in rows}
    assert told == {name: [reports[name], jobs[name, "lost"], jobs[name, "created"]] for name in told}
    assert set(reports) <= set(told)
    for column in range(3):
        assert sum(cells[column] for cells in list(told.values())[:-1]) == list(told.values())[-1][column]


def test_the_sums_of_the_whole_register() -> None:
    rows = tables(visit(NETWORK, area=LAND))[DE("network.announced_caption", area="Thüringen")]
    assert rows[-1][1:] == ["86", "5\u202f978", "1\u202f298"]
    assert rows[-2][:3] == [DE("network.unassigned"), "1", "80"]


def test_the_register_is_named_as_the_source_of_the_jobs(store: Store) -> None:
    source = store.source_rows["events"]
    told = text(visit(NETWORK))
    assert f"{DE('source.line', attribution=source['attribution'])} · {source['licence']}" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_node_is_told_with_its_history_and_its_source(store: Store, lang: str) -> None:
    w, app = words(lang), visit(NETWORK, day="2024-06-01", lang=lang)
    told, markup = text(app), html(app)
    for row in records(store.nodes(date(2024, 6, 1))):
        assert w("node.host", host=row["host"]) in told
        focus = row[f"focus_{lang}"]
        assert (w("node.focus", focus=focus) if is_known(focus) else w("network.no_focus")) in told
        assert w("node.confirmed", date=w.period(row["confirmed_until"])) in told
        assert row[f"coordinate_note_{lang}"] in told
        status = w("network.status", status=w(f"node.{row['status']}"), date=w.date("2024-06-01"))
        assert f"{row[f'name_{lang}']}: {status}" in told
    for step in records(store.node_days()):
        assert w("node.status_since", status=w(f"node.{step['status']}"), date=w.date(step["since"].date())) in told
        assert step["source_url"] in markup
    assert told.count(w("network.no_focus")) == 4
    assert all(partner["name"] in told for partner in store.region().words["programme"]["partners"])


def test_districts_without_an_open_node_are_named() -> None:
    told = text(visit(NETWORK, day="2025-01-01"))
    assert "in einem der 6 Kreise (Westthüringen) kein Knoten offen: Ilm-Kreis." in told
    assert "in 5 der 6 Kreise (Westthüringen) kein Knoten offen: Ilm-Kreis, " in text(visit(NETWORK, day="2024-06-01"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_funding_says_its_state_in_words(store: Store, lang: str) -> None:
    w, markup = words(lang), html(visit(NETWORK, lang=lang))
    listed = markup.partition("<ol")[2].partition("</ol>")[0]
    rows: list[Row] = records(store.funding())
    items = listed.split("<li>")[1:]
    assert len(rows) == len(items) >= 5
    for row, item in zip(rows, items, strict=True):
        assert plain(item).startswith(f"{w('network.funding_' + row['state'])}: {row[f'text_{lang}']}")
        addresses = str(row["source_url"]).split(" | ") if is_known(row["source_url"]) else []
        assert all(f'href="{one}"' in item for one in addresses)


def test_the_table_twin_holds_every_municipality(store: Store) -> None:
    app = visit(NETWORK, area=REGION, day="2024-09-30")
    rows = next(rows for caption, rows in tables(app).items() if caption.startswith("QTI-Knoten am"))[1:]
    names = store.nodes(date(2024, 9, 30)).set_index("node_id")["name_de"]
    wanted = {
        one["municipality_code"]: [names[one["node_id"]], DE.number(one["km"])]
        for one in reached(store, REGION, "2024-09-30")
    }
    assert {row[0]: row[4:] for row in rows} == wanted
    assert len(rows) == len(wanted) == 175
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), key=DE.collate)


def test_the_files_hold_the_table(store: Store, offered: Files) -> None:
    visit(NETWORK, area=REGION, day="2024-09-30")
    rows = list(csv.DictReader(io.StringIO(offered["csv_program"]().decode())))
    assert {row["municipality_code"] for row in rows} == {
        one["municipality_code"] for one in reached(store, REGION, "2024-09-30")
    }


def test_the_view_is_in_the_address_and_the_country_of_the_map_stays() -> None:
    app = visit(NETWORK, area=REGION, day="2024-09-30", lang="en")
    assert address(app) == {"lang": "en", "area": REGION, "day": "2024-09-30"}
    app = visit(NETWORK, area="DG")
    assert not app.warning
    assert app.selectbox("widget_area").value == LAND
    app.query_params.clear()
    app.switch_page(MAP).run()
    assert address(app)["area"] == "DG"


def test_a_tampered_address_falls_back_with_a_note() -> None:
    app = visit(NETWORK, area="<b>", day="2024-02-30")
    assert not app.exception
    assert [note.value for note in app.warning] == [DE("address.note")]
    assert address(app) == address(visit(NETWORK))


def test_it_leads_on_and_the_data_page_leads_here() -> None:
    def targets(page: str) -> set[str]:
        return {link.proto.page for link in visit(page).get("page_link")}

    assert {Path(page).stem for page in (MAP, EVENTS, DATA)} <= targets(NETWORK)
    assert Path(NETWORK).stem in targets(DATA)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_without_nodes_says_so_and_shows_nothing_empty(
    lang: str, second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(NETWORK, lang=lang)
    assert not app.exception
    told = sentences(app)
    assert len(told) == 1
    assert told[0].startswith(words(lang)("network.none", area="\0").partition("\0")[0])
    assert tables(app) == {}
    assert not (app.slider or app.selectbox or app.header or app.info or app.get("download_button"))
