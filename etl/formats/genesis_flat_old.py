"""The flat CSV of GENESIS until 2025: one row per area and category, one column per measure."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.formats import tidy
from etl.formats.cells import has_point, read_cells
from etl.formats.content import Content, shown
from etl.formats.flat_csv import FlatFile, header_of, read_flat
from etl.formats.flat_rows import REGIONAL, STATISTIC, facts
from etl.formats.genesis_flat import described

FIXED = ["Statistik_Code", "Statistik_Label", "Zeit_Code", "Zeit_Label", "Zeit"]
SLOT = ["Merkmal_Code", "Merkmal_Label", "Auspraegung_Code", "Auspraegung_Label"]
MEASURE = re.compile(r"(?P<code>[0-9A-Z]+)__(?P<label>.+)__(?P<unit>.+)")
NO_UNIT = "MeasureUnitNotFound!"


@dataclass(frozen=True)
class Measure:
    """A value column: its name in the header, code, label and unit."""

    name: str
    code: str
    label: str
    unit: str


def recognises(first_line: str) -> bool:
    """Return whether a file's first line looks like this format's header, whole or damaged."""
    return sum(name in first_line.split(";") for name in (*FIXED, *(f"1_{name}" for name in SLOT))) >= 4


def read(content: Content, table: str | None) -> pd.DataFrame:
    """Return the tidy frame of an old flat file; raises SourceError for a file that breaks the format.

    An empty cell is neither a value nor a sign and gives no row. The measures of the header, those without
    any figure too, are in `attrs["measures"]` as (code, label). Umlauts stay transliterated as published.
    """
    slots, measures = _header(content)
    flat = read_flat(content, tuple(measure.name for measure in measures))
    if not content.data.endswith(b"\n"):
        raise content.refuse(f"line {int(flat.lines[-1])}", "no end of line", "a file that ends with a whole row")
    flat = _without_junk(flat, len(slots))
    about = facts(flat, FIXED, slots, table)
    rows, column, raw = _cells(flat, measures)
    lines = flat.lines[rows]
    point = has_point(content, raw, column, (lines, column), about.english)
    values, signs, bracketed = read_cells(content, raw, (lines, column), point)
    frame = tidy.assemble(
        {
            **described(about, rows),
            **_measured(flat, measures, column),
            "value": values,
            "sign": tidy.arrow_column(signs),
            "quality": tidy.text_column(["", "()"], bracketed.astype(np.int64)),
            "line": lines,
            "column": column,
        },
        len(rows),
    )
    tidy.refuse_duplicates(content, frame[tidy.CELL], lines)
    frame.attrs["measures"] = [(measure.code, measure.label) for measure in measures]
    return frame


def _header(content: Content) -> tuple[list[list[str]], list[Measure]]:
    names, line, _ = header_of(content)
    count = sum(bool(re.fullmatch(r"\d+_Merkmal_Code", name)) for name in names)
    slots = [[f"{number}_{name}" for name in SLOT] for number in range(1, count + 1)]
    wanted = [*FIXED, *(name for slot in slots for name in slot)]
    for column, name in enumerate(wanted):
        if column >= len(names) or names[column] != name:
            found = shown(names[column]) if column < len(names) else "nothing"
            raise content.refuse(f"line {line}, column {column + 1}", found, name)
    measures = []
    for column, name in enumerate(names[len(wanted) :], start=len(wanted) + 1):
        match = MEASURE.fullmatch(name)
        if not match or names.count(name) > 1:
            raise content.refuse(f"line {line}, column {column}", shown(name), "another CODE__Label__Unit")
        label, unit = (match[part].replace("_", " ").strip() for part in ("label", "unit"))
        measures.append(Measure(name, match["code"], label, "" if match["unit"] == NO_UNIT else unit))
    if not measures:
        raise content.refuse(f"line {line}, column {len(names)}", "no column of figures", "CODE__Label__Unit")
    return slots, measures


def _without_junk(flat: FlatFile, slots: int) -> FlatFile:
    """Leave out the rows that repeat the list of areas, shifted to the left and without figures."""
    statistic = flat.column(FIXED[0])
    normal = np.array([bool(STATISTIC.fullmatch(code)) for code in statistic.values])[statistic.codes]
    for row in np.flatnonzero(~normal).tolist():
        fields = [flat.table.column(name)[row].as_py() for name in flat.names]
        if not REGIONAL.fullmatch(fields[0]) or not all(fields[1:4]) or any(fields[4 * slots :]):
            where = f"line {int(flat.lines[row])}, column 1"
            raise flat.content.refuse(where, shown(";".join(fields)), "a row that begins with the statistic")
    if not normal.any():
        raise flat.content.refuse("whole file", "no row with a statistic", "rows of figures")
    return flat.keep(normal)


def _cells(flat: FlatFile, measures: list[Measure]) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Row, 1-based column and text of each cell that is not empty, in the order of the file."""
    rows, columns, texts = [], [], []
    for measure in measures:
        text = flat.table.column(measure.name).combine_chunks()
        filled = np.flatnonzero(pc.utf8_length(pc.utf8_trim_whitespace(text)).to_numpy() > 0)
        rows.append(filled)
        columns.append(np.full(len(filled), flat.names.index(measure.name) + 1, dtype=np.int64))
        texts.append(text.take(pa.array(filled)))
    row, column = np.concatenate(rows), np.concatenate(columns)
    order = np.lexsort((column, row))
    return row[order], column[order], pa.concat_arrays(texts).take(pa.array(order))


def _measured(flat: FlatFile, measures: list[Measure], column: np.ndarray) -> dict[str, pd.Series]:
    kind = column - (flat.names.index(measures[0].name) + 1)
    return {
        "measure_code": tidy.text_column([measure.code for measure in measures], kind),
        "measure": tidy.text_column([measure.label for measure in measures], kind),
        "unit": tidy.text_column([measure.unit for measure in measures], kind),
    }
