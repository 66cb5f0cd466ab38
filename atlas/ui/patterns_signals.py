"""Signals of change in monthly series: what is worth a look, never a forecast; and why there is nothing to look at."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.analysis.signals import MONTHS_NEEDED
from atlas.analysis.watch import worth_a_look
from atlas.export import Column, table_html
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import pick
from atlas.ui.patterns import LEVEL
from atlas.ui.visit import Visit, is_known


def show(visit: Visit) -> None:
    """Draw which districts are worth a look, or which series it would take."""
    w = visit.words
    st.header(w("signals.title"), anchor="signale")
    series = records(visit.store.monthly(MONTHS_NEEDED))
    if not series:
        st.html(f'<p class="atlas-note">{escape(w("signals.no_series", months=MONTHS_NEEDED))}</p>')
        return
    ids = [row["indicator_id"] for row in series]
    names = [visit.local(visit.indicator(key), "title") for key in ids]
    indicator = visit.indicator(pick(visit, "monthly", w("signals.series"), ids, names, ids[0]))
    with st.spinner(w("signals.runs")):
        found = looked_at(visit.store, str(indicator["indicator_id"]))
    rows = found[found["look"]]
    st.html(f'<p class="atlas-note">{escape(_told(visit, indicator, found, len(rows)))}</p>')
    if len(rows):
        st.html(_table(visit, indicator, rows))
    method = w("signals.method", level=w.value(LEVEL * 100, "%"))
    st.html(f'<p class="atlas-note">{escape(method)}</p>')


@kept(16)
def looked_at(store: Store, indicator_id: str) -> pd.DataFrame:
    """Return what atlas.analysis.watch finds in the monthly series of all districts, by area code."""
    rows = secrecy.release(store.months(indicator_id))
    return worth_a_look(rows.pivot(index="period", columns="area_code", values="value"), level=LEVEL)


def _told(visit: Visit, indicator: Row, found: pd.DataFrame, looks: int) -> str:
    w = visit.words
    named = {"indicator": visit.local(indicator, "title"), "total": w.number(len(found))}
    return w("signals.found", n=looks, **named)


def _table(visit: Visit, indicator: Row, rows: pd.DataFrame) -> str:
    """Return the districts worth a look as a table, the surest first."""
    w = visit.words
    rows = rows.sort_values(["p_adjusted", "cusum"], ascending=[True, False])
    frame = pd.DataFrame(
        {
            "name": [visit.area_name(str(code)) for code in rows.index],
            "direction": [w(f"signals.{side}") for side in rows["direction"]],
            "since": [w.period(month) for month in rows["since"]],
            "change": rows["change"].to_numpy(),
            "break": [w.period(m) if is_known(m) else w("table.no_figure") for m in rows["break_since"]],
            "p": rows["p_adjusted"].to_numpy(),
        }
    )
    unit = visit.local(indicator, "unit")
    columns = (
        Column("name", w("table.area")),
        Column("direction", w("signals.direction")),
        Column("since", w("signals.since")),
        Column("change", w("signals.change"), "number", unit, int(indicator["decimals"])),
        Column("break", w("signals.break_since")),
        Column("p", w("patterns.p_adjusted"), "number", "", 4),
    )
    return table_html(frame, columns, w("signals.table", indicator=visit.local(indicator, "title")), w)
