"""Plain CSV files with a header: every cell as text, with its line and field, or one clear message."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import Content, load, shown

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "Fetch the file again; if its form has changed, adapt the source's module."


def read_rows(file: Path, delimiter: str, header_starts: str) -> "pd.DataFrame":
    """Return the rows below the header as text, columns named by the header; the index is the line.

    The header is the first line whose first field is `header_starts`; what stands above it is left out, and
    so are columns without a name. `attrs["fields"]` gives the 1-based field of each column. Raises
    SourceError for a file that is no text, has not that header or a name twice, or a row with too few or too
    many fields.
    """
    import pandas as pd

    content = load(file)
    start, header, body = _parted(content, delimiter, header_starts)
    named = {column: name for column, name in enumerate(header) if name}
    if len(set(named.values())) < len(named):
        raise content.refuse(f"line {start}", shown(delimiter.join(header)), "each column once", AGAIN)
    if not body:
        raise content.refuse(f"line {start + 1}", "no rows below the header", "rows of figures", AGAIN)
    for line, row in body.items():
        if len(row) != len(header):
            raise content.refuse(f"line {line}", f"{len(row)} fields", f"{len(header)} as in the header", AGAIN)
    frame = pd.DataFrame.from_dict(body, orient="index", columns=range(len(header)), dtype="str")
    frame = frame[list(named)].rename(columns=named)
    frame.attrs["fields"] = {name: column + 1 for column, name in named.items()}
    return frame


def _parted(content: Content, delimiter: str, header_starts: str) -> tuple[int, list[str], dict[int, list[str]]]:
    """Line and fields of the header, and the fields of each line below that is not empty."""
    rows: dict[int, list[str]] = {}
    for number, line in enumerate(content.data.decode("utf-8").split("\n"), start=1):
        try:
            fields = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error as fault:
            raise content.refuse(f"line {number}", shown(line), "closed quotation marks", AGAIN) from fault
        if rows or fields[:1] == [header_starts]:
            rows[number] = fields
    if not rows:
        raise content.refuse("header", "none", f"a line that begins with {header_starts!r}", AGAIN)
    start = next(iter(rows))
    return start, rows.pop(start), {number: fields for number, fields in rows.items() if fields}


def numbers(cells: "pd.Series", file: Path, field: str) -> "pd.Series":
    """Return cells (decimal point) as float64; raises SourceError naming the first line without a number."""
    from etl.formats.cells import POINT

    plain = cells.str.fullmatch(POINT)
    if not plain.all():
        line = plain.index[~plain][0]
        raise SourceError(file, f"line {line}, column {field}", shown(cells[line]), "a number", AGAIN)
    return cells.astype("float64")


def each_once(figures: "pd.DataFrame", file: Path) -> "pd.DataFrame":
    """Return the figures (columns indicator_id, area_code, period, line …), each area and period once.

    Raises SourceError for a second figure of a cell, and for an area whose key is none.
    """
    keys = figures["area_code"].str.fullmatch(r"DG|[0-9]{2}|[0-9]{5}")
    if not keys.all():
        row = figures[~keys].iloc[0]
        raise SourceError(file, f"line {row['line']}", shown(row["area_code"]), "the key of a district or Land", AGAIN)
    repeated = figures.duplicated(["indicator_id", "area_code", "period"])
    if repeated.any():
        row = figures[repeated].iloc[0]
        found = f"{row['indicator_id']} of {row['area_code']} in {row['period']} a second time"
        raise SourceError(file, f"line {row['line']}", found, "each figure once", AGAIN)
    return figures
