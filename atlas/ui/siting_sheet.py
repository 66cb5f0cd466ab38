"""Tables of the arguments for a plan, with their sources and as files."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Sheet, table_html
from atlas.ui import address, siting_rest
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.downloads import buttons, origin
from atlas.ui.siting import Problem
from atlas.ui.visit import Visit


def sheet(
    visit: Visit,
    asked: Problem,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    title: str,
    definition: str,
    notes: Sequence[str] = (),
    further_sources: Sequence[str] = (),
) -> Sheet:
    """Return a table about a plan with all that must travel along; `title` without the area."""
    w, area = visit.words, visit.area_name(asked.question.area_code)
    further = tuple(origin(visit, name) for name in further_sources)
    about = About(
        title=f"{title}, {area}",
        origins=tuple(dict.fromkeys((*siting_rest.origins(visit, asked), *further))),
        definition=definition,
        area=area,
        period=w.date(asked.question.day),
        notes=(w("method.own"), *notes, *siting_rest.notes(visit, asked), *siting_rest.way_notes(visit, asked)),
        address=address.link(),
        data_version=visit.data_version,
    )
    return Sheet(about, tuple(columns), frame, w)


def show(visit: Visit, table: Sheet, key: str, *, folded: str = "") -> None:
    """Draw a table with its downloads; with `folded` behind a fold of that name, a long one when it is open."""
    if not folded:
        _draw(visit, table, key)
        return
    fold = st.expander(folded, key=f"fold_{key}", on_change="rerun")
    if fold.open or len(table.frame) <= SENT_AT_ONCE:
        with fold:
            _draw(visit, table, key)


def _draw(visit: Visit, table: Sheet, key: str) -> None:
    st.html(table_html(table.frame, table.columns, table.about.title, visit.words))
    buttons(visit, lambda _: table, [table.about.title], f"{key}_")
