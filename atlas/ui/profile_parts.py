"""What the change of a district's employment is made of: the country, the mix of branches, its own development."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.structure import PARTS, chained, chained_sum
from atlas.messages import Words
from atlas.store import Row, Store, kept, records
from atlas.ui.profile_branches import APART, TOTAL, branches
from atlas.ui.register_sums import grid
from atlas.ui.visit import Visit, is_known


@kept(256)
def parts(store: Store, code: str) -> pd.DataFrame:
    """Return growth and its parts from the first to the newest year, step by step; empty where there are no jobs.

    One row for each step, named by its later period, and the sum named "sum". With a hidden branch mix and
    regional stay unknown; growth and national come from the published totals.
    """
    found = branches(store, code)
    if found is None or not set(APART) <= set(found.own.columns):
        return pd.DataFrame(columns=PARTS)
    keys = list(APART)
    periods = [period for period in found.own.index if is_known(found.own.at[period, TOTAL])]
    if len(periods) < 2:
        return pd.DataFrame(columns=PARTS)
    steps = chained(
        {period: found.own.loc[[period], keys].set_axis([code]) for period in periods},
        {period: found.country.loc[period, keys] for period in periods},
        {period: found.own.loc[[period], TOTAL].set_axis([code]) for period in periods},
    )
    total = chained_sum(steps).set_axis(["sum"])
    return pd.concat([steps.droplevel(1), total])


def show(visit: Visit, code: str) -> None:
    """Draw what the growth of employment is made of; nothing where it is not known."""
    rows = parts(visit.store, code)
    if rows.empty:
        return
    w = visit.words
    first = str(visit.store.periods("employees_agriculture")[0])
    last = str(rows.index[-2])
    st.header(w("profile.parts", first=first[:4], last=last[:4]), anchor=False)
    total = dict(zip(PARTS, rows[PARTS].to_numpy().tolist()[-1], strict=True))
    if is_known(total["regional"]):
        told = {name: w.number(round(total[name]), signed=True) for name in PARTS}
        st.html(f'<p class="atlas-note">{escape(w("profile.parts_sentence", name=visit.area_name(code), **told))}</p>')
    else:
        st.html(f'<p class="atlas-note">{escape(w("profile.parts_hidden"))}</p>')
    heads = [w("profile.step"), *(w(f"profile.part.{name}") for name in PARTS)]
    body = [
        [w("profile.whole") if key == "sum" else w.period(str(key)), *(_number(w, value) for value in values)]
        for key, values in zip(rows.index, rows[PARTS].to_numpy().tolist(), strict=True)
    ]
    st.html(grid(w("profile.parts_caption", name=visit.area_name(code)), heads, body))
    notes = [w("profile.parts_note"), *_moved(visit, code, first, last)]
    st.html("".join(f'<p class="atlas-note">{escape(note)}</p>' for note in notes))


def _moved(visit: Visit, code: str, first: str, last: str) -> list[str]:
    """Return what changed the district's territory between two days: it counts as the district's own development."""
    rows = records(visit.store.breaks("employees"))
    return [
        visit.local(row, "text")
        for row in rows
        if row["kind"] == "territory" and row["area_code"] == code and first < _day(row) <= last
    ]


def _number(w: Words, value: float) -> str:
    return w.number(value, signed=True) if is_known(value) else w.sign(".")


def _day(row: Row) -> str:
    return str(row["first_day"].date().isoformat())
