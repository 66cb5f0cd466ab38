"""One answer of the Bundesagentur's data interface: key figures of one region as CSV, three months side by side."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import Content, load, shown
from etl.formats.periods import parse

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "Fetch it again; if its form has changed, adapt etl/formats/ba_table.py."
# Lines of the head, each `name:; text`; the first names the region.
HEAD = re.compile(r"[^;:]{1,60}:")
KEY = re.compile(r"-(\d{5})__", re.ASCII)
REPORT_MONTH, HINT = "Berichtsmonat:", "Hinweis:"
CHANGE = "Veränderung"
# Parts of the figure above them; the same words stand below the number and below the rate.
PART = re.compile(r"(?:im Rechtskreis|davon|darunter|dar\.)\b.*")
# The point parts thousands here, the comma decimals: 226.880 and 10,6.
NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,\d{1,3})?", re.ASCII)
# The publisher's signs in the words that the atlas has for them.
SIGNS = {"-": "-", ".": ".", "*": ".", "X": "x", "x": "x", "...": "...", "…": "..."}
WANTED = "a number such as 1.234 or 5,6, or one of the signs - . * x ..."
Row = tuple[int, list[str]]


def number(text: str) -> float | None:
    """Return the number that a German text with thousands points says, None for a text that is none."""
    if not NUMBER.fullmatch(text):
        return None
    return float(text.replace(".", "").replace(",", "."))


def area_of(file: Path) -> str:
    """Return the key of the district that an answer was asked for: it stands in the file's name, as '…-16063__…'.

    The answer itself names the region only. Raises SourceError for a name without a key.
    """
    if found := KEY.search(file.name):
        return found[1]
    raise SourceError(file, "name of the file", shown(file.name), "the key of a district, as '…-16063__…'", AGAIN)


def read(file: Path, table: str, area_code: str) -> "pd.DataFrame":
    """Return the tidy frame (etl.formats.tidy) of an answer of `table` for the area asked for.

    One row per figure and month; changes on other months are left out. measure is the row's own label, a part of it
    ('im Rechtskreis SGB III') stands in classifications as 'Teil=…'; quality is 'p' in the report's own month where
    the answer says that it is provisional. attrs: region (its name in the answer), report_month ('2026-02').
    Raises SourceError for anything else than such an answer.
    """
    content = load(file)
    rows = _rows(content)
    head, start = _head(content, rows)
    columns = _columns(content, rows[start])
    newest = _report_month(content, head, columns)
    frame = _frame(content, rows[start:], columns, {"table": table, "area_code": area_code})
    hinted = "vorläufig" in head.get(HINT, "").lower()
    frame["quality"] = ["p" if hinted and period == newest else "" for period in frame["period"]]
    frame["area_name"] = next(iter(head.values()))
    frame.attrs |= {"region": next(iter(head.values())), "report_month": newest}
    return frame


def _rows(content: Content) -> list[Row]:
    """Return (line, fields without the empty last one) of each line that is not empty."""
    found = []
    for line, text in enumerate(content.data.decode("utf-8").split("\n"), start=1):
        try:
            fields = next(csv.reader([text], delimiter=";", strict=True), [])
        except csv.Error as fault:
            raise content.refuse(f"line {line}", shown(text), "closed quotation marks", AGAIN) from fault
        fields = [field.strip() for field in fields]
        if fields and fields[-1] == "":
            fields = fields[:-1]
        if any(fields):
            found.append((line, fields))
    return found


def _head(content: Content, rows: list[Row]) -> tuple[dict[str, str], int]:
    """Return what stands above the table, by its name, and the place of the table's own header among the rows."""
    head: dict[str, str] = {}
    for place, (line, fields) in enumerate(rows):
        if not fields[0].endswith(":") and any(parse(field) for field in fields[1:]):
            if not head or not next(iter(head.values())):
                raise content.refuse(f"line {line}", "no region above the table", "a line such as 'Kreis:; …'", AGAIN)
            return head, place
        if len(fields) > 2 or not HEAD.fullmatch(fields[0]) or fields[0] in head:
            raise content.refuse(f"line {line}", shown(";".join(fields)), "a line such as 'Berichtsmonat:; …'", AGAIN)
        head[fields[0]] = fields[1] if len(fields) > 1 else ""
    raise content.refuse("header", "none", "a line such as 'Ausgewählte Merkmale;Februar 2026;…'", AGAIN)


def _columns(content: Content, header: Row) -> dict[int, tuple[str, str]]:
    """Return place of the field -> (period, its last day) of the columns that hold figures of a month or a day."""
    line, fields = header
    found: dict[int, tuple[str, str]] = {}
    for place, text in enumerate(fields[1:], start=1):
        if text.startswith(CHANGE):
            continue
        period = parse(text)
        if period is None or len(period[0]) < len("2026-02"):
            raise content.refuse(f"line {line}, column {place + 1}", shown(text), "a month or a change", AGAIN)
        if period in found.values():
            raise content.refuse(f"line {line}, column {place + 1}", f"{text} a second time", "each month once", AGAIN)
        found[place] = period
    if not found:
        raise content.refuse(f"line {line}", "no month", "months beside each other", AGAIN)
    return found


def _report_month(content: Content, head: dict[str, str], columns: dict[int, tuple[str, str]]) -> str:
    newest = max(columns.values(), key=lambda period: period[1])
    told = head.get(REPORT_MONTH)
    if told is None:
        return newest[0]
    said = parse(told)
    # Key dates: a column may name the day, the head its month.
    if said is None or newest[1] != said[1]:
        found = f"{REPORT_MONTH} {told} above a newest column of {newest[0]}"
        raise content.refuse("head", found, "the newest month in both", AGAIN)
    return newest[0]


def _frame(
    content: Content, rows: list[Row], columns: dict[int, tuple[str, str]], said: dict[str, str]
) -> "pd.DataFrame":
    import pandas as pd

    from etl.formats.cells import area_level
    from etl.formats.tidy import COLUMNS

    width, above, cells = len(rows[0][1]), "", []
    seen: set[tuple[str, str]] = set()
    for line, fields in rows[1:]:
        # Below the table stand sentences without a second field.
        if len(fields) == 1:
            continue
        if len(fields) != width:
            raise content.refuse(f"line {line}", f"{len(fields)} fields", f"{width} as in the header", AGAIN)
        part = fields[0] if PART.fullmatch(fields[0]) else ""
        above = above if part else fields[0]
        if not above or (above, part) in seen:
            raise content.refuse(f"line {line}", shown(fields[0]), "each figure once, parts below their figure", AGAIN)
        seen.add((above, part))
        for place, (period, period_end) in columns.items():
            value, sign = _cell(content, fields[place], line, place)
            cells.append((period, period_end, above, f"Teil={part}" if part else "", value, sign, line, place + 1))
    if not cells:
        raise content.refuse("whole file", "no rows below the header", "rows of figures", AGAIN)
    names = ["period", "period_end", "measure", "classifications", "value", "sign", "line", "column"]
    frame = pd.DataFrame(cells, columns=names)
    level = area_level(said["area_code"])
    frame = frame.assign(**dict.fromkeys(set(COLUMNS) - {*names, *said}, ""), **said).assign(area_level=level)
    return frame[COLUMNS].astype({"value": "float64"})


def _cell(content: Content, text: str, line: int, place: int) -> tuple[float | None, str]:
    if text in SIGNS:
        return None, SIGNS[text]
    value = number(text)
    if value is None:
        raise content.refuse(
            f"line {line}, column {place + 1}", shown(text) if text else "an empty cell", WANTED, AGAIN
        )
    return value, ""
