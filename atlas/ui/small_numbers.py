"""Rates of counted cases: how many cases are behind a figure, its interval, and whether it may be coloured and ranked.

The rule, of atlas.analysis.rates: below LEAST_CASES a district's rate is shown with its interval, but neither coloured
nor ranked; below OWN_CASES the rate of several years is the one to compare. Länder and the country have cases enough.
"""

from html import escape

import pandas as pd

from atlas.analysis.rates import LEAST_CASES, OWN_CASES, evidence, poisson
from atlas.messages import Words, words
from atlas.store import Row, Store, kept, records
from atlas.ui import address
from atlas.ui.visit import Visit, is_known

COLUMNS = ("cases", "low", "high")


def is_counted(indicator: Row) -> bool:
    """Return whether an indicator is a rate of counted cases."""
    return is_known(indicator["cases_indicator_id"])


@kept(32)
def cases(store: Store, indicator_id: str) -> pd.DataFrame:
    """Return cases, low and high (95 %, exact Poisson) and few by period and area_code, of figures with a value.

    Cases are counted, low and high are in the unit of the rate; few: fewer than LEAST_CASES. Empty for an indicator
    that is no such rate.
    """
    rows = store.cases(indicator_id).set_index(["period", "area_code"])
    low, high = poisson(rows["cases"], rows["base"])
    few = {n: evidence(n) == "none" for n in set(rows["cases"].tolist())}
    return rows.assign(low=low, high=high, few=rows["cases"].map(few).astype(bool))[[*COLUMNS, "few"]]


def with_cases(store: Store, indicator: Row, rows: pd.DataFrame, period: str | None = None) -> pd.DataFrame:
    """Return the rows with `few`, and with cases, low and high where the indicator is a rate of counted cases.

    `rows` has area_code, and period or else all are of `period`. `few`: fewer than LEAST_CASES. Whoever asks for other
    areas than districts decides what that means for them.
    """
    if not is_counted(indicator):
        return rows.assign(few=False)
    every = cases(store, str(indicator["indicator_id"]))
    if period is None:
        found = every.reindex(pd.MultiIndex.from_frame(rows[["period", "area_code"]]))
    else:
        found = _of_period(every, period).reindex(rows["area_code"])
    few = found["few"].eq(True).to_numpy()
    return rows.assign(**{name: found[name].to_numpy() for name in COLUMNS}, few=few)


def of_figure(store: Store, indicator: Row, area_code: str, period: str) -> Row | None:
    """Return cases, low and high of one figure; None where it is no rate of counted cases or has no value."""
    if not is_counted(indicator):
        return None
    found = cases(store, str(indicator["indicator_id"]))
    return records(found.loc[[(period, area_code)]])[0] if (period, area_code) in found.index else None


def told(w: Words, indicator: Row, row: Row) -> str:
    """Return cases and interval as they are said beside a figure; '' where there are none."""
    if not is_known(row["cases"]):
        return ""
    low, high = (w.number(row[name], int(indicator["decimals"])) for name in ("low", "high"))
    return w("few.interval", cases=w("few.cases", n=int(row["cases"])), low=low, high=high)


@kept(64)
def all_told(store: Store, indicator_id: str, period: str, language: str) -> dict[str, str]:
    """Return cases and interval of each area in a period, as they are said; empty for any other indicator.

    Kept, because writing a thousand numbers takes 40 ms of a run.
    """
    w, indicator = words(language), store.indicator_rows[indicator_id]
    rows = records(_of_period(cases(store, indicator_id), period).reset_index())
    return {row["area_code"]: told(w, indicator, row) for row in rows}


def _of_period(every: pd.DataFrame, period: str) -> pd.DataFrame:
    return every[every.index.get_level_values("period") == period].droplevel("period")


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
