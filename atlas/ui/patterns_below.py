"""What stands below the figures of the page of patterns: table twin, what it shows, sources, downloads."""

from dataclasses import replace
from html import escape

import streamlit as st

from atlas.analysis import secrecy
from atlas.export import Column, Sheet, table_html
from atlas.ui.below import SENT_AT_ONCE, source_line
from atlas.ui.below import table as table_of_map
from atlas.ui.controls import Choice
from atlas.ui.downloads import files
from atlas.ui.figures import figures
from atlas.ui.patterns import GI, LEVEL, PERMUTATIONS, TELLING, Patterns
from atlas.ui.patterns_words import explained, kind_text
from atlas.ui.visit import Visit


def show(visit: Visit, choice: Choice, found: Patterns) -> None:
    """Draw everything below the figures."""
    w = visit.words
    sheet = table(visit, choice, found)
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
        folded.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w))
    with st.expander(w("map.explain")):
        about = sheet.about
        title = visit.local(choice.indicator, "title")
        lines = [f"{title}: {about.definition}", f"{w('data.formula')}: {about.formula}", *about.notes, *about.caveats]
        st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines))
    told = f"{source_line(visit, sheet, figures(visit, choice))}<br>{escape(w('patterns.own'))}"
    st.html(f'<p class="atlas-note">{told}</p>')
    named = [
        w("patterns.file"),
        visit.local(choice.indicator, "title"),
        visit.area_name(choice.area_code),
        choice.period,
    ]
    files(visit, lambda _: sheet, named)


def table(visit: Visit, choice: Choice, found: Patterns) -> Sheet:
    """Return all districts with their figure, the mean of their neighbours, statistic, p and kind."""
    w = visit.words
    sheet = table_of_map(visit, choice, figures(visit, choice))
    unit, decimals = visit.local(choice.indicator, "unit"), int(choice.indicator["decimals"])
    statistic = "gi" if found.settings.statistic == GI else "i"
    rows = found.districts
    frame = rows.assign(
        area_code=rows.index,
        name=[visit.area_name(code) for code in rows.index],
        pattern=[kind_text(visit, kind) for kind in rows["kind"]],
    ).sort_values("name", key=lambda names: names.map(w.collate))
    columns = (
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("value", visit.local(choice.indicator, "title"), "number", unit, decimals, "sign"),
        Column("around", w("patterns.around"), "number", unit, decimals),
        Column("beside", w("patterns.beside"), "number"),
        Column("z", w("patterns.z"), "number", "", 2),
        Column("lag", w("patterns.lag"), "number", "", 2),
        Column(statistic, w(f"patterns.column_{statistic}"), "number", "", 2),
        Column("p", w("patterns.p"), "number", "", 4),
        Column("p_adjusted", w("patterns.p_adjusted"), "number", "", 4),
        Column("pattern", w("patterns.pattern")),
    )
    about = replace(
        sheet.about,
        title=w("patterns.table", caption=sheet.about.title),
        notes=(
            w(
                "patterns.method",
                statistic=w(f"patterns.statistic_{found.settings.statistic}"),
                permutations=PERMUTATIONS,
                level=w.value(LEVEL * 100, "%"),
            ),
            *explained(visit, choice, found),
            *sheet.about.notes,
        ),
    )
    return Sheet(about, columns, secrecy.release(frame, telling=TELLING), w)
