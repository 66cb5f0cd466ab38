"""A picture for the press, offered below every chart: folded, and nothing of it is made before it is unfolded."""

from collections.abc import Callable

import streamlit as st

from atlas.export.plate import Plate
from atlas.ui.faults import guarded
from atlas.ui.press_form import Form
from atlas.ui.press_work import work
from atlas.ui.visit import Visit


@st.fragment
def offer(visit: Visit, key: str, make: Callable[[Visit], Plate]) -> None:
    """Draw "Für die Presse" below a chart; `make` is called once it is unfolded, `key` is the chart's own.

    It makes the plate in the language of the visit that it is given: the texts of a press pack are in all of them.
    """
    # Run by itself, a fragment has no page around it that would tell of a failure.
    with guarded(visit.words):
        form = Form(key)
        fold = st.expander(visit.words("press.offer"), key=form.widget("fold"), on_change="rerun")
        if fold.open:
            other = visit.in_other_language
            with fold:
                work(visit, form, make(visit), make(other))
