"""Places of a visitor's own as candidates: an uploaded list, a municipality, a point by its coordinates.

Up to MOST_IN_LINK places stand in the address; a longer list is held by the session alone.
"""

import json
from collections.abc import Callable
from html import escape

import streamlit as st

from atlas.store import Store, kept, open_current, records, shapes
from atlas.ui import address, siting_upload
from atlas.ui.controls import NO_DISTRICT, within
from atlas.ui.siting import Place, places_of
from atlas.ui.siting_upload import LONGEST_NAME, MOST_ROWS, Fault, UploadError
from atlas.ui.visit import Visit

KEY = "own"
MOST_IN_LINK = 20
# Stands in the address for a list that is too long for it.
IN_SESSION = "list"
LIST, FAULTS, UPLOAD, TOWN = "siting_list", "siting_faults", "siting_upload", "siting_town"
NAME, LAT, LON = "siting_name", "siting_lat", "siting_lon"
# Five decimals are a metre.
DECIMALS = 5


def held(visit: Visit, area_code: str) -> tuple[Place, ...]:
    """Return the own places that lie in the area."""
    text = address.value(KEY, _is_allowed, NO_DISTRICT)
    inside = inside_of(visit.store, area_code)
    return tuple(place for place in _read(text) if inside(place.lon, place.lat))


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


def toggle(store: Store, municipality_code: str) -> None:
    """Take the point of a municipality as a place, or drop it where it is one."""
    every = store.municipalities()
    found = records(every[every["municipality_code"] == municipality_code])
    if not found:
        return
    row, places = found[0], _read(address.held().get(KEY, NO_DISTRICT))
    point = (round(row["lon"], DECIMALS), round(row["lat"], DECIMALS))
    kept_ones = tuple(place for place in places if (place.lon, place.lat) != point)
    if len(kept_ones) == len(places):
        taken = {place.name.casefold() for place in places}
        district = store.names["de"][row["area_code"]]
        name = row["name"] if row["name"].casefold() not in taken else f"{row['name']} ({district})"
        kept_ones = (*places, Place(name, *point))
    _keep(kept_ones)


def written(places: tuple[Place, ...]) -> str:
    """Return own places as they stand in the address: name, latitude, longitude of each."""
    if len(places) > MOST_IN_LINK:
        return IN_SESSION
    listed = [[place.name, place.lat, place.lon] for place in places]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if places else NO_DISTRICT


@kept(8)
def inside_of(store: Store, area_code: str) -> Callable[[float, float], bool]:
    """Return what says whether (lon, lat) lies in an area."""
    rows = store.boundaries("district", "detailed").join(store.areas["groups"], on="area_code")
    return shapes.inside(rows[within(rows, area_code)])


def _read(text: str) -> tuple[Place, ...]:
    if text == NO_DISTRICT:
        return ()
    if text == IN_SESSION:
        found: tuple[Place, ...] = st.session_state.get(LIST, ())
        return found
    return tuple(Place(name, float(lon), float(lat)) for name, lat, lon in json.loads(text))


def _is_allowed(text: str) -> bool:
    """Return whether a text of the address is a list of places: nothing of it is taken if anything is wrong."""
    if text in (NO_DISTRICT, IN_SESSION):
        return text == NO_DISTRICT or LIST in st.session_state
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_IN_LINK or not all(map(_is_place, listed)):
        return False
    return len({row[0].casefold() for row in listed}) == len(listed)


def _is_place(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str):
        return False
    numbers = all(isinstance(part, float | int) and not isinstance(part, bool) for part in row[1:])
    return siting_upload.is_name(row[0]) and numbers and abs(row[1]) <= 90 and abs(row[2]) <= 180


def _keep(places: tuple[Place, ...]) -> None:
    if len(places) > MOST_IN_LINK:
        st.session_state[LIST] = places
    address.keep(KEY, written(places))


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


def _take_town() -> None:
    if code := st.session_state[TOWN]:
        toggle(open_current(), code)
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


def _take_point(area_code: str) -> None:
    """Take one place as if it were a list of one row: the same rules hold."""
    name, lat, lon = (st.session_state[key].strip() for key in (NAME, LAT, LON))
    places = _read(address.held().get(KEY, NO_DISTRICT))
    inside = inside_of(open_current(), area_code)
    try:
        found = siting_upload.one(name, lat, lon, inside, [place.name for place in places])
    except UploadError as fault:
        st.session_state[FAULTS] = ("point", fault.faults)
        return
    _keep((*places, Place(found.name, round(found.lon, DECIMALS), round(found.lat, DECIMALS))))
    for key in (NAME, LAT, LON):
        st.session_state[key] = ""


def _upload(visit: Visit, area_code: str) -> None:
    w = visit.words
    st.file_uploader(
        w("siting.own_list"),
        ["csv", "txt"],
        key=UPLOAD,
        on_change=_take_list,
        args=(area_code,),
        help=w("siting.own_list_help", n=MOST_ROWS),
    )
    _tell(visit, "list")


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
    _keep(tuple(Place(one.name, round(one.lon, DECIMALS), round(one.lat, DECIMALS)) for one in found))


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
    widget = "siting_places"
    if st.session_state.get(widget) != names:
        st.session_state[widget] = names
    w = visit.words
    st.multiselect(
        w("siting.own_places", n=len(names)), names, key=widget, select_all=False, on_change=_drop, args=(places,)
    )


def _drop(places: tuple[Place, ...]) -> None:
    left = set(st.session_state["siting_places"])
    gone = {place.name for place in places} - left
    _keep(tuple(place for place in _read(address.held()[KEY]) if place.name not in gone))
