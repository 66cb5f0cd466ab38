"""Rates of few cases on the map: not coloured, not ranked, but told with cases and interval; a real year of Germany."""

import csv
import io
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import python_calamine
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from atlas.ui import small_numbers
from atlas.ui.controls import Choice
from atlas.ui.figures import Figures, figures, frozen_classes
from atlas.ui.visit import Visit, today
from tests.pages.visits import PROFILE, html, links, plain, sentences, tables, text, visit

RATE, POOLED = "insolvency_rate", "insolvency_rate_3y"
# The districts of Germany with fewer than five insolvencies in 2024, and how many they had: table 52411-02-01-4.
FEW = {"07311": 4, "09464": 3, "09479": 4, "09561": 0, "09565": 3, "09662": 4, "12053": 4}
# Exact 95 % intervals of so many cases, from any table of the Poisson distribution.
INTERVALS = {0: (0.0, 3.689), 3: (0.619, 8.767), 4: (1.090, 10.242), 27: (17.793, 39.284)}


def shown(store: Store, area: str, period: str = "2024", indicator: str = RATE) -> Figures:
    """Return the figures of a map."""
    choice = Choice(store.indicator_rows[indicator], period, area, None, today(), "quantiles")
    return figures(Visit(words("de"), store, store.region()), choice)


@cache
def page(lang: str, area: str = "DG", period: str = "2024", indicator: str = RATE, district: str = "-") -> AppTest:
    """Return a visit to the map of a rate."""
    return visit(indicator=indicator, period=period, area=area, lang=lang, district=district)


def test_which_districts_have_fewer_than_five_cases(store: Store) -> None:
    districts = shown(store, "DG").districts
    few = districts[districts["few"]]
    assert dict(zip(few["area_code"], few["cases"].astype(int), strict=True)) == FEW
    assert few["value"].notna().all() and few["class"].eq(-1).all()
    assert districts.loc[~districts["few"], "class"].ge(0).all()
    counted = store.values("insolvencies", "2024").set_index("area_code")["value"]
    assert districts.set_index("area_code")["cases"].equals(counted[districts["area_code"]].rename("cases"))


def test_the_interval_is_that_of_the_cases_over_the_employees(store: Store) -> None:
    employees = store.values("employees", "2024-06-30").set_index("area_code")["value"]
    rows = shown(store, "DG").districts.set_index("area_code")
    for code, cases in {**FEW, "16063": 27}.items():
        for name, end in zip(("low", "high"), INTERVALS[cases], strict=True):
            assert rows.at[code, name] * employees[code] / 10_000 == pytest.approx(end, abs=0.001)


def test_three_years_count_the_cases_of_three_years(store: Store) -> None:
    one, two, three = (
        store.values("insolvencies", year).set_index("area_code")["value"] for year in ("2013", "2014", "2015")
    )
    cases = shown(store, "DG", "2015", POOLED).districts.set_index("area_code")["cases"]
    assert cases.to_dict() == {code: one[code] + two[code] + three[code] for code in cases.index}
    assert cases["16063"] == 33 + 37 + 40


def test_länder_and_the_country_are_never_left_out(store: Store) -> None:
    others = shown(store, "16").others
    assert not others["few"].any()
    assert others[["cases", "low", "high"]].notna().all(axis=None)


def test_no_other_indicator_has_cases(store: Store) -> None:
    assert [key for key, row in store.indicator_rows.items() if small_numbers.is_counted(row)] == [RATE, POOLED]
    assert "cases" not in shown(store, "16", "2025", "unemployment_rate").districts
    assert store.cases("unemployment_rate").empty


