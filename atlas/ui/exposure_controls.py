"""The controls of the exposure index, each bound to the address: area, district, scale, mean, what may be missing."""

from html import escape

import streamlit as st

from atlas.analysis.index import AGGREGATIONS, METHODS
from atlas.ui import address
from atlas.ui.controls import ALL_REGIONS, Choice, district, pick, pick_area, pick_district, pick_method
from atlas.ui.exposure import WITHOUT_REGISTER, Settings
from atlas.ui.exposure_sliders import held_weights
from atlas.ui.visit import Visit, today


def choose(visit: Visit) -> tuple[Settings, Choice]:
    """Draw the controls; return the settings of the index, and what is looked at, for the map."""
    w = visit.words
    columns = st.columns([2, 3, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        area_code = pick_area(visit, (ALL_REGIONS,))
    # Any indicator does: the list of districts asks for the area alone.
    shown = Choice(visit.indicator(WITHOUT_REGISTER), "", area_code, district(visit), today(), "quantiles")
    with columns[1]:
        pick_district(visit, shown)
    with columns[2]:
        names = [w(f"exposure.scale_{name}") for name in METHODS]
        method = pick(visit, "scale", w("exposure.scale"), METHODS, names, METHODS[0], w("exposure.scale_help"))
    with columns[3], st.popover(w("control.more"), width="stretch"):
        aggregation = _pick_mean(visit, method)
        allowed = address.value("missing", ("0", "1"), "0") == "1"
        st.checkbox(
            w("exposure.allow_missing"), help=w("exposure.allow_help"), **address.bind_switch("missing", allowed)
        )
        classes = pick_method(visit)
        reset = f'<a href="?lang={visit.language}" target="_self">{escape(w("control.reset"))}</a>'
        st.html(f'<p class="atlas-note">{reset}</p>')
    settings = Settings(area_code, method, aggregation, allowed, held_weights(visit.store))  # type: ignore[arg-type]
    return settings, Choice(shown.indicator, "", area_code, shown.district, shown.day, classes)


def _pick_mean(visit: Visit, method: str) -> str:
    """Return the chosen mean; standard scores have no geometric one, and none is offered for them."""
    w = visit.words
    offered = AGGREGATIONS[:1] if method == "zscore" else AGGREGATIONS
    names = [w(f"exposure.mean_{name}") for name in offered]
    # What a link brought is checked against both: with standard scores it merely does not fit.
    address.value("mean", AGGREGATIONS, AGGREGATIONS[0])
    return pick(visit, "mean", w("exposure.mean"), offered, names, offered[0], w("exposure.mean_help"))
