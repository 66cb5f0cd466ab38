"""All main series of a district as small charts of one size, the same figures as tables below them."""

from dataclasses import dataclass, replace
from html import escape
from typing import Any

import streamlit as st

from atlas.analysis import secrecy
from atlas.charts.screen import timeline_config
from atlas.charts.small_multiples import HEIGHT_PX, Break, OneLine, Point, line_chart
from atlas.export import file_name
from atlas.export.document import Cell, Chart, Charts, Folded, Notes, Section, Table
from atlas.export.document_html import heading_html, parts_html
from atlas.messages import words
from atlas.picture import Picture, Theme
from atlas.store import Row, Store, kept, records
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.profile import land, titled
from atlas.ui.visit import Visit, is_known

SERIES = (
    "unemployment_rate",
    "employees_index",
    "manufacturing_share",
    "insolvency_rate",
    "jobs_lost_announced",
    "jobs_created_announced",
    "population",
    "gdp_per_head",
    "employees",
)
# Told by their changes: on an axis from zero they would look flat.
BY_CHANGES = frozenset({"employees_index", "population", "employees", "gdp_per_head"})
ACROSS = 3
# The height of a chart in the document.
PRINTED_MM = 32.0
# What lies before and after these is not to be compared: no line leads across.
CUTS = frozenset({"census"})
# So flat that the height alone counts.
FLAT = 0.001


@dataclass(frozen=True)
class Series:
    """One chart: its indicator, the lines of the district and of its Land, what is written on it, its table."""

    indicator: Row
    line: OneLine
    title: str
    subtitle: str
    label: str
    alt: str
    table: Table


@kept(256)
def section(store: Store, code: str, language: str) -> Section | None:
    """Return the charts with their tables, and what their lines mean; None where nothing is known over time."""
    found, notes = series(store, code, language)
    if not found:
        return None
    visit = Visit(words(language), store, store.region())
    w = visit.words
    note = w("profile.series_note", name=visit.area_name(code), land=visit.area_name(land(store, code)))
    charts = tuple(_in_print(visit, code, one) for one in found)
    after = (Folded(w("profile.series_breaks"), (Notes(notes),)),) if notes else ()
    parts = (Notes((note,)), Charts(charts, ACROSS, tuple(one.table for one in found)), *after)
    return Section("series", w("profile.series"), parts)


def _in_print(visit: Visit, code: str, one: Series) -> Chart:
    """Return a chart for the document: as on the page its note says which line is whose."""
    picture = Picture(
        "line",
        str(one.indicator["indicator_id"]),
        visit.area_name(code),
        "",
        visit.language,
        one.title,
        one.subtitle,
        source="",
        stand="",
        alt=one.alt,
    )
    return Chart(picture, replace(one.line, names=("", "")), PRINTED_MM)


def show(visit: Visit, code: str) -> None:
    """Draw the charts, what their lines mean, and their tables when they are unfolded."""
    found = section(visit.store, code, visit.language)
    if found is None:
        return
    w, (before, charts, *after) = visit.words, found.parts
    assert isinstance(charts, Charts)
    st.html(heading_html(found) + parts_html([before], w))
    shown, _ = series(visit.store, code, visit.language)
    figures = draw(visit.store, code, visit.language, theme())
    for start in range(0, len(shown), ACROSS):
        row = zip(shown[start : start + ACROSS], figures[start : start + ACROSS], strict=True)
        for column, (one, figure) in zip(st.columns(ACROSS, gap="medium"), row, strict=False):
            with column:
                _chart(visit, code, one, figure)
    if after:
        st.html(parts_html(after, w))
    folded = st.expander(w("profile.series_table"), key="table", on_change="rerun")
    if folded.open:
        folded.html(parts_html(charts.tables, w))


def _chart(visit: Visit, code: str, one: Series, figure: dict[str, Any]) -> None:
    st.html(f'<h3 class="atlas-figure-title">{escape(one.title)}</h3><p class="atlas-note">{escape(one.subtitle)}</p>')
    name = file_name(one.title, visit.area_name(code), language=visit.language, extension="svg")
    map_component(
        figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=f"series_{one.indicator['indicator_id']}",
        label=one.label,
        failed=visit.words("error.map"),
        sizes={"aspect": FLAT, "height": HEIGHT_PX, "below": 0},
        on_picked=_nothing,
    )


@kept(256)
def draw(store: Store, code: str, language: str, shade: Theme) -> tuple[dict[str, Any], ...]:
    """Return the charts of a district for the screen, in their order."""
    found, _ = series(store, code, language)
    return tuple(line_chart(one.line, theme=shade, language=language) for one in found)


