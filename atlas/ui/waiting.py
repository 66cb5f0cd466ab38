"""Waiting for heavy work: how far it is, how much is before it, and a button that ends it."""

import time
from typing import Any

import streamlit as st

from atlas.ui.latest import not_counted
from atlas.ui.visit import Visit
from atlas.ui.workers import Work

# How often the page looks (and may be stopped); shorter work is not announced.
LOOK_S, QUIET_S = 0.1, 0.5
# What the keys of the buttons begin with: one run may wait for several works.
_CANCEL = "waiting_cancel_"


class StoppedError(RuntimeError):
    """The visitor ended the work, or there is no room for it: it does not begin anew by itself."""


def wait(visit: Visit, work: Work, doing: str) -> list[Any]:
    """Return the results of a work; while it runs, show what is done (`doing`), how far it is, and the queue.

    Whoever uses the button or another control meanwhile ends it: the framework stops this run at the next drawing,
    and the work with it. Raises what the first faulty task raised.
    """
    begun, place = time.monotonic(), st.empty()
    bar = None
    try:
        # Files that the page offers already can be taken meanwhile.
        with not_counted():
            while not work.finished:
                if time.monotonic() - begun > QUIET_S:
                    if bar is None:
                        frame = place.container()
                        bar = frame.progress(0.0)
                        frame.button(visit.words("waiting.cancel"), key=f"{_CANCEL}{doing}")
                    bar.progress(work.done / len(work.futures), text=f"{doing} {_state(visit, work)}")
                time.sleep(LOOK_S)
    except BaseException:
        work.cancel()
        raise
    place.empty()
    return work.results()


def ended() -> bool:
    """Return whether this run came of the button that ends a work: what was ended should not begin anew by itself."""
    return any(str(key).startswith(_CANCEL) and bool(on) for key, on in st.session_state.items())


def _state(visit: Visit, work: Work) -> str:
    ahead = work.ahead
    if ahead:
        return visit.words("waiting.queue", n=ahead)
    return visit.words("waiting.progress", done=work.done, total=len(work.futures))
