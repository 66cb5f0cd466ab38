"""Plain CSV files with a header: every cell as text, with its line and field, or one clear message."""

import csv
from pathlib import Path

import pandas as pd

from etl.errors import SourceError


def read_rows(file: Path, delimiter: str, header_starts: str) -> pd.DataFrame:
    """Return the rows below the header as text, columns named by the header; the index is the line of the file.

    The header is the first line whose first field is `header_starts`; what stands above it is left out. Columns
    without a name are left out. Raises SourceError for another encoding than UTF-8, for a file without that
    header, and for a row with too few or too many fields.
    """
    again = "Fetch the file again; if its form has changed, adapt the source's module."
    try:
        text = file.read_text(encoding="utf-8-sig")
        lines = list(csv.reader(text.splitlines(), delimiter=delimiter, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SourceError(file, "whole file", str(fault), "a CSV file in UTF-8", again) from fault
    start = next((i for i, row in enumerate(lines) if row and row[0] == header_starts), None)
    if start is None:
        raise SourceError(file, "header", "none", f"a line that begins with {header_starts!r}", again)
    header = lines[start]
    body = {i: row for i, row in enumerate(lines[start + 1 :], start=start + 2) if row}
    for number, row in body.items():
        if len(row) != len(header):
            raise SourceError(file, f"line {number}", f"{len(row)} fields", f"{len(header)}", again)
    frame = pd.DataFrame.from_dict(body, orient="index", columns=range(len(header)), dtype=str)
    named = {i: name for i, name in enumerate(header) if name}
    frame = frame[list(named)].rename(columns=named)
    frame.attrs["fields"] = {name: i + 1 for i, name in named.items()}
    return frame


def numbers(cells: pd.Series, file: Path, field: str) -> pd.Series:
    """Return cells as float64; raises SourceError naming the first line that holds no number."""
    values = pd.to_numeric(cells, errors="coerce").astype("float64")
    if values.isna().any():
        line = values.index[values.isna()][0]
        again = "Fetch the file again; if its form has changed, adapt the source's module."
        raise SourceError(file, f"line {line}, column {field}", repr(cells[line]), "a number", again)
    return values
