"""The sentences that answer a profile's question, each made of figures of its tables and their periods."""

from math import nan

from atlas.store import records
from atlas.ui.controls import COUNTRY
from atlas.ui.network import Measure
from atlas.ui.profile import KeyFigure, key_figures, land
from atlas.ui.profile_branches import quotients
from atlas.ui.profile_commuters import sums
from atlas.ui.profile_exposure import INSIDE, ranked
from atlas.ui.profile_nodes import nearest
from atlas.ui.profile_peers import reasons
from atlas.ui.profile_similar import similar
from atlas.ui.visit import Visit, is_known, today

MANUFACTURING = "employees_manufacturing"


def answer(visit: Visit, code: str) -> tuple[str, ...]:
    """Return the situation in a few sentences, each made of figures of the table and their period."""
    w = visit.words
    rows = {row.indicator["indicator_id"]: row for row in key_figures(visit.store, code)}
    told = []

    def known(key: str) -> KeyFigure | None:
        row = rows.get(key)
        return row if row and row.cells["district"][0] is not None else None

    if rate := known("unemployment_rate"):
        said = {"period": w.period(rate.period), "value": _said(visit, rate), "others": _others(visit, code, rate)}
        told.append(w("profile.unemployment", name=visit.area_name(code), **said))
    if jobs := known("employees_change_since_2015_pct"):
        change = round(jobs.cells["district"][0] or 0, int(jobs.indicator["decimals"]))
        said = {"period": w.period(jobs.period), "others": _others(visit, code, jobs)}
        if change:
            value = w.value(abs(change), visit.local(jobs.indicator, "unit"), int(jobs.indicator["decimals"]))
            told.append(w("profile.employees_fell" if change < 0 else "profile.employees_rose", value=value, **said))
        else:
            told.append(w("profile.employees_same", **said))
    if share := known("manufacturing_share"):
        said = {"period": w.period(share.period), "value": _said(visit, share), "others": _others(visit, code, share)}
        told.append(w("profile.manufacturing", **said))
        quotient = float(quotients(visit.store, code).get(MANUFACTURING, nan))
        if is_known(quotient):
            told.append(w("profile.answer_quotient", quotient=w.number(quotient, 2)))
    lost, created = known("jobs_lost_announced"), known("jobs_created_announced")
    if lost and created and lost.period == created.period:
        sums = {
            "lost": w.number(lost.cells["district"][0] or 0),
            "created": w.number(created.cells["district"][0] or 0),
        }
        told.append(w("profile.announced", period=w.period(lost.period), **sums))
    if spread := ranked(visit.store, code):
        ranks = {name: int(spread[name]) for name in ("rank", "low", "high", "total")}
        told.append(
            w("profile.answer_rank", part=w.value(INSIDE, "%"), land=visit.area_name(land(visit.store, code)), **ranks)
        )
    return tuple(told)


def around(visit: Visit, code: str, measure: Measure) -> tuple[str, ...]:
    """Return what lies around a district: commuters, the nearest open node, the most similar district and why."""
    w, store, told = visit.words, visit.store, []
    if people := sums(visit, code):
        told.append(w("profile.answer_commuters", **people))
    for name, _, km in nearest(store, code, visit.language, today(), measure)[:1]:
        told.append(w("profile.answer_node", name=name, way=w.value(km, "km")))
    for row in records(similar(store, code).head(1).reset_index(names="area_code")):
        other = row["area_code"]
        places = {"name": visit.area_name(other), "land": visit.area_name(land(store, other))}
        told.append(w("profile.answer_similar", features=w.list(reasons(visit, row["closest"])), **places))
    return tuple(told)


def _said(visit: Visit, row: KeyFigure, place: str = "district") -> str:
    return visit.figure(row.indicator, row.cells[place][0] or 0.0)


def _others(visit: Visit, code: str, row: KeyFigure) -> str:
    """Return the figures of Land and country as far as they are known."""
    w = visit.words
    places = {"land": land(visit.store, code), "country": COUNTRY}
    return ", ".join(
        w("profile.compared", area=visit.area_name(area), value=_said(visit, row, place))
        for place, area in places.items()
        if row.cells[place][0] is not None and visit.area_name(area) != visit.area_name(code)
    )
