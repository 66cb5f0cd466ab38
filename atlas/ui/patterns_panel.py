"""The chosen district among its neighbours: its figure, their mean, how sure the pattern is, and each neighbour."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.store import Row
from atlas.ui.controls import Choice, pick_district
from atlas.ui.patterns import Patterns
from atlas.ui.patterns_words import district_note, kind_text, p_text
from atlas.ui.visit import Visit, is_known


def show(visit: Visit, choice: Choice, found: Patterns) -> None:
    """Draw the list of districts and, of the chosen one, what there is; what to do where none is chosen."""
    w, code = visit.words, choice.district
    pick_district(visit, choice)
    if code is None:
        st.html(f'<p class="atlas-note">{escape(w("patterns.choose"))}</p>')
        return
    if code not in found.districts.index:
        told = w("patterns.elsewhere", name=visit.area_name(code), area=visit.area_name(choice.area_code))
        st.html(f'<p class="atlas-note">{escape(told)}</p>')
        return
    row = found.rows[code]
    st.header(w("district.heading", name=visit.area_name(code)), anchor=False)
    figures = "".join(
        f"<div><dt>{escape(term)}</dt><dd><strong>{escape(text)}</strong></dd></div>"
        for term, text in _figures(visit, choice, row)
    )
    st.html(
        f'<dl class="atlas-figures">{figures}</dl><p class="atlas-note">{escape(district_note(visit, found, code))}</p>'
    )


def neighbours(visit: Visit, choice: Choice, found: Patterns) -> None:
    """Draw the neighbours of the chosen district with their figures."""
    if choice.district in found.districts.index:
        st.html(_neighbours(visit, choice, found, str(choice.district)))


def _figures(visit: Visit, choice: Choice, row: Row) -> list[tuple[str, str]]:
    w = visit.words
    own = visit.figure(choice.indicator, row["value"]) if is_known(row["value"]) else w.sign(row["sign"])
    told = [(visit.local(choice.indicator, "title"), own), (w("patterns.pattern"), kind_text(visit, row["kind"]))]
    if is_known(row["around"]):
        told.append((w("patterns.around"), visit.figure(choice.indicator, row["around"])))
        told.append((w("patterns.p"), p_text(visit, row["p"])))
        told.append((w("patterns.p_adjusted"), p_text(visit, row["p_adjusted"])))
    return told


def _neighbours(visit: Visit, choice: Choice, found: Patterns, code: str) -> str:
    """Return the neighbours with their figures as a table, the highest first."""
    w = visit.words
    rows = found.districts.loc[list(found.neighbours[code])].sort_values("value", ascending=False, na_position="last")
    if rows.empty:
        return ""
    frame = pd.DataFrame(
        {
            "name": [visit.area_name(beside) for beside in rows.index],
            "value": rows["value"].to_numpy(),
            "sign": rows["sign"].to_numpy(),
            "kind": [kind_text(visit, kind) for kind in rows["kind"]],
        }
    )
    unit = visit.local(choice.indicator, "unit")
    columns = (
        Column("name", w("patterns.neighbour")),
        Column("value", w("patterns.figure"), "number", unit, int(choice.indicator["decimals"]), "sign"),
        Column("kind", w("patterns.pattern")),
    )
    return table_html(frame, columns, w("patterns.neighbours_of", name=visit.area_name(code)), w)
