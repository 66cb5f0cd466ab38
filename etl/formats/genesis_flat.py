"""The flat CSV of GENESIS since 2025: one row per figure, any number of variables."""

import re

import numpy as np
import pandas as pd

from etl.formats import tidy
from etl.formats.cells import area_level, has_point, read_cells
from etl.formats.content import Content, shown
from etl.formats.flat_csv import FlatFile, header_of, read_flat
from etl.formats.flat_rows import Facts, combined, facts

FIXED = ["statistics_code", "statistics_label", "time_code", "time_label", "time"]
SLOT = ["variable_code", "variable_label", "variable_attribute_code", "variable_attribute_label"]
VALUE = ["value", "value_unit", "value_variable_code", "value_variable_label"]
QUALITY = re.compile(r"[^\d;,]{0,5}")


def recognises(first_line: str) -> bool:
    """Return whether a file's first line looks like this format's header, whole or damaged."""
    names = first_line.split(";")
    return sum(name in names for name in (*FIXED, *VALUE)) >= 5


def read(content: Content, table: str | None) -> pd.DataFrame:
    """Return the tidy frame of a flat file; raises SourceError for a file that breaks the format."""
    slots = _slots(content)
    flat = read_flat(content, ("value",))
    _refuse_cut(flat)
    about = facts(flat, FIXED, slots, table)
    measure, measures = combined([flat.column(name) for name in (*VALUE[2:], VALUE[1])])
    _refuse_renamed(flat, measure, measures)
    rows, column = len(flat.lines), flat.names.index("value") + 1
    columns = np.full(rows, column, dtype=np.int64)
    raw = flat.table.column("value").combine_chunks()
    point = has_point(content, raw, measure, (flat.lines, columns), about.english)
    values, signs, bracketed = read_cells(content, raw, (flat.lines, columns), point)
    _refuse_duplicates(flat, about, measure)
    return tidy.assemble(
        {
            **described(about, np.arange(rows)),
            "measure_code": tidy.text_column([code.strip() for code, _, _ in measures], measure),
            "measure": tidy.text_column([label.strip() for _, label, _ in measures], measure),
            "unit": tidy.text_column([unit.strip() for _, _, unit in measures], measure),
            "value": values,
            "sign": tidy.arrow_column(signs),
            "quality": _quality(flat, bracketed),
            "line": flat.lines,
            "column": columns,
        },
        rows,
    )


def described(about: Facts, rows: np.ndarray) -> dict[str, pd.Series | np.ndarray | str]:
    """Return the columns that say what the cells of these rows are about."""
    period, periods = about.periods[0][rows], about.periods[1]
    area, areas = about.areas[0][rows], about.areas[1]
    classes, texts = about.classes[0][rows], about.classes[1]
    return {
        "statistic": tidy.text_column(about.statistics[1], about.statistics[0][rows]),
        "table": about.table,
        "period": tidy.text_column([name for name, _ in periods], period),
        "period_end": tidy.text_column([end for _, end in periods], period),
        "area_level": tidy.text_column([area_level(code) for code, _ in areas], area),
        "area_code": tidy.text_column([code for code, _ in areas], area),
        "area_name": tidy.text_column([name for _, name in areas], area),
        "classifications": tidy.text_column([labels for labels, _ in texts], classes),
        "classification_codes": tidy.text_column([codes for _, codes in texts], classes),
    }


def _slots(content: Content) -> list[list[str]]:
    """Check the header and return the four column names of each variable."""
    names, line, _ = header_of(content)
    count = sum(bool(re.fullmatch(r"\d+_variable_code", name)) for name in names)
    slots = [[f"{number}_{name}" for name in SLOT] for number in range(1, count + 1)]
    wanted = [*FIXED, *(name for slot in slots for name in slot), *VALUE]
    wanted += ["value_q"] * (len(names) > len(wanted))
    for column in range(max(len(names), len(wanted))):
        found = names[column] if column < len(names) else "nothing"
        if column >= len(wanted) or found != wanted[column]:
            expected = wanted[column] if column < len(wanted) else "no further column"
            raise content.refuse(f"line {line}, column {column + 1}", shown(found), expected)
    return slots


def _refuse_cut(flat: FlatFile) -> None:
    """Without a last newline the file may be cut: believed whole if its last label stands elsewhere too."""
    if flat.content.data.endswith(b"\n"):
        return
    code, label = (flat.column(name).codes for name in VALUE[2:])
    same = (code[:-1] == code[-1]) & (label[:-1] == label[-1])
    if "value_q" in flat.names or not same.any():
        raise flat.content.refuse(f"line {int(flat.lines[-1])}", "no end of line", "a file that ends with a whole row")


def _refuse_renamed(flat: FlatFile, measure: np.ndarray, measures: list[tuple[str, ...]]) -> None:
    known: dict[str, str] = {}
    for key, (code, label, _) in enumerate(measures):
        if not code or known.setdefault(code, label) != label:
            where = f"line {int(flat.lines[int(np.argmax(measure == key))])}, column {len(flat.names)}"
            raise flat.content.refuse(where, shown(f"{code} {label}"), "a code and one label for each measure")


def _refuse_duplicates(flat: FlatFile, about: Facts, measure: np.ndarray) -> None:
    keys = {"period": about.periods, "area": about.areas, "class": about.classes}
    frame = pd.DataFrame({name: index for name, (index, _) in keys.items()} | {"measure": measure})
    repeated = frame.duplicated().to_numpy()
    if repeated.any():
        row = int(np.argmax(repeated))
        key = " ".join(str(texts[int(index[row])][0]) for index, texts in keys.values())
        raise flat.content.refuse(
            f"line {int(flat.lines[row])}", f"the cell {shown(key)} a second time", "each cell once"
        )


def _quality(flat: FlatFile, bracketed: np.ndarray) -> pd.Series | str:
    if "value_q" not in flat.names:
        return tidy.text_column(["", "()"], bracketed.astype(np.int64)) if bracketed.any() else ""
    found = flat.column("value_q")
    for key, text in enumerate(found.values):
        if not QUALITY.fullmatch(text.strip()):
            line = int(flat.lines[int(np.argmax(found.codes == key))])
            raise flat.content.refuse(
                f"line {line}, column {len(flat.names)}", shown(text), "a quality mark as e p r s ()"
            )
    marks = tidy.text_column([text.strip() for text in found.values], found.codes)
    return marks.mask((marks == "") & bracketed, "()") if bracketed.any() else marks
