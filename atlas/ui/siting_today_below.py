"""What stands below the reach today: the table of municipalities, what it rests on, sources and downloads."""

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from atlas.export import About, Column, Sheet, table_html
from atlas.messages import words
from atlas.store import Store, kept
from atlas.ui import address, siting_rest
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.downloads import files
from atlas.ui.nodes import plural
from atlas.ui.siting import Problem
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_figures import CLASSES, steps_of
from atlas.ui.siting_today_map import class_text
from atlas.ui.siting_today_words import counted, limit_text
from atlas.ui.siting_words import how
from atlas.ui.visit import Visit


def show(visit: Visit, answer: Answer, counts: Problem) -> None:
    """Draw the table twin of the map, what the figures rest on, sources and downloads."""
    w, question = visit.words, answer.problem.question
    sheet = table(visit, answer, counts)
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
        folded.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w, row_header="name"))
    siting_rest.show(visit, answer)
    st.html(f'<p class="atlas-note">{escape(w("network.nodes_source"))}</p>')
    named = [plural(visit), w("reach.file"), visit.area_name(question.area_code), question.day.isoformat()]
    files(visit, lambda _: sheet, named)


def table(visit: Visit, answer: Answer, counts: Problem) -> Sheet:
    """Return the municipalities with the way to their nearest open node, farthest first."""
    w, asked = visit.words, answer.problem
    columns = (
        Column("municipality_code", w("network.municipality_code")),
        Column("name", w("network.municipality")),
        Column("district", w("network.district")),
        Column("demand", counted(visit, counts), "number"),
        Column("node", w("network.nearest")),
        Column("minutes", w("reach.way"), "number", w("siting.minutes"), sign="sign"),
        Column("km", w("network.way"), "number", "km", sign="sign"),
        Column("class", w("reach.class_column")),
        Column("beyond", w("reach.over", limit=limit_text(visit, asked))),
    )
    limits = [class_text(visit, step) for step in range(len(CLASSES) + 1)]
    said = (w("siting.no_way"), w("reach.no"), w("reach.yes"))
    frame = _rows(visit.store, answer, counts, visit.language, tuple(limits), said)
    return Sheet(_about(visit, answer), columns, frame, w)


@kept(32)
def _rows(
    store: Store, answer: Answer, counts: Problem, language: str, classes: tuple[str, ...], said: tuple[str, str, str]
) -> pd.DataFrame:
    """Return the rows of the table; `said`: no node, not beyond the limit, beyond it."""
    w, asked, reach = words(language), answer.problem, answer.before
    served = reach.site >= 0
    column = np.maximum(reach.site, 0)
    names = asked.places["name"].tolist()
    frame = pd.DataFrame(
        {
            "municipality_code": asked.places["municipality_code"],
            "name": names,
            "district": [store.names[language][code] for code in asked.places["area_code"].tolist()],
            "demand": counts.weight,
            "node": np.where(served, asked.sites["name"].to_numpy()[column], said[0]),
            "minutes": np.where(served, reach.minutes, np.nan),
            "km": np.where(served, asked.km[np.arange(len(names)), column], np.nan),
            "class": [classes[step] for step in steps_of(reach.minutes)],
            "beyond": [said[1 + int(over)] for over in reach.minutes > asked.question.limit],
            "sign": np.where(served, "", "x"),
        }
    )
    ways = reach.minutes.tolist()
    return frame.iloc[sorted(range(len(names)), key=lambda i: (-ways[i], w.collate(names[i])))]


def _about(visit: Visit, answer: Answer) -> About:
    w, asked = visit.words, answer.problem
    area, day = visit.area_name(asked.question.area_code), w.date(asked.question.day)
    return About(
        title=w("reach.table", area=area, date=day),
        origins=siting_rest.origins(visit, asked),
        definition=w("reach.definition", how=how(visit, asked)),
        area=area,
        period=day,
        notes=(w("method.own"), *siting_rest.notes(visit, asked), *siting_rest.way_notes(visit, asked)),
        address=address.link(),
        data_version=visit.data_version,
    )
