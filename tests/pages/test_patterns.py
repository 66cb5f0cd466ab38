"""The page of patterns: its figures a second time, what is left out, what stands in place of a figure, signals."""

import shutil
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import false_discovery_control

from atlas.messages import words
from atlas.store import Store
from atlas.ui.patterns import GI, LOCAL_MORAN, NoSpreadError, Patterns, Settings, offered, patterns
from geo import clusters
from tests.pages.visits import PATTERNS, address, html, sentences, tables, text, visit

DE = words("de")
RATE, SHARE, INSOLVENCIES = "unemployment_rate", "employees_production_share", "insolvency_rate"


def of(store: Store, indicator: str, area: str = "DG", statistic: str = LOCAL_MORAN) -> Patterns:
    """Return the patterns of an indicator in its newest period."""
    return patterns(store, Settings(indicator, store.periods(indicator)[-1], area, statistic), clusters)


@pytest.fixture(scope="module")
def beside(store: Store) -> dict[str, set[str]]:
    """Return the neighbours of each district, found pair by pair."""
    rows = store.boundaries("district", "detailed")
    shapes = dict(zip(rows["area_code"], shapely.from_wkb(rows["wkb"].map(bytes).to_numpy()), strict=True))
    boxes = {code: shape.bounds for code, shape in shapes.items()}

    def near(one: str, other: str) -> bool:
        a, b = boxes[one], boxes[other]
        return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]

    return {
        one: {other for other in shapes if one != other and near(one, other) and shapes[one].intersects(shapes[other])}
        for one in shapes
    }


@pytest.mark.filterwarnings("ignore")
def test_morans_i_is_esda_s(store: Store) -> None:
    import esda
    import geopandas as gpd
    import libpysal

    rows = store.boundaries("district", "detailed").set_index("area_code")
    shapes = gpd.GeoSeries.from_wkb(rows["wkb"].map(bytes), crs=4326)
    graph = libpysal.graph.Graph.build_contiguity(shapes, rook=False).transform("r")
    values = store.values(RATE, "2025").set_index("area_code")["value"].reindex(rows.index)
    theirs = esda.Moran(values.to_numpy(), graph, permutations=999)
    found = of(store, RATE)
    assert found.whole.i == pytest.approx(theirs.I)
    assert found.whole.i == pytest.approx(0.47886, abs=5e-6)
    local = esda.Moran_Local(values.to_numpy(), graph, permutations=0)
    np.testing.assert_allclose(found.districts["i"].reindex(rows.index), local.Is)


def test_the_mean_of_neighbours_is_made_of_known_figures_alone(store: Store, beside: dict[str, set[str]]) -> None:
    values = store.values(SHARE, store.periods(SHARE)[-1]).set_index("area_code")["value"]
    found = of(store, SHARE)
    hidden = found.districts[found.districts["sign"] == "."]
    assert len(hidden) == 10
    assert hidden[["value", "z", "lag", "around", "i", "p", "p_adjusted"]].isna().all(axis=None)
    assert set(hidden["kind"]) == {"missing"}
    for code, row in found.districts.drop(index=hidden.index).iterrows():
        known = [values[other] for other in beside[str(code)] if pd.notna(values[other])]
        assert row["around"] == pytest.approx(sum(known) / len(known)), code
        assert row["beside"] == len(known)


def test_p_is_adjusted_over_all_districts_and_judges_alone(store: Store) -> None:
    rows = of(store, RATE).districts
    np.testing.assert_allclose(rows["p_adjusted"], false_discovery_control(rows["p"]))
    stands_out = ~rows["kind"].isin(["none"])
    assert stands_out.tolist() == (rows["p_adjusted"] <= 0.05).tolist()
    high = rows["kind"] == "high_high"
    assert (rows.loc[high, "z"] > 0).all() and (rows.loc[high, "lag"] > 0).all()


def test_gi_tells_the_same_districts_by_high_and_low(store: Store) -> None:
    local, stars = of(store, RATE).districts, of(store, RATE, statistic=GI).districts
    assert set(stars["kind"]) == {"hot", "cold", "none"}
    assert stars["p"].tolist() == local["p"].tolist()
    assert ((stars["kind"] == "hot") == ((stars["p_adjusted"] <= 0.05) & (stars["gi"] > 0))).all()


def test_districts_of_few_cases_are_left_out_and_named(store: Store) -> None:
    period = store.periods(INSOLVENCIES)[-1]
    cases = store.values("insolvencies", period)
    few = cases[(cases["kind"] == "district") & (cases["value"] < 5)]["area_code"].tolist()
    found = of(store, INSOLVENCIES)
    assert few and sorted(few) == list(found.few)
    left = found.districts.loc[few]
    assert set(left["kind"]) == {"few"}
    assert left["value"].notna().all() and left[["lag", "around", "p"]].isna().all(axis=None)
    assert found.whole.n == 400 - len(few)
    told = text(visit(PATTERNS, indicator=INSOLVENCIES))
    for code in few:
        assert store.names["de"][code] in told
    assert f"Kleine Zahlen: {len(few)} Kreise" in told


def test_counts_are_not_offered(store: Store) -> None:
    kinds = {store.indicator_rows[key]["kind"] for key in offered(store)}
    assert kinds == {"rate", "change"}
    app = visit(PATTERNS, indicator="unemployed")
    assert not app.warning
    assert address(app)["indicator"] == "unemployed"
    shown = DE("patterns.not_offered", title="Arbeitslose", shown="Arbeitslosenquote")
    assert sentences(app)[0].startswith(shown)


