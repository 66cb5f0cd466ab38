"""The row-head columns of a classic table (period, area, classifications), found by their contents."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from etl.formats.cells import AREA
from etl.formats.classic_layout import Row
from etl.formats.content import Content, shown
from etl.formats.periods import parse, part_of_year

COUNTRY = "DG"
CODE = re.compile(r"(?=.*[\d-])[0-9A-Z][0-9A-Za-z_./+-]*|[A-Z]{1,3}")


@dataclass(frozen=True)
class Heads:
    """0-based columns: period, part of the year, area code and name (or None); (code, label) pairs."""

    period: int | None
    part: int | None
    area: int | None
    name: int | None
    classes: list[tuple[int | None, int]]


def heads(content: Content, rows: list[Row], count: int, country: bool) -> Heads:
    """Return what the first `count` columns hold; raises SourceError for a cell unlike its column.

    With `country` the lines of text say that all figures are of the whole country.
    """
    columns = [[row.cells[column].strip() for row in rows] for column in range(count)]
    left = list(range(count))

    def take(fits: Callable[[str], object], wanted: str, candidates: list[int]) -> int | None:
        for column in candidates:
            counts = Counter(columns[column])
            good = sum(number for cell, number in counts.items() if fits(cell))
            if 2 * good > len(rows):
                _refuse_misfit(content, rows, column, fits, wanted)
                left.remove(column)
                return column
        return None

    period = take(parse, "a year, a day or another period as in the other rows", list(left))
    part = take(part_of_year, "a month or quarter as in the other rows", list(left)) if period is not None else None
    with_name = [column for column in left if column + 1 in left]
    if country:
        # Codes of two digits may be branches here: areas are believed only beside the country's own key.
        with_name = [column for column in with_name if COUNTRY in columns[column]]
    area = take(AREA.fullmatch, "DG or an official key as in the other rows", with_name)
    name = None
    if area is not None:
        name = area + 1
        left.remove(name)
        _refuse_misfit(content, rows, name, lambda cell: cell, "the name of the area")
    return Heads(period, part, area, name, _pairs(columns, left))


def _refuse_misfit(content: Content, rows: list[Row], column: int, fits: Callable[[str], object], wanted: str) -> None:
    for row in rows:
        if not fits(row.cells[column].strip()):
            where = f"line {row.line}, column {column + 1}"
            raise content.refuse(where, shown(row.cells[column]), wanted)


def _pairs(columns: list[list[str]], left: list[int]) -> list[tuple[int | None, int]]:
    """A column of codes, each with one label in the next column, belongs to it."""
    pairs: list[tuple[int | None, int]] = []
    for column in left:
        if pairs and pairs[-1] == (None, column - 1) and _are_codes(columns[column - 1], columns[column]):
            pairs[-1] = (column - 1, column)
        else:
            pairs.append((None, column))
    return pairs


def _are_codes(codes: list[str], labels: list[str]) -> bool:
    distinct = set(zip(codes, labels, strict=True))
    fitting = all(not code or CODE.fullmatch(code) for code, _ in distinct)
    return fitting and len(distinct) == len({code for code, _ in distinct})
