"""Files made of what a page holds when they are taken, not of what it held when their button was drawn.

Whoever types a title and then presses a button leaves the field with that click: text and click reach the server one
right after the other, and the framework makes the file before the page has taken the text in.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

import streamlit as st

Made = bytes | str
_KEY = "latest_files"
# A text that was sent before the click has begun a run by then.
QUIET_S = 0.25
# A page that takes longer than this hangs.
MOST_S = 20.0


class NotMadeError(LookupError):
    """A file of a form in which something cannot be used by now; the page says what."""


@dataclass
class _Session:
    """How many runs of a page or of parts of it are under way, and what makes each file since the newest of them."""

    under_way: int = 0
    makers: dict[str, Callable[[], Made]] = field(default_factory=dict)
    changed: Condition = field(default_factory=Condition)

    def count(self, more: int) -> None:
        with self.changed:
            self.under_way += more
            self.changed.notify_all()

    def wait_until_quiet(self) -> None:
        """Return once no run is under way and none begins for a moment."""
        end = time.monotonic() + MOST_S
        with self.changed:
            while time.monotonic() < end:
                if self.under_way > 0:
                    self.changed.wait(1)
                elif not self.changed.wait(QUIET_S):
                    return


@contextmanager
def counted() -> Iterator[None]:
    """Count what happens inside as a run of a page, or of a part of it."""
    session = _session()
    session.count(1)
    try:
        yield
    finally:
        session.count(-1)


@contextmanager
def not_counted() -> Iterator[None]:
    """Count what happens inside as no run: what waits for heavy work has drawn its buttons, and they make files."""
    session = _session()
    inside = session.under_way > 0
    session.count(-inside)
    try:
        yield
    finally:
        session.count(+inside)


def latest(key: str, make: Callable[[], Made]) -> Callable[[], Made]:
    """Return what makes a file for st.download_button: as the newest run of the page makes it, under the same key."""
    session = _session()
    session.makers[key] = make

    def newest() -> Made:
        session.wait_until_quiet()
        if key not in session.makers:
            raise NotMadeError(key)
        return session.makers[key]()

    return newest


def forget(beginning: str) -> None:
    """Make no file any more of the keys that begin so: what was asked for cannot be made."""
    makers = _session().makers
    for key in [key for key in makers if key.startswith(beginning)]:
        del makers[key]


def _session() -> _Session:
    found: _Session = st.session_state.setdefault(_KEY, _Session())
    return found
