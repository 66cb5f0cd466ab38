"""What a visitor reads where a page fails: in their language, with a way on. What went wrong stands in the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import FragmentHandledException

from atlas.messages import Words
from atlas.ui.latest import counted

LOG = logging.getLogger("atlas.faults")
_FAILED = "faults_of_a_control"


@contextmanager
def guarded(w: Words, place: DeltaGenerator | None = None) -> Iterator[None]:
    """Draw what follows; where it fails, write the traceback to the log and say so at `place` (else: here).

    A stop or a new start of the run is no failure and passes: neither is an Exception to the framework.
    """
    try:
        with counted():
            if st.session_state.pop(_FAILED, False):
                _tell(w, place)
            yield
    except FragmentHandledException:
        # A fragment of the page has failed and is told of already.
        raise
    except Exception:
        LOG.exception("a page could not be drawn to its end")
        _tell(w, place)


def guarded_callback(callback: Callable[..., None]) -> Callable[..., None]:
    """Return the callback of a control; where it fails, the page is drawn as it was before, below words on it."""

    @wraps(callback)
    def call(*given: Any) -> None:
        try:
            callback(*given)
        except Exception:
            LOG.exception("a control could not be followed")
            # Told by the run that comes next: what a callback draws may be gone with it.
            st.session_state[_FAILED] = True

    return call


def _tell(w: Words, place: DeltaGenerator | None) -> None:
    here = place or st.container()
    here.error(w("error.unexpected"))
    again = escape(w("error.anew"))
    here.html(f'<p class="atlas-note"><a href="?lang={w.language}" target="_self">{again}</a></p>')
