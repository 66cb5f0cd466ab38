"""Announced job losses by the catchments of a plan: gross, as far as the register knows."""

import pandas as pd

from atlas.analysis.register import gross
from atlas.export import Column
from atlas.store import Store, kept, records
from atlas.ui.controls import within
from atlas.ui.network_reach import EVENT_COLUMNS, REGISTER
from atlas.ui.siting import Problem
from atlas.ui.siting_asking import lines
from atlas.ui.siting_reach import Reach
from atlas.ui.siting_sheet import sheet, show
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

# The place of events whose municipality is not named, or that nobody serves.
NOWHERE = -1


@kept(32)
def announced(store: Store, asked: Problem, after: Reach) -> pd.DataFrame:
    """Return reports, lost and created (gross jobs) by the site (column) that serves the event's municipality.

    Rows in the order of the sites, NOWHERE last where any event belongs to it; the sum of all is that of the area.
    """
    every = store.events()[[*EVENT_COLUMNS]]
    events = every[within(every, asked.question.area_code)]
    served = dict(zip(asked.places["municipality_code"], after.site.tolist(), strict=True))
    site = events["municipality_code"].map(served).fillna(NOWHERE).astype(int)
    rows = {}
    for column in (*after.sites, *([NOWHERE] if (site == NOWHERE).any() else [])):
        own = events[site == column]
        jobs = gross(own)
        rows[column] = {"reports": len(own), "lost": jobs.lost, "created": jobs.created}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["reports", "lost", "created"])


def draw(visit: Visit, answer: Answer) -> None:
    """Draw what the register holds for the catchment of each site of the plan, most jobs lost first."""
    w, asked = visit.words, answer.problem
    found = announced(visit.store, asked, answer.after)
    names = asked.sites["name"].tolist()
    lost = found["lost"].drop(NOWHERE, errors="ignore")
    if lost.sum():
        first = int(lost.index[int(lost.to_numpy().argmax())])
        told = w("siting_argument.losses_told", name=names[first], n=int(lost[first]), total=int(found["lost"].sum()))
    else:
        told = w("siting_argument.losses_none")
    lands = set(visit.store.areas["land_code"][asked.places["area_code"].unique()])
    coverage = [row for row in records(visit.store.event_coverage()) if row["area_code"] in lands]
    notes = [w("network.gross"), *(visit.local(row, "text") for row in coverage)]
    lines(told, *notes)
    ordered = found.sort_values("lost", ascending=False, kind="stable")
    ordered = pd.concat([ordered.drop(NOWHERE, errors="ignore"), ordered.loc[ordered.index == NOWHERE]])
    frame = ordered.assign(
        name=[w("siting_argument.no_site") if site == NOWHERE else names[int(site)] for site in ordered.index],
        kind=["" if site == NOWHERE else kind(visit, asked, int(site)) for site in ordered.index],
    )
    columns = (
        Column("name", w("siting.site")),
        Column("kind", w("table.status")),
        Column("reports", w("network.reports"), "number"),
        Column("lost", w("network.lost"), "number"),
        Column("created", w("network.created"), "number"),
    )
    title = w("siting_argument.losses")
    table = sheet(visit, asked, frame, columns, title, w("network.gross"), notes[1:], (REGISTER,))
    show(visit, table, "losses")


def kind(visit: Visit, asked: Problem, site: int) -> str:
    """Return whether a site is open today or proposed by the plan."""
    return visit.words("siting.mark_open" if site in asked.existing else "siting.mark_proposed")
