"""What a visitor sees of the register of events: the filters in the address, and the rows that fit them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import NOT_STATED, Filter, chosen, covered_years
from atlas.store import Store
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

    @property
    def unfiltered(self) -> bool:
        """Return whether the whole register is shown."""
        return self.wanted == Filter()


def choose(visit: Visit) -> Register:
    """Draw the row of filters and return what they leave of the register."""
    w = visit.words
    every = visit.store.events()
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
    return Register(wanted, _rows(visit.store, wanted), every)


def reset_link(visit: Visit) -> str:
    """Return the link that sets back all filters, as HTML."""
    return f'<a href="?lang={visit.language}" target="_self">{escape(visit.words("control.reset"))}</a>'


@lru_cache(maxsize=16)
def years(store: Store) -> tuple[str, ...]:
    """Return the years with a report or within the register's coverage, newest first."""
    coverage = store.event_coverage()
    covered = {year for land in coverage["area_code"] for year in covered_years(coverage, land)}
    return tuple(str(year) for year in sorted(covered | set(store.events()["year"].tolist()), reverse=True))


def filter_text(visit: Visit, wanted: Filter) -> str:
    """Return the chosen filters in words; '' where all is shown."""
    w = visit.words
    told = [
        visit.area_name(wanted.area_code) if wanted.area_code else "",
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


@lru_cache(maxsize=256)
def _rows(store: Store, wanted: Filter) -> pd.DataFrame:
    return chosen(store.events(), wanted)
