"""All main series of a district as small charts of one size, the same figures as tables below them."""

from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from atlas.analysis import secrecy
from atlas.charts.screen import timeline_config
from atlas.charts.small_multiples import HEIGHT_PX, Break, Point, line_chart
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import Theme
from atlas.store import Row, Store, kept, records
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.profile import land, titled
from atlas.ui.register_sums import grid
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
# What lies before and after these is not to be compared: no line leads across.
CUTS = frozenset({"census"})
# So flat that the height alone counts.
FLAT = 0.001


@dataclass(frozen=True)
class Drawn:
    """One chart: what it is called, what it is for those who do not see it, the figure and its table."""

    key: str
    title: str
    subtitle: str
    label: str
    figure: dict[str, Any]
    table: str


def show(visit: Visit, code: str) -> None:
    """Draw the charts, what their lines mean, and their tables when they are unfolded."""
    w = visit.words
    charts, notes = draw(visit.store, code, visit.language, theme())
    if not charts:
        return
    over = visit.area_name(land(visit.store, code))
    st.header(w("profile.series"), anchor=False)
    st.html(f'<p class="atlas-note">{escape(w("profile.series_note", name=visit.area_name(code), land=over))}</p>')
    for start in range(0, len(charts), ACROSS):
        for column, chart in zip(st.columns(ACROSS, gap="medium"), charts[start : start + ACROSS], strict=False):
            with column:
                _chart(visit, code, chart)
    st.html("".join(f'<p class="atlas-note">{escape(note)}</p>' for note in notes))
    folded = st.expander(w("profile.series_table"), key="table", on_change="rerun")
    if folded.open:
        folded.html("".join(chart.table for chart in charts))


def _chart(visit: Visit, code: str, chart: Drawn) -> None:
    st.html(
        f'<h3 class="atlas-figure-title">{escape(chart.title)}</h3><p class="atlas-note">{escape(chart.subtitle)}</p>'
    )
    name = file_name(chart.title, visit.area_name(code), language=visit.language, extension="svg")
    map_component(
        chart.figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=f"series_{chart.key}",
        label=chart.label,
        failed=visit.words("error.map"),
        sizes={"aspect": FLAT, "height": HEIGHT_PX, "below": 0},
        on_picked=_nothing,
    )


@kept(256)
def draw(store: Store, code: str, language: str, shade: Theme) -> tuple[tuple[Drawn, ...], tuple[str, ...]]:
    """Return the charts of a district, in their order, and what is said of their breaks, each text once."""
    visit = Visit(words(language), store, store.region())
    over = land(store, code)
    rows = records(secrecy.release(store.series((code, over), SERIES)))
    charts, notes = [], {}
    for key in SERIES:
        own = _by_year(rows, key, code)
        if not any(is_known(row["value"]) for row in own.values()):
            continue
        other = _by_year(rows, key, over) if visit.indicator(key)["kind"] == "rate" and over != code else {}
        breaks = _breaks(store, key, code, own)
        notes.update(dict.fromkeys(visit.local(row, "text") for _, row in breaks))
        charts.append(_drawn(visit, key, code, own, other, breaks, shade))
    return tuple(charts), tuple(notes)


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


def _drawn(
    visit: Visit,
    key: str,
    code: str,
    own: dict[int, Row],
    other: dict[int, Row],
    breaks: list[tuple[int, Row]],
    shade: Theme,
) -> Drawn:
    w, indicator = visit.words, visit.indicator(key)
    known = [row for row in own.values() if is_known(row["value"])]
    last = known[-1]
    ends = {"first": w.period(known[0]["period"]), "last": w.period(last["period"])}
    title, unit = visit.local(indicator, "title"), visit.local(indicator, "unit")
    said = {"start": visit.figure(indicator, known[0]["value"]), "end": visit.figure(indicator, last["value"])}
    figure = line_chart(
        _points(visit, indicator, own),
        _points(visit, indicator, other),
        breaks=[Break(year, w(f"profile.break.{row['kind']}"), row["kind"] in CUTS) for year, row in breaks],
        newest=w.number(last["value"], int(indicator["decimals"])),
        theme=shade,
        language=visit.language,
        from_zero=key not in BY_CHANGES,
    )
    return Drawn(
        key,
        title,
        w("profile.series_subtitle", unit=unit, **ends),
        w("profile.series_label", title=title, name=visit.area_name(code), **ends, **said),
        figure,
        _table(visit, indicator, code, own, other),
    )


def _points(visit: Visit, indicator: Row, rows: dict[int, Row]) -> list[Point]:
    return [
        Point(year, row["value"] if is_known(row["value"]) else None, _said(visit, indicator, row))
        for year, row in rows.items()
    ]


def _said(visit: Visit, indicator: Row, row: Row) -> str:
    w = visit.words
    value = visit.figure(indicator, row["value"]) if is_known(row["value"]) else w.sign(row["sign"])
    told = w("profile.point", name=visit.area_name(row["area_code"]), period=w.period(row["period"]), value=value)
    return told if row["method"] == "published" else f"{told} ({w('method.own')})"


def _table(visit: Visit, indicator: Row, code: str, own: dict[int, Row], other: dict[int, Row]) -> str:
    w, decimals = visit.words, int(indicator["decimals"])

    def cell(row: Row | None) -> str:
        if row is None:
            return w("table.no_figure")
        return w.number(row["value"], decimals) if is_known(row["value"]) else w.sign(row["sign"])

    areas = [code, *([land(visit.store, code)] if other else [])]
    heads = [w("profile.period"), *(visit.area_name(area) for area in areas)]
    rows = [
        [w.period(row["period"]), cell(row), *([cell(other.get(year))] if other else [])] for year, row in own.items()
    ]
    return grid(titled(visit, indicator), heads, rows)


def _nothing() -> None:
    """Nothing on this page follows from a click: the charts are there to look at."""
