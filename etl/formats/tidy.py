"""The tidy frame that every reader of a statistical format returns: one row per published cell."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.formats.content import Content, shown

COLUMNS = [
    *("statistic", "table", "period", "period_end", "area_level", "area_code", "area_name"),
    *("classifications", "classification_codes", "measure_code", "measure", "unit"),
    *("value", "sign", "quality", "line", "column"),
]
CELL = ["period", "area_code", "classifications", "classification_codes", "measure_code", "measure", "unit"]


def text_column(values: Sequence[str], index: np.ndarray) -> pd.Series:
    """Return values[index] as a column of text, without a Python object per row."""
    taken = pa.array(values, pa.large_string()).take(pa.array(index))
    return arrow_column(taken)


def arrow_column(values: pa.Array) -> pd.Series:
    """Return an Arrow array of text as a column of text."""
    return pd.Series(pd.array(values.cast(pa.large_string()), dtype="str"))


def assemble(columns: dict[str, pd.Series | np.ndarray | str], rows: int) -> pd.DataFrame:
    """Return the tidy frame of these columns; a text stands for a whole column, an absent one is ''."""
    filled: dict[str, pd.Series | np.ndarray] = {}
    for name in COLUMNS:
        column = columns.get(name, "")
        nothing = np.zeros(rows, dtype=np.int64)
        filled[name] = text_column([column], nothing) if isinstance(column, str) else column
    return pd.DataFrame(filled)


def refuse_duplicates(content: Content, cells: pd.DataFrame, lines: np.ndarray) -> None:
    """Raise SourceError if two rows of `cells` (the keys of each published cell) are the same."""
    repeated = cells.duplicated().to_numpy()
    if repeated.any():
        index = int(np.argmax(repeated))
        key = " ".join(str(part) for part in cells.iloc[index].tolist() if str(part))
        raise content.refuse(f"line {int(lines[index])}", f"the cell {shown(key)} a second time", "each cell once")
