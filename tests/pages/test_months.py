"""Months beside years: no page about years changes by them, signals are looked for in them, each has its source."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from atlas.messages import words
from atlas.store import Store
from tests.pages.visits import DATA, EXPOSURE, MAP, PATTERNS, PROFILE, SITUATION, tables, text, visit
from tests.standin import months

DE = words("de")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return months.database(tmp_path_factory.mktemp("months"))


@pytest.fixture(scope="module")
def with_months(file: Path) -> Iterator[Store]:
    with closing(Store(file)) as opened:
        yield opened


def assert_same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(ours.reset_index(drop=True), theirs.reset_index(drop=True))


def test_months_stand_beside_years_with_their_source(file: Path) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(
            """SELECT indicator_id, source_id, period, value, sign FROM value_current
            WHERE area_code = '16067' AND frequency = 'monthly' AND period IN ('2026-02', '2025-01') ORDER BY ALL"""
        ).fetchall()
    count = [months.unemployed("16067", month) for month in (26, 39)]
    assert rows == [
        ("employees", "employees_monthly", "2025-01", 60200, ""),
        ("employees", "employees_monthly", "2026-02", 60000, ""),
        ("unemployed", "unemployment_workbook", "2025-01", count[0], ""),
        ("unemployed", "unemployment_workbook", "2026-02", count[1], ""),
        ("unemployment_rate", "unemployment_workbook", "2025-01", 5.2, ""),
        ("unemployment_rate", "unemployment_workbook", "2026-02", 5.0, ""),
        ("vacancies", "vacancies", "2025-01", 480, ""),
        ("vacancies", "vacancies", "2026-02", 500, ""),
    ]


def test_months_of_both_sources_are_kept_as_vintages(file: Path) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(
            """SELECT source_id, retrieved_on, value FROM observation_vintage
            WHERE indicator_id = 'unemployed' AND area_code = '16067' AND period = '2026-01' ORDER BY ALL"""
        ).fetchall()
    told = [(source, str(day), value) for source, day, value in rows]
    assert told == [
        ("unemployment_monthly", "2026-02-05", 4000),
        ("unemployment_monthly", "2026-03-05", 4010),
        ("unemployment_workbook", "2026-03-05", months.unemployed("16067", 38)),
    ]


def test_months_of_a_workbook_stand_on_one_territory(file: Path) -> None:
    """What a reform put together later is one figure as published, not a sum that lacks a part."""
    with duckdb.connect(str(file), read_only=True) as connection:
        methods = connection.execute(
            "SELECT DISTINCT method FROM value_current WHERE area_code = $code AND source_id = 'unemployment_workbook'",
            {"code": months.RISES},
        ).fetchall()
        told = connection.execute(
            "SELECT DISTINCT territory_on FROM source WHERE producer LIKE '%Bundesagentur für Arbeit'"
        ).fetchall()
    assert methods == [("published",)] and [str(day) for (day,) in told] == ["2024-12-31"]


def test_the_months_of_the_region_are_sums_of_its_districts(file: Path) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        (found,) = connection.execute(
            """SELECT value FROM value_current
            WHERE indicator_id = 'unemployed' AND area_code = $land AND period = '2026-02'""",
            {"land": months.LAND},
        ).fetchone() or (None,)
    assert found == sum(months.unemployed(code, 39) for code in months.names())


def test_no_question_about_years_is_answered_otherwise(store: Store, with_months: Store) -> None:
    known = tuple(store.indicators.index)
    assert set(with_months.indicators.index) - set(known) == {"vacancies"}
    for indicator in known:
        assert store.periods(indicator) == with_months.periods(indicator), indicator
        assert_same(store.history(indicator), with_months.history(indicator))
        assert_same(store.cases(indicator), with_months.cases(indicator))
    assert_same(store.newest_values(known), with_months.newest_values(known))
    for area in ("16", months.RISES, "DG", store.region().area_code):
        assert_same(store.newest_two(area, known), with_months.newest_two(area, known))
        assert_same(store.series((area,), known), with_months.series((area,), known))
        figures = with_months.key_figures(area)
        assert_same(store.key_figures(area), figures[figures["indicator_id"].isin(known)])


def test_an_indicator_of_months_alone_offers_them(with_months: Store) -> None:
    assert with_months.periods("vacancies") == ["2025-01", "2025-02", "2025-12", "2026-01", "2026-02"]
    found = with_months.months("unemployed")
    assert len(found) == 22 * months.MONTHS and with_months.monthly(36)["indicator_id"].tolist() == [
        "unemployment_rate",
        "unemployed",
    ]


@pytest.mark.parametrize("page", [SITUATION, MAP, PROFILE, EXPOSURE])
def test_pages_about_years_say_the_same(page: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tables(visit(page))
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit(page)
    assert not app.exception and tables(app) == plain


def test_a_month_can_be_shown_on_the_map(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit(MAP, indicator="vacancies")
    assert not app.exception and "Februar 2026" in text(app)


def test_signals_are_looked_for_in_the_months(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit(PATTERNS, monthly="unemployed")
    assert not app.exception
    rows = tables(app)["Einen Blick wert: Arbeitslose"]
    assert [row[:2] for row in rows[1:]] == [["Wartburgkreis", DE("signals.up")]]


def test_a_month_is_followed_to_its_file_where_years_are_offered_elsewhere(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit(DATA, indicator="unemployed", of="16067", period="2026-02")
    count = DE.number(months.unemployed("16067", 39))
    assert not app.exception and not app.warning
    assert f"Arbeitslose, Gotha, Februar 2026: {DE.value(months.unemployed('16067', 39), 'Personen')}." in text(app)
    assert any(count in row for rows in tables(app).values() for row in rows)
    # The newest year is what is shown first, as on every other page.
    assert "Arbeitslose, Gotha, 2025:" in text(visit(DATA, indicator="unemployed", of="16067"))
    assert not visit(MAP, indicator="unemployed", period="2025").warning


def test_the_sources_of_the_months_are_listed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit(DATA)
    assert not app.exception and "Gemeldete Arbeitsstellen nach Monaten" in text(app)
