"""Tries to get a hidden figure back from what is worked out, drawn and taken away: each way that a reader has."""

import csv
import io
import json
import math

import numpy as np
import pandas as pd
import pytest
import python_calamine

from atlas.analysis.rates import poisson
from atlas.analysis.secrecy import TELLING, SecrecyError, exposed, may_show_sum, release
from atlas.analysis.structure import PARTS, location_quotient, shift_share
from atlas.charts.area_map import Addresses, Area, AreaMap, Shapes
from atlas.charts.map import district_map
from atlas.export import About, Column, Origin, Sheet, csv_for_excel, csv_for_programs, table_html, xlsx
from atlas.messages import words
from atlas.picture import Classing, Frame, Picture
from geo.clusters import getis_ord, local_moran, weights_of

# What b has is 777, and nobody may learn it; it is 1 377 less the others.
SECRET = 777.0
TOTAL = 1377.0
OTHERS = {"a": 500.0, "c": 60.0, "d": 40.0}
CODES = ["a", "b", "c", "d"]


def shown() -> pd.DataFrame:
    """Return what the publisher shows: b is hidden."""
    values = [OTHERS.get(code, math.nan) for code in CODES]
    signs = ["" if code in OTHERS else "." for code in CODES]
    return pd.DataFrame({"area_code": CODES, "period": "2024", "value": values, "sign": signs, "method": "published"})


@pytest.mark.parametrize("column", sorted(TELLING))
def test_no_column_that_tells_passes_beside_a_hidden_value(column: str) -> None:
    filled = shown().assign(**{column: [1.0, 2.0, 3.0, 4.0]})
    with pytest.raises(SecrecyError, match=rf"a {column} where") as refused:
        release(filled)
    assert "2.0" not in str(refused.value)
    assert release(filled.assign(**{column: [1.0, math.nan, 3.0, 4.0]}))[column].count() == 3


@pytest.mark.parametrize("column", sorted(TELLING))
def test_what_tells_goes_with_the_own_figure_that_is_blanked(column: str) -> None:
    own = {"area_code": "region", "period": "2024", "value": SECRET + 500, "sign": "", "method": "summed"}
    told = [1.0, math.nan, 3.0, 4.0, 5.0]
    released = release(pd.concat([shown(), pd.DataFrame([own])]).assign(**{column: told}), {"region": ["a", "b"]})
    assert released[column].tolist()[:1] + released[column].tolist()[2:4] == [1.0, 3.0, 4.0]
    assert released[[column, "value"]].iloc[[1, 4]].isna().all(axis=None)


def test_an_empty_text_tells_nothing_and_a_text_does() -> None:
    assert len(release(shown().assign(quadrant=["HH", "", "LL", "LL"]))) == 4
    with pytest.raises(SecrecyError, match="a quadrant"):
        release(shown().assign(quadrant=["HH", "HL", "LL", "LL"]))


def test_the_total_minus_the_others() -> None:
    """The one hidden cell of a shown total is readable from it; so no own sum may hold it, and the gate knows."""
    land = {"land": CODES}
    assert TOTAL - sum(OTHERS.values()) == SECRET
    assert exposed(["land"], land, {"b"}) == {"b"}
    assert exposed(["land"], land, {"b", "c"}) == frozenset()
    assert not may_show_sum(["a", "b"], ["land"], land, {"b", "c"})


def test_two_regions_that_overlap_in_all_but_the_hidden_one() -> None:
    """(a + b + c) − (a + c) is b: the second sum may not stand beside the first."""
    first = {"one": ["a", "b", "c"]}
    assert may_show_sum(first["one"], [], {}, {"b", "d"}) is False
    assert may_show_sum(["a", "b", "d"], [], {}, {"b", "d"})
    assert not may_show_sum(["a", "b", "c", "d"], ["wide"], {"wide": ["a", "d", "c"]}, {"b", "d"})


def test_a_sum_of_a_year_and_the_change_to_it() -> None:
    """A hidden figure of this year is that of last year plus the change: a change is a sum with factors."""
    change = {("b", 2024): 1.0, ("b", 2023): -1.0}
    assert not may_show_sum(change, [], {}, {("b", 2024)})


def test_ranks_leave_no_gap_and_count_only_what_is_shown() -> None:
    """With b among them c would be third; as it is, nothing says that one stands between a and c."""
    ranks = release(shown())["value"].rank(ascending=False)
    assert ranks.tolist()[0] == 1 and ranks.tolist()[2:] == [2, 3]
    assert math.isnan(ranks[1])


def test_shift_share_of_a_hidden_branch_cannot_be_undone() -> None:
    """mix + regional = growth − national: both stay empty where a branch is hidden, though the totals are shown."""
    start = pd.DataFrame({"x": [100.0, 200.0], "y": [300.0, 750.0]}, index=["a", "b"])
    end = pd.DataFrame({"x": [110.0, 190.0], "y": [330.0, SECRET]}, index=["a", "b"])
    nation = pd.Series({"x": 1000.0, "y": 4000.0})
    later = pd.Series({"x": 900.0, "y": 4600.0})
    leaky = shift_share(start, end, nation, later)
    # growth of all its branches less that of the shown one, on top of where it began.
    assert leaky["growth"]["b"] - (190.0 - 200.0) + 750.0 == SECRET
    sums = {"total_start": start.sum(axis=1), "total_end": end.sum(axis=1)}
    found = shift_share(start, end.mask(end == SECRET), nation, later, **sums)
    assert found.loc["a", PARTS].notna().all()
    assert found.loc["b", ["mix", "regional"]].isna().all()
    hidden = pd.DataFrame({"value": [330.0, math.nan], "sign": ["", "."]}, index=["a", "b"])
    for part in PARTS:
        with pytest.raises(SecrecyError, match=f"a {part} where"):
            release(hidden.join(leaky[[part]]))
    assert release(hidden.join(found[["mix", "regional"]])).loc["a"].notna().all()


