"""The page of siting: its answers are found here a second time by trying every place, in plain Python."""

import csv
import io
import math
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Row, Store, open_file, records
from atlas.ui import siting_question
from atlas.ui.siting import Place, Question
from atlas.ui.visit import today
from tests.pages.conftest import Files
from tests.pages.test_network import LAND, REGION, way_km
from tests.pages.visits import SITING, address, html, plain, sentences, tables, text, visit

DE = words("de")
SPEEDS = [(5, 30), (20, 55), (50, 70), (math.inf, 90)]
KEYS = ("whom", "aim", "limit", "count", "movable", "pool", "least", "own", "force", "forbid", "by_index", "view")
TAMPERED = ("nothing-of-that-name", "", "<img src=x onerror=alert(1)>", "9" * 10_240, "\x00\r\n16\u202e", "١٦", "[[1]]")


def minutes(way: float) -> float:
    """Return how long a way takes: each part of it at the speed of its range."""
    found, start = 0.0, 0.0
    for end, kmh in SPEEDS:
        found += max(0.0, min(way, end) - start) / kmh * 60
        start = end
    return found


def inside(row: Row, area: str) -> bool:
    return bool(row["in_region"]) if area == REGION else row["land_code"] == area


def nine_in_ten(ways: Sequence[float], weight: Sequence[float]) -> float:
    """Return the way that nine in ten do not exceed."""
    served = 0.0
    for way, people in sorted(zip(ways, weight, strict=True)):
        served += people
        if served >= 0.9 * sum(weight):
            return way
    raise AssertionError("nine tenths are less than all")


class Ways:
    """The municipalities of an area and the minutes from each to each town that a node may be in."""

    def __init__(self, store: Store, area: str) -> None:
        self.places = [row for row in records(store.municipalities()) if inside(row, area)]
        self.weight = [row["population_scaled"] for row in self.places]
        nodes = [row for row in records(store.nodes(today())) if row["status"] == "open"]
        points = {row["municipality_code"]: row for row in self.places}
        self.nodes = {row["place"]: self._to(row) for row in nodes}
        towns = set(store.venues()["municipality_code"]) - {row["municipality_code"] for row in nodes}
        self.towns = {points[code]["name"]: self._to(points[code]) for code in towns if code in points}

    def _to(self, site: Row) -> list[float]:
        return [minutes(way_km(place, site, 1.3)) for place in self.places]

    def nearest(self, sites: Sequence[list[float]]) -> list[float]:
        return [min(ways) for ways in zip(*sites, strict=True)]

    def mean(self, sites: Sequence[list[float]]) -> float:
        ways = self.nearest(sites)
        return sum(w * way for w, way in zip(self.weight, ways, strict=True)) / sum(self.weight)

    def share(self, sites: Sequence[list[float]], limit: float) -> float:
        ways = self.nearest(sites)
        return sum(w for w, way in zip(self.weight, ways, strict=True) if way <= limit) / sum(self.weight)


