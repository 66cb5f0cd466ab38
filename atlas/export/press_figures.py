"""The figures of a picture as they are written: with unit and decimals, with what is highest, lowest and missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.export.plate import Plate
from atlas.export.sheet import Column, Figure
from atlas.messages import Words
from atlas.messages.numbers import round_half_up
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
    return Writer(plate.words, column.unit or _unit_of_all(plate), column.decimals)


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


def extremes(write: Writer, figures: Sequence[tuple[str, float]]) -> list[str]:
    """Return the sentences that say what is highest and lowest, with ties, as a reader sees them."""
    w, seen = write.words, [(name, write.seen(value)) for name, value in figures]
    if not seen:
        return []
    highest, lowest = max(value for _, value in seen), min(value for _, value in seen)
    if len(seen) == 1:
        return [w("sentence.single", name=seen[0][0], value=write(float(highest)))]
    if highest == lowest:
        return [w("sentence.all_equal", value=write(float(highest)))]
    return [_extreme(write, seen, value, which) for value, which in ((highest, "highest"), (lowest, "lowest"))]


def missing(plate: Plate, series: Values) -> str:
    """Return which places have no figure and why, in one sentence; '' where all have one."""
    w = plate.words
    lost = [(name, key) for name, key, value in _with_keys(series) if value is None]
    if not lost:
        return ""
    signs = _signs(plate, series)
    groups: dict[str, list[str]] = {}
    for name, key in lost:
        groups.setdefault(w.sign(signs.get(key or name, "")), []).append(name)
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


def _extreme(write: Writer, seen: list[tuple[str, Decimal]], value: Decimal, which: str) -> str:
    w = write.words
    names = sorted((name for name, own in seen if own == value), key=w.collate)
    further = len(names) - _TIES
    told = w("press_text.and_more", names=", ".join(names[:_TIES]), n=further) if further > 0 else w.list(names)
    return w(
        f"sentence.{which}" if len(names) == 1 else f"sentence.{which}_tied", names=told, value=write(float(value))
    )


def _key(value: float) -> float:
    return round(float(value), 9)
