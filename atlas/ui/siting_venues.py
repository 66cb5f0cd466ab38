"""The towns that a plan proposes, with the training venues known there: that they exist, not that they are free."""

from html import escape
from urllib.parse import urlsplit

import streamlit as st

from atlas.store import Row, records
from atlas.ui.network_nodes import BETWEEN
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit, is_known


def show(visit: Visit, answer: Answer) -> None:
    """Draw each proposed town with its district and its venues; nothing where nothing is proposed."""
    new = answer.proposed
    if not new:
        return
    w, asked = visit.words, answer.problem
    st.header(w("siting.towns", n=len(new)), anchor="orte")
    st.html(f'<p class="atlas-note">{escape(w("siting.venue_note"))}</p>')
    rows = records(asked.sites.iloc[list(new)])
    told = "".join(_town(visit, row) for row in sorted(rows, key=lambda row: w.collate(row["name"])))
    st.html(f'<div class="atlas-nodes">{told}</div>')


def _town(visit: Visit, site: Row) -> str:
    w = visit.words
    found = visit.store.venues()
    venues = records(found[found["municipality_code"] == site["municipality_code"]])
    items = "".join(f"<li>{_venue(visit, row)}" for row in venues) if site["kind"] != "own" else ""
    if not items:
        key = "siting.venue_own" if site["kind"] == "own" else "siting.venue_none"
        items = f"<li>{escape(w(key))}"
    name = w("siting.in_district", name=site["name"], district=visit.area_name(site["area_code"]))
    return f'<section><h3>{escape(name)}</h3><ul class="atlas-note">{items}</ul></section>'


def _venue(visit: Visit, row: Row) -> str:
    w = visit.words
    kind = w(f"siting.kind_{row['kind']}")
    year = (
        w("siting.venue_year", year=str(int(row["latest_source_year"]))) if is_known(row["latest_source_year"]) else ""
    )
    links = ", ".join(
        f'<a href="{escape(one)}" rel="noreferrer">{escape(urlsplit(one).netloc.removeprefix("www."))}</a>'
        for one in str(row["source_url"]).split(BETWEEN)
    )
    told = "; ".join(part for part in (kind, year) if part)
    return f"{escape(row['name'])} ({escape(told)}): {links}"


def names(visit: Visit, site: Row) -> str:
    """Return the names of the venues in the municipality of a site, parted by semicolons."""
    found = visit.store.venues()
    return "; ".join(found.loc[found["municipality_code"] == site["municipality_code"], "name"])
