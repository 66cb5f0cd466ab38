"""What the change of a district's employment is made of: the country, the mix of branches, its own development."""

import pandas as pd

from atlas.analysis.structure import PARTS, chained, chained_sum
from atlas.export.document import Cell, Folded, Notes, Section, Table
from atlas.messages import Words, words
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import COUNTRY
from atlas.ui.profile_branches import APART, TOTAL, everywhere, in_the_country
from atlas.ui.visit import Visit, is_known


def parts(store: Store, code: str) -> pd.DataFrame:
    """Return growth and its parts from the first to the newest year, step by step; empty where there are no jobs.

    One row for each step, named by its later period, and the sum named "sum". With a hidden branch mix and
    regional stay unknown; growth and national come from the published totals.
    """
    return _everywhere(store).get(code, pd.DataFrame(columns=PARTS))


@kept(4)
def _everywhere(store: Store) -> dict[str, pd.DataFrame]:
    """Return the parts of each district, worked out together: alone, each takes as long as all of them."""
    asked: dict[tuple[str, ...], list[str]] = {}
    for code, rows in everywhere(store).items():
        jobs = rows[rows["indicator_id"] == TOTAL].dropna(subset="value")
        periods = tuple(sorted(jobs["period"].tolist()))
        if code != COUNTRY and len(periods) > 1 and set(APART) <= set(rows["indicator_id"]):
            asked.setdefault(periods, []).append(code)
    found: dict[str, pd.DataFrame] = {}
    for periods, codes in asked.items():
        found |= _together(store, periods, codes)
    return found


def _together(store: Store, periods: tuple[str, ...], codes: list[str]) -> dict[str, pd.DataFrame]:
    """Return the parts of districts whose jobs are known in the same periods."""
    rows = pd.concat([everywhere(store)[code] for code in codes])
    keys = list(APART)
    country = in_the_country(store)[keys].T
    jobs = {
        period: rows[rows["period"] == period].pivot(index="area_code", columns="indicator_id", values="value")
        for period in periods
    }
    steps = chained(
        {period: frame.reindex(columns=keys) for period, frame in jobs.items()},
        {period: country[period] for period in periods},
        {period: frame[TOTAL] for period, frame in jobs.items()},
    )
    sums = pd.concat({"sum": chained_sum(steps)}, names=["period"])
    return {str(code): frame.droplevel(1) for code, frame in pd.concat([steps, sums]).groupby(level=1)}


@kept(256)
def section(store: Store, code: str, language: str) -> Section | None:
    """Return what the growth of employment is made of; None where it is not known."""
    rows = parts(store, code)
    if rows.empty:
        return None
    visit = Visit(words(language), store, store.region())
    w, name = visit.words, visit.area_name(code)
    first, last = str(store.periods("employees_agriculture")[0]), str(rows.index[-2])
    figures = rows[PARTS].to_numpy().tolist()
    total = dict(zip(PARTS, figures[-1], strict=True))
    if is_known(total["regional"]):
        told = w("profile.parts_sentence", name=name, **{part: _number(w, value) for part, value in total.items()})
    else:
        told = w("profile.parts_hidden")
    table = Table(
        w("profile.parts_caption", name=name),
        (w("profile.step"), *(w(f"profile.part.{part}") for part in PARTS)),
        tuple(
            (Cell(w("profile.whole") if key == "sum" else w.period(str(key))), *(Cell(_number(w, one)) for one in row))
            for key, row in zip(rows.index, figures, strict=True)
        ),
        numbers=tuple(range(2, len(PARTS) + 2)),
    )
    notes = Notes((w("profile.parts_note"), *_moved(visit, code, first, last)))
    steps = Folded(w("profile.parts_steps"), (table, notes))
    return Section("parts", w("profile.parts", first=first[:4], last=last[:4]), (Notes((told,)), steps))


def _moved(visit: Visit, code: str, first: str, last: str) -> list[str]:
    """Return what changed the district's territory between two days: it counts as the district's own development."""
    rows = records(visit.store.breaks("employees"))
    return [
        visit.local(row, "text")
        for row in rows
        if row["kind"] == "territory" and row["area_code"] == code and first < _day(row) <= last
    ]


def _number(w: Words, value: float) -> str:
    return w.number(round(value), signed=True) if is_known(value) else w.sign(".")


def _day(row: Row) -> str:
    return str(row["first_day"].date().isoformat())
