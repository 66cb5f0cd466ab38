"""How the reach changed when nodes opened: a row per day on which a status changed."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.ui.siting import Problem, Tools
from atlas.ui.siting_reach import PERCENTILE, WITHIN
from atlas.ui.siting_today_figures import HUNDRED, Step, history
from atlas.ui.siting_today_words import counted
from atlas.ui.siting_words import how, share
from atlas.ui.visit import Visit

# What stands in place of a way where no node is open: it makes no sense there.
NO_SENSE = "x"


def show(visit: Visit, asked: Problem, tools: Tools) -> None:
    """Draw the table; nothing where no node of the area ever changed its status."""
    steps = history(visit.store, asked, tools)
    if not steps:
        return
    w = visit.words
    frame = pd.DataFrame([_row(visit, asked, step, _valid(steps, asked)) for step in steps])
    title = w("reach.history", area=visit.area_name(asked.question.area_code))
    st.html(table_html(frame, _columns(visit), title, w))
    told = w("reach.history_note", whom=counted(visit, asked), part=share(visit, PERCENTILE), how=how(visit, asked))
    st.html(f'<p class="atlas-note">{escape(told)}</p>')


def _valid(steps: tuple[Step, ...], asked: Problem) -> Step | None:
    """Return the step whose nodes are those of the chosen day; None before the first one."""
    past = [step for step in steps if step.day <= asked.question.day]
    return past[-1] if past else None


def _row(visit: Visit, asked: Problem, step: Step, valid: Step | None) -> dict[str, object]:
    w = visit.words
    day = w.date(step.day, long=False)
    places = visit.store.nodes(step.day).set_index("node_id")["place"].to_dict()
    changed = (w("reach.changed", place=places[node], status=w(f"node.{to}")) for node, to in step.changed.items())
    known = step.reach.mean < float("inf")
    return {
        "day": w("reach.valid", date=day) if step is valid else day,
        "changed": w.list(changed),
        "open": step.open,
        "mean": step.reach.mean,
        "percentile": step.reach.percentile,
        **{f"within_{limit}": HUNDRED * step.reach.within[limit] for limit in WITHIN},
        "sign": "" if known else NO_SENSE,
    }


def _columns(visit: Visit) -> tuple[Column, ...]:
    w = visit.words
    minutes = w("siting.minutes")
    return (
        Column("day", w("reach.since")),
        Column("changed", w("reach.change")),
        Column("open", w("reach.open"), "number"),
        Column("mean", w("reach.mean"), "number", minutes, sign="sign"),
        Column(
            "percentile", w("reach.percentile", part=w.value(HUNDRED * PERCENTILE, "%")), "number", minutes, sign="sign"
        ),
        *(
            Column(f"within_{limit}", w("reach.within", limit=w.value(limit, minutes)), "number", "%", sign="sign")
            for limit in WITHIN
        ),
    )
