"""What a column of a classic GENESIS table holds (period, measure, unit, categories), by its header rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.formats.classic_layout import Row
from etl.formats.periods import TIME_NAME, parse, part_of_year

_SCALE = r"(?:Tsd\.?|Mill?\.?|Mio\.?|Mrd\.?|1[ .]?000|10[ .]?000)"
_THING = (
    r"(?:Anzahl|Number|Prozent|[Pp]ercent|Promille|%|EUR|Euro|DM|qm|m²|qkm|km²|ha|a|cbm|m³|km|m|cm|mm|t|kg|g|dt|l|hl"
    r"|GJ|TJ|PJ|MJ|kWh|MWh|GWh|kW|MW|Jahre|Monate|Tage|Std\.?|Stunden|h|Min\.?|Punkte|St\.?|Stück|GVE?|VZÄ|AKE)"
)
UNIT = re.compile(
    rf"(?:in )?\(?(?:{_SCALE}|{_SCALE}? ?{_THING}(?: ?(?:/|je|pro|per) ?[\w .]+)?"
    r"|jew\. ME|\d{4} ?= ?100|[\w ]+ je [\w .]+)\)?"
)
WITH_UNIT = re.compile(r"(?P<measure>.*\S)\s*\((?P<unit>[^()]*(?:\([^()]*\))?[^()]*)\)")


@dataclass(frozen=True)
class Meaning:
    """What a column of figures holds; `period` is '' where the rows or the lines above say it."""

    period: str
    part: str
    measure: str
    unit: str
    classes: tuple[str, ...]


def measure_line(text: str) -> tuple[str, str] | None:
    """Return (measure, unit) of a line as 'Beschäftigte (Anzahl)', None for any other."""
    found = WITH_UNIT.fullmatch(text)
    return (found["measure"], found["unit"]) if found and UNIT.fullmatch(found["unit"]) else None


def meanings(header: Sequence[Row], columns: Sequence[int], above: tuple[str, str], dated: bool) -> list[Meaning]:
    """Return what each of these columns holds.

    `above` is (measure, unit) of the lines of text, used where the header has no row of units; with `dated`
    the period stands elsewhere and years in the header are categories.
    """
    rows = [[row.cells[column].strip() for column in columns] for row in header]
    nothing = [""] * len(columns)
    periods, parts = nothing, nothing
    if not dated:
        periods = _take(rows, lambda cell: parse(cell) is not None) or nothing
    if dated or any(periods):
        parts = _take(rows, lambda cell: part_of_year(cell) is not None) or nothing
    units = _take(rows, lambda cell: UNIT.fullmatch(cell) is not None, gaps=True)
    measures = [above[0]] * len(columns)
    if (units or not above[0]) and rows:
        measures = rows.pop(0)
    classes: dict[int, tuple[str, ...]] = {}
    for _, group in groupby(range(len(columns)), key=lambda k: measures[k]):
        classes |= _classes(rows, list(group))
    units = units or [above[1]] * len(columns)
    return [Meaning(periods[k], parts[k], measures[k] or above[0], units[k], classes[k]) for k in range(len(columns))]


def _take(rows: list[list[str]], fits: object, gaps: bool = False) -> list[str] | None:
    """Remove and return the last row of which every cell fits; remove the name of the time above it."""
    assert callable(fits)
    for number in reversed(range(len(rows))):
        filled = [cell for cell in rows[number] if cell]
        if filled and (gaps or len(filled) == len(rows[number])) and all(fits(cell) for cell in filled):
            found = rows.pop(number)
            if number and not gaps and all(TIME_NAME.fullmatch(cell) for cell in rows[number - 1]):
                rows.pop(number - 1)
            return found
    return None


def _classes(rows: list[list[str]], columns: list[int]) -> dict[int, tuple[str, ...]]:
    """Categories of columns that share everything above.

    A row that says the same for all of them, above a row of categories, is the name of their dimension.
    """
    if not rows:
        return {column: () for column in columns}
    top, *below = rows
    name = top[columns[0]]
    found: dict[int, tuple[str, ...]] = {}
    if name and below and all(top[column] == name and below[0][column] for column in columns):
        for category, group in groupby(columns, key=lambda column: below[0][column]):
            for column, deeper in _classes(below[1:], list(group)).items():
                found[column] = (f"{name}={category}", *deeper)
        return found
    for category, group in groupby(columns, key=lambda column: top[column]):
        for column, deeper in _classes(below, list(group)).items():
            # A total repeats the name of its group in the row below.
            deeper = deeper[1:] if deeper[:1] == (category,) else deeper
            found[column] = (category, *deeper) if category else deeper
    return found
