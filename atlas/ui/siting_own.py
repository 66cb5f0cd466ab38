"""The ways to name own places as candidates: a municipality, a point by its coordinates, an uploaded list."""

from html import escape

import streamlit as st

from atlas.store import open_current, records
from atlas.ui import siting_places, siting_upload
from atlas.ui.faults import guarded_callback
from atlas.ui.siting import Place, places_of
from atlas.ui.siting_places import MOST_IN_LINK, inside_of
from atlas.ui.siting_upload import LONGEST_NAME, MOST_ROWS, Fault, UploadError
from atlas.ui.upload import upload
from atlas.ui.visit import Visit

FAULTS, UPLOAD, TOWN, CHOSEN = "siting_faults", "siting_upload", "siting_town", "siting_places"
NAME, LAT, LON = "siting_name", "siting_lat", "siting_lon"


def show(visit: Visit, area_code: str, places: tuple[Place, ...]) -> None:
    """Draw the ways to name own places: from a list, from the municipalities, by coordinates; and to drop them."""
    w = visit.words
    with st.expander(w("siting.own"), expanded=not places, key="siting_own"):
        left, right = st.columns(2, gap="medium")
        with left:
            _pick_town(visit, area_code)
            _pick_point(visit, area_code)
        with right:
            _upload(visit, area_code)
            _pick_dropped(visit, places)
        if len(places) > MOST_IN_LINK:
            st.html(f'<p class="atlas-note">{escape(w("siting.own_long", n=MOST_IN_LINK))}</p>')


def _pick_town(visit: Visit, area_code: str) -> None:
    w = visit.words
    rows = records(places_of(visit.store, area_code))
    called = {row["municipality_code"]: f"{row['name']} ({visit.area_name(row['area_code'])})" for row in rows}
    st.selectbox(
        w("siting.own_town"),
        sorted(called, key=lambda code: w.collate(called[code])),
        index=None,
        format_func=lambda code: called.get(code, code),
        placeholder=w("siting.own_town_none"),
        help=w("siting.own_town_help"),
        key=TOWN,
        on_change=_take_town,
    )


@guarded_callback
def _take_town() -> None:
    if code := st.session_state[TOWN]:
        siting_places.toggle(open_current(), code)
        st.session_state[TOWN] = None


def _pick_point(visit: Visit, area_code: str) -> None:
    w = visit.words
    with st.form("siting_point", border=False):
        st.text_input(w("siting.own_name"), key=NAME, max_chars=LONGEST_NAME)
        left, right = st.columns(2)
        left.text_input(w("siting.own_lat"), key=LAT, max_chars=20)
        right.text_input(w("siting.own_lon"), key=LON, max_chars=20)
        st.form_submit_button(w("siting.own_add"), on_click=_take_point, args=(area_code,))
    _tell(visit, "point")


@guarded_callback
def _take_point(area_code: str) -> None:
    """Take one place as if it were a list of one row: the same rules hold."""
    name, lat, lon = (st.session_state[key].strip() for key in (NAME, LAT, LON))
    places = siting_places.now()
    inside = inside_of(open_current(), area_code)
    try:
        found = siting_upload.one(name, lat, lon, inside, [place.name for place in places])
    except UploadError as fault:
        st.session_state[FAULTS] = ("point", fault.faults)
        return
    siting_places.keep((*places, found))
    for key in (NAME, LAT, LON):
        st.session_state[key] = ""


def _upload(visit: Visit, area_code: str) -> None:
    w = visit.words
    told = w("siting.own_list_help", n=MOST_ROWS)
    upload(w, w("siting.own_list"), UPLOAD, told, ["csv", "txt"], _take_list, (area_code,))
    _tell(visit, "list")


@guarded_callback
def _take_list(area_code: str) -> None:
    """Take an uploaded list in the place of what was there: whole, or not at all."""
    file = st.session_state[UPLOAD]
    if file is None:
        return
    try:
        found = siting_upload.read(file.getvalue(), inside_of(open_current(), area_code))
    except UploadError as fault:
        st.session_state[FAULTS] = ("list", fault.faults)
        return
    siting_places.keep(found)


def _tell(visit: Visit, about: str) -> None:
    """Say once what was wrong with what was brought, row by row."""
    w = visit.words
    which, faults = st.session_state.get(FAULTS, ("", []))
    if which != about:
        return
    del st.session_state[FAULTS]
    heading = w("siting.refused_list") if about == "list" else w("siting.refused_point")
    st.error("\n".join([heading, "", *(f"- {_plain(_fault(visit, fault, about))}" for fault in faults)]))


def _fault(visit: Visit, fault: Fault, about: str) -> str:
    w = visit.words
    told = w(f"siting.fault_{fault.key}", found=fault.found)
    return w("siting.fault_row", row=fault.row, told=told) if fault.row and about == "list" else told


def _plain(text: str) -> str:
    """Return a text in which nothing of a foreign file means anything in Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~:" else sign for sign in text)


def _pick_dropped(visit: Visit, places: tuple[Place, ...]) -> None:
    """Draw the list of own places; whoever takes one out of it drops it."""
    if not places:
        return
    names = [place.name for place in places]
    if st.session_state.get(CHOSEN) != names:
        st.session_state[CHOSEN] = names
    w = visit.words
    st.multiselect(
        w("siting.own_places", n=len(names)), names, key=CHOSEN, select_all=False, on_change=_drop, args=(places,)
    )


@guarded_callback
def _drop(places: tuple[Place, ...]) -> None:
    left = set(st.session_state[CHOSEN])
    gone = {place.name for place in places} - left
    siting_places.keep(tuple(place for place in siting_places.now() if place.name not in gone))
