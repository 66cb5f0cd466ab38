"""The main figure of a comparison and what stands below it: title, picture, notes, table twin, sources, downloads."""

from html import escape

import streamlit as st

from atlas.charts.screen import timeline_config
from atlas.export import Sheet, file_name, table_html
from atlas.store import open_current
from atlas.ui import address, comparison_lines, comparison_ranking, comparison_scatter, comparison_slope, press
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.comparison import LINES, MOST, RANKING, SCATTER, SLOPE, Choice, Shown
from atlas.ui.comparison_controls import held_places, keep_places
from atlas.ui.comparison_plate import plate
from atlas.ui.downloads import files, link, next_unknown, origin_line
from atlas.ui.map_block import button_text
from atlas.ui.map_component import map_component, picked
from atlas.ui.visit import Visit

KEY = "comparison"
# So flat that the height alone counts.
_FLAT = 0.001
_FORMS = {
    LINES: comparison_lines.shown,
    RANKING: comparison_ranking.shown,
    SCATTER: comparison_scatter.shown,
    SLOPE: comparison_slope.shown,
}


def shown(visit: Visit, choice: Choice) -> Shown:
    """Return the chosen form made ready."""
    return _FORMS[choice.form](visit, choice)


def show(visit: Visit, choice: Choice, ready: Shown) -> None:
    """Draw title and picture, or the reason why there is none, and everything below it."""
    subtitle = f'<p class="atlas-note">{escape(ready.subtitle)}</p>' if ready.subtitle else ""
    st.html(f'<h2 class="atlas-figure-title">{escape(ready.title)}</h2>{subtitle}')
    if ready.figure is None:
        st.info(ready.reason)
    else:
        _picture(visit, choice, ready)
    if ready.notes:
        st.html("".join(f'<p class="atlas-note">{escape(note)}</p>' for note in ready.notes))
    if ready.sheet is None:
        link(visit)
        return
    _below(visit, ready, ready.sheet)
    if ready.content is not None:
        press.offer(visit, f"{KEY}_{choice.form}", lambda at: plate(at, choice, shown(at, choice)))


def _picture(visit: Visit, choice: Choice, ready: Shown) -> None:
    name = file_name(*ready.named, language=visit.language, extension="svg").removesuffix(".svg")
    map_component(
        ready.figure or {},
        timeline_config(visit.language, name, lambda word: button_text(visit, word)),
        # A form of its own is a picture of its own: the axes of one must not stay for the next.
        key=f"{KEY}_{choice.form}",
        label=visit.words("comparison.label", title=ready.title, answer=" ".join(ready.answer)),
        failed=visit.words("error.map"),
        sizes={"aspect": _FLAT, "height": ready.height, "below": 0},
        on_picked=_take_click,
    )


def _below(visit: Visit, ready: Shown, sheet: Sheet) -> None:
    """Draw table twin, definition and caveats, sources, downloads, in the order of all pages."""
    w, about = visit.words, sheet.about
    folded = st.expander(w("comparison.table"), key="table", on_change="rerun")
    if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
        folded.html(table_html(sheet.frame, sheet.columns, about.title, w, row_header="name"))
    with st.expander(w("comparison.explain")):
        lines = [about.definition, f"{w('data.formula')}: {about.formula}", *about.caveats]
        st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines if line))
    told = [origin_line(visit, one) for one in about.origins]
    told += [escape(text) for text in (_own(visit, sheet), next_unknown(visit, about.origins)) if text]
    st.html(f'<p class="atlas-note">{"<br>".join(told)}</p>')
    files(visit, lambda _: sheet, list(ready.named))


def _own(visit: Visit, sheet: Sheet) -> str:
    """Return that all or some of the figures are own calculations; '' where none is."""
    w = visit.words
    own = [w("method.own") in text for text in sheet.frame["remark"]]
    if not any(own):
        return ""
    return w("source.changed", change=w("method.own")) if all(own) else w("source.partly")


def _take_click() -> None:
    """Hold the district that was clicked; it joins the chosen places while there is room."""
    # A row or a dot names its area as what was clicked beside the map: a node there, an area here.
    _, code = picked(f"{KEY}_{address.held()['form']}")
    areas = open_current().areas
    if code is None or code not in areas.index:
        return
    if areas.at[code, "kind"] == "district":
        address.keep("district", code)
    places = held_places()
    if code not in places and len(places) < MOST:
        keep_places((*places, code))
