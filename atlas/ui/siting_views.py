"""What can be seen of a plan: the answer, the argument for it, how sure it is, scenarios, the reach of today."""

from collections.abc import Callable, Mapping
from contextlib import suppress

import streamlit as st

from atlas.ui import address, siting_map, siting_solve
from atlas.ui.siting import Question, Tools
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError

Views = Mapping[str, Callable[[Visit, Answer, Tools], None]]
# Seen without solving anything: its answer has no plan.
WITHOUT_PLAN = frozenset({"reach"})


def pick(visit: Visit, views: Views) -> str:
    """Return the chosen view; a control only where there is more than one."""
    current = address.value("view", views, next(iter(views)))
    if len(views) > 1:
        st.segmented_control(
            visit.words("siting.view"),
            list(views),
            format_func=lambda view: visit.words(f"siting.view_{view}"),
            required=True,
            wrap=True,
            label_visibility="collapsed",
            **address.bind("view", current),
        )
    return current


def refused(visit: Visit, question: Question, tools: Tools, fault: Exception) -> None:
    """Draw what stays to be seen of a question without an answer: the map of today, to set own places on.

    Where the visitor ended the work, the way to begin it anew.
    """
    if isinstance(fault, StoppedError):
        st.button(visit.words("siting_argument.again"), key="again_answer")
    with suppress(siting_solve.NoProblemError):
        found = siting_solve.today(visit, question, tools)
        left, right = st.columns([12, 13], gap="medium")
        with left:
            siting_map.show(visit, found)
        with right:
            siting_map.legend(visit, found)


def answer_for(view: str, visit: Visit, question: Question, tools: Tools) -> Answer:
    """Return what a view shows: the solved question, or the reach of today. Raises what siting_solve does."""
    solve = siting_solve.today if view in WITHOUT_PLAN else siting_solve.answer
    return solve(visit, question, tools)
