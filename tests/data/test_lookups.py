"""The hand-kept tables against the publishers' files: read here a second time, line by line."""

import csv
import re
import tomllib
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

LOOKUPS = Path("data") / "lookups"
# Printed with figures for the old and for the new keys of one country at once.
BOTH = {"13211": range(2001, 2007), "52311": range(1998, 2008)}
Table = dict[tuple[str, str], list[str]]
Pair = tuple[str, str]


class Change(NamedTuple):
    day: str
    kind: str
    to_is_new: bool


@pytest.fixture(scope="module")
def changes(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / LOOKUPS / "area_change.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def tables(raw: Path) -> dict[str, Table]:
    """Return the classic tables of 2017 by statistic: (area code, ISO day) -> cells."""
    found = {}
    for file in sorted((raw / "regionalstatistik").glob("*__retrieved-2017-10-10.csv")):
        if not file.name.startswith("42111-02"):
            found[file.name[:5]] = read(file)
    return found


def read(file: Path) -> Table:
    cells: Table = {}
    for row in csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";"):
        if len(row) > 3 and re.fullmatch(r"(\d\d\.\d\d\.)?\d{4}", row[0]) and re.fullmatch(r"\d{5}", row[1]):
            day, month, year = row[0].split(".") if "." in row[0] else ("31", "12", row[0])
            cells[row[1], f"{year}-{month}-{day}"] = row[3:]
    return cells


def reforms(changes: pd.DataFrame, statistic: str) -> dict[Pair, Change]:
    """Return what holds for a statistic: its own lines instead of the general ones."""
    lines = changes[changes["kind"] != "transfer"]
    found: dict[Pair, Change] = {}
    for which in ("*", statistic):
        for line in lines[lines["statistic"] == which].itertuples():
            found[str(line.area_code_from), str(line.area_code_to)] = Change(
                str(line.effective_on), str(line.kind), str(line.to_is_new) == "true"
            )
    return found


def has_figure(cells: list[str] | None) -> bool:
    return cells is not None and cells[0].isdecimal() and cells[0] != "0"


def test_lines_are_whole(changes: pd.DataFrame) -> None:
    assert not changes.duplicated(["statistic", "area_code_from", "area_code_to"]).any()
    assert changes["effective_on"].map(date.fromisoformat).notna().all()
    assert changes["source_url"].str.startswith("https://").all() and changes["source"].ne("").all()
    whole = changes[changes["kind"].isin(["merger", "rename"])]
    assert set(whole["share_population"]) == set(whole["share_employees"]) == {"1"}
    assert set(changes.loc[changes["kind"] == "split", "share_population"]) == {""}
    whole_general = whole[whole["statistic"] == "*"]
    assert whole_general["area_code_from"].is_unique


def faults_of(table: Table, pair: Pair, change: Change, day: str, printed_twice: bool) -> list[str]:
    """Return what is wrong about one reform in one period of one table."""
    old, new = pair
    old_has, new_has = has_figure(table.get((old, day))), has_figure(table.get((new, day)))
    secret = table.get((old, day), [""])[0] == "."
    if day >= change.day:
        twice = old_has and not printed_twice and change.kind != "split"
        return ["no figure under the new key"] * (not new_has) + ["a figure under the old key"] * twice
    missing = not old_has and not secret and old != "05313"
    early = change.to_is_new and new_has
    return ["no figure under the old key"] * missing + [f"a figure under {new} too early"] * early


def test_every_figure_stands_under_the_key_that_holds(changes: pd.DataFrame, tables: dict[str, Table]) -> None:
    faults = {}
    for statistic, table in tables.items():
        for pair, change in reforms(changes, statistic).items():
            for day in {day for _, day in table}:
                printed_twice = int(day[:4]) in BOTH.get(statistic, ())
                if found := faults_of(table, pair, change, day, printed_twice):
                    faults[statistic, pair, day] = found
    # Printed under 03152 in the file of 2017, under 03159 in the one of 2021: said in the note.
    assert faults.pop(("13211", ("03152", "03159"), "2016-12-31"))
    assert faults.pop(("13211", ("03156", "03159"), "2016-12-31"))
    assert faults == {}