@kept(256)
def series(store: Store, code: str, language: str) -> tuple[tuple[Series, ...], tuple[str, ...]]:
    """Return what is known of a district over time, in order, and what is said of its breaks, each text once."""
    visit = Visit(words(language), store, store.region())
    over = land(store, code)
    rows = records(secrecy.release(store.series((code, over), SERIES)))
    found, notes = [], {}
    for key in SERIES:
        own = _by_year(rows, key, code)
        if not any(is_known(row["value"]) for row in own.values()):
            continue
        other = _by_year(rows, key, over) if visit.indicator(key)["kind"] == "rate" and over != code else {}
        breaks = _breaks(store, key, code, own)
        notes.update(dict.fromkeys(visit.local(row, "text") for _, row in breaks))
        found.append(_series(visit, key, code, own, other, breaks))
    return tuple(found), tuple(notes)


def _by_year(rows: list[Row], key: str, code: str) -> dict[int, Row]:
    """Return the rows of a series by year; of several in a year the last one."""
    return {row["period_end"].year: row for row in rows if row["indicator_id"] == key and row["area_code"] == code}


def _breaks(store: Store, key: str, code: str, own: dict[int, Row]) -> list[tuple[int, Row]]:
    """Return the breaks that fall between two points of the series, each with the first year after it."""
    found = {}
    for row in records(store.breaks(key)):
        if row["area_code"] not in ("*", code):
            continue
        before = [year for year, point in own.items() if point["period_end"] < row["first_day"]]
        after = [year for year in own if year not in before]
        if before and after:
            # In a gap of the series the break stands in its own year.
            year = min(max(row["first_day"].year, max(before) + 1), min(after))
            found[year, row["kind"]] = row
    return [(year, row) for (year, _), row in sorted(found.items())]


def _series(
    visit: Visit, key: str, code: str, own: dict[int, Row], other: dict[int, Row], breaks: list[tuple[int, Row]]
) -> Series:
    w, indicator, name = visit.words, visit.indicator(key), visit.area_name(code)
    known = [row for row in own.values() if is_known(row["value"])]
    ends = {"first": w.period(known[0]["period"]), "last": w.period(known[-1]["period"])}
    title, unit = visit.local(indicator, "title"), visit.local(indicator, "unit")
    years = {"first": known[0]["period"][:4], "last": known[-1]["period"][:4]}
    measured = w("profile.series_years", **years) if unit in title else w("profile.series_subtitle", unit=unit, **years)
    said = {"start": visit.figure(indicator, known[0]["value"]), "end": visit.figure(indicator, known[-1]["value"])}
    own_mark = f" · {w('method.own')}" if known[-1]["method"] != "published" else ""
    every = [
        w("profile.series_value", period=w.period(row["period"]), value=_value(visit, indicator, row))
        for row in own.values()
    ]
    line = OneLine(
        _points(visit, indicator, own),
        _points(visit, indicator, other),
        tuple(Break(year, w(f"profile.break.{row['kind']}"), row["kind"] in CUTS) for year, row in breaks),
        w.number(known[-1]["value"], int(indicator["decimals"])),
        (name, visit.area_name(land(visit.store, code))),
        key not in BY_CHANGES,
    )
    return Series(
        indicator,
        line,
        title,
        measured + own_mark,
        w("profile.series_label", title=title, name=name, **ends, **said),
        w("profile.series_alt", title=title, unit=unit, name=name, values="; ".join(every)),
        _table(visit, indicator, code, own, other),
    )


def _points(visit: Visit, indicator: Row, rows: dict[int, Row]) -> tuple[Point, ...]:
    return tuple(
        Point(year, row["value"] if is_known(row["value"]) else None, _said(visit, indicator, row))
        for year, row in rows.items()
    )


def _said(visit: Visit, indicator: Row, row: Row) -> str:
    w = visit.words
    value = visit.figure(indicator, row["value"]) if is_known(row["value"]) else w.sign(row["sign"])
    told = w("profile.point", name=visit.area_name(row["area_code"]), period=w.period(row["period"]), value=value)
    return told if row["method"] == "published" else f"{told} ({w('method.own')})"


def _table(visit: Visit, indicator: Row, code: str, own: dict[int, Row], other: dict[int, Row]) -> Table:
    w = visit.words
    areas = [code, *([land(visit.store, code)] if other else [])]
    rows = []
    for year, row in own.items():
        beside = [other.get(year)] if other else []
        cells = [w("table.no_figure") if one is None else _value(visit, indicator, one) for one in (row, *beside)]
        rows.append((Cell(w.period(row["period"])), *map(Cell, cells)))
    heads = (w("profile.period"), *(visit.area_name(area) for area in areas))
    return Table(titled(visit, indicator), heads, tuple(rows), numbers=tuple(range(2, len(heads) + 1)))


def _value(visit: Visit, indicator: Row, row: Row) -> str:
    """Return a figure without its unit, or what its sign means."""
    w = visit.words
    return w.number(row["value"], int(indicator["decimals"])) if is_known(row["value"]) else w.sign(row["sign"])


def _nothing() -> None:
    """Nothing on this page follows from a click: the charts are there to look at."""
