"""Strict reading of the flat files: every row whole, every line number kept, text as dictionaries."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from etl.formats.content import Content, shown


@dataclass(frozen=True)
class Column:
    """A text column as codes into its distinct values."""

    codes: np.ndarray
    values: list[str]


@dataclass(frozen=True)
class FlatFile:
    """The rows of a flat file: Arrow table of text, and the 1-based line of each row."""

    content: Content
    names: list[str]
    table: pa.Table
    lines: np.ndarray

    def column(self, name: str) -> Column:
        """Return a column that was read as a dictionary."""
        array = self.table.column(name).combine_chunks()
        return Column(array.indices.to_numpy(), array.dictionary.to_pylist())

    def keep(self, rows: np.ndarray) -> "FlatFile":
        """Return the rows of a mask."""
        return FlatFile(self.content, self.names, self.table.filter(pa.array(rows)), self.lines[rows])


def header_of(content: Content) -> tuple[list[str], int, int]:
    """Return the field names of the first line that is not blank, its number and the position of its end."""
    start = len(content.data) - len(content.data.lstrip(b"\n"))
    end = content.data.find(b"\n", start)
    end = len(content.data) if end < 0 else end
    names = content.data[start:end].decode("utf-8").split(";")
    return [name.strip().strip('"').strip() for name in names], start + 1, end


def read_flat(content: Content, plain: tuple[str, ...]) -> FlatFile:
    """Return the rows below the header; columns named in `plain` stay plain text.

    Raises SourceError for a row with too few or too many fields, an open quotation mark or no rows at all.
    """
    names, first, end = header_of(content)
    body = memoryview(content.data)[end + 1 :]
    lines = _lines(body, first)
    if not len(lines):
        raise content.refuse(f"line {first + 1}", "no rows below the header", "rows of figures")
    if b'"' in content.data:
        _refuse_open_quotes(content, first)
    broken: list[pacsv.InvalidRow] = []

    def note(row: pacsv.InvalidRow) -> str:
        broken.append(row)
        return "skip" if len(broken) == 1 else "error"

    types = {name: pa.string() if name in plain else pa.dictionary(pa.int32(), pa.string()) for name in names}
    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=pacsv.ReadOptions(use_threads=False, column_names=names, block_size=8 << 20),
            parse_options=pacsv.ParseOptions(delimiter=";", invalid_row_handler=note),
            convert_options=pacsv.ConvertOptions(column_types=types, null_values=[], strings_can_be_null=False),
        )
    except pa.ArrowInvalid as fault:
        if not broken:
            raise content.refuse("whole file", str(fault).splitlines()[0], f"rows of {len(names)} fields") from fault
    if broken:
        number = broken[0].number
        where = f"line {int(lines[number - 1])}" if number and number <= len(lines) else "a row"
        raise content.refuse(where, f"{broken[0].actual_columns} fields", f"{len(names)} as in the header")
    if table.num_rows != len(lines):
        raise content.refuse("whole file", f"{table.num_rows} rows in {len(lines)} lines", "one row per line")
    return FlatFile(content, names, table.unify_dictionaries(), lines)


def _lines(body: memoryview, header_line: int) -> np.ndarray:
    """The numbers of the lines that are not empty."""
    ends = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == 10)
    ends = np.append(ends, len(body))
    starts = np.concatenate(([0], ends[:-1] + 1))
    return np.flatnonzero(ends > starts) + header_line + 1


def _refuse_open_quotes(content: Content, first: int) -> None:
    for number, line in enumerate(content.data.split(b"\n"), start=1):
        if number >= first and line.count(b'"') % 2:
            raise content.refuse(
                f"line {number}", shown(line[:60].decode("utf-8", "replace")), "closed quotation marks"
            )
