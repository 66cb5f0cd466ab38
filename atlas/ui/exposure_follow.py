"""The intervals of the ranks follow: a moved weight shows score, map and table at once, the draws are worked out after.

A part of the page that is seen by nobody tells the server, once the page has arrived, that the draws are due. They
run in a fragment, then the page is shown with them. Whoever comes by a link gets all in one run.
"""

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

import pandas as pd
import streamlit as st

from atlas.store import Store
from atlas.ui import address, exposure
from atlas.ui.faults import guarded
from atlas.ui.visit import Visit

KEY = "exposure_follow"
# Told once for each run of the page: drawn again, the part has the same number.
SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  if (parentElement.atlasTold === data.run) { return; }
  parentElement.atlasTold = data.run;
  setTriggerValue("due", data.run);
}
"""
_RUNS = count(1)


def ready(store: Store, settings: exposure.Settings) -> pd.DataFrame | None:
    """Return the intervals; None where they follow, because a control was moved and they are not known yet."""
    known = exposure.known_intervals(store, settings)
    return known if known is not None or address.acted() else exposure.intervals(store, settings)


@st.fragment
def follow(visit: Visit, settings: exposure.Settings) -> None:
    """Work out the intervals once the page has arrived, and have the page drawn with them."""
    # Run by itself it has no page around it that would tell of a failure.
    with guarded(visit.words):
        if (st.session_state.get(KEY) or {}).get("due"):
            exposure.intervals(visit.store, settings)
            st.rerun()
        _component()(key=KEY, data={"run": next(_RUNS)}, on_due_change=lambda: None)


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("atlas_follow", js=SCRIPT)
