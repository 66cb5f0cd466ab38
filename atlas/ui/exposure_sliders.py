"""The weights of the exposure index: a slider and a lock for each ingredient, and further ingredients to add."""

from html import escape

import streamlit as st

from atlas.store import Store, open_current
from atlas.ui import address
from atlas.ui.exposure import default_weights, figures, ingredients, published
from atlas.ui.exposure_weights import WHOLE, moved, read, read_locks, read_more, write, write_locks, write_more
from atlas.ui.faults import guarded_callback
from atlas.ui.visit import Visit

# Controls in a row on a wide screen.
COLUMNS = 3
# The weight, in percent, with which a further ingredient begins.
BEGINS = 10


def held_weights(store: Store) -> tuple[int, ...]:
    """Return the weights of the address, the published ones where it has none."""
    default, least = default_weights(store), published(store)
    text = address.value(
        "weights", lambda text: read(text, least, len(default)) is not None, write(default, published(store))
    )
    return read(text, least, len(default)) or default


def sliders(visit: Visit) -> None:
    """Draw a slider and a lock for each ingredient, the further ones, and the way back to what is published."""
    w, store = visit.words, visit.store
    weights, locks, shown = held_weights(store), held_locks(store), shown_positions(store)
    absent = figures(store, address.held()["area"]).absent
    st.html(f'<p class="atlas-note">{escape(w("exposure.weights_help"))}</p>')
    for row in _in_rows(shown):
        for column, i in zip(st.columns(COLUMNS), row, strict=False):
            name = ingredients(store)[i]["indicator_id"]
            title = visit.local(visit.indicator(name), "title")
            with column:
                _slider(title, i, weights[i], fixed=i in locks or len(locks) >= len(shown) - 1)
                on = address.bind_switch(f"lock_{i + 1}", i in locks)
                st.checkbox(w("exposure.lock", title=title), **(on | {"on_change": _lock, "args": (i,)}))
                if name in absent:
                    st.html(f'<p class="atlas-note">{escape(w("exposure.not_counted"))}</p>')
    _further(visit, shown)
    st.button(w("exposure.reset"), key="weights_reset", on_click=_reset)


def held_locks(store: Store) -> frozenset[int]:
    """Return the positions of the locked weights."""
    count = len(ingredients(store))
    text = address.value("locks", lambda text: read_locks(text, count) is not None, "-")
    return read_locks(text, count) or frozenset()


def shown_positions(store: Store) -> list[int]:
    """Return the positions of the ingredients with a slider: published, chosen, or with a weight."""
    allowed = _further_ids(store)
    text = address.value("more", lambda text: read_more(text, allowed) is not None, "-")
    chosen, weights = read_more(text, allowed) or (), held_weights(store)
    rows = ingredients(store)
    return [i for i, row in enumerate(rows) if i < published(store) or weights[i] or row["indicator_id"] in chosen]


def _further(visit: Visit, shown: list[int]) -> None:
    """Draw the ingredients that may be added, with the year that their figures are of."""
    w, store = visit.words, visit.store
    rows = ingredients(store)
    offered = range(published(store), len(rows))
    if not offered:
        return
    periods = figures(store, address.held()["area"]).periods
    st.html(f'<p class="atlas-note">{escape(w("exposure.more"))}</p>')
    for row in _in_rows(list(offered)):
        for column, i in zip(st.columns(COLUMNS), row, strict=False):
            name = rows[i]["indicator_id"]
            title = visit.local(visit.indicator(name), "title")
            told = w("exposure.more_one", title=title, year=periods.get(name, "–")[:4])
            on = address.bind_switch(f"more_{i + 1}", i in shown)
            with column:
                st.checkbox(told, help=visit.local(rows[i], "reason"), **(on | {"on_change": _choose, "args": (i,)}))


def _slider(title: str, position: int, weight: int, *, fixed: bool) -> None:
    key = f"widget_weight_{position + 1}"
    if st.session_state.get(key) != weight:
        st.session_state[key] = weight
    st.slider(
        title,
        min_value=0,
        max_value=WHOLE,
        format="%d %%",
        key=key,
        disabled=fixed,
        on_change=_move,
        args=(position,),
    )


def _in_rows(positions: list[int]) -> list[list[int]]:
    return [positions[start : start + COLUMNS] for start in range(0, len(positions), COLUMNS)]


def _further_ids(store: Store) -> list[str]:
    return [row["indicator_id"] for row in ingredients(store)[published(store) :]]


@guarded_callback
def _move(position: int) -> None:
    _keep_moved(position, st.session_state[f"widget_weight_{position + 1}"], held_locks(open_current()))


def _keep_moved(position: int, wanted: int, locks: frozenset[int]) -> None:
    """Move a weight; what is not shown takes no part."""
    store = open_current()
    default = default_weights(store)
    hidden = set(range(len(default))) - {*shown_positions(store), position}
    found = moved(held_weights(store), position, wanted, locks | hidden, default)
    address.keep("weights", write(found, published(store)))


@guarded_callback
def _choose(position: int) -> None:
    """Add a further ingredient with some weight, or take it out with what weight it has."""
    store = open_current()
    name = ingredients(store)[position]["indicator_id"]
    chosen = {ingredients(store)[i]["indicator_id"] for i in shown_positions(store)}
    add = st.session_state[f"widget_more_{position + 1}"]
    locks = held_locks(store) - {position}
    if not add and len(locks) >= len(chosen) - 1:
        # Somebody must take up what becomes free.
        locks = frozenset()
    _keep_moved(position, BEGINS if add else 0, locks)
    address.keep("locks", write_locks(locks))
    wanted = chosen | {name} if add else chosen - {name}
    address.keep("more", write_more([other for other in _further_ids(store) if other in wanted]))


@guarded_callback
def _lock(position: int) -> None:
    locks = held_locks(open_current())
    on = st.session_state[f"widget_lock_{position + 1}"]
    address.keep("locks", write_locks(locks | {position} if on else locks - {position}))


@guarded_callback
def _reset() -> None:
    store = open_current()
    address.keep("weights", write(default_weights(store), published(store)))
    address.keep("locks", "-")
    address.keep("more", "-")
