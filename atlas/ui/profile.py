"""One district on one page: which one, its key figures beside Land, country and similar districts, and the answer."""

from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

import streamlit as st

from atlas.analysis import secrecy
from atlas.export.document import Cell, Folded, Notes, Section, Table
from atlas.messages import Words, words
from atlas.store import Row, Store, kept, records
from atlas.ui import address, small_numbers
from atlas.ui.controls import COUNTRY, NO_DISTRICT
from atlas.ui.profile_similar import figures, similar
from atlas.ui.visit import Visit, is_known

WAY = "daten"
KEY_FIGURES = (
    "unemployment_rate",
    "unemployment_rate_change_since_2019_pp",
    "employees",
    "employees_change_since_2015_pct",
    "manufacturing_share",
    "employees_production_share",
    "insolvency_rate",
    "jobs_lost_announced",
    "jobs_created_announced",
    "jobs_lost_announced_5y_per_1000",
    "gdp_per_head",
    "population",
    "population_change_since_2022_pct",
    "distance_to_node_km",
)
PLACES = ("district", "land", "country", "similar")
# A median of fewer says little about ten districts.
LEAST_SIMILAR = 5


@dataclass(frozen=True)
class KeyFigure:
    """A row of the table: an indicator, its period, and (value, sign) by PLACES; None for a value not known."""

    indicator: Row
    period: str
    cells: dict[str, tuple[float | None, str]]
    method: str
    source_id: str | None


def district(visit: Visit) -> str:
    """Return the code of the district in the address; where none is chosen, the region's first."""
    codes = _codes(visit.store, visit.language)
    first = visit.region.district_codes[0]
    chosen = address.value("district", {NO_DISTRICT, *codes}, first)
    return first if chosen == NO_DISTRICT else chosen


def pick(visit: Visit, current: str) -> None:
    """Draw the list of all districts."""
    w = visit.words
    st.selectbox(
        w("control.district"),
        _codes(visit.store, visit.language),
        format_func=visit.area_name,
        help=w("profile.district_help"),
        **address.bind("district", current),
    )


@kept(8)
def _codes(store: Store, language: str) -> list[str]:
    areas = store.areas
    names, w = store.names[language], words(language)
    return sorted(areas.index[areas["kind"] == "district"], key=lambda code: w.collate(names[code]))


def land(store: Store, code: str) -> str:
    """Return the code of a district's Land."""
    return str(store.areas.at[code, "land_code"])


@kept(256)
def key_figures(store: Store, code: str) -> tuple[KeyFigure, ...]:
    """Return the newest figures of a district and those of the same periods to compare with, past the gate."""
    newest = {row["indicator_id"]: row for row in records(secrecy.release(store.key_figures(code)))}
    peers = similar(store, code).index.tolist()
    found = []
    for key in KEY_FIGURES:
        if key not in newest:
            continue
        every = figures(store, key, newest[key]["period"])
        cells = {
            "district": _cell(every[code]),
            "land": _cell(every[land(store, code)]),
            "country": _cell(every[COUNTRY]),
            "similar": (_median([every[peer]["value"] for peer in peers]), ""),
        }
        own = every[code]
        source = own["source_id"] if is_known(own["source_id"]) else None
        found.append(KeyFigure(store.indicator_rows[key], newest[key]["period"], cells, own["method"], source))
    return tuple(found)


def _cell(row: Row) -> tuple[float | None, str]:
    return (row["value"] if is_known(row["value"]) else None), (row["sign"] if is_known(row["sign"]) else "")


def _median(values: list[float]) -> float | None:
    known = [value for value in values if is_known(value)]
    return median(known) if len(known) >= LEAST_SIMILAR else None


@kept(256)
def section(store: Store, code: str, language: str) -> Section:
    """Return the table of key figures and how to read it."""
    visit = Visit(words(language), store, store.region())
    w = visit.words
    name, over, country = (visit.area_name(area) for area in (code, land(store, code), COUNTRY))
    rows = key_figures(store, code)
    table = Table(
        w("profile.figures_caption", name=name, land=over, country=country),
        (w("profile.indicator"), name, over, country, w("profile.similar_median"), w("profile.period")),
        tuple(_row(visit, code, row) for row in rows),
        numbers=(2, 3, 4, 5),
        signs=tuple(sorted({sign for row in rows for value, sign in row.cells.values() if value is None and sign})),
    )
    notes = Notes((w("profile.figures_note"), w("profile.median_note", n=LEAST_SIMILAR)))
    return Section("figures", w("profile.figures"), (table, Folded(w("profile.how"), (notes,))))


def _row(visit: Visit, code: str, row: KeyFigure) -> tuple[Cell, ...]:
    w = visit.words
    key = str(row.indicator["indicator_id"])
    asked = {"indicator": key, "of": code, "period": row.period, "lang": visit.language}
    said = [w.period(row.period), *([w("method.own")] if row.method != "published" else [])]
    if counted := small_numbers.of_figure(visit.store, row.indicator, code, row.period):
        said.append(small_numbers.told(w, row.indicator, counted))
    period = " · ".join(said)
    figures = (written(w, row.indicator, *row.cells[place]) for place in PLACES)
    return Cell(titled(visit, row.indicator), link=f"{WAY}?{urlencode(asked)}"), *figures, Cell(period)


def titled(visit: Visit, indicator: Row) -> str:
    """Return an indicator's title with its unit, which some titles name themselves."""
    title, unit = visit.local(indicator, "title"), visit.local(indicator, "unit")
    return title if unit in title else visit.words("table.column_unit", title=title, unit=unit)


def written(w: Words, indicator: Row, value: float | None, sign: str) -> Cell:
    """Return a cell: the number without its unit, else the publisher's sign or that there is none."""
    if value is not None:
        return Cell(w.number(value, int(indicator["decimals"]), signed=indicator["kind"] == "change"))
    return sign_cell(w, sign)


def sign_cell(w: Words, sign: str) -> Cell:
    """Return a cell without a number: the publisher's sign with its meaning, or that there is none."""
    return Cell(sign, w.sign(sign)) if sign else Cell(w("table.no_figure"))
