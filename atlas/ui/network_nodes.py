"""What is known of each node and of the money behind them: history, sources, who carries the network."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from atlas.store import Row, records
from atlas.ui.network import Network, Reach, gaps
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit, is_known

# How the lookups part several addresses in one field.
BETWEEN = " | "


def show(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw the nodes one by one, who carries the network, and where no node is open."""
    w = visit.words
    st.header(w("network.each", nodes=plural(visit)), anchor="knoten")
    for line in (_carried(visit), gaps(visit, shown, reach)):
        st.html(f'<p class="atlas-note">{escape(line)}</p>')
    told = "".join(_node(visit, shown, row) for row in records(shown.nodes))
    st.html(f'<div class="atlas-nodes">{told}</div>')


def funding(visit: Visit) -> None:
    """Draw what is known of how long the network is paid for, each with its state in words; nothing if nothing is."""
    rows = records(visit.store.funding())
    if not rows:
        return
    w = visit.words
    st.header(w("network.funding"), anchor="foerderung")
    st.html(f'<ol class="atlas-note">{"".join(_funded(visit, row) for row in rows)}</ol>')


def sources(visit: Visit, addresses: Any, written: Any) -> str:
    """Return links to sources by the names of their sites, with the date that the first one bears; '' for none."""
    if not is_known(addresses):
        return ""
    w = visit.words
    links = ", ".join(
        f'<a href="{escape(one)}" rel="noreferrer">{escape(urlsplit(one).netloc.removeprefix("www."))}</a>'
        for one in str(addresses).split(BETWEEN)
    )
    label = w("node.source", date=_source_day(visit, written)) if is_known(written) else w("data.source")
    return f" ({escape(label)}: {links})"


def _funded(visit: Visit, row: Row) -> str:
    state = visit.words(f"network.funding_{row['state']}")
    linked = sources(visit, row["source_url"], row["source_date"])
    return f"<li><strong>{escape(state)}:</strong> {escape(visit.local(row, 'text'))}{linked}"


def _carried(visit: Visit) -> str:
    """Return who carries the network, and what the house on site is."""
    w = visit.words
    programme = visit.region.words["programme"]
    names = [
        w("network.lead", name=partner["name"]) if partner["role"] == "lead" else partner["name"]
        for partner in programme["partners"]
    ]
    told = [w("network.host_means")]
    if names:
        name = programme[f"name_{visit.language}"]
        told.insert(0, w("network.carried", short=programme["short"], name=name, partners=w.list(names)))
    return " ".join(told)


def _node(visit: Visit, shown: Network, row: Row) -> str:
    w = visit.words
    focus = row[f"focus_{visit.language}"]
    place = row[f"coordinate_note_{visit.language}"]
    lines = [
        escape(w("network.place", place=row["place"], district=visit.area_name(row["area_code"]))),
        escape(w("node.host", host=row["host"])),
        escape(w("node.focus", focus=focus) if is_known(focus) else w("network.no_focus")),
        _history(visit, row),
        escape(place if is_known(place) else w("node.place")),
    ]
    if is_known(row["confirmed_until"]):
        lines.insert(4, escape(w("node.confirmed", date=w.period(row["confirmed_until"]))))
    status = w("network.status", status=w(f"node.{row['status']}"), date=w.date(shown.day))
    items = "".join(f"<li>{line}" for line in lines)
    name = escape(visit.local(row, "name"))
    return f'<section><h3>{name}: {escape(status)}</h3><ul class="atlas-note">{items}</ul></section>'


def _history(visit: Visit, node: Row) -> str:
    """Return each change of status with its day and its source, as HTML."""
    w = visit.words
    steps = [
        escape(w("node.status_since", status=w(f"node.{step['status']}"), date=w.date(step["since"].date())))
        + sources(visit, step["source_url"], step["source_date"])
        for step in records(visit.store.node_days())
        if step["node_id"] == node["node_id"]
    ]
    return "; ".join(steps)


def _source_day(visit: Visit, written: str) -> str:
    """Return the date that a source bears, a day or a month, as it is read."""
    return visit.words.period(written) if len(written) in (4, 7, 10) else written
