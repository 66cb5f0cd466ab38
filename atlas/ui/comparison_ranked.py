"""The districts of an area in the order of an indicator; rates of counted cases with how sure they are.

How many cases are enough for what says atlas.analysis.rates.evidence: with too few a district has no rank, with few the
figure of several years stands in, where there is one.
"""

from dataclasses import dataclass

import pandas as pd

from atlas.analysis import index, rates, secrecy
from atlas.store import Row, Store, kept, records
from atlas.ui import small_numbers
from atlas.ui.controls import within
from atlas.ui.visit import is_known


@dataclass(frozen=True, eq=False)
class Ranked:
    """A district (or another place to compare with) in a ranking.

    `rank` is None without a figure or with too few cases. `value` is what is ranked: that of `indicator`, which is the
    pooled one where `pooled`. `cases` (of that figure), `low` and `high` (95 %) are None for what counts no cases.
    """

    code: str
    row: Row
    indicator: Row
    value: float | None
    rank: int | None = None
    cases: int | None = None
    low: float | None = None
    high: float | None = None
    pooled: bool = False

    @property
    def few(self) -> bool:
        """Return whether there are too few cases to rank the figure."""
        return self.cases is not None and rates.evidence(self.cases) == "none"

    @property
    def thin(self) -> bool:
        """Return whether the figure is of one year, though several together would bear it better."""
        return self.cases is not None and rates.evidence(self.cases) == "pooled" and not self.pooled


def districts(store: Store, area_code: str) -> list[str]:
    """Return the codes of the districts of an area."""
    areas = store.areas
    return list(areas.index[within(areas, area_code) & (areas["kind"] == "district")])


@kept(64)
def places(store: Store, indicator_id: str, period: str) -> dict[str, Ranked]:
    """Return every area of today with its figure, and with its interval where cases are counted; without ranks."""
    own = _with_cases(store, indicator_id, period)
    pooled_id = store.indicator_rows[indicator_id].get("pooled_indicator_id")
    if not is_known(pooled_id) or pooled_id not in store.indicator_rows or period not in store.periods(pooled_id):
        return own
    several = _with_cases(store, pooled_id, period)
    return {code: _pooled(one, several[code]) for code, one in own.items()}


def ranking(store: Store, indicator_id: str, period: str, area_code: str) -> list[Ranked]:
    """Return the districts of an area, highest figure first; equal figures share a rank, those without are last."""
    found = [places(store, indicator_id, period)[code] for code in districts(store, area_code)]
    values = pd.Series({one.code: None if one.few else one.value for one in found}, dtype=float)
    ranks = index.ranks(values).to_dict()
    told = [_at(one, ranks[one.code]) for one in found]
    names = store.names["de"]
    # Without a rank: by their cases, then those without a figure.
    return sorted(
        told, key=lambda one: (one.rank or len(told) + 1, one.value is None, -(one.cases or 0), names[one.code])
    )


def _at(one: Ranked, rank: float) -> Ranked:
    known = int(rank) if is_known(rank) else None
    return Ranked(one.code, one.row, one.indicator, one.value, known, one.cases, one.low, one.high, one.pooled)


def _pooled(one: Ranked, several: Ranked) -> Ranked:
    """Return the figure of several years in place of one that rests on few cases, where there is one."""
    if not one.thin or several.value is None:
        return one
    return Ranked(
        several.code,
        several.row,
        several.indicator,
        several.value,
        cases=several.cases,
        low=several.low,
        high=several.high,
        pooled=True,
    )


def _with_cases(store: Store, indicator_id: str, period: str) -> dict[str, Ranked]:
    indicator = store.indicator_rows[indicator_id]
    released = secrecy.release(store.values(indicator_id, period))
    every = records(small_numbers.with_cases(store, indicator, released, period))
    found = {}
    for row in every:
        told = {name: row.get(name) for name in small_numbers.COLUMNS}
        cases, low, high = (value if is_known(value) else None for value in told.values())
        row |= {"indicator_id": indicator_id, "period": period}
        count = None if cases is None else int(cases)
        found[row["area_code"]] = Ranked(row["area_code"], row, indicator, _value(row), None, count, low, high)
    return found


def _value(row: Row) -> float | None:
    return float(row["value"]) if is_known(row["value"]) else None