@pytest.fixture(scope="module", params=[REGION, LAND])
def area(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def ways(store: Store, area: str) -> Ways:
    return Ways(store, area)


def told(n: int, best: str, before: float, after: float, total: int) -> str:
    measure = DE("siting.measure_average", whose=DE("siting.of_population"))
    effect = DE(
        "siting.effect_falls" if after < before else "siting.effect_rises",
        measure=measure,
        before=DE.number(before),
        after=DE.value(after, DE("siting.minutes_long")),
        how=DE("siting.estimate"),
    )
    return " ".join([DE("siting.further", n=n, places=best), effect, DE("siting.proven_one", n=total)])


def test_the_best_place_is_the_best_of_all_that_there_are(ways: Ways, area: str) -> None:
    nodes = list(ways.nodes.values())
    means = {name: ways.mean([*nodes, town]) for name, town in ways.towns.items()}
    best = min(means, key=means.__getitem__)
    app = visit(SITING, area=area)
    assert sentences(app) == [told(1, best, ways.mean(nodes), means[best], len(means))]
    assert best in ("Ilmenau", "Hermsdorf")


def test_before_and_after_stand_side_by_side(ways: Ways, area: str) -> None:
    nodes = list(ways.nodes.values())
    best = min(ways.towns, key=lambda name: ways.mean([*nodes, ways.towns[name]]))
    rows = tables(visit(SITING, area=area))[DE("siting.before_after", whose=DE("siting.of_population"))][1:]
    unit = DE("siting.minutes")
    for place, sites in enumerate([nodes, [*nodes, ways.towns[best]]], start=1):
        assert rows[0][place] == DE.value(ways.mean(sites), unit)
        for row, limit in zip(rows[2:5], (15, 30, 45), strict=True):
            assert row[0] == DE("siting.within", limit=DE.value(limit, unit))
            assert row[place] == DE.value(100 * ways.share(sites, limit), "%")
        reached = ways.nearest(sites)
        worst = max(range(len(reached)), key=reached.__getitem__)
        assert rows[5][place] == f"{ways.places[worst]['name']}, {DE.value(reached[worst], unit)}"
        assert rows[1][place] == DE.value(nine_in_ten(reached, ways.weight), unit)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_which_nodes_to_keep_is_the_best_of_all_choices(ways: Ways, area: str, n: int) -> None:
    means = {names: ways.mean([ways.nodes[name] for name in names]) for names in combinations(sorted(ways.nodes), n)}
    best = min(means, key=means.__getitem__)
    gone = DE.list(sorted(set(ways.nodes) - set(best), key=DE.collate))
    answer = sentences(visit(SITING, area=area, count=f"keep-{n}"))[0]
    assert answer.startswith(DE("siting.kept", n=n, total=5, places=DE.list(sorted(best, key=DE.collate)), gone=gone))
    assert DE.value(means[best], DE("siting.minutes_long")) in answer
    assert answer.endswith(DE("siting.proven_keep"))


def test_most_people_within_a_limit(ways: Ways, area: str) -> None:
    nodes = list(ways.nodes.values())
    shares = {name: ways.share([*nodes, town], 30) for name, town in ways.towns.items()}
    best = max(shares, key=shares.__getitem__)
    answer = sentences(visit(SITING, area=area, aim="within"))[0]
    assert answer.startswith(DE("siting.further", n=1, places=best))
    assert f"{DE.value(100 * ways.share(nodes, 30), '%')} auf {DE.value(100 * shares[best], '%')}" in answer


def test_the_districts_add_up_to_the_whole(ways: Ways, area: str) -> None:
    found = tables(visit(SITING, area=area))
    rows = next(rows for caption, rows in found.items() if caption.startswith("Weg zum nächsten Knoten vorher"))[1:]
    assert len(rows) == len({row["area_code"] for row in ways.places})
    people = [float(row[1].replace("\u202f", "")) for row in rows]
    assert sum(people) == pytest.approx(sum(ways.weight), abs=len(rows))
    mean = sum(n * float(row[2].split("\u00a0")[0]) for n, row in zip(people, rows, strict=True)) / sum(people)
    assert mean == pytest.approx(ways.mean(list(ways.nodes.values())), abs=0.5)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_venues_of_the_proposed_town_exist_and_nobody_said_that_they_are_free(store: Store, lang: str) -> None:
    w, app = words(lang), visit(SITING, lang=lang)
    venues = [row for row in records(store.venues()) if row["municipality"] == "Ilmenau"]
    assert len(venues) >= 3
    read, markup = text(app), html(app)
    assert w("siting.venue_note") in read
    for row in venues:
        assert row["name"] in read
        assert w(f"siting.kind_{row['kind']}") in read
        assert all(f'href="{one}"' in markup.replace("&amp;", "&") for one in row["source_url"].split(" | "))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_minutes_are_called_an_estimate_and_the_speeds_an_assumption(lang: str, store: Store) -> None:
    w, read = words(lang), text(visit(SITING, lang=lang))
    assert w("siting.estimate") in sentences(visit(SITING, lang=lang))[0]
    assert w("siting.estimate_note", factor=w.number(1.3, 1)) in read
    for row in records(store.speeds()):
        assert w.value(row["kmh"], "km/h") in read
        assert row[f"reason_{lang}"] in read
    assert w("siting.speed_beyond", speed=w.value(90, "km/h")) in read


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"aim": "cover"}, DE("siting.short_cover", limit="30\u00a0Minuten", more="3,4\u00a0Minuten")),
        ({"aim": "nobody_farther"}, DE("siting.short_limit", limit="30\u00a0Minuten", more="3,4\u00a0Minuten")),
        ({"count": "10"}, DE("siting.short_sites", n=2, wanted=15, possible=13)),
        ({"force": "16070029,16070004"}, DE("siting.short_forced", n=1, wanted=6, forced=7)),
        ({"pool": "own"}, DE("siting.none_own", area="Westthüringen")),
    ],
)
def test_what_cannot_be_met_is_said_and_the_controls_stay(asked: dict[str, str], wanted: str) -> None:
    app = visit(SITING, **asked)
    assert sentences(app) == [wanted]
    assert not app.error
    assert {"widget_whom", "widget_aim", "widget_area"} <= {box.key for box in app.selectbox}


