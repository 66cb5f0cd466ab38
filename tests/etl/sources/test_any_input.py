"""Whatever a file holds: every source's own reader returns a tidy frame or raises one of our errors, nothing else."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from etl.errors import AtlasError
from etl.formats.pick import COLUMNS
from etl.sources import all_sources, commuters, election_structure, inkar, regionalatlas
from tests.bench.reading import HEADER
from tests.etl.formats.test_any_input import damaged
from tests.etl.sources.test_municipalities import SHEET
from tests.standin import arbeitsagentur as ba
from tests.standin import bkg, workbooks

RECORDED = Path(__file__).parents[1] / "formats" / "recorded"
MODULES = {module.SOURCE.id: module for module in all_sources()}
NAMES = {"16063": "Erster Kreis", "16067": "Zweiter Kreis"}
# Where the readers start a process or a library of outlines, fewer examples.
SLOW = {"boundaries": 5, "municipalities": 8, "short_time_work": 8, "unemployment_workbook": 8}
QUICK = 15


def recorded(name: str) -> Callable[[Path], tuple[str, bytes]]:
    """Return a maker of a recorded excerpt."""
    return lambda _: (name, (RECORDED / name).read_bytes())


def text(name: str, *lines: str) -> Callable[[Path], tuple[str, bytes]]:
    """Return a maker of a small file of text."""
    return lambda _: (name, "".join(f"{line}\n" for line in lines).encode())


def flat(table: str, slots: str, *rows: str) -> Callable[[Path], tuple[str, bytes]]:
    """Return a maker of a flat file of a table with a second variable and these measures."""
    lines = [f"{table[:5]};S;STAG;Stichtag;2024-06-30;KREISE;Kreise;16063;Erster Kreis;{slots};{row}" for row in rows]
    return text(f"{table}__retrieved-2026-11-23.csv", HEADER, *lines)


def answered(table: str, stem: str, rows: list[list[float]]) -> Callable[[Path], tuple[str, bytes]]:
    """Return a maker of an answer of the Bundesagentur."""
    return text(f"{stem}-kreis-16063__retrieved-2026-03-01.csv", ba.answer(table, NAMES["16063"], "2026-02", rows))


def booklet(_: Path) -> tuple[str, bytes]:
    values: dict[str, list[float | str]] = {code: [1.0, "*"] for code in NAMES}
    data = ba.booklet(NAMES, date(2026, 1, 1), values, values)
    return "arbeitslose-quoten__retrieved-2026-03-01__2026-02.zip", data


def notices(_: Path) -> tuple[str, bytes]:
    values: dict[str, list[float | str]] = {code: [3, 1, 40, 2] for code in NAMES}
    sheet = {"Tab-08-KR-Anz-Betr-Pers": ba.notices(NAMES, "2026-02", values)}
    return "kurzarbeit__retrieved-2026-03-01__2026-02.xlsb", workbooks.xlsb(sheet)


def register(_: Path) -> tuple[str, bytes]:
    rows: workbooks.Rows = [list(row) for row in SHEET]
    return "AuszugGV2QAktuell__2024.xlsx", workbooks.xlsx({"Gemeinden": rows})


def outlines(folder: Path) -> tuple[str, bytes]:
    areas = {"16063": box(10, 50, 10.5, 50.5), "16067": box(10.5, 50, 11, 50.5)}
    return "vg250_12-31__retrieved-2026-11-23__2024.zip", bkg.edition(folder / "made", areas)


def matrix(folder: Path) -> tuple[str, bytes]:
    keys = json.dumps([dict.fromkeys(NAMES, 10.0), dict.fromkeys(NAMES, 50.0)])
    (folder / commuters.KEYS).write_text(keys, encoding="utf-8")
    return "commuter_mobility.txt", b"0.0 12.5\n7.0 0.0\n"


MADE: dict[str, Callable[[Path], tuple[str, bytes]]] = {
    "boundaries": outlines,
    "commuter_balance": flat(
        "13111-09-01-4-B", "GES;Geschlecht;;Insgesamt", "12;Anzahl;X1;Einpendler", "9;Anzahl;X2;Auspendler"
    ),
    "commuters": matrix,
    "election_structure": text(
        "ew24.csv", f"Land;Kreis;Name;{election_structure.SHARE}", "Land;16063;Erster Kreis;41,0"
    ),
    "employees": recorded("flat_levels_13111-01-03-4.csv"),
    "employees_by_branch": recorded("classic_stichtag_13111-07-05-4.csv"),
    "employees_monthly": answered(ba.BST, "bst", [[60000, 60100, 60200]]),
    "gdp": flat("82111-01-05-4", ";;;", "6021;Mill. EUR;X1;Bruttoinlandsprodukt zu Marktpreisen"),
    "inkar": text(
        "inkar.csv",
        ",".join(["county_code", "year", *inkar.MEASURES]),
        ",".join(["16063", "2020", "1.5", "2.5", "3.5"]),
    ),
    "insolvencies": recorded("flat_52411-02-01-4.csv"),
    "manufacturing_by_branch": recorded("classic_codes_42111-02-03-4.csv"),
    "municipalities": register,
    "population": recorded("flat_old_12411-01-01-4.csv"),
    "regionalatlas": text("a.csv", f"ags,name,jahr,{regionalatlas.RATE}", "16063,Erster Kreis,2022,5.0"),
    "short_time_work": notices,
    "trade_notifications": recorded("classic_nested_52311-01-04-4.csv"),
    "unemployment": recorded("classic_cp1252_13211-02-05-4.csv"),
    "unemployment_monthly": answered(ba.ALO, "alo", [[4000, 4100, 4200], [5.1, 5.2, 5.3]]),
    "unemployment_workbook": booklet,
    "vacancies": answered(ba.STEA, "stea", [[500, 510, 520]]),
}
# Their formats are those of others above, and no excerpt of theirs is at hand.
WITHOUT = {"establishments", "manufacturing"}


def assert_tidy(frame: Any) -> None:
    """Assert what every frame of figures keeps to; other frames have rows."""
    assert len(frame)
    if list(frame.columns) == COLUMNS:
        assert (frame["value"].isna() == (frame["sign"] != "")).all()
        assert frame["value"].dropna().abs().lt(1e19).all()
        assert not frame.drop(columns="value").isna().any().any()
        assert not frame.duplicated(["indicator_id", "area_code", "period"]).any()


def check(source_id: str, file: Path, content: bytes) -> None:
    """Read a file with these bytes."""
    file.write_bytes(content)
    try:
        frame = MODULES[source_id].clean(file)
    except AtlasError as fault:
        assert len(str(fault)) < 5000
        return
    assert_tidy(frame)


def test_every_source_is_here() -> None:
    assert set(MADE) | WITHOUT == set(MODULES)


@pytest.mark.parametrize("source_id", sorted(MADE))
def test_the_whole_file_is_read(tmp_path: Path, source_id: str) -> None:
    name, content = MADE[source_id](tmp_path)
    (tmp_path / name).write_bytes(content)
    assert_tidy(MODULES[source_id].clean(tmp_path / name))


@pytest.mark.parametrize("source_id", sorted(MADE))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=QUICK)
@given(content=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, source_id: str, content: bytes) -> None:
    name, _ = MADE[source_id](tmp_path)
    check(source_id, tmp_path / name, content)


@pytest.mark.parametrize("source_id", sorted(MADE))
def test_a_damaged_file(tmp_path: Path, source_id: str) -> None:
    name, content = MADE[source_id](tmp_path)

    @settings(deadline=None, max_examples=SLOW.get(source_id, QUICK))
    @given(content=damaged(content))
    def read(content: bytes) -> None:
        check(source_id, tmp_path / name, content)

    read()
