"""Workbooks of the Bundesagentur (.xlsx, .xlsb, also zipped): one column of figures per district and month."""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.errors import SourceError
from etl.formats import workbook_apart
from etl.formats.ba_table import SIGNS, number
from etl.formats.content import shown
from etl.formats.periods import parse

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "Fetch it again; if its form has changed, adapt the source's module."
# A workbook of ten megabytes takes seconds.
PATIENCE_S = 300
MOST_BYTES, MOST_RATIO = 256 * 1024**2, 200
# Below this size a high ratio is no danger: an empty sheet shrinks well.
RATIO_FROM_BYTES = 16 * 1024**2
# What the library and its decompressors raise on damaged archives.
FAULTS = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError, LookupError)
KINDS = (".xlsx", ".xlsb")
# First cell of a row of figures: key and name of a district, of a Land or of Germany.
DISTRICT = re.compile(r"(\d{5})\s+(\S.*)", re.ASCII)
ISO_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
# Columns beside the figures themselves.
NO_FIGURE = re.compile(r"(?i)veränderung|anteil|%|prozent|in v\. ?h")
MONTH_IN_TEXT = re.compile(r"[A-Za-zä]+ (?:19|20)\d\d")
Rows = list[list[Any]]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: the file, the member of the zip ('' for a bare workbook), its name, its cells by row."""

    file: Path
    member: str
    name: str
    rows: Rows

    def refuse(self, where: str, found: str, wanted: str) -> SourceError:
        """Return the error to raise for this sheet."""
        place = f"sheet {shown(self.name)}, {where}" if self.name else where
        return SourceError(self.file, f"{self.member}, {place}" if self.member else place, found, wanted, AGAIN)


def sheets(file: Path, name: str, member: str = "") -> Iterator[Sheet]:
    """Yield the sheets whose name matches the expression `name`, of the workbooks whose name matches `member`.

    Raises SourceError for a file that is no workbook nor a zip of some, is damaged, unfolds to too much, or has none.
    """
    found = False
    for inner, data in _workbooks(file):
        if member and inner and not re.search(member, inner):
            continue
        for title, rows in _sheets(Sheet(file, inner, "", []), data, name):
            found = True
            yield Sheet(file, inner, title, rows)
    if not found:
        raise SourceError(file, "whole file", "no such sheet", f"a sheet that matches {name!r}", AGAIN)


def by_month(sheet: Sheet) -> "pd.DataFrame":
    """Return the figures of a sheet whose columns are months: area_code, area_name, period, period_end, value, sign,
    line, column (1-based). Months are days of a calendar or texts such as 'Februar 2026'; other columns are left out.

    Raises SourceError for a sheet without months above its districts, a month or a district twice, or a cell that is
    neither a number nor a sign.
    """
    above = next((line - 1 for line, *_ in districts(sheet)), 0)
    counts = [sum(month(cell) is not None for cell in row) for row in sheet.rows[:above]]
    most = max(counts, default=0)
    # A single day above the table, such as that of the report, is no header; two rows of as many months are a riddle.
    if most == 0 or counts.count(most) > 1:
        raise sheet.refuse(f"rows 1 to {above}", f"{counts.count(most) if most else 0} headers", "one header of months")
    place = counts.index(most)
    months = {column: found for column, cell in enumerate(sheet.rows[place]) if (found := month(cell))}
    if len(set(months.values())) < len(months):
        raise sheet.refuse(f"row {place + 1}", "a month a second time", "each month once")
    return figures(sheet, place + 1, {column: ("", found) for column, found in months.items()})


def by_measure(sheet: Sheet, measures: Mapping[str, str]) -> "pd.DataFrame":
    """Return the figures of a sheet whose columns have several lines of header: those of by_month and measure.

    `measures`: its name here -> an expression that a line of the column's header holds. The month stands in the
    column's header, or once above the table. Left out: changes and shares. Raises SourceError for a measure without a
    column, and for one with two columns of one month.
    """
    first = next((line - 1 for line, *_ in districts(sheet)), 0)
    headers = _headers(sheet.rows[:first])
    columns: dict[int, tuple[str, tuple[str, str]]] = {}
    for name, wanted in measures.items():
        mine = {column: texts for column, texts in headers.items() if any(re.search(wanted, text) for text in texts)}
        mine = {column: texts for column, texts in mine.items() if not any(NO_FIGURE.search(text) for text in texts)}
        months = {column: _month_of(texts) or named_month(sheet, first) for column, texts in mine.items()}
        if not months or len(set(months.values())) < len(months):
            found = f"{len(months)} columns of {name}"
            raise sheet.refuse(f"rows 1 to {first}", found, f"one column of {wanted!r} for each month")
        columns |= {column: (name, found_month) for column, found_month in months.items()}
    return figures(sheet, first, columns)


def figures(sheet: Sheet, first: int, columns: dict[int, tuple[str, tuple[str, str]]]) -> "pd.DataFrame":
    """Return the figures of the districts from row `first` (0-based) on; `columns`: place -> (measure, its month).

    The columns of by_month, and measure. Raises SourceError for no district, one that stands twice, a bad cell.
    """
    import pandas as pd

    cells, seen = [], set()
    for line, code, name, row in districts(sheet, first):
        if code in seen:
            raise sheet.refuse(f"row {line}", f"the district {code} a second time", "each district once")
        seen.add(code)
        for column, (measure, (period, period_end)) in columns.items():
            value, sign = _figure(sheet, row[column] if column < len(row) else None, line, column)
            cells.append((code, name, measure, period, period_end, value, sign, line, column + 1))
    if not cells:
        raise sheet.refuse("whole sheet", "no district", "rows that begin like '16063 Name'")
    names = ["area_code", "area_name", "measure", "period", "period_end", "value", "sign", "line", "column"]
    return pd.DataFrame(cells, columns=names).astype({"value": "float64"})


def districts(sheet: Sheet, first: int = 0) -> Iterator[tuple[int, str, str, list[Any]]]:
    """Yield (1-based row, key, name, cells) of each row that begins with a district's key and name."""
    for line, row in enumerate(sheet.rows[first:], start=first + 1):
        # Some sheets print key and name in two cells.
        lead = " ".join(str(cell).strip() for cell in row[:2] if isinstance(cell, str)) if row else ""
        found = DISTRICT.fullmatch(str(row[0]).strip() if row else "") or DISTRICT.fullmatch(lead.strip())
        if found:
            yield line, found[1], found[2].strip(), row


