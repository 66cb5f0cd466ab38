"""Single cells: numbers and signs, decimal comma or point, and the level of an area code."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.formats.content import Content, shown

SIGNS = ("-", ".", "...", "/", "x")
# At most 15 digits fit a float64 exactly. No '+', no leading zeros, no thousands separator.
COMMA = r"^-?(0|[1-9][0-9]{0,14})(,[0-9]{1,10})?$"
POINT = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$"
WANTED = "a number with decimal comma and without thousands separator, or one of the signs - . ... / x"
AREA = re.compile(r"DG|(?:0[1-9]|1[0-6])(?:\d|\d{3}|\d{5,7}|\d{10})?", re.ASCII)
KEY = re.compile(r"DG|\d{2,12}", re.ASCII)
LEVELS = {2: "land", 3: "government_region", 5: "district", 8: "part"}


def area_level(code: str) -> str:
    """Return country, land, government_region, district or part by the form of a code, '' otherwise."""
    if code == "DG":
        return "country"
    return LEVELS.get(len(code), "") if AREA.fullmatch(code) else ""


def read_cells(
    content: Content, raw: pa.Array, places: tuple[np.ndarray, np.ndarray], point: bool
) -> tuple[np.ndarray, pa.Array, np.ndarray]:
    """Return (values as float64 with NaN for signs, signs with '' for numbers, mask of numbers in brackets).

    `places` are line and column of each cell. Raises SourceError for a cell that is neither number nor sign.
    """
    raw = pc.utf8_trim_whitespace(raw)
    bracketed = pc.match_substring_regex(raw, r"^\(-?[0-9][0-9.,]*\)$")
    if bracketed.true_count:
        raw = pc.if_else(bracketed, pc.utf8_trim(raw, "()"), raw)
    number = pc.match_substring_regex(raw, POINT if point else COMMA)
    sign = pc.is_in(raw, value_set=pa.array(SIGNS, raw.type))
    known = pc.or_(number, sign)
    if known.true_count < len(raw):
        index = int(np.argmin(known.to_numpy(zero_copy_only=False)))
        line, column = int(places[0][index]), int(places[1][index])
        found = shown(raw[index].as_py()) if raw[index].as_py() else "an empty cell"
        raise content.refuse(
            f"line {line}, column {column}", found, WANTED.replace("comma", "point" if point else "comma")
        )
    digits = pc.if_else(number, raw if point else pc.replace_substring(raw, ",", "."), "nan")
    values = pc.cast(digits, pa.float64()).to_numpy(zero_copy_only=False)
    return values, pc.if_else(number, "", raw), bracketed.to_numpy(zero_copy_only=False)


def has_point(
    content: Content,
    raw: pa.Array,
    measures: np.ndarray,
    places: tuple[np.ndarray, np.ndarray],
    english: bool,
) -> bool:
    """Return whether the decimal sign of these cells is a point.

    Without a word of English in the file a point is believed only where it cannot part thousands: every
    number of the measure has it, and never before just three digits. Raises SourceError if in doubt.
    """
    cells = pc.utf8_trim_whitespace(raw)
    pointed = pc.match_substring_regex(cells, r"^-?[0-9]+\.[0-9]+$").to_numpy(zero_copy_only=False)
    comma = pc.match_substring_regex(cells, r"^-?[0-9]+,[0-9]+$").to_numpy(zero_copy_only=False)
    if not pointed.any():
        return english and not comma.any()
    doubtful = np.zeros(len(cells), dtype=bool)
    if comma.any():
        doubtful = pointed
    elif not english:
        doubtful = pointed & np.isin(measures, measures[_whole_or_grouped(cells)])
    if doubtful.any():
        index = int(np.argmax(doubtful))
        where = f"line {int(places[0][index])}, column {int(places[1][index])}"
        raise content.refuse(where, shown(cells[index].as_py()), WANTED)
    return True


def _whole_or_grouped(cells: pa.Array) -> np.ndarray:
    """Numbers that speak against a decimal point in their measure: whole ones and those of three decimals."""
    return pc.match_substring_regex(cells, r"^-?[0-9]+(\.[0-9]{3})*$").to_numpy(zero_copy_only=False)
