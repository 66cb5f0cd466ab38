"""The state of a page is in its address: read from it, checked, carried from page to page.

Every value is plain text and one of a list of allowed ones. What a link brought and is not allowed falls
back to the default, and a note says so; what merely no longer fits (a period of another indicator) is
replaced without a word.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import streamlit as st

_HELD = "address_held"
_REFUSED = "address_refused"
_WIDGET = "widget_"


def begin() -> None:
    """Start a run: forget what earlier runs refused."""
    st.session_state[_REFUSED] = []


def value(key: str, allowed: Collection[str] | Callable[[str], bool], default: str) -> str:
    """Return the value of `key`: from the address if it came by link, else the one held, else `default`."""
    permitted = allowed if callable(allowed) else allowed.__contains__
    held: dict[str, str] = st.session_state.setdefault(_HELD, {})
    arrived = st.query_params.get(key)
    if arrived is not None and arrived != held.get(key):
        held[key] = arrived
        if not permitted(arrived):
            st.session_state.setdefault(_REFUSED, []).append(key)
    if key not in held or not permitted(held[key]):
        held[key] = default
    if st.query_params.get(key) != held[key]:
        st.query_params[key] = held[key]
    return held[key]


def keep(key: str, chosen: str) -> None:
    """Hold a new value of `key` and write it into the address: for the callbacks of widgets."""
    st.session_state.setdefault(_HELD, {})[key] = chosen
    st.query_params[key] = chosen


def bind(key: str, current: str | date) -> dict[str, Any]:
    """Return the arguments that tie a widget to `key`: its key, and a callback that keeps what was chosen."""
    widget = _WIDGET + key
    if st.session_state.get(widget) != current:
        st.session_state[widget] = current
    return {"key": widget, "on_change": _keep_widget, "args": (key,)}


def refused() -> list[str]:
    """Return the keys whose value came by link and does not exist, in the order in which they were read."""
    return list(st.session_state.get(_REFUSED, []))


def held() -> dict[str, str]:
    """Return all values held: what a link to another page carries."""
    return dict(st.session_state.get(_HELD, {}))


def _keep_widget(key: str) -> None:
    chosen = st.session_state[_WIDGET + key]
    if chosen is not None:
        keep(key, str(chosen))
