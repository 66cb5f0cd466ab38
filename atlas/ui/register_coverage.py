"""How complete the register is: what its stewards say, and the number of reports per district and year."""

from html import escape

import streamlit as st

from atlas.analysis.register import coverage_matrix
from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui.register import years
from atlas.ui.register_grid import grid
from atlas.ui.register_words import uncovered_years
from atlas.ui.visit import Visit, is_known


def show(visit: Visit) -> None:
    """Draw the texts of the coverage and the matrix; both are of the whole register."""
    st.header(visit.words("events.coverage"), anchor=False)
    lines = "".join(f'<p class="atlas-note">{escape(text)}</p>' for text in texts(visit))
    st.html(lines)
    st.html(_matrix(visit.store, visit.language))


def texts(visit: Visit) -> list[str]:
    """Return what the register covers, one text per Land and span of years, and the years beyond."""
    w = visit.words
    rows = records(visit.store.event_coverage())
    told = []
    for row in rows:
        span = {"first": str(row["first_year"]), "last": str(row["last_year"])}
        opening = w("events.coverage_span", area=visit.area_name(row["area_code"]), **span)
        told.append(f"{opening} {visit.local(row, 'text')}")
    beyond = uncovered_years(visit.store, visit.store.events())
    return [*told, w("events.incomplete", years=w.list(map(str, beyond)))] if beyond else told


@kept(16)
def _matrix(store: Store, language: str) -> str:
    """Return the table of all districts of the covered Länder and of those with reports, by year."""
    w = words(language)
    events, coverage = store.events(), store.event_coverage()
    areas = store.areas[store.areas["kind"] == "district"]
    shown = areas[areas["land_code"].isin(coverage["area_code"]) | areas["area_code"].isin(events["area_code"])]
    names = store.names[language]
    lands = dict(zip(shown["area_code"].tolist(), shown["land_code"].tolist(), strict=True))
    ordered = {code: lands[code] for code in sorted(lands, key=lambda code: w.collate(names[code]))}
    found = coverage_matrix(events, coverage, ordered, [int(year) for year in years(store)])
    rows = [
        [names[code], *(w.number(int(cell)) if is_known(cell) else "–" for cell in cells), w.number(int(total))]
        for code, cells, total in zip(found.index, found.to_numpy().tolist(), found.sum(axis=1), strict=True)
    ]
    per_year = [w.number(int(n)) for n in found.sum()]
    rows.append([w("events.total"), *per_year, w.number(len(events))])
    headings = [w("control.district"), *(str(year) for year in found.columns), w("events.total")]
    legend = f'<p class="atlas-note">–: {escape(w("events.not_covered"))}</p>'
    return grid(w("events.coverage_matrix"), headings, rows) + legend
