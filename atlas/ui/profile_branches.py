"""Employment by branch: how much more a branch weighs in a district than in the country."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.analysis import secrecy
from atlas.analysis.structure import location_quotient
from atlas.export.document import Cell, Folded, Notes, Part, Section, Table
from atlas.messages import Words, words
from atlas.store import Store, kept
from atlas.ui.controls import COUNTRY
from atlas.ui.profile import sign_cell, written
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
TOTAL, MANUFACTURING = "employees", "employees_manufacturing"


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
    rows = everywhere(store)
    here = rows.get(code)
    if here is None or code == COUNTRY or not here["indicator_id"].isin(LEVELS).any():
        return None
    own, signs = (here.pivot(index="period", columns="indicator_id", values=name) for name in ("value", "sign"))
    source_id = str(here.loc[here["indicator_id"].isin(LEVELS), "source_id"].dropna().iloc[0])
    return Branches(str(here["period"].max()), source_id, own.astype(float), in_the_country(store), signs)


@kept(4)
def everywhere(store: Store) -> dict[str, pd.DataFrame]:
    """Return the rows of all districts and the country, past the gate, in the periods of branches, by area code.

    Asked once for all: a question for each district takes as long.
    """
    areas = store.areas
    codes = (*areas.index[areas["kind"] == "district"].tolist(), COUNTRY)
    keys = tuple(key for key in (*LEVELS, TOTAL) if key in store.indicators.index)
    rows = secrecy.release(store.series(codes, keys))
    rows = rows[rows["period"].isin(store.periods("employees_agriculture"))]
    return {str(code): frame for code, frame in rows.groupby("area_code")}


@kept(4)
def in_the_country(store: Store) -> pd.DataFrame:
    """Return the jobs in the country by period (rows) and branch (columns)."""
    rows = everywhere(store)[COUNTRY]
    return rows.pivot(index="period", columns="indicator_id", values="value").astype(float)


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
def section(store: Store, code: str, language: str) -> Section | None:
    """Return the table of branches of the newest year; None where there are no figures."""
    found = branches(store, code)
    if found is None:
        return None
    visit = Visit(words(language), store, store.region())
    w, period, name = visit.words, visit.words.period(found.period), visit.area_name(code)
    quotient = {str(key): float(value) for key, value in quotients(store, code).items()}
    own, country, signs = (_newest(frame, found) for frame in (found.own, found.country, found.signs))
    table = Table(
        w("profile.branches_caption", name=name, period=period),
        (
            w("profile.branch"),
            w("profile.jobs"),
            _percent(w, name),
            _percent(w, visit.area_name(COUNTRY)),
            w("profile.quotient"),
        ),
        tuple(_row(visit, key, own, country, str(signs[key] or ""), value) for key, value in quotient.items()),
        numbers=(2, 3, 4, 5),
        levels=tuple(LEVELS[key] for key in quotient),
        signs=tuple(sorted({signs[key] for key in quotient if signs[key] and not is_known(own[key])})),
    )
    source = w("source.line", attribution=visit.source(found.source_id)["attribution"])
    notes = (w("profile.quotient_note", period=period), w("profile.branches_note", year=found.period[:4]))
    told = _weight(visit, own, country, quotient)
    how = Folded(w("profile.how"), (Notes(notes),))
    parts: tuple[Part, ...] = (*([Notes((told,))] if told else []), table, Notes((source,)), how)
    return Section("branches", w("profile.branches", period=period), parts)


def _weight(visit: Visit, own: dict[str, Any], country: dict[str, Any], quotient: dict[str, float]) -> str:
    """Return what manufacturing weighs here, in a sentence; '' where it is hidden."""
    w = visit.words
    if not is_known(quotient.get(MANUFACTURING)):
        return ""
    here, there = (w.value(100 * jobs[MANUFACTURING] / jobs[TOTAL], "%", 1) for jobs in (own, country))
    weight = w.number(quotient[MANUFACTURING], 2)
    return w("profile.weight", here=here, there=there, country=visit.area_name(COUNTRY), quotient=weight)


def _newest(frame: pd.DataFrame, found: Branches) -> dict[str, Any]:
    """Return the row of the newest year, by branch."""
    return dict(zip(frame.columns, frame.loc[[found.period]].to_numpy().tolist()[0], strict=True))


def _row(
    visit: Visit, key: str, own: dict[str, Any], country: dict[str, Any], sign: str, quotient: float
) -> tuple[Cell, ...]:
    """Return a branch: its jobs, its shares here and in the country, its quotient."""
    w = visit.words
    here, there = (100 * jobs[key] / jobs[TOTAL] for jobs in (own, country))
    known = own[key] if is_known(own[key]) else None
    cells = [Cell(branch_name(visit, key)), written(w, visit.indicator(key), known, sign)]
    for value, decimals in ((here, 1), (there, 1), (quotient, 2)):
        cells.append(Cell(w.number(value, decimals)) if is_known(value) else sign_cell(w, sign))
    return tuple(cells)


def _percent(w: Words, area: str) -> str:
    return w("table.column_unit", title=w("profile.share", area=area), unit="%")


def branch_name(visit: Visit, key: str) -> str:
    """Return the name of a branch: the indicator's title after what is counted."""
    title = visit.local(visit.indicator(key), "title")
    return title.partition(": ")[2] or title
