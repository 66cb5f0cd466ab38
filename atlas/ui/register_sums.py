"""Sums of the reports shown, by year and by district: gross announced jobs, counted rows alone."""

from html import escape
from typing import Literal

import streamlit as st

from atlas.analysis.register import COUNTED, Filter, covered_years, gross, sums
from atlas.messages import words
from atlas.store import Store, kept
from atlas.ui import register_years
from atlas.ui.register import Register, of, years
from atlas.ui.register_grid import grid
from atlas.ui.visit import Visit

By = Literal["year", "area_code"]


def show(visit: Visit, register: Register) -> None:
    """Draw the two tables of sums, and what their signs mean."""
    w = visit.words
    st.header(w("events.sums"), anchor=False)
    register_years.show(visit, register)
    tables = _tables(visit.store, register.wanted, visit.language)
    for column, table in zip(st.columns(2, gap="medium"), tables, strict=True):
        column.html(table)
    st.html(f'<p class="atlas-note">{escape(w("events.sums_note", not_covered=w("events.not_covered")))}</p>')


@kept(128)
def _tables(store: Store, wanted: Filter, language: str) -> tuple[str, str]:
    """Return the sums by year and by district, as HTML."""
    visit, register = Visit(words(language), store, store.region()), of(store, wanted)
    return _table(visit, register, "year"), _table(visit, register, "area_code")


def _table(visit: Visit, register: Register, by: By) -> str:
    w = visit.words
    ways = [way for way in COUNTED if register.wanted.direction in (None, way)]
    found = sums(register.rows, by)
    keys = _keys(visit, register, by)
    rows = []
    for key in keys:
        own = found.loc[key].to_dict() if key in found.index else dict.fromkeys((*COUNTED, "reports"), 0)
        covered = _covered(visit, register, by, key)
        rows.append([_name(visit, by, key), *(_cell(visit, int(own[name]), covered) for name in (*ways, "reports"))])
    total = gross(register.rows)
    all_sums = {"lost": total.lost, "created": total.created}
    if len(rows) > 1:
        rows.append([w("events.total"), *(w.number(all_sums[way]) for way in ways), w.number(len(register.rows))])
    first = w("events.year") if by == "year" else w("control.district")
    headings = [first, *(w(f"events.{way}") for way in ways), w("events.reports_column")]
    return grid(w("events.sums_year" if by == "year" else "events.sums_district"), headings, rows)


def _keys(visit: Visit, register: Register, by: By) -> list[int] | list[str]:
    """Return the years (newest first) or the districts of the table: those with a report, and all covered years."""
    if by == "area_code":
        return sorted(register.rows["area_code"].unique(), key=lambda code: visit.words.collate(visit.area_name(code)))
    return [register.wanted.year] if register.wanted.year else [int(year) for year in years(visit.store)]


def _covered(visit: Visit, register: Register, by: By, key: int | str) -> bool:
    """Return whether "no row" means "none in the register" for a line of the table."""
    coverage = visit.store.event_coverage()
    if by == "year":
        district = register.wanted.area_code
        lands = [visit.store.areas.at[district, "land_code"]] if district else visit.region.land_codes
        return all(key in covered_years(coverage, str(land)) for land in lands)
    found = covered_years(coverage, str(visit.store.areas.at[key, "land_code"]))
    return register.wanted.year in found if register.wanted.year else bool(found)


def _cell(visit: Visit, value: int, covered: bool) -> str:
    return visit.words.number(value) if value or covered else visit.words("events.not_covered")


def _name(visit: Visit, by: By, key: int | str) -> str:
    return str(key) if by == "year" else visit.area_name(str(key))
