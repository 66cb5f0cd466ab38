"""The numbers on a page are those of the database: in the sentence, the table, the key figures and the files."""

import csv
import io

import pandas as pd
import pytest
import python_calamine

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from atlas.ui.district_panel import SHOWN
from tests.pages.conftest import Files
from tests.pages.visits import DATA, html, plain, sentences, tables, text, visit

VIEWS = [
    {"indicator": "unemployment_rate", "period": "2025", "area": "16"},
    {"indicator": "unemployed", "period": "2015", "area": "DG"},
    {"indicator": "plant_employees_vehicles", "period": "2015-09-30", "area": "westthueringen"},
    {"indicator": "business_closures", "period": "2003", "area": "16"},
]


def shown(store: Store, view: dict[str, str]) -> pd.DataFrame:
    """Return the figures of the database that a view must show: districts of its area and those to compare with."""
    rows = store.values(view["indicator"], view["period"])
    region = store.region()
    if view["area"] == "DG":
        inside = rows["kind"].notna()
    else:
        inside = rows["in_region"] if view["area"] == region.area_code else rows["land_code"].eq(view["area"])
    others = rows["kind"].eq("region") | rows["area_code"].isin([*region.land_codes, "DG"])
    return rows[(inside & rows["kind"].eq("district")) | others].set_index("area_code")


def written(store: Store, view: dict[str, str], lang: str) -> dict[str, str]:
    """Return what must stand in the table, by area code."""
    w, decimals = words(lang), store.indicator_rows[view["indicator"]]["decimals"]
    rows = shown(store, view)
    return {
        str(code): w.number(value, decimals) if pd.notna(value) else sign or w("table.no_figure")
        for code, value, sign in zip(rows.index, rows["value"], rows["sign"], strict=True)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view["indicator"])
def test_the_table_is_the_database(store: Store, view: dict[str, str], lang: str) -> None:
    app = visit(**view, lang=lang)
    assert len(tables(app)) == 1
    rows = {row[1]: row[2] for row in next(iter(tables(app).values()))[1:]}
    assert rows == written(store, view, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view["indicator"])
def test_the_sentence_names_highest_and_lowest(store: Store, view: dict[str, str], lang: str) -> None:
    rows, indicator, w = shown(store, view), store.indicator_rows[view["indicator"]], words(lang)
    districts = rows[rows["kind"] == "district"]
    known = districts["value"].dropna()
    told = sentences(visit(**view, lang=lang))[0]
    assert told.startswith(f"{indicator[f'title_{lang}']}, ")
    if known.empty:
        assert w("sentence.figures", n=0, total=len(districts)) in told
        return
    figures = {str(code): float(value) for code, value in known.items()}
    for extreme in (max(figures.values()), min(figures.values())):
        assert w.value(extreme, indicator[f"unit_{lang}"], indicator["decimals"]) in told
        assert any(store.names[lang][code] in told for code, value in figures.items() if value == extreme)
    assert w.number(len(known)) in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["16063", "16067", "16054", "02000", "14511"])
def test_key_figures_are_the_newest_of_the_database(store: Store, code: str, lang: str) -> None:
    w, page = words(lang), visit(district=code, lang=lang)
    rows = [row for row in records(store.key_figures(code)) if row["indicator_id"] in SHOWN]
    assert rows
    panel = plain(html(page).partition('<dl class="atlas-figures">')[2].partition("</dl>")[0])
    for row in rows:
        indicator = store.indicator_rows[row["indicator_id"]]
        value, sign = row["value"], row["sign"]
        unit, decimals = indicator[f"unit_{lang}"], indicator["decimals"]
        told: str = (
            w.value(value, unit, decimals, signed=indicator["kind"] == "change") if pd.notna(value) else w.sign(sign)
        )
        title = indicator[f"title_{lang}"]
        assert f"{title}{told}{w.period(row['period'])}" in panel


@pytest.mark.parametrize(
    ("of", "period", "indicator", "told"),
    [
        ("16063", "2020", "unemployed", "4\u202f815"),
        ("16063", "2020", "unemployment_rate", "5,7"),
        ("16063", "2015-09-30", "plant_employees_vehicles", "6\u202f327"),
        ("03159", "2015", "unemployed", "10\u202f238"),
        ("16063", "2015", "business_closures", "290"),
    ],
)
def test_the_way_of_a_figure_begins_with_it(of: str, period: str, indicator: str, told: str) -> None:
    assert told in sentences(visit(DATA, of=of, period=period, indicator=indicator))[-1]


def test_the_way_of_a_merged_figure_names_its_parts() -> None:
    app = visit(DATA, of="16063", period="2020", indicator="unemployed")
    rows = [row for rows in tables(app).values() for row in rows if "3\u202f138" in row or "1\u202f677" in row]
    assert len(rows) >= 2
    assert words("de")("chain.parts") in text(app)


def test_the_vintages_that_were_replaced_stay_readable() -> None:
    app = visit(DATA, of="16063", period="2023-12-31", indicator="population")
    told = {cell for rows in tables(app).values() for row in rows for cell in row}
    assert {"156\u202f334", "159\u202f201", words("de")("chain.replaced")} <= told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view["indicator"])
def test_the_files_hold_the_figures_of_the_table(store: Store, view: dict[str, str], lang: str, offered: Files) -> None:
    visit(**view, lang=lang)
    rows = shown(store, view)
    wanted = {str(code): value for code, value in rows["value"].items()}
    for_programs = list(csv.DictReader(io.StringIO(offered["csv_program"]().decode("utf-8"))))
    assert {row["area_code"]: _number(row["value"]) for row in for_programs} == _nan_as_none(wanted)
    assert {row["area_code"]: row["value_sign"] for row in for_programs} == rows["sign"].to_dict()
    for_excel = list(csv.reader(io.StringIO(offered["csv"]().decode("utf-8-sig")), delimiter=";"))[1:]
    assert {row[1]: _number(row[2].replace(",", ".")) for row in for_excel} == _nan_as_none(wanted)
    book = python_calamine.load_workbook(io.BytesIO(offered["xlsx"]()))
    sheet = book.get_sheet_by_name(words(lang)("about.data_sheet")).to_python()[1:]
    assert {str(row[1]): _number(str(row[2])) for row in sheet} == _nan_as_none(wanted)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _nan_as_none(values: dict[str, float]) -> dict[str, float | None]:
    return {code: None if pd.isna(value) else value for code, value in values.items()}
