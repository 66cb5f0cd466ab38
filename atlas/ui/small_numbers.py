"""Rates of counted cases: how many cases are behind a figure, its interval, and whether it may be coloured and ranked.

The rule, of atlas.analysis.rates: below LEAST_CASES a district's rate is shown with its interval, but neither coloured
nor ranked; below OWN_CASES the rate of several years is the one to compare. Länder and the country have cases enough.
"""

from html import escape

import numpy as np
import pandas as pd

from atlas.analysis.rates import LEAST_CASES, OWN_CASES, evidence, poisson
from atlas.messages import Words
from atlas.store import Row, Store, kept, records
from atlas.ui import address
from atlas.ui.visit import Visit, is_known

COLUMNS = ("cases", "low", "high")


def is_counted(indicator: Row) -> bool:
    """Return whether an indicator is a rate of counted cases."""
    return is_known(indicator["cases_indicator_id"])


@kept(32)
def cases(store: Store, indicator_id: str) -> pd.DataFrame:
    """Return cases, low and high (95 %, exact Poisson) by area_code and period, of figures with a value.

    Cases are counted, low and high are in the unit of the rate. Empty for an indicator that is no such rate.
    """
    rows = store.cases(indicator_id).set_index(["area_code", "period"])
    low, high = poisson(rows["cases"], rows["base"])
    return rows.assign(low=low, high=high)[list(COLUMNS)]


def with_cases(store: Store, indicator: Row, rows: pd.DataFrame, period: str | None = None) -> pd.DataFrame:
    """Return the rows with `few`, and with cases, low and high where the indicator is a rate of counted cases.

    `rows` has area_code, and period or else all are of `period`. `few`: fewer than LEAST_CASES. Whoever asks for other
    areas than districts decides what that means for them.
    """
    if not is_counted(indicator):
        return rows.assign(few=False)
    periods = rows["period"] if period is None else [period] * len(rows)
    keys = pd.MultiIndex.from_arrays([rows["area_code"], periods])
    found = cases(store, str(indicator["indicator_id"])).reindex(keys)
    told = {name: found[name].to_numpy() for name in COLUMNS}
    few = [is_known(n) and evidence(n) == "none" for n in told["cases"]]
    return rows.assign(**told, few=np.array(few, dtype=bool))


def of_figure(store: Store, indicator: Row, area_code: str, period: str) -> Row | None:
    """Return cases, low and high of one figure; None where it is no rate of counted cases or has no value."""
    if not is_counted(indicator):
        return None
    found = cases(store, str(indicator["indicator_id"]))
    return records(found.loc[[(area_code, period)]])[0] if (area_code, period) in found.index else None


def told(w: Words, indicator: Row, row: Row) -> str:
    """Return cases and interval as they are said beside a figure; '' where there are none."""
    if not is_known(row["cases"]):
        return ""
    low, high = (w.number(row[name], int(indicator["decimals"])) for name in ("low", "high"))
    return w("few.interval", cases=w("few.cases", n=int(row["cases"])), low=low, high=high)


def rule_html(visit: Visit, indicator: Row, period: str, districts: pd.DataFrame) -> str:
    """Return what is said below a map of such a rate, with the way to the rate of several years; '' for any other."""
    if not is_counted(indicator):
        return ""
    w = visit.words
    said = [escape(w("few.rule", least=LEAST_CASES))]
    pooled = indicator["pooled_indicator_id"]
    if is_known(pooled) and (districts["cases"] < OWN_CASES).any() and (periods := visit.store.periods(pooled)):
        here = period in periods
        then = period if here else periods[-1]
        key, given = ("few.pooled", {}) if here else ("few.pooled_other", {"period": w.period(period)})
        title = f"{visit.local(visit.indicator(pooled), 'title')}, {w.period(then)}"
        way = escape(address.query(indicator=pooled, period=then))
        said.append(f'{escape(w(key, own=OWN_CASES, **given))} <a href="{way}" target="_self">{escape(title)}</a>')
    return f'<p class="atlas-note">{" ".join(said)}</p>'
