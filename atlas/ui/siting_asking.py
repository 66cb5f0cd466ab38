"""Further plans for the same problem, solved in other processes when a part of the page asks for them."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from atlas.analysis.attempts import attempt
from atlas.ui import waiting
from atlas.ui.siting import Problem, Tools
from atlas.ui.siting_solve import conditions, once
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError
from atlas.ui.workers import QueueFullError, submit

# Each further plan is given so long; what is not proven by then is shown with its gap.
LIMIT = {"time_limit_s": 10.0}


def asked_for(visit: Visit, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """Return what was made for a key before, else make it now, which may take long.

    Raises StoppedError, after a note on the page, where the visitor has just ended work, and where too much waits.
    """

    def begin() -> Any:
        if waiting.ended():
            _stop(visit, visit.words("siting_argument.stopped"), key)
        try:
            return make()
        except QueueFullError:
            return _stop(visit, visit.words("siting.queue_full"), key)

    return once(visit.store, key, begin)


def plans(
    visit: Visit, asked: Problem, tools: Tools, key: tuple[object, ...], wanted: Sequence[dict[str, Any]], doing: str
) -> list[Any]:
    """Return a plan, or why there is none (InfeasibleError), for each change of the arguments of geo.siting.solve.

    Raises StoppedError.
    """
    siting = tools.siting

    def call(change: dict[str, Any]) -> Callable[..., Any]:
        given: dict[str, Any] = {"cost": asked.minutes, "weight": asked.weight, "p": asked.p}
        return partial(siting.solve, **(given | conditions(asked) | LIMIT | change))

    def make() -> list[Any]:
        return waiting.wait(
            visit, submit(attempt, [(call(change), siting.InfeasibleError) for change in wanted]), doing
        )

    found: list[Any] = asked_for(visit, (*key, asked.question), make)
    return found


def lines(*sentences: str) -> None:
    """Draw notes, one below the other; nothing for an empty one."""
    st.html("".join(f'<p class="atlas-note">{escape(text)}</p>' for text in sentences if text))


def _stop(visit: Visit, told: str, key: tuple[object, ...]) -> None:
    st.info(told)
    st.button(visit.words("siting_argument.again"), key=f"again_{key[0]}")
    raise StoppedError(told)
