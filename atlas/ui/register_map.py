"""The main figure of the register: places on a map, beside it the same reports over time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.analysis.register import Filter, covered_years, place_keys
from atlas.charts.area_map import AreaMap
from atlas.charts.event_marks import EVENT_PREFIX
from atlas.charts.places_map import places_map
from atlas.charts.screen import CREDIT_PX, map_config, timeline_config
from atlas.charts.timeline import Timeline, event_timeline
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import EventMark, Frame, Picture, Theme, TimeMark
from atlas.store import Store, kept, open_current
from atlas.ui import address
from atlas.ui.controls import within
from atlas.ui.downloads import boundaries_line
from atlas.ui.geometry import framed, geometry
from atlas.ui.map_areas import quiet_areas
from atlas.ui.map_block import aspect, button_text, names_of, theme
from atlas.ui.map_component import map_component, picked
from atlas.ui.map_key import event_key
from atlas.ui.register import Register, of
from atlas.ui.register_marks import legend, place_marks, print_legend, time_marks
from atlas.ui.register_words import answer, stand
from atlas.ui.visit import Visit

MAP, TIMELINE = "register_map", "register_timeline"
# What is left of a screen of 1280 x 800 beside the timeline, in px.
SIZE_PX = (500, 430)
# A timeline is as high as its lanes, whatever its width.
FLAT = 0.001


@dataclass(frozen=True)
class Drawn:
    """The two figures of a filter, the height of the second (px), and the legend of both (HTML)."""

    places: dict[str, Any]
    times: dict[str, Any]
    times_px: int
    legend: str


def show(visit: Visit, register: Register, sentence: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw map and timeline of the rows shown; a click on a district or a mark shows its district alone.

    Return the places below the two figures.
    """
    w = visit.words
    drawn = draw(visit.store, register.wanted, visit.language, theme())
    frame = frame_of(visit.store, visit.home_area, visit.language)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        told = (w("events.map_title"), w("events.map_label", sentence=sentence))
        sizes = {"aspect": aspect(frame), "height": SIZE_PX[1] + CREDIT_PX, "below": CREDIT_PX}
        _figure(visit, register, drawn.places, MAP, told, map_config, sizes)
        st.html(drawn.legend)
    with right:
        told = (w("events.timeline_title"), w("events.timeline_label", sentence=sentence))
        sizes = {"aspect": FLAT, "height": drawn.times_px, "below": 0}
        _figure(visit, register, drawn.times, TIMELINE, told, timeline_config, sizes)
    return left, right


def _figure(
    visit: Visit,
    register: Register,
    figure: dict[str, Any],
    key: str,
    told: tuple[str, str],
    config: Callable[[str, str, Callable[[str], str]], dict[str, Any]],
    sizes: dict[str, float],
) -> None:
    """Draw a figure below its title. `told`: title and label; `config` makes the settings of its buttons."""
    title, label = told
    st.html(_heading(title, register.said(visit)))
    map_component(
        figure,
        config(visit.language, _name(visit, register, title), lambda word: button_text(visit, word)),
        key=key,
        label=label,
        failed=visit.words("error.map"),
        sizes=sizes,
        on_picked=_take_click(key),
    )


@kept(128)
def draw(store: Store, wanted: Filter, language: str, shade: Theme) -> Drawn:
    """Return the figures of a filter (measured: 60 ms, most of it finding room for names and marks)."""
    visit = Visit(words(language), store, store.region())
    register = of(store, wanted)
    at_places, at_days = place_marks(visit, register), time_marks(visit, register)
    picture = picture_of(visit, register, at_places, shade)
    figure = places_map(picture, content(visit, register, picture), size_px=SIZE_PX)
    times = timeline(visit, register, at_days)
    return Drawn(figure, event_timeline(times, shade), times.height, legend(visit.words, at_places, at_days, shade))


def timeline(visit: Visit, register: Register, marks: tuple[TimeMark, ...]) -> Timeline:
    """Return the reports shown over time, a lane per district, the one with the most reports on top."""
    w = visit.words
    most_first = register.rows.groupby("area_code").size().sort_values(ascending=False, kind="stable")
    since, until = _span(register, visit.store.event_coverage())
    return Timeline(
        marks,
        tuple((str(code), visit.area_name(str(code))) for code in most_first.index),
        until,
        w("events.timeline_axis"),
        since,
        register.wanted.area_code,
        **print_legend(w, marks),
    )


def picture_of(visit: Visit, register: Register, marks: tuple[EventMark, ...], shade: Theme) -> Picture:
    """Return the picture of the places of reports."""
    w = visit.words
    source = w("source.line", attribution=visit.source("events")["producer"])
    newest = w("events.stand", date=stand(visit))
    return Picture(
        kind="map",
        indicator_id="events",
        area=visit.area_name(visit.home_area),
        period=stand(visit),
        language=visit.language,
        title=w("events.map_title"),
        subtitle=register.said(visit),
        source=source,
        stand=stand(visit),
        credit=" · ".join([source, w("source.as_of", date=newest), boundaries_line(visit, nodes=False)]),
        hover=(w("events.hover_click"),),
        alt=" ".join(answer(visit.store, register.wanted, visit.language)),
        theme=shade,
        frame=frame_of(visit.store, visit.home_area, visit.language),
        names=names_of(visit.store, visit.home_area, visit.language),
        events=marks,
    )


def _span(register: Register, coverage: pd.DataFrame) -> tuple[date, date]:
    """Return the first and the last day of the time axis: whole years, the chosen one or all of the register."""
    if register.wanted.year:
        return date(register.wanted.year, 1, 1), date(register.wanted.year, 12, 31)
    years = register.every["year"].tolist()
    for land in coverage["area_code"].tolist():
        years += covered_years(coverage, land)
    return date(min(years), 1, 1), date(max(years), 12, 31)


def content(visit: Visit, register: Register, picture: Picture) -> AreaMap:
    """Return what the map shows: on pointing at a district how many reports there are."""
    w = visit.words
    counts = register.rows.groupby("area_code").size()
    every = visit.store.areas[visit.store.areas["kind"] == "district"]
    home = every.loc[within(every, visit.home_area), "area_code"].tolist()
    told = {
        code: w("events.reports", n=int(counts[code])) if code in counts.index else w("events.district_none")
        for code in home
    }
    place = geometry(visit.store, visit.home_area, visit.language)
    return AreaMap(
        "places",
        quiet_areas(visit, visit.home_area, told, {code: float(counts.get(code, 0)) for code in home}),
        place.shapes,
        place.addresses,
        w("network.reports"),
        event_key(visit, picture),
        register.wanted.area_code,
    )


def frame_of(store: Store, area_code: str, language: str) -> Frame:
    """Return the frame of the map: the area's, and of a region in several Länder also the reports from around it."""
    own = geometry(store, area_code, language).frame
    lon, lat = store.events()["lon"], store.events()["lat"]
    around = framed((lon.min(), lat.min(), lon.max(), lat.max()))
    return Frame(
        min(own.west, around.west),
        min(own.south, around.south),
        max(own.east, around.east),
        max(own.north, around.north),
    )


def _heading(title: str, subtitle: str) -> str:
    return f'<h2 class="atlas-figure-title">{escape(title)}</h2><p class="atlas-note">{escape(subtitle)}</p>'


def _name(visit: Visit, register: Register, title: str) -> str:
    name = file_name(title, register.said(visit), language=visit.language, extension="svg")
    return name.removesuffix(".svg")


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
