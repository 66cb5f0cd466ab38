"""What the register holds of a district: its reports over time, and in words."""

from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from atlas.analysis.register import Filter, gross
from atlas.charts.screen import timeline_config
from atlas.charts.timeline import Timeline, event_timeline
from atlas.export import file_name
from atlas.export.document import Chart, Charts, Item, Items, Notes, Section
from atlas.export.document_html import heading_html, parts_html
from atlas.export.plate import Plate
from atlas.messages import Words, words
from atlas.picture import Picture, Theme, TimeMark
from atlas.store import Store, kept
from atlas.ui import press
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.profile import land
from atlas.ui.register import of, years
from atlas.ui.register_marks import legend, print_legend, time_marks, way_name
from atlas.ui.register_plate import reports_plate
from atlas.ui.register_words import Report, reports
from atlas.ui.visit import Visit

SENT_AT_ONCE = 6
# A timeline is as high as its lanes, whatever its width.
FLAT = 0.001
# In the document: the width of the lanes in px, the size of a px, the height of years, words and key, in mm.
LANES_PX, PX_MM, KEY_MM = 480.0, 0.27, 26.0
# What reports mean for jobs: a lane each, where there are any.
LANES = ("lost", "created", "other")


@dataclass(frozen=True)
class Drawn:
    """The timeline of a district, its height (px), its title and words, and the legend (HTML)."""

    figure: dict[str, Any]
    height: int
    title: str
    label: str
    legend: str


@kept(256)
def section(store: Store, code: str, language: str) -> Section:
    """Return the reports of a district, newest first, with the sums of announced jobs; or that there are none."""
    visit = Visit(words(language), store, store.region())
    w = visit.words
    every = store.events()
    own = every[every["area_code"] == code]
    if own.empty:
        covered = land(store, code) in set(store.event_coverage()["area_code"])
        none = w("profile.events_none") if covered else w("profile.events_not_covered")
        return Section("events", w("profile.events"), (Notes((none,)),))
    sums = gross(own)
    told = reports(store, language)
    items = tuple(_item(w, told[key]) for key in own["event_id"].tolist()[::-1])
    content = timeline(visit, code)
    chart = _in_print(visit, code, content)
    notes = Notes((w("profile.events_sums", lost=sums.lost, created=sums.created), w("profile.events_about")))
    rest = w("profile.events_more", n=len(items) - SENT_AT_ONCE) if len(items) > SENT_AT_ONCE else ""
    return Section("events", w("profile.events"), (notes, Charts((chart,)), Items(items, SENT_AT_ONCE, rest)))


def _in_print(visit: Visit, code: str, content: Timeline) -> Chart:
    picture = Picture(
        "timeline",
        "",
        visit.area_name(code),
        "",
        visit.language,
        _title(visit, code),
        visit.words("events.timeline_axis"),
        source="",
        stand="",
        alt=_label(visit, code, content.marks),
    )
    return Chart(picture, replace(content, title=""), KEY_MM + content.layout(LANES_PX).height * PX_MM)


def show(visit: Visit, code: str) -> None:
    """Draw the sums, the reports over time, and the newest ones; the rest when it is unfolded."""
    w, found = visit.words, section(visit.store, code, visit.language)
    notes, *rest = found.parts
    st.html(heading_html(found) + parts_html([notes], w))
    if not rest:
        return
    _, items = rest
    assert isinstance(items, Items)
    _show_timeline(visit, code)
    st.html(parts_html([Items(items.items[:SENT_AT_ONCE])], w))
    if items.rest:
        folded = st.expander(items.rest, key="more_cases", on_change="rerun")
        if folded.open:
            folded.html(parts_html([Items(items.items[SENT_AT_ONCE:])], w))


def _show_timeline(visit: Visit, code: str) -> None:
    drawn = draw(visit.store, code, visit.language, theme())
    axis = visit.words("events.timeline_axis")
    st.html(f'<h3 class="atlas-figure-title">{escape(drawn.title)}</h3><p class="atlas-note">{escape(axis)}</p>')
    name = file_name(drawn.title, language=visit.language, extension="svg").removesuffix(".svg")
    map_component(
        drawn.figure,
        timeline_config(visit.language, name, lambda word: button_text(visit, word)),
        key="profile_timeline",
        label=drawn.label,
        failed=visit.words("error.map"),
        sizes={"aspect": FLAT, "height": drawn.height, "below": 0},
        on_picked=_nothing,
    )
    st.html(drawn.legend)
    press.offer(visit, "profile_timeline", lambda at: plate(at, code))


def plate(visit: Visit, code: str) -> Plate:
    """Return the reports of a district over time for the press."""
    register = of(visit.store, Filter(area_code=code))
    return reports_plate(visit, register, timeline(visit, code), visit.area_name(code))


@kept(256)
def draw(store: Store, code: str, language: str, shade: Theme) -> Drawn:
    """Return the reports of a district over time: jobs lost, jobs created and all else in a lane each."""
    visit = Visit(words(language), store, store.region())
    content, marks = timeline(visit, code), timeline(visit, code).marks
    return Drawn(
        event_timeline(content, shade),
        content.height,
        _title(visit, code),
        _label(visit, code, marks),
        legend(visit.words, marks, marks, shade, visit.words("profile.timeline_size")),
    )


def timeline(visit: Visit, code: str) -> Timeline:
    """Return the reports of a district, each in the lane of its direction, over the span of the register."""
    w = visit.words
    found = time_marks(visit, of(visit.store, Filter(area_code=code)))
    marks = tuple(replace(mark, lane=mark.direction) for mark in found)
    used = {mark.lane for mark in marks}
    known = [int(year) for year in years(visit.store)]
    return Timeline(
        marks,
        tuple((way, _lane(w, way)) for way in LANES if way in used),
        date(max(known), 12, 31),
        w("events.timeline_axis"),
        date(min(known), 1, 1),
        **print_legend(w, marks),
    )


def _lane(w: Words, way: str) -> str:
    """Return the short name of a lane; the legend says what else there is."""
    return w("profile.timeline_other") if way == "other" else way_name(w, way)


def _title(visit: Visit, code: str) -> str:
    return visit.words("profile.timeline_title", name=visit.area_name(code))


def _label(visit: Visit, code: str, marks: tuple[TimeMark, ...]) -> str:
    """Return the timeline in words: how many reports of which kind; each of them stands in the list."""
    w = visit.words
    counts = [
        w("profile.timeline_lane", way=_lane(w, way), n=n)
        for way in LANES
        if (n := sum(mark.direction == way for mark in marks))
    ]
    return w("profile.timeline_label", name=visit.area_name(code), counts=w.list(counts))


def _item(w: Words, report: Report) -> Item:
    row, later = report.row, ""
    if report.later:
        word = w("events.superseded" if report.taken_back else "events.continued")
        later = f"{word} {w('events.see', later='; '.join(report.later))}"
    return Item(
        f"{report.day}: {row['company']}, {row['site']}",
        w("events.type_and_jobs", type=report.kind, jobs=report.jobs),
        row["source_publisher"],
        row["source_url"],
        later,
    )


def _nothing() -> None:
    """Nothing on this page follows from a click: the list below holds the same reports."""
