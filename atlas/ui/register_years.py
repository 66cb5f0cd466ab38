"""Announced jobs by year of the report: columns above and below a line, with what the register does not cover."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import COUNTED, Filter, covered_years, gross, sums
from atlas.charts.columns import COLUMNS_PX, Columns, ColumnSeries, columns_chart
from atlas.charts.screen import timeline_config
from atlas.export import About, Column, Sheet, file_name
from atlas.export.plate import Plate
from atlas.picture import Picture
from atlas.ui import address, press
from atlas.ui.controls import within
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.register import Register, filter_text, reports_of, years
from atlas.ui.register_coverage import texts
from atlas.ui.register_files import newest_origin
from atlas.ui.register_words import stand
from atlas.ui.visit import Visit, is_known

KEY = "register_years"
# A picture of columns has one height, whatever its width.
FLAT = 0.001


def events_by_year_plate(visit: Visit, area_code: str) -> Plate:
    """Return the announced jobs of an area (a district, a Land, the region, the country) by year, for the press."""
    every = reports_of(visit.store)
    inside = every["area_code"].isin(_districts(visit, area_code)["area_code"])
    return plate(visit, Register(Filter(), every[inside], every), area_code)


def plate(visit: Visit, register: Register, area_code: str) -> Plate:
    """Return the announced jobs of some reports of an area by year, for the press."""
    w, frame = visit.words, by_year(visit, register, area_code)
    other = filter_text(w, visit.store.names[visit.language], Filter(None, None, None, *_rest(register.wanted)))
    area = ", ".join(filter(None, (visit.area_name(area_code), other)))
    span = f"{frame['year'].iloc[0]}–{frame['year'].iloc[-1]}"
    title = message(visit, register, area, span)
    about = About(
        title=w("press_events.sheet", area=area, period=span),
        origins=(newest_origin(visit),),
        definition=w("events.sums_note", not_covered=w("events.not_covered")),
        area=area,
        period=span,
        caveats=(w("events.caveat_gross"), *texts(visit)),
        address=address.link(),
        data_version=visit.data_version,
    )
    picture = Picture(
        kind="bar",
        indicator_id="events",
        area=area,
        period=span,
        language=visit.language,
        title=title,
        subtitle=w("press_events.subtitle", area=area),
        source="",
        stand=stand(visit),
        notes=(columns(visit, frame, register).note,),
        alt=f"{title}. {w('press_events.subtitle', area=area)}.",
    )
    sheet = Sheet(about, sheet_columns(visit, register), frame, w)
    return Plate(picture, columns(visit, frame, register), sheet, (w("press_events.named"), area, span))


def show(visit: Visit, register: Register) -> None:
    """Draw the announced jobs by year as columns; the table of the sums below it is their twin.

    Nothing for a single year, and nothing where the filter leaves no direction that is added up.
    """
    if register.wanted.year or not directions(register):
        return
    area_code = register.wanted.area_code or visit.home_area
    content = columns(visit, by_year(visit, register, area_code), register)
    made = plate(visit, register, area_code)
    st.html(
        f'<h3 class="atlas-figure-title">{escape(made.picture.title)}</h3>'
        f'<p class="atlas-note">{escape(made.picture.subtitle)}</p>'
    )
    name = file_name(*made.named, language=visit.language, extension="svg").removesuffix(".svg")
    map_component(
        columns_chart(content, theme=theme()),
        timeline_config(visit.language, name, lambda word: button_text(visit, word)),
        key=KEY,
        label=made.picture.alt,
        failed=visit.words("error.map"),
        sizes={"aspect": FLAT, "height": COLUMNS_PX, "below": 0},
        on_picked=_nothing,
    )
    st.html(f'<p class="atlas-note">{escape(content.note)}</p>')
    press.offer(visit, KEY, lambda at: plate(at, register, area_code))


def by_year(visit: Visit, register: Register, area_code: str) -> pd.DataFrame:
    """Return gross announced jobs and reports per year, the oldest first: year (text), lost, created, reports, remark.

    NaN where nothing is counted and the register does not cover the year: not the same as none.
    """
    found = sums(register.rows, "year")
    wanted = [register.wanted.year] if register.wanted.year else [int(year) for year in years(visit.store)]
    covered = _covered(visit, area_code)
    frame = found.reindex(sorted(wanted), fill_value=0).astype(float)
    partial = [year not in covered for year in frame.index]
    frame = frame.mask(frame.eq(0) & pd.Series(partial, index=frame.index).to_numpy()[:, None])
    remark = [visit.words("press_events.partial") if part else "" for part in partial]
    return frame.assign(year=[str(year) for year in frame.index], remark=remark).reset_index(drop=True)


def columns(visit: Visit, frame: pd.DataFrame, register: Register) -> Columns:
    """Return what is drawn of the sums by year: created above the line, lost below it."""
    w, ways = visit.words, directions(register)
    partial = frozenset(i for i, remark in enumerate(frame["remark"]) if remark)
    notes = [w("press_events.note")] + ([w("press_events.partial_note")] if partial else [])
    up, down = (_series(visit, frame, way) if way in ways else None for way in ("created", "lost"))
    return Columns(tuple(frame["year"]), up, down, partial, " ".join(notes))


def directions(register: Register) -> tuple[str, ...]:
    """Return which of the directions that are added up a filter leaves."""
    return tuple(way for way in COUNTED if register.wanted.direction in (None, way))


def sheet_columns(visit: Visit, register: Register) -> tuple[Column, ...]:
    """Return the columns of the table twin."""
    w = visit.words
    numbers = [Column(way, w(f"event_direction.{way}"), "number") for way in directions(register)]
    last = Column("reports", w("events.reports_column"), "number"), Column("remark", w("table.remark"))
    return Column("year", w("events.year")), *numbers, *last


def message(visit: Visit, register: Register, area: str, span: str) -> str:
    """Return how many jobs were announced to go and to come."""
    w, total = visit.words, gross(register.rows)
    found = [(way, jobs) for way, jobs in (("lost", total.lost), ("created", total.created)) if jobs]
    told: Sequence[str] = [w(f"event_jobs.{way}", n=jobs) for way, jobs in found if way in directions(register)]
    if not told:
        return w("press_events.none", area=area, period=span)
    return w("press_events.title", area=area, sums=w.list(told), period=span)


def _series(visit: Visit, frame: pd.DataFrame, way: str) -> ColumnSeries:
    w, values = visit.words, [float(value) if is_known(value) else None for value in frame[way]]
    said = [
        f"{year}: {w('events.not_covered') if value is None else w(f'event_jobs.{way}', n=int(value))}"
        for year, value in zip(frame["year"], values, strict=True)
    ]
    texts = tuple("" if value is None else w.number(value) for value in values)
    return ColumnSeries(w(f"event_direction.{way}"), tuple(values), texts, tuple(said))


def _covered(visit: Visit, area_code: str) -> frozenset[int]:
    """Return the years in which no report of an area means none in the register."""
    coverage = visit.store.event_coverage()
    found = [covered_years(coverage, str(land)) for land in _districts(visit, area_code)["land_code"].unique()]
    return frozenset.intersection(*found) if found else frozenset()


def _districts(visit: Visit, area_code: str) -> pd.DataFrame:
    """Return the districts of an area; a district is one itself."""
    areas = visit.store.areas
    if areas.at[area_code, "kind"] == "district":
        return areas.loc[[area_code]]
    districts = areas[areas["kind"] == "district"]
    return districts[within(districts, area_code)]


def _rest(wanted: Filter) -> tuple[str | None, str | None]:
    return wanted.event_type, wanted.company


def _nothing() -> None:
    """A click on a column chooses nothing: the year stands in the controls."""