def month(cell: object) -> tuple[str, str] | None:
    """Return (month, its last day) that a header's cell says: a day of the calendar, or text such as 'Februar 2026'."""
    if isinstance(cell, date):
        return parse(f"{cell:%Y-%m}")
    if isinstance(cell, str) and (found := parse(cell.strip())) and len(found[0]) == len("2026-02"):
        return found
    return None


def named_month(sheet: Sheet, rows: int) -> tuple[str, str]:
    """Return the one month that the first `rows` rows of a sheet name; raises SourceError for none or several."""
    texts = [str(cell) for row in sheet.rows[:rows] for cell in row if isinstance(cell, str)]
    found = {period for text in texts for part in MONTH_IN_TEXT.findall(text) if (period := parse(part))}
    found |= {period for row in sheet.rows[:rows] for cell in row if (period := month(cell))}
    if len(found) != 1:
        told = ", ".join(sorted(period for period, _ in found)) or "no month"
        raise sheet.refuse(f"rows 1 to {rows}", told, "one month that the figures are of")
    return found.pop()


def _headers(rows: Rows) -> dict[int, list[str]]:
    """Return column -> the texts above it; a text over several columns stands in the first of them only."""
    found: dict[int, list[str]] = {}
    for line, row in enumerate(rows):
        over = ""
        for column, cell in enumerate(row):
            told = (month(cell) or ("",))[0] or str(cell or "").strip()
            # The last line belongs to single columns; what is left of it belongs to the names of the areas.
            over = told or ("" if line == len(rows) - 1 or column == 0 else over)
            if over and column:
                found.setdefault(column, []).append(over)
    return found