def test_every_dissolved_key_with_figures_is_covered(changes: pd.DataFrame, tables: dict[str, Table]) -> None:
    """A key of 2017 that today's register does not know stands in the lookup."""
    known = set(changes["area_code_from"])
    today = {new for table in tables.values() for new, day in table if day >= "2015-01-01"}
    for table in tables.values():
        last_days = sorted({day for _, day in table})[-1]
        gone = {
            code
            for (code, _), cells in table.items()
            if has_figure(cells) and not has_figure(table.get((code, last_days)))
        }
        assert gone & today <= known


def test_the_saxon_reform_joined_whole_districts(changes: pd.DataFrame, tables: dict[str, Table]) -> None:
    """52311 prints 2001 to 2007 under both keys: each cell of the new one is the sum of the old ones."""
    pairs = sorted((new, old) for old, new in reforms(changes, "52311") if new.startswith("14"))
    table, equal = tables["52311"], 0
    for new, members in groupby(pairs, key=lambda pair: pair[0]):
        olds = [old for _, old in members]
        for year in range(2001, 2008):
            day = f"{year}-12-31"
            for cell, parts in zip(table[new, day], zip(*(table[old, day] for old in olds), strict=True), strict=True):
                if cell != ".":
                    assert int(cell) == sum(map(int, parts)), (new, day)
                    equal += 1
    assert equal == 728


def test_moves_that_left_both_keys_carry_their_shares(changes: pd.DataFrame) -> None:
    moved = changes[changes["kind"] == "transfer"].set_index("area_code_from")
    assert moved["area_code_to"].to_dict() == {"16063": "16066", "16070": "16054", "16073": "16072"}
    assert moved["share_population"].astype(float).round(4).tolist() == [0.0268, 0.0195, 0.0208]
    assert moved["share_employees"].astype(float).round(4).tolist() == [0.0167, 0.0077, 0.0151]
    assert set(moved["effective_on"]) == {"2019-01-01"}


def test_shares_are_those_of_the_conversion_key(changes: pd.DataFrame, raw: Path) -> None:
    key = pd.read_csv(raw.parent / "facts" / "area_change_bbsr.csv", dtype=str)
    key = key[key["year_from"] == "2018"].set_index(["area_code_from", "area_code_to"])
    for line in changes[changes["kind"] == "transfer"].itertuples():
        pair = (str(line.area_code_from), str(line.area_code_to))
        for share in ("share_population", "share_employees"):
            assert float(str(getattr(line, share))) == float(str(key[share].loc[pair]))


def test_region_and_nodes_fit_together(root: Path) -> None:
    region = tomllib.loads((root / LOOKUPS / "region.toml").read_text(encoding="utf-8"))
    nodes = pd.read_csv(root / LOOKUPS / "nodes.csv", dtype=str)
    status = pd.read_csv(root / LOOKUPS / "node_status.csv", dtype=str)
    assert len(region["district_codes"]) == 6 and region["territory_on"] == "2024-12-31"
    assert {code[:2] for code in region["district_codes"]} == set(region["land_codes"])
    assert set(nodes["area_code"]) == set(region["district_codes"]) - {"16070"}
    assert (nodes["municipality_code"].str[:5] == nodes["area_code"]).all()
    assert nodes["coordinate_note_de"].str.contains("nicht das Gebäude").all()
    assert set(status["node_id"]) == set(nodes["node_id"])
    open_on = status.loc[status["status"] == "open", "since"]
    assert [(open_on <= day).sum() for day in ("2024-06-01", "2024-09-30", "2024-12-31")] == [1, 3, 5]


def test_tables_are_described(root: Path) -> None:
    """Each table, with each of its columns, is described in the README beside it."""
    described = (root / LOOKUPS / "README.md").read_text(encoding="utf-8")
    for name in ("area_change", "regions", "nodes", "node_status", "events", "event_coverage", "funding"):
        header = (root / LOOKUPS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [column for column in header if f"`{column}`" not in described] == [], name