def test_a_site_that_is_forced_cannot_be_forbidden() -> None:
    app = visit(SITING, force="16070004", forbid="16070004,16070029")
    assert [box.value for box in app.multiselect] == [["16070004"], ["16070029"]]
    assert DE("siting.further", n=1, places="Arnstadt") in sentences(app)[0]


def test_everybody_within_the_limit_takes_as_many_as_it_takes() -> None:
    assert sentences(visit(SITING, aim="cover", limit="45"))[0].startswith(
        DE("siting.cover", n=2, limit="45\u00a0Minuten", places="Arnstadt und Dermbach")
    )
    assert sentences(visit(SITING, aim="cover", limit="60"))[0].startswith(
        DE("siting.cover_none", limit="60\u00a0Minuten")
    )


@pytest.mark.parametrize("how", range(len(TAMPERED)))
def test_a_tampered_address_falls_back_with_a_note(how: int) -> None:
    default = address(visit(SITING))
    app = visit(SITING, **dict.fromkeys(KEYS, TAMPERED[how]))
    assert not app.exception
    assert [note.value for note in app.warning] == [DE("address.note")]
    assert {key: address(app)[key] for key in default} == default
    assert "alert(1)" not in html(app)


def test_what_stands_in_the_address_is_the_question() -> None:
    asked = Question(
        LAND, today(), "employees", "within", 45, 2, None, "own", 5_000, True, own=(Place("Werk, Süd", 10.95, 50.83),)
    )
    written = siting_question.written(asked) | {"forbid": "own:Werk%2C%20S%C3%BCd"}
    app = visit(SITING, **written)
    assert not app.warning
    assert {key: address(app)[key] for key in written} == written


def test_sites_and_places_are_taken_away(offered: Files, ways: Ways, area: str) -> None:
    visit(SITING, area=area)
    sites = list(csv.DictReader(io.StringIO(offered["csv_program"]().decode())))
    assert sum(row["demand"] != "0" for row in sites) == len(sites) == 6
    assert sum(float(row["demand"]) for row in sites) == pytest.approx(sum(ways.weight), abs=6)
    places = list(csv.DictReader(io.StringIO(offered["places_csv_program"]().decode())))
    assert len(places) == len(ways.places)
    first = {row["municipality_code"]: row for row in places}
    for place, way in zip(ways.places, ways.nearest(list(ways.nodes.values())), strict=True):
        assert float(first[place["municipality_code"]]["before"]) == pytest.approx(way, abs=0.51)


def test_without_nodes_and_venues_municipalities_are_considered(
    second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(SITING)
    assert not app.exception
    assert DE("siting.no_venues") in text(app)
    assert sentences(app)[0].startswith(DE("siting.first", n=1, places="Chemnitz"))
    assert address(app)["pool"] == "venues", "what a link says stays for another region"
    rows = tables(app)[DE("siting.before_after", whose=DE("siting.of_population"))]
    assert rows[1][1] == DE("siting.no_way")
    assert open_file(second_region).venues().empty


def test_routed_times_are_used_and_called_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    people = {
        row["municipality_code"]: row["population_scaled"]
        for row in records(store.municipalities())
        if row["in_region"]
    }
    codes = list(people)
    # Seventeen minutes from everywhere but the towns of the nodes themselves.
    at_home = sum(people[code] for code in store.nodes(today())["municipality_code"])
    times = pd.DataFrame(
        [(one, other, 0.0 if one == other else 17.0) for one in codes for other in codes],
        columns=["origin", "destination", "minutes"],
    )
    monkeypatch.setattr(Store, "travel_times", lambda self: times)
    app = visit(SITING, **{"pool": "own", "own": '[["Am Bahnhof",50.84,10.94]]'})
    answer, read = sentences(app)[0], text(app)
    assert DE("siting.routed") in answer
    assert f"sinkt von {DE.number(17 * (1 - at_home / sum(people.values())))} auf " in answer
    assert DE("siting.routed_note") in read
    assert DE("siting.estimate") not in answer
    assert "Luftlinie" not in read


def test_planned_nodes_stand_on_the_map_and_are_not_counted(store: Store) -> None:
    app = visit(SITING, day="2024-01-10")
    assert plain(html(app)).count(DE("siting.mark_planned")) == 1
    assert store.nodes(today()).shape[0] == 5
