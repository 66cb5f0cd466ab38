"""Answers of a service that nobody gave: tables in the publisher's form with figures invented from those that ship."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.databases import SNAPSHOTS

NEWEST = SNAPSHOTS / "population" / "12411-01-01-4__retrieved-2026-03-10.ffcsv.parquet"
HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;"
    "2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label"
)
LINE = (
    "12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{period};KREISE;Kreise und kreisfreie Städte;{area};"
    "{area};GES;Geschlecht;;Insgesamt;{value};Anzahl;BEVSTD;Bevölkerungsstand"
)

THIRD = "3_variable_code;3_variable_label;3_variable_attribute_code;3_variable_attribute_label;"
EMPLOYEES = (
    "13111;Beschäftigte;STAG;Stichtag;{period};KREISE;Kreise;{area};{area};NAT;Nationalität;;Insgesamt;"
    "GES;Geschlecht;;Insgesamt;{value};Anzahl;ERW032;Sozialversicherungspfl. Beschäftigte (Arbeitsort)"
)


def inhabitants() -> dict[str, int]:
    """Return district -> inhabitants on 31 December 2024, as the newest file that ships says."""
    rows = duckdb.execute(
        f"SELECT area_code, CAST(value AS BIGINT) FROM '{NEWEST.as_posix()}' "
        "WHERE period = '2024-12-31' AND sign = '' AND length(area_code) = 5 AND indicator_id = 'population'"
    ).fetchall()
    return dict(rows)


def population(raw: Path, values: Mapping[str, object], period: str, day: str = "2026-11-20") -> Path:
    """Write an answer of the table of inhabitants below `raw`, where `etl fetch` keeps it; return the file."""
    lines = [LINE.format(period=period, area=area, value=value) for area, value in values.items()]
    return _written(raw / "regionalstatistik" / f"12411-01-01-4__retrieved-{day}__{period[:4]}.csv", [HEAD, *lines])


def employees(raw: Path, values: Mapping[str, object], period: str, day: str = "2026-11-20") -> Path:
    """Write an answer of the table of employees below `raw`; return the file."""
    head = HEAD.replace("value;value_unit", f"{THIRD}value;value_unit")
    lines = [EMPLOYEES.format(period=period, area=area, value=value) for area, value in values.items()]
    return _written(raw / "regionalstatistik" / f"13111-01-03-4__retrieved-{day}__{period[:4]}.csv", [head, *lines])


def _written(file: Path, lines: list[str]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return file
