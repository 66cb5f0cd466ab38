"""The argument for a plan: what each further site adds, what else would do, why not here, who gains and who loses."""

from collections.abc import Callable

import streamlit as st

from atlas.ui import siting_curve, siting_instead, siting_ledger, siting_losses, siting_order, siting_rest
from atlas.ui.downloads import link
from atlas.ui.exposure_map import heading
from atlas.ui.siting import Tools
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError

Part = Callable[[Visit, Answer, Tools], None]


def show(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the parts of the argument; what takes long is worked out when its fold is open."""
    w = visit.words
    _guarded(siting_curve.draw, visit, answer, tools)
    st.html(heading(w("siting_argument.why")))
    _guarded(siting_instead.draw_why, visit, answer, tools)
    for name, part in _FOLDS.items():
        fold = st.expander(w(f"siting_argument.{name}"), key=f"argument_{name}", on_change="rerun")
        if fold.open:
            with fold:
                _guarded(part, visit, answer, tools)
    st.html(heading(w("siting_argument.ledger")))
    siting_ledger.draw(visit, answer)
    st.html(heading(w("siting_argument.losses")))
    siting_losses.draw(visit, answer)
    siting_rest.show(visit, answer)
    link(visit)


_FOLDS: dict[str, Part] = {
    "alternatives": siting_instead.draw_alternatives,
    "order": siting_order.draw,
    "conditions": siting_instead.draw_conditions,
}


def _guarded(part: Part, visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw a part; where its work was ended, a note stands in its place and the rest of the page stays."""
    try:
        part(visit, answer, tools)
    except StoppedError:
        return
