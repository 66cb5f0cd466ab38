"""The state of a page is in its address: read from it, checked, carried from page to page.

Every value is plain text and one of a list of allowed ones. What a link brought and is not allowed falls
back to the default, and a note says so; what merely no longer fits (a period of another indicator) is
replaced without a word. The address is written once at the end of a run, not key by key: each writing is a
step that the browser's back button takes.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

_HELD = "address_held"
_SENT = "address_sent"
_READ = "address_read"
_ACTED = "address_acted"
_REFUSED = "address_refused"
_BEGUN = "address_begun"
_WIDGET = "widget_"


def begin() -> None:
    """Start a run: forget what earlier runs read and refused."""
    st.session_state[_REFUSED] = []
    st.session_state[_READ] = []
    st.session_state[_BEGUN] = True


def begun() -> bool:
    """Return whether this run came through app.py."""
    return bool(st.session_state.get(_BEGUN))


def acted() -> bool:
    """Return whether a control of the page caused this run, not a link."""
    return bool(st.session_state.get(_ACTED))


def value(key: str, allowed: Collection[str] | Callable[[str], bool], default: str) -> str:
    """Return the value of `key`: from the address if it came by link, else the one held, else `default`."""
    permitted = allowed if callable(allowed) else allowed.__contains__
    held: dict[str, str] = st.session_state.setdefault(_HELD, {})
    arrived = _arrived(key)
    if arrived is not None:
        held[key] = arrived
        # Known from now on: a run that is cut short does not come to write().
        st.session_state.setdefault(_SENT, {})[key] = arrived
        if not permitted(arrived):
            st.session_state.setdefault(_REFUSED, []).append(key)
    if key not in held or not permitted(held[key]):
        held[key] = default
    st.session_state.setdefault(_READ, []).append(key)
    return held[key]


def keep(key: str, chosen: str) -> None:
    """Hold a new value of `key`: for the callbacks of widgets."""
    st.session_state.setdefault(_HELD, {})[key] = chosen
    st.session_state[_ACTED] = True


def write() -> None:
    """Write all that was read in this run into the address, at the end of a page."""
    held = st.session_state[_HELD]
    read = {key: held[key] for key in st.session_state[_READ]}
    changed = {key: text for key, text in read.items() if st.query_params.get(key) != text}
    if changed:
        st.query_params.update(changed)
    st.session_state[_SENT] = read
    st.session_state[_ACTED] = False
    st.session_state[_BEGUN] = False


def bind(key: str, current: str | date) -> dict[str, Any]:
    """Return the arguments that tie a widget to `key`: its key, and a callback that keeps what was chosen.

    Its value is set in every run: the browser builds a widget below a folded button only when that is opened, and
    would begin with the first option where the value was set in an earlier run.
    """
    st.session_state[_WIDGET + key] = current
    return {"key": _WIDGET + key, "on_change": _keep_widget, "args": (key,)}


def bind_text(key: str, current: str) -> dict[str, Any]:
    """Return the arguments that tie a field for text to `key`; what is being typed there is not written over."""
    if st.session_state.get(_WIDGET + key) != current:
        st.session_state[_WIDGET + key] = current
    return {"key": _WIDGET + key, "on_change": _keep_widget, "args": (key,)}


def bind_switch(key: str, on: bool) -> dict[str, Any]:
    """Return the arguments that tie a checkbox to `key`, which stands in the address as 1 or 0; see bind."""
    widget = _WIDGET + key
    st.session_state[widget] = on
    return {"key": widget, "on_change": _keep_switch, "args": (key,)}


def refused() -> list[str]:
    """Return the keys whose value came by link and does not exist, in the order in which they were read."""
    return list(st.session_state.get(_REFUSED, []))


def held() -> dict[str, str]:
    """Return all values held: what a link to another page carries."""
    return dict(st.session_state.get(_HELD, {}))


def query(**other: str) -> str:
    """Return the query of this very view ('?lang=de&…'), with other values for the keys given."""
    held = st.session_state.get(_HELD, {})
    return "?" + urlencode({key: held[key] for key in st.session_state.get(_READ, [])} | other)


def link(**other: str) -> str:
    """Return the whole address of this very view, with other values for the keys given.

    Only the query where the server does not know the rest.
    """
    return f"{(st.context.url or '').partition('?')[0]}{query(**other)}"


def _arrived(key: str) -> str | None:
    """Return what a link or the browser's back button brought: not what the last run wrote itself.

    Whoever uses a control has come by no link; the browser may still send the address of before.
    """
    found: str | None = st.query_params.get(key)
    known = st.session_state.get(_SENT, {}).get(key)
    return None if st.session_state.get(_ACTED) or found == known else found


def _keep_switch(key: str) -> None:
    keep(key, "1" if st.session_state[_WIDGET + key] else "0")


def _keep_widget(key: str) -> None:
    chosen = st.session_state[_WIDGET + key]
    if chosen is not None:
        keep(key, str(chosen))
