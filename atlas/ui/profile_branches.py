"""Employment by branch: how much more a branch weighs in a district than in the country."""

from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.analysis.structure import location_quotient
from atlas.export import legend_html
from atlas.messages import Words, words
from atlas.store import Store, kept
from atlas.ui.controls import COUNTRY
from atlas.ui.profile import written
from atlas.ui.visit import Visit, is_known

# Branches as they are published: those of a higher level hold the ones below them.
LEVELS = {
    "employees_agriculture": 0,
    "employees_production": 0,
    "employees_industry": 1,
    "employees_manufacturing": 2,
    "employees_construction": 1,
    "employees_services": 0,
    "employees_trade_transport": 1,
    "employees_information": 1,
    "employees_finance": 1,
    "employees_real_estate": 1,
    "employees_business_services": 1,
    "employees_public_services": 1,
    "employees_other_services": 1,
}
# The ones that add up to all employees without overlap.
WHOLES = ("employees_production", "employees_manufacturing", "employees_services")
APART = tuple(key for key in LEVELS if key not in WHOLES)
TOTAL = "employees"


@dataclass(frozen=True, eq=False)
class Branches:
    """Jobs of a district and the country by period (rows) and branch (columns), hidden ones missing; signs alike."""

    period: str
    source_id: str
    own: pd.DataFrame
    country: pd.DataFrame
    signs: pd.DataFrame


@kept(256)
def branches(store: Store, code: str) -> Branches | None:
    """Return the jobs by branch of a district and the country, past the gate; None where there are none."""
    keys = tuple(key for key in (*LEVELS, TOTAL) if key in store.indicators.index)
    rows = secrecy.release(store.series((code, COUNTRY), keys))
    rows = rows[rows["period"].isin(store.periods("employees_agriculture"))]
    here = rows[rows["area_code"] == code]
    if here.empty or code == COUNTRY:
        return None
    own, signs = (here.pivot(index="period", columns="indicator_id", values=name) for name in ("value", "sign"))
    country = rows[rows["area_code"] == COUNTRY].pivot(index="period", columns="indicator_id", values="value")
    source_id = str(here["source_id"].dropna().iloc[0])
    return Branches(str(here["period"].max()), source_id, own.astype(float), country.astype(float), signs)


def show(visit: Visit, code: str) -> None:
    """Draw the table of branches of the newest year."""
    w = visit.words
    found = branches(visit.store, code)
    if found is None:
        return
    period = w.period(found.period)
    st.header(w("profile.branches", period=period), anchor=False)
    html, notes = _drawn(visit.store, found, code, visit.language)
    st.html(html)
    st.html("".join(f'<p class="atlas-note">{escape(note)}</p>' for note in notes))


@kept(256)
def quotients(store: Store, code: str) -> pd.Series:
    """Return the location quotients of a district in the newest year by branch, against the published totals."""
    found = branches(store, code)
    if found is None:
        return pd.Series(dtype=float)
    keys = [key for key in LEVELS if key in found.own.columns]
    own, country = found.own.loc[found.period], found.country.loc[found.period]
    quotient: pd.Series = location_quotient(own[keys], own[TOTAL], country[keys], country[TOTAL])
    return quotient


@kept(256)
def _drawn(store: Store, found: Branches, code: str, language: str) -> tuple[str, tuple[str, ...]]:
    visit = Visit(words(language), store, store.region())
    w = visit.words
    quotient = quotients(store, code)
    own, signs, country = found.own.loc[found.period], found.signs.loc[found.period], found.country.loc[found.period]
    body, used = [], set()
    for key in quotient.index:
        indicator = visit.indicator(key)
        known = is_known(own[key])
        cells = [written(w, indicator, own[key] if known else None, signs[key])]
        here, there = (100 * jobs[key] / jobs[TOTAL] for jobs in (own, country))
        for value, decimals in ((here, 1), (there, 1), (quotient[key], 2)):
            cells.append(escape(w.number(value, decimals)) if is_known(value) else _sign(w, signs[key]))
        if not known and signs[key]:
            used.add(signs[key])
        name = escape(branch_name(visit, key))
        body.append(f'<tr><th scope=row class="level{LEVELS[key]}">{name}' + "".join(f"<td>{cell}" for cell in cells))
    period, name = w.period(found.period), visit.area_name(code)
    title = escape(w("profile.branches_caption", name=name, period=period))
    heads = (
        w("profile.branch"),
        w("profile.jobs"),
        _percent(w, name),
        _percent(w, visit.area_name(COUNTRY)),
        w("profile.quotient"),
    )
    html = (
        f'<div class="atlas-table atlas-branches" role="region" tabindex="0" aria-label="{title}">'
        f'<table class="n2 n3 n4 n5"><caption>{title}</caption>'
        f"<thead><tr>{''.join(f'<th scope=col>{escape(head)}' for head in heads)}<tbody>{''.join(body)}</table></div>"
    )
    source = w("source.line", attribution=visit.source(found.source_id)["attribution"])
    notes = (w("profile.quotient_note", period=period), w("profile.branches_note", year=found.period[:4]), source)
    return html + (legend_html(w, used) if used else ""), notes


def _percent(w: Words, area: str) -> str:
    return w("table.column_unit", title=w("profile.share", area=area), unit="%")


def _sign(w: Words, sign: str) -> str:
    return f'<abbr title="{escape(w.sign(sign))}">{escape(sign)}</abbr>' if sign else escape(w("table.no_figure"))


def branch_name(visit: Visit, key: str) -> str:
    """Return the name of a branch: the indicator's title after what is counted."""
    title = visit.local(visit.indicator(key), "title")
    return title.partition(": ")[2] or title
