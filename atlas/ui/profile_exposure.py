"""How exposed a district is: its score with the published weights, and how sure its rank in the Land is."""

from html import escape

import streamlit as st

from atlas.analysis.index import NoSpreadError, NoValuesError
from atlas.ui.exposure import (
    HUNDRED,
    TOP,
    Index,
    NoWeightError,
    Settings,
    TooFewError,
    default_weights,
    index_of,
    intervals,
)
from atlas.ui.profile import land
from atlas.ui.visit import Visit


def show(visit: Visit, code: str) -> None:
    """Draw score, rank and its spread; where there is none, why."""
    if visit.store.exposure().empty:
        return
    w = visit.words
    st.header(w("profile.exposure"), anchor=False)
    st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines(visit, code)))


def lines(visit: Visit, code: str) -> list[str]:
    """Return what is said of a district's exposure among the districts of its Land."""
    w, store = visit.words, visit.store
    over = land(store, code)
    settings = Settings(over, "goalposts", "arithmetic", False, default_weights(store))
    try:
        found = index_of(store, settings)
    except (TooFewError, NoWeightError, NoValuesError, NoSpreadError):
        return [w("profile.exposure_none", land=visit.area_name(over))]
    lacking = found.lacking[code]
    if lacking:
        titles = w.list(visit.local(visit.indicator(key), "title") for key in lacking)
        return [w("profile.exposure_lacking", list=titles)]
    spread = intervals(store, settings)
    row = dict(zip(spread.columns, spread.loc[[code]].to_numpy().tolist()[0], strict=True))
    return [
        w(
            "profile.exposure_score",
            score=w.number(row["score"] * HUNDRED, found.decimals),
            rank=int(row["rank"]),
            total=len(found.ranked),
            land=visit.area_name(over),
        ),
        w(
            "profile.exposure_interval",
            draws=int(spread.attrs["draws"]),
            top=TOP,
            share=w.value(100 * row["share_top_k"], "%", 1),
            **{name: int(row[name]) for name in ("low", "high", "best", "worst")},
        ),
        *([w("profile.exposure_without")] if found.figures.absent else []),
        w("profile.exposure_made", list=_ingredients(visit, found)),
    ]


def _ingredients(visit: Visit, found: Index) -> str:
    w = visit.words
    return w.list(
        w(
            "profile.exposure_ingredient",
            title=visit.local(visit.indicator(key), "title"),
            period=w.period(found.figures.periods[key]),
        )
        for key in found.shares.index
    )
