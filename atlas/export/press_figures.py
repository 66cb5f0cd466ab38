"""The figures of a picture as they are written: with unit and decimals, with what is highest, lowest and missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.charts.columns import Columns
from atlas.export.plate import Plate
from atlas.export.sheet import Column, Figure
from atlas.messages import Words
from atlas.messages.numbers import LONGEST_SYMBOL, round_half_up
from atlas.picture import Values

# Of more names their number is told.
MOST_NAMES = 8
_TIES = 3
# Decimals where no column of the table holds the figures: what is worked out has few that mean anything.
_MOST_DECIMALS = 2
# What is longer is an explanation.
_LONGEST_UNIT = 24


@dataclass(frozen=True, slots=True)
class Writer:
    """How the figures of one series are written."""

    words: Words
    unit: str
    decimals: int

    def __call__(self, value: float) -> str:
        """Return a figure with its unit."""
        return self.words.value(value, self.unit, self.decimals)

    def seen(self, value: float) -> Decimal:
        """Return a figure as a reader sees it: rounded."""
        return round_half_up(Decimal(str(value)), self.decimals)


def writer(plate: Plate, values: Values) -> Writer:
    """Return how the figures of a series are written: as the table's column is that holds them."""
    column = column_of(plate, values)
    if column is None:
        shown = [Decimal(str(round(value, 6))).normalize() for value in values.values if value is not None]
        digits = max((-int(value.as_tuple().exponent) for value in shown), default=0)
        return Writer(plate.words, "", min(max(digits, 0), _MOST_DECIMALS))
    return Writer(plate.words, spoken(column.unit or _unit_of_all(plate)), column.decimals)


def column_of(plate: Plate, values: Values) -> Column | None:
    """Return the column of the table that a series is drawn from, or None.

    It is one that holds all of its figures, the one that the plate names before the others; where none does, the one
    that the plate names.
    """
    numbers = [(at, column) for at, column in enumerate(plate.sheet.columns) if column.kind == "number"]
    numbers.sort(key=lambda pair: pair[1].name != plate.figure)
    rows = list(plate.sheet.rows())
    wanted = {_key(value) for value in values.values if value is not None}
    for at, column in numbers:
        held = {_key(cell.value) for row in rows if isinstance(cell := row[at], Figure) and cell.value is not None}
        if wanted and wanted <= held:
            return column
    return next((column for _, column in numbers if plate.figure and column.name == plate.figure), None)


def spoken(unit: str) -> str:
    """Return the unit where it is a sign that stands after every figure; '' where it is named once for all.

    After every figure a word is no German: "von 93,2 Punkte auf 98,5 Punkte".
    """
    return unit if len(unit) <= LONGEST_SYMBOL else ""


def unit_named_once(plate: Plate, what: str) -> str:
    """Return the unit of the figures that does not stand after each of them, nor in a text; else ''."""
    units = [column_unit(plate, series) for series in plate.content.drawn()]
    unit = units[0] if len(set(units)) == 1 else ""
    return "" if spoken(unit) or unit in what else unit


def column_unit(plate: Plate, series: Values) -> str:
    """Return the unit of a series as its column of the table has it."""
    column = column_of(plate, series)
    return (column.unit or _unit_of_all(plate)) if column is not None else ""


def extremes(write: Writer, figures: Sequence[tuple[str, float]], name: str = "") -> list[str]:
    """Return the sentence that says from where to where figures go, with ties, as a reader sees them.

    `name` is what they are of, where a picture shows several things.
    """
    w, seen = write.words, [(at, write.seen(value)) for at, value in figures]
    if not seen:
        return []
    highest, lowest = max(value for _, value in seen), min(value for _, value in seen)
    if len(seen) == 1:
        return [w("sentence.single", name=": ".join(filter(None, (name, seen[0][0]))), value=write(float(highest)))]
    if highest == lowest:
        told = w("sentence.all_equal", value=write(float(highest)))
        return [f"{name}: {told}" if name else told]
    given = {"lowest": _at(w, seen, lowest), "highest": _at(w, seen, highest)}
    given |= {"low": write(float(lowest)), "high": write(float(highest))}
    return [
        w("press_text.range_of", name=name[:1].upper() + name[1:], **given) if name else w("press_text.range", **given)
    ]


def missing(plate: Plate, series: Values) -> str:
    """Return which places have no figure and why, in one sentence; '' where all have one."""
    w = plate.words
    lost = [(name, key) for name, key, value in _with_keys(series) if value is None]
    if not lost:
        return ""
    signs = _signs(plate, series)
    groups: dict[str, list[str]] = {}
    for name, key in lost:
        sign = signs.get(key or name, "")
        # Columns of events without a figure are of years that the register does not cover.
        uncovered = not sign and isinstance(plate.content, Columns)
        groups.setdefault(w("events.not_covered") if uncovered else w.sign(sign), []).append(name)
    told = [w("press_text.missing_why", names=listed(w, names), why=why) for why, names in groups.items()]
    return w("press_text.missing", places="; ".join(told))


def listed(w: Words, names: Sequence[str]) -> str:
    """Return names as an enumeration; of many the first ones, and how many more there are."""
    if len(names) <= MOST_NAMES:
        return w.list(names)
    return w("press_text.and_more", names=", ".join(names[: MOST_NAMES - 1]), n=len(names) - MOST_NAMES + 1)


def when(w: Words, at: str) -> str:
    """Return where a figure stands, a period as it is read."""
    digits = at.replace("-", "")
    if len(at) in (4, 7, 10) and digits.isascii() and digits.isdigit():
        return w.period(at)
    return at


def spans(w: Words, years: Sequence[int]) -> str:
    """Return years as a reader tells them, those that follow each other as a span; '' for none."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return w.list([str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)])


def _unit_of_all(plate: Plate) -> str:
    """Return the unit that the table names for all of its figures, where its columns name none."""
    if any(column.unit for column in plate.sheet.columns):
        return ""
    unit = plate.sheet.about.unit
    return unit if len(unit) <= _LONGEST_UNIT else ""


def _with_keys(series: Values) -> Iterable[tuple[str, str, float | None]]:
    keys = series.keys or ("",) * len(series.at)
    return zip(series.at, keys, series.values, strict=True)


def _signs(plate: Plate, series: Values) -> dict[str, str]:
    """Return the publisher's sign of each row without a figure, by every text of the row (its code, its name)."""
    column = column_of(plate, series)
    columns = plate.sheet.columns
    at = next((i for i, one in enumerate(columns) if one is column), None)
    if at is None:
        return {}
    found: dict[str, str] = {}
    for row in plate.sheet.rows():
        cell = row[at]
        if isinstance(cell, Figure) and cell.value is None:
            found |= {text: cell.sign for text in row if isinstance(text, str) and text}
    return found


def _at(w: Words, seen: list[tuple[str, Decimal]], value: Decimal) -> str:
    """Return where a figure stands; of many places the first ones, and how many more there are."""
    names = sorted((name for name, own in seen if own == value), key=w.collate)
    further = len(names) - _TIES
    return w("press_text.and_more", names=", ".join(names[:_TIES]), n=further) if further > 1 else w.list(names)


def _key(value: float) -> float:
    return round(float(value), 9)