def _month_of(texts: list[str]) -> tuple[str, str] | None:
    """Return the one month that a column's header says, None where it says none or several."""
    found = {
        period for text in texts if (period := month(text) or (parse(text) if ISO_MONTH.fullmatch(text) else None))
    }
    return found.pop() if len(found) == 1 else None


def _figure(sheet: Sheet, cell: object, line: int, column: int) -> tuple[float | None, str]:
    where = f"row {line}, column {column + 1}"
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        raise sheet.refuse(where, repr(cell), "a number or one of the signs - . * x ...")
    if isinstance(cell, int | float):
        # A cell that is no number any more ('inf', 'nan') cannot come out of a calculation.
        if not abs(float(cell)) < 1e15:
            raise sheet.refuse(where, repr(cell), "a number")
        return float(cell), ""
    text = str(cell).strip()
    if text in SIGNS:
        return None, SIGNS[text]
    if (value := number(text)) is None:
        raise sheet.refuse(where, shown(text) if text else "an empty cell", "a number or a sign - . * x ...")
    return value, ""


def _workbooks(file: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name in the zip or '', bytes) of the workbooks of a file: itself, or the members of a zip of workbooks."""
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as fault:
        raise SourceError(file, "whole file", str(fault), "a readable file", "Check the path.") from fault
    members = _members(file, "", data)
    if any(name.lower() == "[content_types].xml" for name in members):
        yield "", data
        return
    if not (inner := [name for name in members if name.lower().endswith(KINDS)]):
        found = ", ".join(members[:5]) or "nothing"
        raise SourceError(file, "whole zip", shown(found), "a workbook (.xlsx, .xlsb), or a zip of some", AGAIN)
    for name in inner:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read(name)
        _members(file, name, content)
        yield name, content


def _members(file: Path, member: str, data: bytes) -> list[str]:
    """Return the names in a zip whose members are whole and unfold to what it says; raises SourceError otherwise."""
    where = f"member {member}" if member else "whole file"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            total = sum(info.file_size for info in infos)
            if total > MOST_BYTES or (total > RATIO_FROM_BYTES and total > MOST_RATIO * len(data)):
                raise SourceError(file, where, f"{total:,} bytes in {len(data):,}", "a workbook", AGAIN)
            # Reading checks size and sum of each member: the reader of workbooks believes what is said there.
            if damaged := archive.testzip():
                raise SourceError(file, where, f"a damaged member {shown(damaged)}", "a workbook", AGAIN)
    except FAULTS as fault:
        found = f"no workbook and no zip of some ({shown(str(fault))})"
        raise SourceError(file, where, found, "a workbook", AGAIN) from fault
    return [info.filename for info in infos]


def _sheets(place: Sheet, data: bytes, name: str) -> list[tuple[str, Rows]]:
    """Return (name, rows from the sheet's first row on) of the sheets that match, read in a process of its own."""
    command = [sys.executable, str(Path(workbook_apart.__file__)), name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE_S, check=True)
        found = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError, RecursionError) as fault:
        lines = (getattr(fault, "stderr", b"") or b"").decode("utf-8", "replace").split("\n")
        told = next((line for line in reversed(lines) if line.strip()), str(fault))
        raise place.refuse("whole workbook", f"cannot be read ({shown(told)})", "a workbook") from fault
    return [(str(title), [[_cell(cell) for cell in row] for row in rows]) for title, rows in found]


def _cell(cell: Any) -> Any:
    """Return a cell as it was before it went through JSON: a day as a day."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"]) if "day" in cell else str(cell.get("other", ""))
    return cell
