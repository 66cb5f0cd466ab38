"""What a row of a flat file is about: its statistic, its period, its area and its classifications."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.formats.cells import AREA, KEY
from etl.formats.content import Content, shown
from etl.formats.flat_csv import Column, FlatFile
from etl.formats.periods import PART_CODE, parse, part_of_year

STATISTIC = re.compile(r"(?=.*\d)[0-9A-Z-]{3,12}")
TABLE = re.compile(r"(?<![^_/])(?:\d{5}|\d{4}[A-Z]|AI)(?:-[0-9A-Z]+)+")
REGIONAL = re.compile(
    r"DINSG|DLAND\w*|BLAND|REGBEZ|STATREG|RAUMORD\w*|KREIS\w*|GEMEIN\w*|GEMVERB|VERB?GEM|SAMTG\w*|STADTB\w*|BEZIRK\w*"
    r"|GEO(?:DL|BL|RB|LK|VB|GM|BZ)\w*"
)
REGIONAL_LABEL = re.compile(
    r"Deutschland|Bundesl[äa]nder|Regierungsbezirk|Statistische Region|Kreise|Gemeinde|Stadtbezirk|Germany"
)
ENGLISH_TIME = {
    "Year",
    "Years",
    "Reference date",
    "Cut-off date",
    "Key date",
    "Due date",
    "Month",
    "Months",
    "Quarter",
}
PARTS = 4


@dataclass(frozen=True)
class Facts:
    """Per row: index into the distinct statistics, periods, areas and classifications."""

    statistics: tuple[np.ndarray, list[str]]
    table: str
    periods: tuple[np.ndarray, list[tuple[str, str]]]
    areas: tuple[np.ndarray, list[tuple[str, str]]]
    classes: tuple[np.ndarray, list[tuple[str, str]]]
    english: bool


def joined(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Return (index per row, distinct combinations of the codes) of columns of whole numbers."""
    index = np.zeros(len(columns[0]), dtype=np.int64)
    combinations: list[tuple[int, ...]] = [()]
    for column in columns:
        width = int(column.max(initial=0)) + 1
        index, distinct = pd.factorize(index * width + column)
        combinations = [(*combinations[key // width], int(key % width)) for key in distinct.tolist()]
    return index, combinations


def combined(columns: Sequence[Column]) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """Return (index per row, distinct combinations of the texts) of columns."""
    index, combinations = joined([column.codes for column in columns])
    values = [column.values for column in columns]
    return index, [tuple(values[k][code] for k, code in enumerate(found)) for found in combinations]


def facts(flat: FlatFile, fixed: Sequence[str], slots: list[list[str]], table: str | None) -> Facts:
    """Return what each row is about.

    `fixed` names the columns statistic code and label, time code, label and value; `slots` the four columns
    of each variable. Raises SourceError for a stray statistic, an unknown period or a
    malformed area.
    """
    statistics = _statistics(flat, fixed)
    code = table if table is not None else _named_table(flat.content)
    numbered = [statistic for statistic in statistics[1] if statistic.isdigit()]
    if numbered and re.match(r"\d{5}-", code) and code[:5] not in numbered:
        where = f"line {int(flat.lines[0])}, column 1"
        raise flat.content.refuse(where, f"statistic {numbered[0]}", f"statistic {code[:5]} of table {code}")
    described = [combined([flat.column(name) for name in slot]) for slot in slots]
    for k, (index, distinct) in enumerate(described):
        _refuse_shifted(flat, index, distinct, PARTS * k + len(fixed) + 1)
    area_slot, regional = _area_slots(flat, described)
    time_label = flat.column(fixed[3])
    return Facts(
        statistics,
        code,
        _periods(flat, flat.column(fixed[4]), described),
        _areas(flat, described, area_slot, regional),
        _classes(described, area_slot),
        "_en_flat" in flat.content.member or bool(ENGLISH_TIME & set(time_label.values)),
    )


def _named_table(content: Content) -> str:
    found = TABLE.search(content.member) or TABLE.search(content.file.name)
    return found[0] if found else ""


def _statistics(flat: FlatFile, fixed: Sequence[str]) -> tuple[np.ndarray, list[str]]:
    """Most tables have one statistic, some draw on several: each with one label, none in a single row only."""
    index, distinct = combined([flat.column(fixed[0]), flat.column(fixed[1])])
    codes = [code for code, _ in distinct]
    for key, (code, label) in enumerate(distinct):
        rows = np.flatnonzero(index == key)
        stray = len(distinct) > 1 and (len(rows) == 1 or codes.count(code) > 1)
        if stray or not STATISTIC.fullmatch(code):
            wanted = "one statistic with one label as in the other rows"
            raise flat.content.refuse(f"line {int(flat.lines[rows[0]])}, column 1", shown(f"{code} {label}"), wanted)
    return index, codes


def _refuse_shifted(flat: FlatFile, index: np.ndarray, distinct: list[tuple[str, ...]], column: int) -> None:
    """A variable has code, label and a labelled attribute, or all four fields are empty."""
    for key, (code, label, attribute, attribute_label) in enumerate(distinct):
        whole = code and label and attribute_label
        if not whole and (code or label or attribute or attribute_label):
            line = int(flat.lines[int(np.argmax(index == key))])
            where = f"line {line}, columns {column} to {column + PARTS - 1}"
            found = shown(";".join((code, label, attribute, attribute_label)))
            raise flat.content.refuse(where, found, "code and label of a variable and of its attribute")


def _is_regional(code: str, label: str, attributes: set[str]) -> bool:
    if REGIONAL.fullmatch(code):
        return True
    return bool(REGIONAL_LABEL.search(label)) and all(AREA.fullmatch(attribute) for attribute in attributes)


def _area_slots(
    flat: FlatFile, described: list[tuple[np.ndarray, list[tuple[str, ...]]]]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Per row the number of its first regional variable (-1: none); per slot the mask of regional rows."""
    area_slot = np.full(len(flat.lines), -1)
    masks = []
    for k, (index, distinct) in enumerate(described):
        attributes: dict[tuple[str, str], set[str]] = {}
        for code, label, attribute, _ in distinct:
            attributes.setdefault((code, label), set()).add(attribute)
        regional = {key for key, found in attributes.items() if key[0] and _is_regional(*key, found)}
        mask = np.array([found[:2] in regional for found in distinct])[index]
        area_slot[(area_slot < 0) & mask] = k
        masks.append(mask)
    return area_slot, masks


def _areas(
    flat: FlatFile,
    described: list[tuple[np.ndarray, list[tuple[str, ...]]]],
    area_slot: np.ndarray,
    regional: list[np.ndarray],
) -> tuple[np.ndarray, list[tuple[str, str]]]:
    areas, places = np.zeros(len(flat.lines), dtype=np.int64), [("", "")]
    if any(mask.any() for mask in regional) and (area_slot < 0).any():
        where = f"line {int(flat.lines[int(np.argmax(area_slot < 0))])}"
        raise flat.content.refuse(where, "no area", "a regional variable as in the other rows")
    for k, (index, distinct) in enumerate(described):
        rows = area_slot == k
        if not rows.any():
            continue
        for key in np.unique(index[rows]).tolist():
            if not KEY.fullmatch(distinct[key][2]):
                where = f"line {int(flat.lines[int(np.argmax(rows & (index == key)))])}"
                raise flat.content.refuse(where, f"the area code {shown(distinct[key][2])}", "DG or an official key")
        areas[rows] = index[rows] + len(places)
        places += [(found[2], found[3].strip()) for found in distinct]
    return areas, places


def _periods(
    flat: FlatFile, time: Column, described: list[tuple[np.ndarray, list[tuple[str, ...]]]]
) -> tuple[np.ndarray, list[tuple[str, str]]]:
    parts = [_part_codes(index, distinct) for index, distinct in described]
    index, found = joined([time.codes, *(codes for codes, _ in parts)])
    periods = []
    for key, combination in enumerate(found):
        suffix = "".join(texts[code] for (_, texts), code in zip(parts, combination[1:], strict=True))
        text = time.values[combination[0]]
        period = parse(text + suffix)
        if period is None:
            where = f"line {int(flat.lines[int(np.argmax(index == key))])}, column 5"
            raise flat.content.refuse(where, shown(text + suffix), "a year, a day or another period")
        periods.append(period)
    return index, periods


def _part_codes(index: np.ndarray, distinct: list[tuple[str, ...]]) -> tuple[np.ndarray, list[str]]:
    """Months and quarters stand in a variable of their own and belong to the period."""
    texts = [part_of_year(found[3].strip()) or "" if PART_CODE.fullmatch(found[0]) else "" for found in distinct]
    names = sorted(set(texts))
    return np.array([names.index(text) for text in texts])[index], names


def _is_part(slot: tuple[str, ...]) -> bool:
    return bool(PART_CODE.fullmatch(slot[0]) and part_of_year(slot[3].strip()))


def _classes(
    described: list[tuple[np.ndarray, list[tuple[str, ...]]]], area_slot: np.ndarray
) -> tuple[np.ndarray, list[tuple[str, str]]]:
    if not described:
        return np.zeros(len(area_slot), dtype=np.int64), [("", "")]
    index, found = joined([np.where(area_slot == k, 0, slot[0] + 1) for k, slot in enumerate(described)])
    texts = []
    for combination in found:
        chosen = [described[k][1][code - 1] for k, code in enumerate(combination) if code]
        chosen = [slot for slot in chosen if slot[0] and not _is_part(slot)]
        labels = "|".join(f"{label.strip()}={attribute_label.strip()}" for _, label, _, attribute_label in chosen)
        texts.append((labels, "|".join(f"{code}={attribute}" for code, _, attribute, _ in chosen)))
    return index, texts
