"""The series of a district for the press: one of the small charts, with its Land where the chart shows it."""

from dataclasses import replace

import streamlit as st

from atlas.export.plate import Plate
from atlas.ui import press, profile_series
from atlas.ui.comparison_plate import series_plate
from atlas.ui.controls import pick
from atlas.ui.profile import land
from atlas.ui.profile_series import series
from atlas.ui.visit import Visit


def plate(visit: Visit, code: str, indicator_id: str) -> Plate:
    """Return a small chart of a district as it is drawn on its page; raises StopIteration where there is none."""
    found, _ = series(visit.store, code, visit.language)
    line = next(one.line for one in found if one.indicator["indicator_id"] == indicator_id)
    own = series_plate(visit, indicator_id, (code,))
    if not line.other:
        return replace(own, content=line)
    both = series_plate(visit, indicator_id, (code, land(visit.store, code)))
    picture = replace(own.picture, subtitle=both.picture.subtitle)
    return replace(both, content=line, picture=picture, named=own.named)


def show(visit: Visit, code: str) -> None:
    """Draw the small charts and below them which one is wanted for the press, and what is offered of it."""
    profile_series.show(visit, code)
    found, _ = series(visit.store, code, visit.language)
    if not found:
        return
    keys = [str(one.indicator["indicator_id"]) for one in found]
    left, _ = st.columns([1, 2])
    with left:
        chosen = pick(visit, "chart", visit.words("press_series.which"), keys, [one.title for one in found], keys[0])
    press.offer(visit, f"series_{chosen}", lambda at: plate(at, code, chosen))
