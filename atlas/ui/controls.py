"""The controls of the map, each bound to the address; what they hold is a Choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import pandas as pd
import streamlit as st

from atlas.store import Row
from atlas.ui import address
from atlas.ui.visit import Visit, today

METHODS = {"quantiles": "quantiles", "equal": "equal", "fisher_jenks": "fisher"}
COUNTRY = "DG"
# The group of the districts of all regions; there is none where the lookups name only one region.
ALL_REGIONS = "regions"
NO_DISTRICT = "-"
# The slider of days begins this long before the first node changed its status.
LEAD = timedelta(days=90)


@dataclass(frozen=True)
class Choice:
    """What a visitor looks at. `district` is None where none is chosen; `area_code` is a Land, the region or DG."""

    indicator: Row
    period: str
    area_code: str
    district: str | None
    day: date
    method: str
    events: bool = False

    @property
    def indicator_id(self) -> str:
        """Return the id of the chosen indicator."""
        return str(self.indicator["indicator_id"])


def pick(
    visit: Visit,
    key: str,
    label: str,
    options: Sequence[str],
    names: Sequence[str],
    default: str,
    help: str = "",
) -> str:
    """Return the option chosen from a list; the list opens by keyboard and can be searched by typing."""
    current = address.value(key, options, default)
    told = dict(zip(options, names, strict=True))
    st.selectbox(label, options, format_func=told.__getitem__, help=help or None, **address.bind(key, current))
    return current


def pick_indicator(visit: Visit, label: str) -> Row:
    """Return all that is known of the chosen indicator."""
    rows = visit.store.indicators
    names = rows[f"title_{visit.language}"].tolist()
    ids = rows.index.tolist()
    chosen = pick(visit, "indicator", label, ids, names, ids[0])
    return visit.indicator(chosen)


def pick_area(visit: Visit, groups: Sequence[str] = ()) -> str:
    """Return the code of the area on the map: the region, its Länder, the country, or one of these groups."""
    there = [code for code in groups if code in visit.store.areas.index]
    codes = [visit.region.area_code, *visit.region.land_codes, COUNTRY, *there]
    names = [visit.area_name(code) for code in codes]
    return pick(visit, "area", visit.words("control.area"), codes, names, visit.home_area)


def pick_period(visit: Visit, indicator_id: str, every: bool = False) -> str:
    """Return the chosen period of an indicator; the newest one where the held one does not exist for it.

    `every`: offer months also where the indicator has years.
    """
    listed = visit.store.periods(indicator_id)
    periods = visit.store.every_period(indicator_id) if every else listed
    current = address.value("period", periods, listed[-1])
    label = visit.words("control.period")
    written = {period: visit.words.period(period, long=False) for period in periods}
    if len(periods) == 1:
        # A slider with one stop cannot be drawn; a list with one entry says the same.
        return pick(visit, "period", label, periods, list(written.values()), current)
    st.select_slider(label, periods, format_func=written.__getitem__, **address.bind("period", current))
    return current


def pick_day(visit: Visit) -> date:
    """Return the day for which the nodes are shown: today, unless another day is chosen."""
    first, last = _days(visit)
    current = held_day(visit)
    if first is None:
        return current
    w = visit.words
    st.slider(
        w("control.day"),
        min_value=first,
        max_value=last,
        format="DD.MM.YYYY" if visit.language == "de" else "D MMM YYYY",
        help=w("control.day_help"),
        **address.bind("day", current),
    )
    return current


def held_day(visit: Visit) -> date:
    """Return the day for which the nodes are shown, drawing nothing; today for a region without nodes."""
    first, last = _days(visit)
    if first is None:
        return last
    return date.fromisoformat(address.value("day", lambda text: _is_day(text, first, last), last.isoformat()))


def _days(visit: Visit) -> tuple[date | None, date]:
    """Return the first day (None without nodes) and the last one that can be chosen."""
    changes = visit.store.node_days()["since"]
    return None if changes.empty else changes.min().date() - LEAD, today()


def pick_method(visit: Visit) -> str:
    """Return the name of the method that cuts the classes."""
    names = [visit.words(f"classes.{text}") for text in METHODS.values()]
    options = list(METHODS)
    return pick(visit, "classes", visit.words("control.classes"), options, names, options[0])


def district(visit: Visit) -> str | None:
    """Return the code of the chosen district, or None; the list itself stands in the panel."""
    areas = visit.store.areas
    chosen = address.value("district", {NO_DISTRICT, *areas.index[areas["kind"] == "district"]}, NO_DISTRICT)
    return None if chosen == NO_DISTRICT else chosen


def pick_district(visit: Visit, choice: Choice) -> None:
    """Draw the list of districts of the area on the map: the same choice as a click, by keyboard."""
    w = visit.words
    areas = visit.store.areas
    every = areas[areas["kind"] == "district"]
    codes = {*every.index[within(every, choice.area_code)], *([choice.district] if choice.district else [])}
    ordered = sorted(codes, key=lambda code: w.collate(visit.area_name(code)))
    names = [w("control.district_none"), *(visit.area_name(code) for code in ordered)]
    options = [NO_DISTRICT, *ordered]
    pick(visit, "district", w("control.district"), options, names, NO_DISTRICT, w("control.district_help"))


def pick_any_area(visit: Visit) -> str:
    """Return the code of any area of today: country, the region, groups, Länder, districts."""
    w = visit.words
    areas = visit.store.areas
    todays = areas[areas["kind"] != "dissolved"]
    order = {"country": 0, "region": 1, "group": 2, "land": 3, "district": 4}
    kinds = dict(zip(todays["area_code"], todays["kind"], strict=True))
    codes = sorted(kinds, key=lambda code: (order[kinds[code]], w.collate(visit.area_name(code))))
    names = [visit.area_name(code) for code in codes]
    held = address.held().get("district", NO_DISTRICT)
    return pick(visit, "of", w("table.area"), codes, names, held if held in codes else visit.home_area)


def map_controls(visit: Visit) -> Choice:
    """Draw the row of controls above a map, the rest behind a fold, and return what they hold."""
    w = visit.words
    columns = st.columns([3, 2, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        indicator = pick_indicator(visit, w("control.indicator"))
    with columns[1]:
        area_code = pick_area(visit)
    with columns[2]:
        period = pick_period(visit, str(indicator["indicator_id"]))
    with columns[3], st.popover(w("control.more"), width="stretch"):
        day = pick_day(visit)
        method = pick_method(visit)
        reset = f'<a href="?lang={visit.language}" target="_self">{escape(w("control.reset"))}</a>'
        st.html(f'<p class="atlas-note">{reset}</p>')
    events = address.value("events", ("0", "1"), "0") == "1"
    return Choice(indicator, period, area_code, district(visit), day, method, events)


def within(rows: pd.DataFrame, area_code: str) -> pd.Series:
    """Return which rows (with in_region, land_code) lie in the country, a Land, or else the region.

    Districts of store.areas, which say in `groups` where they belong, can be asked for those of a group too.
    """
    if area_code == COUNTRY:
        return pd.Series(True, index=rows.index)
    if "groups" in rows.columns:
        in_group = rows["groups"].map(lambda codes: area_code in codes).astype(bool)
        if in_group.any():
            return in_group
    land = rows["land_code"] == area_code
    return land if land.any() else rows["in_region"]


def _is_day(text: str, first: date, last: date) -> bool:
    try:
        return first <= date.fromisoformat(text) <= last
    except ValueError:
        return False
