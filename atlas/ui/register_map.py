"""The main figure of the register: places on a map, beside it the same reports over time."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import covered_years, place_keys
from atlas.charts.event_marks import EVENT_PREFIX
from atlas.charts.names import frame_km
from atlas.charts.places_map import places_map
from atlas.charts.screen import CREDIT_PX, map_config, timeline_config
from atlas.charts.timeline import drawn_day, event_timeline, timeline_height
from atlas.export import file_name
from atlas.messages import Words
from atlas.picture import EventMark, NameMark, Picture, TimeMark
from atlas.store import Store, open_current, records
from atlas.ui import address
from atlas.ui.geometry import geometry
from atlas.ui.map_block import theme
from atlas.ui.map_component import map_component, picked
from atlas.ui.register import Register, filter_text
from atlas.ui.register_marks import legend, place_marks, time_marks
from atlas.ui.register_words import stand
from atlas.ui.visit import Visit

MAP, TIMELINE = "register_map", "register_timeline"
# What is left of a screen of 1280 x 800 beside the timeline, in px.
SIZE_PX = (500, 430)
# A timeline is as high as its lanes, whatever its width.
FLAT = 0.001
_BUTTONS = {"Zoom in": "zoom_in", "Zoom out": "zoom_out", "Pan": "pan", "Reset": "reset", "Download plot": "save"}


def show(visit: Visit, register: Register, sentence: str) -> None:
    """Draw map and timeline of the rows shown; a click on a district or a mark shows its district alone."""
    w = visit.words
    left, right = st.columns([1, 1], gap="medium")
    at_places, at_days = place_marks(visit, register), time_marks(visit, register)
    with left:
        st.html(_heading(w("events.map_title"), _subtitle(visit, register)))
        _map(visit, register, at_places, sentence)
        st.html(legend(visit, at_places, at_days))
    with right:
        st.html(_heading(w("events.timeline_title"), _subtitle(visit, register)))
        _timeline(visit, register, at_days, sentence)


def _map(visit: Visit, register: Register, marks: tuple[EventMark, ...], sentence: str) -> None:
    w = visit.words
    place = geometry(visit.store, visit.home_land, visit.language)
    width, height = frame_km(place.frame)
    source = w("source.line", attribution=w("events.source"))
    boundaries = w("source.boundaries", attribution=str(visit.store.sources.at["boundaries", "attribution"]))
    picture = Picture(
        kind="map",
        indicator_id="events",
        area=visit.area_name(visit.home_land),
        period=stand(visit),
        language=visit.language,
        title=w("events.map_title"),
        subtitle=_subtitle(visit, register),
        source=source,
        stand=stand(visit),
        credit=f"{source} · {w('source.as_of', date=w('events.stand', date=stand(visit)))} · {boundaries}",
        hover=(w("events.hover_click"),),
        alt=sentence,
        theme=theme(),
        frame=place.frame,
        names=_names(visit.store, visit.home_land, visit.language),
        events=marks,
    )
    figure = places_map(
        picture, place.addresses, _districts(visit, register), chosen=register.wanted.area_code, size_px=SIZE_PX
    )
    map_component(
        figure,
        map_config(visit.language, _name(visit, register, w("events.map_title")), lambda word: _button(w, word)),
        key=MAP,
        label=w("events.map_label", sentence=sentence),
        failed=w("error.map"),
        sizes={"aspect": width / height, "height": SIZE_PX[1] + CREDIT_PX, "below": CREDIT_PX},
        on_picked=_take_click(MAP),
    )


def _timeline(visit: Visit, register: Register, marks: tuple[TimeMark, ...], sentence: str) -> None:
    w = visit.words
    order = register.rows.groupby("area_code").size().sort_values(ascending=False, kind="stable").index.tolist()
    lanes = {code: visit.area_name(code) for code in order}
    since, until = _span(visit, register)
    name = _name(visit, register, w("events.timeline_title"))
    figure = event_timeline(
        marks,
        lanes,
        until=until,
        since=since,
        title=w("events.timeline_axis"),
        theme=theme(),
        chosen=register.wanted.area_code,
    )
    map_component(
        figure,
        timeline_config(visit.language, name, lambda word: _button(w, word)),
        key=TIMELINE,
        label=w("events.timeline_label", sentence=sentence),
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": timeline_height(marks, lanes, until=until, since=since), "below": 0},
        on_picked=_take_click(TIMELINE),
    )


def _span(visit: Visit, register: Register) -> tuple[date, date]:
    """Return the first and the last day of the time axis: the chosen year, or the register's."""
    if register.wanted.year:
        return date(register.wanted.year, 1, 1), date(register.wanted.year, 12, 31)
    coverage = visit.store.event_coverage()
    covered = [year for land in coverage["area_code"].tolist() for year in covered_years(coverage, land)]
    days = [
        drawn_day(written)[0]
        for written in (register.every["announced_on"].min(), register.every["announced_on"].max())
    ]
    return min([date(year, 1, 1) for year in covered] + days), max(days)


def _districts(visit: Visit, register: Register) -> dict[str, str]:
    """Return what is said on pointing at each district of the map: how many reports are shown."""
    w = visit.words
    counts = register.rows.groupby("area_code").size()
    home = _home(visit.store, visit.home_land)
    return {
        code: w("events.reports", n=int(counts[code])) if code in counts.index else w("events.district_none")
        for code in home["area_code"].tolist()
    }


@lru_cache(maxsize=16)
def _names(store: Store, land_code: str, language: str) -> tuple[NameMark, ...]:
    """Return the names of the districts of a Land; those of the region always stand."""
    return tuple(
        NameMark(code, store.names[language][code], row["lon"], row["lat"], row["area_km2"], row["in_region"])
        for row in records(_home(store, land_code))
        for code in [row["area_code"]]
    )


def _home(store: Store, land_code: str) -> pd.DataFrame:
    areas = store.areas
    return areas[(areas["kind"] == "district") & (areas["land_code"] == land_code)]


def _heading(title: str, subtitle: str) -> str:
    return f'<h2>{escape(title)}</h2><p class="atlas-note">{escape(subtitle)}</p>'


def _subtitle(visit: Visit, register: Register) -> str:
    w = visit.words
    return filter_text(visit, register.wanted) or w("events.all")


def _name(visit: Visit, register: Register, title: str) -> str:
    name = file_name(title, filter_text(visit, register.wanted), language=visit.language, extension="svg")
    return name.removesuffix(".svg")


def _button(w: Words, word: str) -> str:
    return w(f"button.{_BUTTONS[word]}")


def _take_click(key: str) -> Callable[[], None]:
    """Return what a click does: keep the district of what was clicked in the address."""

    def take() -> None:
        area_code, mark = picked(key)
        if mark:
            events = open_current().events()
            named = mark.removeprefix(EVENT_PREFIX)
            here = (events["event_id"] == named) | (place_keys(events) == named.partition(":")[0])
            area_code = str(events.loc[here, "area_code"].iloc[0]) if here.any() else area_code
        if area_code:
            address.keep("district", area_code)

    return take
