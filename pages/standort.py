"""Standortplanung: where further nodes help most, what that changes for whom, and how it is argued for."""

import streamlit as st

from atlas import ui
from atlas.ui import (
    siting_answer,
    siting_argument,
    siting_own,
    siting_question,
    siting_scenarios,
    siting_sureness,
    siting_today,
    siting_views,
    siting_words,
)
from atlas.ui.siting import Tools
from geo import demand, siting, travel

TOOLS = Tools(siting, travel, demand)
# What can be seen of a plan, in its order: a module's `show(visit, answer, tools)`.
VIEWS: siting_views.Views = {
    "answer": siting_answer.show,
    "argument": siting_argument.show,
    "sureness": siting_sureness.show,
    "scenarios": siting_scenarios.show,
    "reach": siting_today.show,
}
REFUSALS: tuple[type[Exception], ...] = (*siting_words.REFUSALS, siting.InfeasibleError)

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "siting.title"):
    told = st.container()
    question = siting_question.choose(visit)
    if question.source == "own":
        siting_own.show(visit, question.area_code, question.own)
    view = siting_views.pick(visit, VIEWS)
    try:
        answer = siting_views.answer_for(view, visit, question, TOOLS)
    except REFUSALS as fault:
        told.html(ui.statement_html(siting_words.refusal(visit, question, fault, TOOLS)))
        siting_views.refused(visit, question, TOOLS, fault)
    else:
        told.html(ui.statement_html(*siting_words.sentences(visit, answer)))
        VIEWS[view](visit, answer, TOOLS)
    ui.onward(
        {
            "pages/knoten.py": w("siting.next_nodes"),
            "pages/betroffenheit.py": w("siting.next_exposure"),
            "pages/daten.py": w("siting.next_data"),
        }
    )
