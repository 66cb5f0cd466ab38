"""Events as a layer of the map: what the register holds of the years before the chosen day."""

from datetime import date, timedelta
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import Filter
from atlas.charts.event_marks import EVENT_PREFIX, event_rows
from atlas.picture import EventMark, Picture
from atlas.store import Store, kept
from atlas.ui import address
from atlas.ui.controls import Choice, within
from atlas.ui.register import Register
from atlas.ui.register_marks import place_marks
from atlas.ui.visit import Visit

# As long as the indicator of announced job losses looks back.
YEARS = 5
DISTRICT_DIGITS = 5


def switch(visit: Visit, choice: Choice) -> None:
    """Draw the switch of the layer; none for a region without a register."""
    if not visit.store.events().empty:
        bound = address.bind_switch("events", choice.events)
        st.checkbox(visit.words("map.events"), help=visit.words("map.events_help"), **bound)


def marks(visit: Visit, choice: Choice) -> tuple[EventMark, ...]:
    """Return a mark per place and direction of the reports of the area in the years up to the chosen day."""
    if not choice.events or visit.store.events().empty:
        return ()
    rows = _rows(visit.store, choice.area_code, choice.day.isoformat())
    return place_marks(visit, Register(Filter(), rows, rows))


def legend(visit: Visit, choice: Choice, picture: Picture) -> str:
    """Return the section of the legend that says what the layer shows, as HTML; '' where it is off."""
    if not choice.events or visit.store.events().empty:
        return ""
    w = visit.words
    rows = "".join(
        f'<li><img src="{row.image}" alt="" width="{row.px}" height="{row.px}">'
        f"{escape(w('events.legend_other' if row.direction == 'other' else f'event_direction.{row.direction}'))}</li>"
        for row in event_rows(picture.events, picture.theme)
    )
    note = f"{w('events.legend_size')}. {w('map.events_note')}"
    return f"<section><p>{escape(told(visit, choice))}</p><ul>{rows}</ul><p class=small>{escape(note)}</p></section>"


def told(visit: Visit, choice: Choice) -> str:
    """Return how many reports the layer shows, and from when to when."""
    w, day = visit.words, choice.day.isoformat()
    n = len(_rows(visit.store, choice.area_code, day))
    return w("map.events_told", n=n, first=w.date(_first(day)), last=w.date(choice.day))


@kept(64)
def _rows(store: Store, area_code: str, day: str) -> pd.DataFrame:
    """Return the reports of an area announced in the years up to a day (ISO).

    A month or a year counts where a day of it lies between the two.
    """
    every = store.events()
    announced = every["announced_on"]
    begins, ends = (announced + rest for rest in ("-01-01", "-12-31"))
    ends = ends.where(announced.str.len() != len("2024-03"), announced + "-31")
    inside = (ends.str.slice(0, 10) >= _first(day)) & (begins.str.slice(0, 10) <= day)
    return every[within(every, area_code) & inside]


def _first(day: str) -> str:
    """Return the first day (ISO) of the layer for its last one: the day after the same day so many years before."""
    last = date.fromisoformat(day)
    before = last.replace(year=last.year - YEARS, day=28 if (last.month, last.day) == (2, 29) else last.day)
    return (before + timedelta(days=1)).isoformat()


def district_of(mark: str | None) -> str | None:
    """Return the district of a mark of the layer that was clicked: its key begins with that of its place."""
    if mark is None or not mark.startswith(EVENT_PREFIX):
        return None
    return mark.removeprefix(EVENT_PREFIX)[:DISTRICT_DIGITS]