def test_classes_are_cut_without_figures_of_few_cases(store: Store) -> None:
    """The lowest figure of all years is that of a district without a case; no class begins there."""
    history = store.history(RATE)
    cases = small_numbers.cases(store, RATE)["cases"]
    enough = [row["value"] for row in records(history) if cases[row["period"], row["area_code"]] >= 5]
    assert history["value"].min() == 0 < min(enough)
    assert frozen_classes(store, RATE, "DG", "quantiles").limits[0] == round(min(enough), 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_ranks_none_of_them(store: Store, lang: str) -> None:
    told, w = sentences(page(lang))[0], words(lang)
    assert w("few.left_out", n=7, least=5) in told
    assert w("sentence.figures_all", n=400) in told
    assert not any(store.names[lang][code] in told for code in FEW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_counts_them_apart(lang: str) -> None:
    w, told = words(lang), html(page(lang))
    (row,) = re.findall(r'<li><i class="few"[^>]*></i>(.*?)</li>', told)
    assert plain(row) == w("few.legend", least=5) + w("legend.count", n=7)
    counts = re.findall(r'<li><i class="\w*" style[^>]*></i>.*?<span>(\d+)', told)
    assert sum(map(int, counts)) == 400
    # In Thuringia none has so few: nothing is said of what is not on the map.
    assert 'class="few"' not in html(page(lang, "16"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rule_stands_below_the_map_and_leads_to_three_years(lang: str) -> None:
    w = words(lang)
    told = text(page(lang))
    assert w("few.rule", least=5) in told and w("few.how") in told
    assert w("few.pooled_other", own=10, period=w.period("2024")) in told
    way = [link for link in links(page(lang)) if link.get("indicator") == [POOLED]]
    assert [(link["period"], link["area"]) for link in way] == [(["2015"], ["DG"])]
    earlier = page(lang, period="2015")
    assert w("few.pooled", own=10) in text(earlier)
    assert [link["period"] for link in links(earlier) if link.get("indicator") == [POOLED]] == [["2015"]]


def test_nothing_is_said_of_cases_below_another_map_or_that_of_three_years() -> None:
    de = words("de")
    assert de("few.rule", least=5) not in text(visit(indicator="unemployment_rate", lang="de"))
    pooled = page("de", indicator=POOLED, period="2015")
    assert de("few.rule", least=5) in text(pooled)
    assert de("few.pooled", own=10) not in text(pooled)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_panel_tells_cases_and_interval(lang: str) -> None:
    w = words(lang)
    panel = plain(html(page(lang, "16", district="16063")).partition('<dl class="atlas-figures">')[2])
    low, high = (w.number(end / 60_331 * 10_000, 2) for end in INTERVALS[27])
    assert w("few.interval", cases=w("few.cases", n=27), low=low, high=high) in panel


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_profile_tells_cases_and_interval(lang: str) -> None:
    w = words(lang)
    low, high = (w.number(end / 24_928 * 10_000, 2) for end in INTERVALS[3])
    told = text(visit(PROFILE, district="09464", lang=lang))
    assert w("few.interval", cases=w("few.cases", n=3), low=low, high=high) in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_and_the_files_hold_cases_and_interval(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Callable[[], bytes]] = {}

    def take(label: str, data: Callable[[], bytes], *args: Any, key: str, **kwargs: Any) -> bool:
        made[key.removeprefix("download_")] = data
        return False

    monkeypatch.setattr(st, "download_button", take)
    w, app = words(lang), visit(indicator=RATE, period="2024", area="DG", lang=lang)
    head, *body = next(iter(tables(app).values()))
    wanted = [w("few.column_cases"), w("few.column_low"), w("few.column_high")]
    assert [name.partition(" (")[0] for name in head[3:6]] == wanted
    rows = {row[1]: row for row in body}
    assert rows["09464"][3:6] == ["3", w.number(0.25, 2), w.number(3.52, 2)]
    assert w("few.legend", least=5) in rows["09464"][6]
    assert w("few.legend", least=5) not in rows["16063"][6]
    lines = {line["area_code"]: line for line in csv.DictReader(io.StringIO(made["csv_program"]().decode()))}
    assert float(lines["09561"]["value"]) == float(lines["09561"]["cases"]) == float(lines["09561"]["low"]) == 0
    assert math.isclose(float(lines["09464"]["high"]), INTERVALS[3][1] / 24_928 * 10_000, rel_tol=1e-4)
    book = python_calamine.load_workbook(io.BytesIO(made["xlsx"]()))
    names, *cells = book.get_sheet_by_name(w("about.data_sheet")).to_python()
    at = names.index(w("few.column_cases"))
    assert {row[1]: row[at] for row in cells if row[1] in FEW} == FEW
