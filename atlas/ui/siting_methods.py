"""How siting is reckoned, for the page of data and methods: the proof, ways and speeds, the list of venues."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.store import Row, records
from atlas.ui.network_nodes import BETWEEN, sources
from atlas.ui.visit import Visit

# The words of venues.csv for how well a venue is documented.
SURE = "high"


def show(visit: Visit) -> None:
    """Draw method, detour factor and speeds with their assumptions, and what the list of venues holds."""
    w = visit.words
    told = [escape(w("methods.plan")), escape(w("methods.demand")), _ways(visit)]
    st.html("".join(f'<p class="atlas-note">{line}</p>' for line in told))
    _speeds(visit)
    _venues(visit)


def _ways(visit: Visit) -> str:
    """Return as HTML how minutes come about: routed, or estimated with a factor that leads to its sources."""
    w = visit.words
    if not visit.store.travel_times().empty:
        return escape(w("siting.routed_note"))
    distance = visit.region.words["distance"]
    linked = sources(visit, BETWEEN.join(distance.get("source_urls", ())) or None, None)
    estimate = w("siting.estimate_note", factor=w.number(float(distance["detour_factor"]), 1))
    return f"{escape(estimate)}{linked}. {escape(w('methods.estimate'))}"


def _speeds(visit: Visit) -> None:
    """Draw the speeds of the ranges of a way; nothing where ways are routed."""
    if not visit.store.travel_times().empty:
        return
    w, rows = visit.words, records(visit.store.speeds())
    starts = [0.0, *(row["up_to_km"] for row in rows[:-1])]
    parts = list(zip(starts, rows, strict=True))
    frame = pd.DataFrame(
        {
            "range": [_range(visit, start, row, last=row is rows[-1]) for start, row in parts],
            "kmh": [row["kmh"] for row in rows],
            "reason": [visit.local(row, "reason") for row in rows],
        }
    )
    columns = (
        Column("range", w("methods.range")),
        Column("kmh", w("methods.speed"), "number", "km/h"),
        Column("reason", w("methods.reason")),
    )
    st.html(table_html(frame, columns, w("methods.speeds"), w))


def _range(visit: Visit, start: float, row: Row, *, last: bool) -> str:
    w = visit.words
    if last:
        return w("methods.range_last", low=w.value(start, "km"))
    return w("methods.range_of", low=w.number(start), high=w.value(row["up_to_km"], "km"))


def _venues(visit: Visit) -> None:
    """Draw how many venues of which kind there are, in how many towns, and how old their sources are."""
    venues = visit.store.venues()
    if venues.empty:
        return
    w = visit.words
    towns = venues["municipality_code"].nunique()
    addresses = venues["source_url"].str.split(BETWEEN, regex=False).explode().nunique()
    told = [
        w("methods.venues_are", n=len(venues), towns=w.number(towns), sources=w.number(addresses)),
        w("siting.venue_note"),
        w("methods.venues_each"),
    ]
    st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in told))
    rows = [_sums(visit, w(f"siting.kind_{kind}"), mine) for kind, mine in venues.groupby("kind")]
    rows.sort(key=lambda row: (-float(str(row["count"])), w.collate(str(row["kind"]))))
    rows.append(_sums(visit, w("methods.all_kinds"), venues))
    columns = (
        Column("kind", w("methods.kind")),
        Column("count", w("methods.count"), "number"),
        Column("towns", w("network.places"), "number"),
        Column("years", w("methods.years")),
        Column("undated", w("methods.undated"), "number"),
        Column("sure", w("methods.sure"), "number"),
    )
    st.html(table_html(pd.DataFrame(rows), columns, w("methods.venues"), w))


def _sums(visit: Visit, name: str, venues: pd.DataFrame) -> dict[str, object]:
    """Return a row of the table: how many, in how many municipalities, how old, how well documented."""
    w, years = visit.words, venues["latest_source_year"].dropna().astype(int)
    ends = w("methods.from_to", first=str(years.min()), last=str(years.max())) if len(years) else ""
    return {
        "kind": name,
        "count": len(venues),
        "towns": venues["municipality_code"].nunique(),
        "years": ends or w("data.day_unknown"),
        "undated": int(venues["latest_source_year"].isna().sum()),
        "sure": int((venues["confidence"] == SURE).sum()),
    }
