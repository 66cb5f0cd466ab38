"""The comparison: its figures worked out a second time, its rules for small counts and breaks, its empty states."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui.comparison_ranking import AROUND, FIRST, LAST, MOST_ROWS, shown_rows
from tests.pages.visits import COMPARISON, address, sentences, tables, text, visit

DE = words("de")
FORMS = ("lines", "ranking", "scatter", "slope")
DISTRICTS = "16067,16063,16064"


def table(app: AppTest) -> list[list[str]]:
    """Return the rows of the page's table, the heading first."""
    return next(iter(tables(app).values()))


def figures(store: Store, indicator: str, period: str) -> dict[str, float]:
    """Return the known figures of all areas in a period."""
    rows = store.values(indicator, period).dropna(subset=["value"])
    return dict(zip(rows["area_code"], rows["value"], strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_form_answers_and_has_its_table_and_source(form: str, lang: str) -> None:
    app = visit(COMPARISON, form=form, lang=lang, places=DISTRICTS)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert sentences(app)[0]
    assert len(table(app)) > 3
    assert words(lang)("source.line", attribution="")[:6] in text(app)


def test_every_indicator_can_be_compared(store: Store) -> None:
    for i, key in enumerate(store.indicator_rows):
        # Each in one of the forms in turn: four times as many visits find no more.
        app = visit(COMPARISON, form=FORMS[i % len(FORMS)], indicator=key, places="16067,16,DG")
        assert not app.exception, key
        assert not app.error, key
        assert address(app)["indicator"] == key


def test_at_first_the_region_stands_beside_the_rest_of_its_land() -> None:
    assert address(visit(COMPARISON))["places"] == "westthueringen,rest,16,DG"
    assert address(visit(COMPARISON, district="16067"))["places"] == "16067,westthueringen,rest,16,DG"


def test_the_gap_is_highest_minus_lowest(store: Store) -> None:
    values = figures(store, "unemployment_rate", "2025")
    three = [values[code] for code in DISTRICTS.split(",")]
    told = sentences(visit(COMPARISON, places=DISTRICTS))[0]
    assert DE("comparison.distance", distance=DE.value(max(three) - min(three), "Prozentpunkte", 1)) in told
    assert DE("sentence.highest", names="Unstrut-Hainich-Kreis", value=DE.value(max(three), "%", 1)) in told


def test_index_numbers_a_second_time(store: Store) -> None:
    app = visit(COMPARISON, indicator="employees", places="16067,DG", base="2015")
    base, later = (figures(store, "employees", f"{year}-06-30") for year in (2015, 2024))
    rows = {(row[1], row[2]): row for row in table(app)[1:]}
    for code in ("16067", "DG"):
        index = later[code] / base[code] * 100
        assert rows[code, "30. Juni 2024"][3:5] == [DE.number(later[code]), DE.number(index, 1)]
        assert rows[code, "30. Juni 2015"][4] == DE.number(100, 1)


def test_there_is_no_index_of_a_rate_or_a_change() -> None:
    for key in ("unemployment_rate", "employees_index", "employees_change_1y_pct"):
        app = visit(COMPARISON, indicator=key)
        assert "base" not in address(app), key
        assert not [box for box in app.selectbox if box.key == "widget_measure"], key


def test_an_index_does_not_reach_across_the_census() -> None:
    app = visit(COMPARISON, indicator="population", places="16067,16063")
    assert address(app)["base"] == "2023"
    rows = {(row[1], row[2]): row for row in table(app)[1:]}
    assert rows["16067", "31. Dezember 2022"][4] == DE("table.no_figure")
    assert rows["16067", "31. Dezember 2023"][4] == "100,0"
    assert DE("comparison.index_since", year="2023") in text(app)


def test_a_change_across_the_census_is_not_worked_out() -> None:
    app = visit(COMPARISON, form="slope", indicator="population", places=DISTRICTS, **{"from": "2022", "to": "2024"})
    assert DE("comparison.cut_between") in text(app)
    assert {row[4] for row in table(app)[1:]} == {DE("table.no_figure")}


def test_the_slope_is_later_minus_earlier(store: Store) -> None:
    app = visit(COMPARISON, form="slope", places=DISTRICTS, **{"from": "2012", "to": "2019"})
    start, end = (figures(store, "unemployment_rate", year) for year in ("2012", "2019"))
    for row in table(app)[1:]:
        assert row[4] == DE.number(end[row[1]] - start[row[1]], 1)
        assert row[5] == DE.number((end[row[1]] / start[row[1]] - 1) * 100, 1)


def test_what_moves_within_a_group_is_no_break_of_its_sum() -> None:
    inside, across = "Wartburgkreis → Schmalkalden-Meiningen", "Ilm-Kreis → Suhl"
    group = text(visit(COMPARISON, places="westthueringen,rest"))
    assert across in group
    assert inside not in group
    assert inside in text(visit(COMPARISON, places="16063,DG"))


def test_ranks_a_second_time_with_ties(store: Store) -> None:
    app = visit(COMPARISON, form="ranking", places=DISTRICTS)
    values = figures(store, "unemployment_rate", "2025")
    land = {code: value for code, value in values.items() if len(code) == 5 and code.startswith("16")}
    ranks = {code: 1 + sum(other > value for other in land.values()) for code, value in land.items()}
    rows = table(app)[1:]
    assert {row[1]: row[2] for row in rows} == {code: str(rank) for code, rank in ranks.items()}
    assert len(set(ranks.values())) < len(ranks), "wanted a tie"
    assert [int(row[2]) for row in rows] == sorted(ranks.values())


def test_too_few_cases_have_no_rank(store: Store) -> None:
    app = visit(COMPARISON, form="ranking", indicator="insolvency_rate", period="2024", area="DG")
    counts = figures(store, "insolvencies", "2024")
    rates = figures(store, "insolvency_rate", "2024")
    few = {code for code in rates if len(code) == 5 and counts[code] < 5}
    rows = table(app)[1:]
    assert few
    assert {row[1] for row in rows if row[2] == DE("table.no_figure")} == few
    assert {row[1] for row in rows[-len(few) :]} == few, "they stand at the end"
    assert all(DE("comparison.no_rank", least=5) in row[-1] for row in rows if row[1] in few)


def test_few_cases_are_compared_over_three_years_where_there_are_some(store: Store) -> None:
    app = visit(COMPARISON, form="ranking", indicator="insolvency_rate", period="2014", area="DG")
    counts, pooled = figures(store, "insolvencies", "2014"), figures(store, "insolvency_rate_3y", "2014")
    own = figures(store, "insolvency_rate", "2014")
    for row in table(app)[1:]:
        # Fewer than five in the year: the figure of the year, without a rank.
        value = pooled if 5 <= counts[row[1]] < 10 else own
        assert row[3] == DE.number(value[row[1]], 2), row[1]
        assert (DE("comparison.pooled_word") in row[-1]) == (value is pooled)


def test_the_interval_is_the_exact_one() -> None:
    from scipy.stats import chi2

    app = visit(COMPARISON, form="ranking", indicator="insolvency_rate", period="2024")
    row = next(row for row in table(app)[1:] if row[1] == "16063")
    rate, cases = float(row[3].replace(",", ".")), int(row[4])
    low, high = (chi2.ppf(0.025, 2 * cases) / 2, chi2.ppf(0.975, 2 * cases + 2) / 2)
    assert cases == 27
    assert [float(cell.replace(",", ".")) for cell in row[5:7]] == pytest.approx(
        [low / cases * rate, high / cases * rate], abs=0.01
    )


@pytest.mark.parametrize("chosen", [[], [0], [200], [199, 203], [399]])
def test_a_long_ranking_shows_ends_and_the_chosen_with_neighbours(chosen: list[int]) -> None:
    rows = shown_rows(400, chosen)
    there = [row for row in rows if row is not None]
    assert set(range(FIRST)) | set(range(400 - LAST, 400)) <= set(there)
    assert all(set(range(max(i - AROUND, 0), min(i + AROUND + 1, 400))) <= set(there) for i in chosen)
    assert there == sorted(set(there))
    gaps = [(rows[i - 1], rows[i + 1]) for i, row in enumerate(rows) if row is None]
    assert all(before is not None and after is not None and after - before > 2 for before, after in gaps)
    assert len(there) + sum((after or 0) - (before or 0) - 1 for before, after in gaps) == 400
    assert shown_rows(MOST_ROWS, chosen) == list(range(MOST_ROWS))


def test_the_correlation_is_that_of_the_table(store: Store) -> None:
    app = visit(COMPARISON, form="scatter", second="manufacturing_share", at="2020", places=DISTRICTS)
    first, second = figures(store, "unemployment_rate", "2020"), figures(store, "manufacturing_share", "2020-06-30")
    codes = [code for code in first if len(code) == 5 and code.startswith("16") and code in second]
    both = pd.DataFrame({"x": [first[code] for code in codes], "y": [second[code] for code in codes]})
    told = DE(
        "comparison.coefficients",
        pearson=DE.number(both["x"].corr(both["y"]), 2),
        spearman=DE.number(both["x"].corr(both["y"], method="spearman"), 2),
        n=len(codes),
    )
    assert told in sentences(app)[0]
    assert sentences(app)[0].endswith(DE("comparison.no_cause"))


def test_too_few_cases_are_not_drawn_in_a_scatter(store: Store) -> None:
    keys = {"form": "scatter", "indicator": "insolvency_rate", "second": "employees", "at": "2024", "area": "DG"}
    counts = figures(store, "insolvencies", "2024")
    known = figures(store, "insolvency_rate", "2024")
    few = [code for code in known if len(code) == 5 and counts[code] < 5]
    told = text(visit(COMPARISON, **keys))
    assert DE("comparison.not_drawn", n=len(few)) in told


def test_two_indicators_without_a_common_year_say_so() -> None:
    app = visit(COMPARISON, form="scatter", indicator="plant_employees_vehicles", second="distance_to_node_km")
    assert not app.exception
    assert "kein gemeinsames Jahr" in text(app)


EMPTY: list[tuple[dict[str, str], str]] = [
    ({"places": "-"}, "comparison.no_places"),
    ({"places": "-", "form": "slope"}, "comparison.no_places"),
    ({"form": "scatter", "second": "unemployment_rate"}, "comparison.same_indicator"),
]


@pytest.mark.parametrize(("keys", "reason"), EMPTY)
def test_an_empty_state_says_what_to_do(keys: dict[str, str], reason: str) -> None:
    app = visit(COMPARISON, **keys)
    assert not app.exception
    assert DE(reason) in [info.value for info in app.info]


def test_one_place_one_period_and_no_figures_are_explained(store: Store) -> None:
    assert DE("comparison.one_place") in text(visit(COMPARISON, places="16067"))
    assert DE("comparison.one_period") in text(visit(COMPARISON, indicator="vehicle_dependence", places="16067,16"))
    slope = visit(COMPARISON, form="slope", indicator="vehicle_dependence", places="16067,16")
    assert DE("comparison.one_period_only", names="Gotha und Thüringen") in [info.value for info in slope.info]
    none = visit(COMPARISON, indicator="jobs_lost_announced", places="09161,09162")
    assert DE("comparison.no_figures", names="Ingolstadt und München (Stadt)") in [info.value for info in none.info]


def test_a_secret_figure_stays_a_sign(store: Store) -> None:
    rows = store.values("employees_agriculture", "2019-06-30")
    hidden = rows[(rows["sign"] == ".") & (rows["kind"] == "district")]["area_code"].tolist()
    assert hidden
    app = visit(COMPARISON, indicator="employees_agriculture", places=hidden[0], measure="value")
    told = {row[2]: row[3] for row in table(app)[1:]} if tables(app) else {"30. Juni 2019": "."}
    assert told["30. Juni 2019"] == "."


def test_seven_places_are_refused_with_a_note() -> None:
    seven = "16067,16063,16064,16066,16068,16070,16"
    for wrong in (seven, "16067,16067", "16056", ""):
        app = visit(COMPARISON, places=wrong)
        assert [note.value for note in app.warning] == [DE("address.note")], wrong
        assert address(app)["places"] == "westthueringen,rest,16,DG"


def test_a_preset_sets_the_places() -> None:
    app = visit(COMPARISON)
    app.button("preset_rest").click().run()
    assert address(app)["places"] == "westthueringen,rest"
    assert app.multiselect("widget_places").value == ["westthueringen", "rest"]
    app.multiselect("widget_places").set_value(["16067", "DG"]).run()
    assert address(app)["places"] == "16067,DG"


def test_sums_are_marked_as_own_calculations() -> None:
    rows = table(visit(COMPARISON, indicator="employees", places="westthueringen,DG"))[1:]
    assert all(DE("method.summed") in row[-1] for row in rows if row[1] == "westthueringen")


def test_links_onward_keep_the_district() -> None:
    app = visit(COMPARISON, district="16067")
    onward = [link.proto.query_string for link in app.get("page_link")]
    assert sum("district=16067" in query for query in onward) == 3
