"""The default exposure index: its lookup, its arithmetic by hand, and the same by the functions of the app."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from atlas.analysis.index import aggregate, normalise
from atlas.store import Store
from etl import build
from etl.indicators import INDICATORS
from tests.databases import LOOKUPS, SNAPSHOTS, lookups_of

KNOWN = {indicator.id: indicator for indicator in INDICATORS}


def every_line() -> list[dict[str, str]]:
    """Return the lines of the lookup."""
    with (LOOKUPS / "exposure.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def lines() -> list[dict[str, str]]:
    """Return the lines that count in the published index."""
    return [line for line in every_line() if float(line["weight"])]


def test_the_lookup_says_of_each_ingredient_why_and_how() -> None:
    assert sum(float(line["weight"]) for line in lines()) == 100
    assert {line["indicator_id"] for line in lines()} == set(KNOWN["exposure_index"].inputs)
    lasting = {line["indicator_id"] for line in lines() if line["needs_register"] == "false"}
    assert lasting == set(KNOWN["exposure_index_country"].inputs)
    for line in every_line():
        assert min(len(line["reason_de"]), len(line["reason_en"])) > 40
        worse = KNOWN[line["indicator_id"]].direction
        assert worse == "neutral" or (worse == "higher_is_worse") == (line["higher_is_worse"] == "true")


def test_one_score_by_hand(store: Store) -> None:
    """33.5 % in manufacturing, 6.8 % fewer employees, 6.0 % unemployed, 1.5 points more, 4.5 cases, 16.1 jobs."""
    found = store.newest_values(tuple(line["indicator_id"] for line in lines()))
    own = found[found["area_code"] == "16063"].set_index("indicator_id")["value"]
    total = 0.0
    for line in lines():
        low, high = float(line["low"]), float(line["high"])
        share = min(max((own[line["indicator_id"]] - low) / (high - low), 0), 1)
        total += float(line["weight"]) * (share if line["higher_is_worse"] == "true" else 1 - share)
    value = store.values("exposure_index", "2025").set_index("area_code").loc["16063", "value"]
    assert value == pytest.approx(total) == pytest.approx(70.093, abs=0.001)


@pytest.mark.parametrize("indicator", ["exposure_index", "exposure_index_country"])
def test_the_functions_of_the_app_give_the_same(store: Store, indicator: str) -> None:
    rows = store.exposure()
    rows = rows[rows["indicator_id"].isin(KNOWN[indicator].inputs)].set_index("indicator_id")
    found = store.newest_values(tuple(rows.index))
    values = found.pivot(index="area_code", columns="indicator_id", values="value")[list(rows.index)]
    goalposts = {str(name): (float(row["low"]), float(row["high"])) for name, row in rows.iterrows()}
    scaled = normalise(values, "goalposts", goalposts=goalposts, higher_is_worse=rows["higher_is_worse"])
    again = 100 * aggregate(scaled, rows["weight"], "arithmetic")
    stored = store.values(indicator, "2025").set_index("area_code")["value"].dropna()
    assert len(stored) == {"exposure_index": 25, "exposure_index_country": 421}[indicator]
    pd.testing.assert_series_equal(again[stored.index], stored, check_names=False)


def built_with(given: str, wanted: str, folder: Path) -> Store:
    """Return a database made with one change of the lookup."""
    lookups = lookups_of(LOOKUPS, folder / "lookups")
    file = lookups / "exposure.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(given) == 1
    file.write_text(text.replace(given, wanted), encoding="utf-8")
    build.write(SNAPSHOTS, lookups, folder / "other.duckdb")
    return Store(folder / "other.duckdb")


def test_a_further_ingredient_of_no_weight_changes_nothing(store: Store, tmp_path: Path) -> None:
    other = built_with("employees_change_1y_pct,0,-2.5,2.5", "employees_change_1y_pct,0,-3,3", tmp_path)
    assert other.info["exposure_version"] == store.info["exposure_version"]
    one, two = (held.newest_values(("exposure_index", "exposure_index_country")) for held in (store, other))
    pd.testing.assert_frame_equal(one, two)
    other.close()


def test_another_goalpost_is_another_version(store: Store, tmp_path: Path) -> None:
    other = built_with("25,5,40,true", "25,5,45,true", tmp_path)
    assert other.info["exposure_version"] != store.info["exposure_version"]
    one, two = (held.values("exposure_index", "2025").set_index("area_code")["value"] for held in (store, other))
    assert two["16063"] < one["16063"]
    other.close()