def test_a_location_quotient_gives_the_jobs_back_and_is_refused() -> None:
    jobs = SECRET
    quotient = location_quotient(jobs, 2000.0, 50_000.0, 400_000.0)
    assert quotient * 2000.0 * 50_000.0 / 400_000.0 == pytest.approx(SECRET)
    with pytest.raises(SecrecyError, match="a quotient"):
        release(shown().assign(quotient=[1.0, quotient, 1.0, 1.0]))
    hidden = location_quotient(pd.Series({"b": math.nan}), 2000.0, 50_000.0, 400_000.0)
    assert hidden.isna().all()


def test_clusters_made_of_shown_figures_say_nothing_of_the_hidden_one() -> None:
    """The figures of b's neighbours come out alike whatever b is; made with it, its own z gives it back."""
    weights = weights_of([("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")], CODES)
    open_figures = release(shown()).set_index("area_code")["value"]
    with_it = open_figures.fillna(SECRET)
    for statistic in (local_moran, getis_ord):
        found = statistic(open_figures, weights, 99)
        assert found.loc["b"].drop(["label", "quadrant"], errors="ignore").isna().all()
        passed = release(shown().set_index("area_code").join(found))
        assert passed.loc["b", "label"] == "no value"
        leaky = statistic(with_it, weights, 99)
        rest = with_it[list(OTHERS)]
        others = leaky.loc[list(OTHERS), "z"]
        scale = (rest["a"] - rest["c"]) / (others["a"] - others["c"])
        assert rest["a"] + scale * (leaky.loc["b", "z"] - others["a"]) == pytest.approx(SECRET)
        with pytest.raises(SecrecyError, match="a z where"):
            release(shown().set_index("area_code").join(leaky))


def test_the_cases_behind_a_hidden_rate_and_its_interval() -> None:
    """Cases over the known base are the rate: cases, base and both ends of the interval are hidden with it."""
    low, high = poisson(pd.Series([5.0, SECRET, 6.0, 7.0]), 10.0)
    for name, column in {"cases": [5, SECRET, 6, 7], "base": [1, 1, 1, 1], "low": low, "high": high}.items():
        with pytest.raises(SecrecyError, match=f"a {name} where"):
            release(shown().assign(**{name: np.asarray(column, dtype=float)}))


PICTURE = Picture(
    "map", "plants", "land", "2024", "de", "t", "s", "q", "st",
    classing=Classing("quantiles", (40.0, 60.0, 500.0)), frame=Frame(10, 50, 12, 51),
)  # fmt: skip


def test_pointing_at_a_hidden_district_says_no_more_than_its_sign() -> None:
    rows = release(shown()).assign(class_index=[1, -1, 1, 0], few=False, added=["5 Fälle", "", "6 Fälle", "7 Fälle"])
    told = words("de").sign
    areas = tuple(
        Area(code, code, 11, 50.5, 900, value, sign, step, text=told(sign) if sign else f"{value:.0f}", added=added)
        for code, value, sign, step, added in zip(
            *(rows[name].tolist() for name in ("area_code", "value", "sign", "class_index", "added")), strict=True
        )
    )
    figure = district_map(PICTURE, AreaMap("classes", areas, Shapes({}), Addresses("d.geojson"), "", chosen="b"))
    (empty,) = [t for t in figure["data"] if t.get("locations") == ["b"] and "hovertemplate" in t]
    assert told(".") in empty["hovertemplate"] and "hovertext" not in empty and empty["z"] == [0]
    assert "777" not in json.dumps(figure)


def test_no_file_holds_a_hidden_figure_or_what_stands_beside_it() -> None:
    """Even where a careless frame still has the number, the sign is written in its place, in each kind of file."""
    careless = shown().assign(cases=[1.0, 7.0, 2.0, 3.0], name=CODES)
    careless.loc[1, "value"] = SECRET
    with pytest.raises(SecrecyError):
        release(careless)
    columns = (
        Column("name", "Gebiet"),
        Column("value", "Zahl", "number", sign="sign"),
        Column("cases", "Fälle", "number", sign="sign"),
    )
    sheet = Sheet(About("t", (Origin("q", "l"),)), columns, careless, words("de"))
    lines = list(csv.DictReader(io.StringIO(csv_for_programs(sheet).decode())))
    assert [(line["value"], line["value_sign"], line["cases"]) for line in lines][1] == ("", ".", "")
    book = python_calamine.load_workbook(io.BytesIO(xlsx(sheet)))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert SECRET not in cells
    for written in (csv_for_excel(sheet).decode(), table_html(careless, columns, "t", words("de"))):
        assert "777" not in written
