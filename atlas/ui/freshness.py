"""How fresh the figures are: what is held of each source, what its publisher has, when the next is to come."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.store import Row, Store, freshness, records
from atlas.ui.visit import Visit, is_known, today


def sentence(visit: Visit) -> str:
    """Return of how many sources figures are held, and for how many of them the publisher has newer ones."""
    rows = [row for row in records(freshness.states(visit.store)) if row["files"]]
    behind = [row for row in rows if _behind(row)]
    return visit.words("freshness.summary", n=len(behind), held=len(rows))


def table(visit: Visit) -> None:
    """Draw the table of all sources: newest period held, known to exist, next release, what that means."""
    w = visit.words
    rows = records(freshness.states(visit.store))
    frame = pd.DataFrame(
        {
            "title": [visit.local(row, "title") for row in rows],
            "held": [_period(visit, row["held_period"], bool(row["files"])) for row in rows],
            "known": [_period(visit, row["known_period"], False) for row in rows],
            "next": [_next(visit, row) for row in rows],
            "retrieved": [
                w.date(row["retrieved_on"].date(), long=False) if is_known(row["retrieved_on"]) else _none(visit, row)
                for row in rows
            ],
            "state": [w(f"freshness.{_state(row)}") for row in rows],
        }
    )
    columns = (
        Column("title", w("data.source")),
        Column("held", w("freshness.held")),
        Column("known", w("freshness.known")),
        Column("next", w("freshness.next")),
        Column("retrieved", w("data.retrieved_on")),
        Column("state", w("freshness.state")),
    )
    st.html(f'<p class="atlas-note">{escape(w("freshness.how"))}</p>')
    st.html(table_html(frame, columns, w("freshness.caption"), w))


def next_line(visit: Visit, attribution: str) -> str:
    """Return when the next figures of a source are to come out, where its publisher has announced a day; else ''.

    A source is known by its attribution, which every chart shows; of several with the same the first day counts.
    """
    row = _announced(visit.store).get(attribution)
    return _told(visit, row) if row else ""


def _announced(store: Store) -> dict[str, Row]:
    """Return attribution -> state of the source whose next release is announced for the earliest day."""
    rows = [row for row in records(freshness.states(store)) if is_known(row["next_on"])]
    return {row["attribution"]: row for row in sorted(rows, key=lambda row: row["next_on"], reverse=True)}


def _told(visit: Visit, row: Row) -> str:
    day = row["next_on"].date()
    return visit.words("source.next" if day >= today() else "source.next_passed", date=visit.words.date(day))


def _behind(row: Row) -> bool:
    return is_known(row["known_period"]) and is_known(row["held_period"]) and row["known_period"] != row["held_period"]


def _state(row: Row) -> str:
    """Return the key of what is to be said of a source."""
    if not row["files"]:
        return "not_fetched"
    return "behind" if _behind(row) else "level"


def _period(visit: Visit, period: str | None, held: bool) -> str:
    if is_known(period):
        return visit.words.period(str(period), long=False)
    return visit.words("data.day_unknown" if held else "freshness.unknown")


def _next(visit: Visit, row: Row) -> str:
    return _told(visit, row) if is_known(row["next_on"]) else visit.words("freshness.not_announced")


def _none(visit: Visit, row: Row) -> str:
    return visit.words("data.day_unknown" if row["files"] else "freshness.never")
