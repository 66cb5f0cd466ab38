"""The controls of the exposure index, each bound to the address: area, scale, mean, weights and locks."""

from html import escape

import streamlit as st

from atlas.analysis.index import AGGREGATIONS, METHODS
from atlas.store import open_current
from atlas.ui import address, exposure_weights
from atlas.ui.controls import ALL_REGIONS, Choice, district, pick, pick_area, pick_district, pick_method
from atlas.ui.exposure import WITHOUT_REGISTER, Settings, default_weights, figures, ingredients
from atlas.ui.visit import Visit, today

# A row of sliders on a wide screen.
SLIDERS = 3


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
    settings = Settings(area_code, method, aggregation, allowed, held_weights(visit))  # type: ignore[arg-type]
    return settings, Choice(shown.indicator, "", area_code, shown.district, shown.day, classes)


def held_weights(visit: Visit) -> tuple[int, ...]:
    """Return the weights of the address, the published ones where it has none."""
    default = default_weights(visit.store)
    text = address.value("weights", lambda text: _read(text) is not None, exposure_weights.write(default))
    return exposure_weights.read(text, len(default)) or default


def sliders(visit: Visit) -> None:
    """Draw a slider and a lock for each ingredient, and the way back to the published weights."""
    w = visit.words
    rows = ingredients(visit.store)
    weights, locks = held_weights(visit), held_locks(visit)
    absent = figures(visit.store, address.held()["area"]).absent
    st.html(f'<p class="atlas-note">{escape(w("exposure.weights_help"))}</p>')
    for start in range(0, len(rows), SLIDERS):
        for column, i in zip(st.columns(SLIDERS), range(start, min(start + SLIDERS, len(rows))), strict=False):
            name = rows[i]["indicator_id"]
            title = visit.local(visit.indicator(name), "title")
            with column:
                _slider(visit, title, i, weights[i], fixed=i in locks or len(locks) >= len(rows) - 1)
                on = address.bind_switch(f"lock_{i + 1}", i in locks)
                st.checkbox(w("exposure.lock", title=title), **(on | {"on_change": _lock, "args": (i,)}))
                if name in absent:
                    st.html(f'<p class="atlas-note">{escape(w("exposure.not_counted"))}</p>')
    st.button(w("exposure.reset"), key="weights_reset", on_click=_reset)


def held_locks(visit: Visit) -> frozenset[int]:
    """Return the positions of the locked weights."""
    count = len(ingredients(visit.store))
    text = address.value("locks", lambda text: exposure_weights.read_locks(text, count) is not None, "-")
    return exposure_weights.read_locks(text, count) or frozenset()


def _pick_mean(visit: Visit, method: str) -> str:
    """Return the chosen mean; standard scores have no geometric one, and none is offered for them."""
    w = visit.words
    offered = AGGREGATIONS[:1] if method == "zscore" else AGGREGATIONS
    names = [w(f"exposure.mean_{name}") for name in offered]
    # What a link brought is checked against both: with standard scores it merely does not fit.
    address.value("mean", AGGREGATIONS, AGGREGATIONS[0])
    return pick(visit, "mean", w("exposure.mean"), offered, names, offered[0], w("exposure.mean_help"))


def _slider(visit: Visit, title: str, position: int, weight: int, *, fixed: bool) -> None:
    key = f"widget_weight_{position + 1}"
    if st.session_state.get(key) != weight:
        st.session_state[key] = weight
    st.slider(
        title,
        min_value=0,
        max_value=exposure_weights.WHOLE,
        format="%d %%",
        key=key,
        disabled=fixed,
        on_change=_move,
        args=(position,),
    )


def _read(text: str) -> tuple[int, ...] | None:
    return exposure_weights.read(text, len(ingredients(open_current())))


def _move(position: int) -> None:
    default = default_weights(open_current())
    held = address.held()
    weights = exposure_weights.read(held["weights"], len(default)) or default
    locks = exposure_weights.read_locks(held["locks"], len(default)) or frozenset()
    wanted = st.session_state[f"widget_weight_{position + 1}"]
    address.keep("weights", exposure_weights.write(exposure_weights.moved(weights, position, wanted, locks, default)))


def _lock(position: int) -> None:
    count = len(ingredients(open_current()))
    locks = exposure_weights.read_locks(address.held()["locks"], count) or frozenset()
    on = st.session_state[f"widget_lock_{position + 1}"]
    address.keep("locks", exposure_weights.write_locks(locks | {position} if on else locks - {position}))


def _reset() -> None:
    address.keep("weights", exposure_weights.write(default_weights(open_current())))
    address.keep("locks", "-")
