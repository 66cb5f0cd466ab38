"""Reach today: how far it is to the open nodes as of any day, how that came about, and for whom it is too far."""

import streamlit as st

from atlas.ui import press, siting_today_below, siting_today_districts, siting_today_history, siting_today_map
from atlas.ui.controls import pick
from atlas.ui.frame import statement_html
from atlas.ui.siting import LIMITED, LIMITS, Tools
from atlas.ui.siting_map_plates import reach_plate
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_figures import people
from atlas.ui.siting_today_words import sentences
from atlas.ui.visit import Visit


def show(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the view; `answer` needs no plan. Where no node is open on the day, only how that changed."""
    w, asked = visit.words, answer.problem
    if asked.question.aim not in LIMITED:
        _pick_limit(visit)
    if not asked.existing:
        st.info(w("reach.empty", date=w.date(asked.question.day)))
        siting_today_history.show(visit, asked, tools)
        return
    counts = people(visit.store, asked, tools)
    told = sentences(visit, answer, counts)
    st.html(statement_html(*told))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        siting_today_map.show(visit, answer, " ".join(told))
    with right:
        siting_today_map.legend(visit, answer)
    st.page_link("pages/knoten.py", label=w("reach.to_nodes"), query_params=_carried(visit, answer))
    siting_today_history.show(visit, asked, tools)
    siting_today_districts.beyond(visit, answer, counts)
    siting_today_districts.exposed(visit, answer)
    siting_today_below.show(visit, answer, counts)
    press.offer(visit, siting_today_map.KEY, lambda at: reach_plate(at, answer, counts))


def _pick_limit(visit: Visit) -> None:
    """Draw the list of limits; with an aim that has one it stands among the controls of the question."""
    w = visit.words
    limits = [str(limit) for limit in LIMITS]
    with st.columns([3, 8])[0]:
        names = [w.value(limit, w("siting.minutes")) for limit in LIMITS]
        pick(visit, "limit", w("siting.limit"), limits, names, "30", w("reach.limit_help"))


def _carried(visit: Visit, answer: Answer) -> dict[str, str]:
    """Return what the link to the catchments in km carries: language, area and day."""
    question = answer.problem.question
    return {"lang": visit.language, "area": question.area_code, "day": question.day.isoformat()}
