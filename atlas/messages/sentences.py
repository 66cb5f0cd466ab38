"""The sentence above a map: what it shows, worked out from the figures it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.messages.numbers import round_half_up
from atlas.messages.words import Words

_NAMED_TIES = 3


@dataclass(frozen=True)
class Shown:
    """What a map shows, in words of the language and figures.

    `figures` holds the name and value of every district that has a figure; `total` counts all districts;
    `compare` the areas to compare with that have a figure (the Land, Germany); `period` is the publisher's;
    `signed` says that the figures are changes, written with their sign; `zero_is_none_counted` that zero only means
    that a register holds none, so that it is no lowest value. `few` districts have a figure too, made of fewer than
    `least` cases: they are not in `figures`, so that none of them is the highest or lowest by chance.
    """

    indicator: str
    area: str
    period: str
    unit: str
    decimals: int
    figures: Sequence[tuple[str, float]]
    total: int
    compare: Sequence[tuple[str, float]] = ()
    signed: bool = False
    zero_is_none_counted: bool = False
    few: int = 0
    least: int = 0


def map_sentence(w: Words, shown: Shown) -> str:
    """Return how many districts have a figure, the highest and lowest with ties, and the comparison."""
    opening = w("sentence.opening", indicator=shown.indicator, area=shown.area, period=w.period(shown.period))
    parts = [opening, _coverage(w, len(shown.figures) + shown.few, shown.total), *_extremes(w, shown)]
    if shown.few:
        parts.append(w("few.left_out", n=shown.few, least=shown.least))
    if shown.compare:
        values = [
            f"{name} {w.value(value, shown.unit, shown.decimals, signed=shown.signed)}" for name, value in shown.compare
        ]
        parts.append(w("sentence.compare", values=w.list(values)))
    return " ".join(parts)


def nodes_sentence(w: Words, n: int, day: str) -> str:
    """Return how many nodes are open on a day (ISO)."""
    return w("sentence.nodes", n=n, date=w.date(day))


def _coverage(w: Words, n: int, total: int) -> str:
    if n and n == total:
        return w("sentence.figures_all", n=n)
    return w("sentence.figures", n=n, total=total)


def _extremes(w: Words, shown: Shown) -> list[str]:
    # Ties are what a reader sees as ties: equal after rounding.
    seen = [(name, round_half_up(Decimal(str(value)), shown.decimals)) for name, value in shown.figures]
    if not seen:
        return []
    values = [value for _, value in seen]
    if len(seen) == 1:
        return [w("sentence.single", name=seen[0][0], value=_value(w, values[0], shown))]
    if min(values) == max(values):
        return [w("sentence.all_equal", value=_value(w, values[0], shown))]
    highest = _extreme(w, seen, max(values), "highest", shown)
    if shown.zero_is_none_counted and min(values) == 0:
        return [highest, w("sentence.none_counted", n=values.count(min(values)))]
    return [highest, _extreme(w, seen, min(values), "lowest", shown)]


def _extreme(w: Words, seen: list[tuple[str, Decimal]], value: Decimal, which: str, shown: Shown) -> str:
    names = sorted((name for name, own in seen if own == value), key=w.collate)
    further = len(names) - _NAMED_TIES
    told = w("sentence.ties", n=further, names=", ".join(names[:_NAMED_TIES])) if further > 0 else w.list(names)
    key = f"sentence.{which}" if len(names) == 1 else f"sentence.{which}_tied"
    return w(key, names=told, value=_value(w, value, shown))


def _value(w: Words, value: Decimal, shown: Shown) -> str:
    return w.value(float(value), shown.unit, shown.decimals, signed=shown.signed)
