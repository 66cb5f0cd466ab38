"""What stands below every figure, always in the same order: table twin, what it shows, source, downloads, onward."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Origin, Sheet, table_html
from atlas.store import Row, records
from atlas.ui import address, small_numbers
from atlas.ui.controls import Choice, within
from atlas.ui.downloads import boundaries_line, files, next_unknown, origin, origin_line
from atlas.ui.figures import Figures
from atlas.ui.map_block import reading_notes
from atlas.ui.visit import Visit, is_known

# A longer table is sent when it is unfolded: one of all districts is a third of what a change of period sends.
SENT_AT_ONCE = 60


def show(visit: Visit, choice: Choice, shown: Figures, sentence: str) -> None:
    """Draw everything below the map."""
    w = visit.words
    sheet = table(visit, choice, shown)
    if shown.known.empty:
        st.info(w("empty.period", period=w.period(choice.period)))
    if rule := small_numbers.rule_html(visit, choice.indicator, choice.period, shown.districts):
        st.html(rule)
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
        folded.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w))
    with st.expander(w("map.explain")):
        st.html(_explained(visit, choice, shown, sentence))
    st.html(f'<p class="atlas-note">{source_line(visit, sheet, shown)}</p>')
    named = [visit.local(choice.indicator, "title"), visit.area_name(choice.area_code), choice.period]
    files(visit, lambda _: sheet, named)


def short(visit: Visit, choice: Choice, shown: Figures) -> None:
    """Draw below a small map its table twin and where its figures come from."""
    sheet = table(visit, choice, shown)
    st.html(f'<p class="atlas-note">{source_line(visit, sheet, shown)}</p>')
    with st.expander(visit.words("table.title"), key="table"):
        st.html(table_html(sheet.frame, sheet.columns, sheet.about.title, visit.words))


def table(visit: Visit, choice: Choice, shown: Figures) -> Sheet:
    """Return the table twin of a map: the same figures, and those to compare with, with all that must travel along."""
    w = visit.words
    unit = visit.local(choice.indicator, "unit")
    columns = (
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column(
            "value",
            visit.local(choice.indicator, "title"),
            "number",
            unit,
            int(choice.indicator["decimals"]),
            "sign",
        ),
        *_of_cases(visit, choice),
        Column("remark", w("table.remark")),
    )
    return Sheet(_about(visit, choice, shown), columns, pd.concat([shown.districts, shown.others]), w)


def _of_cases(visit: Visit, choice: Choice) -> list[Column]:
    """Return the columns that belong to a rate of counted cases: how many, and the interval in the rate's unit."""
    if not small_numbers.is_counted(choice.indicator):
        return []
    w, unit = visit.words, visit.local(choice.indicator, "unit")
    decimals = {"cases": 0, "low": int(choice.indicator["decimals"]), "high": int(choice.indicator["decimals"])}
    return [
        Column(name, w(f"few.column_{name}"), "number", "" if name == "cases" else unit, decimals[name], "sign")
        for name in small_numbers.COLUMNS
    ]


def source_line(visit: Visit, sheet: Sheet, shown: Figures) -> str:
    """Return source, licence, Stand and day of retrieval as HTML."""
    w = visit.words
    rows = pd.concat([shown.districts, shown.others])
    methods = rows["method"].dropna()
    own = ""
    if methods.ne("published").all() and len(methods):
        own = w("source.changed", change=w("method.own"))
    elif methods.ne("published").any():
        own = w("source.partly")
    lines = [origin_line(visit, origin) for origin in sheet.about.origins]
    following = next_unknown(visit, sheet.about.origins)
    lines += [escape(text) for text in (own, following, boundaries_line(visit)) if text]
    return "<br>".join(lines)


def _explained(visit: Visit, choice: Choice, shown: Figures, sentence: str) -> str:
    """Return as HTML what the map shows: sentence, definition, formula, caveats, breaks."""
    w = visit.words
    lines = [
        sentence,
        f"{visit.local(choice.indicator, 'title')}: {visit.local(choice.indicator, 'definition')}",
        f"{w('data.formula')}: {visit.formula(choice.indicator)}",
        visit.local(choice.indicator, "caveat"),
        *_caveats(visit, pd.concat([shown.districts, shown.others])),
        *_breaks(visit, choice),
        *reading_notes(visit, choice, shown),
    ]
    return "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines if line)


def _about(visit: Visit, choice: Choice, shown: Figures) -> About:
    w = visit.words
    rows = pd.concat([shown.districts, shown.others])
    period = w.period(choice.period)
    caveat = visit.local(choice.indicator, "caveat")
    return About(
        title=w(
            "table.caption",
            indicator=visit.local(choice.indicator, "title"),
            area=visit.area_name(choice.area_code),
            period=period,
        ),
        origins=tuple(_origins(visit, choice, rows)),
        definition=visit.local(choice.indicator, "definition"),
        formula=visit.formula(choice.indicator),
        unit=visit.local(choice.indicator, "unit"),
        area=visit.area_name(choice.area_code),
        period=period,
        caveats=(*([caveat] if caveat else []), *_caveats(visit, rows), *_breaks(visit, choice)),
        address=address.link(),
        data_version=visit.data_version,
    )


def _origins(visit: Visit, choice: Choice, rows: pd.DataFrame) -> list[Origin]:
    """Return where the figures of these rows come from, each source once, newest retrieval first.

    Behind a computed figure stand the sources of its parts too.
    """
    if rows["method"].eq("computed").any():
        rows = pd.concat([rows, visit.store.part_sources(choice.indicator_id, choice.period)])
    used = rows.dropna(subset=["source_id"]).sort_values("retrieved_on", ascending=False, na_position="last")
    days = records(used[["source_id", "publisher_stand", "retrieved_on"]].drop_duplicates())
    keys = dict.fromkeys(row["source_id"] for row in days)
    return [origin(visit, key, *(row for row in days if row["source_id"] == key)) for key in keys]


def _caveats(visit: Visit, rows: pd.DataFrame) -> list[str]:
    """Return the caveats of the sources of these rows, each once."""
    used = rows["source_id"].dropna().unique().tolist()
    return list(dict.fromkeys(text for s in used for text in visit.source(s)[f"caveats_{visit.language}"]))


def _breaks(visit: Visit, choice: Choice) -> list[str]:
    """Return the breaks of the series on the map that touch its area and period."""
    inside = set(visit.store.areas.index[within(visit.store.areas, choice.area_code)]) | {"*", choice.area_code}
    rows = records(visit.store.breaks(choice.indicator_id))
    touched = [row for row in rows if row["area_code"] in inside and _concerns(row, choice.period)]
    return list(dict.fromkeys(visit.local(row, "text") for row in touched))


def _concerns(row: Row, period: str) -> bool:
    """Return whether a break concerns a period: one that has an end concerns the periods up to it alone."""
    if not is_known(row["last_day"]):
        return True
    # A year counts by its last day; ISO days compare as text.
    day = period if len(period) == 10 else f"{period[:4]}-12-31"
    return bool(row["first_day"].date().isoformat() <= day <= row["last_day"].date().isoformat())
