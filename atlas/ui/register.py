"""What a visitor sees of the register of events: the filters in the address, and the rows that fit them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import NOT_STATED, Filter, chosen, covered_years
from atlas.messages import Words
from atlas.store import Store, kept
from atlas.ui import controls
from atlas.ui.visit import Visit

ALL = "-"
DIRECTIONS = ("lost", "created", "at_risk", "saved", "short_time", NOT_STATED)


@dataclass(frozen=True)
class Register:
    """The filter that a visitor chose, the rows that fit it, and the whole register."""

    wanted: Filter
    rows: pd.DataFrame
    every: pd.DataFrame

    def said(self, visit: Visit) -> str:
        """Return the chosen filters in words, or that all is shown."""
        names = visit.store.names[visit.language]
        return filter_text(visit.words, names, self.wanted) or visit.words("events.all")


def choose(visit: Visit) -> Register:
    """Draw the row of filters and return what they leave of the register."""
    w = visit.words
    every = reports_of(visit.store)
    columns = st.columns([3, 2, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        area_code = _district(visit, every)
    with columns[1]:
        year = _pick(visit, "year", years(visit.store), str)
    with columns[2]:
        direction = _pick(visit, "direction", DIRECTIONS, lambda way: w(f"event_direction.{way}"))
    with columns[3], st.popover(w("control.more"), width="stretch"):
        kinds = sorted(every["event_type"].unique(), key=lambda kind: w(f"event_type.{kind}"))
        event_type = _pick(visit, "type", kinds, lambda kind: w(f"event_type.{kind}"))
        company = _pick(visit, "company", sorted(every["company"].unique(), key=w.collate), str)
        st.html(f'<p class="atlas-note">{reset_link(visit)}</p>')
    wanted = Filter(area_code, int(year) if year else None, direction, event_type, company)
    return of(visit.store, wanted)


@kept(256)
def of(store: Store, wanted: Filter) -> Register:
    """Return what a filter leaves of the register."""
    every = reports_of(store)
    return Register(wanted, chosen(every, wanted), every)


def reset_link(visit: Visit) -> str:
    """Return the link that sets back all filters, as HTML."""
    return f'<a href="?lang={visit.language}" target="_self">{escape(visit.words("control.reset"))}</a>'


@kept(16)
def years(store: Store) -> tuple[str, ...]:
    """Return the years with a report or within the register's coverage, newest first."""
    coverage = store.event_coverage()
    covered = {year for land in coverage["area_code"] for year in covered_years(coverage, land)}
    return tuple(str(year) for year in sorted(covered | set(store.events()["year"].tolist()), reverse=True))


def filter_text(w: Words, names: Mapping[str, str], wanted: Filter) -> str:
    """Return the chosen filters in words; '' where all is shown."""
    told = [
        names[wanted.area_code] if wanted.area_code else "",
        str(wanted.year) if wanted.year else "",
        w(f"event_direction.{wanted.direction}") if wanted.direction else "",
        w(f"event_type.{wanted.event_type}") if wanted.event_type else "",
        wanted.company or "",
    ]
    return ", ".join(text for text in told if text)


def _district(visit: Visit, every: pd.DataFrame) -> str | None:
    """Return the chosen district: one with reports, or one chosen on another page."""
    w = visit.words
    current = controls.district(visit)
    codes = {*every["area_code"], *([current] if current else [])}
    ordered = sorted(codes, key=lambda code: w.collate(visit.area_name(code)))
    names = [w("events.all_districts"), *(visit.area_name(code) for code in ordered)]
    options = [ALL, *ordered]
    found = controls.pick(visit, "district", w("control.district"), options, names, ALL, w("control.district_help"))
    return None if found == ALL else found


def _pick(visit: Visit, key: str, options: Sequence[str], name: Callable[[str], str]) -> str | None:
    w = visit.words
    plural = {"year": "years", "direction": "directions", "type": "types", "company": "companies"}[key]
    names = [w(f"events.all_{plural}"), *map(name, options)]
    found = controls.pick(visit, key, w(f"events.{key}"), [ALL, *options], names, ALL)
    return None if found == ALL else found


@kept(16)
def reports_of(store: Store) -> pd.DataFrame:
    """Return the whole register in plain columns, which are cut out five times as fast as the store's."""
    events = store.events()
    texts = {column: object for column in events.columns if not pd.api.types.is_numeric_dtype(events[column])}
    return events.astype({**texts, "jobs": float, "jobs_at_site": float})
