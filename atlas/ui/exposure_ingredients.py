"""The ingredients of the exposure index: of when, with what weight, between which limits, why; and who lacks what."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.ui.exposure import HUNDRED, Index, ingredients
from atlas.ui.visit import Visit

# More names are counted, not listed.
MOST_NAMES = 12


def show(visit: Visit, index: Index) -> None:
    """Draw the table of the ingredients and what is missing."""
    w = visit.words
    with st.expander(w("exposure.ingredients"), key="ingredients"):
        columns = (
            Column("title", w("exposure.ingredient")),
            Column("period", w("control.period")),
            Column("published", w("exposure.weight_published"), "number", "%"),
            Column("weight", w("exposure.weight_now"), "number", "%", 1),
            Column("low", w("exposure.limit_low")),
            Column("high", w("exposure.limit_high")),
            Column("direction", w("exposure.direction")),
            Column("reason", w("exposure.reason")),
        )
        st.html(table_html(_rows(visit, index), columns, w("exposure.ingredients"), w))
        lines = "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in gaps(visit, index))
        st.html(lines or f'<p class="atlas-note">{escape(w("exposure.complete"))}</p>')


def gaps(visit: Visit, index: Index) -> list[str]:
    """Return a line per ingredient that districts lack, and per one that the whole area lacks."""
    w = visit.words
    lines = [
        w("exposure.no_register", title=visit.local(visit.indicator(name), "title")) for name in index.figures.absent
    ]
    for name in index.normalised.columns:
        without = sorted(
            (visit.area_name(code) for code, lacking in index.lacking.items() if name in lacking), key=w.collate
        )
        if without:
            told = (
                w.list(without[:MOST_NAMES]) if len(without) <= MOST_NAMES else f"{', '.join(without[:MOST_NAMES])}, …"
            )
            title = visit.local(visit.indicator(str(name)), "title")
            lines.append(w("exposure.lacking", n=len(without), title=title, names=told))
    return lines


def _rows(visit: Visit, index: Index) -> pd.DataFrame:
    w = visit.words
    rows = []
    for row in ingredients(visit.store):
        name = row["indicator_id"]
        known = visit.indicator(name)
        rows.append(
            {
                "title": visit.local(known, "title"),
                "period": w.period(index.figures.periods[name]) if name in index.figures.periods else "–",
                "published": row["weight"],
                "weight": float(index.shares.get(name, 0.0)) * HUNDRED,
                "low": visit.figure(known, row["low"]),
                "high": visit.figure(known, row["high"]),
                "direction": w("exposure.high_is_worse" if row["higher_is_worse"] else "exposure.low_is_worse"),
                "reason": visit.local(row, "reason"),
            }
        )
    return pd.DataFrame(rows)