def test_the_answer_counts_what_the_map_shows() -> None:
    app = visit(PATTERNS)
    table = next(iter(tables(app).values()))[1:]
    assert len(table) == 400
    kinds = [row[-1] for row in table]
    told = sentences(app)[0]
    assert "Morans I 0,48; p = 0,0002" in told
    assert f"{kinds.count('hoch unter Hohen')} hoch unter Hohen" in told
    assert f"{kinds.count('niedrig unter Niedrigen')} niedrig unter Niedrigen" in told
    assert f"{400 - kinds.count('unauffällig')} Kreise heben sich" in told
    bavarian = [row for row in table if row[1].startswith("09") and row[-1] != "unauffällig"]
    assert f"Bayern {len(bavarian)}" in told
    assert "Aus Westthüringen ist keiner dabei." in told


def test_a_district_stands_beside_its_neighbours(store: Store, beside: dict[str, set[str]]) -> None:
    app = visit(PATTERNS, district="16063")
    rows = tables(app)["Nachbarn: Wartburgkreis"][1:]
    assert {row[0] for row in rows} == {store.names["de"][code] for code in beside["16063"]}
    numbers = [float(row[1].replace(",", ".")) for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert DE("patterns.around") in text(app)
    assert f"{DE.number(sum(numbers) / len(numbers), 1)}\u202f%" in text(app)
    assert DE("patterns.reading.none") in text(app)


def test_a_city_in_its_ring_is_told_so(beside: dict[str, set[str]]) -> None:
    assert beside["01001"] == {"01059"}
    assert DE("patterns.one_neighbour") in text(visit(PATTERNS, district="01001"))
    assert DE("patterns.one_neighbour") not in text(visit(PATTERNS, district="16063"))


def test_few_districts_are_warned_of_and_a_handful_is_refused(store: Store) -> None:
    app = visit(PATTERNS, among="16")
    warning = DE("patterns.few_districts", n=22, area="Thüringen")
    assert warning in text(app)
    assert DE("patterns.nobody") in sentences(app)[0]
    refused = visit(PATTERNS, among="westthueringen")
    assert not refused.exception
    assert "Von 6 Kreisen (Westthüringen)" in refused.info[0].value
    assert not tables(refused)


def test_equal_figures_have_no_pattern(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    flat = store.values(RATE, "2024").assign(value=5.0)
    monkeypatch.setattr(store, "values", lambda *_: flat)
    with pytest.raises(NoSpreadError):
        patterns(store, Settings(RATE, "2024", "16", LOCAL_MORAN), clusters)


@pytest.mark.parametrize("given", [{"statistic": "x"}, {"among": "15"}, {"indicator": "x"}, {"period": "1700"}])
def test_a_tampered_link_falls_back(given: dict[str, str]) -> None:
    app = visit(PATTERNS, **given)
    assert not app.exception
    key = next(iter(given))
    assert address(app)[key] != given[key]
    assert [box.value for box in app.warning] == [DE("address.note")]


def test_without_monthly_series_the_page_says_so() -> None:
    told = text(visit(PATTERNS))
    assert DE("signals.no_series", months=36) in told
    assert not [caption for caption in tables(visit(PATTERNS)) if caption.startswith("Einen Blick wert")]


@pytest.fixture(scope="module")
def monthly(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database in which the Land's districts have unemployed by month for five years; one of them rises."""
    file = shutil.copy(database, tmp_path_factory.mktemp("monthly") / "atlas.duckdb")
    months = pd.period_range("2019-01", "2023-12", freq="M")
    random = np.random.default_rng(5)
    with duckdb.connect(str(file)) as connection:
        areas = connection.execute("SELECT area_code FROM area WHERE kind = 'district' AND land_code = '16'").df()
        rows = pd.DataFrame(
            [
                (code, str(month), month.end_time.date(), 4_000 + random.normal(0, 60) + _rise(code, i))
                for code in areas["area_code"]
                for i, month in enumerate(months)
            ],
            columns=["area_code", "period", "period_end", "value"],
        )
        connection.register("rows", rows)
        for table in ("observation", "value_current"):
            connection.execute(f"""
                INSERT INTO {table}
                SELECT o.* REPLACE (r.period AS period, r.period_end AS period_end, 'monthly' AS frequency,
                    r.value AS value, '' AS sign)
                FROM rows r JOIN value_current o ON o.area_code = r.area_code
                    AND o.indicator_id = 'unemployed' AND o.period = '2023'""")
    return Path(file)


def _rise(code: str, month: int) -> int:
    return 700 if code == "16063" and month >= 50 else 0


def test_a_monthly_series_is_looked_at(monthly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(monthly))
    app = visit(PATTERNS)
    assert not app.exception
    rows = tables(app)["Einen Blick wert: Arbeitslose"]
    assert [row[0] for row in rows[1:]] == ["Wartburgkreis"]
    assert rows[1][1] == DE("signals.up")
    assert rows[1][4] == "März 2023"
    assert "Von 22 Kreisreihen ist eine einen Blick wert. Das ist keine Vorhersage." in text(app)
    assert DE("signals.no_series", months=36) not in html(app)
