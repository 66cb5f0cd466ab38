"""The chosen district beside the map: its key figures, each with period and comparison, and its nodes."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.ui.controls import Choice, pick_district
from atlas.ui.visit import Visit

# How many key figures stand beside the map; the rest is on the page of figures.
SHOWN = (
    "unemployment_rate",
    "unemployed",
    "employees",
    "employees_manufacturing",
    "employees_production_share",
    "insolvencies",
    "plant_employees_vehicles",
    "population",
)


def show(visit: Visit, choice: Choice) -> None:
    """Draw the key figures of the chosen district, or what to do where none is chosen."""
    w = visit.words
    pick_district(visit, choice)
    if choice.district is None:
        st.html(f'<p class="atlas-note">{escape(w("district.choose"))}</p>')
        return
    st.subheader(w("district.heading", name=visit.area_name(choice.district)), anchor=False)
    rows = visit.store.key_figures(choice.district).set_index("indicator_id")
    told = [_figure(visit, rows.loc[key], key) for key in SHOWN if key in rows.index]
    st.html(f'<dl class="atlas-figures">{"".join(told)}</dl>{_nodes(visit, choice)}')


def _figure(visit: Visit, row: pd.Series, indicator_id: str) -> str:
    w = visit.words
    indicator = visit.store.indicators.loc[indicator_id]
    unit, decimals = visit.local(indicator, "unit"), int(indicator["decimals"])
    said = [w.period(row["period"])]
    if row["method"] != "published":
        said.append(w("method.own"))
    if pd.notna(row["land_value"]) and indicator["kind"] == "rate":
        land = visit.area_name(visit.store.areas.at[row["area_code"], "land_code"])
        said.append(w("district.compare", area=land, value=w.value(row["land_value"], unit, decimals)))
    said.append(str(row["producer"]))
    value = w.value(row["value"], unit, decimals) if pd.notna(row["value"]) else w.sign(row["sign"])
    return (
        f"<div><dt>{escape(visit.local(indicator, 'title'))}</dt>"
        f"<dd><strong>{escape(value)}</strong><span>{escape(' · '.join(said))}</span></dd></div>"
    )


def _nodes(visit: Visit, choice: Choice) -> str:
    w = visit.words
    every = visit.store.nodes(choice.day)
    if every.empty:
        return ""
    nodes = every[every["area_code"] == choice.district]
    n = int((nodes["status"] == "open").sum())
    lines = [w("district.nodes", n=n, date=w.date(choice.day))]
    lines += [
        f"{visit.local(row, 'name')}, {row['place']}: {w('node.' + row['status'])}"
        + (f" ({w('node.confirmed', date=row['confirmed_until'])})" if row["confirmed_until"] else "")
        for _, row in nodes.iterrows()
    ]
    return "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines)
