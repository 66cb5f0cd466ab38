"""Commuters of a district: how many come and go, and the districts that most of them come from or go to."""

from html import escape

import streamlit as st

from atlas.store import records
from atlas.ui.downloads import origin, origin_line
from atlas.ui.register_sums import grid
from atlas.ui.visit import Visit

PARTNERS = 10
SOURCE = "commuters"
WAYS = ("commuters_in", "commuters_out")


def show(visit: Visit, code: str) -> None:
    """Draw the sums, the main partners and what the figures cannot bear; nothing where there are no figures."""
    flows = visit.store.commuters(code)
    if flows.empty:
        return
    w = visit.words
    name = visit.area_name(code)
    whole = {way: float(flows[way].sum()) for way in WAYS}
    st.header(w("profile.commuters"), anchor=False)
    # Partly estimated: hundreds are as much as the sums bear.
    sums = {way: w.number(round(people, -2)) for way, people in whole.items()}
    told = (w("profile.commuters_sentence", name=name, **sums), *visit.source(SOURCE)[f"caveats_{visit.language}"])
    st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in told))
    rows = [
        [visit.area_name(row["area_code"]), *(w.number(row[way]) for way in WAYS)]
        for row in records(flows.head(PARTNERS))
    ]
    last = [w("profile.all_partners"), *map(w.number, whole.values())]
    heads = [w("profile.partner"), w("profile.commuters_in"), w("profile.commuters_out")]
    st.html(grid(w("profile.commuters_caption", name=name), heads, [*rows, last]))
    st.html(f'<p class="atlas-note">{origin_line(visit, origin(visit, SOURCE))}</p>')
