"""The sentences that answer a profile's question, each made of figures of its tables and their periods."""

from atlas.ui.controls import COUNTRY
from atlas.ui.profile import KeyFigure, key_figures, land
from atlas.ui.profile_exposure import INSIDE, ranked, span
from atlas.ui.visit import Visit


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
    lost, created = known("jobs_lost_announced"), known("jobs_created_announced")
    if lost and created and lost.period == created.period:
        told.append(_announced(visit, lost, created))
    if spread := ranked(visit.store, code):
        place = {"rank": int(spread["rank"]), "total": int(spread["total"])}
        within = {"part": w.value(INSIDE, "%"), "inside": span(w, spread["low"], spread["high"])}
        told.append(w("profile.answer_rank", land=visit.area_name(land(visit.store, code)), **place, **within))
    return tuple(told)


def _announced(visit: Visit, lost: KeyFigure, created: KeyFigure) -> str:
    """Return what was announced in the newest year, or that nothing was."""
    w, period = visit.words, visit.words.period(lost.period)
    less, more = (row.cells["district"][0] or 0 for row in (lost, created))
    if not less and not more:
        return w("profile.announced_none", period=period)
    return w("profile.announced", period=period, lost=w.number(less), created=w.number(more))


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
