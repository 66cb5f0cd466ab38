"""The chosen district beside the map: its key figures, each with period and comparison, and its nodes."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas.analysis import secrecy
from atlas.store import Row, Store, kept, records
from atlas.ui import small_numbers
from atlas.ui.controls import Choice, pick_district
from atlas.ui.visit import Visit, is_known

# The page that shows the way of a figure, relative to any page of the app.
WAY = "daten"
# How many key figures stand beside the map; the rest is on the page of figures.
SHOWN = (
    "unemployment_rate",
    "unemployed",
    "employees",
    "employees_change_since_2015_pct",
    "manufacturing_share",
    "vehicle_dependence",
    "insolvency_rate",
    "jobs_lost_announced_5y_per_1000",
    "distance_to_node_km",
    "population",
)


def show(visit: Visit, choice: Choice) -> None:
    """Draw the key figures of the chosen district, or what to do where none is chosen."""
    w = visit.words
    pick_district(visit, choice)
    if choice.district is None:
        st.html(f'<p class="atlas-note">{escape(w("district.choose"))}</p>')
        return
    st.header(w("district.heading", name=visit.area_name(choice.district)), anchor=False)
    rows = _key_figures(visit.store, choice.district)
    shown = [rows[key] for key in SHOWN if key in rows]
    told = [_figure(visit, row) for row in shown]
    st.html(f'<dl class="atlas-figures">{"".join(told)}</dl>{_sources(visit, shown)}{_nodes(visit, choice)}')


@kept(1024)
def _key_figures(store: Store, district: str) -> dict[str, Row]:
    """Return a district's key figures by indicator, past the secrecy gate, and those of the Land beside them.

    They depend on nothing else that a visitor chooses (measured: 40 ms of each run).
    """
    rows = store.key_figures(district)
    land = rows[["indicator_id", "period", "land_value", "land_sign"]]
    secrecy.release(land.rename(columns={"land_value": "value", "land_sign": "sign"}))
    return {row["indicator_id"]: row for row in records(secrecy.release(rows))}


def _figure(visit: Visit, row: Row) -> str:
    """Return one figure with unit, period and comparison; its title leads to the way of the figure."""
    w = visit.words
    indicator = visit.indicator(row["indicator_id"])
    said = [w.period(row["period"])]
    if counted := small_numbers.of_figure(visit.store, indicator, row["area_code"], row["period"]):
        said.append(small_numbers.told(w, indicator, counted))
    if row["method"] != "published":
        said.append(w("method.own"))
    if is_known(row["land_value"]) and indicator["kind"] != "count":
        land = visit.area_name(str(visit.store.areas.at[row["area_code"], "land_code"]))
        # Said once: what is worked out for the district is so for the Land too.
        alone = row["method"] == "published" and row["land_method"] != "published"
        own = f" ({w('method.own')})" if alone else ""
        said.append(w("district.compare", area=land, value=visit.figure(indicator, row["land_value"]) + own))
    value = visit.figure(indicator, row["value"]) if is_known(row["value"]) else w.sign(row["sign"])
    asked = {
        "indicator": row["indicator_id"],
        "of": row["area_code"],
        "period": row["period"],
        "lang": visit.language,
    }
    title = escape(visit.local(indicator, "title"))
    return (
        f'<div><dt><a href="{WAY}?{escape(urlencode(asked))}" target="_self">{title}</a></dt>'
        f"<dd><strong>{escape(value)}</strong><span>{escape(' · '.join(said))}</span></dd></div>"
    )


def _sources(visit: Visit, rows: list[Row]) -> str:
    """Return the publishers of the figures shown, once each."""
    w = visit.words
    named = [
        w("source.line", attribution="; ".join(dict.fromkeys(row["producer"] for row in rows))),
        w("district.way_help"),
    ]
    return f'<p class="atlas-note">{escape(" · ".join(named))}</p>'


def _nodes(visit: Visit, choice: Choice) -> str:
    w = visit.words
    every = visit.store.nodes(choice.day)
    if every.empty:
        return ""
    nodes = every[every["area_code"] == choice.district]
    n = int((nodes["status"] == "open").sum())
    lines = [w("district.nodes", n=n, date=w.date(choice.day))]
    for row in records(nodes):
        told = f"{visit.local(row, 'name')}, {row['place']}: {w('node.' + row['status'])}"
        until = row["confirmed_until"]
        lines.append(f"{told} ({w('node.confirmed', date=w.period(until))})" if is_known(until) else told)
    return "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines)
