"""How fresh the figures are: what is held of each source, what its publisher has, when the next is to come."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.store import Row, Store, freshness, records
from atlas.ui.visit import Visit, is_known, today


def sentence(visit: Visit) -> str:
    """Return of how many sources the publisher is known to have newer figures than those held."""
    rows = [row for row in records(freshness.states(visit.store)) if row["files"]]
    return visit.words("freshness.summary", n=sum(map(_behind, rows)))


def show(visit: Visit) -> None:
    """Draw the table of all sources: newest period held, known to exist, next release."""
    w = visit.words
    rows = records(freshness.states(visit.store))
    frame = pd.DataFrame(
        {
            "title": [visit.local(row, "title") for row in rows],
            "held": [_period(visit, row["held_period"], _nothing(row)) for row in rows],
            "known": [_period(visit, row["known_period"], "freshness.unknown") for row in rows],
            "next": [_next(visit, row) for row in rows],
            "retrieved": [
                w.date(row["retrieved_on"].date(), long=False) if is_known(row["retrieved_on"]) else w(_never(row))
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
    st.html(_evidence(visit, rows))


def _evidence(visit: Visit, rows: list[Row]) -> str:
    """Return as HTML the pages that say what a publisher has out, of the sources counted as behind, or announces."""
    links = []
    for row in rows:
        seen = row["known_url"] if _state(row) == "behind" else None
        for url, period in ((seen, row["known_period"]), (row["next_url"], row["next_period"])):
            if is_known(url):
                told = f"{visit.local(row, 'title')}: {visit.words.period(str(period))}"
                links.append(f'<li><a href="{escape(str(url))}" rel="noreferrer">{escape(told)}</a></li>')
    if not links:
        return ""
    first = escape(visit.words("freshness.evidence"))
    return f'<p class="atlas-note">{first}</p><ul class="atlas-note">{"".join(links)}</ul>'


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
    """Return whether the publisher is known to have another period out; of a year alone any day of it is one."""
    known, held = row["known_period"], row["held_period"]
    return is_known(known) and is_known(held) and not str(held).startswith(str(known))


def _state(row: Row) -> str:
    """Return the key of what is to be said of a source."""
    if not row["files"]:
        return "not_fetched"
    return "behind" if _behind(row) else "level"


def _period(visit: Visit, period: str | None, missing: str) -> str:
    return visit.words.period(str(period), long=False) if is_known(period) else visit.words(missing)


def _nothing(row: Row) -> str:
    """Return the key of what stands where no period is held: a file of no stated period, or no file."""
    return "data.day_unknown" if row["files"] else "freshness.nothing"


def _never(row: Row) -> str:
    return "data.day_unknown" if row["files"] else "freshness.never"


def _next(visit: Visit, row: Row) -> str:
    w = visit.words
    if not is_known(row["next_on"]):
        return w("freshness.not_announced")
    day = row["next_on"].date()
    written = w.date(day, long=False)
    return written if day >= today() else w("freshness.passed", date=written)
