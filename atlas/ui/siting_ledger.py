"""Who gains and who loses by a plan: the ways of all municipalities and districts before and after, losses first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.export import Column
from atlas.store import Store, kept, records
from atlas.ui.siting import Problem
from atlas.ui.siting_asking import lines
from atlas.ui.siting_reach import Reach
from atlas.ui.siting_sheet import sheet, show
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

MOST = 10
# Ways that differ by less are equal: beyond that, floating point decides.
_EQUAL_MIN = 1e-6


@dataclass(frozen=True, eq=False)
class Ledger:
    """Ways before and after in minutes, and how many are concerned.

    `places` (a row per municipality): name, area_code, population, demand, before, after, change (after less before,
    NaN where there was no way); `districts`: area_code, demand, gain, same, lose (demand by what happens to it),
    before, after, change (means). `gain`, `same`, `lose`: demand of the whole; `people_gain`, `people_lose`: their
    inhabitants.
    """

    places: pd.DataFrame
    districts: pd.DataFrame
    gain: float
    same: float
    lose: float
    people_gain: float
    people_lose: float


@kept(32)
def ledger(_store: Store, asked: Problem, before: Reach, after: Reach) -> Ledger:
    """Return who gains and who loses between two reaches of the same problem."""
    with np.errstate(invalid="ignore"):
        change = after.minutes - before.minutes
    change = np.where(np.isfinite(change), change, np.nan)
    change = np.where(np.abs(change) < _EQUAL_MIN, 0.0, change)
    places = asked.places[["municipality_code", "name", "area_code", "population"]].assign(
        demand=asked.weight, before=_known(before.minutes), after=_known(after.minutes), change=change
    )
    kinds = {"gain": change < 0, "same": change == 0, "lose": change > 0}
    parts = places.assign(**{name: places["demand"].where(mask, 0.0) for name, mask in kinds.items()})
    districts = parts.groupby("area_code")[["demand", *kinds]].sum().reset_index()
    for name, reach in (("before", before), ("after", after)):
        districts[name] = _known(districts["area_code"].map(reach.districts["mean"]).to_numpy(float))
    districts["change"] = districts["after"] - districts["before"]
    people = places["population"]
    return Ledger(
        places,
        districts,
        gain=float(parts["gain"].sum()),
        same=float(parts["same"].sum()),
        lose=float(parts["lose"].sum()),
        people_gain=float(people[kinds["gain"]].sum()),
        people_lose=float(people[kinds["lose"]].sum()),
    )


def draw(visit: Visit, answer: Answer) -> None:
    """Draw the sentences of the ledger, its table of districts, and those of municipalities."""
    w, asked = visit.words, answer.problem
    found = ledger(visit.store, asked, answer.before, answer.after)
    if found.places["change"].isna().all():
        lines(w("siting_argument.no_before"))
        return
    lines(*_sentences(visit, asked, found), _demand_note(visit, asked))
    districts = found.districts.assign(name=[visit.area_name(code) for code in found.districts["area_code"]])
    order = in_order(districts)
    definition = w("siting_argument.ledger_note")
    title = w("siting_argument.ledger_districts")
    table = sheet(visit, asked, order, _district_columns(visit), title, definition)
    show(visit, table, "ledger_districts", folded=title)
    changed = found.places[found.places["change"].ne(0) & found.places["change"].notna()]
    largest = changed.reindex(changed["change"].abs().sort_values(ascending=False, kind="stable").index)
    title = w("siting_argument.ledger_largest", n=min(MOST, len(largest)))
    table = sheet(visit, asked, largest.head(MOST), _columns(visit), title, definition)
    show(visit, table, "ledger_largest", folded=title)
    title = w("siting_argument.ledger_all")
    table = sheet(visit, asked, in_order(found.places), _columns(visit), title, definition)
    show(visit, table, "ledger_all", folded=title)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with a change so that losses come first, then gains, the larger ones first; last what stays."""
    kind = np.select([rows["change"] > 0, rows["change"] < 0], [0, 1], 2)
    size = -rows["change"].abs().fillna(0.0)
    return rows.iloc[np.lexsort((size, kind))]


def _sentences(visit: Visit, asked: Problem, found: Ledger) -> list[str]:
    """Return for whom the way gets shorter, stays, gets longer, and where it gets longest."""
    w = visit.words
    whole = found.gain + found.same + found.lose
    shares = {
        name: w.value(getattr(found, name) / whole * 100 if whole else 0.0, "%", 1) for name in ("gain", "same", "lose")
    }
    told = [
        w("siting_argument.ledger_gain", share=shares["gain"], people=w.number(found.people_gain)),
        w("siting_argument.ledger_same", share=shares["same"]),
    ]
    losers = found.places[found.places["change"] > 0]
    if losers.empty:
        return [*told, w("siting_argument.ledger_no_loss")]
    worst = records(losers.sort_values("change", ascending=False, kind="stable").head(1))[0]
    told.append(
        w(
            "siting_argument.ledger_lose",
            share=shares["lose"],
            people=w.number(found.people_lose),
            n=len(losers),
            name=worst["name"],
            before=w.number(worst["before"], 1),
            after=w.value(worst["after"], w("siting.minutes_long"), 1),
        )
    )
    return told


def _demand_note(visit: Visit, asked: Problem) -> str:
    w = visit.words
    whom = w(f"siting.whom_{asked.question.whom}")
    return w("siting_argument.demand_weighted" if asked.question.by_index else "siting_argument.demand", whom=whom)


def _columns(visit: Visit) -> tuple[Column, ...]:
    w, minutes = visit.words, visit.words("siting.minutes")
    return (
        Column("name", w("network.municipality")),
        Column("municipality_code", w("network.municipality_code")),
        Column("population", w("network.population"), "number"),
        Column("demand", w("siting.demand"), "number"),
        Column("before", w("siting.before"), "number", minutes, 1),
        Column("after", w("siting.after"), "number", minutes, 1),
        Column("change", w("siting_argument.change"), "number", minutes, 1),
    )


def _district_columns(visit: Visit) -> tuple[Column, ...]:
    w, minutes = visit.words, visit.words("siting.minutes")
    return (
        Column("name", w("siting.district")),
        Column("demand", w("siting.demand"), "number"),
        Column("gain", w("siting_argument.shorter"), "number"),
        Column("same", w("siting_argument.unchanged"), "number"),
        Column("lose", w("siting_argument.longer"), "number"),
        Column("before", w("siting.before"), "number", minutes, 1),
        Column("after", w("siting.after"), "number", minutes, 1),
        Column("change", w("siting_argument.change"), "number", minutes, 1),
    )


def _known(minutes: np.ndarray) -> np.ndarray:
    """Return minutes without those that nobody can drive."""
    return np.where(np.isfinite(minutes), minutes, np.nan)
